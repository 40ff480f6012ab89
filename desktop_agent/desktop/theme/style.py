"""CalmStyle: Fusion with outlines that can be seen in every scheme, thin splitters, a mark on the current tab."""

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QLineEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionHeader,
    QStyleOptionSlider,
    QStyleOptionTab,
    QStyleOptionToolButton,
    QTabBar,
    QToolButton,
    QTreeView,
    QWidget,
)

from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.icons import pixmap

_P = QStyle.PrimitiveElement
_C = QStyle.ControlElement
_CC = QStyle.ComplexControl
_S = QStyle.StateFlag

OUTLINED = frozenset({_P.PE_PanelButtonCommand, _P.PE_PanelLineEdit, _P.PE_IndicatorCheckBox})
MARK = 2
EDGE = 4
"""Room at both ends of a tool button with words."""
APART = 6
"""Between its icon and its words."""
CELL = 8
"""Room at both ends of a table's headings and cells, so that they stand on the grid of everything above them."""
CLEAR = "_q_qlineeditclearaction"
"""How Qt calls the action of a field's button that empties it."""
ARROW = 9
SIGN = 14
"""Side of a small mark."""
THIN = 3
"""Groove that can be seen beside a scroll bar's handle."""
_SC = QStyle.SubControl
_ARROWS = {
    True: {_SC.SC_ScrollBarSubLine: "chevron-up", _SC.SC_ScrollBarAddLine: "chevron-down"},
    False: {_SC.SC_ScrollBarSubLine: "chevron-left", _SC.SC_ScrollBarAddLine: "chevron-right"},
}
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
        """Buttons, fields and check boxes get an outline on top; a branch is opened and closed by a clear mark."""
        if element == _P.PE_IndicatorBranch:
            _branch(painter, option, widget)
            return
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
        """Combo boxes get an outline on top; scroll bars are a handle that can be told from its groove."""
        if control == _CC.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            self._scroll_bar(option, painter, widget)
            return
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
        if element == _C.CE_Header and isinstance(option, QStyleOptionHeader):
            self._header(option, painter, widget)
            return
        if element == _C.CE_ToolButtonLabel and _has_words_beside(option):
            self._tool_button_label(option, painter)
            return
        super().drawControl(element, option, painter, widget)
        if element == _C.CE_TabBarTabShape and option.state & _S.State_Selected:
            _tab_mark(painter, option)

    def _scroll_bar(self, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None) -> None:
        """Nothing at all where there is nothing to scroll."""
        colours = tokens()
        painter.fillRect(option.rect, QColor(colours.base))
        if option.maximum <= option.minimum:
            return
        lively = option.state & (_S.State_MouseOver | _S.State_Sunken)
        lit = bool(lively) and option.activeSubControls == _SC.SC_ScrollBarSlider
        handle = self._part(option, _SC.SC_ScrollBarSlider, widget)
        along = option.orientation == Qt.Orientation.Vertical
        slim = handle.adjusted(THIN, 1, -THIN, -1) if along else handle.adjusted(1, THIN, -1, -THIN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.text if lit else colours.outline))
        radius = min(slim.width(), slim.height()) / 2
        painter.drawRoundedRect(QRectF(slim), radius, radius)
        painter.restore()
        for part, name in _ARROWS[along].items():
            rect = self._part(option, part, widget)
            size = min(rect.width(), rect.height(), SIGN)
            middle = Qt.AlignmentFlag.AlignCenter
            place = QStyle.alignedRect(Qt.LayoutDirection.LeftToRight, middle, QSize(size, size), rect)
            painter.drawPixmap(place.topLeft(), pixmap(name, size, colours.muted, painter.device().devicePixelRatio()))

    def _part(self, option: QStyleOptionSlider, part: QStyle.SubControl, widget: QWidget | None) -> QRect:
        return self.subControlRect(_CC.CC_ScrollBar, option, part, widget)  # type: ignore[arg-type]  # Qt takes None

    def _header(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        """Headings keep clear of the lines between them; the arrow of the sorting stands at their other end."""
        assert isinstance(option, QStyleOptionHeader)
        whole = QRect(option.rect)
        room = whole.adjusted(CELL, 0, -CELL, 0)
        self.drawControl(_C.CE_HeaderSection, option, painter, widget)
        option.rect = room
        self.drawControl(_C.CE_HeaderLabel, option, painter, widget)
        if option.sortIndicator != QStyleOptionHeader.SortIndicator.None_:
            at_right = bool(option.textAlignment & Qt.AlignmentFlag.AlignRight)
            side = Qt.AlignmentFlag.AlignLeft if at_right else Qt.AlignmentFlag.AlignRight
            middle = Qt.AlignmentFlag.AlignVCenter
            option.rect = QStyle.alignedRect(option.direction, side | middle, QSize(ARROW, ARROW), room)
            self.drawPrimitive(_P.PE_IndicatorHeaderArrow, option, painter, widget)
        option.rect = whole

    def _tool_button_label(self, option: QStyleOption, painter: QPainter) -> None:
        """Icon and words with room between them; Qt leaves two pixels."""
        assert isinstance(option, QStyleOptionToolButton)
        enabled = bool(option.state & _S.State_Enabled)
        shift = 1 if option.state & _S.State_Sunken else 0
        inner = option.rect.adjusted(EDGE, shift, -EDGE, shift)
        size = option.iconSize
        mode = QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
        state = QIcon.State.On if option.state & _S.State_On else QIcon.State.Off
        middle = Qt.AlignmentFlag.AlignVCenter
        place = QStyle.alignedRect(option.direction, Qt.AlignmentFlag.AlignLeft | middle, size, inner)
        option.icon.paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode, state)
        words = QStyle.visualRect(option.direction, inner, inner.adjusted(size.width() + APART, 0, 0, 0))
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        flags = int(side | middle | Qt.TextFlag.TextHideMnemonic)
        painter.setFont(option.font)
        self.drawItemText(painter, words, flags, option.palette, enabled, option.text, QPalette.ColorRole.ButtonText)


def _branch(painter: QPainter, option: QStyleOption, widget: QWidget | None) -> None:
    """The mark before what can be opened and closed, in the colour of the row's words."""
    if not option.state & _S.State_Children:
        return
    colours = tokens()
    lit = False
    if isinstance(widget, QTreeView):
        index = widget.indexAt(option.rect.center())
        lit = widget.hasFocus() and widget.selectionModel().isSelected(index)
    closed = "chevron-left" if option.direction == Qt.LayoutDirection.RightToLeft else "chevron-right"
    name = "chevron-down" if option.state & _S.State_Open else closed
    middle = Qt.AlignmentFlag.AlignCenter
    place = QStyle.alignedRect(Qt.LayoutDirection.LeftToRight, middle, QSize(SIGN, SIGN), option.rect)
    colour = colours.on_accent if lit else colours.muted
    painter.drawPixmap(place.topLeft(), pixmap(name, SIGN, colour, painter.device().devicePixelRatio()))


def _has_words_beside(option: QStyleOption) -> bool:
    return (
        isinstance(option, QStyleOptionToolButton)
        and option.toolButtonStyle == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        and not option.icon.isNull()
        and bool(option.text)
        and option.arrowType == Qt.ArrowType.NoArrow
    )


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
