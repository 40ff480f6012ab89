"""StillDesk: a whole session over a ``StillBackend``: context, registry, appearance, without a server."""

import asyncio
import contextlib

from desktop_agent.client.backends.port import Displaced, SignedOut
from desktop_agent.client.clock import Clock
from desktop_agent.client.platform.settings import Settings
from desktop_agent.client.session import AgentSession
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.bridge.clock import QtClock
from desktop_agent.desktop.bridge.dialogs import Dialogs, WindowDialogs
from desktop_agent.desktop.bridge.tasks import Supervisor
from desktop_agent.desktop.models.feed import ReplicaFeed
from desktop_agent.desktop.models.remembered import Remembered
from desktop_agent.desktop.models.selection import Selection
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.still.backend import StillBackend
from desktop_agent.desktop.still.floor import NOW_MS, Floor, Sample, sample


class StillDesk:
    """What ``desktop.main`` builds, over a floor that stands still. Needs a running loop.

    Attributes:
        errors: (name, exception) of tasks that failed.
    """

    def __init__(
        self,
        floor: Floor | Sample = Floor.FULL,
        *,
        offers: bool = False,
        dialogs: Dialogs | None = None,
        client_clock: Clock | None = None,
    ) -> None:
        """Args: floor: what the agent sees. client_clock: times of the session; the real ones when left out."""
        made = floor if isinstance(floor, Sample) else sample(floor, offers=offers)
        self.errors: list[tuple[str, BaseException]] = []
        self.backend = StillBackend(
            made.snapshot, now_ms=NOW_MS, targets=made.targets, statuses=made.statuses, ranks=made.ranks
        )
        self.clock = QtClock()
        self.session = AgentSession(self.backend, client_clock or self.clock)
        self.feed = ReplicaFeed()
        self.stop_listening = self.session.listen(self.feed.take)
        self.tasks = Supervisor(lambda name, error: self.errors.append((name, error)))
        self.context = DesktopContext(
            session=self.session,
            directory=self.session.directory,
            feed=self.feed,
            selection=Selection(),
            tasks=self.tasks,
            clock=self.clock,
            dialogs=dialogs or WindowDialogs(),
            remembered=Remembered(),
            settings=Settings(None, environment={}),
        )
        self._registry: ActionRegistry | None = None

    @property
    def registry(self) -> ActionRegistry:
        """The actions, made at the first call."""
        if self._registry is None:
            self._registry = ActionRegistry(self.context)
        return self._registry

    def begin(self) -> None:
        """Open the session; it is live some turns of the loop later (``live``)."""
        self.tasks.start("session", self._run())

    async def _run(self) -> None:
        with contextlib.suppress(Displaced, SignedOut):
            await self.session.run()

    @property
    def live(self) -> bool:
        """Whether the snapshot is there and everything is up to date."""
        return self.context.live and self.session.directory.loaded

    async def until_live(self) -> None:
        """Wait for ``live``."""
        event = asyncio.Event()

        def look() -> None:
            if self.live:
                event.set()

        self.feed.settled.connect(look)
        look()
        try:
            await event.wait()
        finally:
            self.feed.settled.disconnect(look)

    def quiet(self) -> None:
        """Tell nothing more; before the windows go."""
        self.stop_listening()
        self.feed.stop()

    async def aclose(self) -> None:
        """End all tasks."""
        self.quiet()
        await self.tasks.aclose(2)
        self.clock.stop()
        self.context.deleteLater()
