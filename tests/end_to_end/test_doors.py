"""The same transfer through other doors (rows P1, P2, P3, P4): tables, right-click, Enter in a directory, drag."""

import re

import pytest

from desktop_agent.desktop.theme.tokens import LIGHT
from desktop_agent.lab import desk

NAME = "Beatriz Almeida"
OTHER = "Daniel Weber"
JANA = "directory.list > row=Brandt, Jana"
RUTH = "directory.list > row=Adeyemi, Ruth"  # is logged out
TABLE = "interactions.table"
FOOT = "directory.foot"
POLICY = {"offer_ms": 20_000}


@pytest.fixture
def chat(customer, emma, jana):
    """Beatriz's chat at Emma's desk; Jana is Ready."""
    beatriz = customer(NAME, "The refund has not arrived.")
    emma.accept(NAME)
    emma.open_chat(NAME)
    emma.wait("directory.list", "rows", contains="Brandt, Jana, Ready")
    return beatriz


@pytest.fixture
def other(chat, customer, emma):
    """A second chat, and the selected one."""
    daniel = customer(OTHER, "Hello")
    emma.accept(OTHER)
    emma.open_chat(OTHER)
    return daniel


def nobody_was_asked(chat, emma, jana):
    """After both ways between customer and desk have been gone, no transfer has begun."""
    emma.say("Still with you.")
    chat.reads("Still with you.")
    chat.say("Good.")
    emma.reads("Good.")
    assert not emma.sees(desk.PENDING)
    assert not jana.sees("preview.accept")
    chat.is_served_by("Emma Marsh")


def row(emma, name):
    """The row of My Interactions with this customer."""
    return next(words for words in emma.rows(TABLE) if name in words)


@pytest.mark.feature("P1", case="columns")
def test_my_interactions_has_its_columns(chat, other, emma, jana):
    emma.click("strip > tab=My Interactions")
    assert emma.read(TABLE, "columns") == [
        "State", "Customer", "Queue", "Waiting", "Duration", "Unread", "Parties", "Id",
    ]  # fmt: skip
    emma.open_chat(NAME)
    emma.wait(TABLE, "rows", lacks="1 unread")  # the first line is read
    emma.open_chat(OTHER)
    chat.say("Are you there?")
    chat.say("Hello?")
    emma.wait(TABLE, "rows", contains="| 2 unread")
    state, customer, queue, waiting, duration, _unread, id_ = row(emma, NAME).split(" | ")
    assert (state, customer, queue, id_) == ("Active", NAME, "Billing", chat.id[-12:])
    assert re.fullmatch(r"Waiting (\d+ min )?\d+ s", waiting)
    assert re.fullmatch(r"Duration (\d+ min )?\d+ s", duration)
    emma.say("Good morning.")
    emma.wait(TABLE, "rows", contains=f"{OTHER} | Billing | Nobody waits")
    emma.transfer_to("Jana Brandt")
    emma.wait(TABLE, "rows", contains="Jana Brandt, invited")
    assert row(emma, OTHER).startswith("Transferring | ")
    emma.withdraw()


@pytest.mark.feature("P1", case="the selected row is acted on")
def test_the_selected_row_is_acted_on(chat, other, emma, jana):
    emma.click("strip > tab=My Interactions")
    emma.click(f"{TABLE} > row={NAME}")
    emma.wait("chat.customer", "text", contains=NAME)  # one selection for the whole program
    emma.key("Ctrl+T")
    emma.wait("communicator.title", "text", contains=NAME)
    emma.search("jana", "Jana Brandt")
    emma.choose_row("Jana Brandt")
    jana.accept(NAME)
    emma.has_no_chat(NAME)
    chat.is_served_by("Jana Brandt")
    other.is_served_by("Emma Marsh")


@pytest.mark.feature("P1", case="toolbar")
def test_the_toolbar(customer, emma, jana):
    emma.click("strip > tab=My Interactions")
    beatriz = customer(NAME, "The refund has not arrived.")
    emma.sees_preview(NAME)
    emma.wait("interactions.button.chat.pick_up", "enabled", equals=True)
    emma.click("interactions.button.chat.pick_up")
    emma.wait(TABLE, "rows", contains=NAME)
    beatriz.is_served_by("Emma Marsh")
    daniel = customer(OTHER, "Hello")
    emma.accept(OTHER)

    emma.click(f"{TABLE} > row={NAME}")
    emma.click("interactions.button.chat.hold")
    beatriz.reads("on hold")
    emma.wait(TABLE, "rows", contains="On hold")
    assert row(emma, NAME).startswith("On hold | ")
    assert row(emma, OTHER).startswith("Active | ")

    emma.click(f"{TABLE} > row={OTHER}")
    emma.click("interactions.button.chat.transfer")
    emma.wait("communicator.title", "text", contains=OTHER)
    emma.search("jana", "Jana Brandt")
    emma.choose_row("Jana Brandt")
    jana.accept(OTHER)
    daniel.is_served_by("Jana Brandt")

    emma.click(f"{TABLE} > row={NAME}")
    emma.click("interactions.button.chat.end")
    beatriz.is_in_state("ended")
    emma.wait("wrap_up")


