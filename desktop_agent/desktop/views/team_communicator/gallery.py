"""Pictures of the Team Communicator."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop_agent.contract.enums import TargetKind
from desktop_agent.contract.values import TargetRef
from desktop_agent.desktop.presenters.row_actions import Opener
from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.presenters.transfer import EmptyQueueQuestion, TransferRequest
from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.still.floor import Floor
from desktop_agent.desktop.still.show import Show
from desktop_agent.desktop.theme.appearance import Appearance
from desktop_agent.desktop.views.team_communicator.build import box
from desktop_agent.desktop.views.team_communicator.host import CommunicatorHost

SIZE = (700, 560)
NARROW = (440, 520)
_CHAT = "chat-1"


def page(desk: StillDesk, _appearance: Appearance) -> QWidget:
    """A search box, a Transfer button, and room for what drops down under them."""
    desk.context.selection.select(_CHAT)
    made = QWidget()
    column = QVBoxLayout(made)
    column.addWidget(box(desk.context, desk.registry))
    button = QToolButton()
    button.setText("Transfer")
    button.setObjectName("opener")
    column.addWidget(button)
    column.addStretch(1)
    return made


def _opened(text: str, kind: Opener = Opener.TRANSFER, steps: int = 0) -> Callable[[StillDesk, QWidget], object]:
    def prepare(_desk: StillDesk, widget: QWidget) -> None:
        host = widget.findChild(CommunicatorHost)
        search = widget.findChild(QWidget, "search_box")
        button = widget.findChild(QToolButton, "opener")
        assert isinstance(host, CommunicatorHost)
        opener = search if kind is Opener.MAIN else button
        assert isinstance(opener, QWidget)
        panel = host.open(opener, kind, _CHAT)
        panel.box.setText(text)
        if steps:
            panel.step(steps)

    return prepare


def _kept(desk: StillDesk, widget: QWidget) -> None:
    favourites = TargetDesk.of(desk.context).favourites
    favourites.toggle("agent-jana")
    favourites.toggle("queue-claims")
    favourites.used("agent-priya")
    _opened("")(desk, widget)


def _question(desk: StillDesk, widget: QWidget) -> None:
    _opened("billing")(desk, widget)
    host = widget.findChild(CommunicatorHost)
    assert isinstance(host, CommunicatorHost)
    assert host.panel is not None
    target = TargetRef(id="queue-legal", kind=TargetKind.QUEUE, name="Legal")
    request = TransferRequest(_CHAT, target, door=host.panel.presenter.door)
    host.panel.presenter.asked.emit(
        EmptyQueueQuestion(request, "Nobody is logged in for Legal. Put the chat there all the same?")
    )


def _filled(desk: StillDesk, widget: QWidget) -> None:
    _opened("a")(desk, widget)
    host = widget.findChild(CommunicatorHost)
    assert isinstance(host, CommunicatorHost)
    assert host.panel is not None
    host.panel.reason.setText("Needs a refund above my limit")
    host.panel.hits.setFocus(Qt.FocusReason.OtherFocusReason)


SHOWS = [
    Show("communicator.transfer", page, size=SIZE, prepare=_opened("a")),
    Show("communicator.chosen", page, size=SIZE, prepare=_opened("an", steps=1)),
    Show("communicator.refused", page, size=SIZE, prepare=_opened("lee")),
    Show("communicator.main", page, size=SIZE, prepare=_opened("br", Opener.MAIN)),
    Show("communicator.consult", page, size=SIZE, prepare=_opened("br", Opener.CONSULT)),
    Show("communicator.nothing", page, size=SIZE, prepare=_opened("qqqqqq")),
    Show("communicator.best", page, size=SIZE, prepare=_opened("")),
    Show("communicator.kept", page, size=SIZE, prepare=_kept),
    Show("communicator.reason", page, size=SIZE, prepare=_filled),
    Show("communicator.question", page, size=SIZE, prepare=_question),
    Show("communicator.narrow", page, size=NARROW, prepare=_opened("a")),
    Show("communicator.empty", page, floor=Floor.EMPTY, size=SIZE, prepare=_opened("", Opener.MAIN)),
    Show("communicator.loading", page, size=SIZE, live=False, prepare=_opened("x", Opener.MAIN)),
    Show("communicator.rtl", page, floor=Floor.RTL, size=SIZE, rtl=True, prepare=_opened("a")),
    Show("communicator.long", page, floor=Floor.LONG, size=SIZE, prepare=_opened("a")),
]
