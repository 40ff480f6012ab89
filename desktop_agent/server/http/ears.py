"""What one reader of a mailbox has not been given yet."""

from collections.abc import Iterator
from contextlib import contextmanager

from desktop_agent.contract.events import AnyTopic
from desktop_agent.server.wake.local import LocalWake, Subscription


class Ears:
    """A subscription to one mailbox, with what its reader has to know beside it.

    Attributes:
        sent_away: whoever listens here shall end: a newer one has taken its place.
    """

    def __init__(self, subscription: Subscription) -> None:
        """Hear nothing yet; there may be mail already, so look once. Use ``listening``."""
        self._subscription = subscription
        self._look = True
        self.sent_away = False

    @classmethod
    @contextmanager
    def listening(cls, wake: LocalWake, mailbox: str) -> Iterator["Ears"]:
        """Hear of a mailbox until this is left."""
        with wake.subscribe(mailbox) as subscription:
            yield cls(subscription)

    def topic(self, topic: AnyTopic) -> None:
        """There is a new value."""
        self._subscription.notice_topic(topic)

    def look(self) -> None:
        """There may be mail that nobody has spoken of."""
        self._look = True

    def wake(self) -> None:
        """Something about the reader has changed."""
        self._subscription.wake()

    def send_away(self) -> None:
        """Let the one who listens here end."""
        self.sent_away = True
        self._subscription.wake()

    def take(self) -> tuple[bool, tuple[AnyTopic, ...]]:
        """Return whether to look into the mailbox, and the latest values, once."""
        woken = self._subscription.take()
        look, self._look = self._look or woken.mail, False
        return look, woken.topics

    async def wait(self, seconds: float) -> None:
        """Wait until something comes, but not longer than this."""
        if not self._look:
            await self._subscription.changed(seconds)
