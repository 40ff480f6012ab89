"""Bringing people in: a floor with its accounts, one more agent, a new password."""

import asyncio
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from desktop_agent.contract.enums import Role
from desktop_agent.server.admin.floor_file import FloorFile
from desktop_agent.server.admin.newcomer import add_agent
from desktop_agent.server.auth import scripts
from desktop_agent.server.auth.passwords import PasswordChecker, generate_password
from desktop_agent.server.engine.floor import Floor, FloorAgent, FloorDisposition, FloorQueue, FloorReason
from desktop_agent.server.engine.floor_import import import_floor
from desktop_agent.server.engine.results import FloorImported
from desktop_agent.server.engine.script import Decision, Env, Script
from desktop_agent.server.store.port import Store

FIRST_FLOOR = Floor(
    agents=(FloorAgent(user="admin", name="Administrator", role=Role.SUPERVISOR, skills=("General",)),),
    queues=(FloorQueue(name="General"),),
    reasons=(FloorReason(code="break", name="Break"),),
    dispositions=(FloorDisposition(code="solved", name="Solved"),),
)
"""What a store begins with when no floor is given."""


async def is_empty(store: Store) -> bool:
    """Tell whether nobody is in the store yet."""
    return not await store.statement("any_agent")


async def bring_in(store: Store, file: FloorFile, *, must_change: bool = False) -> dict[str, str]:
    """Import a floor and make an account for everybody in it, in one transaction.

    Args:
        store: must be empty.
        file: floor and given passwords.
        must_change: the generated passwords are good for changing them only.

    Returns:
        user → password, of those whose password was generated.

    Raises:
        Refused: ``conflict`` the store has a floor; ``invalid`` the floor cannot be.
    """
    generated = {agent.user: generate_password() for agent in file.floor.agents if agent.user not in file.passwords}
    passwords = file.passwords | generated
    checker = PasswordChecker()
    hashes = await asyncio.gather(*(checker.hash(passwords[agent.user]) for agent in file.floor.agents))
    hashed = {agent.user: value for agent, value in zip(file.floor.agents, hashes, strict=True)}
    fresh = frozenset(generated) if must_change else frozenset()
    await store.execute(_import_with_accounts(file.floor, hashed, fresh))
    return generated


async def first_start(store: Store) -> tuple[str, str]:
    """Fill an empty store with one account, ``admin``, whose generated password must be changed.

    Returns:
        user, password.
    """
    generated = await bring_in(store, FloorFile(FIRST_FLOOR, {}), must_change=True)
    return next(iter(generated.items()))


async def give_password(store: Store, user: str, password: str, *, must_change: bool) -> None:
    """Give somebody a new password; his log-ins end.

    Raises:
        Refused: ``not_found``.
    """
    hashed = await PasswordChecker().hash(password)
    await store.execute(scripts.set_password(user.strip().casefold(), hashed, must_change=must_change))


async def add_one(store: Store, agent: FloorAgent, queues: tuple[str, ...]) -> str:
    """Add one agent who serves these queues. Returns the generated password, which must be changed.

    Raises:
        Refused: ``conflict`` the user is taken; ``not_found`` there is no such queue.
    """
    password = generate_password()
    await store.execute(add_agent(agent, queues, await PasswordChecker().hash(password)))
    return password


def write_credentials(path: Path, passwords: Mapping[str, str]) -> None:
    """Write ``{user: password}`` to a file that only its owner can read.

    Raises:
        OSError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(dict(passwords), file, indent=2, ensure_ascii=False)
        file.write("\n")
    beside.replace(path)


def _import_with_accounts(
    floor: Floor, hashed: Mapping[str, str], must_change: frozenset[str]
) -> Callable[[Env], Script[FloorImported]]:
    def script(env: Env) -> Script[FloorImported]:
        imported = yield from import_floor(env, floor)
        for user, agent_id in imported.answer.agents.items():
            yield from scripts.add_account(env, user, agent_id, hashed[user], must_change=user in must_change)
        return Decision(answer=imported.answer)

    return script
