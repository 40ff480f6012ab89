"""InteractionsTablePresenter: the rows of My Interactions, their words and the one selection."""

from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, Qt, Signal

from desktop_agent.client.replica.changes import InteractionGone
from desktop_agent.contract.enums import PartyRole
from desktop_agent.contract.values import Interaction
from desktop_agent.desktop.models.parties import began_ms, party_lines, short_id
from desktop_agent.desktop.models.table import COLUMNS, Column, InteractionsModel, SortKey
from desktop_agent.desktop.models.times import duration, spoken
from desktop_agent.desktop.presenters.wording import put
from desktop_agent.desktop.presenters.words import interaction_state_word, party_words

if TYPE_CHECKING:
    from desktop_agent.desktop.presenters.context import DesktopContext

SORTING = "table.interactions.sorting"
WIDTHS = "table.interactions.widths"


class InteractionsTablePresenter(QObject):
    """Keeps the model in step with the replica and the table's selection in step with the program's.

    Signals:
        selection_changed: (interaction_id or None) which row is to be shown as selected.
    """

    selection_changed = Signal(object)

    def __init__(self, context: "DesktopContext", parent: QObject | None = None) -> None:
        """Args: context: of the session."""
        super().__init__(parent)
        self._context = context
        self.model = InteractionsModel(self, self)
        feed = context.feed
        feed.reset.connect(self._fill)
        feed.interaction_added.connect(self._put)
        feed.interaction_changed.connect(self._put)
        feed.interaction_removed.connect(self._remove)
        context.selection.changed.connect(self.selection_changed)
        self._restore_sorting()
        self._fill()

    @property
    def selected(self) -> str | None:
        """The program's selection."""
        return self._context.selection.current

    def select(self, interaction_id: str) -> None:
        """A row was chosen."""
        self._context.selection.select(interaction_id)

    def activate(self, interaction_id: str) -> None:
        """A row was double-clicked, or Enter was pressed on it: to the chat."""
        self._context.selection.activate(interaction_id)

    def pick_up(self) -> None:
        """Accept the offer that runs out first."""
        offers = sorted(self._context.replica.offers.values(), key=lambda offer: offer.deadline_ms)
        if offers:
            offer_id = offers[0].id
            self._context.command(f"accept:{offer_id}", self._context.session.accept(offer_id))

    def sorted_by(self, column: int, order: Qt.SortOrder) -> None:
        """Sort, and remember it."""
        self.model.sort(column, order)
        self._context.remembered.set(SORTING, [COLUMNS[column], order == Qt.SortOrder.DescendingOrder])

    def widths(self) -> dict[str, int]:
        """Remembered widths (logical px) by column."""
        value = self._context.remembered.get(WIDTHS)
        pairs = value.items() if isinstance(value, dict) else ()
        return {name: width for name, width in pairs if isinstance(width, int) and 16 <= width <= 2_000}

    def remember_widths(self, widths: dict[str, int]) -> None:
        """Remember the widths (logical px)."""
        self._context.remembered.set(WIDTHS, {**widths})

    # ---------------------------------------------------------------- words
    def title(self, column: Column) -> str:
        """Heading."""
        match column:
            case Column.STATE:
                return self.tr("State")
            case Column.CUSTOMER:
                return self.tr("Customer")
            case Column.QUEUE:
                return self.tr("Queue")
            case Column.WAITING:
                return self.tr("Waiting")
            case Column.DURATION:
                return self.tr("Duration")
            case Column.UNREAD:
                return self.tr("Unread")
            case Column.PARTIES:
                return self.tr("Parties")
            case Column.ID:
                return self.tr("Id")
            case never:
                assert_never(never)

    def cell(self, interaction: Interaction, column: Column) -> str:
        """Words of a cell."""
        match column:
            case Column.STATE:
                return self._state(interaction)
            case Column.CUSTOMER:
                return interaction.customer.name
            case Column.QUEUE:
                return interaction.queue.name
            case Column.WAITING:
                waiting_ms = self._waiting_ms(interaction)
                return "" if waiting_ms is None else duration(waiting_ms)
            case Column.DURATION:
                return duration(self._duration_ms(interaction))
            case Column.UNREAD:
                return str(interaction.unread) if interaction.unread else ""
            case Column.PARTIES:
                return self._parties(interaction)
            case Column.ID:
                return short_id(interaction.id)
            case never:
                assert_never(never)

    def spoken(self, interaction: Interaction, column: Column) -> str:
        """Words for a screen reader: with the column's name where the value alone says nothing."""
        if column is Column.WAITING:
            waiting_ms = self._waiting_ms(interaction)
            if waiting_ms is None:
                return self.tr("Nobody waits")
            return put(self.tr("Waiting {time}"), {"time": spoken(waiting_ms)})
        if column is Column.DURATION:
            return put(self.tr("Duration {time}"), {"time": spoken(self._duration_ms(interaction))})
        if column is Column.UNREAD:
            return put(self.tr("{count} unread"), {"count": interaction.unread})
        return self.cell(interaction, column)

    def tip(self, interaction: Interaction, column: Column) -> str:
        """What the cell leaves out; empty when it says all."""
        return interaction.id if column is Column.ID else ""

    def key(self, interaction: Interaction, column: Column) -> SortKey:
        """What a column sorts by."""
        if column is Column.WAITING:
            return self._waiting_ms(interaction) or -1
        if column is Column.DURATION:
            return self._duration_ms(interaction)
        if column is Column.UNREAD:
            return interaction.unread
        return self.cell(interaction, column).casefold()

    def alarm(self, interaction: Interaction) -> str:
        """How long the customer waits, against the floor's two limits."""
        waiting_ms = self._waiting_ms(interaction)
        policy = self._context.replica.policy
        if waiting_ms is None or waiting_ms < policy.waiting_warn_ms:
            return ""
        return "limit" if waiting_ms >= policy.waiting_limit_ms else "warn"

    def _state(self, interaction: Interaction) -> str:
        if interaction.pending is not None:
            return self.tr("Transferring")
        if interaction.held:
            return self.tr("On hold")
        return interaction_state_word(interaction.state)

    def _waiting_ms(self, interaction: Interaction) -> int | None:
        since_ms = interaction.customer_waiting_since_ms
        return None if since_ms is None else max(0, self._context.now_ms() - since_ms)

    def _duration_ms(self, interaction: Interaction) -> int:
        end_ms = interaction.ended_ms if interaction.ended_ms is not None else self._context.now_ms()
        return max(0, end_ms - began_ms(interaction))

    def _parties(self, interaction: Interaction) -> str:
        """The agents beside oneself, those who are invited with the time they have; the customer has his own column."""
        lines = party_lines(interaction, self._context.replica.agent.id)
        others = [line for line in lines if not line.me and line.role is not PartyRole.CUSTOMER]
        return " · ".join(party_words(line, self._context.now_ms()) for line in others)

    # ---------------------------------------------------------------- in step with the replica
    def _fill(self) -> None:
        self.model.show(self._context.replica.interactions.values())
        self.selection_changed.emit(self.selected)

    def _put(self, interaction_id: str) -> None:
        interaction = self._context.replica.interactions.get(interaction_id)
        if interaction is not None:
            self.model.put(interaction)
            if interaction_id == self.selected:
                self.selection_changed.emit(interaction_id)

    def _remove(self, gone: InteractionGone) -> None:
        self.model.remove(gone.id)

    def _restore_sorting(self) -> None:
        value = self._context.remembered.get(SORTING)
        if isinstance(value, list) and len(value) == 2 and value[0] in tuple(COLUMNS):
            order = Qt.SortOrder.DescendingOrder if value[1] else Qt.SortOrder.AscendingOrder
            self.model.sort(COLUMNS.index(Column(str(value[0]))), order)
