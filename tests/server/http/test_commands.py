"""Every verb over real HTTP: what it does, and how it says no."""

import pytest

from desktop_agent.contract.commands import INTERACTION_COMMANDS
from desktop_agent.server.engine.verbs import VERBS

STRANGE = (
    "<img src=x onerror=alert(1)>",
    "\u202eright\u202c",
    "\U0001f642\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "a\u0000b\u0007c",
    "\u05e9\u05dc\u05d5\u05dd",
    "x" * 8_000,
)


def test_every_verb_of_the_contract_has_its_rule():
    assert set(VERBS) == set(INTERACTION_COMMANDS)


def test_accept_talk_end_complete(anna, server):
    customer = server.customer(text="Hello")
    offer = anna.offer()
    interaction_id = offer["interaction_id"]
    assert offer["last_lines"][-1]["text"] == "Hello"
    anna.verb(interaction_id, "accept", {"offer_id": offer["id"]})
    assert customer.until("chat_changed")["chat"]["agents"] == ["Anna Berg"]
    sent = anna.verb(interaction_id, "send-message", {"text": "Good morning"}, key="gesture-1")
    assert customer.hears()["text"] == "Good morning"
    customer.say("My invoice")
    chat = anna.interaction(interaction_id)
    assert chat["customer_waiting_since_ms"] is not None
    assert chat["unread"] >= 1
    anna.verb(interaction_id, "read", {"seq": chat["last_seq"]})
    anna.verb(interaction_id, "save-draft", {"text": "I am wri", "version": 1})
    anna.verb(interaction_id, "set-note", {"text": "called twice"})
    anna.verb(interaction_id, "hold")
    chat = anna.interaction(interaction_id)
    assert (chat["unread"], chat["draft"], chat["note"], chat["held"]) == (0, "I am wri", "called twice", True)
    assert sent["seq"] <= chat["last_seq"]
    anna.verb(interaction_id, "retrieve")
    anna.verb(interaction_id, "end")
    assert customer.until("chat_changed")["chat"]["state"] == "ended"
    anna.verb(interaction_id, "set-disposition", {"code": "solved"})
    assert anna.interaction(interaction_id)["disposition"] == "solved"
    anna.verb(interaction_id, "complete")
    assert anna.snapshot()["interactions"] == []
    assert anna.refused_verb(interaction_id, "send-message", {"text": "late"})[0] in (403, 409)


def test_decline_gives_the_chat_to_the_next(anna, ben, server):
    server.customer()
    offer = anna.offer()
    assert ben.refused_verb(offer["interaction_id"], "accept", {"offer_id": offer["id"]})[::2] == (
        403,
        "not_your_offer",
    )
    anna.verb(offer["interaction_id"], "decline", {"offer_id": offer["id"], "reason": "busy"})
    assert ben.offer()["interaction_id"] == offer["interaction_id"]
    assert anna.refused_verb(offer["interaction_id"], "accept", {"offer_id": offer["id"]})[0] == 409


def test_transfer_accepted(anna, ben, chat):
    interaction_id, customer = chat()
    target = {"target_id": ben.id, "target_kind": "agent"}
    asked = anna.verb(interaction_id, "transfer", {**target, "reason": "refund", "note": "he is in a hurry"})
    assert asked["target"]["name"] == "Ben Cole"
    assert anna.interaction(interaction_id)["pending"]["offer_id"] == asked["offer_id"]
    assert anna.refused_verb(interaction_id, "transfer", target)[::2] == (409, "transfer_pending")
    offer = ben.offer()
    assert (offer["kind"], offer["from_name"], offer["note"]) == ("transfer", "Anna Berg", "he is in a hurry")
    ben.verb(interaction_id, "accept", {"offer_id": offer["id"]})
    assert anna.until("interaction_removed")["why"] == "transferred"
    lines = customer.client.get(customer.path).json()["messages"]
    assert [line["code"] for line in lines if line["sender"] == "system"][-1] == "transferred"
    assert anna.refused_verb(interaction_id, "send-message", {"text": "still me"})[0] == 403
    older = ben.client.get(f"/interactions/{interaction_id}/messages", params={"before": 3}).json()
    assert [line["seq"] for line in older["messages"]] == [1, 2]
    assert not older["more"]
    assert anna.refused(f"/interactions/{interaction_id}/messages?before=3", method="GET")[::2] == (403, "not_a_party")


