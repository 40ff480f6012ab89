"""What is done now and then: trimming mail, forgetting old keys, looking for overlooked chats."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from desktop_agent.server.engine.housekeeping import forget, match_again, overlooked, trim_mail, trimmable
from desktop_agent.server.engine.script import Env, Script
from desktop_agent.server.store.port import Store, Unavailable

logger = logging.getLogger(__name__)

EVERY_S = 5.0
MOST_ROUNDS = 20


async def keep_up(store: Store, every_s: float = EVERY_S) -> None:
    """Do the upkeep, for ever.

    Args:
        store: whose.
        every_s: seconds between two rounds.
    """
    while True:
        try:
            await once(store)
        except Unavailable as error:
            logger.warning("The upkeep could not be done now: %s", error)
        except Exception:
            logger.exception("The upkeep failed")
        await asyncio.sleep(every_s)


async def once(store: Store) -> None:
    """One round of upkeep.

    Raises:
        Unavailable: the store could not do it.
    """
    for chat_id in await store.read(overlooked):
        logger.info("The chat %s was overlooked", chat_id)
        await store.execute(_with(match_again, chat_id))
    rows = await store.read(trimmable)
    if rows:
        await store.execute(_with(trim_mail, rows))
    for _ in range(MOST_ROUNDS):
        if not await store.execute(forget):
            break


def _with(script: Callable[..., Script[Any]], what: object) -> Callable[[Env], Script[Any]]:
    return lambda env: script(env, what)
