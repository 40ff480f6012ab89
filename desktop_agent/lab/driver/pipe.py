"""The pipe: lines from standard input to the GUI thread, answers to what was standard output."""

import os
import threading
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Qt, Signal

from desktop_agent.lab.driver.perform import Performer
from desktop_agent.lab.driver.wishes import Answer, AnyWish


class Pipe(QObject):
    """Reads in a thread, performs on the GUI thread, answers in one piece per line.

    Signals:
        wished: (bytes) a line came in; empty when the driving side has gone.
    """

    wished = Signal(bytes)

    def __init__(self, close: Callable[[], None], out: int) -> None:
        """Args: close: asks the program to end; out: file descriptor for the answers."""
        super().__init__()
        self._out = out
        self._close = close
        self._decoder = msgspec.json.Decoder(AnyWish)
        self._performer = Performer(self._send, close)
        self.wished.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._listen, name="driver", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def _listen(self) -> None:
        # Not sys.stdin: its lock, held by a daemon thread, aborts the interpreter's end.
        rest = b""
        while chunk := os.read(0, 65_536):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in filter(None, lines):
                self.wished.emit(line)
        self.wished.emit(b"")

    def _take(self, line: bytes) -> None:
        if not line:
            self._close()
            return
        try:
            wish = self._decoder.decode(line)
        except msgspec.DecodeError as problem:
            self._send(Answer(id=0, ok=False, ms=0.0, error=f"not a command: {problem}"))
            return
        self._performer.perform(wish)

    def _send(self, answer: Answer) -> None:
        data = msgspec.json.encode(answer) + b"\n"
        try:
            while data:
                data = data[os.write(self._out, data) :]
        except BrokenPipeError:
            self._close()


def reserve_output() -> int:
    """Keep standard output for the answers: what the program prints goes to standard error from now on."""
    out = os.dup(1)
    os.dup2(2, 1)
    return out
