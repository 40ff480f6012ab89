"""Carrying out wishes on the GUI thread; every one ends in exactly one answer."""

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop_agent.lab.driver import hand, wishes
from desktop_agent.lab.driver.find import NotFound, find
from desktop_agent.lab.driver.read import outline, value, window_list

POLL_MS = 10
ACTIVE_MS = 3_000
"""How long a window may take to come to the front."""
HEARD_MS = 150
"""How long Qt on X11 takes a window for the active one after another program's has become it (100 ms, and some)."""
APPEAR_MS = 1_000
"""How long a hand waits for a place to appear, e.g. a menu that opens."""

Settle = Callable[[Any, str], None]
"""Called once with a result and an empty error, or with what went wrong."""


class Performer:
    """Does what a wish says and hands the answer to ``send``."""

    def __init__(self, send: Callable[[wishes.Answer], None], close: Callable[[], None]) -> None:
        """Args: close: asks the program to end as a person would."""
        self._send = send
        self._close = close

    def perform(self, wish: wishes.AnyWish) -> None:
        """Begin to carry out a wish. Never raises."""
        began = time.perf_counter()

        def settle(result: Any, error: str) -> None:
            ms = (time.perf_counter() - began) * 1_000
            self._send(wishes.Answer(id=wish.id, ok=not error, ms=round(ms, 1), result=result, error=error))

        try:
            self._begin(wish, settle)
        except Exception as problem:  # noqa: BLE001 - every failure is an answer
            settle(None, _words(problem))

    def _begin(self, wish: wishes.AnyWish, settle: Settle) -> None:
        match wish:
            case wishes.Click():
                steps = lambda: hand.click(find(wish.at), wish.button, wish.held, double=wish.double)  # noqa: E731
                self._hand(wish, wish.at, steps, settle)
            case wishes.Move():
                self._hand(wish, wish.at, lambda: hand.move(find(wish.at)), settle)
            case wishes.Drag():
                steps = lambda: hand.drag(find(wish.at), find(wish.to), button=wish.button, drop=wish.drop)  # noqa: E731
                self._hand(wish, wish.at, steps, settle)
            case wishes.Drop():
                self._play(hand.let_go(find(wish.at), wish.button), settle)
            case wishes.Key():
                self._hand(wish, None, lambda: hand.key(wish.keys), settle)
            case wishes.Write():
                self._write(wish, settle)
            case wishes.Wait():
                self._wait(wish, settle)
            case _:
                settle(self._at_once(wish), "")

    def _at_once(self, wish: wishes.AnyWish) -> Any:
        match wish:
            case wishes.Read():
                return value(find(wish.at, anywhere=wish.anywhere or wish.what == "visible"), wish.what)
            case wishes.Grab():
                return grab(wish)
            case wishes.Windows():
                return window_list()
            case wishes.Outline():
                return outline(find(wish.at).widget)
            case wishes.Put():
                put(find(wish.at).widget.window(), *wish.geometry)
                return None
            case wishes.About():
                return {"platform": QGuiApplication.platformName(), "pid": os.getpid(), "qt": qVersion()}
            case wishes.Quit():
                QTimer.singleShot(0, self._close)
                return None
        raise NotFound(f"cannot {type(wish).__name__}")

    # -------------------------------------------------------------- hand
    def _hand(
        self, wish: wishes.Gesture, path: str | None, steps: Callable[[], Iterable[hand.Step]], settle: Settle
    ) -> None:
        """Wait a moment for the place to appear, bring its window to the front, then look again and move the hand."""

        def there() -> QWidget:
            return find(path).widget.window() if path is not None else _front_window()

        self._soon(
            there, lambda window: self._active(wish, window, lambda: self._play(steps(), settle), settle), settle
        )

    def _soon(self, there: Callable[[], QWidget], then: Callable[[QWidget], None], settle: Settle) -> None:
        until = time.perf_counter() + APPEAR_MS / 1_000

        def look() -> None:
            try:
                then(there())
            except NotFound as missing:
                if time.perf_counter() > until or not missing.nothing:
                    settle(None, str(missing))
                else:
                    QTimer.singleShot(POLL_MS, look)
            except Exception as problem:  # noqa: BLE001 - every failure is an answer
                settle(None, _words(problem))

        look()

    def _active(self, wish: wishes.Gesture, window: QWidget, then: Callable[[], None], settle: Settle) -> None:
        until = time.perf_counter() + ACTIVE_MS / 1_000

        def look() -> None:
            try:
                if hand.is_front(window):
                    then()
                elif time.perf_counter() > until:
                    settle(None, f"the window {window.windowTitle()!r} does not come to the front")
                else:
                    QTimer.singleShot(POLL_MS, look)
            except Exception as problem:  # noqa: BLE001 - every failure is an answer
                settle(None, _words(problem))

        if wish.came_over and hand.takes_keys(window):
            hand.activate(window)
            QTimer.singleShot(HEARD_MS, look)
        elif hand.is_front(window):
            then()
        else:
            hand.activate(window)
            look()

    def _play(self, steps: Iterable[hand.Step], settle: Settle) -> None:
        hand.play(list(steps), lambda problem: settle(None, "" if problem is None else _words(problem)))

    def _write(self, wish: wishes.Write, settle: Settle) -> None:
        if wish.at is None:
            self._hand(wish, None, lambda: hand.write(wish.text), settle)
            return

        def after_click(_result: Any, error: str) -> None:
            if error:
                settle(None, error)
            else:
                self._play(hand.write(wish.text), settle)

        path = wish.at
        self._hand(wish, path, lambda: hand.click(find(path)), after_click)

    # -------------------------------------------------------------- waiting
    def _wait(self, wish: wishes.Wait, settle: Settle) -> None:
        until = time.perf_counter() + wish.timeout_ms / 1_000

        def look() -> None:
            try:
                fits, fact = check(wish)
            except Exception as problem:  # noqa: BLE001 - every failure is an answer
                settle(None, _words(problem))
                return
            if fits:
                settle(fact, "")
            elif time.perf_counter() > until:
                settle(None, f"not after {wish.timeout_ms} ms: {_wanted(wish)}; it is {_short(fact)}")
            else:
                QTimer.singleShot(POLL_MS, look)

        look()


