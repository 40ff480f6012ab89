"""A customer at the page in a real browser, agents at real desktops (row D17)."""

import pytest

from desktop_agent.lab import desk
from tests.end_to_end.test_customer_page import Page

NAME = "Amir Kaya"
POLICY = {"offer_ms": 20_000}


@pytest.mark.browser
@pytest.mark.feature("D17", case="queue position")
@pytest.mark.feature("D17", case="typing both ways")
@pytest.mark.feature("D17", case="resumes after a reload")
@pytest.mark.feature("D17", case="joined and taken over")
@pytest.mark.feature("D17", case="told of a takeover only when it happened")
def test_from_the_queue_to_the_second_agent(server, browser, customer, emma, jana):
    emma.go_not_ready()
    customer("Sara Pohl")
    page = Page(browser, server, queue="Billing")
    page.start(NAME)
    page.reads("You are number 2 in the queue.", where="position")
    emma.go_ready()
    emma.accept("Sara Pohl")
    page.reads("You are next.", where="position")
    emma.accept(NAME)
    emma.open_chat(NAME)
    page.reads("Emma Marsh has joined.")
    page.reads("You are talking with Emma Marsh", where="subtitle")

    emma.write("Good morn", desk.COMPOSER)
    page.reads("Emma Marsh is typing …", where="typing")
    emma.write("ing")
    emma.key("Return")
    page.reads("Good morning")
    page["text"].send_keys("My invoice <b>is")
    emma.wait("chat.typing", "text", contains=NAME)
    page["text"].send_keys("</b> wrong")
    page["send"].click()
    emma.reads("My invoice <b>is</b> wrong")

    browser.refresh()
    page.reads("Good morning")
    page.wait(lambda: page.lines("own") == ["My invoice <b>is</b> wrong"])
    assert page.lines("agent") == ["Good morning"]
    page.say("Still there?")  # it goes on where it was
    emma.reads("Still there?")

    emma.transfer_to("Jana Brandt")
    jana.decline(NAME)
    emma.is_told("Jana Brandt declined")
    emma.transfer_to("Jana Brandt")
    jana.sees_preview(NAME)
    emma.say("I am asking a colleague.")
    page.reads("I am asking a colleague.")
    assert "Jana" not in page["log"].text
    assert "Jana" not in page["subtitle"].text
    jana.accept(NAME)
    page.reads("Jana Brandt has taken over.")
    page.reads("You are talking with Jana Brandt", where="subtitle")
    assert [line for line in page.system_lines() if "Jana" in line] == ["Jana Brandt has taken over."]
    jana.open_chat(NAME)
    jana.say("Hello, I can help.")
    page.reads("Hello, I can help.")
    page.say("Thank you")
    jana.reads("Thank you")
    page["end"].click()
    page["ask-end-yes"].click()
    jana.wait("wrap_up")
    page.reads("This chat has ended.", where="over")
