"""TeamCommunicatorPresenter: one search over everybody, ranked by text at once and by the server once, then still."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from desktop_agent.client.backends.port import BackendError
from desktop_agent.contract.answers import Ranking
from desktop_agent.contract.enums import Verb
from desktop_agent.contract.values import Target
from desktop_agent.desktop.models.hits import Category, HitGroup, HitRow, HitsModel
from desktop_agent.desktop.models.targets import RowFacts
from desktop_agent.desktop.presenters.communicator_groups import FILTERS, Grouping, group_title, grouped
from desktop_agent.desktop.presenters.communicator_words import CommunicatorWords
from desktop_agent.desktop.presenters.row_actions import Opener, RowAction, RowActions
from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.presenters.target_words import short
from desktop_agent.desktop.presenters.transfer import EmptyQueueQuestion, TransferRequest

if TYPE_CHECKING:
    from desktop_agent.client.replica.changes import InteractionGone
    from desktop_agent.desktop.presenters.context import DesktopContext

SEARCHED = 200
"""How many hits of the text are looked at, and ranked by the server in one question."""
BEST = 20
"""How many are proposed while nothing is typed."""
ASK_MS = 40
ORDER_WITHIN_MS = 150
"""An answer that comes later than this after the last key moves no row."""


class TeamCommunicatorPresenter(QObject):
    """One opened Team Communicator; every window has its own.

    Signals:
        shown: the list was filled anew; its first hit is to be the current one.
        state_changed: foot line, message, counts, or whether a transfer is on its way changed.
        asked: (``EmptyQueueQuestion`` or None) a question to show, or none any more.
        closing: the panel is to close; the hand goes back to where it came from.
    """

    shown = Signal()
    state_changed = Signal()
    asked = Signal(object)
    closing = Signal()
    _best_came = Signal(object)
    _ranks_came = Signal(object, int)

    def __init__(self, context: "DesktopContext", door: str, parent: QObject | None = None) -> None:
        """Args: context: of the session. door: name of this panel, different in every window."""
        super().__init__(parent)
        self._context = context
        self.desk = TargetDesk.of(context)
        self.door = door
        self.actions = RowActions(context, self.desk.words, self)
        self._words = CommunicatorWords(self)
        self.model = HitsModel(self._facts, self)
        self.opener = Opener.MAIN
        self.interaction_id: str | None = None
        self.reason = ""
        self.note = ""
        self._opened = False
        self._text = ""
        self._filter: Category | None = None
        self._grouping = Grouping()
        self._best: tuple[Target, ...] = ()
        self._current: Target | None = None
        self._still = False
        self._turn = 0
        self._since_key = QElapsedTimer()
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(ASK_MS)
        self._ask.timeout.connect(self._ask_server)
        # Queued: these come out of tasks.
        self._best_came.connect(self._take_best, Qt.ConnectionType.QueuedConnection)
        self._ranks_came.connect(self._take_order, Qt.ConnectionType.QueuedConnection)
        self._listen()

    def _listen(self) -> None:
        feed, desk = self._context.feed, self.desk
        feed.status_changed.connect(lambda target_id: self.model.touch((target_id,)))
        feed.interaction_changed.connect(self._on_interaction)
        feed.interaction_removed.connect(self._on_removed)
        feed.directory_changed.connect(self._on_directory)
        feed.connection_changed.connect(self.state_changed)
        self._context.selection.changed.connect(self._on_selection)
        desk.ranks.changed.connect(self._on_ranks)
        desk.favourites.changed.connect(self._on_favourites)
        desk.drag.started.connect(self._on_drag)
        desk.drag.hovered.connect(lambda _words: self.state_changed.emit())
        desk.drag.ended.connect(lambda: desk.ranks.want(f"{self.door}:drag", None, ()))
        desk.transfer.asked.connect(self._on_asked)
        desk.transfer.begun.connect(self._on_way)
        desk.transfer.ended.connect(self._on_ended)

    # ---------------------------------------------------------------- opening and closing
    @property
    def is_open(self) -> bool:
        """Whether the panel is on the screen."""
        return self._opened

    def open(self, opener: Opener, interaction_id: str | None) -> None:
        """Begin with an empty text.

        Args:
            opener: decides what Enter does.
            interaction_id: the chat to act on; in the main window the selected one.
        """
        self.opener = opener
        self.interaction_id = interaction_id
        self.reason = self.note = ""
        self._opened = True
        self._filter = None
        self._best = ()
        self._text = ""
        self._refill()
        if opener is not Opener.MAIN and interaction_id is not None:
            self._context.tasks.start(f"{self.door}:best", self._fetch_best(interaction_id))
        self.state_changed.emit()

    def close(self) -> None:
        """The panel is no longer on the screen."""
        if not self._opened:
            return
        self._opened = False
        self._ask.stop()
        self._current = None
        self._context.tasks.cancel(f"{self.door}:best")
        self._context.tasks.cancel(f"{self.door}:rank")
        self.desk.subscriptions.hide(self.door)
        self.desk.ranks.want(self.door, None, ())
        self.asked.emit(None)

    # ---------------------------------------------------------------- searching
    @property
    def text(self) -> str:
        """What is searched for."""
        return self._text

    def search(self, text: str) -> None:
        """Another text; the list answers at once."""
        text = text.strip()
        if text != self._text:
            self._text = text
            self._refill()

    @property
    def filter(self) -> Category | None:
        """The only kind that is listed, None for all."""
        return self._filter

    def set_filter(self, category: Category | None) -> None:
        """List one kind only, or all."""
        if category != self._filter:
            self._filter = category
            self._refill()

    def counts(self) -> dict[Category, int]:
        """Hits of the text by kind, whatever the filter."""
        return dict(self._grouping.counts)

    def moved(self) -> None:
        """The hand is in the list (an arrow key, the pointer): from now on no row moves until the text changes."""
        self._still = True

    def choose(self, target: Target | None) -> None:
        """This row is the current one."""
        if target != self._current:
            self._current = target
            self.state_changed.emit()

    # ---------------------------------------------------------------- acting
    def default(self, target: Target) -> RowAction:
        """What Enter, or the button in the row, does."""
        return self.actions.default(target, self.opener, self.interaction_id)

    def menu(self, target: Target) -> list[RowAction]:
        """Entries of the row's menu."""
        return self.actions.menu(target, self.interaction_id)

    def run(self, target: Target, verb: Verb) -> None:
        """A row's action was chosen."""
        action = self.actions.action(target, verb, self.interaction_id)
        if action.refusal or self.interaction_id is None or self.busy:
            self.state_changed.emit()
        elif verb is Verb.TRANSFER:
            self.hand_over(self.interaction_id, target)

    def hand_over(self, interaction_id: str, target: Target) -> None:
        """Hand a chat to a target, with the reason and note of the foot."""
        reason, note = self.reason.strip(), self.note.strip()
        self.desk.transfer.transfer(TransferRequest(interaction_id, target.ref, reason, note, door=self.door))

    def answer(self, question: EmptyQueueQuestion, *, yes: bool) -> None:
        """The question was answered."""
        self.asked.emit(None)
        self.desk.transfer.answer(question, yes=yes)

    @property
    def busy(self) -> bool:
        """Whether a transfer of this chat is on its way."""
        return self.interaction_id is not None and self.desk.transfer.busy(self.interaction_id)

    # ---------------------------------------------------------------- words
    @property
    def title(self) -> str:
        """What this is about, for the panel's first line and for screen readers."""
        return self._words.title(self.opener, self._customer())

    @property
    def message(self) -> str:
        """What stands instead of an empty list; empty when it is not."""
        if self.model.rowCount():
            return ""
        return self._words.message(self._text, self._filter, loaded=self._context.directory.loaded)

    @property
    def foot(self) -> str:
        """What Enter does now, or why not."""
        if self.busy:
            return self._words.on_its_way()
        if self.desk.drag.interaction_id is not None:
            return self._words.held()
        if self._current is None:
            return ""
        return self._words.enter(self.default(self._current), self._current.name, self._customer())

    def _customer(self) -> str:
        interaction = self._context.replica.interactions.get(self.interaction_id or "")
        return short(interaction.customer.name) if interaction is not None else self._words.some_chat()

    def _facts(self, target: Target) -> RowFacts:
        facts = self.desk.words.found(target)
        action = self.default(target)
        return RowFacts(
            name=facts.name,
            presence=facts.presence,
            state=facts.state,
            why=facts.why,
            detail=facts.detail,
            brief=facts.brief,
            action=self.actions.short(action.verb),
            refusal=action.refusal,
            remark=action.refusal if action.verb is Verb.TRANSFER and not _says(facts, action.refusal) else "",
        )

    # ---------------------------------------------------------------- filling the list
    def _refill(self) -> None:
        self._turn += 1
        self._still = False
        self._since_key.start()
        directory = self._context.directory
        if self._text:
            hits = counted = directory.search(self._text, None, SEARCHED)
            if self._filter is not None:
                hits = directory.search(self._text, FILTERS[self._filter], SEARCHED)
            self._grouping = grouped(hits, counted, self.desk.favourites.ids, self.desk.favourites.recents)
        else:
            self._grouping = self._untyped()
        self._show()
        self._ask.start()

    def _untyped(self) -> Grouping:
        listed: dict[Category, tuple[Target, ...]] = {
            Category.FAVOURITES: self._known(self.desk.favourites.ids),
            Category.RECENT: self._known(self.desk.favourites.recents),
            Category.BEST: self._best,
        }
        seen: set[str] = set()
        groups = []
        for category, targets in listed.items():
            rows = tuple(
                HitRow(target)
                for target in targets
                if target.id not in seen and (self._filter is None or target.kind in FILTERS[self._filter])
            )
            seen.update(row.target.id for row in rows)
            if rows:
                groups.append(HitGroup(category, group_title(category), len(rows), rows))
        return Grouping(tuple(groups))

    def _known(self, ids: Iterable[str]) -> tuple[Target, ...]:
        found = (self._context.directory.get(target_id) for target_id in ids)
        return tuple(target for target in found if target is not None)

    def _show(self) -> None:
        self.desk.drag.when_idle(f"{self.door}:show", self._show_now)

    def _show_now(self) -> None:
        self.model.show(self._grouping.groups)
        self.shown.emit()
        self.state_changed.emit()

    # ---------------------------------------------------------------- the server's order
    def _ask_server(self) -> None:
        ids = self._grouping.ids[:SEARCHED]
        self.desk.subscriptions.show(self.door, ids)
        if ids and self._opened and not self._context.tasks.closed:
            self._context.tasks.start(f"{self.door}:rank", self._fetch_ranks(self._turn, ids))

    async def _fetch_ranks(self, turn: int, ids: tuple[str, ...]) -> None:
        try:
            ranking = await self._context.session.rank(interaction_id=self.interaction_id, ids=ids)
        except BackendError:
            return  # the order of the text stays
        self._ranks_came.emit(ranking, turn)

    def _take_order(self, ranking: Ranking, turn: int) -> None:
        self.desk.ranks.learn(self.interaction_id, ranking.ranks)
        if turn != self._turn or not self._opened:
            return
        self.desk.ranks.want(self.door, self.interaction_id, self._grouping.ids[:SEARCHED])
        if not self._text or self._still or self._since_key.elapsed() > ORDER_WITHIN_MS:
            return
        before = self._grouping
        self._grouping = before.ordered({rank.id: rank.order for rank in ranking.ranks}, self._text)
        if self._grouping != before:
            self._show()

    async def _fetch_best(self, interaction_id: str) -> None:
        try:
            ranking = await self._context.session.rank(interaction_id=interaction_id, ids=None)
        except BackendError:
            return
        self._best_came.emit(ranking)

    def _take_best(self, ranking: Ranking) -> None:
        self.desk.ranks.learn(self.interaction_id, ranking.ranks)
        ranks = sorted(ranking.ranks, key=lambda rank: rank.order)[:BEST]
        self._best = self._known(rank.id for rank in ranks)
        if self._opened and not self._text and not self._still:
            self._refill()

    # ---------------------------------------------------------------- what happens elsewhere
    def _on_ranks(self, _interaction_id: object, ids: Sequence[str]) -> None:
        if self._opened:
            self.model.touch(ids)
            if self._current is not None and self._current.id in ids:
                self.state_changed.emit()

    def _on_interaction(self, interaction_id: str) -> None:
        if self._opened and interaction_id == self.interaction_id:
            self.state_changed.emit()

    def _on_removed(self, gone: "InteractionGone") -> None:
        if self._opened and gone.id == self.interaction_id and self.opener is not Opener.MAIN:
            self.closing.emit()

    def _on_selection(self, interaction_id: str | None) -> None:
        if self._opened and self.opener is Opener.MAIN:
            self.interaction_id = interaction_id
            self._ask.start()
            self.state_changed.emit()

    def _on_directory(self) -> None:
        if self._opened and not self._still:
            self._refill()

    def _on_favourites(self) -> None:
        if self._opened and not self._text and not self._still:
            self._refill()

    def _on_drag(self, interaction_id: str) -> None:
        if self._opened:
            self.desk.ranks.want(f"{self.door}:drag", interaction_id, self._grouping.ids)
            self.desk.ranks.refresh(interaction_id, self._grouping.ids[:SEARCHED])
            self.state_changed.emit()

    def _on_asked(self, question: EmptyQueueQuestion) -> None:
        if question.request.door == self.door:
            self.asked.emit(question)

    def _on_way(self, request: TransferRequest) -> None:
        if self._opened and request.interaction_id == self.interaction_id:
            self.asked.emit(None)
            self.state_changed.emit()

    def _on_ended(self, request: TransferRequest) -> None:
        if not self._opened:
            return
        self.state_changed.emit()
        if request.door == self.door and not self.desk.transfer.questioned(request):
            self.closing.emit()


def _says(facts: RowFacts, refusal: str) -> bool:
    """Whether the row's own state is the reason already."""
    return bool(facts.state) and refusal.startswith(facts.state)
