"""The floor of plays: only Emma serves Billing, and the policy is as wished."""

import tomllib

import pytest

from desktop_agent.lab.floors import demo_floor, play_floor


def test_only_the_wished_things_differ(tmp_path):
    demo = tomllib.loads(demo_floor().read_text(encoding="utf-8"))
    play = tomllib.loads(play_floor(tmp_path, offer_ms=1_234, reason_required=True).read_text(encoding="utf-8"))
    assert play["policy"] == {**demo["policy"], "offer_ms": 1_234, "reason_required": True}
    before = {agent["user"]: agent for agent in demo["agents"]}
    for agent in play["agents"]:
        was = before[agent["user"]]
        if agent["user"] in {"jana", "lee", "omar", "sofia", "carmen"}:
            assert agent["skills"] == [skill for skill in was["skills"] if skill != "Billing"] != was["skills"]
            was = {**was, "skills": agent["skills"]}
        assert agent == was
    assert "Billing" in before["emma"]["skills"]
    assert {key: play[key] for key in play if key not in {"policy", "agents"}} == {
        key: demo[key] for key in demo if key not in {"policy", "agents"}
    }


def test_capacities(tmp_path):
    demo = tomllib.loads(demo_floor().read_text(encoding="utf-8"))
    play = tomllib.loads(play_floor(tmp_path, capacities={"jana": 5}).read_text(encoding="utf-8"))
    wished = {agent["user"]: 5 if agent["user"] == "jana" else agent["capacity"] for agent in demo["agents"]}
    assert {agent["user"]: agent["capacity"] for agent in play["agents"]} == wished
    assert wished != {agent["user"]: agent["capacity"] for agent in demo["agents"]}
    with pytest.raises(ValueError, match="nobody"):
        play_floor(tmp_path, capacities={"nobody": 5})
