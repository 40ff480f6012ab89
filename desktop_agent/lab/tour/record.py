"""What a tour leaves behind: a picture per step, ``tour.json``, and a page to look through."""

import html
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from desktop_agent.client.backends.port import BackendError
from desktop_agent.lab.driven import DriveError, DrivenDesktop
from desktop_agent.lab.people import NotSeen

NEEDS_WINDOWS = "needs a window system"
FAILURES = (DriveError, NotSeen, TimeoutError, BackendError)
"""What a step may raise when it does not work."""


class Step(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One step: ``ok`` is None when it was skipped."""

    feature: str
    title: str
    ok: bool | None
    ms: float
    screenshot: str | None = None
    error: str = ""
    skipped: str = ""


class SceneOver(Exception):
    """A step failed: what follows in the same scene makes no sense."""


class Record:
    """Plays steps and keeps what came of them.

    Attributes:
        on_screen: whether there is a window system: the whole screen is pictured, and drags are possible.
    """

    def __init__(self, folder: Path, *, say: Callable[[str], None], on_screen: bool = False) -> None:
        """Begin with an empty folder.

        Args:
            folder: for pictures and ``tour.json``; pictures of an earlier tour are removed.
            say: shows a line to the person who runs the tour.
            on_screen: see above.
        """
        self.folder = folder
        self.on_screen = on_screen
        self.steps: list[Step] = []
        self._say = say
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("[0-9][0-9]-*.png"):
            old.unlink()

    def step(
        self, feature: str, title: str, *, by: DrivenDesktop, drag: bool = False
    ) -> Callable[[Callable[[], object]], None]:
        """Decorate what a step does: it is played at once, and must wait for what has to come of it.

        Args:
            feature: id of the row it shows.
            title: a sentence for somebody who sees this for the first time.
            by: whose window is pictured where there is no screen.
            drag: the step needs a window system.

        Raises:
            SceneOver: it did not work.
        """

        def play(act: Callable[[], object]) -> None:
            self._play(feature, title, act, by, drag=drag)

        return play

    def _play(self, feature: str, title: str, act: Callable[[], object], by: DrivenDesktop, *, drag: bool) -> None:
        if drag and not self.on_screen:
            self._keep(Step(feature=feature, title=title, ok=None, ms=0.0, skipped=NEEDS_WINDOWS))
            return
        began = time.perf_counter()
        error = ""
        try:
            act()
        except FAILURES as problem:
            error = str(problem) or type(problem).__name__
        ms = round((time.perf_counter() - began) * 1_000, 1)
        name = f"{len(self.steps) + 1:02d}-{feature.lower()}-{slug(title)}.png"
        picture = self._picture(name, by)
        self._keep(Step(feature=feature, title=title, ok=not error, ms=ms, screenshot=picture, error=error))
        if error:
            raise SceneOver(title)

    def scene(self, play: Callable[[], None]) -> None:
        """Play a scene; a failed step ends it, and so does what goes wrong between steps."""
        try:
            play()
        except SceneOver:
            self._say("    the rest of this scene is left out")
        except FAILURES as problem:
            self.trouble("Between the steps", str(problem))

    def trouble(self, title: str, error: str) -> None:
        """Keep a failure outside the steps, such as a program that died."""
        self._keep(Step(feature="", title=title, ok=False, ms=0.0, error=error))

    @property
    def failed(self) -> int:
        """How many steps did not work."""
        return sum(step.ok is False for step in self.steps)

    @property
    def skipped(self) -> int:
        """How many steps could not be tried here."""
        return sum(step.ok is None for step in self.steps)

    def write(self) -> None:
        """Write ``tour.json`` and ``index.html``."""
        data = msgspec.json.format(msgspec.json.encode({"steps": self.steps}), indent=1)
        (self.folder / "tour.json").write_bytes(data + b"\n")
        (self.folder / "index.html").write_text(page(self.steps), encoding="utf-8")

    def _picture(self, name: str, by: DrivenDesktop) -> str | None:
        try:
            by.grab(self.folder / name, None if self.on_screen else "main_window")
        except DriveError:
            return None
        return name

    def _keep(self, step: Step) -> None:
        self.steps.append(step)
        sign = {True: "ok  ", False: "FAIL", None: "skip"}[step.ok]
        self._say(f"{len(self.steps):3d} {sign} {step.feature:4} {step.ms:8.1f} ms  {step.title}")
        if step.error:
            self._say(f"    {step.error}")


STYLE = """
body { font: 16px/1.5 sans-serif; max-width: 1300px; margin: 2em auto; padding: 0 1em }
img { max-width: 100%; border: 1px solid #999 }
h2 { font-size: 1.1em; margin-top: 2em }
.bad { color: #b00020 }
"""


def slug(title: str) -> str:
    """A file name's part from a title."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in title.lower()).split()
    return "-".join(words)[:48].rstrip("-")


def page(steps: list[Step]) -> str:
    """A plain page with every step and its picture."""
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>Tour of the Desktop Agent</title>",
        f"<style>{STYLE}</style>",
        "<h1>Tour of the Desktop Agent</h1>",
    ]
    for number, step in enumerate(steps, 1):
        state = {True: "", False: " – failed", None: f" – not played: {step.skipped}"}[step.ok]
        parts.append(f"<h2>{number}. {html.escape(step.title)}{html.escape(state)} <small>{step.feature}</small></h2>")
        if step.error:
            parts.append(f"<pre class=bad>{html.escape(step.error)}</pre>")
        if step.screenshot:
            parts.append(f'<img src="{html.escape(step.screenshot)}" alt="{html.escape(step.title)}">')
    return "\n".join(parts) + "\n"
