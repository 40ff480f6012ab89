"""What comes over the wire: event streams in any pieces, addresses, failures, clocks, waits."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.client.backends.address import AddressRefused, server_address
from desktop_agent.client.backends.port import CursorGone, Displaced, Refusal, SignedOut, Unreachable
from desktop_agent.client.backends.sse import ServerEvent, SseParser, StreamBroken
from desktop_agent.client.backends.transport import refusal
from desktop_agent.client.backoff import FIRST_S, LAST_S, Backoff
from desktop_agent.client.clock import ManualClock
from desktop_agent.client.server_clock import ServerClock
from desktop_agent.contract.errors import STATUS, ErrorCode

# ------------------------------------------------------------------ event streams
STREAM = (
    b': hb\n\nevent: mail\nid: e.1\ndata: {"a":1}\n\n'
    b"data: two\ndata:lines\n\nevent: empty\n\n: hb\n\nid: e.2\nevent: topic\ndata: \xc3\xa9\n\nevent: cut\ndata: off\n"
)
EVENTS = [
    ServerEvent("mail", b'{"a":1}', "e.1"),
    ServerEvent("message", b"two\nlines"),
    ServerEvent("topic", "é".encode(), "e.2"),
]


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
@given(st.lists(st.integers(1, 40), max_size=40))
def test_pieces_do_not_matter(ends: bytes, sizes: list[int]) -> None:
    text = STREAM.replace(b"\n", ends)
    parser = SseParser()
    events: list[ServerEvent] = []
    for size in sizes:
        events += parser.feed(text[:size])
        text = text[size:]
    events += parser.feed(text)
    assert events == EVENTS
    assert parser.comments == 2


def feed_all(parser: SseParser, piece: bytes) -> None:
    for _ in range(20):
        parser.feed(piece)


def test_an_endless_line_is_refused() -> None:
    parser = SseParser(max_event_bytes=1_000)
    with pytest.raises(StreamBroken):
        feed_all(parser, b"x" * 100)


def test_an_endless_event_is_refused() -> None:
    parser = SseParser(max_event_bytes=1_000)
    with pytest.raises(StreamBroken):
        feed_all(parser, b"data: " + b"x" * 90 + b"\n")


def test_many_events_and_heartbeats_are_not_one_long_event() -> None:
    parser = SseParser(max_event_bytes=1_000)
    count = sum(len(parser.feed(b"data: " + b"x" * 90 + b"\n\n: hb\n\n")) for _ in range(100))
    assert count == 100


@given(st.binary(max_size=400))
def test_rubbish_is_not_an_accident(rubbish: bytes) -> None:
    SseParser().feed(rubbish)


# ------------------------------------------------------------------ addresses
@pytest.mark.parametrize(
    "address",
    ["https://chat.example.com", "http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:80", "https://a/base"],
)
def test_good_addresses(address: str) -> None:
    assert server_address(f" {address}/ ") == address


@pytest.mark.parametrize(
    "address",
    [
        "http://chat.example.com",
        "http://127.0.0.1.example.com",
        "http://10.0.0.1",
        "ftp://localhost",
        "localhost:80",
        "",
        "https://",
        "https://user:pw@chat.example.com",
        "https://chat.example.com?x=1",
        "https://chat.example.com:99999",
        "http://[::1",
    ],
)
def test_refused_addresses(address: str) -> None:
    with pytest.raises(AddressRefused, match=r"\w+ .*\."):
        server_address(address)


# ------------------------------------------------------------------ failures
@pytest.mark.parametrize("code", list(ErrorCode))
def test_every_code_is_a_typed_error(code: ErrorCode) -> None:
    body = b'{"code":"%s","message":"no","detail":{"reason":"held"},"retry_after_ms":1500}' % code.encode()
    error = refusal(STATUS[code], body, {})
    assert isinstance(error, Refusal)
    assert (error.code, error.reason, error.retry_after_ms, str(error)) == (code, "held", 1_500, "no")
    assert isinstance(error, SignedOut) == (STATUS[code] == 401)
    assert isinstance(error, CursorGone) == (STATUS[code] == 410)
    assert isinstance(error, Displaced) == (code is ErrorCode.SESSION_DISPLACED)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, SignedOut), (413, Refusal), (502, Unreachable), (404, Unreachable), (200, Unreachable), (302, Unreachable)],
)
def test_answers_of_somebody_between(status: int, kind: type[Exception]) -> None:
    assert type(refusal(status, b"<html>Bad Gateway", {})) is kind


def test_retry_after_header() -> None:
    assert refusal(503, b"busy", {"retry-after": "7"}).retry_after_ms == 7_000
    assert refusal(503, b"busy", {"retry-after": "Wed, 21 Oct 2026"}).retry_after_ms is None


# ------------------------------------------------------------------ waits
def test_full_jitter() -> None:
    waits = Backoff(random.Random(1))
    given_s = [waits.next_s() for _ in range(200)]
    assert min(given_s) >= FIRST_S
    assert max(given_s) <= LAST_S
    assert given_s[0] <= 0.4
    assert max(given_s) > 4
    assert min(given_s[20:]) < 1  # full jitter: short waits stay possible
    waits.reset()
    assert waits.next_s() <= 0.4
    assert waits.next_s(retry_after_ms=3_000) >= 3


# ------------------------------------------------------------------ the store's clock
async def _advance(clock: ManualClock, seconds: float) -> None:
    await clock.advance(seconds)


def test_store_clock_is_carried_on_whatever_the_wall_clock_does() -> None:
    import asyncio

    clock = ManualClock(wall_ms=1_000)
    time = ServerClock(clock)
    assert time.now_ms() == 1_000
    time.take(5_000_000)
    assert time.now_ms() == 5_000_000
    clock.set_wall_ms(1_000 + 3_600_000)
    asyncio.run(clock.advance(2))
    assert time.now_ms() == 5_002_000


def test_late_answers_do_not_turn_it_back() -> None:
    import asyncio

    clock = ManualClock()
    time = ServerClock(clock)
    time.take(1_000_000)
    asyncio.run(clock.advance(1))
    time.take(1_000_400)  # was 600 ms on its way
    assert time.now_ms() == pytest.approx(1_001_000, abs=2)
    time.take(0)
    assert time.now_ms() == pytest.approx(1_001_000, abs=2)


@given(st.lists(st.tuples(st.floats(0.1, 30), st.integers(0, 3_000)), min_size=1, max_size=30))
def test_store_clock_never_goes_back_and_is_never_far_off(steps: list[tuple[float, int]]) -> None:
    import asyncio

    async def play() -> None:
        clock = ManualClock()
        time = ServerClock(clock)
        begin, last, worst = 10_000_000, 0, 0
        for seconds, late_ms in steps:
            await clock.advance(seconds)
            true_ms = begin + clock.monotonic_ms()
            time.take(true_ms - late_ms)
            worst = max(worst, late_ms)
            assert last <= time.now_ms() <= true_ms + 1
            assert time.now_ms() >= true_ms - 3_000
            last = time.now_ms()

    asyncio.run(play())


def test_a_fast_local_clock_is_caught_up_with() -> None:
    import asyncio

    async def play() -> None:
        clock = ManualClock()
        time = ServerClock(clock)
        for step in range(2_000):
            time.take(10_000_000 + step * 3_999)  # the store counts 3,999 ms while we count 4,000
            await clock.advance(4)
        assert time.now_ms() - (10_000_000 + 2_000 * 3_999) < 50

    asyncio.run(play())


def test_manual_clock_wakes_in_order() -> None:
    import asyncio

    async def play() -> None:
        clock = ManualClock()
        woken: list[tuple[str, int]] = []

        async def sleeper(name: str, seconds: float) -> None:
            await clock.sleep(seconds)
            woken.append((name, clock.monotonic_ms()))

        async with asyncio.TaskGroup() as tasks:
            for name, seconds in (("late", 3), ("early", 1), ("never mind", 0)):
                tasks.create_task(sleeper(name, seconds))
            await clock.advance(2)
            assert woken == [("never mind", 0), ("early", 1_000)]
            assert clock.sleepers == 1
            await clock.advance(2)
        assert woken[-1] == ("late", 3_000)

    asyncio.run(play())
