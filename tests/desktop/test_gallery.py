"""Every view in every state of the gallery: it can be drawn, everything in it has a name and can be reached by keys."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop_agent.desktop.gallery import shows
from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.views.shell.window import MainWindow

SHOWS = shows()
REACHED = 400
"""More steps of Tab than any view has controls."""


def controls(widget: QWidget) -> list[QWidget]:
    """Everything one can come to with the keyboard or press, as it can be seen now."""
    found = [widget, *widget.findChildren(QWidget)]
    return [
        one
        for one in found
        if one.isVisible()
        and (one.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(one, QAbstractButton))
        and one.focusProxy() is None
        and one.objectName() not in {"qt_scrollarea_viewport", "qt_spinbox_lineedit"}
    ]


def accessible_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


@pytest.fixture
def shown(qloop, qtbot, appearance):
    made = []

    def make(show):
        app = QApplication.instance()
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if show.rtl else Qt.LayoutDirection.LeftToRight)
        desk = StillDesk(show.floor, offers=show.offers)
        made.append(desk)
        if show.live:
            desk.begin()
            qtbot.waitUntil(lambda: desk.live)
        widget = show.build(desk, appearance)
        made.append(widget)
        widget.resize(*(show.size or (1024, 700)))
        widget.show()
        if show.prepare is not None:
            done = qloop.create_future()
            qloop.call_later(0.1, done.set_result, None)
            qtbot.waitUntil(done.done)
            show.prepare(desk, widget)
        done = qloop.create_future()
        qloop.call_later(0.1, done.set_result, None)
        qtbot.waitUntil(done.done)
        return desk, widget

    yield make
    QApplication.instance().setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for one in made:
        if isinstance(one, StillDesk):
            one.quiet()
    for one in reversed(made):
        if isinstance(one, StillDesk):
            ended = qloop.create_task(one.aclose())
            qtbot.waitUntil(ended.done)
            assert one.errors == []
        else:
            (one.leave if isinstance(one, MainWindow) else one.hide)()
            one.deleteLater()


def test_there_are_pictures_of_every_room():
    rooms = {show.name.partition(".")[0] for show in SHOWS}
    assert rooms >= {"shell", "login", "interaction", "preview", "directory", "communicator"}
    assert len({show.name for show in SHOWS}) == len(SHOWS)


@pytest.mark.parametrize("show", SHOWS, ids=lambda show: show.name)
def test_everything_has_a_name_and_plain_text(shown, show):
    _, widget = shown(show)
    nameless = [f"{type(one).__name__} {one.objectName()!r}" for one in controls(widget) if not accessible_name(one)]
    assert nameless == []
    marked = [label.text() for label in widget.findChildren(QLabel) if label.textFormat() != Qt.TextFormat.PlainText]
    assert marked == []


@pytest.mark.parametrize(
    "show", [show for show in SHOWS if show.name in {"shell.full", "shell.empty", "login.error"}], ids=lambda s: s.name
)
def test_tab_reaches_everything(shown, show, qtbot):
    _, widget = shown(show)
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    wanted = {one for one in controls(widget) if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus}
    reached = set()
    for _ in range(REACHED):
        focus = QApplication.focusWidget()
        if focus is not None:
            reached.add(focus)
        widget.focusNextChild() if focus is None else focus.focusNextPrevChild(True)
    unreached = [f"{type(one).__name__} {one.objectName()!r} {accessible_name(one)!r}" for one in wanted - reached]
    assert unreached == []


def test_the_command_draws_pictures(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "desktop_agent.desktop.gallery", "--view", "shell.full", "--out", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    (picture,) = tmp_path.iterdir()
    assert picture.stat().st_size > 20_000


def test_an_unknown_picture_is_an_error(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "desktop_agent.desktop.gallery", "--view", "nothing", "--out", str(tmp_path)],
        capture_output=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 1
