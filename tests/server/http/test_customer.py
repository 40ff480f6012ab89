"""The customer's side of the interface."""


def test_only_open_queues_are_offered(server):
    answer = server.client().get("/customer/queues").json()
    assert [queue["name"] for queue in answer["queues"]] == ["Billing", "Claims", "Orders"]


def test_starts_a_chat(server):
    customer = server.customer(
        email="amir@customer.example", subject="Invoice", text="Hello", case_data={"invoice": "4711"}
    )
    started = customer.started
    assert (started["chat"]["state"], started["chat"]["queue"], started["position"]) == ("waiting", "Billing", 1)
    assert [line["sender"] for line in started["messages"]] == ["system", "customer"]


def test_a_queue_by_id_as_well(server):
    queue = server.client().get("/customer/queues").json()["queues"][1]
    assert server.customer(queue=queue["id"]).started["chat"]["queue"] == queue["name"]


def test_an_unknown_and_a_closed_queue(server):
    client = server.client(**{"Idempotency-Key": "k"})
    answer = client.post("/customer/chats", json={"queue": "Nowhere", "name": "A"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    answer = client.post("/customer/chats", json={"queue": "Night desk", "name": "A"}, headers={"Idempotency-Key": "l"})
    assert (answer.status_code, answer.json()["detail"]["reason"]) == (409, "queue_closed")


def test_asking_twice_with_one_key_is_one_chat(server):
    client = server.client(**{"Idempotency-Key": "once"})
    first, again = (client.post("/customer/chats", json={"queue": "Billing", "name": "A"}).json() for _ in range(2))
    assert first["chat"]["id"] == again["chat"]["id"]
    assert again["position"] == 1


def test_the_token_is_good_for_its_chat_only(server, anna):
    mine, other = server.customer(), server.customer(queue="Claims")
    for method, rest in (("GET", ""), ("POST", "/end"), ("GET", f"/events?after={mine.cursor}")):
        assert mine.refused(other.path + rest, method=method)[:2] == (403, "not_allowed")
    assert mine.refused(f"{other.path}/messages", {"text": "x"})[:2] == (403, "not_allowed")
    assert anna.refused(mine.path, method="GET")[:2] == (401, "unauthenticated")
    assert mine.refused("/sessions", {})[:2] == (401, "unauthenticated")
    mine.client.headers["Authorization"] += "x"
    assert mine.refused(mine.path, method="GET")[:2] == (401, "unauthenticated")


def test_resumes_with_the_whole_conversation(server, anna, chat):
    interaction_id, customer = chat()
    customer.say("one", key="k1")
    anna.verb(interaction_id, "send-message", {"text": "two"})
    snapshot = customer.do(customer.path, method="GET")
    assert [line["text"] for line in snapshot["messages"] if line["sender"] != "system"] == ["Hello", "one", "two"]
    assert snapshot["chat"]["agents"] == ["Anna Berg"]
    assert snapshot["position"] is None
    assert anna.id not in str(snapshot)
    customer.cursor = snapshot["cursor"]
    assert customer.poll(0)["mail"] == []


def test_says_a_line_once_for_each_key(server):
    customer = server.customer()
    assert customer.say("once", key="k") == customer.say("once", key="k")
    assert customer.refused(f"{customer.path}/messages", {"text": "other"}, key="k")[:2] == (422, "key_reused")
    lines = customer.do(customer.path, method="GET")["messages"]
    assert [line["key"] for line in lines if line["text"] == "once"] == ["k"]


def test_after_the_end_nothing_can_be_said(server, anna, chat):
    interaction_id, customer = chat()
    customer.do(f"{customer.path}/end")
    assert customer.until("chat_changed")["chat"]["state"] in ("active", "ended")
    assert customer.refused(f"{customer.path}/messages", {"text": "x"})[::2] == (409, "chat_ended")
    assert customer.do(f"{customer.path}/end") is not None
    assert anna.interaction(interaction_id)["state"] == "wrap_up"


def test_a_pending_transfer_is_invisible_to_the_customer(server, anna, ben, chat):
    interaction_id, customer = chat()
    customer.poll(0)
    asked = anna.verb(interaction_id, "transfer", {"target_id": ben.id, "target_kind": "agent"})
    ben.verb(interaction_id, "decline", {"offer_id": asked["offer_id"]})
    anna.verb(interaction_id, "set-note", {"text": "secret"})
    assert customer.poll(0.2)["mail"] == []
