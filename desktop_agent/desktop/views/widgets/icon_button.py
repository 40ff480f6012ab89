"""IconButton: a button with an icon, which cannot be made without a name."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from desktop_agent.desktop.theme.icons import icon
from desktop_agent.desktop.theme.tokens import ICON, TARGET
from desktop_agent.desktop.views.widgets.labels import plain_tooltip


class IconButton(QToolButton):
    """A flat button; its icon follows the scheme."""

    def __init__(self, name: str, accessible_name: str, parent: QWidget | None = None, *, text: str = "") -> None:
        """Args: name: of the icon. accessible_name: what it does; also the tooltip. text: beside the icon.

        Raises:
            ValueError: no accessible name.
        """
        super().__init__(parent)
        if not accessible_name.strip():
            raise ValueError(f"a button needs a name: {name}")
        self._icon = name
        self.setAutoRaise(True)
        self.setIconSize(QSize(ICON, ICON))
        self.setMinimumSize(TARGET, TARGET)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if text:
            self.setText(text)
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.name(accessible_name)
        self._tint()

    def name(self, accessible_name: str, tip: str = "") -> None:
        """Give another name (the tooltip goes with it)."""
        self.setAccessibleName(accessible_name)
        self.setToolTip(plain_tooltip(tip or accessible_name))

    def set_icon_name(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        """A new palette needs a new tint."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._tint()

    def _tint(self) -> None:
        self.setIcon(icon(self._icon))


class ActionButton(IconButton):
    """A button of a registered action: triggers it, is enabled with it, and says why when it is not."""

    def __init__(self, action: QAction, name: str, parent: QWidget | None = None, *, with_text: bool = False) -> None:
        """Args: action: of the registry. name: of the icon. with_text: show the action's text beside the icon."""
        label = action.text().replace("&", "")
        super().__init__(name, label, parent, text=label if with_text else "")
        self._action = action
        self._with_text = with_text
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        label = self._action.text().replace("&", "")
        if self._with_text:
            self.setText(label)
        self.name(label, self._action.toolTip())
        self.setEnabled(self._action.isEnabled())
