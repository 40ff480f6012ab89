"""Each action's text, shortcut, icon and conditions: the one list behind menus, buttons and palette."""

from dataclasses import dataclass
from enum import Enum

from desktop_agent.contract.enums import Verb
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.models.texts import QT_TRANSLATE_NOOP


class Group(Enum):
    """Chapters of the palette and of the document."""

    OFFER = QT_TRANSLATE_NOOP("Actions", "Offered chats")
    CHAT = QT_TRANSLATE_NOOP("Actions", "Chat")
    GO = QT_TRANSLATE_NOOP("Actions", "Go to")
    STATUS = QT_TRANSLATE_NOOP("Actions", "Status")
    LOOK = QT_TRANSLATE_NOOP("Actions", "Look")
    PROGRAM = QT_TRANSLATE_NOOP("Actions", "Program")


class Needs(Enum):
    """What must be there for an action to be possible, beside the handler's own rule."""

    NOTHING = 0
    LIVE = 1
    """A live connection."""
    CHAT = 2
    """A selected chat; works on stale data too."""
    VERB = 3
    """A selected chat whose capabilities allow ``Spec.verb``, and a live connection."""
    OFFER = 4
    """An open offer, and a live connection."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One action.

    Attributes:
        text: in menus, buttons and palette; also the accessible name. The ampersand marks the mnemonic.
        shortcuts: in Qt's portable form, the first is shown. No single letters: nothing fires while typing.
        icon: file in ``resources/icons``.
        checkable: shows a state of its own.
    """

    id: ActionId
    group: Group
    text: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    needs: Needs = Needs.NOTHING
    verb: Verb | None = None
    checkable: bool = False


_A = ActionId

