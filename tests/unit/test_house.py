"""The house rules fail when broken: import contracts, bans, types, pinned requirements."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["name"] for contract in PROJECT["tool"]["importlinter"]["contracts"]}
RUFF = ("check", "--no-cache", "--output-format=concise")
MYPY = ("mypy", "--config-file", str(ROOT / "pyproject.toml"), "--follow-imports=skip")

PLANTS = [
    # contract (start of its name), module, what it imports
    ("Rooms of the house", "client", "desktop_agent.desktop"),
    ("Rooms of the house", "contract", "desktop_agent.client"),
    ("Rooms of the house", "desktop", "desktop_agent.lab"),
    ("Server and client meet", "server", "desktop_agent.client"),
    ("Lab drives desktops", "lab", "desktop_agent.server"),
    ("Inside the desktop", "desktop.presenters", "desktop_agent.desktop.views"),
    ("Inside the desktop", "desktop.models", "desktop_agent.desktop.presenters"),
    ("Inside the server", "server.engine", "desktop_agent.server.store"),
    ("Inside the server", "server.store", "desktop_agent.server.http"),
    ("Qt only", "client", "PySide6.QtCore"),
    ("qasync only", "desktop.views", "qasync"),
    ("httpx only", "desktop.models", "httpx"),
    ("keyring, truststore", "desktop", "keyring"),
    ("SQL only", "server.engine", "sqlite3"),
    ("The contract needs", "contract", "httpx"),
]


@pytest.fixture(scope="module")
def broken_house(tmp_path_factory):
    """What import-linter says of a copy of the house with every violation of ``PLANTS`` in it."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", copy)
    shutil.copytree(ROOT / "desktop_agent", copy / "desktop_agent", ignore=shutil.ignore_patterns("__pycache__"))
    for number, (_, room, imported) in enumerate(PLANTS):
        folder = copy / "desktop_agent" / room.replace(".", "/")
        (folder / f"planted_{number}.py").write_text(f"import {imported}\n", encoding="utf-8")
    said = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin", "COLUMNS": "400"},
    )
    assert said.returncode == 1, said.stdout + said.stderr
    return said.stdout


@pytest.mark.parametrize(("contract", "room", "imported"), PLANTS, ids=[f"{room}-{name}" for _, room, name in PLANTS])
def test_a_forbidden_import_breaks_its_contract(broken_house, contract, room, imported):
    name = next(name for name in CONTRACTS if name.startswith(contract))
    assert f"{name} BROKEN" in broken_house
    number = PLANTS.index((contract, room, imported))
    assert f"desktop_agent.{room}.planted_{number}" in broken_house


def test_every_contract_has_a_planted_violation():
    unproven = [name for name in CONTRACTS if not any(name.startswith(contract) for contract, _, _ in PLANTS)]
    assert unproven == []


@pytest.mark.parametrize(
    ("place", "code", "rule"),
    [
        ("desktop/presenters/x.py", "from PySide6.QtWidgets import QLabel\n\nprint(QLabel)\n", "TID251"),
        ("desktop/presenters/x.py", "import asyncio\n\nasyncio.create_task(None)\n", "TID251"),
        ("desktop/models/x.py", "import qasync\n\nqasync.run(None)\n", "TID251"),
        ("client/x.py", "import time\n\ntime.sleep(1)\n", "TID251"),
        ("client/x.py", "import asyncio\n\nasyncio.ensure_future(None)\n", "TID251"),
        ("client/x.py", "from . import session\n\nprint(session)\n", "TID252"),
        ("client/x.py", "print(1)\n", "T201"),
        ("client/x.py", "try:\n    pass\nexcept Exception:\n    pass\n", "BLE001"),
    ],
)
def test_a_banned_call_is_found(place, code, rule):
    said = subprocess.run(
        [Path(sys.executable).with_name("ruff"), *RUFF, "--stdin-filename", f"desktop_agent/{place}", "-"],
        cwd=ROOT,
        input=code,
        capture_output=True,
        text=True,
        check=False,
    )
    assert rule in said.stdout
    assert said.returncode == 1


def test_untyped_code_is_found(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text("def f(a):\n    return a\n", encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-m", *MYPY, "--cache-dir", str(tmp_path), str(planted)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "no-untyped-def" in said.stdout, said.stdout + said.stderr


# ------------------------------------------------------------------ requirement files
def pins(name: str) -> dict[str, list[str]]:
    text = (ROOT / "packaging" / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for package, version in re.findall(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", text, re.MULTILINE):
        found.setdefault(canonicalize_name(package), []).append(version)
    return found


@pytest.mark.parametrize("name", ["run", "test"])
def test_every_dependency_is_pinned_to_an_allowed_version(name):
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"]]
    if name == "test":
        wanted += PROJECT["dependency-groups"]["test"]
    found = pins(name)
    for requirement in map(Requirement, wanted):
        versions = found.get(canonicalize_name(requirement.name), [])
        assert any(requirement.specifier.contains(version) for version in versions), f"{requirement}: {versions}"


@pytest.mark.parametrize("name", ["run", "test"])
def test_pins_carry_hashes_and_name_no_host(name):
    text = (ROOT / "packaging" / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in re.sub(r"--hash\S+|#.*", "", text)
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert len(entries) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_test_requirement_covers_the_run_requirements():
    run, test = pins("run"), pins("test")
    assert {name: versions for name, versions in run.items() if test.get(name) != versions} == {}
