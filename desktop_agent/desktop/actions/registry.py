"""ActionRegistry: the QAction of every action, who carries it out, and when it is enabled."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence

from desktop_agent.contract.enums import Reason
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.specs import SPECS, SPECS_BY_ID, Group, Needs, Spec
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.wording import NO_CHAT, NO_OFFER, NOT_HERE, NOT_LIVE, reason_words

Handler = Callable[[], object]
Rule = Callable[[], str | None]
"""Why the action is not possible now, as a sentence; None when it is possible."""


class ActionRegistry(QObject):
    """Button, menu, shortcut, Enter, drop and palette trigger the same QAction.

    A view binds the handler (a method of its presenter) when it is built; what nobody bound stays invisible. Whether
    an action is enabled is asked again whenever the selection, the selected interaction, the offers, one's own state
    or the connection changes.

    Signals:
        triggered: (ActionId) an action was carried out, whichever way.
    """

    triggered = Signal(object)

    def __init__(self, context: DesktopContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._handlers: dict[ActionId, Handler] = {}
        self._rules: dict[ActionId, Rule] = {}
        self._actions: dict[ActionId, QAction] = {spec.id: self._make(spec) for spec in SPECS}
        self._origin: QObject | None = None
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(0)
        self._refresh.timeout.connect(self.refresh)
        self._listen()
        self.refresh()

    @property
    def origin(self) -> QObject | None:
        """While a handler runs: the widget that triggered it by ``trigger(…, origin=…)``, else None.

        A drop-down opens under it, in a popped-out window too.
        """
        return self._origin

    def action(self, action_id: ActionId) -> QAction:
        """The QAction, to put into menus and to read text, shortcut and enabled state from."""
        return self._actions[action_id]

    def all(self) -> Iterable[QAction]:
        """Every QAction in the order of the document."""
        return self._actions.values()

    def bind(self, action_id: ActionId, handler: Handler, *, rule: Rule | None = None) -> None:
        """Say who carries an action out.

        Args:
            action_id: each has one handler; the last one bound counts.
            handler: called without arguments; it must return at once (start a task for what takes time).
            rule: a further condition beside those of the spec.
        """
        self._handlers[action_id] = handler
        if rule is not None:
            self._rules[action_id] = rule
        self._actions[action_id].setVisible(True)
        self._refresh_one(SPECS_BY_ID[action_id])

    def trigger(self, action_id: ActionId, *, origin: QObject | None = None) -> bool:
        """Carry an action out as if its menu entry were chosen. Returns False when it is disabled or nobody's."""
        self.refresh()
        action = self._actions[action_id]
        if not action.isEnabled() or action_id not in self._handlers:
            return False
        self._origin = origin
        try:
            action.trigger()
        finally:
            self._origin = None
        return True

    def attach(self, window: QObject) -> None:
        """Give a window (a QWidget) all shortcuts; every top-level window of the program needs this once."""
        window.addActions(list(self._actions.values()))  # type: ignore[attr-defined]  # QObject keeps QtWidgets out

    def why_not(self, action_id: ActionId) -> str | None:
        """Why the action is disabled now, as a sentence; None when it is enabled."""
        if action_id not in self._handlers:
            return translate("Reason", NOT_HERE)
        rule = self._rules.get(action_id)
        return self._missing(SPECS_BY_ID[action_id]) or (rule() if rule is not None else None)

    def set_icons(self, icon: Callable[[str], QIcon]) -> None:
        """Give every action its icon anew, after a change of the theme."""
        for spec in SPECS:
            if spec.icon:
                self._actions[spec.id].setIcon(icon(spec.icon))

    def refresh(self) -> None:
        """Ask again what is possible now."""
        for spec in SPECS:
            self._refresh_one(spec)

    def refresh_soon(self) -> None:
        """Ask again once the present events are through; cheap to call often."""
        if not self._refresh.isActive():
            self._refresh.start()

    # ---------------------------------------------------------------- how
    def _refresh_one(self, spec: Spec) -> None:
        why = self.why_not(spec.id)
        self._actions[spec.id].setEnabled(why is None)
        self._actions[spec.id].setToolTip(self._tip(spec, why))

    def _make(self, spec: Spec) -> QAction:
        action = QAction(translate("Actions", spec.text), self)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(spec.group is Group.GO or spec.group is Group.LOOK)
        action.setCheckable(spec.checkable)
        action.setVisible(False)
        action.triggered.connect(lambda _checked=False: self._carry_out(spec.id))
        return action

    def _carry_out(self, action_id: ActionId) -> None:
        handler = self._handlers.get(action_id)
        if handler is not None:
            handler()
            self.triggered.emit(action_id)

    def _listen(self) -> None:
        feed = self._context.feed
        for signal in (
            feed.reset,
            feed.agent_changed,
            feed.interaction_added,
            feed.interaction_changed,
            feed.interaction_removed,
            feed.offer_made,
            feed.offer_closed,
            feed.connection_changed,
            self._context.selection.changed,
        ):
            signal.connect(self.refresh_soon)

    def _missing(self, spec: Spec) -> str | None:
        needs = spec.needs
        if needs is Needs.NOTHING:
            return None
        if needs is not Needs.CHAT and not self._context.live:
            return translate("Reason", NOT_LIVE)
        if needs is Needs.OFFER and not self._context.replica.offers:
            return translate("Reason", NO_OFFER)
        if needs in {Needs.CHAT, Needs.VERB}:
            return self._missing_of_chat(spec)
        return None

    def _missing_of_chat(self, spec: Spec) -> str | None:
        chat = self._context.selected
        if chat is None:
            return translate("Reason", NO_CHAT)
        if spec.verb is None:
            return None
        reason = chat.capabilities.get(spec.verb, Reason.UNSUPPORTED)
        return None if reason is None else reason_words(reason)

    def _tip(self, spec: Spec, why: str | None) -> str:
        label = self._actions[spec.id].text().replace("&", "")
        keys = self._actions[spec.id].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        named = f"{label} ({keys})" if keys else label
        return f"{named}\n{why}" if why else named
