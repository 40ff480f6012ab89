"""The virtual screen: the command's status, its environment, and nothing left over."""

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

SCRIPT = Path(__file__).parents[2] / "packaging" / "with_screen.py"


def run(*words: str, **more) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, SCRIPT, *words], capture_output=True, text=True, check=False, **more)


@pytest.mark.x11
def test_status_and_environment_reach_the_command():
    done = run("--size", "640x480", "sh", "-c", 'echo "$DISPLAY $VIRTUAL_SCREEN $XAUTHORITY"; exit 7')
    assert done.returncode == 7, done.stderr
    display, size, cookie = done.stdout.split()
    assert display.startswith(":")
    assert display != os.environ["DISPLAY"]
    assert size == "640x480"
    assert not Path(cookie).exists()


@pytest.mark.x11
def test_screen_and_window_manager_end_with_the_command():
    look = "import os, psutil; [print(p.pid, p.name()) for p in psutil.Process(os.getppid()).children()]"
    done = run(sys.executable, "-c", look)
    assert done.returncode == 0, done.stderr
    helpers = {int(line.split()[0]): line.split()[1] for line in done.stdout.splitlines()}
    assert {"Xvfb", "openbox"} <= set(helpers.values())
    assert [pid for pid in helpers if psutil.pid_exists(pid)] == []


def test_a_missing_program_is_named():
    done = run("true", env={"PATH": str(Path(sys.executable).parent)})
    assert done.returncode == 1
    assert "not installed: Xvfb, openbox" in done.stderr
