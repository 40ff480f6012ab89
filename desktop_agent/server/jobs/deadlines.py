"""One timer on the next deadline of the store, not a poll: offers, wrap-up, rounds, signs of life."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Protocol

from desktop_agent.server.engine.answering import time_out_offer
from desktop_agent.server.engine.finishing import complete_in_time
from desktop_agent.server.engine.housekeeping import match_again, next_deadline
from desktop_agent.server.engine.presence import check_beat
from desktop_agent.server.engine.rows import IdRow, OfferDueRow
from desktop_agent.server.engine.script import Env, Refused, Script
from desktop_agent.server.store.port import Store, Unavailable

logger = logging.getLogger(__name__)

GATHER_S = 0.02
"""Commands come in bursts: look for a new deadline at most this often. No deadline is set shorter than this."""
LONGEST_S = 5.0
RETRY_S = 0.5


class Bell(Protocol):
    """What tells that commands have committed (``server.wake.local.LocalWake``)."""

    async def anything(self, timeout: float | None) -> bool:
        """Wait until any command has committed something, at most ``timeout`` seconds."""


async def watch_deadlines(store: Store, bell: Bell) -> None:
    """Meet every deadline, for ever.

    Args:
        store: whose deadlines.
        bell: rings when there may be an earlier one.
    """
    met_ms: int | None = None
    while True:
        try:
            due_ms = await store.read(next_deadline)
            now_ms = store.now_ms()
            if due_ms is not None and due_ms <= now_ms:
                if due_ms == met_ms:
                    # It was met and is still there: more than one round takes, or a mistake. Never spin.
                    await asyncio.sleep(GATHER_S)
                await meet(store, now_ms)
                met_ms = due_ms
                continue
        except Unavailable as error:
            logger.warning("Deadlines could not be met now: %s", error)
            await asyncio.sleep(RETRY_S)
            continue
        wait_s = LONGEST_S if due_ms is None else min(LONGEST_S, (due_ms - now_ms) / 1000)
        if await bell.anything(wait_s):
            await asyncio.sleep(min(GATHER_S, wait_s))


async def meet(store: Store, now_ms: int) -> None:
    """Do everything that is due at a moment; each in its own command, committed as a group.

    Raises:
        Unavailable: the store could not do it.
    """
    offers: list[OfferDueRow] = await store.statement("due_offers", now=now_ms)
    wrap_ups: list[IdRow] = await store.statement("due_wrap_ups", now=now_ms)
    rounds: list[IdRow] = await store.statement("due_matches", now=now_ms)
    beats: list[IdRow] = await store.statement("due_beats", now=now_ms)
    async with asyncio.TaskGroup() as tasks:
        for offer in offers:
            tasks.create_task(_do(store, time_out_offer, offer.interaction_id, offer.offer_id))
        for row in wrap_ups:
            tasks.create_task(_do(store, complete_in_time, row.id))
        for row in rounds:
            tasks.create_task(_do(store, match_again, row.id))
        for row in beats:
            tasks.create_task(_do(store, check_beat, row.id))


async def _do(store: Store, script: Callable[..., Script[Any]], *ids: str) -> None:
    def run(env: Env) -> Script[Any]:
        return script(env, *ids)

    try:
        await store.execute(run)
    except Unavailable:
        raise
    except Refused as refused:
        logger.warning("%s of %s was refused: %s", script.__name__, ids, refused)
    except Exception:
        # One broken row must not keep all others from their deadlines.
        logger.exception("%s of %s failed", script.__name__, ids)
        await asyncio.sleep(RETRY_S)
