"""The driving side: a desktop in a process of its own, moved by commands through its pipe."""

import queue
import signal
import threading
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from desktop_agent.lab.driver import wishes
from desktop_agent.lab.processes import END_S, Process, ProcessFailed, ours

ANSWER_S = 15.0
"""How much longer than its own time limit a command may take to answer."""


class DriveError(AssertionError):
    """A command could not be carried out, or what was waited for did not come."""


class DrivenProgram(Process):
    """A program that understands the driver's commands. Places are paths, see ``lab.driver.find``."""

    _hand_in: ClassVar[int] = 0
    """Process id of the program that the hand was in last; 0 when a window has come or gone since."""

    def __init__(self, name: str, words: list[str], folder: Path) -> None:
        """Start it; see ``Process``."""
        super().__init__(name, words, folder, pipes=True)
        self._answers: queue.SimpleQueue[wishes.Answer | None] = queue.SimpleQueue()
        self._number = 0
        self.last_ms = 0.0
        self._reader = threading.Thread(target=self._read, name=f"answers of {name}", daemon=True)
        self._reader.start()
        DrivenProgram._hand_in = 0

    def _read(self) -> None:
        decoder = msgspec.json.Decoder(wishes.Answer)
        _, out = self.pipes
        with out:
            for line in iter(out.readline, b""):
                self._answers.put(decoder.decode(line))
        self._answers.put(None)

    def _ask(self, kind: type[wishes.Wish], *, seconds: float = ANSWER_S, **fields: Any) -> Any:
        self._number += 1
        number = self._number
        what = f"{kind.__name__.lower()} {fields}"
        try:
            self.pipes[0].write(msgspec.json.encode(kind(id=number, **fields)) + b"\n")
        except (BrokenPipeError, ValueError) as problem:
            raise DriveError(f"{self.name} has ended ({self.status}), cannot {what}\n{self.tail()}") from problem
        while True:
            try:
                answer = self._answers.get(timeout=seconds)
            except queue.Empty:
                raise DriveError(f"{self.name} does not answer: {what}\n{self.tail()}") from None
            if answer is None:
                self._answers.put(None)
                raise DriveError(f"{self.name} has ended during {what}\n{self.tail()}")
            if answer.id == number:
                break
        self.last_ms = answer.ms
        if not answer.ok:
            raise DriveError(f"{self.name}: {what}: {answer.error}")
        return answer.result

    def _do(self, kind: type[wishes.Gesture], **fields: Any) -> None:
        __tracebackhide__ = True
        came_over = DrivenProgram._hand_in != self.pid
        DrivenProgram._hand_in = self.pid
        self._ask(kind, came_over=came_over, **fields)

    # -------------------------------------------------------------- the hand
    def click(self, at: str, *, button: str = "left", held: tuple[str, ...] = ()) -> None:
        """Click a place."""
        self._do(wishes.Click, at=at, button=button, held=list(held))

    def double_click(self, at: str) -> None:
        """Double-click a place."""
        self._do(wishes.Click, at=at, double=True)

    def right_click(self, at: str) -> None:
        """Click a place with the right button."""
        self._do(wishes.Click, at=at, button="right")

    def move(self, at: str) -> None:
        """Move the pointer over a place."""
        self._do(wishes.Move, at=at)

    def drag(self, at: str, to: str, *, drop: bool = True) -> None:
        """Drag a thing onto another; without ``drop`` it hangs there until ``drop`` or the Escape key."""
        self._do(wishes.Drag, at=at, to=to, drop=drop)

    def drop(self, at: str) -> None:
        """Let go what hangs over a place."""
        self._do(wishes.Drop, at=at)

    def key(self, keys: str) -> None:
        """Press keys, e.g. ``Ctrl+T`` or ``Down, Return``."""
        self._do(wishes.Key, keys=keys)

    def write(self, text: str, at: str | None = None) -> None:
        """Type text where the focus is, or into a place after clicking it."""
        self._do(wishes.Write, text=text, at=at)

    # -------------------------------------------------------------- the eye
    def read(self, at: str, what: str = "text", *, anywhere: bool = False) -> Any:
        """One fact about a place, see ``lab.driver.read.value``; ``anywhere`` reads hidden widgets too."""
        return self._ask(wishes.Read, at=at, what=what, anywhere=anywhere)

    def texts(self, at: str) -> list[str]:
        """Everything that can be read in a place."""
        found: list[str] = self.read(at, "texts")
        return found

    def rows(self, at: str) -> list[str]:
        """The rows of a list or table."""
        found: list[str] = self.read(at, "rows")
        return found

    def wait(
        self,
        at: str,
        what: str = "visible",
        *,
        equals: Any = None,
        contains: str | None = None,
        lacks: str | None = None,
        seconds: float = 10.0,
    ) -> Any:
        """Wait until a fact is as wished; returns the fact.

        Raises:
            DriveError: not within ``seconds``; says what it was instead.
        """
        return self._ask(
            wishes.Wait,
            seconds=seconds + ANSWER_S,
            at=at,
            what=what,
            equals=equals,
            contains=contains,
            lacks=lacks,
            timeout_ms=int(seconds * 1_000),
        )

    def wait_gone(self, at: str, *, seconds: float = 10.0) -> None:
        """Wait until nothing visible is called that."""
        self._ask(wishes.Wait, seconds=seconds + ANSWER_S, at=at, gone=True, timeout_ms=int(seconds * 1_000))

    def sees(self, at: str) -> bool:
        """Whether something visible is called that now."""
        try:
            return bool(self.read(at, "geometry"))
        except DriveError:
            return False

    def grab(self, file: Path, at: str | None = None) -> Path:
        """Save a picture of a place, or of the whole screen."""
        self._ask(wishes.Grab, file=str(file.absolute()), at=at)
        return file

    def windows(self) -> list[dict[str, Any]]:
        """The visible windows: class, name, title, active, geometry."""
        found: list[dict[str, Any]] = self._ask(wishes.Windows)
        return found

    def outline(self, at: str) -> str:
        """The visible widgets of a place, indented."""
        return "\n".join(self._ask(wishes.Outline, at=at))

    def put(self, at: str, x: int, y: int, width: int, height: int) -> None:
        """Place a window so that its frame fills the rectangle."""
        self._ask(wishes.Put, at=at, geometry=(x, y, width, height))

    @property
    def platform(self) -> str:
        """Qt's platform: ``xcb``, ``offscreen`` …"""
        return str(self._ask(wishes.About)["platform"])

    # -------------------------------------------------------------- the end
    def kill(self) -> None:
        """End it without a word, as a crash would."""
        self.signal(signal.SIGKILL)
        self.ended(END_S)
        self._reader.join(END_S)  # it closes the pipe that it reads
        super().kill()
        DrivenProgram._hand_in = 0

    def quit(self) -> int:
        """Close it as a person would; returns the exit status.

        Raises:
            ProcessFailed: it did not end in time.
        """
        if self.status is None:
            self._ask(wishes.Quit)
        DrivenProgram._hand_in = 0
        if not self.ended(END_S):
            tail = self.tail()
            self.kill()
            raise ProcessFailed(f"{self.name} did not end within {END_S:.0f} s after closing\n{tail}")
        status = self.stop()
        self._reader.join(5)
        return status


class DrivenDesktop(DrivenProgram):
    """An agent's desktop, signed in."""

    def __init__(self, user: str, *, url: str, sign_in: Path | None, folder: Path, profile: str = "") -> None:
        """Start it and wait for its window.

        Args:
            user: for the names of files.
            url: of the server.
            sign_in: file with user and password; None shows the login window.
            folder: for log and profile; used again, the desktop comes back as it was.
            profile: name of the profile, the user when left out.
        """
        words = ["desktop", "--drive", "--server", url, "--profile", profile or f"driven-{user}"]
        if sign_in is not None:
            words += ["--sign-in", str(sign_in)]
        super().__init__(f"desktop-{user}", ours(*words), folder)
        self.user = user
