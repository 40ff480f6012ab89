"""Pictures of the login."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_agent.client.platform.secrets import Secrets
from desktop_agent.client.platform.settings import Settings
from desktop_agent.desktop.presenters.login import LoginPresenter, Step
from desktop_agent.desktop.presenters.signing_in import SigningIn
from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.still.show import Show
from desktop_agent.desktop.theme.appearance import Appearance
from desktop_agent.desktop.views.login.window import LoginWindow

SIZE = (400, 330)


def window(desk: StillDesk, _appearance: Appearance) -> QWidget:
    """The login window; its server is the still one."""
    settings = Settings(None, environment={}, command_line={"server": "https://chat.example.com", "user": "emma"})
    presenter = LoginPresenter(settings)
    hand = SigningIn(presenter, settings, Secrets(), desk.tasks, lambda _server, _tokens: desk.backend)
    hand.persistent = False
    presenter.serve(hand)
    made = LoginWindow(presenter)
    presenter.setParent(made)
    return made


def _do(act: Callable[[LoginPresenter], object]) -> Callable[[StillDesk, QWidget], object]:
    def prepare(_desk: StillDesk, widget: QWidget) -> None:
        presenter = widget.findChild(LoginPresenter)
        assert isinstance(presenter, LoginPresenter)
        act(presenter)

    return prepare


SHOWS = [
    Show("login.first", window, live=False, size=SIZE),
    Show(
        "login.error",
        window,
        live=False,
        size=SIZE,
        prepare=_do(lambda one: one.failed.emit("User name or password is wrong.")),
    ),
    Show(
        "login.new_password",
        window,
        live=False,
        size=SIZE,
        prepare=_do(lambda one: one.step_changed.emit(Step.NEW_PASSWORD)),
    ),
    Show("login.rtl", window, live=False, size=SIZE, rtl=True),
]
