"""G6: every way in which a transfer is not accepted. The sender keeps the chat and is told, once, in its own words."""

import pytest

from desktop_agent.contract.enums import AgentState
from desktop_agent.lab import desk

NAME = "Sara Pohl"
POLICY = {"offer_ms": 6_000, "unreachable_ms": 6_000}


@pytest.fixture
def chat(customer, emma):
    """Sara's chat at Emma's desk; ``told`` counts the lines in My Messages before."""
    sara = customer(NAME, "My claim is open")
    sara.told = len(emma.messages())
    emma.accept(NAME)
    emma.open_chat(NAME)
    return sara


def stays_and_is_told(chat, emma, bar, message=None):
    """The chat stays, the bar says it, My Messages has one new line that says it."""
    emma.is_told(bar)
    emma.has_chat(NAME)
    assert emma.read("chat.button.chat.transfer", "enabled") is True
    rows = emma.messages(expect=message or bar)
    new = rows[: len(rows) - chat.told]  # newest first
    assert len(new) == 1, new  # told once
    assert (message or bar) in new[0]
    assert NAME in new[0]


@pytest.mark.feature("G6", case="declined")
def test_declined(chat, emma, colleague):
    lee = colleague("lee")
    emma.transfer_to("Lee Wong")
    lee.decline(lee.offered(NAME))
    stays_and_is_told(chat, emma, "Lee Wong declined the transfer")


@pytest.mark.feature("G6", case="declined with a reason")
def test_declined_with_a_reason(chat, emma, jana):
    emma.transfer_to("Jana Brandt")
    jana.sees_preview(NAME)
    jana.click("preview.decline_reasons")
    jana.click("entry=On a call")
    stays_and_is_told(chat, emma, "Jana Brandt declined the transfer: “On a call”", "Jana Brandt declined")
    jana.wait_gone("preview.decline")


@pytest.mark.feature("G6", case="timed out")
def test_timed_out(chat, emma, jana):
    emma.transfer_to("Jana Brandt")
    jana.sees_preview(NAME)
    stays_and_is_told(chat, emma, "Jana Brandt did not answer the transfer")
    jana.wait_gone("preview.accept")


@pytest.mark.feature("G6", case="target logged out")
def test_target_logged_out(chat, emma, colleague):
    omar = colleague("omar")
    emma.transfer_to("Omar Haddad")
    omar.offered(NAME)
    omar.leave()
    stays_and_is_told(chat, emma, "Omar Haddad is gone", "Omar Haddad was gone")


@pytest.mark.feature("G6", case="target unreachable")
@pytest.mark.feature("G13", case="deadline")
def test_target_unreachable(server, chat, emma, colleague):
    omar = colleague("omar")
    emma.transfer_to("Omar Haddad")
    omar.offered(NAME)
    omar.vanish()  # as after a crash: no sign of life any more
    bar = emma.wait(desk.RESULT, "texts", contains="Omar Haddad", seconds=30)
    assert any("gone" in text or "did not answer" in text for text in bar)
    emma.has_chat(NAME)


@pytest.mark.feature("G6", case="withdrawn by a supervisor")
@pytest.mark.feature("G14", case="a supervisor may withdraw")
def test_withdrawn_by_a_supervisor(chat, emma, colleague, stage):
    sofia, lee = colleague("sofia", ready=False), colleague("lee")
    emma.transfer_to("Lee Wong")
    offer = lee.offered(NAME)
    stage.do(sofia.session.withdraw_for(chat.id, offer_id=offer.id))
    stays_and_is_told(chat, emma, "Sofia Rossi withdrew the transfer to Lee Wong as supervisor", "Sofia Rossi withdrew")
    stage.wait("the offer is gone", lambda: not lee.session.replica.offers)


@pytest.mark.feature("G6", case="refused by the server")
@pytest.mark.feature("G13", case="refused although tried")
def test_refused_by_the_server(chat, emma, colleague):
    lee = colleague("lee")
    emma.transfer_to("Lee Wong")
    lee.decline(lee.offered(NAME))
    emma.is_told("declined")
    lee.become(AgentState.DO_NOT_DISTURB)
    chat.told = len(emma.messages())
    emma.click(f"{desk.RESULT} > Try again")  # not greyed out: the server has the last word
    stays_and_is_told(chat, emma, "The transfer to Lee Wong was refused. Do Not Disturb", "was refused")
    assert not lee.session.replica.offers


@pytest.mark.feature("G6", case="chat ended meanwhile")
def test_chat_ended_meanwhile(chat, emma, jana):
    emma.transfer_to("Jana Brandt")
    jana.sees_preview(NAME)
    chat.end()
    emma.wait("wrap_up")
    emma.is_told("ended the chat before")
    jana.wait_gone("preview.accept")


@pytest.mark.feature("G6", case="withdrawn by oneself")
@pytest.mark.feature("N2", case="withdrawn")
def test_withdrawn_by_oneself(chat, emma, jana):
    emma.transfer_to("Jana Brandt")
    jana.sees_preview(NAME)
    emma.withdraw()
    emma.is_told("You withdrew the transfer to Jana Brandt")
    jana.wait_gone("preview.accept")
    assert len(emma.messages()) == chat.told  # a neutral bar only


@pytest.mark.feature("G6", case="stays until closed")
def test_the_bar_stays_until_it_is_closed(chat, emma, colleague):
    lee = colleague("lee")
    emma.transfer_to("Lee Wong")
    lee.decline(lee.offered(NAME))
    emma.is_told("declined")
    emma.say("One moment please.")  # going on does not close it
    assert emma.sees(desk.RESULT)
    emma.click(f"{desk.RESULT} > Close*")
    emma.wait_gone(desk.RESULT)


@pytest.mark.feature("G6", case="try again")
def test_try_again(chat, emma, colleague):
    lee = colleague("lee")
    emma.transfer_to("Lee Wong")
    lee.decline(lee.offered(NAME))
    emma.is_told("declined")
    emma.click(f"{desk.RESULT} > Try again")
    lee.accept(lee.offered(NAME))
    emma.has_no_chat(NAME)
    chat.is_served_by("Lee Wong")


@pytest.mark.feature("G6", case="choose another")
def test_choose_another(chat, emma, colleague, jana):
    lee = colleague("lee")
    emma.transfer_to("Lee Wong")
    lee.decline(lee.offered(NAME))
    emma.is_told("declined")
    emma.click(f"{desk.RESULT} > Choose another")
    emma.wait(desk.COMMUNICATOR)
    emma.search("bran", "Jana Brandt")
    emma.choose_row("Jana Brandt")
    jana.accept(NAME)
    chat.is_served_by("Jana Brandt")


@pytest.mark.feature("N2", case="seen by the sender")
def test_a_pending_transfer_is_seen_by_the_sender(chat, emma, jana):
    emma.transfer_to("Jana Brandt")
    shown = emma.wait(desk.PENDING, "texts", contains="Jana Brandt")
    assert any(":" in text for text in shown)  # the countdown
    emma.wait("chat.parties", "text", contains="Jana Brandt")
    assert emma.read("chat.button.chat.transfer", "enabled") is False
    emma.withdraw()


@pytest.mark.feature("N2", case="the customer goes on being served")
def test_the_customer_goes_on_being_served(chat, emma, jana):
    emma.transfer_to("Jana Brandt")
    jana.sees_preview(NAME)
    emma.say("Just a moment, a colleague is coming.")
    chat.reads("a colleague is coming")
    chat.say("Fine.")
    emma.reads("Fine.")
    chat.is_served_by("Emma Marsh")
    emma.withdraw()
