"""The driver moves real widgets by real events, and says no where a hand could not go."""

import sys
from pathlib import Path

import pytest

from desktop_agent.lab.driven import DriveError, DrivenProgram

SAMPLE = Path(__file__).with_name("sample_window.py")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    program = DrivenProgram("sample", [sys.executable, str(SAMPLE)], tmp_path_factory.mktemp("sample"))
    program.wait("sample")
    yield program
    assert program.quit() == 0, program.tail()


def test_click_by_text_name_and_path(sample):
    sample.click("sample > Go")
    sample.wait("said", "text", equals="clicked")


def test_double_click_on_a_row(sample):
    sample.double_click("people > row=Jana")
    sample.wait("said", "text", equals="opened Jana Brandt")


def test_menu_by_right_click(sample):
    sample.right_click("people > row=Jana")
    sample.wait(".QMenu", "texts", contains="Transfer")
    assert sample.read("entry=Consult", "enabled") is False
    with pytest.raises(DriveError, match="'Consult' is disabled"):
        sample.click("entry=Consult")
    sample.click("entry=Transfer")
    sample.wait("said", "text", equals="transferred")
    sample.wait_gone(".QMenu")


def test_menu_within_a_menu(sample):
    sample.right_click("people > row=Jana")
    sample.click("entry=More")
    sample.click("more > entry=Deep")
    sample.wait("said", "text", equals="deep")
    sample.wait_gone(".QMenu")


def test_menu_closed_by_a_key(sample):
    sample.right_click("people > row=Jana")
    sample.wait(".QMenu")
    sample.key("Escape")
    sample.wait_gone(".QMenu")


def test_tabs(sample):
    sample.click("tab=Workgroups") if sample.sees("tab=Workgroups") else sample.click("sample > tab=Workgroups")
    sample.wait("said", "text", equals="tab 1")
    sample.click("sample > tab=Company")
    sample.wait("said", "text", equals="tab 0")


def test_typing_with_umlauts_emoji_and_keys(sample):
    sample.write("Grüße 👋 (x)", "Name of the thing")
    assert sample.read("Name of the thing") == "Grüße 👋 (x)"
    assert sample.read("Name of the thing", "focus") is True
    sample.key("Ctrl+A, Delete")
    assert sample.read("Name of the thing") == ""


def test_facts(sample):
    assert sample.rows("people") == ["Jana Brandt", "Lee Wong", "Lee Wongs cousin"]
    assert sample.read("people > row=Jana", "enabled") is True
    assert sample.read("people > row=Lee Wong", "enabled") is False
    assert "Go" in sample.texts("sample")
    assert sample.windows()[0]["title"] == "Sample"
    assert "#said" in sample.outline("sample")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("Off", "disabled: not today"),
        ("Twin", "2 things are called"),
        ("Beneath", "covered by QLabel"),
        ("no such thing", "nothing visible is called"),
        ("people > row=Nobody", "no row says"),
        ("people > row=Lee", "several rows say"),
    ],
)
def test_what_a_hand_could_not_do_is_an_error(sample, path, why):
    with pytest.raises(DriveError, match=why):
        sample.click(path)


def test_waiting_in_vain_says_what_is_there(sample):
    sample.click("sample > Go")
    with pytest.raises(DriveError, match=r"not after 50 ms: text of 'said' equals 'x'; it is clicked"):
        sample.wait("said", "text", equals="x", seconds=0.05)


def test_pictures(sample, tmp_path):
    assert sample.grab(tmp_path / "window.png", "sample").stat().st_size > 1_000
    assert sample.grab(tmp_path / "screen.png").stat().st_size > 100


@pytest.mark.x11
def test_a_real_drag(sample):
    sample.drag("source", "goal", drop=False)
    sample.wait("goal", "text", equals="would take it")
    sample.drop("goal")
    sample.wait("goal", "text", equals="took chat 42")


@pytest.mark.x11
def test_a_drag_is_cancelled_by_escape(sample):
    sample.drag("source", "goal", drop=False)
    sample.key("Escape")
    sample.wait("goal", "text", equals="left")


def test_it_ends_when_the_driving_side_goes(tmp_path):
    program = DrivenProgram("orphan", [sys.executable, str(SAMPLE)], tmp_path)
    program.wait("sample")
    program.pipes[0].close()
    assert program.ended(10)
    assert program.stop() == 0
