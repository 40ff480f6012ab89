"""Presenter of the Interaction Bar: rows in words, next, previous and longest waiting chat."""

from PySide6.QtCore import QObject

from desktop_agent.desktop.models.interactions import Alarm, BarRow, InteractionsModel, Turn, alarm
from desktop_agent.desktop.models.texts import QT_TRANSLATE_NOOP, translate
from desktop_agent.desktop.models.times import remaining, spoken
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.wording import put

TURNS: dict[Turn, str] = {
    Turn.YOU: QT_TRANSLATE_NOOP("InteractionBar", "your turn"),
    Turn.CUSTOMER: QT_TRANSLATE_NOOP("InteractionBar", "customer's turn"),
    Turn.COLLEAGUE: QT_TRANSLATE_NOOP("InteractionBar", "with {other}"),
    Turn.WRAP_UP: QT_TRANSLATE_NOOP("InteractionBar", "wrap-up {remaining}"),
    Turn.HELD: QT_TRANSLATE_NOOP("InteractionBar", "on hold"),
    Turn.PENDING: QT_TRANSLATE_NOOP("InteractionBar", "{remaining} to {other}"),
}
ALARMS: dict[Alarm, str] = {
    Alarm.NONE: "",
    Alarm.WAITING: QT_TRANSLATE_NOOP("InteractionBar", "waiting"),
    Alarm.WARN: QT_TRANSLATE_NOOP("InteractionBar", "waiting long"),
    Alarm.LIMIT: QT_TRANSLATE_NOOP("InteractionBar", "waiting too long"),
}


class InteractionBarPresenter(QObject):
    """Owns the model of the bar and moves the selection."""

    def __init__(self, context: DesktopContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.model = InteractionsModel(context.replica, context.feed, self.sentence, self)
        self._last_row = 0
        self.model.rowsAboutToBeRemoved.connect(self._leaving)
        self.model.rowsRemoved.connect(self._left)
        self.model.rowsInserted.connect(self._keep_one_selected)
        self.model.modelReset.connect(self._after_reset)
        self._keep_one_selected()

    # ---------------------------------------------------------------- words
    def alarm_of(self, row: BarRow) -> Alarm:
        """The waiting alarm of a row now."""
        return alarm(row.since_ms, self._context.now_ms(), self._context.replica.policy)

    def waited_ms(self, row: BarRow) -> int:
        """How long the customer has been waiting for an answer, 0 when he is not."""
        return 0 if row.since_ms is None else self._context.now_ms() - row.since_ms

    def turn_words(self, row: BarRow) -> str:
        """Who is to do something next, in a few words."""
        left = "" if row.until_ms is None else remaining(row.until_ms - self._context.now_ms())
        return put(translate("InteractionBar", TURNS[row.turn]), {"other": row.other, "remaining": left})

    def unread_words(self, row: BarRow) -> str:
        """``2 new``, empty when everything is read."""
        return put(translate("InteractionBar", "{count} new"), {"count": row.unread}) if row.unread else ""

    def second_line(self, row: BarRow) -> str:
        """Queue, whose turn it is."""
        return " · ".join(part for part in (row.queue, self.turn_words(row)) if part)

    def sentence(self, row: BarRow) -> str:
        """A row for screen readers."""
        level = self.alarm_of(row)
        waiting = f"{translate('InteractionBar', ALARMS[level])} {spoken(self.waited_ms(row))}" if level else ""
        parts = (row.customer, row.queue, self.unread_words(row), self.turn_words(row), waiting)
        return ", ".join(part for part in parts if part)

    # ---------------------------------------------------------------- moving
    def next_chat(self) -> None:
        """The chat below; after the last comes the first."""
        self._step(1)

    def previous_chat(self) -> None:
        """The chat above; before the first comes the last."""
        self._step(-1)

    def longest_waiting(self) -> None:
        """The chat whose customer has been waiting longest for an answer."""
        found = self._longest()
        if found is not None:
            self._context.selection.activate(found)

    def why_no_chat(self) -> str | None:
        """Why there is nothing to go to."""
        return None if self.model.rowCount() else translate("InteractionBar", "You have no chats.")

    def why_none_waits(self) -> str | None:
        """Why there is no longest waiting chat."""
        return None if self._longest() else translate("InteractionBar", "No customer is waiting for an answer.")

    def _longest(self) -> str | None:
        waiting = [
            (chat.customer_waiting_since_ms, chat.id)
            for chat in self._context.replica.interactions.values()
            if chat.customer_waiting_since_ms is not None and chat.ended_ms is None and not chat.held
        ]
        return min(waiting)[1] if waiting else None

    def _step(self, by: int) -> None:
        count = self.model.rowCount()
        if count:
            row = self.model.row_of(self._context.selection.current)
            found = self.model.id_at((row + by) % count if row >= 0 else 0)
            if found is not None:
                self._context.selection.activate(found)

    # ---------------------------------------------------------------- one is always selected
    def _leaving(self, _parent: object, first: int, _last: int) -> None:
        self._last_row = first

    def _left(self) -> None:
        if self.model.row_of(self._context.selection.current) < 0:
            neighbour = min(self._last_row, self.model.rowCount() - 1)
            self._context.selection.select(self.model.id_at(neighbour))

    def _keep_one_selected(self) -> None:
        if self._context.selection.current is None:
            self._context.selection.select(self.model.id_at(0))

    def _after_reset(self) -> None:
        if self.model.row_of(self._context.selection.current) < 0:
            self._context.selection.select(self.model.id_at(0))
