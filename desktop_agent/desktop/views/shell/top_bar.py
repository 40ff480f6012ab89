"""The top bar: own status, Team Communicator, My Messages, the agent's menu."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.messages import MessagesPresenter
from desktop_agent.desktop.presenters.shell import ShellPresenter
from desktop_agent.desktop.theme.tokens import GAP, ROW, SPACE
from desktop_agent.desktop.views.shell.status_button import StatusCorner
from desktop_agent.desktop.views.widgets.icon_button import IconButton
from desktop_agent.desktop.views.widgets.menu_button import MenuButton

SEARCH_LEAST = 120
_LOOKS = (ActionId.THEME_SYSTEM, ActionId.THEME_LIGHT, ActionId.THEME_DARK, ActionId.THEME_CONTRAST)
_ZOOMS = (ActionId.ZOOM_IN, ActionId.ZOOM_OUT, ActionId.ZOOM_RESET)


class TopBar(QWidget):
    """One row; everything here is always in the same place."""

    def __init__(
        self,
        context: DesktopContext,
        registry: ActionRegistry,
        presenter: ShellPresenter,
        messages: MessagesPresenter,
        search: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self._registry = registry
        self._presenter = presenter
        self._messages = messages
        self.status = StatusCorner(context, registry)
        self.search = search
        search.setMinimumWidth(SEARCH_LEAST)
        search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.left_drawer = self._drawer_button("drawer-left", self.tr("Interactions"), "top_bar.left")
        self.right_drawer = self._drawer_button("drawer-right", self.tr("Directory and case"), "top_bar.right")
        self.messages = IconButton("mail", messages.count_words(), text=" ")
        self.messages.setObjectName("messages_button")
        self.messages.clicked.connect(lambda: registry.trigger(ActionId.MY_MESSAGES, origin=self.messages))
        self.user = MenuButton("person", self.tr("You and this program"), self._fill_menu, text="   ")
        self.user.setObjectName("user_button")
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, SPACE, GAP, SPACE)
        row.setSpacing(GAP)
        for widget in (self.left_drawer, self.status):
            row.addWidget(widget)
        row.addWidget(search, 1)
        for widget in (self.messages, self.user, self.right_drawer):
            row.addWidget(widget)
        self.setMinimumHeight(ROW + GAP)
        messages.counted.connect(lambda _count: self._counted())
        context.feed.reset.connect(self._follow)
        context.feed.agent_changed.connect(self._follow)
        self._counted()
        self._follow()

    def set_compact(self, compact: bool) -> None:
        """Little room: side panes are drawers, channels are in the status menu."""
        self.left_drawer.setVisible(compact)
        self.right_drawer.setVisible(compact)
        self.status.set_compact(compact)

    def _drawer_button(self, name: str, words: str, object_name: str) -> IconButton:
        button = IconButton(name, words)
        button.setObjectName(object_name)
        button.hide()
        return button

    def _counted(self) -> None:
        count = self._messages.unread
        self.messages.setText(str(count) if count else "")
        self.messages.name(self._messages.count_words())
        font = self.messages.font()
        font.setBold(bool(count))
        self.messages.setFont(font)

    def _follow(self) -> None:
        self.user.setText(f"{self._presenter.initials}   ")
        self.user.name(
            self.tr("{name}: menu").format(name=self._presenter.user_words), self._presenter.user_words or " "
        )

    def _fill_menu(self, menu: QMenu) -> None:
        who = QAction(self._presenter.user_words, menu)
        who.setEnabled(False)
        menu.addAction(who)
        menu.addSeparator()
        for action_id in (ActionId.COMMAND_PALETTE, ActionId.MY_MESSAGES):
            menu.addAction(self._registry.action(action_id))
        menu.addSeparator()
        for action_ids in (_LOOKS, (*_ZOOMS, ActionId.RESET_LAYOUT), (ActionId.SETTINGS,)):
            for action_id in action_ids:
                menu.addAction(self._registry.action(action_id))
            menu.addSeparator()
        menu.addAction(self._registry.action(ActionId.LOG_OFF))
        menu.addAction(self._registry.action(ActionId.QUIT))