def test_transfer_declined_is_told_and_dismissed(anna, ben, chat):
    interaction_id, _ = chat()
    anna.verb(interaction_id, "transfer", {"target_id": ben.id, "target_kind": "agent"})
    offer = ben.offer()
    ben.verb(interaction_id, "decline", {"offer_id": offer["id"], "reason": "on a call"})
    result = anna.interaction(interaction_id)["last_result"]
    assert (result["outcome"], result["reason"], result["by"]) == ("declined", "on a call", "Ben Cole")
    (notice,) = anna.snapshot()["notices"]
    assert (notice["code"], notice["read"]) == ("transfer_declined", False)
    anna.do(f"/messages/{notice['id']}", {"read": True})
    assert anna.snapshot()["notices"][0]["read"]
    anna.do(f"/messages/{notice['id']}", method="DELETE")
    assert anna.snapshot()["notices"] == []
    assert anna.refused(f"/messages/{notice['id']}", {"read": True})[0] == 404
    anna.verb(interaction_id, "dismiss-result", {"offer_id": offer["id"]})
    assert anna.interaction(interaction_id)["last_result"] is None


def test_withdraw_by_oneself_and_by_a_supervisor(anna, ben, sue, chat):
    interaction_id, _ = chat()
    target = {"target_id": ben.id, "target_kind": "agent"}
    first = anna.verb(interaction_id, "transfer", target)["offer_id"]
    assert ben.refused_verb(interaction_id, "withdraw", {"offer_id": first})[0] == 403
    anna.verb(interaction_id, "withdraw", {"offer_id": first})
    assert ben.until("offer_closed")["outcome"] == "withdrawn"
    second = anna.verb(interaction_id, "transfer", target)["offer_id"]
    sue.do(f"/team/interactions/{interaction_id}/withdraw", {"offer_id": second})
    assert anna.interaction(interaction_id)["last_result"]["outcome"] == "withdrawn_by_supervisor"
    assert [notice["code"] for notice in anna.snapshot()["notices"]] == ["transfer_withdrawn_by_supervisor"]
    assert anna.refused_verb(interaction_id, "withdraw", {"offer_id": second})[::2] == (409, "offer_closed")


@pytest.mark.parametrize(
    ("target", "reason"),
    [("Anna Berg", "target_self"), ("Cora Diaz", "target_logged_out"), ("Night desk", "queue_closed")],
)
def test_a_refused_transfer_is_told_once_in_my_messages(anna, chat, target, reason):
    interaction_id, _ = chat()
    found = anna.targets()[target]
    body = {"target_id": found["id"], "target_kind": found["kind"]}
    for _ in range(2):
        assert anna.refused_verb(interaction_id, "transfer", body, key="one gesture")[2] == reason
    (notice,) = anna.snapshot()["notices"]
    assert notice["code"] == "transfer_refused"
    assert notice["args"]["reason"] == reason
    assert notice["args"]["target"] == target
    assert anna.interaction(interaction_id)["pending"] is None


def test_transfer_to_nobody(anna, chat):
    interaction_id, _ = chat()
    assert anna.refused_verb(interaction_id, "transfer", {"target_id": "nobody", "target_kind": "agent"})[0] == 404


def test_the_same_key_has_one_effect_and_one_answer(anna, chat):
    interaction_id, _ = chat()
    first = anna.verb(interaction_id, "send-message", {"text": "once"}, key="k")
    assert anna.verb(interaction_id, "send-message", {"visibility": "all", "text": "once"}, key="k") == first
    lines = [line for line in anna.snapshot()["transcripts"][interaction_id] if line["text"] == "once"]
    assert [line["key"] for line in lines] == ["k"]
    assert anna.refused_verb(interaction_id, "send-message", {"text": "another"}, key="k")[:2] == (422, "key_reused")
    assert anna.refused_verb(interaction_id, "set-note", {"text": "once"}, key="k")[:2] == (422, "key_reused")


