"""Pictures of the directories."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTabWidget, QTreeView, QWidget

from desktop_agent.contract.enums import TargetKind
from desktop_agent.contract.values import TargetRef
from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.presenters.transfer import EmptyQueueQuestion, TransferRequest
from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.still.floor import Floor
from desktop_agent.desktop.still.show import Show
from desktop_agent.desktop.theme.appearance import Appearance
from desktop_agent.desktop.views.directory.build import tabs
from desktop_agent.desktop.views.directory.pane import TargetPane
from desktop_agent.desktop.views.directory.target_view import TargetViewHand

NARROW = (280, 420)
_CHAT = "chat-1"


def side_pane(desk: StillDesk, _appearance: Appearance) -> QTabWidget:
    """The three tabs as the shell shows them."""
    desk.context.selection.select(_CHAT)
    holder = QTabWidget()
    holder.setDocumentMode(True)
    for title, pane in tabs(desk.context, desk.registry):
        holder.addTab(pane, title)
    return holder


def _pane(holder: QWidget, number: int) -> TargetPane:
    assert isinstance(holder, QTabWidget)
    holder.setCurrentIndex(number)
    pane = holder.currentWidget()
    assert isinstance(pane, TargetPane)
    return pane


def _row(number: int) -> Callable[[StillDesk, QWidget], object]:
    def prepare(_desk: StillDesk, holder: QWidget) -> None:
        view = _pane(holder, 0).view
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        view.setCurrentIndex(view.model().index(number, 0))

    return prepare


def _held(number: int) -> Callable[[StillDesk, QWidget], object]:
    def prepare(desk: StillDesk, holder: QWidget) -> None:
        view = _pane(holder, 0).view
        drag = TargetDesk.of(desk.context).drag
        drag.begin(_CHAT, Qt.MouseButton.LeftButton)
        hand = view.findChild(TargetViewHand)
        assert isinstance(hand, TargetViewHand)
        middle = view.visualRect(view.model().index(number, 0)).center()
        hand.drop.hold(QPoint(middle))

    return prepare


def _workgroups(desk: StillDesk, holder: QWidget) -> None:
    view = _pane(holder, 1).view
    assert isinstance(view, QTreeView)
    view.expandAll()
    view.setFocus(Qt.FocusReason.OtherFocusReason)
    desk.context.selection.select(_CHAT)


def _favourites(desk: StillDesk, holder: QWidget) -> None:
    _pane(holder, 2)
    for target_id in ("agent-jana", "queue-billing", "contact-amir"):
        TargetDesk.of(desk.context).favourites.toggle(target_id)


def _question(_desk: StillDesk, holder: QWidget) -> None:
    presenter = _pane(holder, 0).presenter
    request = TransferRequest(_CHAT, TargetRef(id="queue-legal", kind=TargetKind.QUEUE, name="Legal"), door="directory")
    presenter.asked.emit(EmptyQueueQuestion(request, "Nobody is logged in for Legal. Put the chat there all the same?"))


def _filter(text: str) -> Callable[[StillDesk, QWidget], object]:
    def prepare(_desk: StillDesk, holder: QWidget) -> None:
        box = _pane(holder, 0).filter_box
        assert box is not None
        box.setText(text)

    return prepare


SHOWS = [
    Show("directory.focused", side_pane, size=NARROW, prepare=_row(0)),
    Show("directory.refused", side_pane, size=NARROW, prepare=_row(2)),
    Show("directory.drop_taken", side_pane, size=NARROW, prepare=_held(0)),
    Show("directory.drop_refused", side_pane, size=NARROW, prepare=_held(3)),
    Show("directory.filter", side_pane, size=NARROW, prepare=_filter("claims")),
    Show("directory.nobody", side_pane, size=NARROW, prepare=_filter("zzzz")),
    Show("directory.question", side_pane, size=NARROW, prepare=_question),
    Show("directory.loading", side_pane, size=NARROW, live=False),
    Show("directory.empty", side_pane, floor=Floor.EMPTY, size=NARROW),
    Show("directory.rtl", side_pane, floor=Floor.RTL, size=NARROW, rtl=True, prepare=_row(1)),
    Show("directory.long", side_pane, floor=Floor.LONG, size=NARROW, prepare=_row(0)),
    Show("workgroups.open", side_pane, size=NARROW, prepare=_workgroups),
    Show("workgroups.rtl", side_pane, floor=Floor.RTL, size=NARROW, rtl=True, prepare=_workgroups),
    Show("favourites.some", side_pane, size=NARROW, prepare=_favourites),
    Show("favourites.none", side_pane, size=NARROW, prepare=lambda _desk, holder: _pane(holder, 2)),
]
