"""The contract: strict where it takes, tolerant where it reads, closed sets, and nothing lost on the wire."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.contract import answers, commands, errors, events, http, values
from desktop_agent.contract.base import Command, Value
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import Reason, Verb
from desktop_agent.contract.ids import new_id


def structs(module: object, base: type) -> list[type[msgspec.Struct]]:
    return [
        one
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, base) and one is not base and one.__module__ == module.__name__
    ]


COMMANDS = structs(commands, Command)
VALUES = [*structs(values, Value), *structs(answers, Value), *structs(events, Value), *structs(errors, Value)]


@pytest.mark.parametrize("kind", COMMANDS + VALUES, ids=lambda kind: kind.__name__)
def test_frozen_and_by_keyword(kind: type[msgspec.Struct]) -> None:
    assert kind.__struct_config__.frozen
    with pytest.raises(TypeError):
        kind(*range(30))


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
def test_commands_refuse_what_they_do_not_know(kind: type[msgspec.Struct]) -> None:
    assert kind.__struct_config__.forbid_unknown_fields


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_values_ignore_what_they_do_not_know(kind: type[msgspec.Struct]) -> None:
    assert not kind.__struct_config__.forbid_unknown_fields


def test_a_newer_server_may_say_more() -> None:
    raw = b'{"id":"q","name":"Billing","colour":"blue"}'
    assert msgspec.json.decode(raw, type=values.QueueRef) == values.QueueRef(id="q", name="Billing")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (commands.SendMessage, {"text": ""}),
        (commands.SendMessage, {"text": "x" * 8_001}),
        (commands.SendMessage, {"text": "hello", "extra": 1}),
        (commands.SendMessage, {"text": 5}),
        (commands.Transfer, {"target_id": "t"}),
        (commands.Transfer, {"target_id": "t", "target_kind": "planet"}),
        (commands.Transfer, {"target_id": "t", "target_kind": "agent", "stay": "yes"}),
        (commands.Read, {"seq": -1}),
        (commands.SaveDraft, {"text": "a", "version": -1}),
        (commands.Subscribe, {"version": 1, "ids": ["x"] * 501}),
        (commands.RankTargets, {"ids": ["x"] * 201}),
        (commands.ChangePassword, {"old": "a", "new": "short"}),
    ],
)
def test_bad_commands_are_refused(kind: type[Command], body: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(body), type=kind)


def test_every_verb_of_the_table_is_a_verb_once() -> None:
    assert all(isinstance(verb, Verb) for verb in commands.INTERACTION_COMMANDS)
    assert len({verb.value for verb in Verb}) == len(Verb)
    assert len({reason.value for reason in Reason}) == len(Reason)


def test_every_code_has_a_status() -> None:
    assert set(errors.STATUS) == set(errors.ErrorCode)


def test_events_have_different_tags() -> None:
    for union, field in ((events.MailEvent, "event"), (events.AnyTopic, "topic")):
        tags = [kind.__struct_config__.tag for kind in union.__args__]
        assert len(set(tags)) == len(tags)
        assert all(kind.__struct_config__.tag_field == field for kind in union.__args__)


def test_unknown_event_fails_alone() -> None:
    raw = b'{"mail":[{"seq":1,"event":{"event":"from_the_future"}},{"seq":2,"event":{"event":"notice_removed",'
    raw += b'"notice_id":"n"}}],"cursor":"e.2","now_ms":5}'
    batch = msgspec.json.decode(raw, type=events.Batch)
    with pytest.raises(msgspec.ValidationError):
        events.decode_event(batch.mail[0].event)
    assert events.decode_event(batch.mail[1].event) == events.NoticeRemoved(notice_id="n")


def test_paths_are_different() -> None:
    paths = [value for name, value in vars(http).items() if isinstance(value, str) and value.startswith("/")]
    assert len(paths) > 20
    assert len(set(paths)) == len(paths)


# ------------------------------------------------------------------ cursors and ids
@given(st.text("abc123.-", min_size=1, max_size=20), st.integers(0, 10**18 - 1))
def test_cursor_round_trip(epoch: str, seq: int) -> None:
    assert Cursor.parse(str(Cursor(epoch, seq))) == Cursor(epoch, seq)


@pytest.mark.parametrize("text", ["", ".", "e.", ".5", "e.-1", "e.x", "e", "e.1 ", "e.²", "e." + "9" * 19])
def test_no_cursors(text: str) -> None:
    with pytest.raises(ValueError, match="not a cursor"):
        Cursor.parse(text)


def test_ids_sort_by_their_birth() -> None:
    ids = [new_id(moment) for moment in range(1_700_000_000_000, 1_700_000_000_100)]
    assert ids == sorted(ids)
    assert len({new_id(1) for _ in range(1_000)}) == 1_000
    assert all(one[14] == "7" and one[19] in "89ab" for one in ids)


# ------------------------------------------------------------------ the wire
WIRE = [kind for kind in COMMANDS + VALUES if kind not in {events.Mail, events.Batch}]


@pytest.mark.parametrize("kind", WIRE, ids=lambda kind: kind.__name__)
def test_what_is_sent_is_what_arrives(kind: type[msgspec.Struct]) -> None:
    sample = _sample(kind)
    assert msgspec.json.decode(msgspec.json.encode(sample), type=kind) == sample


def _sample(kind: type[msgspec.Struct]) -> msgspec.Struct:
    """A value with every required field filled."""
    filled = {}
    for field in msgspec.structs.fields(kind):
        if field.required:
            filled[field.name] = _value(msgspec.inspect.type_info(field.type))
    return kind(**filled)


def _value(info: msgspec.inspect.Type) -> object:
    if isinstance(info, msgspec.inspect.UnionType):
        return _value(info.types[0])
    if isinstance(info, msgspec.inspect.StructType):
        return _sample(info.cls)
    if isinstance(info, msgspec.inspect.EnumType):
        return next(iter(info.cls))
    if isinstance(info, msgspec.inspect.StrType):
        return "x" * max(1, info.min_length or 1)
    if isinstance(info, msgspec.inspect.IntType):
        return 7
    if isinstance(info, msgspec.inspect.BoolType):
        return True
    if isinstance(info, msgspec.inspect.DictType):
        return {_value(info.key_type): _value(info.value_type)}
    if isinstance(info, msgspec.inspect.VarTupleType):
        return (_value(info.item_type),)
    if isinstance(info, msgspec.inspect.NoneType):
        return None
    raise NotImplementedError(info)
