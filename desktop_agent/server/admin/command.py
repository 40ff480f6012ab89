"""``desktop-agent admin``: what an operator does to the store of a server that is not running."""

import argparse
import asyncio
import getpass
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from desktop_agent.contract.enums import Role
from desktop_agent.server.admin import accounts
from desktop_agent.server.admin.data_folder import default_database
from desktop_agent.server.admin.floor_file import SHORTEST_PASSWORD, FloorFileError, check_agent, read_floor
from desktop_agent.server.admin.lock import DatabaseInUse, only_user
from desktop_agent.server.auth.passwords import generate_password
from desktop_agent.server.engine.floor import FloorAgent
from desktop_agent.server.engine.rows import AccountRow
from desktop_agent.server.engine.script import Refused
from desktop_agent.server.store.port import Store, Unavailable
from desktop_agent.server.store.sqlite import SqliteStore
from desktop_agent.server.wake.local import LocalWake

Work = Callable[[Store, argparse.Namespace], Awaitable[None]]


class Unusable(Exception):
    """What was asked for cannot be done; the message is for the person who asked."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what ``admin`` understands."""
    parser.add_argument(
        "--database", type=Path, default=default_database(), metavar="PATH", help="SQLite file (default: %(default)s)"
    )
    parts = parser.add_subparsers(dest="part", required=True, metavar="WHAT")

    lister = parts.add_parser("list-agents", help="everybody who can sign in")
    lister.set_defaults(work=list_agents)

    adder = parts.add_parser("add-agent", help="one more agent; the generated password is printed once")
    adder.add_argument("user", help="what he signs in with")
    adder.add_argument("--name", required=True, help="how he is called")
    adder.add_argument("--queue", action="append", default=[], metavar="NAME", help="queue he serves; may be repeated")
    adder.add_argument("--supervisor", action="store_true", help="may do what supervisors may")
    adder.add_argument("--number", default="", help="extension")
    adder.add_argument("--department", default="")
    adder.add_argument("--email", default="")
    adder.add_argument("--capacity", type=int, default=3, help="chats at once (default: %(default)s)")
    adder.set_defaults(work=add_agent)

    setter = parts.add_parser("set-password", help="a new password; all log-ins of the account end")
    setter.add_argument("user")
    setter.add_argument(
        "--ask", action="store_true", help="type it (or pipe it in) instead of having one generated and printed"
    )
    setter.set_defaults(work=set_password)

    importer = parts.add_parser("import-floor", help="bring a floor file into an empty store")
    importer.add_argument("file", type=Path, metavar="FILE.toml")
    importer.add_argument("--credentials-file", type=Path, required=True, metavar="OUT.json")
    importer.set_defaults(work=import_floor)


def run(args: argparse.Namespace) -> int:
    """Do one thing. Returns the exit status."""
    try:
        if not args.database.exists() and args.work is not import_floor:
            raise Unusable(f"{args.database}: there is no such database")
        args.database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with only_user(args.database):
            asyncio.run(_on_store(args))
    except (Unusable, FloorFileError, DatabaseInUse, Unavailable) as error:
        return _say(str(error))
    except Refused as refused:
        return _say(refused.message)
    except OSError as error:
        return _say(f"{error.filename or args.database}: {error.strerror or error}")
    return 0


async def list_agents(store: Store, _args: argparse.Namespace) -> None:
    """Print user, name, role and what is special of everybody."""
    rows: list[AccountRow] = await store.statement("accounts")
    for row in rows:
        special = [word for word, on in (("disabled", row.disabled), ("must change password", row.must_change)) if on]
        print("\t".join((row.user_name, row.name, row.role, ", ".join(special))).rstrip())


async def add_agent(store: Store, args: argparse.Namespace) -> None:
    """Add one agent."""
    agent = FloorAgent(
        user=args.user.strip().casefold(),
        name=args.name.strip(),
        role=Role.SUPERVISOR if args.supervisor else Role.AGENT,
        number=args.number,
        department=args.department,
        email=args.email,
        capacity=args.capacity,
    )
    for problem in check_agent(agent):
        raise Unusable(problem)
    password = await accounts.add_one(store, agent, tuple(args.queue))
    print(f"{agent.user} can sign in with the password {password} and must change it.")


async def set_password(store: Store, args: argparse.Namespace) -> None:
    """Give somebody a new password."""
    if args.ask:
        password = getpass.getpass("New password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
        if len(password) < SHORTEST_PASSWORD:
            raise Unusable(f"the password must have at least {SHORTEST_PASSWORD} characters; nothing was changed")
        await accounts.give_password(store, args.user, password, must_change=False)
        print("The password is changed; all log-ins of the account have ended.")
        return
    password = generate_password()
    await accounts.give_password(store, args.user, password, must_change=True)
    print(f"{args.user} can sign in with the password {password} and must change it.")


async def import_floor(store: Store, args: argparse.Namespace) -> None:
    """Bring a floor in."""
    file = read_floor(args.file)
    if not await accounts.is_empty(store):
        raise Unusable(f"{args.database} has a floor already; nothing was changed")
    generated = await accounts.bring_in(store, file)
    accounts.write_credentials(args.credentials_file, file.passwords | generated)
    print(f"{len(file.floor.agents)} agents and {len(file.floor.queues)} queues; passwords in {args.credentials_file}")


async def _on_store(args: argparse.Namespace) -> None:
    store = await SqliteStore.open(args.database, LocalWake())
    try:
        work: Work = args.work
        await work(store, args)
    finally:
        await store.aclose()


def _say(words: str) -> int:
    sys.stderr.write(f"desktop-agent admin: {words}\n")
    return 1
