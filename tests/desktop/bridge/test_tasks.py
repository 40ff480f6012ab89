"""The task supervisor."""

import asyncio

import pytest

from desktop_agent.desktop.bridge.tasks import Supervisor


def run(main):
    return asyncio.run(main())


def test_a_failure_surfaces_at_once():
    async def main():
        seen = []
        tasks = Supervisor(lambda name, error: seen.append((name, str(error))))

        async def bad():
            raise ValueError("boom")

        tasks.start("bad", bad())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert seen == [("bad", "boom")]
        assert not tasks.running("bad")
        assert await tasks.aclose(1) == []

    run(main)


def test_the_same_name_cancels_the_older_run():
    async def main():
        log = []
        tasks = Supervisor(lambda name, error: log.append(error))

        async def work(number):
            try:
                await asyncio.sleep(100)
            except asyncio.CancelledError:
                log.append(f"cancelled {number}")
                raise

        tasks.start("work", work(1))
        await asyncio.sleep(0)
        tasks.start("work", work(2))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert log == ["cancelled 1"]
        assert tasks.names == ["work"]
        assert await tasks.aclose(1) == []
        assert log == ["cancelled 1", "cancelled 2"]

    run(main)


def test_closing_waits_for_clean_up_and_names_what_is_late():
    async def main():
        tasks = Supervisor(lambda name, error: pytest.fail(f"{name} {error}"))
        done = []
        give_up = asyncio.Event()

        async def tidy():
            try:
                await asyncio.sleep(100)
            finally:
                await asyncio.sleep(0.01)
                done.append("tidy")

        async def stubborn():
            while not give_up.is_set():
                try:
                    await give_up.wait()
                except asyncio.CancelledError:
                    continue

        tasks.start("tidy", tidy())
        tasks.start("stubborn", stubborn())
        await asyncio.sleep(0)
        assert await tasks.aclose(0.1) == ["stubborn"]
        assert done == ["tidy"]
        give_up.set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    run(main)


def test_a_cancelled_run_that_still_cleans_up_is_awaited_too():
    async def main():
        tasks = Supervisor(lambda name, error: None)
        done = []

        async def tidy():
            try:
                await asyncio.sleep(100)
            finally:
                await asyncio.sleep(0.01)
                done.append(1)

        tasks.start("tidy", tidy())
        await asyncio.sleep(0)
        tasks.cancel("tidy")
        await tasks.aclose(1)
        assert done == [1]

    run(main)


def test_nothing_starts_after_closing():
    async def main():
        tasks = Supervisor(lambda name, error: None)
        await tasks.aclose(0)

        async def never():
            pytest.fail("ran")

        with pytest.raises(RuntimeError, match="never"):
            tasks.start("never", never())

    run(main)


def test_what_never_began_is_closed_without_a_warning():
    async def main():
        tasks = Supervisor(lambda name, error: None)

        async def inner():
            pytest.fail("ran")

        async def outer(coroutine):
            await coroutine

        command = inner()
        tasks.start("work", outer(command), inner=command)
        tasks.cancel("work")
        await tasks.aclose(1)
        other = inner()
        with pytest.raises(RuntimeError):
            tasks.start("work", outer(other), inner=other)

    run(main)
