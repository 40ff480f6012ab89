"""Pictures of the user guide and the README from a tour: ``python packaging/pictures.py build/tour docs/images``.

``docs/images/pictures.toml`` says which step becomes which picture and which part of the screen is kept, so that no
picture is made by hand and a step that has gone is noticed.
"""

import json
import os
import sys
import tomllib
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage


def part(image: QImage, name: str) -> QRect:
    """The part of the screen to keep: ``left`` (Emma's window), ``right`` (Jana's) or ``both``."""
    half = image.width() // 2
    return {
        "left": QRect(0, 0, half, image.height()),
        "right": QRect(half, 0, image.width() - half, image.height()),
        "both": image.rect(),
    }[name]


def make(tour: Path, out: Path) -> list[str]:
    """Write the pictures; return what is wrong."""
    steps = {step["title"]: step for step in json.loads((tour / "tour.json").read_text(encoding="utf-8"))["steps"]}
    wrong = []
    for name, wish in tomllib.loads((out / "pictures.toml").read_text(encoding="utf-8")).items():
        step = steps.get(wish["step"])
        if step is None or not step["ok"]:
            wrong.append(f"{name}: the tour has no step that worked with the title {wish['step']!r}")
            continue
        image = QImage(str(tour / step["screenshot"]))
        kept = image.copy(part(image, wish["part"])).convertToFormat(QImage.Format.Format_RGB32)
        if not kept.save(str(out / f"{name}.png")):
            wrong.append(f"{name}: cannot be written")
    return wrong


if __name__ == "__main__":
    problems = make(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.exit("\n".join(problems))
