"""Processes of this package, started and ended cleanly: the server, the simulation, and whatever is driven."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Self

START_S = 30.0
END_S = 15.0


class ProcessFailed(Exception):
    """A process did not start, died or did not end; the message shows the end of its log."""


class Process:
    """One ``desktop-agent`` process with its log in a file.

    Attributes:
        log: file with what it printed on standard error (and standard output where that is not a pipe).
    """

    def __init__(self, name: str, words: list[str], folder: Path, *, pipes: bool = False) -> None:
        """Start it.

        Args:
            name: of the log file.
            words: what to call, see ``ours``.
            folder: for the log; is made. What the program keeps for its person is kept here as well.
            pipes: whether standard input and output are pipes to us.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.name = name
        self.log = folder / f"{name}.log"
        with self.log.open("ab") as log:
            self._process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603 - our own program
                words,
                stdin=subprocess.PIPE if pipes else subprocess.DEVNULL,
                stdout=subprocess.PIPE if pipes else log,
                stderr=log,
                env=_environment(folder),
                bufsize=0,
            )

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def status(self) -> int | None:
        """Exit status; None while it runs."""
        return self._process.poll()

    @property
    def pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """Its standard input and output.

        Raises:
            ProcessFailed: it was started without.
        """
        if self._process.stdin is None or self._process.stdout is None:
            raise ProcessFailed(f"{self.name} has no pipes")
        return self._process.stdin, self._process.stdout

    def ended(self, seconds: float) -> bool:
        """Wait for its end; whether it has come."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def signal(self, number: int) -> None:
        """Send a signal, e.g. ``SIGSTOP``."""
        self._process.send_signal(number)

    def kill(self) -> None:
        """End it without a word, as a crash would."""
        self._process.kill()
        self._process.wait()
        self._close_pipes()

    def stop(self) -> int:
        """Ask it to end, wait, and return its status; what does not end is killed.

        Raises:
            ProcessFailed: it had to be killed.
        """
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        in_time = self.ended(END_S)
        if not in_time:
            self.kill()
        self._close_pipes()
        if not in_time:
            raise ProcessFailed(f"{self.name} did not end within {END_S:.0f} s\n{self.tail()}")
        return self._process.returncode

    def tail(self, lines: int = 40) -> str:
        """The end of its log."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def _close_pipes(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def ours(*words: str) -> list[str]:
    """The command line of one of our own sub-commands."""
    return [sys.executable, "-m", "desktop_agent", *words]


def _environment(folder: Path) -> dict[str, str]:
    environment = dict(os.environ)
    environment["PYTHONUNBUFFERED"] = "1"
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        environment[f"XDG_{name}_HOME"] = str(folder.absolute() / "home" / name.lower())
    return environment


class ServerProcess(Process):
    """A routing server on a free loopback port with its store in a file.

    Attributes:
        url: where it answers.
        credentials: user to password of the accounts of the floor file.
    """

    def __init__(self, folder: Path, *, floor: Path | None = None, port: int = 0) -> None:
        """Start it and wait until it answers.

        Args:
            folder: for the store, the log and the files it writes; used again, the server goes on with its store.
            floor: floor file for a fresh store.
            port: 0 takes a free one.

        Raises:
            ProcessFailed: it does not come up.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.credentials_file = folder / "credentials.json"
        ready = folder / "ready.json"
        ready.unlink(missing_ok=True)
        words = ["serve", "--database", str(folder / "store.sqlite"), "--host", "127.0.0.1", "--port", str(port)]
        words += ["--ready-file", str(ready), "--credentials-file", str(self.credentials_file)]
        if floor is not None:
            words += ["--floor", str(floor)]
        super().__init__("server", ours(*words), folder)
        waited = 0.0
        while not ready.exists():
            if self.ended(0.02) or waited > START_S:
                if self.status is None:
                    self.kill()
                raise ProcessFailed(f"the server did not start (status {self.status})\n{self.tail()}")
            waited += 0.02
        self.url: str = json.loads(ready.read_text(encoding="utf-8"))["url"]
        found = self.credentials_file.read_text(encoding="utf-8") if self.credentials_file.exists() else "{}"
        self.credentials: dict[str, str] = json.loads(found)

    def sign_in_file(self, user: str) -> Path:
        """A file for ``desktop --sign-in`` with the account's user and password."""
        path = self.folder / f"sign-in-{user}.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps({"user": user, "password": self.credentials[user]}), encoding="utf-8")
        return path
