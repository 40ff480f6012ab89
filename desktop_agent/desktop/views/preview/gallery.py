"""Pictures of the Interaction Preview."""

from collections.abc import Callable

import msgspec
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_agent.contract.enums import OfferKind, Outcome
from desktop_agent.contract.events import OfferClosed, OfferMade
from desktop_agent.contract.values import Offer
from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.still.floor import NOW_MS
from desktop_agent.desktop.still.show import Show
from desktop_agent.desktop.theme.appearance import Appearance
from desktop_agent.desktop.views.preview.build import start
from desktop_agent.desktop.views.preview.toast import Toast

SIZE = (372, 240)
Prepare = Callable[[StillDesk, QWidget], object]


class Board(QWidget):
    """Shows the toasts one below the other, as far as they show something."""

    def __init__(self, desk: StillDesk) -> None:
        super().__init__()
        self.toasts = start(desk.context, desk.registry)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 4, 4, 4)
        self._column.addStretch(1)
        self.toasts.presenter.changed.connect(self.collect)
        self.collect()

    def collect(self) -> None:
        """Take over the toasts that show something."""
        toasts: list[Toast] = self.toasts.toasts
        for toast in toasts:
            if toast.card is not None and toast.parent() is not self:
                self._column.insertWidget(self._column.count() - 1, toast)
                toast.show()


def build(desk: StillDesk, _appearance: Appearance) -> QWidget:
    """A board with what is offered."""
    board = Board(desk)
    board.toasts.refresh()
    board.collect()
    return board


def _offer(desk: StillDesk) -> Offer:
    return desk.context.replica.offers["offer-20"]


def _kind(kind: OfferKind, **changes: object) -> Prepare:
    def prepare(desk: StillDesk, _widget: QWidget) -> None:
        desk.backend.push(OfferClosed(offer_id="offer-20", interaction_id="chat-20", outcome=Outcome.DECLINED))
        desk.backend.push(OfferMade(offer=msgspec.structs.replace(_offer(desk), id="offer-21", kind=kind, **changes)))

    return prepare


def _several(desk: StillDesk, _widget: QWidget) -> None:
    for number in range(4):
        offer = msgspec.structs.replace(
            _offer(desk), id=f"offer-3{number}", interaction_id=f"chat-3{number}", deadline_ms=NOW_MS + 20_000 + number,
            kind=OfferKind.ROUTING, from_name="", reason="", note="",
        )  # fmt: skip
        desk.backend.push(OfferMade(offer=offer))


def _withdrawn(desk: StillDesk, _widget: QWidget) -> None:
    desk.backend.push(
        OfferClosed(offer_id="offer-20", interaction_id="chat-20", outcome=Outcome.WITHDRAWN, by="Jana Brandt")
    )


SHOWS = [
    Show("preview.transfer", build, offers=True, size=SIZE),
    Show(
        "preview.new_chat",
        build,
        offers=True,
        size=SIZE,
        prepare=_kind(OfferKind.ROUTING, from_name="", reason="", note="", last_lines=()),
    ),
    Show("preview.consultation", build, offers=True, size=SIZE, prepare=_kind(OfferKind.CONSULTATION)),
    Show("preview.draft", build, offers=True, size=SIZE, prepare=_kind(OfferKind.TRANSFER, draft="Dear Ms. Petrova,")),
    Show("preview.several", build, offers=True, size=(372, 520), prepare=_several),
    Show("preview.withdrawn", build, offers=True, size=SIZE, prepare=_withdrawn),
]
