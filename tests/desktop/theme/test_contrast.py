"""Colours that can be read: 4.5:1 for text, 3:1 for outlines, focus rings and state icons, in every scheme."""

import pytest
from PySide6.QtGui import QColor, QPalette

from desktop_agent.desktop.theme.palette import palette
from desktop_agent.desktop.theme.tokens import SCHEMES

TEXT, SHAPE = 4.5, 3.0
GROUNDS = ("window", "base", "alternate")
PAIRS = [
    *((word, ground, TEXT) for word in ("text", "muted", "placeholder") for ground in GROUNDS),
    *((word, ground, TEXT) for word in ("link", "visited", "warn", "limit", "system") for ground in ("base", "window")),
    *((f"{who}", f"{who}_back", TEXT) for who in ("customer", "me", "colleague", "private")),
    *(("text", f"{who}_back", TEXT) for who in ("customer", "me", "colleague", "private")),
    *((kind, f"{kind}_back", TEXT) for kind in ("error", "success", "neutral", "stale", "take", "refuse")),
    *((who, "base", TEXT) for who in ("customer", "me", "colleague", "private")),
    ("text", "button", TEXT),
    ("on_accent", "accent", TEXT),
    ("tooltip_text", "tooltip", TEXT),
    *((state, ground, SHAPE) for state in ("ready", "busy", "away", "dnd", "offline") for ground in ("base", "window")),
    *(("outline", ground, SHAPE) for ground in ("window", "base", "button")),
    *(("focus", ground, SHAPE) for ground in GROUNDS),
    ("accent", "window", SHAPE),
    ("accent", "base", SHAPE),
]


def luminance(colour: str) -> float:
    channels = QColor(colour).getRgbF()[:3]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, two: str) -> float:
    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#1f6fb0", "#ffffff") == pytest.approx(5.30, abs=0.01)
    assert ratio("#767676", "#efefef") == pytest.approx(3.95, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES, ids=str)
@pytest.mark.parametrize(("front", "back", "needed"), PAIRS, ids=lambda part: str(part))
def test_contrast(scheme, front, back, needed):
    tokens = SCHEMES[scheme]
    assert ratio(getattr(tokens, front), getattr(tokens, back)) >= needed


def test_the_high_contrast_text_is_seven_to_one():
    tokens = SCHEMES["contrast"]
    for word in ("text", "muted", "placeholder", "customer", "me", "colleague", "private", "warn", "limit", "error"):
        assert ratio(getattr(tokens, word), tokens.base) >= 7


@pytest.mark.parametrize("scheme", SCHEMES, ids=str)
def test_the_palette_is_made_of_the_tokens(scheme, qapp):
    tokens = SCHEMES[scheme]
    made = palette(tokens)
    roles = QPalette.ColorRole
    for front, back in (
        (roles.WindowText, roles.Window),
        (roles.Text, roles.Base),
        (roles.ButtonText, roles.Button),
        (roles.HighlightedText, roles.Highlight),
        (roles.PlaceholderText, roles.Base),
        (roles.ToolTipText, roles.ToolTipBase),
        (roles.Link, roles.Base),
        (roles.LinkVisited, roles.Base),
    ):
        assert ratio(made.color(front).name(), made.color(back).name()) >= TEXT, (front, back)