def check(wish: wishes.Wait) -> tuple[bool, Any]:
    """Whether a fact is as wished, and the fact (or what is wrong with finding it)."""
    try:
        # What is to be missing may be missing together with its widget.
        fact = value(find(wish.at, anywhere=wish.lacks is not None), wish.what)
    except NotFound as missing:
        return (True, None) if wish.gone and missing.nothing else (False, str(missing))
    if wish.gone:
        return False, fact
    if wish.equals is not None:
        return fact == wish.equals, fact
    texts = fact if isinstance(fact, list) else [str(fact)]
    if wish.contains is not None and not any(wish.contains in str(text) for text in texts):
        return False, fact
    if wish.lacks is not None and any(wish.lacks in str(text) for text in texts):
        return False, fact
    return bool(fact) or wish.contains is not None or wish.lacks is not None, fact


def _wanted(wish: wishes.Wait) -> str:
    if wish.gone:
        return f"{wish.at!r} gone"
    for name in ("equals", "contains", "lacks"):
        wanted = getattr(wish, name)
        if wanted is not None:
            return f"{wish.what} of {wish.at!r} {name} {wanted!r}"
    return f"{wish.what} of {wish.at!r}"


def _short(fact: Any) -> str:
    text = str(fact)
    return text if len(text) < 1_500 else f"{text[:1_500]} …"


def _words(problem: Exception) -> str:
    return str(problem) if isinstance(problem, NotFound) else f"{type(problem).__name__}: {problem}"


def _front_window() -> QWidget:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup
    active = QApplication.activeWindow()
    if active is not None:
        return active
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible() and hand.takes_keys(window)]
    if len(shown) != 1:
        raise NotFound(f"no active window among {len(shown)}")
    return shown[0]


def grab(wish: wishes.Grab) -> str:
    """Save a picture; returns the file's name.

    Raises:
        NotFound: there is nothing to picture, or the file cannot be written.
    """
    if wish.at is None:
        picture = QGuiApplication.primaryScreen().grabWindow(0)
    else:
        place = find(wish.at)
        picture = place.widget.grab(place.rect)
    Path(wish.file).parent.mkdir(parents=True, exist_ok=True)
    if picture.isNull() or not picture.save(wish.file):
        raise NotFound(f"no picture could be written to {wish.file}")
    return wish.file


def put(window: QWidget, x: int, y: int, width: int, height: int) -> None:
    """Move and size a window so that its frame fits the rectangle."""
    window.showNormal()
    frame, inner = window.frameGeometry(), window.geometry()
    wide, high = frame.width() - inner.width(), frame.height() - inner.height()
    window.move(x, y)
    window.resize(width - wide, height - high)
