"""What can be asked of a driven desktop: one msgspec struct per command, its name in ``do``."""

from typing import Any

import msgspec


class Wish(msgspec.Struct, tag_field="do", forbid_unknown_fields=True, kw_only=True):
    """A command; ``at`` is a path, see ``find``."""

    id: int


class Gesture(Wish, kw_only=True):
    """Something a hand does.

    Attributes:
        came_over: the hand was in another program just before, so that this one may not have heard yet that its
            window is no longer in front.
    """

    came_over: bool = False


class Click(Gesture, tag="click", kw_only=True):
    """Click; ``double`` and ``button`` ("left", "right", "middle") as wanted."""

    at: str
    button: str = "left"
    double: bool = False
    held: list[str] = []


class Move(Gesture, tag="move", kw_only=True):
    """Move the pointer there."""

    at: str


class Drag(Gesture, tag="drag", kw_only=True):
    """Drag ``at`` onto ``to``; with ``drop`` false it hangs there until ``drop`` or the key ``Esc``."""

    at: str
    to: str
    button: str = "left"
    drop: bool = True


class Drop(Gesture, tag="drop", kw_only=True):
    """Let go what hangs over ``at``."""

    at: str
    button: str = "left"


class Key(Gesture, tag="key", kw_only=True):
    """Press keys in the active window, e.g. ``Ctrl+T``."""

    keys: str


class Write(Gesture, tag="write", kw_only=True):
    """Type where the focus is, or in ``at`` after clicking it."""

    text: str
    at: str | None = None


class Read(Wish, tag="read", kw_only=True):
    """One fact about a place, see ``read.value``; ``anywhere`` looks at hidden widgets too."""

    at: str
    what: str = "text"
    anywhere: bool = False


class Wait(Wish, tag="wait", kw_only=True):
    """Wait until a fact is as wished; answers with the fact.

    Attributes:
        gone: wait until nothing visible is called ``at``.
        equals, contains, lacks: what the fact must be; a list contains a string when one of its texts does.
        timeout_ms: then it is an error that shows the fact as it was last.
    """

    at: str
    what: str = "visible"
    gone: bool = False
    equals: Any = None
    contains: str | None = None
    lacks: str | None = None
    timeout_ms: int = 10_000


class Grab(Wish, tag="grab", kw_only=True):
    """Save a picture of a place, or of the whole screen when ``at`` is left out."""

    file: str
    at: str | None = None


class Windows(Wish, tag="windows", kw_only=True):
    """The visible windows."""


class Outline(Wish, tag="outline", kw_only=True):
    """The visible widgets of a place, indented; for people who write steps."""

    at: str


class Put(Wish, tag="put", kw_only=True):
    """Place and size a window, frame included where there is one: x, y, width, height in logical pixels."""

    at: str
    geometry: tuple[int, int, int, int]


class About(Wish, tag="about", kw_only=True):
    """Platform, process and Qt version."""


class Quit(Wish, tag="quit", kw_only=True):
    """Close the windows as a person would and end."""


AnyWish = (
    Click | Move | Drag | Drop | Key | Write | Read | Wait | Grab | Windows | Outline | Put | About | Quit
)  # fmt: skip


class Answer(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What came of a command; ``ms`` from its arrival to its end."""

    id: int
    ok: bool
    ms: float
    result: Any = None
    error: str = ""
