"""Log in, renew, log out, change the password."""

import dataclasses

import pytest

from desktop_agent.server.http.settings import Rate, Rates
from tests.server.http.conftest import SETTINGS
from tests.server.http.web import PASSWORD


def login(server, user="anna", password=PASSWORD):
    return server.client().post("/login", json={"user": user, "password": password})


def test_signs_in_whatever_the_case_of_the_user(server):
    tokens = login(server, " Anna ").json()
    assert tokens["name"] == "Anna Berg"
    assert not tokens["must_change_password"]
    assert 0 < tokens["access_expires_ms"] - tokens["now_ms"] <= 600_000


def test_wrong_user_and_wrong_password_get_the_same_answer(server):
    wrong_password, wrong_user = login(server, password="nonsense"), login(server, user="nobody")
    assert wrong_password.status_code == wrong_user.status_code == 401
    assert wrong_password.json() == wrong_user.json()
    assert wrong_password.json()["code"] == "wrong_credentials"
    assert wrong_password.headers["www-authenticate"] == "Bearer"


def test_without_a_token_nothing(server):
    assert server.client().get("/targets").json()["code"] == "unauthenticated"
    assert server.client(Authorization="Bearer nonsense").get("/targets").status_code == 401
    assert server.client(Authorization="Basic YTpi").get("/targets").status_code == 401


def test_refresh_gives_the_successor_and_the_same_again_when_repeated(server):
    client, first = server.client(), login(server).json()
    second = client.post("/login/refresh", json={"refresh_token": first["refresh_token"]}).json()
    again = client.post("/login/refresh", json={"refresh_token": first["refresh_token"]}).json()
    assert second["refresh_token"] == again["refresh_token"] != first["refresh_token"]
    opened = server.client(Authorization=f"Bearer {second['access_token']}").post("/sessions", json={})
    assert opened.status_code == 201


def test_a_refresh_token_that_was_used_before_ends_the_log_in_and_its_session(server, anna):
    client, first = server.client(), anna.tokens["refresh_token"]
    second = client.post("/login/refresh", json={"refresh_token": first}).json()
    third = client.post("/login/refresh", json={"refresh_token": second["refresh_token"]}).json()
    stolen = client.post("/login/refresh", json={"refresh_token": first})
    assert stolen.status_code == 401
    assert client.post("/login/refresh", json={"refresh_token": third["refresh_token"]}).status_code == 401
    assert anna.ask("/targets", method="GET").status_code == 401


def test_log_out_ends_session_and_tokens(server, anna):
    assert anna.ask("/logout").status_code == 200
    assert anna.ask("/targets", method="GET").json()["code"] == "unauthenticated"
    renewed = server.client().post("/login/refresh", json={"refresh_token": anna.tokens["refresh_token"]})
    assert renewed.status_code == 401
    ben = server.agent("ben")
    targets = {target["id"]: target for target in ben.do("/targets", method="GET")["targets"]}
    assert anna.id in targets
    (rank,) = ben.do("/targets/rank", {"ids": [anna.id]})["ranks"]
    assert rank["status"]["state"] == "logged_out"


def test_an_ended_log_in_opens_no_session_even_after_a_restart(server, template, tmp_path, settings):
    from tests.server.http.web import Server

    tokens = login(server).json()
    client = server.client(Authorization=f"Bearer {tokens['access_token']}")
    assert client.post("/logout").status_code == 200
    server.stop()
    again = Server(tmp_path, template, settings)
    try:
        refused = again.client(Authorization=f"Bearer {tokens['access_token']}").post("/sessions", json={})
        assert refused.status_code == 401
    finally:
        again.stop()


def test_changes_the_password_and_keeps_this_log_in_only(server, anna):
    other = login(server).json()
    new = "a quite different one"
    assert anna.refused("/password", {"old": "wrong", "new": new})[:2] == (401, "wrong_credentials")
    assert anna.refused("/password", {"old": PASSWORD, "new": "short"})[:2] == (422, "invalid")
    assert anna.refused("/password", {"old": PASSWORD, "new": PASSWORD})[:2] == (422, "invalid")
    anna.do("/password", {"old": PASSWORD, "new": new})
    assert login(server).status_code == 401
    assert login(server, password=new).status_code == 200
    refresh = server.client()
    assert refresh.post("/login/refresh", json={"refresh_token": other["refresh_token"]}).status_code == 401
    assert refresh.post("/login/refresh", json={"refresh_token": anna.tokens["refresh_token"]}).status_code == 200
    assert anna.ask("/targets", method="GET").status_code == 200


def test_a_new_password_ends_the_streams_of_other_log_ins_at_once(server, anna):
    other = server.client(Authorization=f"Bearer {server.tokens('anna')['access_token']}")
    with anna.stream() as stream:
        stream.until("caught_up")
        assert other.post("/password", json={"old": PASSWORD, "new": "a quite different one"}).is_success
        *_, (_, _, sign) = stream.until("control")
        assert sign["control"] == "goaway"
    assert anna.refused(f"/events?after={anna.cursor}", method="GET")[:2] == (401, "unauthenticated")


class TestSlowed:
    @pytest.fixture
    def settings(self):
        return dataclasses.replace(SETTINGS, rates=Rates(login_user=Rate(3, 0.01)))

    def test_guessing_is_slowed_for_that_user_only(self, server):
        answers = [login(server, password="guess") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
        assert int(answers[3].headers["retry-after"]) >= 1
        assert answers[3].json()["retry_after_ms"] > 1_000
        assert login(server, user="ben").status_code == 200
