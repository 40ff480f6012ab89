"""The house of the end-to-end tests: one real server, real desktops, real browsers, people without a window.

A module says by ``POLICY`` and ``CAPACITIES`` (chats at once by user) what differs from the demo's floor. Server and
desktops live as long as the module; people without a window, and customers' chats, as long as the test.
"""

import shutil
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from desktop_agent.lab.desk import Desk
from desktop_agent.lab.floors import play_floor
from desktop_agent.lab.people import Colleague, Customer, Stage
from desktop_agent.lab.processes import ServerProcess

LIMIT_S = 120
SIGNS = ("WARNING", "ERROR", "Traceback", "Error:")
NO_KEYRING = "secrets are kept in memory only"


def pytest_collection_modifyitems(items):
    """Real programs need more time than a unit."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(LIMIT_S))


# ------------------------------------------------------------------ programs
@pytest.fixture(scope="module")
def server(request, tmp_path_factory):
    """A routing server with the play's floor and the module's ``POLICY``."""
    folder = tmp_path_factory.mktemp("house")
    policy, capacities = getattr(request.module, "POLICY", {}), getattr(request.module, "CAPACITIES", {})
    with ServerProcess(folder, floor=play_floor(folder, capacities=capacities, **policy)) as process:
        yield process
    assert troubles(process.tail(1_000)) == []


def a_desk(server, user):
    made = Desk(user, server)
    yield made
    if made.status is None:
        assert made.quit() == 0, made.tail()
    log = made.tail(1_000)
    assert troubles(log) == [], log


@pytest.fixture(scope="module")
def emma_desk(server):
    """Emma's desktop, as the test before left it."""
    yield from a_desk(server, "emma")


@pytest.fixture(scope="module")
def jana_desk(server):
    """Jana's desktop, as the test before left it."""
    yield from a_desk(server, "jana")


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A headless Chromium."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    folder = tmp_path_factory.mktemp("browser")
    for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", f"--user-data-dir={folder}"):
        options.add_argument(word)
    made = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    yield made
    made.quit()


# ------------------------------------------------------------------ people
@pytest.fixture(scope="module")
def stage():
    """Where people without a window live."""
    with Stage() as made:
        yield made


@pytest.fixture
def chats():
    """The customers of this test; their chats are over after it."""
    there = []
    yield there
    end_all(there)
    for made in there:
        made.vanish()


def end_all(chats):
    """Conversations end before desks are tidied and colleagues leave, else their chats would go on to others."""
    for made in chats:
        if made.state != "ended":
            made.end()
            made.is_in_state("ended")


@pytest.fixture
def customer(server, stage, chats):
    """Make a customer: ``customer("Amir Kaya", "Hello")``."""

    def make(name, text="Hello", *, queue="Billing", **more):
        made = Customer(stage, server.url, queue=queue, name=name, text=text, **more)
        chats.append(made)
        return made

    return make


@pytest.fixture
def colleague(server, stage, chats):
    """Make a colleague without a window: ``colleague("lee")``; he leaves after the test."""
    there = []

    def make(user, *, ready=True):
        made = Colleague(stage, server.url, user, server.credentials[user], ready=ready)
        there.append(made)
        return made

    yield make
    end_all(chats)
    for made in there:
        made.leave()


@pytest.fixture
def emma(emma_desk, chats):
    """Emma at her desktop, Ready, without a chat before and after."""
    yield from ready(emma_desk, chats)


@pytest.fixture
def jana(jana_desk, chats):
    """Jana at her desktop, Ready, without a chat before and after."""
    yield from ready(jana_desk, chats)


def ready(made, chats):
    made.tidy()
    made.go_ready()
    yield made
    end_all(chats)
    if made.status is None:
        made.tidy()


def troubles(log):
    """Lines of a program's log that should not be there."""
    return [line for line in log.splitlines() if any(sign in line for sign in SIGNS) and NO_KEYRING not in line]
