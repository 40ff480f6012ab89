"""Passwords."""

import asyncio
import statistics
import time

from desktop_agent.server.auth.passwords import PasswordChecker, generate_password, hash_password, matches


def test_only_the_right_one_matches():
    stored = hash_password("correct horse battery")
    assert stored.startswith("$argon2id$")
    assert matches(stored, "correct horse battery")
    assert not matches(stored, "correct horse batterz")
    assert not matches("damaged", "correct horse battery")
    assert not matches(None, "the password of nobody")


def test_an_unknown_user_takes_as_long():
    stored = hash_password("x")

    def median(of):
        times = []
        for _ in range(7):
            began = time.perf_counter()
            matches(of, "guess")
            times.append(time.perf_counter() - began)
        return statistics.median(times)

    known, unknown = median(stored), median(None)
    assert 0.2 < known / unknown < 5  # far from the thousandfold of an answer at once


def test_generated_ones_differ_and_can_be_read_aloud():
    made = {generate_password() for _ in range(100)}
    assert len(made) == 100
    assert all(len(password) == 20 and not set(password) & set("0O1lI") for password in made)


def test_a_storm_is_worked_off_a_few_at_a_time():
    async def storm():
        checker = PasswordChecker(at_once=2)
        stored = await checker.hash("x")
        return await asyncio.gather(*(checker.matches(stored, "x") for _ in range(6)))

    assert asyncio.run(storm()) == [True] * 6
