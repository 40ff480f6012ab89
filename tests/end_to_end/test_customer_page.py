"""The customer's page in a real browser against a real server; the agents are plain HTTP."""

import shutil
import uuid
from urllib.parse import urlencode

import httpx
import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from desktop_agent.contract.http import API

pytestmark = pytest.mark.browser

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en",
)


class Agent:
    """An agent without a desktop."""

    def __init__(self, server, user):
        self.client = httpx.Client(base_url=server.url + API, timeout=30, trust_env=False)
        tokens = self.client.post("/login", json={"user": user, "password": server.credentials[user]}).json()
        self.id = tokens["agent_id"]
        self.client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        session = self.client.post("/sessions", json={}).json()
        self.client.headers["X-Session-Id"] = session["session_id"]
        self.cursor = session["cursor"]

    def do(self, path, body):
        answer = self.client.post(path, json=body, headers={"Idempotency-Key": uuid.uuid4().hex})
        assert answer.is_success, answer.text
        return answer.json()

    def verb(self, chat, verb, **body):
        return self.do(f"/interactions/{chat}/{verb}", body)

    def batches(self):
        for _ in range(30):
            query = urlencode({"after": self.cursor, "wait": 1})
            batch = self.client.get(f"/events?{query}").json()
            self.cursor = batch["cursor"]
            yield batch
        raise AssertionError("nothing came")

    def take(self):
        events = (mail["event"] for batch in self.batches() for mail in batch["mail"])
        offer = next(event["offer"] for event in events if event["event"] == "offer_made")
        self.verb(offer["interaction_id"], "accept", offer_id=offer["id"])
        return offer["interaction_id"]

    def sees_typing(self):
        topics = (topic for batch in self.batches() for topic in batch["topics"])
        return next(topic for topic in topics if topic["topic"] == "typing")

    def leave(self):
        self.client.post("/logout")
        self.client.close()


class Page:
    """The page as its customer sees it."""

    def __init__(self, browser, server, **query):
        self.browser = browser
        browser.get(f"{server.url}/chat?{urlencode(query)}")
        self.wait(lambda: self["name"].is_displayed())

    def __getitem__(self, name):
        return self.browser.find_element(By.ID, name)

    def wait(self, there):
        waiting = WebDriverWait(self.browser, 20, 0.05, ignored_exceptions=(StaleElementReferenceException,))
        return waiting.until(lambda _: there())  # while the page reloads, what was found a moment ago is gone

    def start(self, name="Amir Kaya"):
        self["name"].send_keys(name)
        self["subject"].send_keys("Invoice 4711")
        self["start"].click()
        self.wait(lambda: self["log"].is_displayed())

    def say(self, text):
        self["text"].send_keys(text, Keys.ENTER)

    def reads(self, text, where="log"):
        self.wait(lambda: text in self[where].text)

    def lines(self, kind):
        return [line.text for line in self.browser.find_elements(By.CSS_SELECTOR, f"#log .{kind} .words")]

    def system_lines(self):
        return [line.text for line in self.browser.find_elements(By.CSS_SELECTOR, "#log .system")]


