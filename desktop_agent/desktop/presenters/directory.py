"""Presenters of the Company Directory: people with a filter, favourites, and what Enter does on a focused row."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_agent.contract.enums import Verb
from desktop_agent.contract.values import Target
from desktop_agent.desktop.models.targets import TargetsModel
from desktop_agent.desktop.presenters.people import sort_key
from desktop_agent.desktop.presenters.ranks import MOST
from desktop_agent.desktop.presenters.row_actions import RowAction, RowActions
from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.presenters.target_words import PEOPLE, short
from desktop_agent.desktop.presenters.transfer import EmptyQueueQuestion, TransferRequest
from desktop_agent.desktop.presenters.wording import put

if TYPE_CHECKING:
    from desktop_agent.desktop.presenters.context import DesktopContext

FOUND = 500
"""Most people listed while a filter is in force."""


class TargetListPresenter(QObject):
    """What all lists of targets beside the chat do alike: states of what is visible, foot line, Enter, menu, drop.

    Signals:
        touched: (tuple of target ids) repaint these rows.
        foot_changed: (sentence) what Enter would do, why not, or what a held chat would meet.
        asked: (``EmptyQueueQuestion`` or None) a question to show in this view, or none any more.
    """

    touched = Signal(tuple)
    foot_changed = Signal(str)
    asked = Signal(object)

    def __init__(self, context: "DesktopContext", door: str, parent: QObject | None = None) -> None:
        """Args: context: of the session. door: name of this view."""
        super().__init__(parent)
        self._context = context
        self.desk = TargetDesk.of(context)
        self.door = door
        self.actions = RowActions(context, self.desk.words, self)
        self._focused: Target | None = None
        self._visible: tuple[str, ...] = ()
        self._said = ""
        feed = context.feed
        feed.status_changed.connect(self._status_changed)
        feed.interaction_changed.connect(self._interaction_changed)
        feed.connection_changed.connect(self._say)
        context.selection.changed.connect(self._selected)
        desk = self.desk
        desk.ranks.changed.connect(self._ranked)
        desk.drag.started.connect(self._drag_started)
        desk.drag.hovered.connect(self._hovered)
        desk.drag.ended.connect(lambda: desk.ranks.want(f"{door}:drag", None, ()))
        desk.transfer.asked.connect(self._on_asked)
        desk.transfer.begun.connect(self._on_begun)
        desk.transfer.ended.connect(lambda _request: self._say())

    # ---------------------------------------------------------------- what the view says
    def show(self, ids: Iterable[str]) -> None:
        """These rows are on the screen; only their states are asked for."""
        self._visible = tuple(ids)
        self.desk.subscriptions.show(self.door, self._visible)
        if self.desk.drag.interaction_id is not None:
            self.desk.ranks.want(f"{self.door}:drag", self.desk.drag.interaction_id, self._visible)

    def hide(self) -> None:
        """Nothing of this view is on the screen."""
        self.show(())
        self.focus(None)

    def focus(self, target: Target | None) -> None:
        """This row has the keyboard focus now."""
        self._focused = target
        self._want_focused()
        self._say()

    def enter(self, target: Target) -> None:
        """Enter on a focused row: hand the selected chat to it, or say why not."""
        self.run(target, Verb.TRANSFER)

    def menu(self, target: Target) -> list[RowAction]:
        """Entries of the row's menu."""
        self.desk.ranks.want(f"{self.door}:menu", self._context.selection.current, (target.id,))
        return self.actions.menu(target, self._context.selection.current)

    def run(self, target: Target, verb: Verb) -> None:
        """An entry was chosen."""
        interaction_id = self._context.selection.current
        action = self.actions.action(target, verb, interaction_id)
        if action.refusal or interaction_id is None:
            self._tell(self._why_not(target, action.refusal))
        elif verb is Verb.TRANSFER:
            self.hand_over(interaction_id, target)

    def hand_over(self, interaction_id: str, target: Target) -> None:
        """A chat was dropped on a row, or Enter pressed on it."""
        self.desk.transfer.transfer(TransferRequest(interaction_id, target.ref, door=self.door))

    def refused(self, sentence: str) -> None:
        """A chat was let go on a row that does not take it."""
        self._tell(sentence)

    def answer(self, question: EmptyQueueQuestion, *, yes: bool) -> None:
        """The question in this view was answered."""
        self.asked.emit(None)
        self.desk.transfer.answer(question, yes=yes)

    def is_favourite(self, target: Target) -> bool:
        """Whether it is among the favourites."""
        return target.id in self.desk.favourites

    @property
    def foot(self) -> str:
        """The foot line as it is now."""
        return self._said or self._foot()

    # ---------------------------------------------------------------- foot line
    def _foot(self) -> str:
        interaction = self._context.selected
        if self._focused is None:
            return self.tr("Choose a name; Enter transfers the selected chat to it")
        if interaction is None:
            return self.tr("Select a chat first; then Enter transfers it")
        refusal = self.actions.action(self._focused, Verb.TRANSFER, interaction.id).refusal
        if refusal:
            return self._why_not(self._focused, refusal)
        words = self.tr("Enter transfers {customer} to {name}")
        return put(words, {"customer": short(interaction.customer.name), "name": short(self._focused.name)})

    def _why_not(self, target: Target, refusal: str) -> str:
        return put(self.tr("Not to {name}: {why}"), {"name": short(target.name), "why": refusal})

    def _say(self) -> None:
        if self.desk.drag.interaction_id is None:
            self._tell(self._foot())

    def _tell(self, sentence: str) -> None:
        self._said = sentence
        self.foot_changed.emit(sentence)

    # ---------------------------------------------------------------- what happens elsewhere
    def _want_focused(self) -> None:
        ids = (self._focused.id,) if self._focused is not None and self._context.selection.current else ()
        self.desk.ranks.want(f"{self.door}:focus", self._context.selection.current, ids)

    def _selected(self, _interaction_id: object) -> None:
        self._want_focused()
        self._say()

    def _interaction_changed(self, interaction_id: str) -> None:
        if interaction_id == self._context.selection.current:
            self._say()

    def _status_changed(self, target_id: str) -> None:
        self.touched.emit((target_id,))
        if self._focused is not None and self._focused.id == target_id:
            self._say()

    def _ranked(self, _interaction_id: object, ids: tuple[str, ...]) -> None:
        self.touched.emit(ids)
        if self._focused is not None and self._focused.id in ids:
            self._say()

    def _drag_started(self, interaction_id: str) -> None:
        if self._visible:
            self.desk.ranks.want(f"{self.door}:drag", interaction_id, self._visible[:MOST])
            self.desk.ranks.refresh(interaction_id, self._visible[:MOST])

    def _hovered(self, sentence: str) -> None:
        if self._visible:
            self._tell(sentence or self._foot())

    def _on_asked(self, question: EmptyQueueQuestion) -> None:
        if question.request.door == self.door:
            self.asked.emit(question)

    def _on_begun(self, _request: TransferRequest) -> None:
        self.asked.emit(None)
        self._say()


