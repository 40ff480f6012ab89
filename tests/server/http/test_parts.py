"""Parts of the web face alone: rate limits, masking, depth."""

import io
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.contract.errors import ErrorCode
from desktop_agent.server.auth.tokens import AccessClaims, TokenSigner
from desktop_agent.server.engine.script import Refused
from desktop_agent.server.http.body import DEPTH, check_depth
from desktop_agent.server.http.limits import Buckets, RateLimited
from desktop_agent.server.http.logs import MaskingFormatter, masked
from desktop_agent.server.http.serve import is_loopback
from desktop_agent.server.http.settings import Rate


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def test_a_bucket_empties_and_fills_again():
    clock = Clock()
    buckets = Buckets(Rate(2, 0.5), clock)
    buckets.take("a")
    buckets.take("a")
    with pytest.raises(RateLimited) as caught:
        buckets.take("a")
    assert 2_000 <= caught.value.retry_after_ms <= 2_001
    buckets.take("b")
    clock.now += 2
    buckets.take("a")
    with pytest.raises(RateLimited):
        buckets.check("a")
    clock.now += 1_000
    buckets.take("a")
    buckets.take("a")
    with pytest.raises(RateLimited):
        buckets.take("a")


def test_looking_costs_nothing():
    buckets = Buckets(Rate(1, 0.1), Clock())
    for _ in range(5):
        buckets.check("a")
    buckets.take("a")


@pytest.mark.parametrize(
    "words",
    [
        "Authorization: Bearer CANARY",
        "headers={'authorization': 'Bearer CANARY'}",
        "(b'authorization', b'Basic CANARY')",
        '{"user": "ann", "password": "CANARY"}',
        '{"text": "CANARY \\" CANARY", "seq": 1}',
        "SendMessage(text='CANARY', visibility=1)",
        "Transfer(target_id='x', note='CANARY')",
        "case_data={'a': 'CANARY'}",
        "hash $argon2id$v=19$m=19456,t=2,p=1$CANARY",
    ],
)
def test_what_must_not_be_written_down_is_masked(words):
    assert "CANARY" not in masked(words)


def test_tokens_are_masked_wherever_they_stand_even_in_a_traceback():
    signer = TokenSigner(b"x" * 32)
    token = signer.access(AccessClaims(agent_id="a", family="f", expires_ms=1))
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(MaskingFormatter("%(message)s"))
    try:
        raise ValueError(f"what is {token}?")
    except ValueError as error:
        failure = (type(error), error, None)
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "failed with %s", (signer.chat("c1"),), failure)
    handler.emit(record)
    assert "failed with ***" in stream.getvalue()
    assert token not in stream.getvalue()


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=60))
def test_depth_is_what_json_says_it_is(value):
    import json

    def depth(part):
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        return (1 + max(map(depth, inner), default=0)) if isinstance(part, dict | list) else 0

    for spaced in (value, [value] * 3):
        body = json.dumps(spaced).encode()
        if depth(spaced) <= DEPTH:
            check_depth(body)
        else:
            with pytest.raises(Refused) as caught:
                check_depth(body)
            assert caught.value.code is ErrorCode.MALFORMED


def test_deep_is_deep():
    with pytest.raises(Refused):
        check_depth(b"[" * (DEPTH + 1) + b"]" * (DEPTH + 1))
    check_depth(b'["' + b"[" * 1_000 + b'"]')


def test_loopback():
    assert all(map(is_loopback, ("127.0.0.1", "127.8.9.1", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.1", "example.com")))
