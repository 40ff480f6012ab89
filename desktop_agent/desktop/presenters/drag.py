"""DragState: the chat that is being dragged now, and what each target would say to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from desktop_agent.contract.enums import Reason, Verb
from desktop_agent.contract.values import Target
from desktop_agent.desktop.presenters.ranks import Ranks, Unknown
from desktop_agent.desktop.presenters.target_words import TargetWords, short
from desktop_agent.desktop.presenters.wording import put

if TYPE_CHECKING:
    from desktop_agent.desktop.presenters.context import DesktopContext


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a target would take the dragged chat.

    Attributes:
        takes: None while the server has not said; a drop is then tried.
        words: a sentence for the row and the foot line.
    """

    takes: bool | None
    words: str


class DragState(QObject):
    """One per session: at most one chat is dragged at a time.

    Signals:
        started: (interaction_id) a drag has begun.
        hovered: (sentence) what the target under the pointer would say; empty when there is none.
        ended: the drag is over, whatever came of it.
    """

    started = Signal(str)
    hovered = Signal(str)
    ended = Signal()

    def __init__(
        self, context: "DesktopContext", ranks: Ranks, words: TargetWords, parent: QObject | None = None
    ) -> None:
        """Args: context, ranks, words: of the session."""
        super().__init__(parent)
        self._context = context
        self._ranks = ranks
        self._words = words
        self._interaction_id: str | None = None
        self._button = Qt.MouseButton.NoButton
        self._later: dict[str, Callable[[], object]] = {}

    @property
    def interaction_id(self) -> str | None:
        """The dragged chat, None when nothing is dragged."""
        return self._interaction_id

    @property
    def button(self) -> Qt.MouseButton:
        """The button of the press that began it (``dropEvent.buttons()`` is empty on release)."""
        return self._button

    def begin(self, interaction_id: str, button: Qt.MouseButton) -> None:
        """A drag begins."""
        self._interaction_id = interaction_id
        self._button = button
        self.started.emit(interaction_id)

    def end(self) -> None:
        """The drag is over: what waited for it is done now."""
        self._interaction_id = None
        later, self._later = self._later, {}
        self.hovered.emit("")
        self.ended.emit()
        for work in later.values():
            work()

    def when_idle(self, name: str, work: Callable[[], object]) -> None:
        """Do something that must not happen under a drag (a model's reset): now, or when the drag is over.

        Args:
            name: later work of the same name replaces the earlier.
            work: called without arguments.
        """
        if self._interaction_id is None:
            work()
        else:
            self._later[name] = work

    def may_drag(self, interaction_id: str | None) -> bool:
        """Whether there is such a chat on this desktop."""
        return interaction_id is not None and interaction_id in self._context.replica.interactions

    def customer(self) -> str:
        """Name of the dragged chat's customer."""
        interaction = self._context.replica.interactions.get(self._interaction_id or "")
        return interaction.customer.name if interaction is not None else ""

    def verdict(self, target: Target) -> Verdict:
        """What this target would say to the dragged chat."""
        interaction = self._context.replica.interactions.get(self._interaction_id or "")
        if interaction is None:
            return Verdict(False, self.tr("This chat is no longer yours."))
        own = self._words.why_not_transfer(interaction)
        if own:
            return Verdict(False, own)
        capability = self._ranks.capability(interaction.id, target.id, Verb.TRANSFER)
        if isinstance(capability, Unknown):
            return Verdict(None, put(self.tr("Asking whether {name} can take it …"), {"name": short(target.name)}))
        if capability in {None, Reason.QUEUE_EMPTY}:
            words = self.tr("Drop to transfer {customer} to {name}")
            return Verdict(True, put(words, {"customer": short(interaction.customer.name), "name": short(target.name)}))
        return Verdict(False, self._words.refusal(target, capability))
