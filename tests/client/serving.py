"""The real server in a process of its own, which a test can kill and start again on the same port and database."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

FLOOR = """
[policy]
offer_ms = 20000
wrap_up_ms = 60000

[[skills]]
name = "Billing"

[[queues]]
name = "Billing"
number = "8101"
skill = "Billing"
open = true
keywords = ["invoice"]

[[queues]]
name = "Night desk"
number = "8102"
skill = "Night desk"
open = false

[[skills]]
name = "Night desk"

[[agents]]
user = "emma"
name = "Emma Marsh"
first_name = "Emma"
last_name = "Marsh"
number = "4100"
department = "Service"
email = "emma@service.example"
skills = ["Billing"]
capacity = 3

[[agents]]
user = "jana"
name = "Jana Brandt"
first_name = "Jana"
last_name = "Brandt"
number = "4101"
department = "Service"
email = "jana@service.example"
skills = []
capacity = 3

[[agents]]
user = "sofia"
name = "Sofia Rossi"
first_name = "Sofia"
last_name = "Rossi"
number = "4105"
department = "Service"
email = "sofia@service.example"
skills = []
capacity = 3
role = "supervisor"

[[reasons]]
code = "lunch"
name = "Lunch"

[[dispositions]]
code = "answered"
name = "Answered"
"""

START_S = 30.0


class ServerProcess:
    """``desktop-agent serve`` on a folder of its own.

    Attributes:
        url: the same after every start.
        credentials: user to password.
    """

    def __init__(self, folder: Path, floor: str = FLOOR) -> None:
        self.folder = folder
        self.url = ""
        self.credentials: dict[str, str] = {}
        self._floor = folder / "floor.toml"
        self._floor.write_text(floor, "utf-8")
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it accepts connections."""
        ready = self.folder / "ready.json"
        ready.unlink(missing_ok=True)
        credentials = self.folder / "credentials.json"
        command = [sys.executable, "-m", "desktop_agent", "serve", "--host", "127.0.0.1", "--port", str(self._port)]
        command += ["--database", str(self.folder / "agent.db"), "--floor", str(self._floor)]
        command += ["--credentials-file", str(credentials), "--ready-file", str(ready)]
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONUNBUFFERED": "1"}
            )
        until = time.monotonic() + START_S
        while not ready.exists():
            if self._process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"the server did not start:\n{self.log()[-3000:]}")
            try:
                self._process.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
        self.url = json.loads(ready.read_bytes())["url"]
        self._port = int(self.url.rpartition(":")[2])
        if credentials.exists():
            self.credentials = json.loads(credentials.read_bytes())

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it and wait for its end."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(number)
        return process.wait(20)

    def kill(self) -> None:
        """End it as a power cut does."""
        self.stop(signal.SIGKILL)

    def freeze(self, *, on: bool) -> None:
        """Stop it without ending it, or let it go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP if on else signal.SIGCONT)

    def log(self) -> str:
        """What it has written."""
        return (self.folder / "server.log").read_text("utf-8", "replace")
