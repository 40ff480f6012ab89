"""Ids rise strictly, whatever the clock does."""

import uuid

from desktop_agent.server.store.rising import RisingIds


def test_ids_rise_within_a_millisecond_and_when_the_clock_stands_still() -> None:
    ids = RisingIds()
    made = [ids.make(now_ms) for now_ms in (1_800_000_000_000,) * 1_000 + (1_800_000_000_001, 1_800_000_000_000)]
    assert made == sorted(set(made))
    assert all(uuid.UUID(number).version == 7 for number in made)
    assert int(made[0].replace("-", "")[:12], 16) == 1_800_000_000_000
