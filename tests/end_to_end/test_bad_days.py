"""Rights and bad days: two accept at once, supervisors, lost agents, a restarted server, a killed desktop."""

import pytest

from desktop_agent.client.backends.port import Refusal
from desktop_agent.contract.enums import OfferKind, Reason
from desktop_agent.lab import desk
from desktop_agent.lab.desk import Desk
from desktop_agent.lab.floors import play_floor
from desktop_agent.lab.processes import ServerProcess

NAME = "Amir Kaya"
POLICY = {"unreachable_ms": 5_000, "not_ready_ms": 6_000, "requeue_ms": 7_000}


@pytest.mark.feature("G14", case="only the offered agent accepts")
def test_only_the_offered_agent_accepts(customer, emma, colleague, stage):
    amir = customer(NAME)
    emma.accept(NAME)
    emma.open_chat(NAME)
    lee, chi = colleague("lee"), colleague("chi")
    emma.transfer_to("Lee Wong")
    offer = lee.offered(NAME)
    chi.session.replica.offers[offer.id] = offer  # as a changed program might have it
    with pytest.raises(Refusal) as refused:
        stage.do(chi.session.accept(offer.id))
    assert refused.value.reason == Reason.NOT_YOUR_OFFER
    amir.is_served_by("Emma Marsh")
    lee.accept(offer)
    amir.is_served_by("Lee Wong")


@pytest.mark.feature("G14", case="a supervisor may requeue")
def test_a_supervisor_puts_a_chat_back(customer, emma, colleague, stage):
    amir = customer(NAME)
    emma.accept(NAME)
    sofia = colleague("sofia", ready=False)
    emma.go_not_ready()
    stage.do(sofia.session.requeue(amir.id, reason="shift ends"))
    emma.has_no_chat(NAME)
    amir.is_in_state("waiting")
    emma.wait("chat.empty", "texts", contains=f"A supervisor put the chat with {NAME} back")


@pytest.mark.feature("G14", case="owner lost")
def test_a_lost_owners_chat_goes_back_to_its_queue(server, customer, colleague):
    amir = customer(NAME, queue="Technical")
    lee = colleague("lee")
    lee.accept(lee.offered(NAME, OfferKind.ROUTING))
    lee.vanish()
    amir.stage.wait("told of it", lambda: amir.state in {"reconnecting", "waiting"}, 30)
    anders = colleague("anders")
    anders.accept(anders.offered(NAME, OfferKind.ROUTING, seconds=30))
    amir.is_served_by("Anders Lindqvist")


def test_the_server_is_restarted_in_the_middle(tmp_path, stage):
    floor = play_floor(tmp_path / "floor")
    server = ServerProcess(tmp_path / "house", floor=floor)
    port = int(server.url.rpartition(":")[2])
    emma = Desk("emma", server)
    try:
        emma.go_ready()
        from desktop_agent.lab.people import Customer

        amir = Customer(stage, server.url, queue="Billing", name=NAME, text="Hello")
        emma.accept(NAME)
        emma.open_chat(NAME)
        emma.write("Half a sent", desk.COMPOSER)
        server.stop()
        emma.wait("stale_bar", "texts", contains="cannot be reached", seconds=30)
        emma.write("ence")  # typing goes on
        server = ServerProcess(tmp_path / "house", port=port)
        emma.wait("status_bar.connection", "text", contains="Connected", seconds=30)
        assert emma.read(desk.COMPOSER) == "Half a sentence"
        emma.key("Return")
        amir.reads("Half a sentence")
        emma.has_chat(NAME)
    finally:
        emma.quit()
        server.stop()


def test_a_killed_desktop_comes_back_to_its_chats(tmp_path, stage):
    from desktop_agent.lab.people import Customer

    server = ServerProcess(tmp_path / "house", floor=play_floor(tmp_path / "floor"))
    emma = Desk("emma", server)
    try:
        emma.go_ready()
        Customer(stage, server.url, queue="Billing", name=NAME, text="Hello")
        emma.accept(NAME)
        emma.open_chat(NAME)
        emma.say("I am here.")
        emma.write("Not sent yet", desk.COMPOSER)
        stage.wait("the draft is on the server", lambda: "save-draft" in server.tail(5))
        emma.kill()
        emma = Desk("emma", server)
        emma.open_chat(NAME)
        emma.reads("I am here.")
        emma.wait(desk.COMPOSER, "text", equals="Not sent yet")
    finally:
        emma.quit()
        server.stop()