@pytest.mark.feature("P2")
def test_right_click_in_the_directory(chat, other, emma, jana):
    emma.open_chat(NAME)
    emma.right_click(JANA)
    emma.click("entry=Selected Interaction")
    emma.click("targetMenu.selectedInteraction > entry=Transfer")
    jana.accept(NAME)
    emma.has_no_chat(NAME)
    chat.is_served_by("Jana Brandt")
    other.is_served_by("Emma Marsh")


@pytest.mark.feature("P3", case="Enter on a focused row")
@pytest.mark.feature("P3", case="the foot says so")
def test_enter_on_a_focused_name(chat, other, emma, jana):
    emma.click(JANA)
    emma.wait(FOOT, "text", equals=f"Enter transfers {OTHER} to Jana Brandt")
    emma.click(f"{desk.BAR} > row={NAME}")
    emma.wait(FOOT, "text", equals=f"Enter transfers {NAME} to Jana Brandt")
    emma.click(RUTH)
    emma.wait(FOOT, "text", contains="Not to Ruth Adeyemi: Logged out")
    emma.click(JANA)
    emma.wait(FOOT, "text", equals=f"Enter transfers {NAME} to Jana Brandt")
    emma.key("Return")
    jana.accept(NAME)
    chat.is_served_by("Jana Brandt")
    other.is_served_by("Emma Marsh")


@pytest.mark.feature("P3", case="never from the filter box")
def test_enter_in_the_filter_box_does_nothing(chat, emma, jana):
    emma.click(JANA)
    emma.wait(FOOT, "text", equals=f"Enter transfers {NAME} to Jana Brandt")
    emma.write("brandt", "directory.filter")
    emma.wait("directory.list", "rows", lacks="Okafor")
    emma.key("Return, Return")
    nobody_was_asked(chat, emma, jana)
    emma.click("directory.filter")
    emma.key("Ctrl+A, Delete")
    emma.wait("directory.list", "rows", contains="Okafor")


@pytest.mark.x11
@pytest.mark.feature("P4", case="onto a person")
def test_drag_onto_a_person(chat, emma, jana):
    emma.drag(f"{desk.BAR} > row={NAME}", JANA, drop=False)
    emma.wait(FOOT, "text", equals=f"Drop to transfer {NAME} to Jana Brandt")
    emma.wait(JANA, "colours", contains=LIGHT.take_back)
    assert not jana.sees("preview.accept")  # held only
    emma.drop(JANA)
    jana.accept(NAME)
    emma.has_no_chat(NAME)
    chat.is_served_by("Jana Brandt")
    assert LIGHT.take_back not in emma.read(JANA, "colours")


@pytest.mark.x11
@pytest.mark.feature("P4", case="onto a workgroup")
def test_drag_onto_a_workgroup(chat, emma, jana):
    emma.click("directory_tabs > tab=Workgroups")
    try:
        claims = "workgroups.list > row=Claims"  # near the top: the list does not scroll under the hand
        emma.click("strip > tab=My Interactions")
        emma.drag(f"{TABLE} > row={NAME}", claims, drop=False)
        emma.wait("workgroups.foot", "text", equals=f"Drop to transfer {NAME} to Claims")
        emma.wait(claims, "colours", contains=LIGHT.take_back)
        emma.drop(claims)
        emma.has_no_chat(NAME)
        jana.accept(NAME)  # the one who left it is asked last
        chat.is_served_by("Jana Brandt")
    finally:
        emma.click("directory_tabs > tab=Company")


@pytest.mark.x11
@pytest.mark.feature("P4", case="refused before the button is let go")
def test_a_drop_that_would_be_refused_says_so_before(chat, emma, jana):
    emma.drag("chat.customer", RUTH, drop=False)
    emma.wait(FOOT, "text", contains="Logged out")
    emma.wait(RUTH, "colours", contains=LIGHT.refuse_back)
    emma.drop(RUTH)
    nobody_was_asked(chat, emma, jana)


@pytest.mark.x11
@pytest.mark.feature("P4", case="Escape cancels")
def test_escape_cancels_a_drag(chat, emma, jana):
    emma.drag(f"{desk.BAR} > row={NAME}", JANA, drop=False)
    emma.wait(FOOT, "text", contains="Drop to transfer")
    emma.key("Escape")
    emma.wait(FOOT, "text", lacks="Drop to transfer")
    emma.drop(JANA)  # the button comes up after the key, where the pointer is
    nobody_was_asked(chat, emma, jana)
