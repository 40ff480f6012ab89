"""One signed-in session of an agent: opens, takes deliveries into the replica, reconnects, tells listeners.

::

    session = AgentSession(backend, clock)
    stop = session.listen(lambda change: ...)
    await session.run()             # until close(), sign_out(), Displaced or SignedOut
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

import msgspec

from desktop_agent.client.backends.port import (
    BackendError,
    CursorGone,
    Displaced,
    Refusal,
    RoutingBackend,
    SignedOut,
    Unreachable,
)
from desktop_agent.client.backoff import Backoff
from desktop_agent.client.clock import Clock, SystemClock
from desktop_agent.client.connection import Connection, ConnectionState
from desktop_agent.client.replica.changes import (
    DirectoryChanged,
    InteractionGone,
    SnapshotReplaced,
    TypingChanged,
)
from desktop_agent.client.replica.reducers import apply
from desktop_agent.client.search.directory import Directory
from desktop_agent.client.session_commands import SessionCommands, may_repeat
from desktop_agent.client.session_end import FINAL, Closing, reason_of
from desktop_agent.contract.answers import Snapshot
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import AnyTopic, Batch, Mail, TypingTopic, decode_event
from desktop_agent.contract.http import GOAWAY, RECEIPT_EVERY_S, SESSION_DISPLACED

__all__ = ["AgentSession", "Connection", "ConnectionState"]

_log = logging.getLogger(__name__)
T = TypeVar("T")

DIRECTORY_EVERY_S = 60.0
TYPING_FOR_S = 8.0
SUBSCRIBE_AFTER_S = 0.03
BRIEF_MS = 1_000


class AgentSession(SessionCommands):
    """A session with a routing server; every method belongs on the loop's thread.

    Attributes:
        directory: the targets of this server and the search over them.
        session_id: given by the server, empty before it was opened.
    """

    def __init__(
        self,
        backend: RoutingBackend,
        clock: Clock | None = None,
        *,
        client: str = "desktop-agent",
        keep_directory: bool = True,
        backoff: Callable[[], Backoff] = Backoff,
    ) -> None:
        """Nothing is sent before ``run``.

        Args:
            backend: signed in already (``sign_in`` or ``resume``).
            clock: the machine's when left out.
            client: what this program calls itself to the server.
            keep_directory: read the directory and keep it up to date.
            backoff: makes the waits of a connection (tests give a known jitter).
        """
        super().__init__(backend, clock or SystemClock())
        self.directory = Directory(backend)
        self.session_id = ""
        self._client = client
        self._keeps_directory = keep_directory
        self._new_backoff = backoff
        self._closing = asyncio.Event()
        self._ended = asyncio.Event()
        self._ended.set()
        self._signing_out = False
        self._subscription: tuple[int, tuple[str, ...]] = (0, ())
        self._subscribed = asyncio.Event()
        self._directory_wanted = asyncio.Event()
        self._typing_until_ms: dict[tuple[str, str], int] = {}
        self._delivering = False

    # ---------------------------------------------------------------- what it wants to know
    def subscribe(self, ids: Iterable[str]) -> None:
        """Ask for the state of these targets (at most 500), and of no others, from now on.

        Calls that follow each other closely go out as one. States of targets that are no longer wanted are forgotten.
        """
        wanted = tuple(dict.fromkeys(ids))[:500]
        version, present = self._subscription
        if wanted == present:
            return
        self._subscription = (version + 1, wanted)
        for gone in self.replica.statuses.keys() - set(wanted):
            del self.replica.statuses[gone]
        self._subscribed.set()

    def refresh_directory(self) -> None:
        """Look for changes of the directory now, not only at the next minute."""
        self._directory_wanted.set()

    # ---------------------------------------------------------------- life
    async def run(self) -> None:
        """Open the session and keep it: deliveries, receipts, reconnecting, directory.

        Returns after ``close`` or ``sign_out``.

        Raises:
            Displaced: a newer session of this agent took over; never run again by itself.
            SignedOut: the tokens are good no more; sign in again.
            Refusal: the server does not let this agent open a session at all.
        """
        final = ConnectionState.CLOSED
        self._ended.clear()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._until_closed(), name="session-close")
                tasks.create_task(self._live(), name="session-live")
        except BaseExceptionGroup as group:
            reason = reason_of(group)
            final = FINAL.get(type(reason), final)
            if self._signing_out and isinstance(reason, Closing | Displaced | SignedOut):
                final = ConnectionState.SIGNED_OUT  # the end of the session may be heard before the answer to the wish
            elif not isinstance(reason, Closing):
                raise reason from None
        finally:
            self._stand(final)
            self._ended.set()

    async def close(self) -> None:
        """End ``run`` and the connections; the agent stays signed in at the server until he is lost."""
        self._closing.set()
        await self._ended.wait()
        await self.backend.aclose()

    async def sign_out(self) -> None:
        """Log off at the server, then end as ``close`` does; the session ends here even when the server cannot be told.

        Raises:
            BackendError: the server could not be told.
        """
        self._signing_out = True
        try:
            await self._persist(self.backend.sign_out, tries=2)
        except (SignedOut, Displaced):
            _log.debug("signed out already")
        finally:
            await self.close()

    # ---------------------------------------------------------------- inside
    async def _until_closed(self) -> None:
        await self._closing.wait()
        raise Closing

    async def _live(self) -> None:
        opened = await self._insist(lambda: self.backend.open_session(self._client))
        self.session_id = opened.session_id
        self._time.take(opened.now_ms)
        self._begin(opened.snapshot, Cursor.parse(opened.cursor))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._deliver(), name="session-deliver")
            tasks.create_task(self._receipts(), name="session-receipts")
            tasks.create_task(self._subscriptions(), name="session-subscriptions")
            tasks.create_task(self._typing_ends(), name="session-typing")
            if self._keeps_directory:
                tasks.create_task(self._keep_directory(), name="session-directory")

    async def _insist(self, once: Callable[[], Awaitable[T]]) -> T:
        """Try until it works or is refused for good."""
        waits = self._new_backoff()
        while True:
            try:
                return await once()
            except BackendError as error:
                if not (may_repeat(error) or _is_fault(error)):
                    raise
                self._stale(error)
                wait_s = waits.next_s(error.retry_after_ms)
            await self.clock.sleep(wait_s)

    def _begin(self, snapshot: Snapshot, cursor: Cursor) -> None:
        self.replica.replace(snapshot, cursor)
        self._typing_until_ms.clear()
        self._heard()
        self._tell(SnapshotReplaced())
        if self._subscription[1]:
            self._subscribed.set()

    async def _renew(self) -> None:
        """Read everything anew after the place in the mailbox was lost; open again when the session is gone as well."""
        try:
            answer = await self._insist(self.backend.snapshot)
        except Refusal as error:
            if error.code is not ErrorCode.NOT_FOUND:
                raise
            await self._reopen()
            return
        cursor = Cursor.parse(answer.cursor)
        if cursor.epoch != self.replica.cursor.epoch:
            self._time.reset()
            self.directory.forget()
            self.refresh_directory()
        self._time.take(answer.now_ms)
        self._begin(answer.snapshot, cursor)

    async def _reopen(self) -> None:
        opened = await self._insist(lambda: self.backend.open_session(self._client))
        self.session_id = opened.session_id
        self._time.take(opened.now_ms)
        self._begin(opened.snapshot, Cursor.parse(opened.cursor))

    async def _deliver(self) -> None:
        waits = self._new_backoff()
        while True:
            began_ms = self.clock.monotonic_ms()
            wait_s = 0.0
            try:
                await self._deliver_once(waits)
            except (SignedOut, Displaced):
                raise
            except CursorGone as error:
                _log.info("the place in the mailbox is lost, reading everything anew: %s", error)
                await self._renew()
                wait_s = waits.next_s() if self.clock.monotonic_ms() - began_ms < BRIEF_MS else 0.0
            except BackendError as error:
                self._stale(error)
                if isinstance(error, Refusal) and error.code is ErrorCode.NOT_FOUND:
                    await self._reopen()
                wait_s = waits.next_s(error.retry_after_ms)
            else:
                wait_s = waits.next_s() if self.clock.monotonic_ms() - began_ms < BRIEF_MS else 0.0
            if wait_s:
                await self.clock.sleep(wait_s)

    async def _deliver_once(self, waits: Backoff) -> None:
        batches = self.backend.deliveries(self.replica.cursor)
        self._delivering = False
        try:
            async for batch in batches:
                self._take(batch)
                if batch.caught_up:
                    waits.reset()
                    self._connected_again()
                    self._heard()
                if batch.control == GOAWAY:
                    return
        finally:
            self._delivering = False
            closing = getattr(batches, "aclose", None)
            if closing is not None:
                await closing()

    def _connected_again(self) -> None:
        """Ask for the statuses again with each new connection: a restarted server knows of no subscription."""
        if not self._delivering and self._subscription[1]:
            self._subscribed.set()
        self._delivering = True

    def _take(self, batch: Batch) -> None:
        self._time.take(batch.now_ms)
        if batch.control == SESSION_DISPLACED:
            raise Displaced(ErrorCode.SESSION_DISPLACED, "a newer session of this agent took over")
        for mail in batch.mail:
            self._take_mail(mail)
        for topic in batch.topics:
            self._take_topic(topic)

    def _take_mail(self, mail: Mail) -> None:
        epoch, seq = self.replica.cursor
        if mail.seq <= seq:
            return
        if mail.seq != seq + 1:
            raise CursorGone(ErrorCode.CURSOR_GONE, f"event {mail.seq} came after {seq}")
        try:
            event = decode_event(mail.event)
        except msgspec.MsgspecError as error:
            raise CursorGone(ErrorCode.CURSOR_GONE, f"event {mail.seq} cannot be read: {error}") from error
        changes = apply(self.replica, event)
        self.replica.cursor = Cursor(epoch, mail.seq)
        for change in changes:
            if isinstance(change, InteractionGone):
                self._turns.pop(change.id, None)
            self._tell(change)

    def _take_topic(self, topic: AnyTopic) -> None:
        if isinstance(topic, TypingTopic):
            who = (topic.interaction_id, topic.party_id)
            self._typing_until_ms.pop(who, None)
            if topic.on:
                self._typing_until_ms[who] = self.clock.monotonic_ms() + round(TYPING_FOR_S * 1_000)
        for change in apply(self.replica, topic):
            self._tell(change)

    async def _receipts(self) -> None:
        while True:
            await self.clock.sleep(RECEIPT_EVERY_S)
            try:
                self._time.take(await self.backend.receipt(self.replica.cursor))
            except (SignedOut, Displaced):
                raise
            except BackendError as error:
                if isinstance(error, Unreachable):
                    self._receipt_failed = True
                    self._stale(error)
                continue
            self._receipt_failed = False
            if self._delivering:
                self._heard()

    async def _subscriptions(self) -> None:
        while True:
            await self._subscribed.wait()
            await self.clock.sleep(SUBSCRIBE_AFTER_S)
            self._subscribed.clear()
            version, ids = self._subscription
            try:
                await self.backend.subscribe(version, ids)
            except (SignedOut, Displaced):
                raise
            except BackendError as error:
                _log.debug("subscription %d not taken: %s", version, error)
                await self.clock.sleep(self._new_backoff().next_s(error.retry_after_ms))
                if may_repeat(error):
                    self._subscribed.set()

    async def _typing_ends(self) -> None:
        while True:
            await self.clock.sleep(1.0)
            now_ms = self.clock.monotonic_ms()
            for who in [who for who, until_ms in self._typing_until_ms.items() if until_ms <= now_ms]:
                del self._typing_until_ms[who]
                interaction_id, party_id = who
                typists = self.replica.typing.get(interaction_id, {})
                if typists.pop(party_id, None) is None:
                    continue
                if not typists:
                    del self.replica.typing[interaction_id]
                self._tell(TypingChanged(interaction_id))

    async def _keep_directory(self) -> None:
        waits = self._new_backoff()
        while True:
            self._directory_wanted.clear()
            wait_s = DIRECTORY_EVERY_S
            try:
                if await self.directory.refresh():
                    self._tell(DirectoryChanged())
                waits.reset()
            except (SignedOut, Displaced):
                raise
            except BackendError as error:
                _log.debug("directory not refreshed: %s", error)
                wait_s = waits.next_s(error.retry_after_ms)
            await self._sleep_or(self._directory_wanted, wait_s)

    async def _sleep_or(self, event: asyncio.Event, seconds: float) -> None:
        """Wait until the event is set, at most so long by the session's clock."""
        async with asyncio.TaskGroup() as tasks:
            sleeping = tasks.create_task(self.clock.sleep(seconds))
            waiting = tasks.create_task(event.wait())
            await asyncio.wait({sleeping, waiting}, return_when=asyncio.FIRST_COMPLETED)
            sleeping.cancel()
            waiting.cancel()


def _is_fault(error: BackendError) -> bool:
    """The server is at fault, not the request: it may be better soon."""
    return isinstance(error, Refusal) and error.code is ErrorCode.INTERNAL
