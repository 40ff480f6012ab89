"""The chat window and several chats at once."""

import pytest

from desktop_agent.lab import desk

NAME = "Amir Kaya"
POLICY = {"waiting_warn_ms": 3_000, "waiting_limit_ms": 6_000, "disposition_required": False}


@pytest.fixture
def chat(customer, emma):
    """Amir's chat at Emma's desk."""
    amir = customer(NAME, "Hello there", subject="Invoice 4711", case_data={"invoice": "4711"})
    emma.accept(NAME)
    emma.open_chat(NAME)
    return amir


@pytest.mark.feature("D5", case="transcript")
@pytest.mark.feature("D6", case="Enter sends")
def test_the_transcript_shows_time_and_writer(chat, emma):
    emma.say("Good morning!")
    chat.reads("Good morning!")
    lines = emma.read(desk.TRANSCRIPT, "texts")
    theirs = next(line for line in lines if "Hello there" in line)
    assert NAME in theirs
    assert any(sign.isdigit() for sign in theirs.split("Hello there")[0])
    assert any("Emma Marsh joined" in line for line in lines)
    assert emma.read(desk.COMPOSER) == ""


@pytest.mark.feature("D6", case="Ctrl+Enter breaks the line")
def test_ctrl_enter_breaks_the_line(chat, emma):
    emma.write("first", desk.COMPOSER)
    emma.key("Ctrl+Return")
    emma.write("second")
    assert emma.read(desk.COMPOSER) == "first\nsecond"
    emma.key("Return")
    assert chat.reads("second").text == "first\nsecond"


def test_hostile_text_is_shown_as_text(chat, emma):
    hostile = '<img src="file:///etc/passwd"><b>bold</b> \u202eevil\u202c مرحبا 👋'
    chat.say(hostile)
    emma.reads("<b>bold</b>")
    emma.reads("مرحبا 👋")
    emma.say("Grüße 👋 <i>x</i>")
    chat.reads("Grüße 👋 <i>x</i>")


@pytest.mark.feature("D5", case="typing")
def test_typing_is_seen_by_both(chat, emma, stage):
    chat.type()
    emma.wait("chat.typing", "text", contains=f"{NAME} is typing")
    emma.write("One mom", desk.COMPOSER)
    stage.wait("the customer sees typing", lambda: "Emma Marsh" in chat.typing_seen)


@pytest.mark.feature("D5", case="parties")
@pytest.mark.feature("D5", case="case data")
@pytest.mark.feature("D5", case="status line")
def test_parties_case_and_status_line(chat, emma):
    parties = emma.read("chat.parties")
    assert NAME in parties
    assert "You, owner" in parties
    emma.click("side_tabs > tab=Case")
    emma.wait("side_tabs", "texts", contains="4711")
    emma.click("side_tabs > tab=Customer")
    status = emma.read("chat.status")
    assert chat.id[-12:] in status
    assert "Active" in status


@pytest.mark.feature("D5", case="own window and back")
def test_own_window_and_back(chat, emma):
    emma.write("half a sen", desk.COMPOSER)
    emma.key("Ctrl+Shift+O")
    emma.wait("chat.window", "title", contains=NAME)
    emma.wait("chat.window > composer.text", "text", equals="half a sen")
    emma.write("tence", "chat.window > composer.text")
    emma.key("Return")
    chat.reads("half a sentence")
    emma.key("Ctrl+Shift+I")
    emma.wait_gone("chat.window")
    emma.wait("chat.customer", "text", contains=NAME)


@pytest.mark.feature("D6", case="draft kept")
@pytest.mark.feature("D4", case="typing is not disturbed")
def test_a_new_chat_disturbs_nothing(chat, customer, emma):
    emma.write("I am looking", desk.COMPOSER)
    customer("Daniel Weber", "And me?")
    emma.sees_preview("Daniel Weber")
    emma.write(" into it")
    assert emma.read(desk.COMPOSER) == "I am looking into it"
    emma.accept("Daniel Weber")
    emma.open_chat("Daniel Weber")
    assert emma.read(desk.COMPOSER) == ""
    emma.open_chat(NAME)
    emma.wait(desk.COMPOSER, "text", equals="I am looking into it")


@pytest.mark.feature("D6", case="handed draft")
def test_a_handed_draft_is_offered_not_put_in(chat, emma, jana):
    emma.write("Dear Amir, the refund", desk.COMPOSER)
    emma.wait(desk.COMPOSER, "text", equals="Dear Amir, the refund")
    emma.transfer_to("Jana Brandt")
    jana.sees_preview(NAME)
    jana.accept(NAME)
    jana.open_chat(NAME)
    jana.wait("composer.handed_draft", "texts", contains="Draft from Emma Marsh: Dear Amir, the refund")
    assert jana.read(desk.COMPOSER) == ""
    jana.click("composer.handed_draft > Insert")
    jana.wait(desk.COMPOSER, "text", equals="Dear Amir, the refund")
    jana.wait_gone("composer.handed_draft")


@pytest.mark.feature("D4", case="unread and waiting")
def test_unread_and_who_must_answer(chat, customer, emma):
    emma.say("I am here.")
    emma.wait(desk.BAR, "rows", contains="customer's turn")
    customer("Daniel Weber", "And me?")
    emma.accept("Daniel Weber")
    emma.open_chat("Daniel Weber")
    chat.say("One question")
    chat.say("Or two")
    emma.wait(desk.BAR, "rows", contains="2 new")
    emma.wait(desk.BAR, "rows", contains="your turn")
    emma.open_chat(NAME)
    emma.wait(desk.BAR, "rows", lacks="new")


@pytest.mark.feature("D4", case="next longest waiting")
def test_the_longest_waiting_chat_by_key(chat, customer, emma):
    customer("Daniel Weber", "And me?")
    emma.accept("Daniel Weber")
    emma.open_chat("Daniel Weber")
    emma.key("Ctrl+J")
    emma.wait("chat.customer", "text", contains=NAME)
    emma.say("Sorry for the wait.")
    emma.wait(desk.BAR, "rows", contains="customer's turn")  # his chat waits no longer
    emma.key("Ctrl+J")
    emma.wait("chat.customer", "text", contains="Daniel Weber")
