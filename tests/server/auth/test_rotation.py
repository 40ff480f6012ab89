"""Refresh tokens on a real store whose clock the test moves."""

import asyncio

import pytest

from desktop_agent.contract.errors import ErrorCode
from desktop_agent.server.admin.accounts import bring_in
from desktop_agent.server.admin.floor_file import FloorFile
from desktop_agent.server.auth.signing_in import LOOK_AGAIN_MS, SigningIn
from desktop_agent.server.auth.tokens import REFRESH_MS, REPEAT_MS, BadToken
from desktop_agent.server.engine.floor import Floor, FloorAgent
from desktop_agent.server.engine.script import Env, Refused
from desktop_agent.server.store.sqlite import SqliteStore
from desktop_agent.server.wake.local import LocalWake

PASSWORD = "correct horse battery"


class Later:
    """A store in a later moment: every script and every look at the clock is shifted."""

    def __init__(self, store, ahead_ms=0):
        self.store, self.ahead_ms = store, ahead_ms

    def now_ms(self):
        return self.store.now_ms() + self.ahead_ms

    async def execute(self, script, *, key=None):
        return await self.store.execute(lambda env: script(Env(env.now_ms + self.ahead_ms, env.new_id)), key=key)

    async def statement(self, name, **params):
        return await self.store.statement(name, **params)


@pytest.fixture
def on_store(tmp_path):
    """Run a test's coroutine with a store that has one account."""

    def run(test):
        async def main():
            store = await SqliteStore.open(tmp_path / "s.db", LocalWake())
            try:
                await bring_in(
                    store, FloorFile(Floor(agents=(FloorAgent(user="anna", name="Anna"),)), {"anna": PASSWORD})
                )
                clock = Later(store)
                await test(clock, await SigningIn.of(clock))
            finally:
                await store.aclose()

        asyncio.run(main())

    return run


async def refused(awaitable):
    with pytest.raises(Refused) as caught:
        await awaitable
    return caught.value.code


def test_repeated_within_a_minute_is_the_same_later_it_is_theft(on_store):
    async def test(clock, signing_in):
        first = (await signing_in.sign_in("anna", PASSWORD)).refresh_token
        second = (await signing_in.refresh(first)).refresh_token
        clock.ahead_ms = REPEAT_MS - 1_000
        assert (await signing_in.refresh(first)).refresh_token == second
        clock.ahead_ms = REPEAT_MS + 1_000
        assert await refused(signing_in.refresh(first)) is ErrorCode.UNAUTHENTICATED
        assert await refused(signing_in.refresh(second)) is ErrorCode.UNAUTHENTICATED

    on_store(test)


def test_a_refresh_token_expires_unused(on_store):
    async def test(clock, signing_in):
        token = (await signing_in.sign_in("anna", PASSWORD)).refresh_token
        clock.ahead_ms = REFRESH_MS + 1
        assert await refused(signing_in.refresh(token)) is ErrorCode.UNAUTHENTICATED

    on_store(test)


def test_the_key_stays_the_same_and_other_stores_have_another(on_store, tmp_path):
    async def test(clock, signing_in):
        tokens = await signing_in.sign_in("anna", PASSWORD)
        again = await SigningIn.of(clock)
        assert again.claims(tokens.access_token).agent_id == tokens.agent_id
        other = await SqliteStore.open(tmp_path / "other.db", LocalWake())
        try:
            with pytest.raises(BadToken):
                (await SigningIn.of(other)).claims(tokens.access_token)
        finally:
            await other.aclose()

    on_store(test)


def test_access_ends_with_its_time_and_with_its_log_in(on_store):
    async def test(clock, signing_in):
        tokens = await signing_in.sign_in("anna", PASSWORD)
        claims = signing_in.claims(tokens.access_token)
        assert await signing_in.lives(claims)
        clock.ahead_ms = 600_001
        with pytest.raises(BadToken):
            signing_in.claims(tokens.access_token)
        clock.ahead_ms = 0
        await signing_in.sign_out(claims)
        assert not await signing_in.lives(claims)

    on_store(test)


def test_a_log_in_ended_elsewhere_is_noticed_after_a_few_seconds(on_store):
    async def test(clock, signing_in):
        elsewhere = await SigningIn.of(clock)
        claims = signing_in.claims((await signing_in.sign_in("anna", PASSWORD)).access_token)
        assert await signing_in.lives(claims)
        await elsewhere.sign_out(claims)
        clock.ahead_ms = LOOK_AGAIN_MS + 1
        assert not await signing_in.lives(claims)

    on_store(test)
