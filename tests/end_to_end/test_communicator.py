"""The Team Communicator: what it finds, what a row says and does, who can be a target."""

import pytest

from desktop_agent.contract.enums import AgentState, OfferKind
from desktop_agent.lab import desk

NAME = "Amir Kaya"
POLICY = {"offer_ms": 20_000, "unanswered_limit": 9}


@pytest.fixture
def chat(customer, emma):
    """Amir's chat at Emma's desk."""
    amir = customer(NAME, "Hello")
    emma.accept(NAME)
    emma.open_chat(NAME)
    return amir


def look_for(emma, text, expect):
    """Search in the open Team Communicator and leave the box empty again."""
    emma.search(text, expect)
    rows = emma.rows(desk.COMMUNICATOR)
    emma.key("Ctrl+A, Delete")
    return rows


@pytest.mark.feature("G2", case="part of a name")
@pytest.mark.feature("G2", case="number")
@pytest.mark.feature("G2", case="keyword")
@pytest.mark.feature("G2", case="every kind of target")
def test_one_box_finds_everything(chat, emma):
    emma.open_transfer()
    look_for(emma, "rand", "Jana Brandt")  # within a name
    look_for(emma, "BRANDT JA", "Jana Brandt")  # parts in any order, small or large
    look_for(emma, "garcia", "Tomás García")  # without the accents
    look_for(emma, "4101", "Jana Brandt")  # extension
    look_for(emma, "8104", "Technical")  # number of a queue
    look_for(emma, "refund", "Billing, Open")  # keyword of a queue
    look_for(emma, "rossi", "Sofia Rossi")  # supervisor
    look_for(emma, "team blue", "Team Blue")  # agent group
    look_for(emma, "claims", "Claims, Skill")
    look_for(emma, "service line", "Service line")  # routing point
    look_for(emma, "weber", "Daniel Weber")  # contact
    emma.write("zzqq")
    emma.wait("communicator.message", "text", contains="Nothing is found")


@pytest.mark.feature("G3", case="action menu")
@pytest.mark.feature("G4", case="invitation and preview")
def test_the_action_menu_sends_an_invitation(chat, emma, jana):
    emma.open_transfer()
    emma.search("jana", "Jana Brandt")
    emma.open_row_menu("Jana Brandt")
    assert emma.read("entry=Instant Chat Transfer", "enabled") is True
    emma.click("entry=Instant Chat Transfer")
    jana.sees_preview(NAME)
    emma.has_chat(NAME)
    chat.is_served_by("Emma Marsh")
    emma.withdraw()


@pytest.mark.feature("G3", case="Enter transfers when opened by Transfer")
def test_enter_transfers(chat, emma, jana):
    emma.key("Ctrl+T")
    emma.wait(desk.COMMUNICATOR)
    emma.search("jana", "Jana Brandt")
    emma.wait("communicator.foot", "text", equals=f"Enter transfers {NAME} to Jana Brandt")
    emma.key("Return")
    jana.accept(NAME)
    emma.has_no_chat(NAME)


@pytest.mark.feature("N1")
def test_reason_and_note_stand_in_the_preview(chat, emma, jana):
    emma.say("I cannot book this myself.")
    emma.open_transfer()
    emma.search("jana", "Jana Brandt")
    emma.write("Refund above my limit", "communicator.reason")
    emma.write("Invoice 4711, 80 euros", "communicator.note")
    emma.choose_row("Jana Brandt")
    shown = jana.sees_preview(NAME)
    assert any("Refund above my limit" in text for text in shown)
    assert any("Invoice 4711, 80 euros" in text for text in shown)
    assert any("I cannot book this myself." in text for text in shown)  # the last lines
    assert any("waits" in text for text in shown)
    jana.accept(NAME)
    jana.click("side_tabs > tab=Case")
    jana.wait("side_tabs", "texts", contains="Refund above my limit")  # kept as history


