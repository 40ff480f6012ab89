"""Looks and zoom: put in force for the whole program, followed by icons; outlines are painted so that they are seen."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPushButton

from desktop_agent.desktop.theme.appearance import ZOOMS, Look
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.icons import icon, pixmap
from desktop_agent.desktop.theme.tokens import SCHEMES, Scheme
from desktop_agent.desktop.views.widgets.icon_button import IconButton
from tests.desktop.theme.test_contrast import ratio


def colours(image: QImage, area: QRect) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    }


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK, Look.CONTRAST])
def test_a_look_is_in_force_everywhere(appearance, look):
    appearance.set_look(look)
    assert tokens() is SCHEMES[Scheme(look)]
    assert QApplication.palette().window().color().name() == tokens().window


def test_an_unknown_look_is_the_systems():
    assert Look.named("purple") is Look.SYSTEM
    assert Look.named("dark") is Look.DARK


def test_zoom_goes_in_steps_and_stays_within_them(appearance, qtbot):
    before = QFontMetrics(QApplication.font()).height()
    with qtbot.waitSignal(appearance.changed):
        appearance.zoom_by(1)
    assert appearance.zoom == 110
    appearance.set_zoom(200)
    assert QFontMetrics(QApplication.font()).height() > before * 1.7
    appearance.zoom_by(5)
    assert appearance.zoom == ZOOMS[-1]
    appearance.zoom_by(-50)
    assert appearance.zoom == ZOOMS[0]


def test_icons_follow_the_look(appearance, qtbot):
    button = IconButton("transfer", "Transfer")
    qtbot.addWidget(button)
    seen = []
    for look in (Look.LIGHT, Look.DARK):
        appearance.set_look(look)
        QApplication.processEvents()
        picture = button.icon().pixmap(16, 16).toImage()
        seen.append({c for c in colours(picture, picture.rect()) if c != "#000000"})
        assert tokens().text in seen[-1] or any(ratio(c, tokens().window) > 4 for c in seen[-1])
    assert seen[0] != seen[1]


def test_every_icon_can_be_drawn(qapp):
    from desktop_agent.resources import resource

    names = [path.stem for path in resource("icons").glob("*.svg")]
    assert len(names) > 60
    for name in names:
        image = pixmap(name, 32).toImage()
        assert any(image.pixelColor(x, y).alpha() > 0 for x in range(32) for y in range(32)), name


def test_a_missing_icon_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK, Look.CONTRAST])
@pytest.mark.parametrize("make", [QPushButton, QLineEdit, QComboBox, QCheckBox])
def test_controls_have_an_outline_that_is_seen(appearance, qtbot, look, make):
    appearance.set_look(look)
    control = make()
    qtbot.addWidget(control)
    control.resize(80, 26)
    image = QImage(control.size(), QImage.Format.Format_RGB32)
    image.fill(QColor(tokens().window))
    control.render(image)
    strongest = max(ratio(colour, tokens().window) for colour in colours(image, image.rect()))
    assert strongest >= 2.9


def test_controls_are_high_enough_to_hit(appearance, qtbot):
    for control in (QPushButton("Accept"), QLineEdit(), QComboBox(), IconButton("close", "Close")):
        qtbot.addWidget(control)
        assert control.sizeHint().expandedTo(control.minimumSize()).height() >= 24
