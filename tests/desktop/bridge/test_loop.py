"""The whole program begins and ends in one way, in a process of its own."""

import subprocess
import sys
import textwrap

START = """
import asyncio, signal, sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
app.setQuitOnLastWindowClosed(False)
from desktop_agent.desktop.bridge.loop import run
"""


def child(body: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", START + textwrap.dedent(body)], capture_output=True, text=True, timeout=30, check=False
    )


def test_main_returns_the_status_and_leftovers_are_cancelled():
    done = child(
        """
        async def left():
            try:
                await asyncio.sleep(100)
            finally:
                await asyncio.sleep(0.01)
                print("cleaned up")
        async def main():
            asyncio.get_running_loop().create_task(left())
            await asyncio.sleep(0.01)
            return 7
        sys.exit(run(main))
        """
    )
    assert done.returncode == 7, done.stderr
    assert done.stdout == "cleaned up\n"


def test_threads_work_and_end():
    done = child(
        """
        async def main():
            return await asyncio.to_thread(lambda: 3)
        sys.exit(run(main))
        """
    )
    assert done.returncode == 3, done.stderr


def test_an_error_of_main_is_not_swallowed():
    done = child(
        """
        async def main():
            raise ValueError("boom")
        sys.exit(run(main))
        """
    )
    assert done.returncode == 1
    assert "ValueError: boom" in done.stderr
