"""CasePresenter: customer, case data and history of hands of the selected chat."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.models.times import day_and_time, duration
from desktop_agent.desktop.models.transcript import visible_text
from desktop_agent.desktop.presenters.interaction_desk import InteractionDesk
from desktop_agent.desktop.presenters.wording import put

if TYPE_CHECKING:
    from desktop_agent.desktop.presenters.context import DesktopContext
    from desktop_agent.desktop.presenters.interaction import InteractionPresenter

Pair = tuple[str, str]


class CasePresenter(QObject):
    """Follows the selection.

    Signals:
        chat_changed: another chat is selected, or none.
        changed: something of the selected chat is another.
    """

    chat_changed = Signal()
    changed = Signal()

    def __init__(self, context: "DesktopContext", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = InteractionDesk.of(context)
        self._chat: InteractionPresenter | None = None
        context.selection.changed.connect(self._selected)
        self._desk.opened.connect(self._opened)
        self._desk.closed.connect(self._closed)
        self._selected(context.selection.current)

    # ------------------------------------------------------------------ what it is
    @property
    def chat(self) -> "InteractionPresenter | None":
        """The selected chat."""
        return self._chat

    def customer_lines(self) -> list[Pair]:
        """The contact card: (what, words); only what is known."""
        if self._chat is None:
            return []
        customer, chat = self._chat.interaction.customer, self._chat.interaction
        lines = [
            (translate("Case", "Name"), customer.name),
            (translate("Case", "Segment"), customer.segment),
            (translate("Case", "E-mail"), customer.email),
            (translate("Case", "Phone"), customer.phone),
            (translate("Case", "Queue"), chat.queue.name),
            (translate("Case", "Waited"), self._waited()),
        ]
        return [(what, visible_text(words)) for what, words in lines if words]

    def case_lines(self) -> list[Pair]:
        """Subject and case data."""
        if self._chat is None:
            return []
        chat = self._chat.interaction
        lines = [(translate("Case", "Subject"), chat.subject)] if chat.subject else []
        lines.extend(chat.case_data.items())
        return [(visible_text(what), visible_text(words)) for what, words in lines]

    def history_lines(self) -> list[str]:
        """Who handed it to whom, when and why; oldest first."""
        if self._chat is None:
            return []
        lines = []
        for hand in self._chat.interaction.history:
            words = translate("Case", "{when}: {giver} → {taker}")
            line = put(words, {"when": day_and_time(hand.at_ms), "giver": hand.from_name, "taker": hand.to_name})
            because = [visible_text(part) for part in (hand.reason, hand.note) if part]
            lines.append("\n".join([line, *because]))
        return lines

    # ------------------------------------------------------------------ inside
    def _waited(self) -> str:
        if self._chat is None:
            return ""
        chat = self._chat.interaction
        return duration(chat.accepted_ms - chat.enqueued_ms) if chat.accepted_ms is not None else ""

    def _selected(self, interaction_id: object) -> None:
        chat = self._desk.chat(interaction_id if isinstance(interaction_id, str) else None)
        if chat is self._chat:
            return
        if self._chat is not None:
            self._chat.changed.disconnect(self._changed)
        self._chat = chat
        if chat is not None:
            chat.changed.connect(self._changed)
        self.chat_changed.emit()

    def _opened(self, interaction_id: str) -> None:
        if interaction_id == self._context.selection.current:
            self._selected(interaction_id)

    def _closed(self, interaction_id: str, _why: str) -> None:
        if self._chat is not None and self._chat.id == interaction_id:
            self._selected(None)

    def _changed(self) -> None:
        self.changed.emit()
