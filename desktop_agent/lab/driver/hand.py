"""The hand: mouse and key events on a window's platform handle, one after the other by timers.

Each step is set off by a timer that was started before the step before it ran: a drag runs a loop of its own inside
the mouse move that began it, and the hand must go on meanwhile. Nothing here waits inside an asyncio task.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QKeyCombination, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_agent.lab.driver.find import NotFound, Place, describe

Step = tuple[int, Callable[[], None]]
"""Milliseconds to wait, then what to do."""

BUTTONS = {
    "left": Qt.MouseButton.LeftButton,
    "right": Qt.MouseButton.RightButton,
    "middle": Qt.MouseButton.MiddleButton,
}
MODIFIERS = {
    "ctrl": Qt.KeyboardModifier.ControlModifier,
    "shift": Qt.KeyboardModifier.ShiftModifier,
    "alt": Qt.KeyboardModifier.AltModifier,
}


def play(steps: list[Step], done: Callable[[Exception | None], None]) -> None:
    """Carry out steps in turn, then call ``done`` once, with what went wrong if something did."""
    over = False

    def finish(problem: Exception | None) -> None:
        nonlocal over
        if not over:
            over = True
            done(problem)

    def at(number: int) -> None:
        if over:
            return
        if number == len(steps):
            finish(None)
            return
        if number + 1 < len(steps):
            QTimer.singleShot(steps[number + 1][0], lambda: at(number + 1))
        try:
            steps[number][1]()
        except Exception as problem:  # noqa: BLE001 - every failure of a step goes to the driving side
            finish(problem)
            return
        if number + 1 == len(steps):
            QTimer.singleShot(0, lambda: at(number + 1))

    QTimer.singleShot(steps[0][0] if steps else 0, lambda: at(0))


@dataclass(frozen=True)
class Touch:
    """A place made ready for events: the window's handle and the point in it."""

    widget: QWidget
    handle: QWindow
    point: QPoint


def reach(place: Place) -> Touch:
    """Where on the window the hand would go.

    Raises:
        NotFound: disabled, hidden, or something else lies over it.
    """
    widget = place.widget
    if not widget.isVisible():
        raise NotFound(f"{describe(widget)} is not visible")
    if not widget.isEnabled():
        why = f": {widget.toolTip()}" if widget.toolTip() else ""
        raise NotFound(f"{describe(widget)} is disabled{why}")
    if place.entry is not None and not place.entry.isEnabled():
        raise NotFound(f"the entry {place.name!r} is disabled")
    point = place.point()
    on_screen = widget.mapToGlobal(point)
    window = widget.window()
    hit = window.childAt(window.mapFromGlobal(on_screen)) or window
    if not (
        hit is widget or widget.isAncestorOf(hit) or hit.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    ):
        raise NotFound(f"{describe(widget)} is covered by {describe(hit)}")
    return touch(widget, point)


def touch(widget: QWidget, point: QPoint) -> Touch:
    """A point of a widget on its window's handle."""
    window = widget.window()
    handle = window.windowHandle()
    if handle is None:
        raise NotFound(f"{describe(window)} has no window on the screen")
    return Touch(widget, handle, widget.mapTo(window, point))


def takes_keys(window: QWidget) -> bool:
    """Whether a window can come to the front and get the keyboard (a preview or a menu cannot)."""
    no_focus = window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    return not no_focus and window.windowType() not in {Qt.WindowType.Popup, Qt.WindowType.ToolTip}


def is_front(window: QWidget) -> bool:
    """Whether events may go to the window now."""
    return window.isActiveWindow() or not takes_keys(window)


def activate(window: QWidget) -> None:
    """Bring a window to the front as a click on it would; what takes no keys is left alone."""
    handle = window.windowHandle()
    if takes_keys(window) and handle is not None:
        handle.raise_()
        handle.requestActivate()


def modifiers(names: list[str]) -> Qt.KeyboardModifier:
    """Held keys by name."""
    held = Qt.KeyboardModifier.NoModifier
    for name in names:
        held |= MODIFIERS[name]
    return held