SPECS: tuple[Spec, ...] = (
    Spec(
        _A.ACCEPT_OFFER, Group.OFFER, QT_TRANSLATE_NOOP("Actions", "&Accept"), ("Ctrl+Shift+A",), "accept", Needs.OFFER
    ),
    Spec(
        _A.DECLINE_OFFER,
        Group.OFFER,
        QT_TRANSLATE_NOOP("Actions", "&Decline"),
        ("Ctrl+Shift+D",),
        "decline",
        Needs.OFFER,
    ),
    Spec(
        _A.TRANSFER,
        Group.CHAT,
        QT_TRANSLATE_NOOP("Actions", "&Transfer…"),
        ("Ctrl+T",),
        "transfer",
        Needs.VERB,
        Verb.TRANSFER,
    ),
    Spec(
        _A.WITHDRAW_TRANSFER,
        Group.CHAT,
        QT_TRANSLATE_NOOP("Actions", "&Withdraw transfer"),
        ("Ctrl+Shift+W",),
        "undo",
        Needs.VERB,
        Verb.WITHDRAW,
    ),
    Spec(
        _A.END_CHAT,
        Group.CHAT,
        QT_TRANSLATE_NOOP("Actions", "&End chat"),
        ("Ctrl+Shift+E",),
        "end",
        Needs.VERB,
        Verb.END,
    ),
    Spec(
        _A.MARK_DONE,
        Group.CHAT,
        QT_TRANSLATE_NOOP("Actions", "&Mark Done"),
        ("Ctrl+Shift+Return",),
        "done",
        Needs.VERB,
        Verb.COMPLETE,
    ),
    Spec(_A.HOLD, Group.CHAT, QT_TRANSLATE_NOOP("Actions", "&Hold"), ("Ctrl+H",), "hold", Needs.VERB, Verb.HOLD),
    Spec(
        _A.RETRIEVE,
        Group.CHAT,
        QT_TRANSLATE_NOOP("Actions", "&Retrieve from hold"),
        ("Ctrl+Shift+H",),
        "retrieve",
        Needs.VERB,
        Verb.RETRIEVE,
    ),
    Spec(_A.PICK_UP, Group.CHAT, QT_TRANSLATE_NOOP("Actions", "Pick &up"), ("Ctrl+P",), "pick-up", Needs.OFFER),
    Spec(
        _A.FOCUS_COMPOSER,
        Group.CHAT,
        QT_TRANSLATE_NOOP("Actions", "Write a &message"),
        ("Ctrl+M",),
        "message",
        Needs.CHAT,
    ),
    Spec(_A.FIND, Group.CHAT, QT_TRANSLATE_NOOP("Actions", "&Find in this chat…"), ("Ctrl+F",), "search", Needs.CHAT),
    Spec(
        _A.POP_OUT,
        Group.CHAT,
        QT_TRANSLATE_NOOP("Actions", "&Open in an own window"),
        ("Ctrl+Shift+O",),
        "pop-out",
        Needs.CHAT,
    ),
    Spec(
        _A.POP_IN,
        Group.CHAT,
        QT_TRANSLATE_NOOP("Actions", "Take &back into the main window"),
        ("Ctrl+Shift+I",),
        "pop-in",
        Needs.CHAT,
    ),
    Spec(_A.NEXT_CHAT, Group.GO, QT_TRANSLATE_NOOP("Actions", "&Next chat"), ("Ctrl+PgDown", "Ctrl+Tab"), "next"),
    Spec(
        _A.PREVIOUS_CHAT,
        Group.GO,
        QT_TRANSLATE_NOOP("Actions", "&Previous chat"),
        ("Ctrl+PgUp", "Ctrl+Shift+Tab"),
        "previous",
    ),
    Spec(_A.LONGEST_WAITING, Group.GO, QT_TRANSLATE_NOOP("Actions", "Chat that waits &longest"), ("Ctrl+J",), "clock"),
    Spec(_A.NEXT_PANE, Group.GO, QT_TRANSLATE_NOOP("Actions", "Next pa&ne"), ("F6",), "next-pane"),
    Spec(_A.PREVIOUS_PANE, Group.GO, QT_TRANSLATE_NOOP("Actions", "Previous &pane"), ("Shift+F6",), "previous-pane"),
    Spec(_A.TEAM_COMMUNICATOR, Group.GO, QT_TRANSLATE_NOOP("Actions", "&Team Communicator"), ("Ctrl+L",), "search"),
    Spec(_A.DIRECTORY, Group.GO, QT_TRANSLATE_NOOP("Actions", "Company &directory"), ("Ctrl+Shift+L",), "people"),
    Spec(_A.MY_INTERACTIONS, Group.GO, QT_TRANSLATE_NOOP("Actions", "My &Interactions"), ("Ctrl+I",), "table"),
    Spec(_A.MY_MESSAGES, Group.GO, QT_TRANSLATE_NOOP("Actions", "My &Messages"), ("Ctrl+Shift+M",), "mail"),
    Spec(_A.COMMAND_PALETTE, Group.GO, QT_TRANSLATE_NOOP("Actions", "All a&ctions…"), ("Ctrl+K",), "palette"),
    Spec(
        _A.READY, Group.STATUS, QT_TRANSLATE_NOOP("Actions", "Go &Ready"), ("Ctrl+Shift+R",), "state-ready", Needs.LIVE
    ),
    Spec(
        _A.NOT_READY,
        Group.STATUS,
        QT_TRANSLATE_NOOP("Actions", "Go &Not Ready…"),
        ("Ctrl+Shift+N",),
        "state-not-ready",
        Needs.LIVE,
    ),
    Spec(
        _A.AFTER_CALL_WORK,
        Group.STATUS,
        QT_TRANSLATE_NOOP("Actions", "&After-Call Work"),
        (),
        "state-after-call-work",
        Needs.LIVE,
    ),
    Spec(_A.DO_NOT_DISTURB, Group.STATUS, QT_TRANSLATE_NOOP("Actions", "&Do Not Disturb"), (), "state-dnd", Needs.LIVE),
    Spec(_A.ZOOM_IN, Group.LOOK, QT_TRANSLATE_NOOP("Actions", "&Larger"), ("Ctrl++", "Ctrl+="), "zoom-in"),
    Spec(_A.ZOOM_OUT, Group.LOOK, QT_TRANSLATE_NOOP("Actions", "&Smaller"), ("Ctrl+-",), "zoom-out"),
    Spec(_A.ZOOM_RESET, Group.LOOK, QT_TRANSLATE_NOOP("Actions", "&Normal size"), ("Ctrl+0",), "zoom-reset"),
    Spec(
        _A.THEME_SYSTEM,
        Group.LOOK,
        QT_TRANSLATE_NOOP("Actions", "Colours of the s&ystem"),
        (),
        "theme-system",
        checkable=True,
    ),
    Spec(_A.THEME_LIGHT, Group.LOOK, QT_TRANSLATE_NOOP("Actions", "L&ight colours"), (), "theme-light", checkable=True),
    Spec(_A.THEME_DARK, Group.LOOK, QT_TRANSLATE_NOOP("Actions", "&Dark colours"), (), "theme-dark", checkable=True),
    Spec(
        _A.THEME_CONTRAST,
        Group.LOOK,
        QT_TRANSLATE_NOOP("Actions", "&High contrast"),
        (),
        "theme-contrast",
        checkable=True,
    ),
    Spec(_A.RESET_LAYOUT, Group.LOOK, QT_TRANSLATE_NOOP("Actions", "&Reset layout"), (), "refresh"),
    Spec(_A.SETTINGS, Group.PROGRAM, QT_TRANSLATE_NOOP("Actions", "&Settings…"), ("Ctrl+,",), "settings"),
    Spec(_A.LOG_OFF, Group.PROGRAM, QT_TRANSLATE_NOOP("Actions", "&Log off"), (), "log-off"),
    Spec(_A.QUIT, Group.PROGRAM, QT_TRANSLATE_NOOP("Actions", "&Quit"), ("Ctrl+Q",), "quit"),
)

SPECS_BY_ID = {spec.id: spec for spec in SPECS}