@pytest.fixture
def browser(tmp_path):
    """A Chromium of its own, in English, that may fetch nothing by itself."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    yield driver
    complaints = [entry["message"] for entry in driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
    driver.quit()
    assert [words for words in complaints if "Failed to load resource" not in words] == []


@pytest.fixture
def agent(server):
    """Make an agent without a desktop; he leaves after the test."""
    there = []

    def make(user):
        there.append(Agent(server, user))
        return there[-1]

    yield make
    for one in there:
        one.leave()


@pytest.mark.feature("D17", case="queue position")
@pytest.mark.feature("D17", case="typing both ways")
@pytest.mark.feature("D17", case="resumes after a reload")
@pytest.mark.feature("D17", case="joined and taken over")
def test_from_waiting_to_the_end(server, browser, agent):
    before = httpx.post(
        f"{server.url}{API}/customer/chats",
        json={"queue": "Technical", "name": "Sara Pohl"},
        headers={"Idempotency-Key": uuid.uuid4().hex},
        trust_env=False,
    ).json()
    page = Page(browser, server, queue="Technical")
    assert not page["queue"].is_displayed()
    page.start()
    page.reads("You are number 2 in the queue.", where="position")
    page.say("Hello? My invoice <b>4711</b> shows the old price.")

    anders, aiko = agent("anders"), agent("aiko")
    anders.do("/agent/state", {"state": "ready"})
    assert anders.take() == before["chat"]["id"]
    page.reads("You are next.", where="position")
    chat = anders.take()
    page.reads("Anders Lindqvist has joined.")
    page.reads("You are talking with Anders Lindqvist", where="subtitle")
    assert not page["position"].is_displayed()

    anders.verb(chat, "typing", on=True)
    page.reads("Anders Lindqvist is typing …", where="typing")
    anders.verb(chat, "send-message", text="Good morning, <i>Amir</i>.\nOne moment please.")
    page.reads("Good morning, <i>Amir</i>.\nOne moment please.")
    assert page["typing"].text == ""
    page["text"].send_keys("half a sen")
    topic = anders.sees_typing()
    assert (topic["party_id"], topic["name"], topic["on"]) == ("customer", "Amir Kaya", True)
    page["text"].send_keys("tence", Keys.ENTER)
    page.wait(lambda: page.lines("own")[-1:] == ["half a sentence"])

    browser.refresh()
    page.wait(lambda: len(page.lines("own")) == 2)
    assert page.lines("own")[0] == "Hello? My invoice <b>4711</b> shows the old price."
    assert page.lines("agent") == ["Good morning, <i>Amir</i>.\nOne moment please."]
    assert page["subtitle"].text == "You are talking with Anders Lindqvist"

    aiko.do("/agent/state", {"state": "ready"})
    anders.verb(chat, "transfer", target_id=aiko.id, target_kind="agent", note="refund")
    anders.verb(chat, "send-message", text="I am looking for a colleague.")
    page.reads("I am looking for a colleague.")
    assert not any("Aiko" in line for line in page.system_lines())
    assert aiko.take() == chat
    page.reads("Aiko Tanaka has taken over.")
    page.reads("You are talking with Aiko Tanaka", where="subtitle")
    page.say("Thank you")
    page.wait(lambda: page.lines("own")[-1:] == ["Thank you"])
    assert len(page.lines("own")) == 3

    page["end"].click()
    page["ask-end-no"].click()
    page.wait(lambda: not page["ask-end-no"].is_displayed())
    page["end"].click()
    page["ask-end-yes"].click()
    page.reads("This chat has ended.", where="over")
    assert not page["composer"].is_displayed()
    page["again"].click()
    page.wait(lambda: page["name"].is_displayed())
    anders.verb(before["chat"]["id"], "end")


def test_the_form_says_what_is_missing_and_works_by_keyboard(server, browser):
    page = Page(browser, server, queue="Claims")
    page["start"].click()
    assert page["name-problem"].text == "Please enter your name."
    assert page["name"].get_attribute("aria-invalid") == "true"
    assert browser.switch_to.active_element == page["name"]
    browser.switch_to.active_element.send_keys("Amir", Keys.TAB)
    assert page["name-problem"].text == ""
    browser.switch_to.active_element.send_keys("nonsense", Keys.ENTER)
    page.wait(lambda: page["email-problem"].text != "")
    page["email"].clear()
    page["email"].send_keys(Keys.ENTER)
    page.wait(lambda: page["log"].is_displayed())
    assert browser.switch_to.active_element == page["text"]
    page["end"].click()
    page["ask-end-yes"].click()
    page.wait(lambda: page["over"].is_displayed())
    assert browser.switch_to.active_element == page["again"]


def test_only_open_queues_can_be_chosen_and_a_closed_one_is_said(server, browser):
    page = Page(browser, server)
    names = [option.text for option in page["queue"].find_elements(By.TAG_NAME, "option")]
    assert "Billing" in names
    assert "Night desk" not in names
    page = Page(browser, server, queue="Night desk")
    page["name"].send_keys("Amir")
    page["start"].click()
    page.reads("We are closed at the moment.", where="start-problem")


@pytest.mark.parametrize(
    ("language", "direction", "start"),
    [
        ("de", "ltr", "Chat beginnen"),
        ("es", "ltr", "Iniciar chat"),
        ("ja", "ltr", "チャットを始める"),
        ("ar", "rtl", "ابدأ المحادثة"),
        ("xx", "ltr", "Start chat"),
    ],
)
def test_in_five_languages(server, browser, language, direction, start):
    page = Page(browser, server, lang=language)
    assert page["start"].text == start
    root = browser.find_element(By.TAG_NAME, "html")
    assert root.get_attribute("dir") == direction
    browser.set_window_size(320, 640)
    wide = browser.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0


def test_where_streams_are_swallowed_the_page_polls(server, browser, agent):
    """A network that answers but holds streams back, played inside the browser."""
    hold = """
        const real = window.fetch;
        window.polled = 0;
        window.fetch = (resource, options = {}) => {
            if (options.headers && options.headers.Accept === "text/event-stream")
                return new Promise((_, refuse) => options.signal.addEventListener("abort",
                    () => refuse(new DOMException("held back", "AbortError"))));
            if (String(resource).includes("/events")) window.polled += 1;
            return real(resource, options);
        };
    """
    browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": hold})
    page = Page(browser, server, queue="Orders")
    page.start()
    bruno = agent("bruno")
    bruno.do("/agent/state", {"state": "ready"})
    chat = bruno.take()
    page.reads("Bruno Carvalho has joined.")
    bruno.verb(chat, "send-message", text="Good morning")
    page.reads("Good morning")
    assert browser.execute_script("return window.polled") > 0
    bruno.verb(chat, "end")
    page.wait(lambda: page["over"].is_displayed())
