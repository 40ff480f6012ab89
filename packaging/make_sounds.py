"""Make the program's sounds: short, soft, and easy to tell apart. Run it again after a change; the files are kept.

Usage: python packaging/make_sounds.py
"""

import array
import math
import sys
import wave
from pathlib import Path

RATE = 22_050
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"

SOUNDS: dict[str, list[tuple[float, float]]] = {
    # (frequency in Hz, seconds); 0 Hz is a rest
    "new_chat": [(659.3, 0.14), (880.0, 0.22)],
    "transfer": [(880.0, 0.12), (659.3, 0.12), (880.0, 0.20)],
    "consultation": [(523.3, 0.16), (0.0, 0.06), (523.3, 0.20)],
    "conference": [(523.3, 0.12), (659.3, 0.12), (784.0, 0.22)],
}


def tone(frequency: float, seconds: float) -> list[float]:
    """A tone with one soft overtone, faded in and out, between -1 and 1."""
    count = round(RATE * seconds)
    samples = []
    for index in range(count):
        time_s = index / RATE
        fade = min(1.0, index / (0.01 * RATE)) * math.exp(-3.0 * index / count)
        wave_form = math.sin(2 * math.pi * frequency * time_s) + 0.25 * math.sin(4 * math.pi * frequency * time_s)
        samples.append(fade * wave_form / 1.25)
    return samples


def write(name: str, notes: list[tuple[float, float]]) -> Path:
    """Write one sound as 16-bit mono WAV."""
    samples = [sample for frequency, seconds in notes for sample in tone(frequency, seconds)]
    data = array.array("h", (round(24_000 * sample) for sample in samples))
    if sys.byteorder == "big":
        data.byteswap()
    path = FOLDER / f"{name}.wav"
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(data.tobytes())
    return path


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, notes in SOUNDS.items():
        print(write(name, notes))


if __name__ == "__main__":
    main()