def test_a_refusal_is_remembered_too(anna, ben, chat):
    interaction_id, _ = chat()
    refused = ben.refused_verb(interaction_id, "end", key="k")
    anna.verb(interaction_id, "transfer", {"target_id": ben.id, "target_kind": "agent"})
    ben.verb(interaction_id, "accept", {"offer_id": ben.offer()["id"]})
    assert ben.refused_verb(interaction_id, "end", key="k") == refused
    ben.verb(interaction_id, "end", key="another gesture")


def test_keys_belong_to_their_agent(anna, ben, chat):
    interaction_id, _ = chat()
    anna.verb(interaction_id, "set-note", {"text": "hers"}, key="k")
    assert ben.refused_verb(interaction_id, "set-note", {"text": "his"}, key="k")[0] == 403


def test_strange_texts_arrive_as_they_are(anna, chat):
    interaction_id, customer = chat()
    for text in STRANGE:
        anna.verb(interaction_id, "send-message", {"text": text})
        assert customer.hears()["text"] == text


def test_states_and_channels(anna, server):
    assert anna.refused("/agent/state", {"state": "not_ready", "reason": "sunshine"})[0] in (403, 409, 422)
    anna.do("/agent/state", {"state": "not_ready", "reason": "break"})
    agent = anna.snapshot()["agent"]
    assert (agent["state"], agent["reason"]) == ("not_ready", "break")
    anna.do("/agent/state", {"state": "ready"})
    anna.do("/agent/channels/chat", {"state": "not_ready"})
    assert anna.snapshot()["agent"]["channels"]["chat"] == "not_ready"
    server.customer()
    assert "offer_made" not in [mail["event"]["event"] for mail in anna.poll(0.3)["mail"]]
    anna.do("/agent/channels/chat", {"state": "ready"})
    assert anna.offer()


def test_what_only_a_supervisor_may(anna, ben, sue, chat):
    interaction_id, _ = chat()
    for path, body in (
        ("/team/broadcast", {"text": "x"}),
        (f"/team/agents/{ben.id}/state", {"state": "not_ready"}),
        (f"/team/interactions/{interaction_id}/requeue", {}),
        (f"/interactions/{interaction_id}/requeue", {}),
    ):
        assert anna.refused(path, body)[::2] == (403, "not_supervisor")
    sue.do("/team/broadcast", {"text": "Lunch is ready", "priority": "high"})
    notice = anna.until("notice_added")["notice"]
    assert (notice["text"], notice["priority"], notice["sender"]) == ("Lunch is ready", "high", "Sue Ek")
    sue.do(f"/team/agents/{ben.id}/state", {"state": "not_ready", "reason": "break"})
    assert ben.snapshot()["agent"]["state"] == "not_ready"
    sue.do(f"/team/interactions/{interaction_id}/requeue", {"reason": "shift ends"})
    assert anna.until("interaction_removed")["why"] == "requeued"


def test_ranking_says_who_can_take_it_and_why_not(anna, ben, chat):
    interaction_id, _ = chat()
    ids = {name: target["id"] for name, target in anna.targets().items()}
    wanted = [ids["Cora Diaz"], ids["Ben Cole"], ids["Amir Kaya"]]
    ranks = anna.do("/targets/rank", {"interaction_id": interaction_id, "ids": wanted})["ranks"]
    assert ranks[0]["id"] == ids["Ben Cole"]
    reasons = {rank["id"]: rank["capabilities"]["transfer"] for rank in ranks}
    assert reasons == {
        ids["Ben Cole"]: None,
        ids["Cora Diaz"]: "target_logged_out",
        ids["Amir Kaya"]: "target_never",
    }
    best = anna.do("/targets/rank", {"interaction_id": interaction_id})["ranks"]
    assert ids["Ben Cole"] in [rank["id"] for rank in best]
