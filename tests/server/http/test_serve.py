"""``desktop-agent serve`` as a person starts it: a process of its own."""

import json
import signal
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from desktop_agent.resources import resource

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


class Process:
    """A server process with its output."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.ready_file = folder / "ready.json"
        command = [sys.executable, "-m", "desktop_agent", "serve", "--database", str(folder / "server.db")]
        self.process = subprocess.Popen(
            [*command, "--port", "0", "--ready-file", str(self.ready_file), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        self._listening = threading.Event()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line)
            if line.startswith("Desktop Agent server on "):
                self._listening.set()
        self._listening.set()

    @property
    def url(self) -> str:
        assert self._listening.wait(30)
        assert self.process.poll() is None, self.output
        return json.loads(self.ready_file.read_text())["url"]

    @property
    def output(self) -> str:
        return "".join(self.lines)

    def end(self, number: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(15)
        self._reader.join(5)
        self.process.stdout.close()
        return status


@pytest.fixture
def start(tmp_path):
    started = []

    def make(*words: str) -> Process:
        started.append(Process(tmp_path, *words))
        return started[-1]

    yield make
    for process in started:
        process.end(signal.SIGKILL)


def run(*words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "desktop_agent", "serve", *words],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.returncode, done.stderr


def test_the_demo_floor_serves_and_ends_in_time_with_everybody_sent_away(start, tmp_path):
    credentials = tmp_path / "credentials.json"
    server = start("--floor", str(resource("demo", "floor.toml")), "--credentials-file", str(credentials))
    url = server.url
    assert json.loads(server.ready_file.read_text())["pid"] == server.process.pid
    passwords = json.loads(credentials.read_text())
    assert len(passwords) == 31
    assert len(set(passwords.values())) == 31
    for path in (credentials, tmp_path / "server.db", tmp_path / "server.db.lock"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    with httpx.Client(base_url=f"{url}/api/v1", trust_env=False, timeout=20) as client:
        tokens = client.post("/login", json={"user": "emma", "password": passwords["emma"]}).json()
        assert not tokens["must_change_password"]
        client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        session = client.post("/sessions", json={"client": "test"}).json()
        client.headers["X-Session-Id"] = session["session_id"]
        headers = {"Accept": "text/event-stream"}
        with client.stream("GET", "/events", params={"after": session["cursor"]}, headers=headers) as stream:
            lines = stream.iter_lines()
            while "caught_up" not in next(lines):
                pass
            server.process.send_signal(signal.SIGTERM)
            rest = "\n".join(lines)
        assert '"goaway"' in rest
    assert server.process.wait(10) == 0
    assert server.end() == 0
    assert not server.ready_file.exists()
    assert passwords["emma"] not in server.output
    assert tokens["access_token"] not in server.output


def test_the_log_has_one_record_a_command_and_nothing_anybody_wrote(start, tmp_path):
    credentials = tmp_path / "credentials.json"
    server = start("--floor", str(resource("demo", "floor.toml")), "--credentials-file", str(credentials))
    with httpx.Client(base_url=f"{server.url}/api/v1", trust_env=False) as client:
        body = {"queue": "Billing", "name": "Canary Name", "subject": "canary subject", "text": "canary text"}
        chat = client.post("/customer/chats", json=body, headers={"Idempotency-Key": "gesture-7"}).json()
        client.headers["Authorization"] = f"Bearer {chat['token']}"
        path = f"/customer/chats/{chat['chat']['id']}/messages"
        assert client.post(path, json={"text": "canary line"}, headers={"Idempotency-Key": "gesture-8"}).is_success
        client.post(path, content=b'{"text": "canary broken', headers={"Idempotency-Key": "gesture-9"})
    assert server.end(signal.SIGINT) == 0
    assert "canary" not in server.output.lower()
    assert chat["token"] not in server.output
    assert sum("gesture-8" in line for line in server.lines) == 1
    assert sum("gesture-7" in line for line in server.lines) == 1


def test_first_start_prints_one_password_that_must_be_changed(start):
    server = start()
    url = server.url
    (line,) = [line for line in server.lines if line.startswith("First start.")]
    user, password = line.split()[5], line.split()[9]
    with httpx.Client(base_url=f"{url}/api/v1", trust_env=False) as client:
        tokens = client.post("/login", json={"user": user, "password": password}).json()
        assert tokens["must_change_password"]
        client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        refused = client.post("/sessions", json={})
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
        assert client.post("/password", json={"old": password, "new": "now it is my own"}).is_success
        renewed = client.post("/login/refresh", json={"refresh_token": tokens["refresh_token"]}).json()
        assert not renewed["must_change_password"]
        client.headers["Authorization"] = f"Bearer {renewed['access_token']}"
        assert client.post("/sessions", json={}).status_code == 201
    assert server.end() == 0


def test_a_second_server_on_the_same_file_is_refused(start, tmp_path):
    server = start()
    assert server.url
    status, words = run("--database", str(tmp_path / "server.db"), "--port", "0")
    assert status == 1
    assert "is in use by another program" in words
    assert server.end() == 0


def test_killed_and_started_again_everything_is_there(start, tmp_path):
    credentials = tmp_path / "credentials.json"
    floor = ("--floor", str(resource("demo", "floor.toml")), "--credentials-file", str(credentials))
    first = start(*floor)
    with httpx.Client(base_url=f"{first.url}/api/v1", trust_env=False) as client:
        body = {"queue": "Billing", "name": "Amir", "text": "still here?"}
        chat = client.post("/customer/chats", json=body, headers={"Idempotency-Key": "k"}).json()
    first.process.kill()
    first.end()
    second = start(*floor)
    with httpx.Client(base_url=f"{second.url}/api/v1", trust_env=False) as client:
        client.headers["Authorization"] = f"Bearer {chat['token']}"
        again = client.get(f"/customer/chats/{chat['chat']['id']}").json()
    assert again["messages"] == chat["messages"]
    assert second.end() == 0


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--host", "0.0.0.0"), 2, "passwords would travel unprotected"),
        (("--workers", "4"), 2, "cannot be used with SQLite"),
        (("--tls-certificate", "/nowhere.pem"), 2, "belong together"),
        (("--tls-certificate", "/nowhere.pem", "--tls-key", "/nowhere.key"), 2, "there is no such file"),
        (("--port", "70000"), 2, "must be 0 to 65535"),
        (("--frame-ancestors", "javascript:alert(1)"), 2, "must look like"),
        (("--frame-ancestors", "https://a.example; script-src *"), 2, "must look like"),
        (("--floor", "/nowhere.toml"), 2, "cannot be read"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(tmp_path, words, status, said):
    given, output = run("--database", str(tmp_path / "x.db"), *words)
    assert (given, said in output) == (status, True), output
    assert "Traceback" not in output
    assert not (tmp_path / "x.db").exists()


def test_a_port_that_is_taken(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, output = run("--database", str(tmp_path / "x.db"), "--port", str(taken.getsockname()[1]))
    assert status == 1
    assert "Address already in use" in output
    assert "Traceback" not in output


def test_a_data_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    status, output = run("--database", str(tmp_path / "file" / "x.db"), "--port", "0")
    assert status == 1
    assert str(tmp_path / "file") in output
    assert "Traceback" not in output


def test_a_floor_that_needs_a_credentials_file_changes_nothing_without(tmp_path):
    status, output = run(
        "--database", str(tmp_path / "x.db"), "--port", "0", "--floor", str(resource("demo", "floor.toml"))
    )
    assert status == 1
    assert "--credentials-file is needed" in output
    assert (tmp_path / "x.db").stat().st_size > 0
    done = subprocess.run(
        [sys.executable, "-m", "desktop_agent", "admin", "--database", str(tmp_path / "x.db"), "list-agents"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
