"""Wake-up inside one process: mailboxes and touched targets to the streams that wait for them, bounded."""

import asyncio
from types import TracebackType
from typing import NamedTuple, Self

from desktop_agent.contract.events import AnyTopic, PositionTopic, StatusTopic

MOST_TOPICS = 1_000
MOST_IDS = 500


class Woken(NamedTuple):
    """What has happened since the last look.

    Attributes:
        mail: the mailbox has new mail.
        topics: latest values, one per subject, in the order of their first coming.
        touched: followed targets whose status may have changed; one's own mailbox id among them means that
            the agent himself was touched (a session displaced or revoked: look again).
    """

    mail: bool
    topics: tuple[AnyTopic, ...]
    touched: frozenset[str]


class Subscription:
    """One stream's ear. A context manager; ``close`` takes it out."""

    def __init__(self, wake: "LocalWake", mailbox: str, ids: tuple[str, ...]) -> None:
        """Use ``LocalWake.subscribe``."""
        self._wake = wake
        self.mailbox = mailbox
        self._ids: frozenset[str] = frozenset()
        self._event = asyncio.Event()
        self._mail = False
        self._topics: dict[tuple[str, ...], AnyTopic] = {}
        self._touched: set[str] = set()
        self.follow(ids)

    def follow(self, ids: tuple[str, ...]) -> None:
        """Replace the followed targets; the first 500 count."""
        self._wake.unfollow(self, self._ids)
        self._ids = frozenset((*ids[:MOST_IDS], self.mailbox))
        self._wake.follow(self, self._ids)
        self._touched &= self._ids

    async def changed(self, timeout: float | None) -> bool:
        """Wait until there is something to ``take``.

        Args:
            timeout: seconds; None waits for ever.

        Returns:
            Whether there is something; False after the timeout.
        """
        if self._event.is_set():
            return True
        try:
            async with asyncio.timeout(timeout):
                await self._event.wait()
        except TimeoutError:
            return False
        return True

    def take(self) -> Woken:
        """Return what has happened, and forget it."""
        woken = Woken(self._mail, tuple(self._topics.values()), frozenset(self._touched))
        self._mail = False
        self._topics.clear()
        self._touched.clear()
        self._event.clear()
        return woken

    def notice_mail(self) -> None:
        """The mailbox has new mail."""
        self._mail = True
        self._event.set()

    def notice_topic(self, topic: AnyTopic) -> None:
        """A latest value; the oldest subject is shed when there are too many."""
        key = _subject(topic)
        if key not in self._topics and len(self._topics) >= MOST_TOPICS:
            del self._topics[next(iter(self._topics))]
        self._topics[key] = topic
        self._event.set()

    def notice_touched(self, target_id: str) -> None:
        """A followed target was touched."""
        self._touched.add(target_id)
        self._event.set()

    def wake(self) -> None:
        """Wake the stream without news (the server stops)."""
        self._event.set()

    def close(self) -> None:
        """Hear nothing more."""
        self._wake.unfollow(self, self._ids)
        self._wake.forget(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class LocalWake:
    """The ``Wake`` of one process. Everything happens on the event loop."""

    def __init__(self) -> None:
        """Nobody listens yet."""
        self._by_mailbox: dict[str, set[Subscription]] = {}
        self._by_id: dict[str, set[Subscription]] = {}
        self._hinted = asyncio.Event()

    def hint(
        self, mailboxes: frozenset[str], topics: tuple[tuple[str, AnyTopic], ...], touched: frozenset[str]
    ) -> None:
        """Called after the commit. Never blocks, never raises."""
        for mailbox in mailboxes:
            for subscription in self._by_mailbox.get(mailbox, ()):
                subscription.notice_mail()
        for mailbox, topic in topics:
            for subscription in self._by_mailbox.get(mailbox, ()):
                subscription.notice_topic(topic)
        for target_id in touched:
            for subscription in self._by_id.get(target_id, ()):
                subscription.notice_touched(target_id)
        if mailboxes or touched:
            self._hinted.set()

    def subscribe(self, mailbox: str, ids: tuple[str, ...] = ()) -> Subscription:
        """Listen to a mailbox and to targets; close the subscription in the end."""
        subscription = Subscription(self, mailbox, ids)
        self._by_mailbox.setdefault(mailbox, set()).add(subscription)
        return subscription

    async def anything(self, timeout: float | None) -> bool:
        """Wait until any command has committed something; for the one job that looks for deadlines.

        Args:
            timeout: seconds; None waits for ever.

        Returns:
            Whether something was committed; False after the timeout.
        """
        try:
            async with asyncio.timeout(timeout):
                await self._hinted.wait()
        except TimeoutError:
            return False
        self._hinted.clear()
        return True

    def wake_all(self) -> None:
        """Wake every stream (the server stops)."""
        for subscriptions in self._by_mailbox.values():
            for subscription in subscriptions:
                subscription.wake()

    def count(self) -> int:
        """How many subscriptions are open."""
        return sum(len(subscriptions) for subscriptions in self._by_mailbox.values())

    def follow(self, subscription: Subscription, ids: frozenset[str]) -> None:
        """A subscription wants to hear of targets."""
        for target_id in ids:
            self._by_id.setdefault(target_id, set()).add(subscription)

    def unfollow(self, subscription: Subscription, ids: frozenset[str]) -> None:
        """A subscription does not want to hear of targets any more."""
        for target_id in ids:
            _discard(self._by_id, target_id, subscription)

    def forget(self, subscription: Subscription) -> None:
        """A subscription was closed."""
        _discard(self._by_mailbox, subscription.mailbox, subscription)


def _discard(table: dict[str, set[Subscription]], key: str, subscription: Subscription) -> None:
    known = table.get(key)
    if known is not None:
        known.discard(subscription)
        if not known:
            del table[key]


def _subject(topic: AnyTopic) -> tuple[str, ...]:
    if isinstance(topic, StatusTopic):
        return ("status", topic.status.id)
    if isinstance(topic, PositionTopic):
        return ("position", topic.chat_id)
    return ("typing", topic.interaction_id, topic.party_id)
