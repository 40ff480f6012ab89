"""Every code of the contract is a complete sentence, filled with plain text."""

import re

import pytest

from desktop_agent.client.backends.port import Refusal, Unreachable
from desktop_agent.contract.enums import (
    AgentState,
    Channel,
    InteractionState,
    NoticeKind,
    OfferKind,
    Outcome,
    PartyRole,
    PartyState,
    Priority,
    Reason,
    RemovedWhy,
    SenderKind,
    TargetKind,
)
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.values import Message, Notice, TargetRef, TransferResult
from desktop_agent.desktop.presenters import words
from desktop_agent.desktop.presenters.wording import (
    NOTICES,
    SYSTEM_LINES,
    error_sentence,
    notice_sentence,
    offer_end,
    put,
    reason_words,
    removed,
    system_line,
    transfer_refused,
    transfer_result,
)

JANA = TargetRef(id="a", kind=TargetKind.AGENT, name="Jana Brandt")
SENTENCE = re.compile(r"^\S.*[.”]$")


def complete(sentence: str) -> bool:
    return bool(SENTENCE.match(sentence)) and "{" not in sentence and "  " not in sentence and " ." not in sentence


def result(outcome: Outcome, reason: str = "", by: str = "") -> TransferResult:
    return TransferResult(offer_id="o", target=JANA, outcome=outcome, at_ms=0, reason=reason, by=by)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason(reason):
    assert complete(reason_words(reason))


@pytest.mark.parametrize("code", ErrorCode)
@pytest.mark.parametrize("detail", [{}, {"field": "text"}, {"reason": Reason.NOT_OWNER}, {"reason": "new_reason"}])
def test_every_error(code, detail):
    assert complete(error_sentence(Refusal(code, "x", detail=detail, retry_after_ms=2_500)))


def test_no_answer():
    assert error_sentence(Unreachable("reset by peer")) == "The server cannot be reached."


def test_a_rate_limit_says_how_long():
    assert "try again in 3 s" in error_sentence(Refusal(ErrorCode.RATE_LIMITED, "x", retry_after_ms=2_500))


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("reason", ["", "on a call"])
@pytest.mark.parametrize("by", ["", "Lee Wong"])
def test_every_outcome_of_a_transfer(outcome, reason, by):
    assert complete(transfer_result(result(outcome, reason, by)))


def test_each_case_has_its_own_words():
    sentences = {transfer_result(result(outcome)) for outcome in Outcome}
    assert len(sentences) == len(Outcome)
    assert transfer_result(result(Outcome.DECLINED, "on a call", "Lee Wong")) == (
        "Lee Wong declined the transfer: “on a call”. The chat stays with you."
    )
    assert transfer_result(result(Outcome.TIMED_OUT)).startswith("Jana Brandt did not answer")


def test_a_refusal_names_target_and_reason():
    sentence = transfer_refused("Jana Brandt", reason_words(Reason.TARGET_NOT_READY))
    assert sentence == (
        "The transfer to Jana Brandt was refused. Not Ready: cannot take a chat now. The chat stays with you."
    )


@pytest.mark.parametrize("outcome", [one for one in Outcome if one not in {Outcome.ACCEPTED, Outcome.DECLINED}])
def test_every_end_of_an_offer(outcome):
    assert complete(offer_end(outcome, "Amir Kaya"))


def test_ones_own_answer_needs_no_words():
    assert offer_end(Outcome.ACCEPTED, "Amir Kaya") == ""


@pytest.mark.parametrize("why", RemovedWhy)
@pytest.mark.parametrize("to", ["", "Jana Brandt"])
def test_every_way_a_chat_leaves(why, to):
    assert complete(removed(why, "Amir Kaya", to))


ARGS = {
    "by": "Lee Wong",
    "target": "Lee Wong",
    "customer": "Amir Kaya",
    "queue": "Billing",
    "count": "2",
    "state": "not_ready",
}


def notice(code: str, **more: str) -> Notice:
    return Notice(id="n", at_ms=0, kind=NoticeKind.TRANSFER_RESULT, code=code, args={**ARGS, "channel": "chat", **more})


@pytest.mark.parametrize("code", [code for code in NOTICES if not code.endswith("+")])
def test_every_notice(code):
    assert complete(notice_sentence(notice(code)))
    assert complete(notice_sentence(notice(code, reason="target_not_ready")))


def test_notices_of_a_transfer():
    assert notice_sentence(notice("transfer_declined", reason="on a call")) == (
        "Lee Wong declined the transfer of Amir Kaya: “on a call”."
    )
    refused = notice_sentence(notice("transfer_refused", reason=Reason.TARGET_LOGGED_OUT))
    assert refused == "The transfer of Amir Kaya to Lee Wong was refused. Logged out."


def test_a_requeued_chat():
    told = notice_sentence(notice("chat_requeued", reason="shift ends"))
    assert told == "Lee Wong put the chat with Amir Kaya back into Billing: “shift ends”."


def test_a_broadcast_is_its_own_text():
    text = "Read <b>this</b> {now}"
    assert notice_sentence(Notice(id="n", at_ms=0, kind=NoticeKind.BROADCAST, text=text)) == text


def test_an_unknown_notice_shows_the_servers_words():
    assert notice_sentence(Notice(id="n", at_ms=0, kind=NoticeKind.STATE, code="new", text="Something new.")) == (
        "Something new."
    )


@pytest.mark.parametrize("code", SYSTEM_LINES)
def test_every_line_of_the_system(code):
    args = {"agent": "Jana", "from": "Emma", "queue": "Billing", "customer": "Amir"}
    line = system_line(Message(id="m", seq=1, at_ms=0, sender=SenderKind.SYSTEM, code=code, args=args))
    assert line
    assert "{" not in line
    assert any(name in line for name in ("Jana", "Billing", "Amir"))


def test_an_unknown_line_shows_the_servers_words():
    line = Message(id="m", seq=1, at_ms=0, sender=SenderKind.SYSTEM, code="new", text="Something new.")
    assert system_line(line) == "Something new."


def test_values_are_never_a_format_of_their_own():
    assert put("{a} and {b}", {"a": "{b}", "b": "{0.__class__}"}) == "{b} and {0.__class__}"


def test_right_to_left_names_are_isolated():
    assert put("{by} left", {"by": "ليلى"}) == "\u2068ليلى\u2069 left"


def test_long_values_are_cut():
    assert len(put("{by}", {"by": "x" * 10_000})) <= 400


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        (words.state_word, AgentState),
        (words.channel_word, Channel),
        (words.interaction_state_word, InteractionState),
        (words.offer_kind_word, OfferKind),
        (words.target_kind_word, TargetKind),
        (words.party_role_word, PartyRole),
        (words.party_state_word, PartyState),
        (words.priority_word, Priority),
    ],
)
def test_every_word(word, codes):
    made = [word(code) for code in codes]
    assert all(made)
    assert len(set(made)) == len(made)
    assert not any("_" in one for one in made)
