"""Group commit on bad days: a full disk, a thread that dies, a process that is killed."""

import asyncio
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from desktop_agent.contract.base import Done
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import RemovedWhy
from desktop_agent.contract.events import InteractionRemoved
from desktop_agent.server.engine.script import Ask, Decision, Env, Script
from desktop_agent.server.store.port import Idempotency, Unavailable
from desktop_agent.server.store.sqlite import SqliteStore
from desktop_agent.server.wake.local import LocalWake


def note(name: str, size: int = 10):
    def script(env: Env) -> Script[Done]:
        yield Ask("claim_meta", {"name": name, "value": "x" * size})
        return Decision(Done(), mail=(("box", InteractionRemoved(interaction_id=name, why=RemovedWhy.LEFT)),))

    return script


def test_a_full_disk_answers_unavailable_and_loses_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def play() -> None:
        store = await SqliteStore.open(tmp_path / "store.db", LocalWake())
        for number in range(20):
            await store.execute(note(f"before{number}"))

        def limit(env: Env) -> Script[None]:
            pages = store._writer._connection.execute("PRAGMA page_count").fetchone()[0]
            store._writer._connection.execute(f"PRAGMA max_page_count = {pages + 3}")
            yield Ask("meta", {"name": "epoch"})
            return Decision(None)

        await store.execute(limit)
        acknowledged: list[str] = []

        async def one(name: str, size: int) -> bool:
            try:
                await store.execute(note(name, size), key=Idempotency(scope="s", key=name, request=b""))
            except Unavailable:
                return False
            acknowledged.append(name)
            return True

        results = await asyncio.gather(*(one(f"n{number}", 10 if number % 2 else 60_000) for number in range(40)))
        assert not all(results)

        def unlimit(env: Env) -> Script[None]:
            store._writer._connection.execute("PRAGMA max_page_count = 1073741823")
            yield Ask("meta", {"name": "epoch"})
            return Decision(None)

        await store.execute(unlimit)
        await store.execute(note("after"))
        mails = await store.mail("box", Cursor(store.epoch, 0))
        told = [re.search(rb'"interaction_id":"(\w+)"', bytes(mail.event)).group(1).decode() for mail in mails]  # type: ignore[union-attr]
        assert [mail.seq for mail in mails] == list(range(1, len(mails) + 1))
        assert told == [*(f"before{number}" for number in range(20)), *acknowledged, "after"]
        for number in range(40):
            rows = await store.statement("meta", name=f"n{number}")
            assert bool(rows) == (f"n{number}" in acknowledged), "told unavailable, but done (or the other way round)"
        await store.aclose()

    asyncio.run(play())


