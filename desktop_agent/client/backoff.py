"""How long to wait before the next try: full jitter, growing, the server's own wish first."""

import random

FIRST_S = 0.2
LAST_S = 5.0


class Backoff:
    """Waits of one connection: random between ``FIRST_S`` and a bound that doubles up to ``LAST_S``."""

    def __init__(self, rng: random.Random | None = None) -> None:
        """Args: rng: source of the jitter; a fresh one when left out."""
        self._rng = rng or random.Random()  # noqa: S311 - jitter is no secret
        self._tries = 0

    def reset(self) -> None:
        """It worked: begin at the small waits again."""
        self._tries = 0

    def next_s(self, retry_after_ms: int | None = None) -> float:
        """Return the seconds to wait now; what the server asks for is the least, with jitter on top."""
        bound_s = min(LAST_S, FIRST_S * 2 ** min(self._tries + 1, 10))
        self._tries += 1
        jitter_s = self._rng.uniform(FIRST_S, bound_s)
        return jitter_s if retry_after_ms is None else min(retry_after_ms, 60_000) / 1_000 + jitter_s
