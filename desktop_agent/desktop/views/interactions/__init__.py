"""My Interactions: the strip of tables under the chat."""
