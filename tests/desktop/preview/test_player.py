"""Sounds: the files are there, the volume is obeyed, and nothing happens where nothing can play."""

import io
import wave
from pathlib import Path

import pytest

from desktop_agent.desktop.views.preview import player
from desktop_agent.desktop.views.preview.ringer import SOUNDS


def loudest(data: bytes) -> int:
    with wave.open(io.BytesIO(data)) as sound:
        frames = memoryview(sound.readframes(sound.getnframes())).cast("h")
    return max(abs(sample) for sample in frames)


@pytest.mark.parametrize("name", sorted(SOUNDS.values()))
def test_every_kind_has_a_short_sound(name: str) -> None:
    with wave.open(str(player.sound_file(name))) as sound:
        assert sound.getsampwidth() == 2
        assert 0.2 < sound.getnframes() / sound.getframerate() < 1.5


def test_kinds_sound_differently() -> None:
    assert len({player.sound_file(name).read_bytes() for name in SOUNDS.values()}) == len(SOUNDS)


def test_half_as_loud() -> None:
    path = player.sound_file("transfer")
    whole, half = loudest(player.scaled(path, 100)), loudest(player.scaled(path, 50))
    assert whole == loudest(path.read_bytes())
    assert half == pytest.approx(whole / 2, abs=2)


def player_in(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name that writes its arguments and input into a file; the only one on the path."""
    said = folder / "said"
    program = folder / name
    program.write_text(f'#!/bin/sh\n{{ echo "$@"; /bin/cat; }} > "{said}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return said


def test_the_systems_player_gets_file_and_volume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = player_in(tmp_path, "paplay", monkeypatch)
    assert player.play("transfer", 50)
    assert said.read_text().split()[0] == "--volume=32768"
    assert said.read_text().split()[1].endswith("transfer.wav")


def test_a_player_without_a_volume_gets_quieter_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = player_in(tmp_path, "aplay", monkeypatch)
    assert player.play("transfer", 50)
    line, data = said.read_bytes().split(b"\n", 1)
    assert line == b"-q -"
    assert loudest(data) == loudest(player.scaled(player.sound_file("transfer"), 50))


def test_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not player.play("transfer", 70)
    said = player_in(tmp_path, "paplay", monkeypatch)
    assert not player.play("transfer", 0)
    assert not player.play("no such sound", 70)
    assert not said.exists()
