"""How a colleague takes a chat that is handed to him, and how long people need."""

import random
from dataclasses import dataclass
from enum import StrEnum

BUSY_REASON = "on a call with a supplier"

REASONS = (
    BUSY_REASON,
    "in a meeting in two minutes",
    "already with two difficult ones",
    "better ask the back office, they have the file",
)


class Temper(StrEnum):
    """What happens to an offer from a colleague."""

    ACCEPTS = "accepts"
    DECLINES = "declines"
    NEVER_ANSWERS = "never answers"
    LOGS_OUT = "logs out"


KNOWN = {
    "jana": Temper.ACCEPTS,
    "sofia": Temper.ACCEPTS,
    "lee": Temper.DECLINES,
    "chi": Temper.NEVER_ANSWERS,
    "omar": Temper.LOGS_OUT,
}
"""People one can rely on, in the demo and in the tests."""

_OTHERS = (Temper.ACCEPTS,) * 7 + (Temper.DECLINES,) * 2 + (Temper.NEVER_ANSWERS,)


def temper_of(user: str, rng: random.Random) -> Temper:
    """Return a colleague's temper: always the same for the known ones, by the seed for the others."""
    return KNOWN.get(user) or rng.choice(_OTHERS)


def reason_of(user: str, rng: random.Random) -> str:
    """Return why a colleague declines."""
    return BUSY_REASON if user in KNOWN else rng.choice(REASONS)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast everybody is: 1 as people are, 10 ten times as fast."""

    factor: float = 1.0

    def seconds(self, seconds: float) -> float:
        """Return how long something takes that takes a person so many seconds."""
        return seconds / self.factor

    def thinking(self, rng: random.Random, heard: str) -> float:
        """Return the seconds between reading a line and beginning to type."""
        return self.seconds(rng.uniform(1.0, 3.0) + len(heard) / 30)

    def typing(self, rng: random.Random, text: str) -> float:
        """Return the seconds that typing a line takes."""
        return self.seconds(min(20.0, 0.6 + len(text) / rng.uniform(7.0, 12.0)))

    def deciding(self, rng: random.Random) -> float:
        """Return the seconds until somebody answers an offer."""
        return self.seconds(rng.uniform(2.0, 5.0))
