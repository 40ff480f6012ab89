"""Floor files: the demo's is good, and a bad one says where."""

import pytest

from desktop_agent.resources import resource
from desktop_agent.server.admin.floor_file import FloorFileError, read_floor


def test_the_demos_floor():
    floor = read_floor(resource("demo", "floor.toml")).floor
    assert {"emma", "jana", "lee", "chi", "omar", "sofia"} <= {agent.user for agent in floor.agents}
    assert len(floor.agents) >= 31
    assert len(floor.contacts) == 15
    queues = {queue.name: queue for queue in floor.queues}
    assert [name for name, queue in queues.items() if not queue.open] == ["Night desk"]
    serving = {skill for agent in floor.agents for skill in agent.skills}
    assert queues["Legal"].skill not in serving
    assert {queues[name].skill for name in ("Billing", "Claims", "Orders", "Technical")} <= serving
    assert len({agent.number for agent in floor.agents}) == len(floor.agents)


def test_passwords_are_taken_out(tmp_path):
    path = tmp_path / "floor.toml"
    path.write_text(
        '[[agents]]\nuser = "a"\nname = "A"\npassword = "correct horse battery"\n[[agents]]\nuser="b"\nname="B"\n'
    )
    file = read_floor(path)
    assert file.passwords == {"a": "correct horse battery"}
    assert [agent.user for agent in file.floor.agents] == ["a", "b"]


AGENT = '[[agents]]\nuser = "ann"\nname = "Ann"\n'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[agents]\n", "at line 1"),
        ('[[agents]]\nname = "Ann"\n', "[[agents]] number 1 (Ann): user: Object missing required field"),
        (AGENT + 'capacity = "3"\n', "[[agents]] number 1 (ann): capacity: Expected `int`, got `str`"),
        (AGENT + "capacity = 0\n", "[[agents]] number 1 (ann): capacity: must be 1 to 100"),
        (AGENT + 'role = "boss"\n', "[[agents]] number 1 (ann): role: Invalid enum value 'boss'"),
        (AGENT + 'colour = "red"\n', "[[agents]] number 1 (ann): colour: Object contains unknown field"),
        (AGENT + 'skills = ["a", 2]\n', "[[agents]] number 1 (ann): skills: Expected `str`, got `int`"),
        (AGENT + 'password = "short"\n', "[[agents]] number 1 (ann): password: must be a text of at least 12"),
        (AGENT + AGENT, "[[agents]] number 2 (ann): user: is there twice"),
        ('[[agents]]\nuser = "Ann Big"\nname = "A"\n', "user: only small letters"),
        ('[[agents]]\nuser = "ann"\nname = " "\n', "[[agents]] number 1 (ann): name: is empty"),
        ('[[queues]]\nname = "Q"\n[[queues]]\nname = "Q"\n', "[[queues]] number 2 (Q): name: is there twice"),
        (
            '[[routing_points]]\nname = "R"\nqueues = ["Q"]\n',
            "[[routing_points]] number 1 (R): queues: there is no queue 'Q'",
        ),
        (
            '[[dispositions]]\ncode = "c"\nname = "C"\nqueue = "Q"\n',
            "[[dispositions]] number 1 (c): queue: there is no queue",
        ),
        ("[policy]\noffer_ms = 0\n", "[policy]: offer_ms: must be more than 0"),
        ('[policy]\noffer_ms = "long"\n', "[policy]: offer_ms: Expected `int`, got `str`"),
        ("[policies]\nx = 1\n", "the file: policies: Object contains unknown field"),
        ("agents = 5\n", "[agents]: Expected `array`, got `int`"),
        ("agents = [5]\n", "[[agents]] number 1: Expected `object`, got `int`"),
    ],
)
def test_a_bad_file_names_itself_table_and_key(tmp_path, content, said):
    path = tmp_path / "floor.toml"
    path.write_text(content)
    with pytest.raises(FloorFileError) as caught:
        read_floor(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert said in str(caught.value)


def test_a_file_that_is_not_there_or_no_text(tmp_path):
    with pytest.raises(FloorFileError, match="cannot be read"):
        read_floor(tmp_path / "nowhere.toml")
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(FloorFileError, match=r"x\.toml"):
        read_floor(tmp_path / "x.toml")
