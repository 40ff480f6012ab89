"""Documents cannot rot: generated pages are up to date, and what a page links to or pictures is there."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)(?:#[^)]*)?\)")


def test_the_overview_of_the_modules_is_up_to_date():
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "overview.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page):
    missing = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert not missing


def test_every_picture_is_made_by_the_tour_and_used():
    wished = set(tomllib.loads((ROOT / "docs" / "images" / "pictures.toml").read_text(encoding="utf-8")))
    there = {path.stem for path in (ROOT / "docs" / "images").glob("*.png")}
    used = {
        Path(link).stem
        for page in PAGES
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if link.endswith(".png")
    }
    assert wished == there == used
