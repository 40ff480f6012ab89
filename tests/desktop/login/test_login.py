"""The login: what is missing, what is wrong, the password that must be changed, staying signed in."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop_agent.client.backends.port import Refusal, SignedOut, Unreachable
from desktop_agent.client.platform.secrets import Secrets
from desktop_agent.client.platform.settings import Settings
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.desktop.bridge.tasks import Supervisor
from desktop_agent.desktop.presenters.login import LoginPresenter
from desktop_agent.desktop.presenters.signing_in import SigningIn
from desktop_agent.desktop.still.backend import StillBackend
from desktop_agent.desktop.still.floor import NOW_MS, Floor, sample
from desktop_agent.desktop.views.login.window import LoginWindow
from desktop_agent.desktop.views.widgets.notice_bar import BarKind

SERVER = "http://127.0.0.1:4321"


class Keyring:
    """The system's keyring, as far as this program uses it; by its name it is trusted."""

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        self.kept.pop((service, username), None)


Keyring.__module__, Keyring.__qualname__ = "keyring.backends.SecretService", "Keyring"


class Door(StillBackend):
    """Lets in with one password; tells the desktop its tokens as the native backend does."""

    def __init__(self, on_tokens, *, must_change=False):
        super().__init__(sample(Floor.EMPTY).snapshot, now_ms=NOW_MS)
        self.on_tokens = on_tokens
        self.must_change = must_change

    async def sign_in(self, user, password):
        tokens = await super().sign_in(user, password)
        if password == "wrong":
            raise SignedOut(ErrorCode.WRONG_CREDENTIALS, "no")
        tokens = msgspec.structs.replace(tokens, must_change_password=self.must_change)
        self.on_tokens(tokens)
        return tokens

    async def resume(self, refresh_token):
        self._check()
        if refresh_token != "still":
            raise SignedOut(ErrorCode.UNAUTHENTICATED, "no")
        return await super().resume(refresh_token)


class World:
    """A login window with everything around it."""

    def __init__(self, qtbot, tmp_path, keyring=None, **settings):
        self.backends = []
        self.must_change = False
        self.down = False
        self.tasks = Supervisor(lambda name, error: pytest.fail(f"{name}: {error!r}"))
        self.settings = Settings(tmp_path / "settings.json", environment={}, command_line=settings)
        self.secrets = Secrets(find=lambda: keyring)
        self.presenter = LoginPresenter(self.settings)
        self.hand = SigningIn(self.presenter, self.settings, self.secrets, self.tasks, self.connect)
        self.presenter.serve(self.hand)
        self.window = LoginWindow(self.presenter)
        qtbot.addWidget(self.window)
        self.signed = []
        self.presenter.signed_in.connect(self.signed.append)

    def connect(self, server, on_tokens):
        backend = Door(on_tokens, must_change=self.must_change)
        if self.down:
            backend.fall(Unreachable("refused"))
        self.backends.append(backend)
        return backend

    def enter(self, server=SERVER, user="emma", password="secret"):
        for field, text in (
            (self.window.server, server),
            (self.window.user, user),
            (self.window.password, password),
        ):
            field.setText(text)


@pytest.fixture
def world(qtbot, qloop, tmp_path):
    made = []

    def make(**options):
        made.append(World(qtbot, tmp_path, **options))
        made[-1].window.show()
        return made[-1]

    yield make
    for one in made:
        ended = qloop.create_task(one.tasks.aclose(1))
        qtbot.waitUntil(ended.done)


def test_enter_signs_in_from_any_field(world, qtbot):
    one = world()
    one.enter()
    qtbot.keyClick(one.window.user, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(one.signed))
    assert one.signed[0].server == SERVER
    assert one.settings["server"] == SERVER
    assert one.settings["user"] == "emma"


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        ({"server": ""}, "Enter the address of the server."),
        ({"user": " "}, "Enter your user name."),
        ({"password": ""}, "Enter your password."),
        ({"server": "chat.example.com"}, "must look like https"),
        ({"server": "http://chat.example.com"}, "Only https"),
        ({"server": "https://u:p@chat.example.com"}, "must not hold a user"),
        ({"password": "wrong"}, "User name or password is wrong."),
    ],
)
def test_what_is_wrong_is_said(world, qtbot, entered, words):
    one = world()
    one.enter(**entered)
    qtbot.mouseClick(one.window.sign_in, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words in one.window.bar.text() and not one.presenter.busy)
    assert one.window.bar.kind is BarKind.ERROR
    assert one.signed == []


def test_a_server_that_is_not_there(world, qtbot):
    one = world()
    one.down = True
    one.enter()
    qtbot.keyClick(one.window.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "cannot be reached" in one.window.bar.text())
    assert SERVER in one.window.bar.text()
    qtbot.waitUntil(lambda: one.window.sign_in.isEnabled())
    one.down = False
    qtbot.keyClick(one.window.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(one.signed))


def test_the_connection_can_be_tested(world, qtbot):
    one = world()
    one.enter(password="")
    qtbot.mouseClick(one.window.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: one.window.bar.text() == "The server answers.")
    assert one.window.bar.kind is BarKind.SUCCESS
    one.down = True
    qtbot.waitUntil(one.window.test.isEnabled)
    qtbot.mouseClick(one.window.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "cannot be reached" in one.window.bar.text())


