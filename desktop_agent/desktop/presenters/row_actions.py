"""What can be done with a row of targets: the entries of its menu and its default, with reasons where they cannot."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_agent.contract.enums import TargetKind, Verb
from desktop_agent.contract.values import Target
from desktop_agent.desktop.models.texts import QT_TRANSLATE_NOOP, translate
from desktop_agent.desktop.presenters.target_words import PEOPLE, TargetWords
from desktop_agent.desktop.presenters.wording import NO_CHAT, NOT_HERE, NOT_LIVE

if TYPE_CHECKING:
    from desktop_agent.desktop.presenters.context import DesktopContext


class Opener(StrEnum):
    """What opened the Team Communicator; it decides what Enter does."""

    MAIN = "main"
    TRANSFER = "transfer"
    CONFERENCE = "conference"
    CONSULT = "consult"


@dataclass(frozen=True, slots=True)
class RowAction:
    """One entry.

    Attributes:
        icon: file in ``resources/icons``.
        refusal: why it cannot be done now; empty when it can.
    """

    verb: Verb
    text: str
    icon: str
    refusal: str = ""


_TEXTS: dict[Verb, tuple[str, str]] = {
    Verb.TRANSFER: (QT_TRANSLATE_NOOP("RowActions", "Instant Chat Transfer"), "transfer"),
    Verb.INVITE: (QT_TRANSLATE_NOOP("RowActions", "Start Chat Conference"), "people"),
    Verb.CONSULT: (QT_TRANSLATE_NOOP("RowActions", "Start Consultation"), "whisper"),
    Verb.MESSAGE: (QT_TRANSLATE_NOOP("RowActions", "Send Instant Message"), "im"),
    Verb.CALL: (QT_TRANSLATE_NOOP("RowActions", "Call"), "phone"),
    Verb.EMAIL: (QT_TRANSLATE_NOOP("RowActions", "Send E-mail"), "mail"),
    Verb.OPEN: (QT_TRANSLATE_NOOP("RowActions", "Open Contact"), "contact"),
}
_SHORT: dict[Verb, str] = {
    Verb.TRANSFER: QT_TRANSLATE_NOOP("RowActions", "Transfer"),
    Verb.INVITE: QT_TRANSLATE_NOOP("RowActions", "Invite"),
    Verb.CONSULT: QT_TRANSLATE_NOOP("RowActions", "Consult"),
    Verb.MESSAGE: QT_TRANSLATE_NOOP("RowActions", "Message"),
    Verb.OPEN: QT_TRANSLATE_NOOP("RowActions", "Open"),
}
_CHAT_VERBS = (Verb.TRANSFER, Verb.INVITE, Verb.CONSULT)
_DEFAULTS = {
    Opener.MAIN: Verb.MESSAGE,
    Opener.TRANSFER: Verb.TRANSFER,
    Opener.CONFERENCE: Verb.INVITE,
    Opener.CONSULT: Verb.CONSULT,
}


class RowActions(QObject):
    """Entries of a target's menu, drawn from the server's capabilities.

    A verb that this desktop cannot carry out yet, or that the server does not know, is shown and says so.
    """

    def __init__(self, context: "DesktopContext", words: TargetWords, parent: QObject | None = None) -> None:
        """Args: context, words: of the session."""
        super().__init__(parent)
        self._context = context
        self._words = words
        self._carried_out = frozenset({Verb.TRANSFER})

    def default(self, target: Target, opener: Opener, interaction_id: str | None) -> RowAction:
        """What Enter does."""
        verb = _DEFAULTS[opener]
        if opener is Opener.MAIN and target.kind is TargetKind.CONTACT:
            verb = Verb.OPEN
        return self.action(target, verb, interaction_id)

    def menu(self, target: Target, interaction_id: str | None) -> list[RowAction]:
        """Every entry that makes sense for this kind of target."""
        verbs = [*_CHAT_VERBS]
        if target.kind in PEOPLE:
            verbs.append(Verb.MESSAGE)
        if target.number and target.kind in PEOPLE | {TargetKind.CONTACT}:
            verbs.append(Verb.CALL)
        if target.email:
            verbs.append(Verb.EMAIL)
        if target.kind is TargetKind.CONTACT:
            verbs = [*(verb for verb in verbs if verb not in _CHAT_VERBS[1:]), Verb.OPEN]
        return [self.action(target, verb, interaction_id) for verb in verbs]

    def action(self, target: Target, verb: Verb, interaction_id: str | None) -> RowAction:
        """One entry as it is now."""
        text, icon = _TEXTS[verb]
        return RowAction(verb, translate("RowActions", text), icon, self._refusal(target, verb, interaction_id))

    def short(self, verb: Verb) -> str:
        """One word for a button in a row."""
        return translate("RowActions", _SHORT.get(verb, _TEXTS[verb][0]))

    def _refusal(self, target: Target, verb: Verb, interaction_id: str | None) -> str:
        if verb in _CHAT_VERBS:
            interaction = self._context.replica.interactions.get(interaction_id or "")
            if interaction is None:
                return translate("Reason", NO_CHAT)
            if verb is Verb.TRANSFER and (own := self._words.why_not_transfer(interaction)):
                return own
        server = self._words.why_not(target, verb, interaction_id)
        if server:
            return server
        if verb not in self._carried_out:
            return translate("Reason", NOT_HERE)
        return "" if self._context.live else translate("Reason", NOT_LIVE)
