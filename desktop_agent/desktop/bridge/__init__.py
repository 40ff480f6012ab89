"""Where Qt meets asyncio: loop, task supervisor, awaitable dialogs, the one clock. Only here is qasync used."""