def click(place: Place, button: str = "left", held: list[str] | None = None, *, double: bool = False) -> Iterator[Step]:
    """Move there, press, release."""
    target = reach(place)
    pressed, keys = BUTTONS[button], modifiers(held or [])
    yield 0, lambda: QTest.mouseMove(target.handle, target.point)
    if double:
        yield 10, lambda: QTest.mouseDClick(target.handle, pressed, keys, target.point)
    else:
        yield 10, lambda: QTest.mousePress(target.handle, pressed, keys, target.point)
        yield 10, lambda: _release(target, pressed, keys)


def _release(target: Touch, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
    # A press may have closed its window (an entry of a menu does on release, a preview on press).
    try:
        QTest.mouseRelease(target.handle, button, keys, target.point)
    except RuntimeError:
        return


def move(place: Place) -> Iterator[Step]:
    """Move the pointer there."""
    target = reach(place)
    yield 0, lambda: QTest.mouseMove(target.handle, target.point)


def drag(source: Place, goal: Place, *, button: str = "left", drop: bool = True) -> Iterator[Step]:
    """Press on one place, move to the other, and let go there unless ``drop`` is False (then see ``let_go``)."""
    start, end = reach(source), touch(goal.widget, goal.point())
    pressed, keys = BUTTONS[button], Qt.KeyboardModifier.NoModifier
    away = start.point + QPoint(QApplication.startDragDistance() + 8, 6)
    middle = QPoint((start.point.x() + end.point.x()) // 2, (start.point.y() + end.point.y()) // 2)
    yield 0, lambda: QTest.mouseMove(start.handle, start.point)
    yield 20, lambda: QTest.mousePress(start.handle, pressed, keys, start.point)
    yield 30, lambda: QTest.mouseMove(start.handle, away)
    yield 80, lambda: QTest.mouseMove(start.handle, away + QPoint(4, 2))
    yield 60, lambda: QTest.mouseMove(start.handle, middle)
    yield 60, lambda: QTest.mouseMove(end.handle, end.point + QPoint(0, 2))
    yield 60, lambda: QTest.mouseMove(end.handle, end.point)
    if drop:
        yield 120, lambda: QTest.mouseRelease(end.handle, pressed, keys, end.point)
        yield 60, lambda: None
    else:
        yield 60, lambda: None


def let_go(goal: Place, button: str = "left") -> Iterator[Step]:
    """Let go what is being dragged."""
    end = touch(goal.widget, goal.point())
    yield 0, lambda: QTest.mouseRelease(end.handle, BUTTONS[button], Qt.KeyboardModifier.NoModifier, end.point)
    yield 60, lambda: None


def key_window() -> QWidget:
    """The window that gets keys: the open menu, else the active window.

    Raises:
        NotFound: no window is active.
    """
    window = QApplication.activePopupWidget() or QApplication.activeWindow()
    if window is None:
        raise NotFound("no window of this program is active")
    return window


def _key_handle() -> QWindow:
    handle = key_window().windowHandle()
    if handle is None:
        raise NotFound("the active window is not on the screen")
    return handle


def key(sequence: str) -> Iterator[Step]:
    """Press keys, e.g. ``Ctrl+T`` or ``Down``; several, one after the other, with commas between.

    Raises:
        NotFound: there is no such key.
    """
    keys = [QKeySequence(word, QKeySequence.SequenceFormat.PortableText) for word in sequence.split(", ")]
    for one in keys:
        combination: QKeyCombination = one[0]  # type: ignore[index]  # missing in the stubs
        if combination.key() == Qt.Key.Key_unknown:
            raise NotFound(f"no such key: {sequence!r}")
        yield 5, partial(_press, combination)


def _press(combination: QKeyCombination) -> None:
    QTest.keyClick(_key_handle(), combination.key(), combination.keyboardModifiers())


def write(text: str) -> Iterator[Step]:
    """Type text where the focus is: ASCII by keys, the rest as an input method commits it."""
    for piece in text:
        if piece == "\n":
            yield 1, lambda: QTest.keyClick(_key_handle(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        elif " " <= piece <= "~":
            yield 1, lambda piece=piece: QTest.keyClick(_key_handle(), piece)  # type: ignore[misc]
        else:
            yield 1, lambda piece=piece: _commit(piece)  # type: ignore[misc]


def _commit(text: str) -> None:
    receiver = QGuiApplication.focusObject()
    if receiver is None:
        raise NotFound("nothing has the keyboard focus")
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(receiver, event)
