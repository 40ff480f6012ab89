"""Who plays in a tour: one server, two agents at real desktops, colleagues and customers without a window."""

import contextlib
from pathlib import Path

from desktop_agent.contract.enums import AgentState
from desktop_agent.lab import desk
from desktop_agent.lab.desk import Desk
from desktop_agent.lab.floors import play_floor
from desktop_agent.lab.people import Colleague, Customer, Stage
from desktop_agent.lab.processes import ServerProcess
from desktop_agent.lab.tour.record import Record

OFFER_MS = 8_000
WARN_MS = 12_000
LIMIT_MS = 25_000
SCREEN = (2_560, 960)
"""Size of the screen in which both windows stand side by side (packaging/with_screen.py)."""

FLOOR_LIFE = {
    "anders": AgentState.READY,
    "dmitri": AgentState.NOT_READY,
    "bruno": AgentState.READY,
    "kwame": AgentState.AFTER_CALL_WORK,
    "marek": AgentState.DO_NOT_DISTURB,
    "oskar": AgentState.READY,
}
"""Colleagues who are only there, so that the directories look as they do at work."""


class Cast:
    """Everybody, signed in."""

    def __init__(self, folder: Path, exits: contextlib.ExitStack) -> None:
        """Start the server and everybody; ``exits`` ends them."""
        floor = play_floor(folder, offer_ms=OFFER_MS, waiting_warn_ms=WARN_MS, waiting_limit_ms=LIMIT_MS)
        self.server = exits.enter_context(ServerProcess(folder, floor=floor))
        self.stage = exits.enter_context(Stage())
        self.exits = exits
        self.emma = self._desk("emma")
        self.jana = self._desk("jana")
        self.on_screen = self.emma.platform != "offscreen"
        if self.on_screen:
            width, height = SCREEN
            self.emma.put(desk.WINDOW, 0, 0, width // 2, height)
            self.jana.put(desk.WINDOW, width // 2, 0, width // 2, height)
        for user, state in FLOOR_LIFE.items():
            self.colleague(user).become(state, "training" if state is AgentState.NOT_READY else None)

    def _desk(self, user: str) -> Desk:
        made = Desk(user, self.server)
        self.exits.callback(made.quit)
        return made

    def colleague(self, user: str, *, ready: bool = False) -> Colleague:
        """Somebody of the floor signs in."""
        return Colleague(self.stage, self.server.url, user, self.server.credentials[user], ready=ready)

    def customer(self, name: str, text: str, *, queue: str = "Billing", subject: str = "", **case: str) -> Customer:
        """A customer asks for an agent."""
        return Customer(self.stage, self.server.url, queue=queue, name=name, text=text, subject=subject, case_data=case)


class Play:
    """A cast and the record of what it does; scenes are functions of it."""

    def __init__(self, cast: Cast, record: Record) -> None:
        """Args: cast: everybody. record: keeps the steps."""
        self.cast = cast
        self.record = record
        self.emma, self.jana = cast.emma, cast.jana
        self.step = record.step
