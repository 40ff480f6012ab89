"""The event URL: stream and long-poll on one cursor."""

import threading
import time

import pytest


def test_stream_and_long_poll_give_the_same_events(anna, chat):
    begin = anna.cursor
    interaction_id, customer = chat()
    for number in range(5):
        customer.say(f"line {number}")
    anna.verb(interaction_id, "set-note", {"text": "noted"})
    polled, cursor = [], begin
    while True:
        batch = anna.client.get("/events", params={"after": cursor, "wait": 0}).json()
        polled += batch["mail"]
        cursor = batch["cursor"]
        if batch["caught_up"] and not batch["mail"]:
            break
    with anna.stream(begin) as stream:
        blocks = stream.until("caught_up")
    streamed = [data for name, _, data in blocks if name == "mail"]
    assert streamed == polled
    assert len(streamed) >= 8
    assert [mail["seq"] for mail in streamed] == list(range(streamed[0]["seq"], streamed[-1]["seq"] + 1))
    epoch = begin.rpartition(".")[0]
    assert [place for name, place, _ in blocks if name == "mail"] == [f"{epoch}.{mail['seq']}" for mail in streamed]
    assert blocks[-1][1] == cursor
    assert blocks[-1][2]["now_ms"] > 0


def test_the_stream_begins_with_its_probe_and_is_never_buffered(anna):
    with anna.stream() as stream:
        headers = stream.answer.headers
        assert headers["content-type"].startswith("text/event-stream")
        assert headers["cache-control"] == "no-store"
        assert headers["x-accel-buffering"] == "no"
        assert stream.block()[0] == ":"
        stream.until("caught_up")
        assert stream.block()[0] == ":"
        assert stream.block()[0] == ":"


def test_a_stream_delivers_what_happens_while_it_is_open(server, anna):
    with anna.stream() as stream:
        stream.until("caught_up")
        server.customer()
        *_, (_, _, mail) = stream.until("mail")
        assert mail["event"]["event"] == "offer_made"


def test_more_than_one_page_is_replayed(anna, chat):
    begin = anna.cursor
    interaction_id, _ = chat()
    for version in range(1, 230):
        anna.verb(interaction_id, "save-draft", {"text": f"draft {version}", "version": version})
    with anna.stream(begin) as stream:
        numbers = [data["seq"] for name, _, data in stream.until("caught_up") if name == "mail"]
    assert len(numbers) > 200
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    batch = anna.client.get("/events", params={"after": begin, "wait": 5}).json()
    assert len(batch["mail"]) == 200
    assert not batch["caught_up"]


def test_a_long_poll_waits_for_something_but_not_for_ever(server, anna):
    anna.poll(1)
    began = time.monotonic()
    batch = anna.poll(0.3)
    assert batch["mail"] == []
    assert batch["caught_up"]
    assert time.monotonic() - began >= 0.3
    found = []
    waiting = threading.Thread(target=lambda: found.append(anna.poll(10)))
    waiting.start()
    server.customer()
    waiting.join(5)
    assert "offer_made" in [mail["event"]["event"] for mail in found[0]["mail"]]


@pytest.mark.parametrize("after", ["nonsense", "other.0", "{epoch}.999", "", "x" * 200])
@pytest.mark.parametrize("accept", ["text/event-stream", "application/json"])
def test_a_position_that_cannot_be_served(anna, after, accept):
    epoch = anna.cursor.rpartition(".")[0]
    answer = anna.client.get("/events", params={"after": after.format(epoch=epoch)}, headers={"Accept": accept})
    assert (answer.status_code, answer.json()["code"]) in {(410, "cursor_gone"), (422, "invalid")}
    assert answer.status_code == (422 if len(after) > 120 else 410)


def test_the_wait_is_checked(anna):
    for wait in ("-1", "26", "soon"):
        answer = anna.client.get("/events", params={"after": anna.cursor, "wait": wait})
        assert (answer.status_code, answer.json()["detail"]["field"]) == (422, "wait")


def test_statuses_of_what_is_on_the_screen_only(server, anna):
    targets = {name: target["id"] for name, target in anna.targets().items()}
    anna.do("/subscriptions", {"version": 1, "ids": [targets["Ben Cole"], targets["Claims"]]}, method="PUT")
    first = {topic["status"]["id"]: topic["status"] for topic in _statuses(anna, 2)}
    assert first[targets["Ben Cole"]]["state"] == "logged_out"
    assert first[targets["Claims"]]["logged_in"] == 0
    server.agent("ben")
    assert anna.topic("status")["status"]["id"] == targets["Ben Cole"]
    anna.do("/subscriptions", {"version": 3, "ids": [targets["Claims"]]}, method="PUT")
    anna.do("/subscriptions", {"version": 2, "ids": [targets["Ben Cole"]]}, method="PUT")
    server.agent("ben", ready=False)
    server.agent("cora")
    status = anna.topic("status")["status"]
    assert (status["id"], status["logged_in"]) == (targets["Claims"], 1)


def _statuses(agent, count):
    found = []
    for _ in range(10):
        found += [topic for topic in agent.poll(2)["topics"] if topic["topic"] == "status"]
        if len(found) >= count:
            return found
    raise AssertionError(found)


def test_typing_reaches_the_other_side_and_leaves_no_mail(server, anna, chat):
    interaction_id, customer = chat()
    customer.poll(0)
    anna.poll(0)
    customer.do(f"{customer.path}/typing", {"on": True})
    topic = anna.topic("typing")
    assert (topic["interaction_id"], topic["party_id"], topic["on"]) == (interaction_id, "customer", True)
    anna.verb(interaction_id, "typing", {"on": True})
    topic = customer.topic("typing")
    assert (topic["name"], topic["on"]) == ("Anna Berg", True)
    assert topic["party_id"] != anna.id


def test_waiting_customers_learn_their_place(server, anna):
    first, second, third = (server.customer(queue="Claims", name=name) for name in ("A", "B", "C"))
    assert [one.started["position"] for one in (first, second, third)] == [1, 2, 3]
    assert third.topic("position")["position"] == 3
    first.do(f"{first.path}/end")
    assert third.topic("position", position=2)["chat_id"] == third.id
    cora = server.agent("cora")
    cora.take()
    assert third.topic("position", position=1)


def test_a_reader_with_too_many_streams_loses_the_oldest(anna):
    with anna.stream() as oldest, anna.stream(), anna.stream(), anna.stream() as newest:
        *_, (_, _, sign) = oldest.until("control")
        assert sign["control"] == "goaway"
        newest.until("caught_up")


def test_everybody_is_sent_away_before_the_end(server, anna):
    anna.poll(0)
    found = []
    waiting = threading.Thread(target=lambda: found.append(anna.poll(20)))
    with anna.stream() as stream:
        stream.until("caught_up")
        waiting.start()
        server.ask_to_stop()
        *_, (_, _, sign) = stream.until("control")
        assert sign["control"] == "goaway"
    waiting.join(5)
    assert found[0]["control"] == "goaway"
