"""Conversations that read like real ones: scripts are whole, customers answer sensibly to any line."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.simulation.people import NAMES, person
from desktop_agent.simulation.replies import reply_to
from desktop_agent.simulation.scripts import CONVERSATIONS, Conversation
from desktop_agent.simulation.talk import ANYTHING_ELSE, GOODBYE, Talk, without_greeting
from desktop_agent.simulation.tempers import BUSY_REASON, KNOWN, Pace, Temper, reason_of, temper_of

QUEUES = {"Billing", "Claims", "Orders", "Technical"}
BY_KEY = {conversation.key: conversation for conversation in CONVERSATIONS}


def talk(key: str = "charged-twice") -> Talk:
    return Talk(person(random.Random(1), "Amir Kaya"), BY_KEY[key])


def answer(line: str, to: Talk, seed: int = 1) -> str:
    reply = reply_to(line, to, random.Random(seed))
    return reply.text if reply else ""


# ------------------------------------------------------------------ scripts
def test_enough_and_for_every_queue() -> None:
    assert len(CONVERSATIONS) >= 12
    assert len(BY_KEY) == len(CONVERSATIONS)
    assert {conversation.queue for conversation in CONVERSATIONS} == QUEUES
    assert len({conversation.opening for conversation in CONVERSATIONS}) == len(CONVERSATIONS)


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda one: one.key)
def test_a_script_is_whole(conversation: Conversation) -> None:
    assert len(conversation.turns) >= 4
    first = conversation.turns[0].agent.format(customer="Amir", agent="Jana")
    assert "Amir" in first
    assert "Jana" in first
    rest = without_greeting(first)
    assert len(rest) > 15
    assert "Jana" not in rest
    lines = [text for turn in conversation.turns for text in (turn.agent, turn.customer)]
    lines += [conversation.opening, conversation.thanks, conversation.subject]
    assert all(line == line.strip() and "  " not in line and len(line) < 300 for line in lines)
    assert not any("{" in line.format(customer="", agent="") for line in lines)


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda one: one.key)
def test_an_agent_who_knows_the_case_gets_every_answer_once(conversation: Conversation) -> None:
    one = Talk(person(random.Random(1), "Amir Kaya"), conversation)
    heard: list[str] = []
    for _ in range(len(conversation.turns) + 2):
        line = one.agent_line("Jana", greet=not heard)
        reply = reply_to(line, one, random.Random(1))
        assert reply is not None
        heard.append(reply.text)
        if reply.leaves:
            break
    assert heard[:-2] == [turn.customer for turn in conversation.turns]
    assert heard[-2] == conversation.thanks


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda one: one.key)
def test_who_takes_over_asks_nothing_twice(conversation: Conversation) -> None:
    """Another agent has got half of it in his own words; who goes on does not begin again."""
    one = Talk(person(random.Random(1), "Amir Kaya"), conversation)
    for turn in conversation.turns[:2]:
        reply_to(turn.agent.format(customer="Amir", agent="Emma"), one, random.Random(1))
    welcome = answer(one.continuation("Jana", "Emma"), one)
    assert "As I wrote" not in welcome
    asked = []
    while ANYTHING_ELSE not in (line := one.agent_line("Jana", greet=False)):
        asked.append(line)
        assert "As I wrote" not in answer(line, one)
    assert asked == [turn.agent for turn in conversation.turns[2:]]


# ------------------------------------------------------------------ an agent's own words
def test_a_fact_is_told_when_asked_for() -> None:
    one = talk()
    assert "20931" in answer("Hi Amir, could you tell me your invoice number please?", one)
    assert answer("And which invoice was it?", one).startswith("As I wrote")
    assert "amir.kaya@mail.example" in answer("What is your e-mail address?", one)


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("One moment, I will look into it.", ("Sure", "OK", "Thank you")),
        ("I am going to transfer you to my colleague Jana, she can release the amount.", ("All right", "OK", "Fine")),
        ("I have corrected it and the money is refunded.", ("That is good", "Great", "Good")),
        ("Hello, my name is Emma.", ("Hello", "Hi")),
        ("Goodbye, take care!", ("Goodbye", "Bye", "You too")),
    ],
)
def test_manners(line: str, begins: tuple[str, ...]) -> None:
    for seed in range(5):
        assert answer(line, talk(), seed).startswith(begins)


def test_closing() -> None:
    one = talk()
    assert answer("Can I help you with anything else today?", one) == one.conversation.thanks
    assert one.closing
    assert one.agent_line("Jana", greet=False) == GOODBYE.format(customer="Amir")
    reply = reply_to(GOODBYE.format(customer="Amir"), one, random.Random(1))
    assert reply is not None
    assert reply.leaves


def test_a_question_nobody_foresaw_goes_on_with_the_story() -> None:
    one = talk()
    first = answer("What happened exactly?", one)
    second = answer("Why is that?", one)
    assert first != second
    assert first in {turn.customer for turn in one.conversation.turns}


@given(st.text(max_size=300), st.sampled_from(sorted(BY_KEY)), st.integers(0, 100))
def test_any_line_is_answered_within_the_limits(line: str, key: str, seed: int) -> None:
    reply = reply_to(line, talk(key), random.Random(seed))
    assert reply is None or 0 < len(reply.text) < 400


# ------------------------------------------------------------------ people
@pytest.mark.parametrize("name", NAMES)
def test_people_have_facts(name: str) -> None:
    one = person(random.Random(3), name)
    assert one.email.isascii()
    assert one.email.endswith("@mail.example")
    assert all(one.facts.values())
    assert person(random.Random(3), name) == one


def test_tempers() -> None:
    assert temper_of("lee", random.Random(1)) is Temper.DECLINES
    assert reason_of("lee", random.Random(1)) == BUSY_REASON
    assert {temper_of(user, random.Random(user)) for user in KNOWN} == set(Temper)
    assert temper_of("mei", random.Random("5:mei")) is temper_of("mei", random.Random("5:mei"))
    others = {temper_of(f"user{number}", random.Random(number)) for number in range(50)}
    assert Temper.ACCEPTS in others
    assert Temper.LOGS_OUT not in others


def test_pace() -> None:
    slow, fast = Pace(1.0), Pace(10.0)
    assert slow.typing(random.Random(1), "x" * 60) == pytest.approx(10 * fast.typing(random.Random(1), "x" * 60))
    assert 1 < slow.thinking(random.Random(1), "hello") < 5
