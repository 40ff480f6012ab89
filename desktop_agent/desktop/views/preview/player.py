"""Sounds without QtMultimedia: whatever player the system has, in a thread; silent where there is none."""

import array
import io
import shutil
import subprocess
import sys
import wave
from pathlib import Path

from desktop_agent.resources import resource

LONGEST_S = 5.0


def sound_file(name: str) -> Path:
    """File of a sound, e.g. ``transfer``.

    Raises:
        FileNotFoundError: there is no such sound.
    """
    return resource("sounds", f"{name}.wav")


def scaled(path: Path, volume: int) -> bytes:
    """A WAV file (16 bit) at a volume in percent, as bytes."""
    with wave.open(str(path), "rb") as source:
        parameters = source.getparams()
        samples = array.array("h", source.readframes(parameters.nframes))
    if sys.byteorder == "big":
        samples.byteswap()
    loud = array.array("h", (sample * volume // 100 for sample in samples))
    if sys.byteorder == "big":
        loud.byteswap()
    target = io.BytesIO()
    with wave.open(target, "wb") as out:
        out.setparams(parameters)
        out.writeframes(loud.tobytes())
    return target.getvalue()


def player_command(path: Path, volume: int) -> list[str] | None:
    """The command that plays a file at a volume in percent; None where there is none, or it wants its data piped."""
    share = volume / 100
    candidates = (
        ("afplay", ["-v", f"{share:.2f}", str(path)]),
        ("pw-play", [f"--volume={share:.2f}", str(path)]),
        ("paplay", [f"--volume={round(65_536 * share)}", str(path)]),
    )
    for name, arguments in candidates:
        found = shutil.which(name)
        if found is not None:
            return [found, *arguments]
    return None


def play(name: str, volume: int) -> bool:
    """Play a sound to its end (blocking: call it in a thread).

    Args:
        name: of the sound.
        volume: percent; 0 is silence.

    Returns:
        Whether something could play it.
    """
    if volume <= 0:
        return False
    try:
        path = sound_file(name)
    except FileNotFoundError:
        return False
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(scaled(path, volume), winsound.SND_MEMORY | winsound.SND_NODEFAULT)
        return True
    command = player_command(path, volume)
    data = None
    if command is None:
        found = shutil.which("aplay")
        if found is None:
            return False
        command, data = [found, "-q", "-"], scaled(path, volume)
    try:
        done = subprocess.run(  # noqa: S603 - a player found on the path, our own file
            command, input=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=LONGEST_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
