"""The Interaction Preview (D1): what it says, that it never takes the keyboard, that it stays on top, its shortcuts."""

import pytest

from desktop_agent.contract.enums import AgentState, OfferKind
from desktop_agent.lab import desk
from desktop_agent.lab.driven import DriveError

CAPACITIES = {"emma": 5}
NAME = "Amir Kaya"
TOAST = "preview.toast"


def toasts(emma):
    """The previews that are on the screen."""
    return [window for window in emma.windows() if window["name"] == TOAST]


def press(emma, keys, button):
    """Answer by shortcut, and once more if it came within half a second of another answer and did not count."""
    emma.wait(button, "enabled", equals=True, seconds=15)
    for _ in range(4):
        emma.key(keys)
        try:
            emma.wait_gone(button, seconds=1.5)
        except DriveError:
            continue
        return
    emma.wait_gone(button, seconds=5)


@pytest.mark.feature("D1", case="contents")
def test_contents(customer, emma):
    customer(NAME, "My invoice shows the same month twice.", subject="Invoice 4711", case_data={"plan": "Gold"})
    said = " ".join(emma.sees_preview(NAME))
    for words in ("NEW CHAT", NAME, "Billing", "Invoice 4711", "waits", "plan", "Gold", "shows the same month twice"):
        assert words in said
    assert emma.read(f"Accept: {NAME}", "enabled") is True
    emma.accept(NAME)


@pytest.mark.feature("D1", case="never takes the focus")
@pytest.mark.x11
def test_it_never_takes_the_focus(customer, emma):
    customer(NAME)
    emma.accept(NAME)
    emma.open_chat(NAME)
    emma.write("I am loo", desk.COMPOSER)
    customer("Daniel Weber", "And me?")
    emma.sees_preview("Daniel Weber")
    emma.write("king into it")
    assert emma.read(desk.COMPOSER, "focus") is True
    assert emma.read(desk.COMPOSER, "text") == "I am looking into it"
    assert [window["name"] for window in emma.windows() if window["active"]] == [desk.WINDOW]
    emma.accept("Daniel Weber")


@pytest.mark.feature("D1", case="always on top")
@pytest.mark.x11
def test_it_stays_on_top(customer, emma):
    was = emma.read(desk.WINDOW, "geometry")
    emma.put(desk.WINDOW, 0, 0, 2_560, 960)  # all over the screen
    try:
        customer(NAME)
        emma.sees_preview(NAME)
        emma.click("status_bar.connection")  # the window that lies below is used, which brings it to the front
        emma.wait(TOAST, "shown", equals=True)
        emma.accept(NAME)
    finally:
        emma.put(desk.WINDOW, *was)


@pytest.mark.feature("D1", case="accept by shortcut")
def test_accept_by_shortcut(customer, emma):
    beatriz = customer("Beatriz Almeida")
    emma.sees_preview("Beatriz Almeida")
    press(emma, "Ctrl+Shift+A", "Accept: Beatriz Almeida")
    emma.has_chat("Beatriz Almeida")
    beatriz.is_served_by("Emma Marsh")


@pytest.mark.feature("D1", case="decline by shortcut")
def test_decline_by_shortcut(customer, emma):
    beatriz = customer("Beatriz Almeida")
    emma.sees_preview("Beatriz Almeida")
    press(emma, "Ctrl+Shift+D", "Accept: Beatriz Almeida")
    beatriz.is_in_state("waiting")
    emma.go_ready()  # and is asked again
    emma.accept("Beatriz Almeida")


@pytest.mark.feature("D1", case="three at most")
def test_three_at_most_and_the_earliest_deadline_first(customer, emma, colleague):
    emma.go_not_ready()
    names = ["Sara Pohl", "Daniel Weber", "Nadia Rahman", "Yuki Tanaka"]
    chats = []
    for user, name in zip(("lee", "anders", "aiko", "sofia"), names, strict=True):
        person = colleague(user)
        customer(name, queue="Technical")  # which Emma does not serve
        chats.append((person, person.accept(person.offered(name, kind=OfferKind.ROUTING))))
        person.become(AgentState.NOT_READY)  # the next chat goes to the next one
    emma.go_ready()
    for person, chat in chats:
        person.transfer(chat, "Emma Marsh")
    emma.wait(f"Accept: {names[0]}", "enabled", equals=True)
    emma.wait_gone(f"Accept: {names[3]}")
    assert len(toasts(emma)) == 3
    for name in names:
        emma.accept(name)
