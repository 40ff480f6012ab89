"""Ids: UUIDv7 as text (RFC 9562), so that ids of one store sort by their time of birth."""

import secrets
import time
import uuid


def new_id(now_ms: int | None = None) -> str:
    """Return a fresh UUIDv7.

    Args:
        now_ms: UTC milliseconds to put into the id; the wall clock when left out.
    """
    stamp_ms = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    number = (
        (stamp_ms & (1 << 48) - 1) << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    )
    return str(uuid.UUID(int=number))
