"""Make ``.venv`` from the pinned requirements: ``python3 environment.py run|test``. Uses the standard library only.

A stamp beside the environment remembers which pins are installed, so that a second call does nothing.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VENV = ROOT / ".venv"
OLDEST, NEWEST = (3, 11), (3, 13)


def python() -> Path:
    """The environment's own interpreter."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def digest(kind: str) -> str:
    """What the stamp must say: the pins, the project's own metadata, and where the project lies."""
    parts = [HERE / "requirements" / f"{kind}.txt", ROOT / "pyproject.toml"]
    return hashlib.sha256(b"\0".join([*(part.read_bytes() for part in parts), str(ROOT).encode()])).hexdigest()


def call(*words: str) -> None:
    """Run one step; its output is only shown when it fails."""
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}\nenvironment: failed: {' '.join(words)}")


def make(kind: str) -> None:
    """Bring ``.venv`` to the pins of ``kind``; ``test`` holds all of ``run``."""
    stamps = {name: VENV / f".{name}-stamp" for name in ("run", "test")}
    wanted = digest(kind)
    if any(stamps[name].is_file() and stamps[name].read_text() == digest(name) for name in {kind, "test"}):
        return
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(
            f"environment: needs Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}, "
            f"this is {sys.version.split()[0]}; choose one with: make PYTHON=python3.11"
        )
    if not python().exists():
        print("environment: making .venv", flush=True)
        call(sys.executable, "-m", "venv", str(VENV))
    print(f"environment: installing packaging/requirements/{kind}.txt (once; takes a minute)", flush=True)
    pip = (str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
    call(*pip, "--require-hashes", "--requirement", str(HERE / "requirements" / f"{kind}.txt"))
    call(*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamps[kind].write_text(wanted)


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["test"]):
        sys.exit(__doc__)
    make(sys.argv[1])
