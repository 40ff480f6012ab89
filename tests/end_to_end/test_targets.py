"""Kinds of targets, their slots and deadlines, and the rights over an offer and a chat (rows G12, G13, G14)."""

import pytest

from desktop_agent.client.backends.port import Refusal
from desktop_agent.contract import commands
from desktop_agent.contract.base import Done
from desktop_agent.contract.enums import AgentState, OfferKind, Reason, TargetKind, Verb
from desktop_agent.contract.ids import new_id
from desktop_agent.lab.desk import Desk

NAME = "Amir Kaya"
POLICY = {
    "offer_ms": 6_000,
    "unanswered_limit": 9,
    "again_ms": 200,
    "unreachable_ms": 6_000,
    "not_ready_ms": 6_200,
    "requeue_ms": 6_400,
}


def refused(person, chat, verb, body):
    """Send a command past all that a desktop would grey out; returns why the server refuses it."""
    send = person.session.backend.interaction(chat, verb, body, key=new_id(), answer=Done)
    with pytest.raises(Refusal) as no:
        person.stage.do(send)
    return no.value.reason


def id_of(person, name):
    """Id of an agent, as somebody without a window finds it in the directory."""

    def found():
        return [hit.target.id for hit in person.session.directory.search(name) if hit.target.name == name]

    return person.stage.wait(f"{person.user} finds {name}", found)[0]


def transfer(sender, chat, target, *, stay=False):
    """Transfer between people without a window."""
    sender.stage.do(sender.session.transfer(chat, target_id=target, target_kind=TargetKind.AGENT, stay=stay))


def routed(person, customer, name):
    """Let a chat come to somebody without a window who is alone in his queue."""
    customer(name, "Hello", queue="Technical")
    return person.accept(person.offered(name, OfferKind.ROUTING)).id


def owner_of(person, chat):
    """Who owns a chat, as somebody in it sees it."""
    return person.session.replica.interactions[chat].owner_name


@pytest.fixture
def chat(customer, emma):
    """Amir's chat at Emma's desk."""
    amir = customer(NAME, "My refund has not arrived.")
    emma.accept(NAME)
    emma.open_chat(NAME)
    return amir


@pytest.mark.feature("G12", case="agent")
def test_an_agent_gets_one_offer_and_nobody_else(chat, emma, jana, colleague):
    lee = colleague("lee")
    emma.transfer_to("Jana Brandt")
    jana.decline(NAME)
    emma.is_told("Jana Brandt declined")
    assert not jana.sees("preview.accept")
    assert not lee.session.replica.offers
    chat.is_served_by("Emma Marsh")


@pytest.mark.feature("G12", case="queue")
def test_a_queue_keeps_the_original_waiting_time(chat, customer, emma, colleague):
    lee = colleague("lee", ready=False)
    customer("Noah Bennett", "Hello", queue="Technical")
    emma.transfer_to("Technical", "8104")
    emma.has_no_chat(NAME)
    chat.is_in_state("waiting")
    lee.become(AgentState.READY)
    (offer,) = lee.stage.wait("a first offer", lambda: list(lee.session.replica.offers.values()))
    assert offer.customer.name == NAME  # came to the queue last, but has waited longest
    lee.accept(offer)
    assert lee.offered("Noah Bennett", OfferKind.ROUTING).enqueued_ms > offer.enqueued_ms


@pytest.mark.feature("G13", case="one routed offer at a time")
@pytest.mark.feature("G13", case="no free slot")
def test_routed_offers_come_singly_and_direct_ones_up_to_the_free_slots(customer, emma, colleague):
    lee = colleague("lee")
    three, four, five = [routed(lee, customer, name) for name in ("Three", "Four", "Five")]
    target = id_of(lee, "Emma Marsh")
    customer("One")
    emma.wait("Accept: One", seconds=15)
    customer("Two")
    transfer(lee, three, target)
    transfer(lee, four, target)
    emma.wait("Accept: Three")
    emma.wait("Accept: Four")
    assert not emma.sees("Accept: Two")
    body = commands.Transfer(target_id=target, target_kind=TargetKind.AGENT)
    assert refused(lee, five, Verb.TRANSFER, body) == Reason.TARGET_NO_FREE_SLOT  # an offer reserves a slot
    emma.accept("One")
    assert refused(lee, five, Verb.TRANSFER, body) == Reason.TARGET_NO_FREE_SLOT  # an owned chat holds it
    assert not emma.sees("Accept: Two")
    emma.decline("Three")
    emma.wait("Accept: Two")


@pytest.mark.feature("G13", case="deadline")
def test_an_offer_ends_at_its_deadline(chat, emma, colleague):
    lee = colleague("lee")
    emma.transfer_to("Lee Wong")
    offer = lee.offered(NAME)
    assert offer.deadline_ms - offer.made_ms == POLICY["offer_ms"]
    emma.is_told("Lee Wong did not answer the transfer in time")
    body = commands.Accept(offer_id=offer.id)
    assert refused(lee, chat.id, Verb.ACCEPT, body) == Reason.OFFER_CLOSED
    assert lee.session.server_now_ms() >= offer.deadline_ms
    emma.has_chat(NAME)
    chat.is_served_by("Emma Marsh")


