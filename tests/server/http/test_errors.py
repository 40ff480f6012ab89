"""Every failure has the one body, whoever noticed it."""

import dataclasses

import pytest

from desktop_agent.contract.errors import ErrorBody
from desktop_agent.server.http.settings import Rate, Rates
from tests.server.http.conftest import SETTINGS


def error_of(answer):
    import msgspec

    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    return msgspec.json.decode(answer.content, type=ErrorBody)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/login", 405, "not_found"),
        ("PUT", "/interactions/x/accept", 405, "not_found"),
        ("POST", "/interactions/x/fly", 404, "not_found"),
        ("POST", "/agent/channels/smoke", 422, "invalid"),
    ],
)
def test_the_frameworks_own_refusals(server, anna, method, path, status, code):
    answer = anna.client.request(method, path, json={})
    assert answer.status_code == status
    assert error_of(answer).code == code
    if status == 405:
        assert answer.headers["allow"]


@pytest.mark.parametrize(
    ("content", "status", "code", "field"),
    [
        (b"", 422, "invalid", "data"),
        (b"{", 400, "malformed", None),
        (b"\xff\xfe", 400, "malformed", None),
        (b'{"text": "\xff"}', 400, "malformed", None),
        (b"[]", 422, "invalid", ""),
        (b"{}", 422, "invalid", "text"),
        (b'{"text": ""}', 422, "invalid", "text"),
        (b'{"text": 5}', 422, "invalid", "text"),
        (b'{"text": "x", "colour": "red"}', 422, "invalid", "colour"),
        (b'{"text": "x", "visibility": "some"}', 422, "invalid", "visibility"),
        (b'{"text": "' + b"x" * 8_001 + b'"}', 422, "invalid", "text"),
        (b'{"text": "' + b"x" * 1_000_000 + b'"}', 413, "too_large", None),
        (b'{"text": ' + b"[" * 60_000 + b"]" * 60_000 + b"}", 400, "malformed", None),
    ],
)
def test_bad_bodies(anna, content, status, code, field):
    answer = anna.client.post(
        "/interactions/x/send-message",
        content=content,
        headers={"Content-Type": "application/json", "Idempotency-Key": "k"},
    )
    assert answer.status_code == status, answer.text
    error = error_of(answer)
    assert error.code == code
    if field is not None:
        assert error.detail["field"] == field


def test_brackets_in_a_text_are_not_depth(anna, chat):
    interaction_id, _ = chat()
    anna.verb(interaction_id, "send-message", {"text": '[{"' * 500 + "\\"})


def test_what_a_command_needs_beside_its_body(anna, server):
    answer = anna.client.post("/agent/state", json={"state": "ready"})
    assert answer.status_code == 422
    assert error_of(answer).detail["field"] == "Idempotency-Key"
    bare = server.client(Authorization=anna.client.headers["Authorization"])
    answer = bare.post("/agent/state", json={"state": "ready"}, headers={"Idempotency-Key": "k"})
    assert answer.status_code == 422
    assert error_of(answer).detail["field"] == "X-Session-Id"


def test_queries_are_checked(anna):
    for query in ({}, {"before": "soon"}):
        answer = anna.client.get("/interactions/x/messages", params=query)
        assert (answer.status_code, error_of(answer).detail["field"]) == (422, "before")
    answer = anna.client.get("/targets", params={"since": -1})
    assert (answer.status_code, error_of(answer).detail["field"]) == (422, "since")


def test_a_fault_of_ours_tells_a_number_and_nothing_else(server, anna, caplog, monkeypatch):
    from desktop_agent.server.engine import directory

    def broken(*_):
        raise RuntimeError("secret inside")

    monkeypatch.setattr(directory, "targets_page", broken)
    answer = anna.client.get("/targets")
    assert answer.status_code == 500
    error = error_of(answer)
    assert error.code == "internal"
    assert "secret" not in answer.text
    number = error.message.split()[-1]
    assert number in caplog.text
    assert "secret inside" in caplog.text


def test_the_store_unavailable_is_503_with_a_time(server, anna, monkeypatch):
    from desktop_agent.server.engine import directory
    from desktop_agent.server.store.port import Unavailable

    def full(*_):
        raise Unavailable("disk full")

    monkeypatch.setattr(directory, "targets_page", full)
    answer = anna.client.get("/targets")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"
    assert error_of(answer).retry_after_ms == 1_000


class TestLimited:
    @pytest.fixture
    def settings(self):
        return dataclasses.replace(SETTINGS, rates=Rates(account=Rate(8, 0.5), chats=Rate(2, 0.1)))

    def test_one_account(self, anna, server):
        statuses = {anna.client.get("/targets").status_code for _ in range(12)}
        assert statuses == {200, 429}
        answer = anna.client.get("/targets")
        assert error_of(answer).code == "rate_limited"
        assert int(answer.headers["retry-after"]) >= 1
        assert server.agent("ben", ready=False).client.get("/targets").status_code == 200

    def test_chats_of_one_address(self, server):
        client, body = server.client(), {"queue": "Billing", "name": "A"}
        answers = [client.post("/customer/chats", json=body, headers={"Idempotency-Key": str(n)}) for n in range(3)]
        assert [answer.status_code for answer in answers] == [201, 201, 429]
