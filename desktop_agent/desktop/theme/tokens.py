"""Colours and measures by meaning, for the light, dark and high-contrast scheme."""

from dataclasses import dataclass
from enum import StrEnum


class Scheme(StrEnum):
    """Which set of colours."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as ``#rrggbb`` by what they mean. Text colours have 4.5:1 on ``window``, ``base``, ``alternate``.

    Attributes:
        window, base, alternate, button: backgrounds: panes, lists and fields, every other row, buttons.
        text, muted, disabled, placeholder: words, from loud to quiet.
        line: separators that carry no meaning; outline: borders that do (3:1).
        accent, on_accent: selection and default button, and the words on it; focus: the focus ring.
        customer, me, colleague, system, private: names and edges of the parties in a transcript; their bubbles'
            backgrounds end in ``_back``.
        ready, busy, away, dnd, offline: icons of agent states (3:1; words stand beside them).
        warn, limit: the two levels of the waiting alarm (text colours).
        error, error_back, success, success_back, neutral, neutral_back, stale, stale_back: bars.
        take, take_back, refuse, refuse_back: a drop target that would take the chat, and one that would not.
    """

    scheme: Scheme
    window: str
    base: str
    alternate: str
    button: str
    text: str
    muted: str
    disabled: str
    placeholder: str
    line: str
    outline: str
    accent: str
    on_accent: str
    focus: str
    link: str
    visited: str
    tooltip: str
    tooltip_text: str
    customer: str
    customer_back: str
    me: str
    me_back: str
    colleague: str
    colleague_back: str
    system: str
    private: str
    private_back: str
    ready: str
    busy: str
    away: str
    dnd: str
    offline: str
    warn: str
    limit: str
    error: str
    error_back: str
    success: str
    success_back: str
    neutral: str
    neutral_back: str
    stale: str
    stale_back: str
    take: str
    take_back: str
    refuse: str
    refuse_back: str


LIGHT = Tokens(
    scheme=Scheme.LIGHT,
    window="#efefef", base="#ffffff", alternate="#f7f7f8", button="#f6f6f6",
    text="#1c1c1e", muted="#5a5a5f", disabled="#9a9aa0", placeholder="#6b6b6b",
    line="#d4d4d8", outline="#767676",
    accent="#1f6fb0", on_accent="#ffffff", focus="#1f6fb0", link="#1a5f9a", visited="#6a1b9a",
    tooltip="#2b2b2e", tooltip_text="#ffffff",
    customer="#8a3c00", customer_back="#fdf3ea", me="#155a94", me_back="#eaf3fb",
    colleague="#1d6b33", colleague_back="#ecf6ee", system="#5a5a5f",
    private="#7a1f7a", private_back="#f8edf8",
    ready="#1d7a3a", busy="#1f6fb0", away="#9a5b00", dnd="#b3261e", offline="#6b6b6b",
    warn="#8a5200", limit="#b3261e",
    error="#8c1d18", error_back="#fdeceb", success="#1b5e2f", success_back="#e8f5ec",
    neutral="#26466b", neutral_back="#e8f0f8", stale="#6b4700", stale_back="#fff4d6",
    take="#1b5e2f", take_back="#d9f0df", refuse="#8c1d18", refuse_back="#fbdedc",
)  # fmt: skip

DARK = Tokens(
    scheme=Scheme.DARK,
    window="#1e1e1e", base="#161617", alternate="#1b1b1d", button="#2c2c2e",
    text="#e8e8e8", muted="#b0b0b5", disabled="#77777c", placeholder="#a0a0a5",
    line="#38383b", outline="#86868b",
    accent="#2f6fb3", on_accent="#ffffff", focus="#6fb1f0", link="#7db8f0", visited="#cf9be8",
    tooltip="#3a3a3d", tooltip_text="#ffffff",
    customer="#f0b27a", customer_back="#2b231b", me="#8cc4f5", me_back="#1a2733",
    colleague="#86d19a", colleague_back="#1a2a1e", system="#b0b0b5",
    private="#e0a0e0", private_back="#2c1f2c",
    ready="#5cc27a", busy="#6fb1f0", away="#e0a84c", dnd="#ff8a80", offline="#a0a0a5",
    warn="#f0b85c", limit="#ff9a91",
    error="#ffb4ad", error_back="#3b1d1b", success="#a5e0b6", success_back="#18301f",
    neutral="#b5d5f5", neutral_back="#1b2b3b", stale="#f5d58a", stale_back="#352a10",
    take="#a5e0b6", take_back="#1e4029", refuse="#ffb4ad", refuse_back="#4a2321",
)  # fmt: skip

CONTRAST = Tokens(
    scheme=Scheme.CONTRAST,
    window="#000000", base="#000000", alternate="#000000", button="#000000",
    text="#ffffff", muted="#ffffff", disabled="#9c9c9c", placeholder="#d0d0d0",
    line="#ffffff", outline="#ffffff",
    accent="#ffe600", on_accent="#000000", focus="#00e5ff", link="#7df9ff", visited="#ffb3ff",
    tooltip="#000000", tooltip_text="#ffffff",
    customer="#ffd28a", customer_back="#000000", me="#7df9ff", me_back="#000000",
    colleague="#9dff9d", colleague_back="#000000", system="#ffffff",
    private="#ffb3ff", private_back="#000000",
    ready="#5dff5d", busy="#7df9ff", away="#ffd75e", dnd="#ff9a9a", offline="#d0d0d0",
    warn="#ffd75e", limit="#ff9a9a",
    error="#ff9a9a", error_back="#000000", success="#9dff9d", success_back="#000000",
    neutral="#7df9ff", neutral_back="#000000", stale="#ffd75e", stale_back="#000000",
    take="#9dff9d", take_back="#003300", refuse="#ff9a9a", refuse_back="#400000",
)  # fmt: skip

SCHEMES = {tokens.scheme: tokens for tokens in (LIGHT, DARK, CONTRAST)}

SPACE = 4
"""The grid: every distance is a multiple of it (logical px)."""
GAP = 8
ROW = 24
"""Height of a row at 100 % zoom (logical px)."""
ICON = 16
"""Side of an icon in a row or button."""
TARGET = 24
"""Least side of anything that can be clicked."""
