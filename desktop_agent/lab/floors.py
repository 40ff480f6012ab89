"""Floors for plays: the demo's people, arranged so that every step has one possible course."""

import re
from collections.abc import Mapping
from pathlib import Path

from desktop_agent.resources import resource

KEEPS_BILLING = "emma"
"""Chats for Billing can only be routed to her."""

OTHERS = ("jana", "lee", "omar", "sofia", "carmen")


def demo_floor() -> Path:
    """The floor file of the demo."""
    return resource("demo", "floor.toml")


def play_floor(folder: Path, *, capacities: Mapping[str, int] | None = None, **policy: int | bool) -> Path:
    """Write the demo's floor for a play into ``folder``: nobody but Emma serves Billing, and the policy as wished.

    Args:
        folder: where to; is made.
        capacities: how many chats at once somebody can have, by user.
        policy: settings of ``[policy]`` to replace or add, e.g. ``offer_ms=6_000``.

    Raises:
        ValueError: the demo's floor has no such person any more.
    """
    text = demo_floor().read_text(encoding="utf-8")
    for user in OTHERS:
        text, changed = re.subn(
            rf'(user = "{user}"\n(?:(?!\[\[).*\n)*?skills = \[)([^]]*)(\])', _without_billing, text, count=1
        )
        if not changed:
            raise ValueError(f"no skills of {user} in the demo's floor")
    for user, capacity in (capacities or {}).items():
        text, changed = re.subn(
            rf'(user = "{user}"\n(?:(?!\[\[).*\n)*?capacity = )\d+', rf"\g<1>{capacity}", text, count=1
        )
        if not changed:
            raise ValueError(f"no capacity of {user} in the demo's floor")
    for name, value in policy.items():
        words = str(value).lower()
        text, changed = re.subn(rf"(?m)^{name} = .*$", f"{name} = {words}", text, count=1)
        if not changed:
            text = text.replace("[policy]\n", f"[policy]\n{name} = {words}\n", 1)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "floor.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _without_billing(found: re.Match[str]) -> str:
    skills = [skill for skill in re.findall(r'"[^"]*"', found[2]) if skill != '"Billing"']
    return found[1] + ", ".join(skills) + found[3]
