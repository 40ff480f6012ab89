"""The main job with a real browser, two real desktops and one real server."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

NAME = "Amir Kaya"


class Page:
    """The customer's page in a browser, in the words of the customer."""

    def __init__(self, browser, url, queue):
        self.browser = browser
        browser.get(f"{url}/chat?queue={queue}")
        self._wait(lambda: self.element("name").is_displayed())
        picker = self.element("queue")
        if picker.is_displayed():
            Select(picker).select_by_visible_text(queue)

    def element(self, name):
        return self.browser.find_element(By.ID, name)

    def _wait(self, there):
        return WebDriverWait(self.browser, 15, poll_frequency=0.05).until(lambda _: there())

    def start(self, name, subject):
        self.element("name").send_keys(name)
        self.element("subject").send_keys(subject)
        self.element("start").click()
        self._wait(lambda: self.element("log").is_displayed())

    def say(self, text):
        self.element("text").send_keys(text)
        self.element("send").click()

    def reads(self, text):
        self._wait(lambda: text in self.element("log").text)

    def lines(self):
        return self.element("log").text

    def reload(self):
        self.browser.refresh()
        self._wait(lambda: self.element("log").is_displayed())


@pytest.mark.browser
@pytest.mark.feature("G1")
@pytest.mark.feature("G4", case="invitation and preview")
@pytest.mark.feature("G5", case="window moves with the whole transcript")
@pytest.mark.feature("G12", case="agent")
@pytest.mark.feature("P10")
@pytest.mark.feature("D17", case="told of a takeover only when it happened")
def test_a_chat_is_answered_and_handed_over(server, browser, emma, jana):
    page = Page(browser, server.url, "Billing")
    page.start(NAME, "Invoice 4711 is wrong")

    emma.accept(NAME)
    emma.wait("chat.header", "texts", contains="Invoice 4711 is wrong")
    page.reads("Emma Marsh")
    emma.say("Good morning, which month is it?")
    page.reads("which month is it?")
    page.say("March, twice.")
    emma.reads("March, twice.")

    emma.click("chat.button.chat.transfer")
    emma.wait("communicator.title", "text", contains=NAME)  # G1: on this interaction
    emma.search("bran", "Jana Brandt")
    emma.choose_row("Jana Brandt")
    shown = jana.sees_preview(NAME)
    assert "TRANSFER from Emma Marsh" in shown
    emma.waits_for("Jana Brandt")
    emma.has_chat(NAME)  # nothing has changed hands
    assert "Jana" not in page.lines()  # pending: the customer sees nothing

    jana.accept(NAME)
    emma.has_no_chat(NAME)
    page.reads("Jana Brandt has taken over")
    for line in ("Emma Marsh joined", "which month is it?", "March, twice."):
        jana.reads(line)
    assert jana.read("chat.parties", "accessible_name").count("Jana") <= 1
    jana.say("I have put it right.")
    page.reads("I have put it right.")
    page.say("Thank you!")
    jana.reads("Thank you!")

    page.reload()
    page.reads("March, twice.")
    page.reads("Thank you!")

    jana.click("chat.button.chat.end")
    jana.wait("wrap_up")
    jana.click("wrap_up.done")
    jana.has_no_chat(NAME)
    page._wait(lambda: page.element("over").is_displayed())


@pytest.mark.feature("G5", case="case data, contact and note come along")
def test_what_is_known_of_the_customer_comes_along(customer, emma, jana):
    customer(NAME, "Hello", subject="Invoice 4711", case_data={"invoice": "4711"})
    emma.accept(NAME)
    emma.open_chat(NAME)
    emma.click("side_tabs > tab=Notes")
    emma.write("Called twice already", "side_tabs > note")
    emma.wait("side_tabs > note.state", "text", contains="aved")
    emma.transfer_to("Jana Brandt")
    jana.accept(NAME)
    jana.open_chat(NAME)
    jana.click("side_tabs > tab=Case")
    jana.wait("side_tabs", "texts", contains="4711")
    jana.click("side_tabs > tab=Notes")
    jana.wait("side_tabs > note", "text", equals="Called twice already")
    jana.click("side_tabs > tab=Customer")
    jana.wait("side_tabs", "texts", contains=NAME)


@pytest.mark.feature("G5", case="the target is owner")
def test_the_target_is_owner(customer, emma, jana):
    amir = customer(NAME)
    emma.accept(NAME)
    emma.transfer_to("Jana Brandt")
    jana.accept(NAME)
    amir.is_served_by("Jana Brandt")
    jana.open_chat(NAME)
    assert jana.read("chat.button.chat.transfer", "enabled") is True
    jana.click("chat.button.chat.end")
    amir.is_in_state("ended")