def test_a_group_whose_transaction_is_gone_is_unavailable_as_a_whole(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """SQLite itself rolls back the whole transaction on some errors; nobody of the group may be told it was done."""

    async def play() -> None:
        store = await SqliteStore.open(tmp_path / "store.db", LocalWake())
        began, go_on = threading.Event(), threading.Event()

        def wait(env: Env) -> Script[None]:
            began.set()
            go_on.wait()
            yield Ask("meta", {"name": "epoch"})
            return Decision(None)

        def lose(env: Env) -> Script[None]:
            store._writer._connection.execute("ROLLBACK")
            yield Ask("meta", {"name": "epoch"})
            raise sqlite3.OperationalError("database or disk is full")

        first = asyncio.ensure_future(store.execute(wait))
        await asyncio.to_thread(began.wait)
        rest = [asyncio.ensure_future(store.execute(script)) for script in (note("a"), lose, note("b"))]
        await asyncio.sleep(0)  # the three are one group: the writer waits in the first command
        go_on.set()
        await first
        results = await asyncio.gather(*rest, return_exceptions=True)
        assert [type(result) for result in results] == [Unavailable] * 3
        assert await store.statement("meta", name="a") == []
        await store.execute(note("c"))
        await store.aclose()

    asyncio.run(play())


def test_the_clock_never_goes_below_what_was_stored(tmp_path: Path) -> None:
    path, far = tmp_path / "store.db", 4_000_000_000_000

    async def now(*, write: bool) -> int:
        store = await SqliteStore.open(path, LocalWake())
        first = store.now_ms()
        if write:
            await store.execute(note("a"))
        assert store.now_ms() >= first
        await store.aclose()
        return first

    asyncio.run(now(write=True))
    with closing(sqlite3.connect(path)) as connection:
        kept = int(connection.execute("SELECT value FROM meta WHERE name = 'clock_ms'").fetchone()[0])
        assert kept > 1_700_000_000_000, "every commit keeps the clock"
        connection.execute("UPDATE meta SET value = ? WHERE name = 'clock_ms'", (str(far),))
        connection.commit()
    assert asyncio.run(now(write=False)) >= far


def test_a_writer_that_dies_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def play() -> None:
        died: asyncio.Future[BaseException] = asyncio.get_running_loop().create_future()
        loop = asyncio.get_running_loop()
        store = await SqliteStore.open(
            tmp_path / "store.db",
            LocalWake(),
            on_death=lambda error: loop.call_soon_threadsafe(died.set_result, error) and None,
        )

        def explode(group: object) -> None:
            raise RuntimeError("boom")

        monkeypatch.setattr(store._writer, "_commit", explode)
        waiting = asyncio.ensure_future(store.execute(note("a")))
        assert str(await died) == "boom"
        waiting.cancel()
        store._readers.close()
        store._writer._connection.close()

    asyncio.run(play())


CHILD = """
import asyncio, os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from desktop_agent.server.store.sqlite import SqliteStore
from desktop_agent.server.wake.local import LocalWake
from desktop_agent.server.store.port import Idempotency
from tests.server.store.test_writer import note

async def main(path, generation):
    store = await SqliteStore.open(Path(path), LocalWake())
    if generation == "dies":
        store._writer._commit = None
        await store.execute(note("a"))
    async def caller(number):
        n = 0
        while True:
            n += 1
            name = f"{{generation}}x{{number}}x{{n}}"
            await store.execute(note(name), key=Idempotency(scope="s", key=name, request=b""))
            os.write(1, (name + "\\n").encode())
    await asyncio.gather(*(caller(number) for number in range(8)))

asyncio.run(main(*sys.argv[1:]))
"""


def _child(tmp_path: Path, path: Path, generation: str) -> subprocess.Popen[bytes]:
    script = tmp_path / "child.py"
    script.write_text(CHILD.format(root=str(Path(__file__).parents[3])))
    return subprocess.Popen(
        [sys.executable, str(script), str(path), generation],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    )


def test_what_was_acknowledged_is_there_after_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    acknowledged: list[str] = []
    for generation in range(3):
        child = _child(tmp_path, path, str(generation))
        assert child.stdout is not None
        lines = 0
        for line in child.stdout:
            if line.endswith(b"\n"):
                acknowledged.append(line.decode().strip())
                lines += 1
            if lines == 200 + 37 * generation:
                child.send_signal(signal.SIGKILL)
        child.stdout.close()
        assert child.wait() == -signal.SIGKILL
    with closing(sqlite3.connect(path)) as connection:
        stored = {row[0] for row in connection.execute("SELECT name FROM meta WHERE name LIKE '%x%x%'")}
        mail = connection.execute("SELECT count(*), max(seq), min(seq) FROM mail WHERE mailbox = 'box'").fetchone()
        keys = connection.execute("SELECT count(*) FROM idempotency").fetchone()[0]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(acknowledged) >= 600
    assert set(acknowledged) - stored == set(), "acknowledged, but lost"
    assert mail == (len(stored), len(stored), 1)
    assert keys == len(stored)


def test_a_dead_writer_ends_the_process(tmp_path: Path) -> None:
    child = _child(tmp_path, tmp_path / "store.db", "dies")
    assert child.stdout is not None
    child.stdout.read()
    child.stdout.close()
    assert child.wait() == 70
