"""A real server on a loopback port, in a thread of this process, and people who speak plain HTTP with it."""

import asyncio
import json
import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from desktop_agent.contract.http import API
from desktop_agent.server.admin.accounts import bring_in
from desktop_agent.server.admin.floor_file import FloorFile
from desktop_agent.server.engine.floor import (
    Floor,
    FloorAgent,
    FloorContact,
    FloorDisposition,
    FloorPolicy,
    FloorQueue,
    FloorReason,
)
from desktop_agent.server.http.running import Place, run_server
from desktop_agent.server.http.settings import Settings
from desktop_agent.server.store.sqlite import SqliteStore
from desktop_agent.server.wake.local import LocalWake

PASSWORD = "correct horse battery"
USERS = ("anna", "ben", "cora", "sue")

FLOOR = Floor(
    agents=(
        FloorAgent(user="anna", name="Anna Berg", skills=("Billing",), number="4100"),
        FloorAgent(user="ben", name="Ben Cole", skills=("Billing",), number="4101"),
        FloorAgent(user="cora", name="Cora Diaz", skills=("Claims",), number="4102"),
        FloorAgent(user="sue", name="Sue Ek", role="supervisor", skills=("Orders",), number="4103"),
    ),
    queues=(
        FloorQueue(name="Billing"),
        FloorQueue(name="Claims"),
        FloorQueue(name="Orders"),
        FloorQueue(name="Night desk", open=False),
    ),
    contacts=(FloorContact(name="Amir Kaya", email="amir@customer.example"),),
    reasons=(FloorReason(code="break", name="Break"),),
    dispositions=(FloorDisposition(code="solved", name="Solved"),),
    policy=FloorPolicy(unreachable_ms=60_000, not_ready_ms=90_000, requeue_ms=120_000),
)


def make_template(path: Path) -> None:
    """A store with the floor in it, to be copied for each test."""

    async def fill() -> None:
        store = await SqliteStore.open(path, LocalWake())
        await bring_in(store, FloorFile(FLOOR, dict.fromkeys(USERS, PASSWORD)))
        await store.aclose()

    asyncio.run(fill())


