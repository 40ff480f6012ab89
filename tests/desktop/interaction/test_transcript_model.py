"""Transcript: rows follow the replica, line by line."""

import pytest
from pytestqt.qtbot import QtBot

from desktop_agent.contract.enums import SenderKind, Visibility
from desktop_agent.contract.values import Message
from desktop_agent.desktop.models.transcript import RowKind, SendState, Side, Transcript, visible_text

NOON = 1_763_812_800_000
MINUTE = 60_000


def line(seq: int, text: str = "", *, who: str = "customer", at_ms: int | None = None, **more: object) -> Message:
    sender = {"customer": SenderKind.CUSTOMER, "system": SenderKind.SYSTEM}.get(who, SenderKind.AGENT)
    return Message(
        id=f"m{seq}",
        seq=seq,
        at_ms=NOON + seq * 1_000 if at_ms is None else at_ms,
        sender=sender,
        sender_id=who,
        sender_name=who.title(),
        text=text or f"line {seq}",
        **more,
    )


@pytest.fixture
def transcript(qtbot: QtBot) -> Transcript:
    return Transcript("me")


def texts(transcript: Transcript) -> list[str]:
    return [row.text for row in transcript.rows if row.kind not in (RowKind.DAY, RowKind.UNREAD)]


def test_sides_and_runs(transcript: Transcript) -> None:
    transcript.sync([line(1), line(2), line(3, who="me"), line(4, who="jana"), line(5, who="system")])
    rows = [row for row in transcript.rows if row.kind is not RowKind.DAY]
    assert [row.side for row in rows] == [Side.CUSTOMER, Side.CUSTOMER, Side.ME, Side.AGENT, Side.SYSTEM]
    assert [row.first for row in rows[:4]] == [True, False, True, True]


def test_a_run_ends_with_time_and_visibility(transcript: Transcript) -> None:
    transcript.sync(
        [
            line(1, who="jana"),
            line(2, who="jana", visibility=Visibility.AGENTS),
            line(3, who="jana", visibility=Visibility.AGENTS),
            line(4, who="jana", visibility=Visibility.AGENTS, at_ms=NOON + 20 * MINUTE),
        ]
    )
    assert [row.first for row in transcript.rows if row.kind is RowKind.LINE] == [True, True, False, True]


def test_days_are_divided(transcript: Transcript) -> None:
    transcript.sync([line(1), line(2, at_ms=NOON + 24 * 60 * MINUTE), line(3, at_ms=NOON + 24 * 60 * MINUTE + 1)])
    assert [row.kind for row in transcript.rows] == [RowKind.DAY, RowKind.LINE, RowKind.DAY, RowKind.LINE, RowKind.LINE]


def test_new_lines_are_appended_and_told(transcript: Transcript, qtbot: QtBot) -> None:
    messages = [line(1)]
    transcript.sync(messages)
    messages.append(line(2))
    with (
        qtbot.waitSignal(transcript.inserted) as inserted,
        qtbot.waitSignal(transcript.arrived),
        qtbot.assertNotEmitted(transcript.reset),
    ):
        transcript.sync(messages)
    assert inserted.args == [2, 1]
    assert texts(transcript) == ["line 1", "line 2"]


def test_own_lines_are_no_news(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.sync([line(1)])
    with qtbot.assertNotEmitted(transcript.arrived):
        transcript.sync([line(1), line(2, who="me")])


def test_the_same_again_changes_nothing(transcript: Transcript, qtbot: QtBot) -> None:
    messages = [line(1), line(2)]
    transcript.sync(messages)
    with qtbot.assertNotEmitted(transcript.inserted), qtbot.assertNotEmitted(transcript.reset):
        transcript.sync(messages)


def test_older_pages_come_before_without_a_second_divider(transcript: Transcript) -> None:
    transcript.sync([line(3), line(4)])
    transcript.sync([line(1), line(2), line(3), line(4)])
    assert [row.kind for row in transcript.rows].count(RowKind.DAY) == 1
    assert texts(transcript) == ["line 1", "line 2", "line 3", "line 4"]


def test_a_late_line_finds_its_place(transcript: Transcript) -> None:
    transcript.sync([line(1), line(3)])
    transcript.sync([line(1), line(2), line(3)])
    assert texts(transcript) == ["line 1", "line 2", "line 3"]


def test_a_later_snapshot_replaces(transcript: Transcript) -> None:
    transcript.sync([line(1), line(2)])
    transcript.sync([line(8), line(9)])
    assert texts(transcript) == ["line 8", "line 9"]
    assert transcript.first_seq == 8


def test_unread_marker_stands_before_the_first_new_line_of_others(transcript: Transcript) -> None:
    transcript.sync([line(1), line(2, who="me"), line(3, who="system"), line(4), line(5)])
    transcript.mark_unread_from(1)
    kinds = [row.kind for row in transcript.rows]
    assert kinds.index(RowKind.UNREAD) == 4
    assert transcript.rows[5].seq == 4
    transcript.clear_unread()
    assert RowKind.UNREAD not in [row.kind for row in transcript.rows]


def test_no_marker_when_everything_is_read(transcript: Transcript) -> None:
    transcript.sync([line(1), line(2)])
    transcript.mark_unread_from(2)
    assert RowKind.UNREAD not in [row.kind for row in transcript.rows]


def test_a_line_on_its_way_gives_place_to_the_servers_own(transcript: Transcript) -> None:
    transcript.sync([line(1)])
    transcript.add_outgoing("key", "Hello", Visibility.ALL, NOON)
    assert transcript.rows[-1].state is SendState.SENDING
    transcript.sync([line(1), line(2, "Hello", who="me", key="key")])
    assert texts(transcript) == ["line 1", "Hello"]
    assert not transcript.outgoing


def test_a_line_on_its_way_stays_last(transcript: Transcript) -> None:
    transcript.sync([line(1)])
    transcript.add_outgoing("key", "Hello", Visibility.ALL, NOON)
    transcript.set_outgoing("key", SendState.FAILED, "no connection")
    transcript.sync([line(1), line(2)])
    assert texts(transcript) == ["line 1", "line 2", "Hello"]
    assert transcript.outgoing[0].problem == "no connection"


def test_a_strangers_key_drops_nothing(transcript: Transcript) -> None:
    transcript.sync([line(1)])
    transcript.add_outgoing("key", "Hello", Visibility.ALL, NOON)
    transcript.sync([line(1), line(2, who="jana", key="key")])
    assert len(transcript.outgoing) == 1


def test_reload_keeps_what_is_on_its_way_and_drops_what_has_arrived(transcript: Transcript) -> None:
    transcript.sync([line(1)])
    transcript.add_outgoing("one", "One", Visibility.ALL, NOON)
    transcript.add_outgoing("two", "Two", Visibility.ALL, NOON)
    transcript.sync([line(7, "One", who="me", key="one")])
    assert texts(transcript) == ["One", "Two"]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x00b", "a␀b"),
        ("\x1b[31m", "␛[31m"),
        ("x\x7f", "x␡"),
        ("a\r\nb\tc", "a\nb\tc"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
    ],
)
def test_control_characters_are_seen(raw: str, shown: str) -> None:
    assert visible_text(raw) == shown
