"""Ranks: what the server says may be done to a target for an interaction, asked for as needed and kept briefly."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_agent.client.backends.port import BackendError
from desktop_agent.contract.enums import Reason, Verb
from desktop_agent.contract.values import TargetRank, TargetStatus

if TYPE_CHECKING:
    from desktop_agent.desktop.presenters.context import DesktopContext

MOST = 200
"""Most ids one question may carry (``contract.commands.RankTargets``)."""
GATHER_MS = 20
AGAIN_MS = 600


class Unknown:
    """Nobody has said yet whether it may be done."""


UNKNOWN = Unknown()
Capability = Reason | None | Unknown


class Ranks(QObject):
    """A cache of ``TargetRank`` per interaction and target.

    The desktop guesses no rule: a target is refused only when the server has said so. An answer becomes stale when
    the target's state or the interaction changes; it is then asked for again, and shown until the new one is there.

    Signals:
        changed: (interaction_id or None, tuple of target ids) answers arrived.
    """

    changed = Signal(object, tuple)

    def __init__(self, context: "DesktopContext", parent: QObject | None = None) -> None:
        """Args: context: of the session."""
        super().__init__(parent)
        self._context = context
        self._known: dict[str | None, dict[str, TargetRank]] = {}
        self._wanted: dict[str, tuple[str | None, tuple[str, ...]]] = {}
        self._ask: dict[str | None, dict[str, None]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._flush)
        feed = context.feed
        feed.status_changed.connect(self._status_changed)
        feed.interaction_changed.connect(self._interaction_changed)
        feed.interaction_removed.connect(lambda gone: self._known.pop(gone.id, None))
        feed.reset.connect(self.forget)

    def get(self, interaction_id: str | None, target_id: str) -> TargetRank | None:
        """What is known of a target, None before the first answer."""
        return self._known.get(interaction_id, {}).get(target_id)

    def status(self, target_id: str) -> TargetStatus | None:
        """The target's state as its topic says it, else as some answer carried it."""
        status = self._context.replica.statuses.get(target_id)
        if status is not None:
            return status
        for known in self._known.values():
            rank = known.get(target_id)
            if rank is not None and rank.status is not None:
                return rank.status
        return None

    def capability(self, interaction_id: str | None, target_id: str, verb: Verb) -> Capability:
        """None: may be done; a reason: may not; ``UNKNOWN``: not asked or not answered yet."""
        rank = self.get(interaction_id, target_id)
        if rank is None:
            return UNKNOWN
        return rank.capabilities.get(verb, Reason.UNSUPPORTED)

    def want(self, view: str, interaction_id: str | None, ids: Iterable[str]) -> None:
        """Say which answers ``view`` needs now (at most 200); what is not known is asked for."""
        new = tuple(ids)[:MOST]
        if not new:
            self._wanted.pop(view, None)
            return
        self._wanted[view] = (interaction_id, new)
        known = self._known.get(interaction_id, {})
        self._want(interaction_id, [target_id for target_id in new if target_id not in known], GATHER_MS)

    def refresh(self, interaction_id: str | None, ids: Iterable[str]) -> None:
        """Ask again at once, whatever is known (a drag begins, a target was refused)."""
        self._want(interaction_id, ids, 0)

    def learn(self, interaction_id: str | None, ranks: Iterable[TargetRank]) -> None:
        """Take over answers that somebody else fetched."""
        new = {rank.id: rank for rank in ranks}
        self._known.setdefault(interaction_id, {}).update(new)
        self.changed.emit(interaction_id, tuple(new))

    def forget(self) -> None:
        """A new snapshot: nothing is known any more, everything wanted is asked for again."""
        self._known.clear()
        for interaction_id, ids in self._wanted.values():
            self._want(interaction_id, ids, GATHER_MS)

    def _want(self, interaction_id: str | None, ids: Iterable[str], delay_ms: int) -> None:
        ids = dict.fromkeys(ids)
        if not ids:
            return
        self._ask.setdefault(interaction_id, {}).update(ids)
        if not self._timer.isActive() or self._timer.remainingTime() > delay_ms:
            self._timer.start(delay_ms)

    def _status_changed(self, target_id: str) -> None:
        for interaction_id, ids in self._wanted.values():
            if target_id in ids:
                self._want(interaction_id, (target_id,), AGAIN_MS)

    def _interaction_changed(self, interaction_id: str) -> None:
        for wanted, ids in self._wanted.values():
            if wanted == interaction_id:
                self._want(interaction_id, ids, AGAIN_MS)

    def _flush(self) -> None:
        if self._context.tasks.closed:
            return
        for interaction_id, ids in self._ask.items():
            for begin in range(0, len(ids), MOST):
                part = tuple(ids)[begin : begin + MOST]
                self._context.tasks.start(
                    f"ranks:{interaction_id}:{part[0]}:{len(part)}", self._fetch(interaction_id, part)
                )
        self._ask = {}

    async def _fetch(self, interaction_id: str | None, ids: tuple[str, ...]) -> None:
        try:
            ranking = await self._context.session.rank(interaction_id=interaction_id, ids=ids)
        except BackendError:
            return  # what is known stays; the server decides when it is tried
        self.learn(interaction_id, ranking.ranks)
