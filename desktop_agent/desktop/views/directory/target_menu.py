"""The menu of a row of targets; popped up, never executed, so that no task stands still meanwhile."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_agent.contract.enums import Verb
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.presenters.row_actions import RowAction
from desktop_agent.desktop.theme.icons import icon

ON_SELECTED = frozenset({Verb.TRANSFER, Verb.INVITE, Verb.CONSULT})
Run = Callable[[Verb], object]


def entry_text(action: RowAction, *, short: str = "") -> str:
    """Text of an entry; what cannot be done says why."""
    text = short or action.text
    words = f"{text}  –  {action.refusal}" if action.refusal else text
    return words.replace("&", "&&")


def fill(menu: QMenu, actions: Sequence[RowAction], run: Run) -> None:
    """Add the entries; those that cannot be done are disabled and say why."""
    for action in actions:
        entry = QAction(icon(action.icon), entry_text(action), menu)
        entry.setObjectName(f"rowAction.{action.verb}")
        entry.setEnabled(not action.refusal)
        entry.triggered.connect(lambda _checked=False, verb=action.verb: run(verb))
        menu.addAction(entry)


def row_menu(parent: QWidget, actions: Sequence[RowAction], run: Run) -> QMenu:
    """A menu of the entries that deletes itself when it closes."""
    menu = QMenu(parent)
    menu.setObjectName("targetMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    fill(menu, actions, run)
    return menu


def directory_menu(parent: QWidget, actions: Sequence[RowAction], run: Run) -> QMenu:
    """The menu of a directory: *Selected Interaction* first, what concerns the person himself below."""
    menu = QMenu(parent)
    menu.setObjectName("targetMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    selected = menu.addMenu(icon("chat"), translate("TargetMenu", "Selected &Interaction"))
    selected.setObjectName("targetMenu.selectedInteraction")
    for action in actions:
        if action.verb in ON_SELECTED:
            short = translate("TargetMenu", "Transfer") if action.verb is Verb.TRANSFER else ""
            entry = selected.addAction(icon(action.icon), entry_text(action, short=short))
            entry.setObjectName(f"rowAction.{action.verb}")
            entry.setEnabled(not action.refusal)
            entry.triggered.connect(lambda _checked=False, verb=action.verb: run(verb))
    menu.addSeparator()
    fill(menu, [action for action in actions if action.verb not in ON_SELECTED], run)
    return menu


def add_favourite(menu: QMenu, *, is_favourite: bool, toggle: Callable[[], object]) -> None:
    """Add the entry that makes a target a favourite, or no longer."""
    remove, add = translate("TargetMenu", "Remove from Favourites"), translate("TargetMenu", "Add to Favourites")
    entry = menu.addAction(icon("star-filled" if is_favourite else "star"), remove if is_favourite else add)
    entry.setObjectName("rowAction.favourite")
    entry.triggered.connect(lambda _checked=False: toggle())


def pop_up(menu: QMenu, at: QPoint) -> None:
    """Show it with its first possible entry chosen, as the keyboard wants it."""
    menu.popup(at)
    first = next((action for action in menu.actions() if action.isEnabled() and not action.isSeparator()), None)
    # An entry that opens a further menu is left alone: chosen from here, Qt closes everything at the first click in it.
    if first is not None and first.menu() is None:
        menu.setActiveAction(first)
