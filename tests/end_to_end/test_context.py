"""A transfer with its context, seen by the sender, who can take it back (rows N1, N2)."""

import pytest

from desktop_agent.lab import desk

NAME = "Amir Kaya"
POLICY = {"offer_ms": 20_000}


@pytest.fixture
def chat(customer, emma, jana):
    """Amir's chat at Emma's desk; Jana is Ready."""
    amir = customer(NAME, "My refund has not arrived.", subject="Invoice 4711", case_data={"order": "A-77"})
    emma.accept(NAME)
    emma.open_chat(NAME)
    return amir


@pytest.mark.feature("N1")
def test_the_recipient_decides_with_the_whole_context(chat, emma, jana):
    emma.say("I am looking into it.")
    chat.say("I have been waiting for a week!")
    emma.reads("I have been waiting for a week!")
    emma.write("Half an answer", desk.COMPOSER)
    emma.open_transfer()
    emma.search("jana", "Jana Brandt")
    emma.write("Above my limit", "communicator.reason")
    emma.write("80 euros, paid twice", "communicator.note")
    emma.choose_row("Jana Brandt")
    shown = "\n".join(jana.sees_preview(NAME))
    assert "TRANSFER from Emma Marsh" in shown
    for words in ("“Above my limit”", "80 euros, paid twice", "order: A-77", "Invoice 4711", "Billing", "waits 0:"):
        assert words in shown
    for line in ("I am looking into it.", "I have been waiting for a week!"):  # the last ones
        assert line in shown
    assert "Draft: Half an answer" in shown
    jana.accept(NAME)
    jana.wait("composer.handed_draft", "texts", contains="Half an answer")


@pytest.mark.feature("N2", case="seen by the sender")
def test_the_sender_sees_whom_he_waits_for_and_how_long(chat, emma, jana):
    emma.transfer_to("Jana Brandt")
    emma.wait(desk.PENDING, "texts", contains="Waiting for Jana Brandt to accept")
    emma.wait(desk.PENDING, "texts", contains="0:19")  # of twenty seconds
    emma.wait(desk.PENDING, "texts", contains="0:18")
    emma.wait("chat.parties", "text", contains="Jana Brandt")
    jana.decline(NAME)
    emma.is_told("Jana Brandt declined")
    emma.wait_gone(desk.PENDING)


@pytest.mark.feature("N2", case="withdrawn")
def test_what_is_withdrawn_can_go_to_somebody_else(chat, emma, jana, colleague):
    lee = colleague("lee")
    emma.transfer_to("Jana Brandt")
    jana.sees_preview(NAME)
    emma.withdraw()
    jana.wait_gone(f"Accept: {NAME}")  # nobody can accept it any more
    emma.transfer_to("Lee Wong")
    lee.accept(lee.offered(NAME))
    emma.has_no_chat(NAME)
    chat.is_served_by("Lee Wong")
    assert NAME not in "".join(jana.read(desk.BAR, "rows", anywhere=True))


@pytest.mark.feature("N2", case="the customer goes on being served")
def test_the_customer_notices_nothing_while_it_is_pending(chat, emma, jana):
    emma.transfer_to("Jana Brandt")
    jana.sees_preview(NAME)
    emma.say("One moment, please.")
    chat.reads("One moment, please.")
    chat.say("No hurry.")
    emma.reads("No hurry.")
    assert emma.sees(desk.PENDING)
    assert chat.agents == ("Emma Marsh",)
    emma.withdraw()
    assert not [line.text for line in chat.lines if "Jana" in line.text]
