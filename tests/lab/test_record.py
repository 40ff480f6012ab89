"""The tour's record: what counts as failed, skipped, over."""

import json

import pytest

from desktop_agent.lab.driven import DriveError
from desktop_agent.lab.tour.record import NEEDS_WINDOWS, Record, slug


class Eye:
    """Pictures like a desktop, without one."""

    def grab(self, file, at=None):
        file.write_bytes(b"png")
        return file


@pytest.fixture
def record(tmp_path):
    said = []
    made = Record(tmp_path / "out", on_screen=False, say=said.append)
    made.said = said
    return made


def written(record):
    record.write()
    return json.loads((record.folder / "tour.json").read_text())["steps"]


def test_a_step_that_works(record):
    @record.step("G1", "The button opens it", by=Eye())
    def _():
        pass

    [step] = written(record)
    assert step["ok"] is True
    assert step["feature"] == "G1"
    assert step["screenshot"] == "01-g1-the-button-opens-it.png"
    assert (record.folder / step["screenshot"]).exists()
    assert step["ms"] >= 0
    assert record.failed == 0


def test_a_failed_step_ends_its_scene_and_the_next_scene_goes_on(record):
    played = []

    def scene():
        @record.step("G1", "Does not open", by=Eye())
        def _():
            raise DriveError("nothing there")

        played.append("never")

    record.scene(scene)
    record.scene(lambda: played.append("next"))
    assert played == ["next"]
    assert record.failed == 1
    assert written(record)[0]["error"] == "nothing there"
    assert "nothing there" in (record.folder / "index.html").read_text()


def test_trouble_between_steps_is_a_failure(record):
    def scene():
        raise DriveError("gone")

    record.scene(scene)
    assert record.failed == 1


def test_a_mistake_of_the_tour_itself_is_not_swallowed(record):
    def scene():
        raise KeyError("typo")

    with pytest.raises(KeyError):
        record.scene(scene)


def test_drags_without_a_window_system_are_skipped_and_counted(record):
    @record.step("P4", "Drag it", by=Eye(), drag=True)
    def _():
        raise AssertionError("must not be played")

    [step] = written(record)
    assert step["ok"] is None
    assert step["skipped"] == NEEDS_WINDOWS
    assert (record.skipped, record.failed) == (1, 0)


def test_pictures_of_an_earlier_tour_are_removed(tmp_path):
    (tmp_path / "01-g1-old.png").write_bytes(b"old")
    (tmp_path / "notes.txt").write_text("mine")
    Record(tmp_path, on_screen=True, say=print)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_titles_become_file_names():
    assert slug("Emma's chat – größer, “quoted”; and far too long for a name of a file") == (
        "emma-s-chat-gr-er-quoted-and-far-too-long-for-a"
    )
