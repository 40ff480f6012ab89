"""How chats find an agent and what his state does to that (rows D2, D3)."""

import pytest

from desktop_agent.client.backends.port import Refusal
from desktop_agent.contract.enums import AgentState, OfferKind, Reason

NAME = "Amir Kaya"
UNANSWERED = 2
POLICY = {"offer_ms": 4_000, "unanswered_limit": UNANSWERED, "again_ms": 200, "reason_required": True}


def asked(person, name=NAME):
    """Wait until the queue asks somebody without a window."""
    return person.offered(name, OfferKind.ROUTING)


def asked_first(person, name=NAME):
    """Wait until the queue asks somebody, who is the first: nobody can have let it pass before."""
    offer = asked(person, name)
    assert offer.made_ms - offer.enqueued_ms < POLICY["offer_ms"]
    return offer


@pytest.mark.feature("D2", case="longest idle first")
def test_the_longest_idle_with_the_skill_is_asked(customer, emma, colleague):
    emma.go_not_ready()
    lee = colleague("lee")  # idle for longest, but does not serve Claims
    chi = colleague("chi")
    emma.go_ready()
    customer(NAME, queue="Claims")
    offer = asked_first(chi)
    assert not emma.sees("preview.accept")
    chi.accept(offer)
    customer("Sara Pohl", queue="Claims")
    emma.accept("Sara Pohl")  # Chi has work now
    chi.stage.do(chi.session.end(offer.interaction_id))
    chi.stage.do(chi.session.complete(offer.interaction_id))
    emma.finish("Sara Pohl")
    customer("Noah Bennett", queue="Claims")
    asked_first(chi, "Noah Bennett")  # his work ended before hers
    assert not emma.sees("preview.accept")
    assert not lee.session.replica.offers


@pytest.mark.feature("D2", case="declined goes to the next")
def test_a_declined_chat_goes_round_and_asks_each_once(customer, emma, colleague):
    chi, ruth = colleague("chi"), colleague("ruth")
    customer(NAME, queue="Claims")
    emma.decline(NAME)
    declined_ms = chi.session.server_now_ms()
    chi.decline(asked(chi))
    offer = asked(ruth)  # and not Emma once more, who is free
    assert offer.made_ms < declined_ms + POLICY["offer_ms"]  # nobody else has let it pass meanwhile
    assert not emma.sees(f"Accept: {NAME}")
    assert not chi.session.replica.offers
    ruth.decline(offer)
    emma.accept(NAME)  # the list was used up


@pytest.mark.feature("D2", case="set Not Ready after unanswered offers")
def test_who_lets_offers_pass_is_set_not_ready_and_told(customer, emma, colleague):
    chi = colleague("chi")
    customer("Sara Pohl", queue="Claims")
    emma.sees_preview("Sara Pohl")
    chi.accept(asked(chi, "Sara Pohl"))  # unanswered goes to the next as well
    assert emma.read("status_button") == "Ready"
    amir = customer(NAME)
    emma.sees_preview(NAME)
    emma.wait("status_button", "text", equals="Not Ready")
    emma.wait("message_toast", "texts", contains=f"set Not Ready because {UNANSWERED} offered chats were not answered")
    assert f"because {UNANSWERED} offered chats were not answered" in emma.messages()[0]
    amir.is_in_state("waiting")
    assert not emma.sees(f"Accept: {NAME}")
    emma.go_ready()
    emma.accept(NAME)


@pytest.mark.feature("D3", case="states and reasons")
def test_not_ready_needs_a_reason_here(emma, colleague):
    emma.click("status_button")
    entries = emma.wait(".QMenu", "texts", contains="Not Ready: Lunch")
    assert "Not Ready" not in entries
    emma.key("Escape")
    emma.key("Ctrl+Shift+N")  # the shortcut cannot give one: it opens the list
    emma.click("entry=state.not_ready.training")
    emma.wait("status_button", "text", equals="Not Ready: Training")
    chi = colleague("chi")
    with pytest.raises(Refusal) as no:
        chi.stage.do(chi.session.set_state(state=AgentState.NOT_READY))
    assert no.value.reason == Reason.STATE_REASON_MISSING


@pytest.mark.feature("D3", case="time in state")
def test_not_ready_during_work_stops_offers_at_once_and_counts_after_it(customer, emma):
    customer(NAME)
    emma.accept(NAME)
    emma.go_not_ready("lunch", "Not Ready: Lunch")
    emma.wait("time_in_state", "text", equals="after work")
    customer("Sara Pohl")
    emma.wait("status_bar.queues", "text", contains="Billing 1 waiting")
    assert not emma.sees("preview.accept")
    emma.open_chat(NAME)
    emma.click("chat.button.chat.end")
    emma.wait("wrap_up")
    assert emma.read("time_in_state") == "after work"
    emma.click("wrap_up.done")
    emma.has_no_chat(NAME)
    emma.wait("time_in_state", "text", equals="0:01")
    assert not emma.sees("preview.accept")


@pytest.mark.feature("D3", case="channel")
def test_a_channel_is_switched_by_itself_and_ready_means_all(customer, emma):
    emma.click("channel_sign.chat")
    emma.wait("channel_sign.chat", "text", contains="✕")
    assert "✓" in emma.read("channel_sign.im")
    assert emma.read("status_button") == "Ready"
    customer(NAME)
    emma.wait("status_bar.queues", "text", contains="Billing 1 waiting")
    assert not emma.sees("preview.accept")
    emma.go_not_ready()
    emma.go_ready()
    emma.wait("channel_sign.chat", "text", contains="✓")
    emma.sees_preview(NAME)
