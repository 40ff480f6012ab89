"""HandKeys: the keys of the search box and of the fields at the foot, which act on the list without leaving the box."""

from collections.abc import Iterable
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit
from shiboken6 import isValid


class Hand(Protocol):
    """What the keys do; the panel."""

    def step(self, rows: int) -> None:
        """Up or down."""

    def page(self, direction: int) -> None:
        """A page up or down."""

    def edge(self, *, last: bool) -> None:
        """To the first or last."""

    def enter(self) -> None:
        """The default action."""

    def open_menu(self) -> None:
        """The current row's menu."""

    def back_out(self) -> None:
        """One step back."""

    def isVisible(self) -> bool:
        """Whether there is a list to act on."""


_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_EDGES = {Qt.Key.Key_Home: False, Qt.Key.Key_End: True}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class HandKeys(QObject):
    """Watches the keys of some line edits; the first of them is the search box."""

    def __init__(self, hand: Hand, box: QLineEdit, fields: Iterable[QLineEdit]) -> None:
        """Args: hand: owns this. box: the search box. fields: those at the foot."""
        super().__init__(cast("QObject", hand))
        self._hand = hand
        self._box = box
        for edit in (box, *fields):
            edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that belong to the list; all others type."""
        if not isValid(self._hand) or not self._hand.isVisible():
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._key(cast("QLineEdit", watched), cast("QKeyEvent", event))
        if event.type() == QEvent.Type.ContextMenu and watched is self._box:
            return cast("QContextMenuEvent", event).reason() is QContextMenuEvent.Reason.Keyboard
        return False

    def _key(self, edit: QLineEdit, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        if plain and key in _STEPS:
            self._hand.step(_STEPS[key])
        elif plain and key in _PAGES:
            self._hand.page(_PAGES[key])
        elif modifiers == Qt.KeyboardModifier.ControlModifier and key in _EDGES:
            self._hand.edge(last=_EDGES[key])
        elif plain and key in _ENTER:
            if not event.isAutoRepeat():
                self._hand.enter()
        elif plain and key == Qt.Key.Key_Escape:
            self._hand.back_out()
        elif self._wants_menu(edit, key, modifiers):
            self._hand.open_menu()
        else:
            return False
        return True

    def _wants_menu(self, edit: QLineEdit, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if edit is not self._box:
            return False
        if key == Qt.Key.Key_Menu or (key == Qt.Key.Key_F10 and modifiers == Qt.KeyboardModifier.ShiftModifier):
            return True
        rtl = edit.layoutDirection() == Qt.LayoutDirection.RightToLeft
        onward = Qt.Key.Key_Left if rtl else Qt.Key.Key_Right
        at_end = edit.cursorPosition() == len(edit.text()) and not edit.hasSelectedText()
        return key == onward and modifiers == Qt.KeyboardModifier.NoModifier and at_end
