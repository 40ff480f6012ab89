"""Selection, what is remembered, how times are written."""

import json
import stat

import pytest

from desktop_agent.desktop.models import times
from desktop_agent.desktop.models.remembered import Remembered
from desktop_agent.desktop.models.selection import Selection


def test_the_selection_is_told_once(qtbot):
    selection = Selection()
    seen = []
    selection.changed.connect(seen.append)
    for one in ("a", "a", "b", None, None):
        selection.select(one)
    assert seen == ["a", "b", None]


def test_activating_selects_first(qtbot):
    selection = Selection()
    order = []
    selection.changed.connect(lambda one: order.append(("changed", one)))
    selection.activated.connect(lambda one: order.append(("activated", one)))
    selection.activate("a")
    selection.activate("a")
    assert order == [("changed", "a"), ("activated", "a"), ("activated", "a")]


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "0:00"),
        (42_999, "0:42"),
        (761_000, "12:41"),
        (3_723_000, "1:02:03"),
        (-5_000, "0:00"),
        (90_000_000, "25:00:00"),
    ],
)
def test_durations(ms, words):
    assert times.duration(ms) == words


@pytest.mark.parametrize(("ms", "words"), [(1, "0:01"), (1_000, "0:01"), (1_001, "0:02"), (0, "0:00"), (-1, "0:00")])
def test_a_countdown_ends_at_zero_and_not_before(ms, words):
    assert times.remaining(ms) == words


def test_spoken_durations():
    assert times.spoken(462_000) == "7 min 42 s"
    assert times.spoken(42_000) == "42 s"


def test_what_is_remembered_comes_back(tmp_path):
    path = tmp_path / "deep" / "layout.json"
    one = Remembered(path)
    one.set("shell.columns", [200, 544, 280])
    assert one.dirty
    one.save()
    assert not one.dirty
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Remembered(path).get("shell.columns") == [200, 544, 280]


def test_changes_are_told_and_the_same_value_is_no_change(qtbot):
    one = Remembered()
    seen = []
    one.changed.connect(seen.append)
    one.set("a", 1)
    one.set("a", 1)
    one.set("b", None)
    assert seen == ["a", "b"]


def test_forgetting_the_layout_keeps_the_rest(qtbot):
    one = Remembered()
    one.set("shell.columns", [1])
    one.set("favourites", ["jana"])
    with qtbot.waitSignal(one.forgotten):
        one.forget("shell.")
    assert one.get("shell.columns") is None
    assert one.get("favourites") == ["jana"]


@pytest.mark.parametrize("content", ["", "{", "[]", "\x00", '"x"'])
def test_a_damaged_file_is_an_empty_one(tmp_path, content):
    path = tmp_path / "layout.json"
    path.write_text(content)
    one = Remembered(path)
    assert one.get("a") is None
    one.set("a", 1)
    one.save()
    assert json.loads(path.read_text()) == {"a": 1}


def test_a_folder_that_cannot_be_written_is_no_alarm(tmp_path):
    (tmp_path / "file").write_text("")
    one = Remembered(tmp_path / "file" / "layout.json")
    one.set("a", 1)
    one.save()
    assert one.get("a") == 1
