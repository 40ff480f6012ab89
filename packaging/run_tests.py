"""Run all tests in two processes at once, each under a screen of its own: ``python run_tests.py [pytest's words]``.

End-to-end tests mostly wait for other processes, the rest mostly computes, and both want a focus that nobody takes
away; side by side they end in little more than the time of the longer one. What a run prints is shown when it ends.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
END_TO_END = "tests/end_to_end"
RUNS = {
    "parts": ["tests", f"--ignore={END_TO_END}"],
    "end to end": [END_TO_END],
}


def start(words: list[str], output: object) -> "subprocess.Popen[bytes]":
    """Start one run of pytest under its own screen."""
    command = [sys.executable, str(HERE / "with_screen.py"), sys.executable, "-m", "pytest", *words]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)  # type: ignore[call-overload,no-any-return]


def main(words: list[str]) -> int:
    """Run both; the worse status of the two."""
    began = time.monotonic()
    waiting = {}
    for name, places in RUNS.items():
        output = tempfile.TemporaryFile()  # noqa: SIM115 - outlives the loop
        waiting[name] = (start([*places, *words], output), output)
    worst = 0
    try:
        while waiting:
            for name, (process, output) in list(waiting.items()):
                status = process.poll()
                if status is None:
                    continue
                del waiting[name]
                worst = max(worst, abs(status))
                output.seek(0)
                print(f"==== {name}: {time.monotonic() - began:.0f} s", flush=True)
                sys.stdout.buffer.write(output.read())
                sys.stdout.buffer.flush()
            time.sleep(0.2)  # noqa: TID251 - two processes are watched here, nothing else happens
    finally:
        for process, _ in waiting.values():
            process.terminate()
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
