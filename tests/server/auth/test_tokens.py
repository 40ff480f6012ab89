"""Signed tokens: what they say, and that nobody else can make or change one."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.server.auth.tokens import AccessClaims, BadToken, TokenSigner, new_refresh_token, token_hash

KEY = secrets.token_bytes(32)
CLAIMS = AccessClaims(agent_id="a1", family="f1", expires_ms=1_000, limited=True)


def test_an_access_token_says_who_until_it_expires():
    signer = TokenSigner(KEY)
    token = signer.access(CLAIMS)
    assert signer.read_access(token, 999) == CLAIMS
    with pytest.raises(BadToken):
        signer.read_access(token, 1_000)


def test_another_store_does_not_know_it():
    with pytest.raises(BadToken):
        TokenSigner(secrets.token_bytes(32)).read_access(TokenSigner(KEY).access(CLAIMS), 0)


@given(st.data())
def test_any_change_spoils_it(data):
    signer = TokenSigner(KEY)
    token = signer.access(CLAIMS)
    place = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.characters(codec="ascii", categories=("L", "N", "P")))
    changed = token[:place] + letter + token[place + 1 :]
    if changed == token:
        return
    try:
        assert signer.read_access(changed, 0) == CLAIMS  # the last letter of a signature has bits that mean nothing
        assert place == len(token) - 1
    except BadToken:
        pass


@given(st.text())
def test_any_text_is_no_token(text):
    signer = TokenSigner(KEY)
    for read in (lambda: signer.read_access(text, 0), lambda: signer.read_chat(text)):
        with pytest.raises(BadToken):
            read()


def test_a_customers_token_is_not_an_agents_and_the_other_way_round():
    signer = TokenSigner(KEY)
    assert signer.read_chat(signer.chat("c1")) == "c1"
    for token in (signer.chat("c1"), "a" + signer.chat("c1")[1:]):
        with pytest.raises(BadToken):
            signer.read_access(token, 0)
    for token in (signer.access(CLAIMS), "c" + signer.access(CLAIMS)[1:]):
        with pytest.raises(BadToken):
            signer.read_chat(token)


def test_a_refresh_tokens_successor_is_always_the_same_and_only_the_key_knows_it():
    first, other = new_refresh_token(), new_refresh_token()
    signer = TokenSigner(KEY)
    assert signer.successor(first) == signer.successor(first) != signer.successor(other)
    assert TokenSigner(secrets.token_bytes(32)).successor(first) != signer.successor(first)
    assert first not in token_hash(first)


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="short"):
        TokenSigner(b"short")