class DirectoryPresenter(TargetListPresenter):
    """The people of the company.

    Signals:
        empty_changed: (sentence) why the list is empty; empty when it is not.
    """

    empty_changed = Signal(str)

    def __init__(self, context: "DesktopContext", parent: QObject | None = None) -> None:
        """Args: context: of the session."""
        super().__init__(context, "directory", parent)
        self.model = TargetsModel(self.desk.words.listed, self.tr("Name"), self)
        self.touched.connect(self.model.touch)
        self._filter = ""
        self.desk.people.changed.connect(self.reload)
        self.reload()

    def filter(self, text: str) -> None:
        """Show only those whom the text finds; Enter in the filter box never transfers."""
        self._filter = text.strip()
        self.desk.drag.when_idle("directory:show", self._show)

    def reload(self) -> None:
        """The directory has changed."""
        self.desk.drag.when_idle("directory:show", self._show)

    def _show(self) -> None:
        targets: Sequence[Target] = self.desk.people.people
        if self._filter:
            hits = self._context.directory.search(self._filter, PEOPLE, FOUND)
            targets = sorted((hit.target for hit in hits), key=sort_key)
        self.model.show(targets)
        self.empty_changed.emit(self._empty() if not targets else "")

    def _empty(self) -> str:
        if not self._context.directory.loaded:
            return self.tr("The directory is being loaded …")
        if self._filter:
            return put(self.tr("Nobody is found by “{text}”."), {"text": self._filter})
        return self.tr("There is nobody in the directory.")


class FavouritesPresenter(TargetListPresenter):
    """The targets a person keeps at hand, in his own order.

    Signals:
        empty_changed: (sentence) why the list is empty; empty when it is not.
    """

    empty_changed = Signal(str)

    def __init__(self, context: "DesktopContext", parent: QObject | None = None) -> None:
        """Args: context: of the session."""
        super().__init__(context, "favourites", parent)
        self.model = TargetsModel(self.desk.words.listed, self.tr("Name"), self)
        self.touched.connect(self.model.touch)
        self.desk.favourites.changed.connect(self.reload)
        context.feed.directory_changed.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """Favourites, or the directory, have changed."""
        self.desk.drag.when_idle("favourites:show", self._show)

    def _show(self) -> None:
        known = (self._context.directory.get(target_id) for target_id in self.desk.favourites.ids)
        targets = [target for target in known if target is not None]
        self.model.show(targets)
        words = self.tr("No favourites yet. Right-click a name, or press the menu key, and choose “Add to Favourites”.")
        self.empty_changed.emit("" if targets else words)
