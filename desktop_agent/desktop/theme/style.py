"""CalmStyle: Fusion with outlines that can be seen in every scheme, thin splitters, a mark on the current tab."""

from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionTab,
    QTabBar,
    QToolButton,
    QWidget,
)

from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.theme.current import tokens

_P = QStyle.PrimitiveElement
_C = QStyle.ControlElement
_CC = QStyle.ComplexControl
_S = QStyle.StateFlag

OUTLINED = frozenset({_P.PE_PanelButtonCommand, _P.PE_PanelLineEdit, _P.PE_IndicatorCheckBox})
MARK = 2
CLEAR = "_q_qlineeditclearaction"
"""How Qt calls the action of a field's button that empties it."""
RADIUS = 2.5


class CalmStyle(QProxyStyle):
    """Only what the palette cannot say; everything else is Fusion's."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def polish(self, target: Any) -> Any:
        """The buttons inside a field, which Qt makes without a name, get one."""
        result = super().polish(target)
        if isinstance(target, QToolButton) and not target.accessibleName():
            field = target.parent()
            if isinstance(field, QLineEdit):
                clears = target.defaultAction() is not None and target.defaultAction().objectName() == CLEAR
                target.setAccessibleName(translate("Style", "Clear") if clears else field.accessibleName())
        return result

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Buttons, fields and check boxes get an outline on top."""
        super().drawPrimitive(element, option, painter, widget)
        if element in OUTLINED and not (element == _P.PE_PanelLineEdit and _bare(widget)):
            _outline(painter, option.rect, option.state)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Combo boxes get an outline on top."""
        super().drawComplexControl(control, option, painter, widget)
        if control == _CC.CC_ComboBox:
            _outline(painter, option.rect, option.state)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Splitters are a thin line; the current tab has a mark in the accent colour."""
        if element == _C.CE_Splitter:
            _splitter(painter, option)
            return
        super().drawControl(element, option, painter, widget)
        if element == _C.CE_TabBarTabShape and option.state & _S.State_Selected:
            _tab_mark(painter, option)


def _outline(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    colours = tokens()
    if not state & _S.State_Enabled:
        colour = colours.line
    elif state & _S.State_HasFocus:
        colour = colours.focus
    else:
        colour = colours.outline
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colour))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.restore()


def _splitter(painter: QPainter, option: QStyleOption) -> None:
    rect = option.rect
    upright = bool(option.state & _S.State_Horizontal)
    hot = bool(option.state & (_S.State_MouseOver | _S.State_Sunken)) and bool(option.state & _S.State_Enabled)
    colour = QColor(tokens().accent if hot else tokens().line)
    if upright:
        painter.fillRect(rect.center().x(), rect.top(), 1, rect.height(), colour)
    else:
        painter.fillRect(rect.left(), rect.center().y(), rect.width(), 1, colour)


def _tab_mark(painter: QPainter, option: QStyleOption) -> None:
    if not isinstance(option, QStyleOptionTab):
        return
    rect = option.rect
    at_foot = option.shape in {QTabBar.Shape.RoundedSouth, QTabBar.Shape.TriangularSouth}
    top = rect.bottom() - MARK + 1 if at_foot else rect.top()
    painter.fillRect(rect.left() + 1, top, rect.width() - 2, MARK, QColor(tokens().accent))


def _bare(widget: QWidget | None) -> bool:
    """A field without a frame, as inside a spin box, has none."""
    frame = getattr(widget, "hasFrame", None)
    return callable(frame) and not frame()
