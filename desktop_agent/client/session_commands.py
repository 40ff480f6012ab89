"""What an agent can do in a session: one method per command.

Each call has one idempotency key. When no answer comes, the same command is sent again with the same key, a few times
within ``RETRY_FOR_S``; so a lost answer is one effect. What then still fails is raised as ``BackendError``.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from desktop_agent.client.backends.port import A, BackendError, Refusal, RoutingBackend, Unreachable
from desktop_agent.client.backoff import Backoff
from desktop_agent.client.clock import Clock
from desktop_agent.client.replica.changes import TranscriptExtended
from desktop_agent.client.session_state import SessionState
from desktop_agent.contract import commands as c
from desktop_agent.contract.answers import Ranking, Sent, Transferred
from desktop_agent.contract.base import Command, Done
from desktop_agent.contract.enums import (
    AgentState,
    Channel,
    Priority,
    Reason,
    TargetKind,
    Verb,
    Visibility,
)
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.ids import new_id

T = TypeVar("T")

RETRY_FOR_S = 10.0
TRIES = 3
_AGAIN = frozenset({ErrorCode.UNAVAILABLE, ErrorCode.RATE_LIMITED})
_OUT_OF_TURN = frozenset({Verb.TYPING, Verb.READ, Verb.DISMISS_RESULT})


class SessionCommands(SessionState):
    """Commands of a session; ``AgentSession`` adds the events."""

    def __init__(self, backend: RoutingBackend, clock: Clock) -> None:
        """Args: backend: signed in; clock: for the waits between tries."""
        super().__init__(clock)
        self.backend = backend
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    # ---------------------------------------------------------------- offers
    async def accept(self, offer_id: str) -> Done:
        """Take an offer; the interaction comes as an event.

        Raises:
            Refusal: ``CONFLICT`` with reason ``offer_closed`` when it ended meanwhile.
            BackendError: as of every command.
        """
        return await self._do(self._offered(offer_id), Verb.ACCEPT, c.Accept(offer_id=offer_id), Done)

    async def decline(self, offer_id: str, *, reason: str = "") -> Done:
        """Refuse an offer. Raises as ``accept``."""
        body = c.Decline(offer_id=offer_id, reason=reason)
        return await self._do(self._offered(offer_id), Verb.DECLINE, body, Done)

    # ---------------------------------------------------------------- talking
    async def send_message(
        self, interaction_id: str, *, text: str, visibility: Visibility = Visibility.ALL, key: str | None = None
    ) -> Sent:
        """Say something; returns when the server has it for good.

        Lines of one interaction are sent in the order of the calls.

        Args:
            interaction_id: where.
            text: 1 to 8,000 characters.
            visibility: everybody, or agents only.
            key: to send the very same line again after a failure (``new_id()`` before the first try); it comes back as
                ``Message.key``.
        """
        body = c.SendMessage(text=text, visibility=visibility)
        return await self._do(interaction_id, Verb.SEND_MESSAGE, body, Sent, key=key)

    async def typing(self, interaction_id: str, *, on: bool) -> Done:
        """Tell that one is typing, or has stopped. Not repeated when it fails."""
        return await self._do(interaction_id, Verb.TYPING, c.Typing(on=on), Done, tries=1)

    async def read(self, interaction_id: str, *, seq: int) -> Done:
        """Everything up to ``seq`` has been read."""
        return await self._do(interaction_id, Verb.READ, c.Read(seq=seq), Done)

    async def save_draft(self, interaction_id: str, *, text: str, version: int) -> Done:
        """Keep what is typed; ``version`` grows with each save and a lower one than the stored is ignored."""
        return await self._do(interaction_id, Verb.SAVE_DRAFT, c.SaveDraft(text=text, version=version), Done)

    async def discard_handed_draft(self, interaction_id: str) -> Done:
        """Drop the draft that came with the chat (also after it was inserted)."""
        return await self._do(interaction_id, Verb.DISCARD_HANDED_DRAFT, c.Nothing(), Done)

    # ---------------------------------------------------------------- transfer
    async def transfer(
        self,
        interaction_id: str,
        *,
        target_id: str,
        target_kind: TargetKind,
        reason: str = "",
        note: str = "",
        stay: bool = False,
        although_empty: bool = False,
    ) -> Transferred:
        """Hand the interaction to a target. See ``contract.commands.Transfer``.

        Raises:
            Refusal: ``NOT_ALLOWED`` or ``CONFLICT`` with ``reason`` a ``contract.enums.Reason``; ``queue_empty`` asks
                first: the same again with ``although_empty`` does it.
        """
        body = c.Transfer(
            target_id=target_id,
            target_kind=target_kind,
            reason=reason,
            note=note,
            stay=stay,
            although_empty=although_empty,
        )
        return await self._do(interaction_id, Verb.TRANSFER, body, Transferred)

    async def withdraw(self, interaction_id: str, *, offer_id: str) -> Done:
        """Take the pending transfer back."""
        return await self._do(interaction_id, Verb.WITHDRAW, c.Withdraw(offer_id=offer_id), Done)

    async def dismiss_result(self, interaction_id: str, *, offer_id: str) -> Done:
        """Close the bar that tells how the last transfer ended."""
        return await self._do(interaction_id, Verb.DISMISS_RESULT, c.DismissResult(offer_id=offer_id), Done)

    # ---------------------------------------------------------------- the interaction
    async def set_note(self, interaction_id: str, *, text: str) -> Done:
        """Write the note."""
        return await self._do(interaction_id, Verb.SET_NOTE, c.SetNote(text=text), Done)

    async def set_disposition(self, interaction_id: str, *, code: str | None) -> Done:
        """Choose the disposition, or take it back with None."""
        return await self._do(interaction_id, Verb.SET_DISPOSITION, c.SetDisposition(code=code), Done)

    async def hold(self, interaction_id: str) -> Done:
        """Put on hold."""
        return await self._do(interaction_id, Verb.HOLD, c.Nothing(), Done)

    async def retrieve(self, interaction_id: str) -> Done:
        """Take back from hold."""
        return await self._do(interaction_id, Verb.RETRIEVE, c.Nothing(), Done)

    async def end(self, interaction_id: str) -> Done:
        """End the chat; wrap-up follows."""
        return await self._do(interaction_id, Verb.END, c.Nothing(), Done)

    async def leave(self, interaction_id: str) -> Done:
        """Leave a conference; who stays goes on with the customer."""
        return await self._do(interaction_id, Verb.LEAVE, c.Nothing(), Done)

    async def complete(self, interaction_id: str) -> Done:
        """Mark done: wrap-up ends and the interaction leaves the desktop."""
        return await self._do(interaction_id, Verb.COMPLETE, c.Nothing(), Done)

    async def older_messages(self, interaction_id: str) -> bool:
        """Load the page before the oldest line that is there; tells ``TranscriptExtended``.

        Returns:
            Whether still older lines lie on the server.
        """
        transcript = self.replica.transcripts.get(interaction_id)
        if transcript is None or not transcript.more:
            return False
        before = transcript.first_seq or 0
        page = await self._persist(lambda: self.backend.messages_before(interaction_id, before))
        transcript = self.replica.transcripts.get(interaction_id)
        if transcript is None:
            return False
        transcript.extend_back(page.messages, more=page.more)
        self._tell(TranscriptExtended(interaction_id))
        return page.more

    # ---------------------------------------------------------------- oneself
    async def set_state(self, *, state: AgentState, reason: str | None = None) -> None:
        """Go Ready, Not Ready (with a reason), After-Call Work, Do Not Disturb, logged out."""
        key = new_id()
        await self._persist(lambda: self.backend.agent_state(c.SetState(state=state, reason=reason), key=key))

    async def set_channel(self, channel: Channel, *, state: AgentState) -> None:
        """Be ready, or not, on one channel."""
        key = new_id()
        await self._persist(lambda: self.backend.channel_state(channel, c.SetChannel(state=state), key=key))

    async def change_password(self, *, old: str, new: str) -> None:
        """Replace the password; at least 12 characters."""
        await self.backend.change_password(old, new)

    # ---------------------------------------------------------------- My Messages
    async def mark_notice(self, notice_id: str, *, read: bool) -> None:
        """Mark a line of My Messages read or unread."""
        key = new_id()
        await self._persist(lambda: self.backend.mark_notice(notice_id, read=read, key=key))

    async def delete_notice(self, notice_id: str) -> None:
        """Delete a line of My Messages."""
        key = new_id()
        await self._persist(lambda: self.backend.delete_notice(notice_id, key=key))

    # ---------------------------------------------------------------- targets
    async def rank(self, *, interaction_id: str | None = None, ids: Sequence[str] | None = None) -> Ranking:
        """Who can take an interaction: order, capabilities with reasons, present state (at most 200 ids)."""
        wanted = None if ids is None else tuple(ids)[:200]
        return await self._persist(lambda: self.backend.rank(interaction_id, wanted), tries=2)

    # ---------------------------------------------------------------- supervisors
    async def withdraw_for(self, interaction_id: str, *, offer_id: str) -> None:
        """Withdraw another agent's pending transfer."""
        key = new_id()
        body = c.Withdraw(offer_id=offer_id)
        await self._persist(lambda: self.backend.withdraw_for(interaction_id, body, key=key))

    async def requeue(self, interaction_id: str, *, reason: str = "") -> None:
        """Put an interaction back into its queue."""
        key = new_id()
        await self._persist(lambda: self.backend.requeue(interaction_id, c.Requeue(reason=reason), key=key))

    async def set_team_state(self, agent_id: str, *, state: AgentState, reason: str | None = None) -> None:
        """Set another agent's state."""
        key = new_id()
        body = c.SetTeamState(state=state, reason=reason)
        await self._persist(lambda: self.backend.set_team_state(agent_id, body, key=key))

    async def broadcast(self, *, text: str, priority: Priority = Priority.NORMAL) -> None:
        """Tell everybody."""
        key = new_id()
        await self._persist(lambda: self.backend.broadcast(c.Broadcast(text=text, priority=priority), key=key))

    # ---------------------------------------------------------------- how
    def _offered(self, offer_id: str) -> str:
        offer = self.replica.offers.get(offer_id)
        if offer is None:
            raise Refusal(
                ErrorCode.CONFLICT,
                "the offer is no longer open",
                detail={"reason": Reason.OFFER_CLOSED},
            )
        return offer.interaction_id

    async def _do(
        self,
        interaction_id: str,
        verb: Verb,
        body: Command,
        answer: type[A],
        *,
        key: str | None = None,
        tries: int = TRIES,
    ) -> A:
        same_key = key or new_id()

        async def once() -> A:
            return await self.backend.interaction(interaction_id, verb, body, key=same_key, answer=answer)

        if verb in _OUT_OF_TURN:
            return await self._persist(once, tries=tries)
        async with self._turns[interaction_id]:
            return await self._persist(once, tries=tries)

    async def _persist(self, once: Callable[[], Awaitable[T]], *, tries: int = TRIES) -> T:
        """Try again while no answer came or the server asked to come back, within the bounds."""
        end_ms = self.clock.monotonic_ms() + RETRY_FOR_S * 1_000
        waits = Backoff()
        while True:
            tries -= 1
            try:
                return await once()
            except BackendError as error:
                if not may_repeat(error) or tries <= 0:
                    raise
                wait_s = waits.next_s(error.retry_after_ms)
                if self.clock.monotonic_ms() + wait_s * 1_000 > end_ms:
                    raise
            await self.clock.sleep(wait_s)


def may_repeat(error: BackendError) -> bool:
    """Whether the same request, with the same key, may be sent again."""
    return isinstance(error, Unreachable) or (isinstance(error, Refusal) and error.code in _AGAIN)