def test_a_password_that_must_be_changed(world, qtbot):
    one = world()
    one.must_change = True
    one.enter()
    qtbot.keyClick(one.window.password, Qt.Key.Key_Return)
    qtbot.waitUntil(one.window.new.isVisible)
    assert one.signed == []
    for new, again, words in (
        ("short", "short", "at least 12 characters"),
        ("long enough now", "long enough not", "differ"),
    ):
        one.window.new.setText(new)
        one.window.again.setText(again)
        qtbot.keyClick(one.window.again, Qt.Key.Key_Return)
        assert words in one.window.bar.text()
    one.backends[-1].refuse = Refusal(ErrorCode.INVALID, "x", detail={"field": "new"})
    one.window.again.setText("long enough now")
    qtbot.keyClick(one.window.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "(new)" in one.window.bar.text() and not one.presenter.busy)
    qtbot.keyClick(one.window.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(one.signed))
    assert one.backends[-1].asked[-1] == ("change_password", ("secret", "long enough now"))


def test_passwords_are_not_shown(world):
    one = world()
    for field in (one.window.password, one.window.new, one.window.again):
        assert field.echoMode() is QLineEdit.EchoMode.Password


def test_without_a_keyring_it_is_said(world, qloop, qtbot, caplog):
    one = world()
    assert not one.window.memory.isVisible()
    opened = qloop.create_task(one.hand.open())
    qtbot.waitUntil(opened.done)
    assert "you sign in at each start" in one.window.memory.text()
    assert one.window.memory.isVisible()


def resume(one, qloop, qtbot):
    opened = qloop.create_task(one.hand.open())
    qtbot.waitUntil(opened.done)
    task = qloop.create_task(one.hand.resume())
    qtbot.waitUntil(task.done)
    return task.result()


def test_staying_signed_in(world, qloop, qtbot):
    keyring = Keyring()
    one = world(keyring=keyring)
    assert resume(one, qloop, qtbot) is None
    assert not one.window.memory.isVisible()
    one.enter()
    qtbot.keyClick(one.window.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(one.signed) and bool(keyring.kept))
    again = world(keyring=keyring)
    signed = resume(again, qloop, qtbot)
    assert signed.server == SERVER


def test_a_token_that_is_good_no_more_is_forgotten(world, qloop, qtbot):
    keyring = Keyring()
    keyring.kept["desktop-agent", f"refresh-token emma {SERVER}"] = "old"
    one = world(keyring=keyring, server=SERVER, user="emma")
    assert resume(one, qloop, qtbot) is None
    assert keyring.kept == {}


def test_not_staying_signed_in_keeps_nothing(world, qloop, qtbot):
    keyring = Keyring()
    one = world(keyring=keyring)
    resume(one, qloop, qtbot)
    one.enter()
    one.window.remember.setChecked(False)
    qtbot.keyClick(one.window.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(one.signed))
    assert keyring.kept == {}
    assert one.settings["keep_signed_in"] is False


def test_a_fixed_server_is_not_asked_for(qtbot, qloop, tmp_path):
    policy = tmp_path / "policy.json"
    policy.write_text('{"server": "https://chat.example.com"}')
    settings = Settings(None, policy=policy, environment={})
    tasks = Supervisor(lambda name, error: None)
    presenter = LoginPresenter(settings)
    presenter.serve(SigningIn(presenter, settings, Secrets(find=lambda: None), tasks, lambda server, on: Door(on)))
    window = LoginWindow(presenter)
    qtbot.addWidget(window)
    window.show()
    assert not window.server.isVisible()
    window.user.setText("emma")
    window.password.setText("secret")
    with qtbot.waitSignal(presenter.signed_in) as seen:
        qtbot.keyClick(window.password, Qt.Key.Key_Return)
    assert seen.args[0].server == "https://chat.example.com"
    window.hide()


def test_escape_stops_and_then_leaves(world, qtbot):
    one = world()
    with qtbot.waitSignal(one.window.close_requested):
        qtbot.keyClick(one.window.password, Qt.Key.Key_Escape)
    assert one.window.isVisible()
    one.presenter.test(SERVER)
    assert one.presenter.busy
    qtbot.keyClick(one.window, Qt.Key.Key_Escape)
    assert not one.presenter.busy


def test_what_is_wished_before_the_tries_are_loaded_begins_then(qtbot, qloop):
    settings = Settings(None, environment={}, command_line={"server": SERVER})
    tasks = Supervisor(lambda name, error: None)
    presenter = LoginPresenter(settings)
    presenter.sign_in(SERVER, "emma", "secret", remember=False)
    assert presenter.busy
    with qtbot.waitSignal(presenter.signed_in):
        presenter.serve(SigningIn(presenter, settings, Secrets(find=lambda: None), tasks, lambda server, on: Door(on)))
    qtbot.waitUntil(lambda: not presenter.busy)


def test_the_first_paint_is_known(world, qloop, qtbot):
    one = world()
    painted = one.window.first_paint()
    qtbot.waitUntil(painted.done)
    assert one.window.first_paint().done()
