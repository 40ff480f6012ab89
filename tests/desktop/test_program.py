"""The life of the program: login, work, log off, displaced, leave; nothing left running."""

import argparse
import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_agent.client.platform.paths import profile_paths
from desktop_agent.client.platform.settings import Settings
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.bridge.dialogs import QuestionDialog
from desktop_agent.desktop.options import Options, OptionsRefused, add_arguments, read_options
from desktop_agent.desktop.program import Program
from desktop_agent.desktop.still.backend import StillBackend
from desktop_agent.desktop.still.floor import NOW_MS, Floor, sample
from desktop_agent.desktop.views.login.window import LoginWindow
from desktop_agent.desktop.views.shell.window import MainWindow

SERVER = "http://127.0.0.1:4321"
pytestmark = pytest.mark.usefixtures("caplog")  # without a keyring it says so in the log


def shown(kind):
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


class World:
    def __init__(self, qloop, qtbot, tmp_path, appearance, monkeypatch, credentials, floor):
        self.backends = []
        self.qtbot = qtbot
        paths = profile_paths("test", root=tmp_path)
        options = Options(profile="test", credentials=credentials, settings={}, scale=None)
        settings = Settings(paths.settings, environment={}, command_line={"server": SERVER})
        self.paths = paths
        self.program = Program(options, settings, paths, appearance)
        self.floor = floor
        monkeypatch.setattr(self.program, "connect", self.connect)
        monkeypatch.setattr("desktop_agent.client.platform.secrets._chosen", lambda: None)
        if credentials is None:
            self.program.show_login()
        self.task = qloop.create_task(self.program.main())

    def connect(self, server, on_tokens):
        made = sample(self.floor)
        self.backends.append(StillBackend(made.snapshot, now_ms=NOW_MS, targets=made.targets, statuses=made.statuses))
        return self.backends[-1]

    def until(self, kind):
        self.qtbot.waitUntil(lambda: shown(kind) is not None)
        return shown(kind)

    def live(self):
        window = self.until(MainWindow)
        self.qtbot.waitUntil(lambda: window._context.live)
        return window

    def log_in(self):
        window = self.until(LoginWindow)
        window.server.setText(SERVER)
        window.user.setText("emma")
        window.password.setText("secret")
        self.qtbot.keyClick(window.password, Qt.Key.Key_Return)

    def ended(self):
        self.qtbot.waitUntil(self.task.done)
        assert shown(MainWindow) is None
        assert shown(LoginWindow) is None
        return self.task.result()


@pytest.fixture
def world(qloop, qtbot, tmp_path, appearance, monkeypatch):
    made = []

    def make(credentials=None, floor=Floor.EMPTY):
        made.append(World(qloop, qtbot, tmp_path, appearance, monkeypatch, credentials, floor))
        return made[-1]

    yield make
    for one in made:
        one.program.leave()
        qtbot.waitUntil(one.task.done)


def test_closing_the_login_ends_the_program(world):
    one = world()
    one.until(LoginWindow).close()
    assert one.ended() == 0


def test_signing_in_working_and_closing(world):
    one = world()
    one.log_in()
    window = one.live()
    assert shown(LoginWindow) is None
    window.close()
    assert one.ended() == 0
    assert (one.paths.config / "layout-agent-emma.json").is_file()
    assert ("sign_out", None) not in one.backends[-1].asked


def test_logging_off_goes_back_to_the_login_and_in_again(world):
    one = world()
    one.log_in()
    window = one.live()
    window._registry.trigger(ActionId.LOG_OFF)
    one.until(LoginWindow)
    assert ("sign_out", None) in one.backends[-1].asked
    one.log_in()
    one.live().close()
    assert one.ended() == 0


def test_a_file_skips_the_login(world, tmp_path):
    path = tmp_path / "emma.json"
    path.write_text(json.dumps({"user": "emma", "password": "secret"}))
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    options = read_options(parser.parse_args(["--sign-in", str(path)]))
    one = world(options.credentials)
    one.live()
    one.program.leave()
    assert one.ended() == 0
    assert one.backends[0].asked[0] == ("sign_in", ("emma", "secret"))


@pytest.mark.parametrize("content", [None, "", "[]", '{"user": "emma"}'])
def test_a_bad_file_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "emma.json"
    if content is not None:
        path.write_text(content)
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    with pytest.raises(OptionsRefused, match="sign-in file"):
        read_options(parser.parse_args(["--sign-in", str(path)]))


def test_displaced_and_in_again(world, qtbot):
    one = world()
    one.log_in()
    window = one.live()
    one.backends[-1].displace()
    qtbot.waitUntil(window.final.isVisible)
    qtbot.mouseClick(window.final.again, Qt.MouseButton.LeftButton)
    one.log_in()
    one.live().close()
    assert one.ended() == 0


def test_with_open_chats_it_asks_first(world, qtbot):
    one = world(floor=Floor.FULL)
    one.log_in()
    window = one.live()
    window.close()
    dialog = one.until(QuestionDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown(QuestionDialog) is None)
    assert window.isVisible()
    window.close()
    dialog = one.until(QuestionDialog)
    button = next(b for b in dialog.findChildren(object) if b.objectName() == "choice.leave")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert one.ended() == 0


def test_leaving_before_anything_was_shown(world):
    one = world()
    one.program.leave()
    assert one.ended() == 0


def test_only_qt_is_imported_before_the_first_paint(tmp_path):
    code = """
import argparse, os, sys
import desktop_agent.desktop.main as main

def attach(close):
    from desktop_agent.desktop.views.login.window import LoginWindow

    def paint(self, event):
        heavy = ("httpx", "keyring", "msgspec", "rapidfuzz", "truststore", "platformdirs")
        print([name for name in heavy if name in sys.modules], flush=True)
        os._exit(0)

    LoginWindow.paintEvent = paint

parser = argparse.ArgumentParser()
main.add_arguments(parser)
main.start(parser.parse_args([]), attach=attach)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path)},
    )
    assert done.stdout == "['platformdirs']\n", done.stderr
