"""A live session over a floor that stands still, with the questions and events the tests of the chat's views need."""

import asyncio
from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop_agent.contract.base import Command
from desktop_agent.contract.enums import SenderKind, Verb, Visibility
from desktop_agent.contract.events import InteractionChanged, InteractionRemoved, MessageAdded, RemovedWhy
from desktop_agent.contract.values import Interaction, Message
from desktop_agent.desktop.presenters.interaction import InteractionPresenter
from desktop_agent.desktop.presenters.interaction_desk import InteractionDesk
from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.still.floor import NOW_MS

ONE = "chat-1"


class Session:
    """A ``StillDesk`` with the questions and events the tests need."""

    def __init__(self, qtbot: QtBot, desk: StillDesk) -> None:
        self.qtbot = qtbot
        self.desk = desk
        self.context = desk.context
        self.registry = desk.registry

    def until(self, condition: Callable[[], object], timeout: int = 3_000) -> None:
        """Pump until it holds."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=timeout)

    def settle(self) -> None:
        """Let everything that is on its way arrive."""
        done = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(0.03, done.set_result, None)
        self.until(done.done)

    def asked(self, verb: Verb) -> list[Command]:
        """Bodies of the commands of this kind."""
        return [what[1] for name, what in self.desk.backend.asked if name == verb]

    def chat(self, interaction_id: str = ONE) -> InteractionPresenter:
        """Presenter of a chat."""
        chat = InteractionDesk.of(self.context).chat(interaction_id)
        assert chat is not None
        return chat

    def change(self, interaction_id: str = ONE, **changes: object) -> None:
        """The server says that the chat is another."""
        now = self.context.replica.interactions[interaction_id]
        changed: Interaction = msgspec.structs.replace(now, version=now.version + 1, **changes)
        seen = self.qtbot.waitSignal(self.context.feed.interaction_changed)
        with seen:
            self.desk.backend.push(InteractionChanged(interaction=changed))
        QCoreApplication.processEvents()

    def say(
        self,
        text: str,
        *,
        interaction_id: str = ONE,
        sender: SenderKind = SenderKind.CUSTOMER,
        sender_id: str = "customer",
        name: str = "Amir Kaya",
        visibility: Visibility = Visibility.ALL,
        key: str | None = None,
    ) -> None:
        """Somebody says something."""
        seq = self.context.replica.transcripts[interaction_id].last_seq + 1
        message = Message(
            id=f"{interaction_id}-{seq}",
            seq=seq,
            at_ms=NOW_MS + seq * 1_000,
            sender=sender,
            sender_id=sender_id,
            sender_name=name,
            visibility=visibility,
            text=text,
            key=key,
        )
        with self.qtbot.waitSignal(self.context.feed.messages_added):
            self.desk.backend.push(MessageAdded(interaction_id=interaction_id, message=message))

    def remove(
        self, interaction_id: str = ONE, why: RemovedWhy = RemovedWhy.TRANSFERRED, to: str = "Jana Brandt"
    ) -> None:
        """The chat leaves this desktop."""
        with self.qtbot.waitSignal(self.context.feed.interaction_removed):
            self.desk.backend.push(InteractionRemoved(interaction_id=interaction_id, why=why, to_name=to))
        self.settle()

    def fall(self) -> None:
        """The connection breaks."""
        self.desk.backend.fall()
        self.until(lambda: not self.context.live)
        self.settle()


@pytest.fixture
def still(qtbot: QtBot, desk: Callable[..., StillDesk]) -> Callable[..., Session]:
    """Make a live session: ``still()``, ``still(Floor.EMPTY)``, ``still(offers=True)``."""
    return lambda *args, **options: Session(qtbot, desk(*args, **options))
