"""WrapUpPresenter: what is left to do after the conversation: disposition, note, Mark Done, the time for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop_agent.contract.enums import InteractionState, Verb
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.models.times import remaining
from desktop_agent.desktop.presenters.wording import put

if TYPE_CHECKING:
    from desktop_agent.contract.values import DispositionChoice
    from desktop_agent.desktop.presenters.context import DesktopContext
    from desktop_agent.desktop.presenters.interaction import InteractionPresenter


class WrapUpPresenter(QObject):
    """Wrap-up of one chat; the disposition can be chosen before the end, too.

    Signals:
        changed: disposition, deadline or what may be done is another.
        failed: (sentence) the last command was refused; empty when the next one is on its way.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, context: "DesktopContext", chat: "InteractionPresenter", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chat = chat
        chat.changed.connect(self.changed)

    @property
    def running(self) -> bool:
        """Whether the conversation has ended and wrap-up goes on."""
        return self._chat.interaction.state is InteractionState.WRAP_UP

    @property
    def choices(self) -> "list[DispositionChoice]":
        """The dispositions of this chat's queue and those of all queues."""
        queue = self._chat.interaction.queue.id
        return [choice for choice in self._context.replica.policy.dispositions if choice.queue_id in (None, queue)]

    @property
    def disposition(self) -> str | None:
        """Code of the chosen one."""
        return self._chat.interaction.disposition

    @property
    def required(self) -> bool:
        """Whether one must be chosen before Mark Done."""
        return self._context.replica.policy.disposition_required and bool(self.choices)

    @property
    def may_choose(self) -> bool:
        """Whether the disposition may be set now."""
        return not self._chat.why_not(Verb.SET_DISPOSITION)

    @property
    def why_not_done(self) -> str:
        """Why Mark Done is not possible, as a sentence; empty when it is."""
        return self._chat.why_not(Verb.COMPLETE)

    @property
    def deadline_ms(self) -> int | None:
        """When wrap-up completes by itself."""
        return self._chat.interaction.wrap_up_deadline_ms

    def countdown(self) -> str:
        """The time left, in words; empty when there is no limit."""
        if self.deadline_ms is None:
            return ""
        left = remaining(self.deadline_ms - self._context.now_ms())
        return put(translate("WrapUp", "Completes by itself in {time}"), {"time": left})

    def choose(self, code: str | None) -> None:
        """Set the disposition, or take it back."""
        if code == self.disposition:
            return
        self.failed.emit("")
        chat = self._chat.id
        command = self._context.session.set_disposition(chat, code=code)
        self._context.command(f"disposition:{chat}", command, refused=self._refused)

    def done(self) -> None:
        """Mark Done."""
        self.failed.emit("")
        self._chat.complete(refused=self._refused)

    def _refused(self, why: str) -> None:
        if not isValid(self):
            return  # the chat has gone meanwhile, and this with its window
        self.failed.emit(why)
        self.changed.emit()
