"""TargetDesk: what every view that lists targets shares: states, ranks, words, favourites, transfer, drag."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_agent.desktop.models.subscriptions import Subscriptions
from desktop_agent.desktop.presenters.drag import DragState
from desktop_agent.desktop.presenters.favourites import Favourites
from desktop_agent.desktop.presenters.people import People
from desktop_agent.desktop.presenters.ranks import Ranks
from desktop_agent.desktop.presenters.target_words import TargetWords
from desktop_agent.desktop.presenters.transfer import TransferPresenter

if TYPE_CHECKING:
    from desktop_agent.desktop.presenters.context import DesktopContext


class TargetDesk(QObject):
    """One per session; ``TargetDesk.of(context)`` gives it to whoever needs it.

    Attributes:
        subscriptions: the targets on the screen.
        ranks: what may be done to a target.
        words: what a row says.
        favourites: favourites and recents.
        transfer: the one way to hand a chat over.
        drag: the chat that is being dragged.
        people: the directory's people and workgroups, sorted.
    """

    def __init__(self, context: "DesktopContext") -> None:
        """Args: context: of the session; owns this."""
        super().__init__(context)
        self.subscriptions = Subscriptions(self)
        self.ranks = Ranks(context, self)
        self.words = TargetWords(context, self.ranks, self)
        self.favourites = Favourites(context.remembered, self)
        self.transfer = TransferPresenter(context, self.ranks, self.favourites, self)
        self.drag = DragState(context, self.ranks, self.words, self)
        self.people = People(context, self)
        self.subscriptions.wanted.connect(context.session.subscribe)

    @classmethod
    def of(cls, context: "DesktopContext") -> "TargetDesk":
        """The desk of this session, made at the first call."""
        desk = context.findChild(cls)
        return desk if isinstance(desk, cls) else cls(context)
