"""Desktop sessions: one live one per agent."""


def test_opens_with_everything_and_a_place_in_the_mailbox(server):
    anna = server.agent("anna", ready=False)
    snapshot = anna.opened["snapshot"]
    assert snapshot["agent"]["state"] == "not_ready"
    assert [queue["name"] for queue in snapshot["queues"]] == ["Billing"]
    assert [reason["code"] for reason in snapshot["policy"]["reasons"]] == ["break"]
    assert anna.opened["server_version"]
    assert anna.poll(0)["mail"] == []


def test_a_newer_session_displaces_the_older_which_can_neither_act_nor_receive(server, anna):
    with anna.stream() as stream:
        stream.until("caught_up")
        newer = server.agent("anna", ready=False)
        *_, (_, _, sign) = stream.until("control")
        assert sign["control"] == "session_displaced"
        assert sign["now_ms"] > 0
    displaced = (409, "session_displaced", "")
    assert anna.refused("/agent/state", {"state": "ready"}) == displaced
    assert anna.refused(f"/events?after={anna.cursor}", method="GET") == displaced
    assert anna.refused("/subscriptions", {"version": 1, "ids": []}, method="PUT") == displaced
    assert anna.refused("/targets", method="GET") == displaced
    old, new = anna.opened["session_id"], newer.opened["session_id"]
    assert anna.refused(f"/sessions/{old}/receipt", {"cursor": anna.cursor}, method="PUT") == displaced
    assert anna.refused(f"/sessions/{old}/snapshot", method="GET") == displaced
    assert newer.do(f"/sessions/{new}/receipt", {"cursor": newer.cursor}, method="PUT")["now_ms"] > 0


def test_a_long_poll_learns_of_the_displacement_while_it_waits(server, anna):
    import threading

    answers = []
    waiting = threading.Thread(target=lambda: answers.append(anna.poll(10)))
    anna.poll(0)
    waiting.start()
    server.agent("anna", ready=False)
    waiting.join(5)
    assert answers[0]["control"] == "session_displaced"


def test_receipts_are_checked(anna):
    path = f"/sessions/{anna.opened['session_id']}/receipt"
    assert anna.refused(path, {"cursor": "nonsense"}, method="PUT")[:2] == (422, "invalid")
    epoch, _, seq = anna.poll(1)["cursor"].rpartition(".")
    assert anna.refused(path, {"cursor": f"{epoch}.{int(seq) + 1}"}, method="PUT")[:2] == (410, "cursor_gone")
    assert anna.refused(path, {"cursor": f"other.{seq}"}, method="PUT")[:2] == (410, "cursor_gone")
    anna.do(path, {"cursor": f"{epoch}.{seq}"}, method="PUT")
    assert anna.client.get("/events", params={"after": f"{epoch}.{seq}", "wait": 0}).status_code == 200


def test_somebody_elses_session_is_not_mine(server, anna, ben):
    theirs = anna.opened["session_id"]
    assert ben.refused(f"/sessions/{theirs}/snapshot", method="GET")[:2] == (409, "session_displaced")
    ben.client.headers["X-Session-Id"] = theirs
    assert ben.refused("/agent/state", {"state": "ready"})[:2] == (409, "session_displaced")
    assert anna.ask("/targets", method="GET").status_code == 200


def test_closing_the_desktop_logs_the_agent_out_but_keeps_the_log_in(server, anna):
    anna.do(f"/sessions/{anna.opened['session_id']}", method="DELETE")
    assert anna.refused("/targets", method="GET")[:2] == (409, "session_displaced")
    assert anna.client.post("/sessions", json={}).json()["snapshot"]["agent"]["state"] == "not_ready"


def test_the_snapshot_says_what_the_events_said(server, anna, chat):
    interaction_id, customer = chat()
    customer.say("and another line")
    event = anna.until("message_added")
    snapshot = anna.snapshot()
    assert event["message"] in snapshot["transcripts"][interaction_id]
    assert snapshot["agent"]["load"] == 1
