"""The simulation against the real server: people answer as their temper says, talk goes on, everything ends cleanly."""

import asyncio
import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop_agent.client.replica import changes as ch
from desktop_agent.contract.enums import Outcome, RemovedWhy, TargetKind
from desktop_agent.simulation.floor import Floor, Plan
from desktop_agent.simulation.scripts import CONVERSATIONS
from desktop_agent.simulation.talk import READ_IT_ALL
from desktop_agent.simulation.tempers import BUSY_REASON, Pace
from tests.client.desk import Desk, customer, desk
from tests.client.running import in_loop, until
from tests.client.serving import FLOOR, ServerProcess

COLLEAGUES = "".join(
    f"""
[[agents]]
user = "{user}"
name = "{name}"
number = "{number}"
skills = []
capacity = 3
"""
    for user, name, number in (("lee", "Lee Wong", 4102), ("chi", "Chi Okafor", 4103), ("omar", "Omar Haddad", 4104))
)

BILLING = [conversation for conversation in CONVERSATIONS if conversation.queue == "Billing"]


@pytest.fixture(scope="module")
def floor_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server with the five whom one can rely on, and short offers."""
    floor = FLOOR.replace("offer_ms = 20000", "offer_ms = 2500").replace("[[reasons]]", COLLEAGUES + "\n[[reasons]]", 1)
    process = ServerProcess(tmp_path_factory.mktemp("floor"), floor)
    process.start()
    yield process
    assert process.stop() == 0, process.log()[-3000:]


@asynccontextmanager
async def simulated(server: ServerProcess, *users: str, **more: object) -> AsyncIterator[Floor]:
    """A simulation with these colleagues, all Ready."""
    plan = Plan(
        **{  # type: ignore[arg-type]
            "server": server.url,
            "credentials": {user: server.credentials[user] for user in users},
            "seed": 7,
            "pace": Pace(20),
            "customers": 0,
            **more,
        }
    )
    floor = Floor(plan)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(floor.run())
        async with asyncio.timeout(30):
            await floor.wait_ready()
        try:
            yield floor
        finally:
            running.cancel()


async def transfer(emma: Desk, chat: str, name: str) -> None:
    hits = await until(lambda: emma.session.directory.search(name, {TargetKind.AGENT}), f"{name} in the directory")
    await emma.session.transfer(chat, target_id=hits[0].target.id, target_kind=TargetKind.AGENT, reason="limit")


@in_loop
async def test_jana_accepts_and_goes_on_talking(floor_server: ServerProcess) -> None:
    async with simulated(floor_server, "jana"), desk(floor_server) as emma:
        await emma.ready()
        async with customer(floor_server, "My invoice is wrong") as amir:
            chat = await emma.accepted()
            await emma.session.send_message(chat, text="A colleague can help you better.")
            await transfer(emma, chat, "Jana Brandt")
            gone = await until(lambda: emma.heard(ch.InteractionGone), "taken")
            assert gone == [ch.InteractionGone(chat, RemovedWhy.TRANSFERRED, "Jana Brandt")]
            said = await until(lambda: [line for line in amir.lines() if line.endswith(READ_IT_ALL)], "her greeting")
            assert said == [f"Hello Amir, this is Jana. Emma has handed your chat to me. {READ_IT_ALL}"]
            before = len(amir.lines())
            await amir.chat.send("It is about 48.90 euros.")
            await until(lambda: len(amir.lines()) == before + 2, "her answer")
            await amir.chat.send("Thank you, that was all.")
            await until(lambda: amir.chat.ended, "the end", 30)


@in_loop
async def test_lee_declines_chi_is_silent_omar_logs_out(floor_server: ServerProcess) -> None:
    async with simulated(floor_server, "lee", "chi", "omar"), desk(floor_server) as emma:
        await emma.ready()
        async with customer(floor_server):
            chat = await emma.accepted()
            for name, outcome, reason in (
                ("Lee Wong", Outcome.DECLINED, BUSY_REASON),
                ("Omar Haddad", Outcome.TARGET_GONE, ""),
                ("Chi Okafor", Outcome.TIMED_OUT, ""),
            ):
                await transfer(emma, chat, name)
                await until(
                    lambda name=name: (
                        (result := emma.session.replica.interactions[chat].last_result) and result.target.name == name
                    ),
                    f"{name}'s answer",
                )
                result = emma.session.replica.interactions[chat].last_result
                assert result is not None
                assert (result.outcome, result.reason) == (outcome, reason)
            assert emma.session.replica.interactions[chat].owner_id == emma.session.replica.agent.id


@in_loop
async def test_whole_conversations_from_routing_to_the_end(floor_server: ServerProcess) -> None:
    """Jana has no skill for Billing: the chats come to the one who has, a simulated Emma."""
    async with simulated(floor_server, "emma", customers=1, chats=1, pace=Pace(40), conversations=BILLING[:1]) as floor:
        stage = floor._stage
        await until(lambda: stage._talks, "a customer")
        talk = next(iter(stage._talks.values()))
        await until(lambda: not stage._talks, "the end", 50)
        assert talk.closing
        assert talk.next_turn == len(talk.conversation.turns)


@in_loop
async def test_new_chats_are_left_to_one(floor_server: ServerProcess) -> None:
    """With --leave-to the others decline what is routed, and take what is handed to them all the same."""
    async with simulated(floor_server, "jana", leave_to="emma") as floor:
        assert floor.colleagues["jana"]._leaves_routed
        async with desk(floor_server) as emma:
            await emma.ready()
            async with customer(floor_server):
                chat = await emma.accepted()
                await transfer(emma, chat, "Jana Brandt")
                await until(lambda: emma.heard(ch.InteractionGone), "taken")


# ------------------------------------------------------------------ the command
def command(server: ServerProcess, folder: Path, *more: str) -> list[str]:
    credentials = folder / "credentials.json"
    credentials.write_text(json.dumps(server.credentials))
    words = ["simulate", "--server", server.url, "--credentials", str(credentials), "--pace", "20"]
    return [sys.executable, "-m", "desktop_agent", *words, *more]


@pytest.mark.parametrize("way", ["SIGTERM", "stdin"])
def test_the_command_ends_cleanly(floor_server: ServerProcess, tmp_path: Path, way: str) -> None:
    if way == "SIGTERM" and sys.platform == "win32":
        pytest.skip("there is no SIGTERM to send")
    ready = tmp_path / "ready.json"
    words = command(
        floor_server, tmp_path, "--seed", "11", "--only", "lee,omar", "--customers", "1", "--ready-file", str(ready)
    )
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "simulation: seed 11, 2 colleagues, 1 customers\n"
        assert "Ready" in process.stdout.readline()
        asyncio.run(_exists(ready))
        assert json.loads(ready.read_bytes()) == {"seed": 11, "pid": process.pid, "colleagues": ["lee", "omar"]}
        if way == "stdin":
            process.stdin.close()
        else:
            process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


async def _exists(path: Path) -> None:
    await until(path.exists, "the ready file")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--server", "http://example.com"], "Only https"),
        (["--script", "no-such-story"], "charged-twice"),
        (["--pace", "0"], "--pace"),
        (["--credentials", "/nowhere/file.json"], "No such file"),
    ],
)
def test_bad_words_are_said(
    floor_server: ServerProcess, tmp_path: Path, words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from desktop_agent.cli import main

    with contextlib.suppress(SystemExit):
        assert main([*command(floor_server, tmp_path)[3:], *words]) == 2
    assert says in capsys.readouterr().err
