"""Dialogs and menus that are awaited: every task goes on meanwhile."""

import asyncio

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from desktop_agent.desktop.bridge.dialogs import Choice, Question, QuestionDialog, WindowDialogs, chosen

QUESTION = Question(
    "Quit",
    "<b>Really</b> quit?",
    (Choice("stay", "Stay", default=True, cancel=True), Choice("leave", "Leave")),
)


def dialog() -> QuestionDialog | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, QuestionDialog) and w.isVisible()), None)


def ask(qloop, qtbot):
    task = qloop.create_task(WindowDialogs().ask(QUESTION))
    qtbot.waitUntil(lambda: dialog() is not None)
    return task


def test_a_chosen_button_is_the_answer_and_tasks_go_on(qloop, qtbot):
    ticks = []

    async def ticker():
        while True:
            ticks.append(1)
            await asyncio.sleep(0.001)

    ticking = qloop.create_task(ticker())
    task = ask(qloop, qtbot)
    before = len(ticks)
    qtbot.waitUntil(lambda: len(ticks) > before + 3)
    button = dialog().findChild(QPushButton, "choice.leave")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(task.done)
    assert task.result() == "leave"
    ticking.cancel()
    qtbot.waitUntil(ticking.done)


def test_escape_is_the_cancelling_choice(qloop, qtbot):
    task = ask(qloop, qtbot)
    qtbot.keyClick(dialog(), Qt.Key.Key_Escape)
    qtbot.waitUntil(task.done)
    assert task.result() == "stay"


def test_enter_is_the_default(qloop, qtbot):
    task = ask(qloop, qtbot)
    qtbot.keyClick(dialog(), Qt.Key.Key_Return)
    qtbot.waitUntil(task.done)
    assert task.result() == "stay"


def test_a_cancelled_wait_closes_the_dialog(qloop, qtbot):
    task = ask(qloop, qtbot)
    task.cancel()
    qtbot.waitUntil(task.done)
    assert dialog() is None


def test_markup_is_shown_as_it_is(qloop, qtbot):
    task = ask(qloop, qtbot)
    words = [label for label in dialog().children() if hasattr(label, "textFormat")]
    assert words[0].textFormat() is Qt.TextFormat.PlainText
    assert "<b>" in words[0].text()
    qtbot.keyClick(dialog(), Qt.Key.Key_Escape)
    qtbot.waitUntil(task.done)


def test_a_menu_is_awaited(qloop, qtbot):
    menu = QMenu()
    wanted = menu.addAction("one")
    menu.addAction("two")
    task = qloop.create_task(chosen(menu, QPoint(10, 10)))
    qtbot.waitUntil(menu.isVisible)
    menu.setActiveAction(wanted)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(task.done)
    assert task.result() is wanted


def test_a_menu_that_is_left_gives_nothing(qloop, qtbot):
    menu = QMenu()
    menu.addAction("one")
    task = qloop.create_task(chosen(menu, QPoint(10, 10)))
    qtbot.waitUntil(menu.isVisible)
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    qtbot.waitUntil(task.done)
    assert task.result() is None
