"""After the chat: wrap-up and My Messages (rows D9, D10)."""

import sqlite3
from contextlib import closing

import pytest

from desktop_agent.client.backends.port import Refusal
from desktop_agent.contract.enums import NoticeKind, OfferKind, Priority, Reason
from desktop_agent.lab import desk

NAME = "Amir Kaya"
POLICY = {"disposition_required": True, "wrap_up_ms": 6_000, "offer_ms": 20_000}


@pytest.fixture
def chat(customer, emma):
    """Amir's chat at Emma's desk."""
    amir = customer(NAME)
    emma.accept(NAME)
    emma.open_chat(NAME)
    return amir


def end(emma, chat):
    """End the conversation by the window's button."""
    emma.click("chat.button.chat.end")
    emma.wait("wrap_up")
    chat.is_in_state("ended")


def kept(server, chat):
    """What the store keeps of a chat: state, disposition, note."""
    with closing(sqlite3.connect(f"file:{server.folder / 'store.sqlite'}?mode=ro", uri=True)) as store:
        return store.execute("SELECT state, disposition, note FROM interaction WHERE id = ?", (chat.id,)).fetchone()


# ------------------------------------------------------------------ wrap-up
@pytest.mark.feature("D9", case="disposition and Mark Done")
def test_disposition_note_and_mark_done(server, chat, emma):
    end(emma, chat)
    assert not emma.sees(desk.COMPOSER)
    emma.choose_disposition("Refund given")
    emma.write("80 euros", "wrap_up > note")
    emma.wait("wrap_up > note.state", "text", contains="aved")
    emma.click("wrap_up.done")
    emma.has_no_chat(NAME)
    assert kept(server, chat) == ("closed", "refund_given", "80 euros")


@pytest.mark.feature("D9", case="mandatory disposition")
def test_without_a_disposition_it_is_not_done(chat, customer, emma, colleague):
    end(emma, chat)
    assert emma.read("wrap_up.done", "enabled") is False
    emma.wait("wrap_up", "texts", contains="Choose a disposition first.")
    emma.choose_disposition("Solved")
    emma.wait("wrap_up.done", "enabled", equals=True)
    emma.choose_disposition("None chosen")  # taken back
    emma.wait("wrap_up.done", "enabled", equals=False)
    lee = colleague("lee")
    customer("Sara Pohl", queue="Technical")
    theirs = lee.accept(lee.offered("Sara Pohl", OfferKind.ROUTING)).id
    lee.stage.do(lee.session.end(theirs))
    with pytest.raises(Refusal) as no:
        lee.stage.do(lee.session.complete(theirs))
    assert no.value.reason == Reason.DISPOSITION_MISSING


@pytest.mark.feature("D9", case="capacity is freed")
def test_mark_done_frees_the_slot_and_the_end_of_the_talk_does_not(chat, customer, emma):
    others = [customer(name) for name in ("Sara Pohl", "Noah Bennett")]
    for other in others:
        emma.accept(other.name)
    customer("Isabel Navarro")  # three chats are what Emma can have
    emma.wait("status_bar.queues", "text", contains="Billing 1 waiting")
    emma.open_chat(NAME)
    end(emma, chat)
    emma.open_chat("Sara Pohl")
    emma.say("I am still here.")
    assert not emma.sees("preview.accept")  # wrap-up is work
    emma.finish(NAME)
    emma.accept("Isabel Navarro")


@pytest.mark.feature("D9", case="completes by itself")
def test_wrap_up_ends_by_itself(server, chat, emma):
    end(emma, chat)
    emma.wait("wrap_up.left", "text", contains="Completes by itself in 0:0")
    emma.wait(desk.BAR, "rows", lacks=NAME, seconds=15)
    assert kept(server, chat) == ("closed", None, "")


# ------------------------------------------------------------------ My Messages
@pytest.fixture
def sofia(colleague):
    """Sofia, the supervisor."""
    return colleague("sofia", ready=False)


