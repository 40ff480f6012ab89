"""All jobs of a server, from its start to its end."""

import asyncio

from desktop_agent.server.engine.presence import restart_grace
from desktop_agent.server.jobs.deadlines import Bell, watch_deadlines
from desktop_agent.server.jobs.upkeep import keep_up
from desktop_agent.server.store.port import Store


async def run_jobs(store: Store, wake: Bell) -> None:
    """Run until cancelled. At the start every desktop gets the whole grace again to give a sign of life.

    Args:
        store: whose deadlines to meet.
        wake: rings when a command has committed something.

    Raises:
        Unavailable: the store cannot be written at the start.
    """
    await store.execute(restart_grace)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(watch_deadlines(store, wake), name="deadlines")
        tasks.create_task(keep_up(store), name="upkeep")
