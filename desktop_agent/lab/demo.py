"""``desktop-agent demo``: server, simulated people and the agent's window; ``--tour`` plays by itself."""

import argparse
import contextlib
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from desktop_agent.lab.floors import demo_floor
from desktop_agent.lab.processes import Process, ProcessFailed, ServerProcess, ours

AGENT = "emma"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Define the command line."""
    parser.add_argument("--tour", action="store_true", help="play the main job by itself and picture every step")
    parser.add_argument("--out", type=Path, default=Path("build/tour"), help="folder for the tour (%(default)s)")
    parser.add_argument("--folder", type=Path, help="keep the demo's data here; a temporary folder when left out")
    parser.add_argument("--port", type=int, default=0, help="of the server; a free one when left out")
    parser.add_argument("--seed", type=int, default=7, help="of the simulated people (%(default)s)")


def run(args: argparse.Namespace) -> int:
    """Run the demo until its window is closed, or the tour to its end. Returns the exit status."""
    with _folder(args.folder) as folder:
        try:
            if args.tour:
                from desktop_agent.lab.tour.play import play

                return play(args.out, folder)
            return _demo(args, folder)
        except ProcessFailed as problem:
            print(f"demo: {problem}", file=sys.stderr)
            return 1


@contextlib.contextmanager
def _folder(wanted: Path | None) -> Iterator[Path]:
    if wanted is not None:
        yield wanted
        return
    with tempfile.TemporaryDirectory(prefix="desktop-agent-demo-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def _demo(args: argparse.Namespace, folder: Path) -> int:
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(ServerProcess(folder, floor=demo_floor(), port=args.port))
        words = ["simulate", "--server", server.url, "--credentials", str(server.credentials_file)]
        words += ["--seed", str(args.seed), "--except", AGENT, "--leave-to", AGENT]
        words += ["--queues", "Billing,Claims", "--customers", "2"]  # leaves a slot for the chat one writes oneself
        simulation = stack.enter_context(Process("simulation", ours(*words), folder))
        print(f"Write as a customer:  {server.url}/chat?queue=Billing", flush=True)
        print("The window is Emma Marsh's: go Ready at its upper left. Everything ends when it is closed.", flush=True)
        words = ["desktop", "--server", server.url, "--profile", "demo", "--sign-in", str(server.sign_in_file(AGENT))]
        desktop = stack.enter_context(Process(f"desktop-{AGENT}", ours(*words), folder))
        return _watch(desktop, [server, simulation], asked)


def _watch(desktop: Process, others: list[Process], asked: threading.Event) -> int:
    """Wait for the window's end, which Ctrl+C and a request to end bring about, too."""
    told: set[str] = set()
    while not asked.is_set() and not desktop.ended(0.2):
        for other in others:
            if other.status is not None and other.name not in told:
                told.add(other.name)
                print(f"demo: {other.name} has ended ({other.status})\n{other.tail()}", file=sys.stderr)
    status = desktop.stop()
    # Asked to end while it starts, it has not got its own way to end yet.
    if status not in {0, -signal.SIGTERM if asked.is_set() else 0}:
        print(f"demo: the window ended with {status}\n{desktop.tail()}", file=sys.stderr)
        return 1
    return 1 if told else 0
