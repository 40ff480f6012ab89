"""TransferPresenter: the one way to hand a chat over, whichever door the gesture came through."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from desktop_agent.client.backends.port import BackendError, Refusal
from desktop_agent.client.replica.changes import InteractionGone
from desktop_agent.contract.enums import Reason, Verb
from desktop_agent.contract.values import TargetRef
from desktop_agent.desktop.presenters.favourites import Favourites
from desktop_agent.desktop.presenters.ranks import Ranks
from desktop_agent.desktop.presenters.wording import error_sentence, put, transfer_refused

if TYPE_CHECKING:
    from desktop_agent.desktop.presenters.context import DesktopContext


@dataclass(frozen=True, slots=True)
class TransferRequest:
    """What was asked for.

    Attributes:
        door: name of the view the gesture was made in; a question is shown there. Empty: no question is asked.
        stay: remain in the conference when the target accepts.
        although_empty: the person has agreed to a queue with nobody logged in.
    """

    interaction_id: str
    target: TargetRef
    reason: str = ""
    note: str = ""
    stay: bool = False
    although_empty: bool = False
    door: str = ""


@dataclass(frozen=True, slots=True)
class TransferRefusal:
    """The server's no, for the top of the chat window.

    Attributes:
        sentence: why, in words.
        reason: the server's reason code, empty when it gave none (the network, a wrong id).
    """

    request: TransferRequest
    sentence: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EmptyQueueQuestion:
    """Nobody is logged in for the queue: shall the chat go there all the same?"""

    request: TransferRequest
    sentence: str


class TransferPresenter(QObject):
    """Sends transfers and keeps what the server refused until it is dismissed or tried again.

    Success is never shown from here: the pending transfer, or the window's closing, comes with the events.

    Signals:
        begun: (``TransferRequest``) it is on its way to the server.
        sent: (``TransferRequest``) the server has taken it on.
        refused_changed: (interaction_id) there is another refusal to show, or none any more.
        asked: (``EmptyQueueQuestion``) answer with ``answer``.
        ended: (``TransferRequest``) one way or the other, an answer is there.
    """

    begun = Signal(object)
    sent = Signal(object)
    refused_changed = Signal(str)
    asked = Signal(object)
    ended = Signal(object)
    _answered = Signal(object, object)

    def __init__(
        self, context: "DesktopContext", ranks: Ranks, favourites: Favourites, parent: QObject | None = None
    ) -> None:
        """Args: context: of the session. ranks: what the server said of targets. favourites: keeps the recents."""
        super().__init__(parent)
        self._ranks = ranks
        self._context = context
        self._favourites = favourites
        self._refusals: dict[str, TransferRefusal] = {}
        self._question: EmptyQueueQuestion | None = None
        self._on_way: set[str] = set()
        # Queued: a slot may open something, and nothing may be opened from inside a task.
        self._answered.connect(self._on_answer, Qt.ConnectionType.QueuedConnection)
        context.feed.interaction_removed.connect(self._on_removed)

    def refusal(self, interaction_id: str) -> TransferRefusal | None:
        """What the server refused last for this chat, None when there is nothing to show."""
        return self._refusals.get(interaction_id)

    def busy(self, interaction_id: str) -> bool:
        """Whether a transfer of this chat is on its way."""
        return interaction_id in self._on_way

    def transfer(self, request: TransferRequest) -> None:
        """Hand a chat to a target. A second gesture while the first is on its way changes nothing."""
        if self.busy(request.interaction_id) or self._context.tasks.closed:
            return
        self.dismiss(request.interaction_id)
        self._question = None
        empty = self._ranks.capability(request.interaction_id, request.target.id, Verb.TRANSFER) is Reason.QUEUE_EMPTY
        if empty and _may_ask(request):
            self._ask(request)  # the server has said so already; it need not refuse first
            return
        self._on_way.add(request.interaction_id)
        self._context.tasks.start(f"transfer:{request.interaction_id}", self._send(request))
        self.begun.emit(request)

    def answer(self, question: EmptyQueueQuestion, *, yes: bool) -> None:
        """Answer a question: send it all the same, or leave the chat where it is."""
        self._question = None
        if yes:
            self.transfer(replace(question.request, although_empty=True))

    def questioned(self, request: TransferRequest) -> bool:
        """Whether this request waits for the person's answer to a question."""
        return self._question is not None and self._question.request == request

    def dismiss(self, interaction_id: str) -> None:
        """Close the refusal's bar."""
        if self._refusals.pop(interaction_id, None) is not None:
            self.refused_changed.emit(interaction_id)

    def try_again(self, interaction_id: str) -> None:
        """Send the refused transfer once more."""
        refusal = self._refusals.get(interaction_id)
        if refusal is not None:
            self.transfer(refusal.request)

    async def _send(self, request: TransferRequest) -> None:
        error: BackendError | None = None
        try:
            await self._context.save_typed(request.interaction_id)  # what was typed just now travels with it
            await self._context.session.transfer(
                request.interaction_id,
                target_id=request.target.id,
                target_kind=request.target.kind,
                reason=request.reason,
                note=request.note,
                stay=request.stay,
                although_empty=request.although_empty,
            )
        except BackendError as caught:
            error = caught
        except BaseException:
            self._on_way.discard(request.interaction_id)
            raise
        self._answered.emit(request, error)

    def _ask(self, request: TransferRequest) -> None:
        words = self.tr("Nobody is logged in for {queue}. Put the chat there all the same?")
        self._question = EmptyQueueQuestion(request, put(words, {"queue": request.target.name}))
        self.asked.emit(self._question)

    def _on_answer(self, request: TransferRequest, error: BackendError | None) -> None:
        self._on_way.discard(request.interaction_id)
        if error is None:
            self._favourites.used(request.target.id)
            self.sent.emit(request)
        elif isinstance(error, Refusal) and error.reason == Reason.QUEUE_EMPTY and _may_ask(request):
            self._ask(request)
        elif request.interaction_id in self._context.replica.interactions:
            reason = error.reason if isinstance(error, Refusal) else ""
            sentence = transfer_refused(request.target.name, error_sentence(error))
            self._refusals[request.interaction_id] = TransferRefusal(request, sentence, reason)
            self.refused_changed.emit(request.interaction_id)
        self.ended.emit(request)

    def _on_removed(self, gone: InteractionGone) -> None:
        self.dismiss(gone.id)


def _may_ask(request: TransferRequest) -> bool:
    """Whether a view can show the question; else the empty queue is a refusal like any other."""
    return bool(request.door) and not request.although_empty
