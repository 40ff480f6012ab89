"""A session with a routing server: plain asyncio, no Qt."""