class Server:
    """A running server."""

    def __init__(self, folder: Path, template: Path, settings: Settings) -> None:
        self.database = folder / "server.db"
        if not self.database.exists():
            shutil.copy(template, self.database)
        self._place = Place(database=self.database, settings=settings)
        self._started = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self.failure: BaseException | None = None
        self.url = ""
        self._thread = threading.Thread(target=self._run, name="server")
        self._thread.start()
        assert self._started.wait(20)
        if self.failure is not None:
            raise self.failure
        self._clients: list[httpx.Client] = []

    def _run(self) -> None:
        async def main() -> None:
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()

            def ready(url: str) -> None:
                self.url = url
                self._started.set()

            await run_server(self._place, self._stop, ready=ready)

        try:
            asyncio.run(main())
        except BaseException as error:  # noqa: BLE001 - handed to the test
            self.failure = error
        finally:
            self._started.set()

    def ask_to_stop(self) -> None:
        if self._loop is not None and self._stop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop.set)

    def stop(self) -> None:
        for client in self._clients:
            client.close()
        self.ask_to_stop()
        self._thread.join(15)
        assert not self._thread.is_alive(), "the server does not end"
        if self.failure is not None:
            raise self.failure

    def client(self, **headers: str) -> httpx.Client:
        client = httpx.Client(base_url=self.url + API, headers=headers, timeout=30, trust_env=False)
        self._clients.append(client)
        return client

    def tokens(self, user: str) -> dict[str, Any]:
        answer = self.client().post("/login", json={"user": user, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def agent(self, user: str, *, ready: bool = True) -> "Agent":
        agent = Agent(self, user)
        if ready:
            agent.do("/agent/state", {"state": "ready"})
        return agent

    def customer(self, *, queue: str = "Billing", name: str = "Amir Kaya", **more: Any) -> "Customer":
        return Customer(self, {"queue": queue, "name": name, **more})


class Party:
    """Somebody with a mailbox."""

    client: httpx.Client
    cursor: str
    events_path: str

    def __init__(self) -> None:
        self._unread: list[dict[str, Any]] = []

    def ask(self, path: str, body: Any = None, *, method: str = "POST", key: str | None = None) -> httpx.Response:
        return self.client.request(method, path, json=body, headers={"Idempotency-Key": key or uuid.uuid4().hex})

    def do(self, path: str, body: Any = None, **how: Any) -> dict[str, Any]:
        answer = self.ask(path, body, **how)
        assert answer.is_success, answer.text
        return answer.json()

    def refused(self, path: str, body: Any = None, **how: Any) -> tuple[int, str, str]:
        """Status, code and reason of a refusal."""
        answer = self.ask(path, body, **how)
        assert not answer.is_success, answer.text
        error = answer.json()
        return answer.status_code, error["code"], error["detail"].get("reason", "")

    def poll(self, wait: float = 5.0) -> dict[str, Any]:
        params = {"after": self.cursor, "wait": wait}
        answer = self.client.get(self.events_path, params=params, headers={"Accept": "application/json"})
        assert answer.status_code == 200, answer.text
        batch = answer.json()
        self.cursor = batch["cursor"]
        return batch

    def until(self, kind: str, seconds: float = 10.0) -> dict[str, Any]:
        """The next event of a kind."""
        for _ in range(int(seconds)):
            if not self._unread:
                self._unread = self.poll(1.0)["mail"]
            while self._unread:
                event = self._unread.pop(0)["event"]
                if event["event"] == kind:
                    return event
        raise AssertionError(f"{kind} never came")

    def topic(self, kind: str, seconds: float = 10.0, **values: Any) -> dict[str, Any]:
        """The next topic of a kind with these values."""
        for _ in range(int(seconds)):
            for topic in self.poll(1.0)["topics"]:
                if topic["topic"] == kind and all(topic[name] == value for name, value in values.items()):
                    return topic
        raise AssertionError(f"{kind} never came")

    @contextmanager
    def stream(self, after: str | None = None) -> Iterator["Stream"]:
        params = {"after": after or self.cursor}
        with self.client.stream(
            "GET", self.events_path, params=params, headers={"Accept": "text/event-stream"}
        ) as answer:
            yield Stream(answer)


class Stream:
    """An event stream, block by block."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self._lines = answer.iter_lines()

    def block(self) -> tuple[str, str, Any]:
        """Name, id and data of the next block; a comment has the name ``:``."""
        name = position = ""
        data: Any = None
        for line in self._lines:
            if not line:
                return name, position, data
            if line.startswith(":"):
                name = ":"
            elif line.startswith("event: "):
                name = line[7:]
            elif line.startswith("id: "):
                position = line[4:]
            elif line.startswith("data: "):
                data = json.loads(line[6:])
        raise EOFError

    def until(self, name: str) -> list[tuple[str, str, Any]]:
        """All blocks up to the first of a name."""
        blocks = [self.block()]
        while blocks[-1][0] != name:
            blocks.append(self.block())
        return blocks


class Agent(Party):
    """An agent with a desktop session."""

    def __init__(self, server: Server, user: str) -> None:
        super().__init__()
        self.tokens = server.tokens(user)
        self.id = self.tokens["agent_id"]
        self.name = self.tokens["name"]
        self.client = server.client(Authorization=f"Bearer {self.tokens['access_token']}")
        answer = self.client.post("/sessions", json={"client": "test"})
        assert answer.status_code == 201, answer.text
        self.opened = answer.json()
        self.client.headers["X-Session-Id"] = self.opened["session_id"]
        self.cursor = self.opened["cursor"]
        self.events_path = "/events"

    def offer(self) -> dict[str, Any]:
        return self.until("offer_made")["offer"]

    def take(self) -> str:
        """Accept the offer that comes; returns the interaction's id."""
        offer = self.offer()
        self.verb(offer["interaction_id"], "accept", {"offer_id": offer["id"]})
        return offer["interaction_id"]

    def verb(self, interaction_id: str, verb: str, body: Any = None, **how: Any) -> dict[str, Any]:
        return self.do(f"/interactions/{interaction_id}/{verb}", body or {}, **how)

    def refused_verb(self, interaction_id: str, verb: str, body: Any = None, **how: Any) -> tuple[int, str, str]:
        return self.refused(f"/interactions/{interaction_id}/{verb}", body or {}, **how)

    def targets(self) -> dict[str, dict[str, Any]]:
        """The directory by name, without skills (each queue has one of its own name)."""
        found = self.do("/targets", method="GET")["targets"]
        return {target["name"]: target for target in found if target["kind"] != "skill"}

    def snapshot(self) -> dict[str, Any]:
        return self.do(f"/sessions/{self.opened['session_id']}/snapshot", method="GET")["snapshot"]

    def interaction(self, interaction_id: str) -> dict[str, Any]:
        (found,) = [chat for chat in self.snapshot()["interactions"] if chat["id"] == interaction_id]
        return found


class Customer(Party):
    """A customer with a chat."""

    def __init__(self, server: Server, body: dict[str, Any]) -> None:
        super().__init__()
        client = server.client()
        answer = client.post("/customer/chats", json=body, headers={"Idempotency-Key": uuid.uuid4().hex})
        assert answer.status_code == 201, answer.text
        self.started = answer.json()
        self.id = self.started["chat"]["id"]
        self.path = f"/customer/chats/{self.id}"
        self.client = server.client(Authorization=f"Bearer {self.started['token']}")
        self.cursor = self.started["cursor"]
        self.events_path = f"{self.path}/events"

    def hears(self) -> dict[str, Any]:
        """The next line that an agent has written."""
        while (message := self.until("message_added")["message"])["sender"] != "agent":
            pass
        return message

    def say(self, text: str, **how: Any) -> dict[str, Any]:
        return self.do(f"{self.path}/messages", {"text": text}, **how)
