"""PySide6 must not lose references to None, True, False: 6.12.0 on Python < 3.12 did and aborted within seconds."""

import subprocess
import sys

CHILD = """
import sys
from PySide6.QtCore import QObject, QTimer
keep = [None, True, False] * 100_000  # a loss shows as a number instead of an abort
count = lambda: [sys.getrefcount(one) for one in (None, True, False)]
before = count()
one, timer = QObject(), QTimer()
for _ in range(2_000):
    one.setObjectName("x")
    one.blockSignals(False)
    timer.start(100_000)
    timer.isActive()
    timer.stop()
    one.killTimer(one.startTimer(100_000))
drift = [now - then for now, then in zip(count(), before)]
assert min(drift) > -1_000, drift
"""


def test_void_calls_keep_their_references():
    done = subprocess.run(
        [sys.executable, "-c", "from PySide6.QtCore import QCoreApplication; app = QCoreApplication([])\n" + CHILD],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
