"""Passwords: argon2id, always in a thread, with an answer as slow for an unknown user as for a known one."""

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_ALPHABET = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_AT_ONCE = 4

_UNKNOWN = _hasher.hash("the password of nobody")
"""Verified against when the user is unknown, so that the answer takes as long."""


def generate_password() -> str:
    """Return a fresh password of 20 letters and digits (about 116 bits), easy to read aloud: no 0, O, 1, l, I."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(20))


def hash_password(password: str) -> str:
    """Hash a password; takes about 20 ms and 19 MiB, so call it in a thread when others wait."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Tell whether the password is the one that was hashed. ``stored`` None takes as long and is never true."""
    try:
        _hasher.verify(stored or _UNKNOWN, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


class PasswordChecker:
    """Hashes and verifies in threads, a few at a time, so that a storm of log-ins does not take the memory."""

    def __init__(self, at_once: int = _AT_ONCE) -> None:
        """Args: ``at_once`` how many run at the same time."""
        self._slots = asyncio.Semaphore(at_once)

    async def matches(self, stored: str | None, password: str) -> bool:
        """See ``matches``."""
        async with self._slots:
            return await asyncio.to_thread(matches, stored, password)

    async def hash(self, password: str) -> str:
        """See ``hash_password``."""
        async with self._slots:
            return await asyncio.to_thread(hash_password, password)
