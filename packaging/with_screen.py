"""Run a command under a virtual screen: Xvfb on a free display, openbox as window manager; both end with the command.

``python with_screen.py [--size 2560x960] COMMAND ...`` returns the command's exit status. The screen listens on a Unix
socket only and takes nobody without its cookie.
"""

import argparse
import os
import secrets
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

FAMILY_WILD = 0xFFFF
"""Xauthority family that fits every display (libXau)."""

OPENBOX = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
  <placement><policy>Smart</policy></placement>
  <theme>
    <name>Clearlooks</name><titleLayout>NLIMC</titleLayout>
    <font place="ActiveWindow"><name>Sans</name><size>9</size></font>
    <font place="InactiveWindow"><name>Sans</name><size>9</size></font>
  </theme>
  <desktops><number>1</number></desktops>
  <mouse>
    <context name="Client">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
    </context>
  </mouse>
  <menu/>
</openbox_config>
"""


class ScreenError(Exception):
    """The screen could not be started; the message says what is missing."""


def write_cookie(path: Path) -> None:
    """Write an Xauthority file with a fresh cookie for every display."""
    name, cookie = b"MIT-MAGIC-COOKIE-1", secrets.token_bytes(16)
    record = struct.pack(">H", FAMILY_WILD)
    for part in (b"", b"", name, cookie):
        record += struct.pack(">H", len(part)) + part
    path.touch(mode=0o600)
    path.write_bytes(record)


def read_line(fd: int, seconds: float, what: str, process: subprocess.Popen[bytes]) -> str:
    """Wait for a line on a pipe.

    Raises:
        ScreenError: nothing came in time, or the process ended.
    """
    text = b""
    while not text.endswith(b"\n"):
        ready, _, _ = select.select([fd], [], [], seconds)
        chunk = os.read(fd, 64) if ready else b""
        if not chunk:
            raise ScreenError(f"{what} did not start (status {process.poll()})")
        text += chunk
    return text.decode().strip()


def start(command: list[str], pipe: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a helper away from the terminal's signals; its messages are of no interest."""
    return subprocess.Popen(
        command,
        pass_fds=(pipe,),
        env=environment,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a helper by its id."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def screen(size: str) -> Iterator[dict[str, str]]:
    """Start screen and window manager; yields the environment that leads there.

    Raises:
        ScreenError: a program is missing or does not start.
    """
    missing = [name for name in ("Xvfb", "openbox") if shutil.which(name) is None]
    if missing:
        raise ScreenError(f"not installed: {', '.join(missing)} (make system-deps)")
    with tempfile.TemporaryDirectory(prefix="screen-") as folder:
        cookie, settings = Path(folder, "cookie"), Path(folder, "openbox.xml")
        write_cookie(cookie)
        settings.write_text(OPENBOX, encoding="utf-8")
        environment = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
        environment["XAUTHORITY"] = str(cookie)
        environment["VIRTUAL_SCREEN"] = size
        helpers: list[subprocess.Popen[bytes]] = []
        door = Path(folder, "door")  # both helpers say here when they are ready
        os.mkfifo(door, 0o600)
        door_fd = os.open(door, os.O_RDWR)
        try:
            server = f"Xvfb -displayfd {door_fd} -screen 0 {size}x24 -nolisten tcp -noreset -dpi 96 -auth {cookie}"
            xvfb = start(server.split(), door_fd, environment)
            helpers.append(xvfb)
            environment["DISPLAY"] = f":{read_line(door_fd, 20, 'Xvfb', xvfb)}"
            manager = ["openbox", "--sm-disable", "--config-file", str(settings)]
            openbox = start([*manager, "--startup", f"sh -c 'echo ready >{door}'"], door_fd, environment)
            helpers.append(openbox)
            read_line(door_fd, 20, "openbox", openbox)
            yield environment
        finally:
            for helper in reversed(helpers):
                end(helper)
            os.close(door_fd)


def run(command: list[str], environment: dict[str, str]) -> int:
    """Run the command, hand signals on to it, return its status."""
    with subprocess.Popen(command, env=environment) as process:

        def hand_on(number: int, _frame: FrameType | None) -> None:
            process.send_signal(number)

        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, hand_on)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to the command as well
        return process.wait()


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--size", default="2560x960", help="of the screen in pixels")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    words = parser.parse_args()
    if not words.command:
        parser.error("no command")
    try:
        with screen(words.size) as environment:
            status = run(words.command, environment)
    except ScreenError as problem:
        print(f"with_screen: {problem}", file=sys.stderr)
        return 1
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main())