@pytest.fixture
def inbox(emma):
    """Emma, whose My Messages are empty."""
    emma.click("messages_button")
    emma.wait("my_messages")
    for row in emma.read("my_messages.list", "rows", anywhere=True):
        emma.click(f"my_messages.list > row={row}")
        emma.click("messages.delete")
        emma.wait("my_messages.list", "rows", lacks=row)
    emma.click("my_messages.close")
    emma.wait("messages_button", "text", equals="")
    return emma


def broadcast(sofia, text, priority=Priority.NORMAL):
    sofia.stage.do(sofia.session.broadcast(text=text, priority=priority))


@pytest.mark.feature("D10", case="list and unread count")
def test_newest_first_with_priority_and_unread_count(chat, inbox, sofia, colleague):
    lee = colleague("lee")
    broadcast(sofia, "Invoices go out on Friday.", Priority.LOW)
    inbox.transfer_to("Lee Wong")
    lee.decline(lee.offered(NAME))
    inbox.wait("messages_button", "text", equals="2")
    broadcast(sofia, "Payments are down.", Priority.HIGH)
    inbox.wait("messages_button", "accessible_name", equals="My Messages, 3 unread")
    first, second, third = inbox.messages()[:3]
    assert "High priority, Payments are down." in first
    assert f"High priority, Lee Wong declined the transfer of {NAME}." in second
    assert "Low priority, Invoices go out on Friday." in third


@pytest.mark.feature("D10", case="toast")
def test_a_toast_tells_of_a_new_one_and_disturbs_nobody(chat, inbox, sofia):
    inbox.write("Half a ", desk.COMPOSER)
    broadcast(sofia, "Payments are down.")
    inbox.wait("message_toast", "texts", contains="Payments are down.")
    inbox.write("sentence")
    assert inbox.read(desk.COMPOSER) == "Half a sentence"
    inbox.click("message_toast.read")
    inbox.wait("my_messages.detail", "text", equals="Payments are down.")
    inbox.wait("messages_button", "text", equals="")
    inbox.click("my_messages.close")


@pytest.mark.feature("D10", case="read, unread, delete")
def test_read_unread_delete(inbox, sofia):
    for text in ("Invoices go out on Friday.", "Payments are down."):
        broadcast(sofia, text)
    inbox.wait("messages_button", "text", equals="2")
    inbox.click("messages_button")
    inbox.click("my_messages.list > row=Unread, Normal priority, Invoices")
    inbox.wait("my_messages.list", "rows", lacks="Unread, Normal priority, Invoices")
    inbox.click("messages.unread")
    inbox.wait("my_messages.list", "rows", contains="Unread, Normal priority, Invoices")
    inbox.click("messages.delete")
    inbox.wait("my_messages.list", "rows", lacks="Invoices")
    inbox.wait("my_messages.list", "rows", contains="Payments")
    inbox.click("my_messages.close")


@pytest.mark.feature("D10", case="broadcast")
def test_a_supervisor_tells_everybody(inbox, sofia, colleague):
    lee, chi = colleague("lee"), colleague("chi", ready=False)
    with pytest.raises(Refusal) as no:
        broadcast(lee, "Party!")
    assert no.value.reason == Reason.NOT_SUPERVISOR
    broadcast(sofia, "The office closes at noon.", Priority.HIGH)
    shown = inbox.wait("message_toast", "texts", contains="The office closes at noon.")
    assert "Sofia Rossi" in shown
    assert "High priority, The office closes at noon." in inbox.messages()[0]
    for other in (lee, chi):  # Ready or not
        told = [n for n in other.session.replica.notices.values() if n.text == "The office closes at noon."]
        assert [(n.kind, n.sender, n.priority) for n in told] == [(NoticeKind.BROADCAST, "Sofia Rossi", Priority.HIGH)]
    assert not any("Party!" in row for row in inbox.messages())
