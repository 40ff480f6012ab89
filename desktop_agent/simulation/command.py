"""``desktop-agent simulate``: customers and colleagues who talk to a server, from a seed."""

import argparse
import asyncio
import json
import logging
import os
import random
import signal
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from desktop_agent.client.backends.address import AddressRefused, server_address
from desktop_agent.client.platform.files import write_atomically
from desktop_agent.simulation.floor import Floor, Plan
from desktop_agent.simulation.scripts import CONVERSATIONS
from desktop_agent.simulation.tempers import Pace

_log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("--server", required=True, metavar="URL", help="address of the routing server")
    parser.add_argument(
        "--credentials",
        required=True,
        type=Path,
        metavar="FILE",
        help='JSON {"user": "password", ...} of the colleagues',
    )
    parser.add_argument("--seed", type=int, help="decides all that is left to chance; printed when left out")
    parser.add_argument("--pace", type=float, default=1.0, help="1 as people are, 10 ten times as fast")
    parser.add_argument("--customers", type=int, default=3, metavar="N", help="chats kept going at the same time")
    parser.add_argument("--quiet-customers", action="store_true", help="no customers: colleagues only")
    parser.add_argument("--chats", type=int, metavar="N", help="stop beginning chats after so many")
    parser.add_argument(
        "--except", dest="left_out", default="", metavar="USERS", help="colleagues who stay away, a,b,c"
    )
    parser.add_argument("--only", default="", metavar="USERS", help="only these colleagues, a,b,c")
    parser.add_argument("--queues", default="", metavar="NAMES", help="customers write to these queues only, a,b,c")
    parser.add_argument(
        "--script", default="", metavar="KEYS", help="customers come with these conversations only, a,b,c"
    )
    parser.add_argument(
        "--leave-to", default="", metavar="USER", help="colleagues leave new chats to this user (transfers they take)"
    )
    parser.add_argument("--ready-file", type=Path, metavar="FILE", help="written when all colleagues are Ready")
    parser.add_argument("--verbose", action="store_true", help="tell what happens on standard error")


def run(args: argparse.Namespace) -> int:
    """Run until SIGTERM, SIGINT, or the end of a pipe on standard input. Returns the exit status."""
    logging.basicConfig(
        level=logging.INFO if args.verbose else logging.ERROR,
        format="%(asctime)s %(name)s %(message)s",
        stream=sys.stderr,
    )
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        plan = _plan(args)
    except (AddressRefused, OSError, ValueError) as error:
        sys.stderr.write(f"desktop-agent simulate: {error}\n")
        return 2
    sys.stdout.write(f"simulation: seed {plan.seed}, {len(plan.credentials)} colleagues, {plan.customers} customers\n")
    sys.stdout.flush()
    asyncio.run(_main(plan, args.ready_file))
    return 0


def _plan(args: argparse.Namespace) -> Plan:
    credentials = json.loads(args.credentials.read_text("utf-8"))
    if not isinstance(credentials, dict):
        raise ValueError(f"{args.credentials} does not hold users and passwords")  # noqa: TRY004 - bad input, not a fault
    only, left_out = _names(args.only), _names(args.left_out)
    queues, keys = _names(args.queues), _names(args.script)
    conversations = [
        conversation
        for conversation in CONVERSATIONS
        if (not queues or conversation.queue in queues) and (not keys or conversation.key in keys)
    ]
    if not conversations:
        known = ", ".join(conversation.key for conversation in CONVERSATIONS)
        raise ValueError(f"no conversation is left; there are: {known}")
    if args.pace <= 0:
        raise ValueError("--pace must be above 0")
    return Plan(
        server=server_address(args.server),
        credentials={
            user: password
            for user, password in credentials.items()
            if user not in left_out and (not only or user in only)
        },
        seed=random.randrange(1_000_000) if args.seed is None else args.seed,  # noqa: S311 - a story, no secret
        pace=Pace(args.pace),
        customers=0 if args.quiet_customers else args.customers,
        chats=args.chats,
        conversations=conversations,
        leave_to=args.leave_to,
    )


def _names(text: str) -> set[str]:
    return {name.strip() for name in text.split(",") if name.strip()}


async def _main(plan: Plan, ready_file: Path | None) -> None:
    stopped = asyncio.Event()
    _on_end(asyncio.get_running_loop(), stopped.set)
    floor = Floor(plan)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(floor.run(), name="floor")
        telling = tasks.create_task(_tell_ready(floor, plan, ready_file), name="ready")
        await stopped.wait()
        telling.cancel()
        running.cancel()


async def _tell_ready(floor: Floor, plan: Plan, ready_file: Path | None) -> None:
    await floor.wait_ready()
    sys.stdout.write("simulation: all colleagues are Ready\n")
    sys.stdout.flush()
    if ready_file is not None:
        ready = {"seed": plan.seed, "pid": os.getpid(), "colleagues": sorted(floor.colleagues)}
        await asyncio.to_thread(write_atomically, ready_file, json.dumps(ready).encode())


def _on_end(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    """Call ``stop`` on a signal, or when the parent closes the pipe that is our standard input."""

    def from_elsewhere(*_: object) -> None:
        try:
            loop.call_soon_threadsafe(stop)
        except RuntimeError:
            _log.debug("the loop has ended already")

    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stop)
        except (NotImplementedError, RuntimeError):
            signal.signal(name, from_elsewhere)
    if _stdin_is_pipe():
        threading.Thread(target=_when_stdin_ends, args=(from_elsewhere,), name="stdin", daemon=True).start()


def _stdin_is_pipe() -> bool:
    try:
        return stat.S_ISFIFO(os.fstat(0).st_mode)
    except OSError:
        return False


def _when_stdin_ends(then: Callable[[], None]) -> None:
    while os.read(0, 4_096):
        pass
    then()
