"""The tour: the main job played in the real windows of two agents, one picture per step."""

import contextlib
from pathlib import Path

from desktop_agent.lab.processes import ProcessFailed
from desktop_agent.lab.tour import doors, main_job, not_taken
from desktop_agent.lab.tour.cast import Cast, Play
from desktop_agent.lab.tour.record import FAILURES, Record

SCENES = (
    main_job.sign_in_and_ready,
    main_job.answer,
    main_job.hand_over,
    main_job.wrap_up,
    not_taken.not_taken,
    doors.several,
    doors.doors,
)


def play(out: Path, folder: Path) -> int:
    """Play the tour.

    Args:
        out: for the pictures and ``tour.json``.
        folder: for the server's store, profiles and logs.

    Returns:
        0 when every step worked, 1 otherwise.
    """
    record = Record(out, say=lambda line: print(line, flush=True))
    try:
        with contextlib.ExitStack() as exits:
            cast = Cast(folder, exits)
            record.on_screen = cast.on_screen
            whole = Play(cast, record)
            for scene in SCENES:
                record.scene(lambda scene=scene: scene(whole))  # type: ignore[misc]
    except (ProcessFailed, *FAILURES) as problem:
        record.trouble("Everything starts and ends cleanly", str(problem))
    record.write()
    done = len(record.steps) - record.failed - record.skipped
    print(f"tour: {done} steps worked, {record.failed} failed, {record.skipped} skipped; pictures in {out}", flush=True)
    if record.skipped:
        print(f"tour: {record.skipped} STEPS WERE NOT PLAYED: they need a window system", flush=True)
    return 1 if record.failed else 0
