"""Signing in, status, channels: who is offered a chat."""

import pytest

from desktop_agent.contract.enums import AgentState
from desktop_agent.lab import desk
from desktop_agent.lab.driven import DrivenDesktop

POLICY = {"reason_required": True}


@pytest.fixture
def newcomer(server, tmp_path):
    """A desktop that nobody has signed in at."""
    made = DrivenDesktop("newcomer", url=server.url, sign_in=None, folder=tmp_path)
    yield made
    if made.status is None:
        assert made.quit() == 0, made.tail()


def sign_in(newcomer, user, password):
    newcomer.wait("login_window")
    newcomer.click("login.user")
    newcomer.key("Ctrl+A")
    newcomer.write(user)
    newcomer.click("login.password")
    newcomer.key("Ctrl+A")
    newcomer.write(password)
    newcomer.key("Return")


@pytest.mark.feature("G11", case="log in")
def test_log_in(server, newcomer):
    sign_in(newcomer, "lee", "wrong password")
    newcomer.wait("login.bar", "texts", contains="User name or password is wrong.")
    assert newcomer.read("login.user") == "lee"  # what was typed is kept
    sign_in(newcomer, "lee", server.credentials["lee"])
    newcomer.wait(desk.WINDOW, "title", contains="Lee Wong", seconds=20)
    newcomer.wait("status_button", "text", equals="Not Ready")


@pytest.mark.feature("D3", case="log off")
def test_log_off(server, newcomer, colleague):
    sign_in(newcomer, "lee", server.credentials["lee"])
    newcomer.wait(desk.WINDOW, seconds=20)
    newcomer.click("status_button")
    newcomer.click("entry=program.log_off")
    newcomer.wait("login_window")
    assert newcomer.read("login.password") == ""
    colleague("lee")  # signs in without displacing anybody


@pytest.mark.feature("G11", case="only a Ready agent is offered chats")
def test_only_a_ready_agent_is_offered_chats(customer, emma):
    emma.go_not_ready()
    customer("Amir Kaya")
    emma.wait("status_bar.queues", "text", contains="Billing 1")
    assert not emma.sees("preview.accept")
    emma.go_ready()
    emma.sees_preview("Amir Kaya")


@pytest.mark.feature("G11", case="Not Ready with a reason")
@pytest.mark.feature("D3", case="states and reasons")
@pytest.mark.feature("D3", case="time in state")
def test_states_and_reasons(emma):
    emma.click("status_button")
    entries = emma.read(".QMenu", "texts")
    for words in ("Ready", "Break", "Lunch", "Training", "Meeting", "After-Call Work", "Do Not Disturb"):
        assert any(words in entry for entry in entries), entries
    emma.key("Escape")
    emma.choose_state("state.not_ready.lunch", "Lunch")
    emma.wait("time_in_state", "text", contains="0:0")
    emma.wait("time_in_state", "text", equals="0:02", seconds=5)
    emma.choose_state("state.do_not_disturb", "Do Not Disturb")
    emma.choose_state("state.after_call_work", "After-Call Work")
    emma.key("Ctrl+Shift+R")
    emma.wait("status_button", "text", equals="Ready")


@pytest.mark.feature("D3", case="channel")
def test_a_channel_switched_off_gets_no_offers(customer, emma):
    emma.click("channel_sign.chat")
    emma.wait("channel_sign.chat", "text", contains="✕")
    customer("Amir Kaya")
    emma.wait("status_bar.queues", "text", contains="Billing 1")
    assert not emma.sees("preview.accept")
    emma.click("channel_sign.chat")
    emma.sees_preview("Amir Kaya")


def test_the_newer_desktop_wins(server, newcomer, colleague):
    sign_in(newcomer, "lee", server.credentials["lee"])
    newcomer.wait(desk.WINDOW, seconds=20)
    lee = colleague("lee")
    newcomer.wait("final_page", "texts", contains="You signed in on another desktop")
    assert lee.sent_away is None
    assert lee.session.replica.agent.state is AgentState.READY
