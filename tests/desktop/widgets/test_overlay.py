"""The panel over the window: it closes although what had the focus before is gone."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_agent.desktop.views.widgets.overlay import Overlay


def test_it_closes_although_the_button_that_had_the_focus_is_gone(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    layout = QVBoxLayout(host)
    button = QPushButton("Transfer", host)
    layout.addWidget(button)
    host.show()
    host.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    panel = Overlay(host)
    field = QLineEdit(panel)
    panel.open_panel(focus=field)
    qtbot.waitUntil(field.hasFocus)
    button.deleteLater()
    QCoreApplication.sendPostedEvents(button, QEvent.Type.DeferredDelete)
    panel.close_panel()
    assert not panel.isVisible()
