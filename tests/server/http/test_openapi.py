"""The description of the interface is the interface."""

import json
import re
from pathlib import Path

from desktop_agent.contract import http
from desktop_agent.contract.commands import INTERACTION_COMMANDS
from desktop_agent.server.http import openapi

FILE = Path(__file__).parents[3] / openapi.FILE


def described():
    return json.loads(openapi.text())


def test_the_file_is_up_to_date():
    assert FILE.read_text(encoding="utf-8") == openapi.text(), "run: python -m desktop_agent.server.http.openapi"


def test_every_reference_leads_somewhere():
    whole = described()
    for reference in re.findall(r'"\$ref": "([^"]+)"', openapi.text()):
        place = whole
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


def test_every_path_of_the_contract_is_described():
    paths = set(described()["paths"])
    for name, path in vars(http).items():
        if name.isupper() and isinstance(path, str) and path.startswith("/") and name not in ("API", "INTERACTION"):
            assert http.API + path in paths, name
    for verb in INTERACTION_COMMANDS:
        assert http.API + http.INTERACTION.replace("{verb}", verb) in paths


def test_operations_are_whole():
    names = set()
    for path, operations in described()["paths"].items():
        for operation in operations.values():
            assert operation["operationId"] not in names
            names.add(operation["operationId"])
            assert operation["summary"], path
            assert {"429", "503"} <= operation["responses"].keys()
            in_path = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"}
            assert in_path == set(re.findall(r"\{(\w+)\}", path))