@pytest.mark.feature("G14", case="only the offered agent accepts")
def test_only_the_offered_agent_accepts(customer, jana, colleague):
    lee, omar, sofia = colleague("lee"), colleague("omar"), colleague("sofia")
    chat = routed(lee, customer, "Sara Pohl")
    transfer(lee, chat, id_of(lee, "Jana Brandt"))
    jana.sees_preview("Sara Pohl")
    pending = lee.stage.wait("it is pending", lambda: lee.session.replica.interactions[chat].pending)
    body = commands.Accept(offer_id=pending.offer_id)
    for other in (lee, omar, sofia):  # the sender, a colleague, a supervisor
        assert refused(other, chat, Verb.ACCEPT, body) == Reason.NOT_YOUR_OFFER
    assert owner_of(lee, chat) == "Lee Wong"
    jana.accept("Sara Pohl")
    lee.stage.wait("it has left Lee", lambda: chat not in lee.session.replica.interactions)


@pytest.mark.feature("G14", case="a supervisor may withdraw")
def test_a_supervisor_withdraws_and_nobody_else(customer, jana, colleague):
    lee, omar, sofia = colleague("lee"), colleague("omar", ready=False), colleague("sofia", ready=False)
    chat = routed(lee, customer, "Sara Pohl")
    transfer(lee, chat, id_of(lee, "Jana Brandt"))
    jana.sees_preview("Sara Pohl")
    pending = lee.stage.wait("it is pending", lambda: lee.session.replica.interactions[chat].pending)
    with pytest.raises(Refusal) as no:
        omar.stage.do(omar.session.withdraw_for(chat, offer_id=pending.offer_id))
    assert no.value.reason == Reason.NOT_A_PARTY
    assert jana.sees("Accept: Sara Pohl")
    sofia.stage.do(sofia.session.withdraw_for(chat, offer_id=pending.offer_id))
    jana.wait("preview.end", "text", equals="A supervisor withdrew the offer of the chat with Sara Pohl.")
    jana.wait_gone("Accept: Sara Pohl")
    assert owner_of(lee, chat) == "Lee Wong"


@pytest.mark.feature("G14", case="a supervisor may requeue")
def test_a_supervisor_requeues_and_nobody_else(chat, emma, colleague):
    omar, sofia = colleague("omar", ready=False), colleague("sofia", ready=False)
    emma.say("Which invoice is it?")
    with pytest.raises(Refusal) as no:
        omar.stage.do(omar.session.requeue(chat.id))
    assert no.value.reason == Reason.NOT_SUPERVISOR
    for verb, body in ((Verb.END, commands.Nothing()), (Verb.SET_NOTE, commands.SetNote(text="mine"))):
        assert refused(omar, chat.id, verb, body) == Reason.NOT_A_PARTY
    emma.has_chat(NAME)
    emma.go_not_ready()
    sofia.stage.do(sofia.session.requeue(chat.id, reason="Shift ends"))
    emma.has_no_chat(NAME)
    assert f"Sofia Rossi put the chat with {NAME} back into Billing: “Shift ends”." in emma.messages()[0]
    chat.is_in_state("waiting")
    emma.go_ready()
    emma.accept(NAME)  # nobody else serves Billing
    emma.open_chat(NAME)
    emma.reads("Which invoice is it?")
    chat.is_served_by("Emma Marsh")


@pytest.mark.feature("G14", case="owner lost")
def test_the_chat_of_a_lost_desktop_goes_to_another(server, customer, emma, stage):
    emma.go_not_ready()
    layla = Desk("layla", server)
    try:
        layla.go_ready()
        sara = customer("Sara Pohl")
        layla.accept("Sara Pohl")
        layla.open_chat("Sara Pohl")
        layla.say("I have your invoice here.")
        sara.is_served_by("Layla Nasser")
    finally:
        layla.kill()
    stage.wait("the customer is told", lambda: sara.state == "reconnecting", seconds=20)
    sara.reads("reconnecting you")
    emma.go_ready()
    emma.accept("Sara Pohl")
    emma.open_chat("Sara Pohl")
    emma.reads("I have your invoice here.")
    sara.is_served_by("Emma Marsh")


@pytest.mark.feature("G14", case="owner lost")
def test_the_longest_connected_of_a_conference_goes_on_for_an_owner_who_leaves(customer, colleague, stage):
    lee, omar, carmen = colleague("lee"), colleague("omar"), colleague("carmen")
    chat = routed(lee, customer, "Sara Pohl")
    for sender, target in ((lee, omar), (omar, carmen)):
        transfer(sender, chat, target.id, stay=True)
        target.accept(target.offered("Sara Pohl"))
    assert owner_of(carmen, chat) == "Carmen Ortiz"
    carmen.leave()
    stage.wait("Lee owns it", lambda: owner_of(lee, chat) == "Lee Wong")
    stage.wait("Omar stays", lambda: owner_of(omar, chat) == "Lee Wong")