@pytest.mark.parametrize(
    ("state", "words"),
    [
        pytest.param(AgentState.NOT_READY, "Not Ready", marks=pytest.mark.feature("G13", case="Not Ready")),
        pytest.param(
            AgentState.DO_NOT_DISTURB, "Do Not Disturb", marks=pytest.mark.feature("G13", case="Do Not Disturb")
        ),
    ],
)
def test_who_cannot_take_it_is_disabled_with_the_reason(chat, emma, colleague, state, words):
    lee = colleague("lee")
    lee.become(state, "break" if state is AgentState.NOT_READY else None)
    emma.open_transfer()
    emma.search("wong", words)
    emma.click(f"{desk.COMMUNICATOR} > row=Lee Wong")
    emma.wait("communicator.foot", "text", contains="is not possible")
    assert words in emma.read("communicator.foot")
    emma.click(f"{desk.COMMUNICATOR} > row=Lee Wong > @right-12")
    emma.wait("entry=rowAction.transfer")
    assert emma.read("entry=rowAction.transfer", "enabled") is False
    emma.key("Escape")
    emma.close_communicator()
    assert not lee.session.replica.offers


@pytest.mark.feature("G13", case="no free slot")
@pytest.mark.feature("G4", case="only a Ready target with a free slot")
def test_without_a_free_slot_there_is_no_invitation(chat, customer, emma, colleague):
    lee = colleague("lee")
    for name in ("One", "Two", "Three"):
        customer(name, "Hello", queue="Technical")
        lee.accept(lee.offered(name, OfferKind.ROUTING))
    emma.open_transfer()
    emma.search("wong", "Lee Wong")
    emma.click(f"{desk.COMMUNICATOR} > row=Lee Wong")
    emma.wait("communicator.foot", "text", contains="No free slot")


@pytest.mark.feature("G12", case="queue")
def test_a_queue_takes_it_at_once(chat, emma, colleague):
    lee = colleague("lee", ready=False)
    emma.transfer_to("Technical", "8104")
    emma.has_no_chat(NAME)
    chat.is_in_state("waiting")
    lee.become(AgentState.READY)
    offer = lee.offered(NAME, OfferKind.ROUTING)
    assert offer.queue.name == "Technical"
    lee.accept(offer)
    lee.reads(offer.interaction_id, "Hello")
    chat.is_served_by("Lee Wong")


@pytest.mark.feature("G12", case="closed queue")
def test_a_closed_queue_is_refused(chat, emma):
    emma.open_transfer()
    emma.search("night", "Night desk, Closed")
    emma.click(f"{desk.COMMUNICATOR} > row=Night desk, Closed")
    emma.wait("communicator.foot", "text", contains="This queue is closed now.")
    emma.key("Return")
    emma.has_chat(NAME)
    chat.is_served_by("Emma Marsh")


@pytest.mark.feature("G12", case="empty queue asks")
def test_a_queue_with_nobody_logged_in_asks_first(chat, emma):
    emma.open_transfer()
    emma.search("8105", "Legal, Nobody logged in")
    emma.click(f"{desk.COMMUNICATOR} > row=Legal")
    emma.click(f"{desk.COMMUNICATOR} > row=Legal > @right-60")
    emma.wait("communicator.question", "texts", contains="Nobody is logged in for Legal")
    chat.is_served_by("Emma Marsh")
    emma.click("communicator.question > Put it there")
    emma.has_no_chat(NAME)
    chat.is_in_state("waiting")


@pytest.mark.feature("G12", case="contact")
def test_a_contact_is_never_a_target(chat, emma):
    emma.open_transfer()
    emma.search("weber", "Daniel Weber")
    emma.click(f"{desk.COMMUNICATOR} > row=Daniel Weber")
    emma.wait("communicator.foot", "text", lacks="Enter transfers")
    emma.click(f"{desk.COMMUNICATOR} > row=Daniel Weber > @right-12")
    emma.wait(".QMenu")
    assert not emma.sees("entry=rowAction.transfer") or emma.read("entry=rowAction.transfer", "enabled") is False
    emma.key("Escape")
