"""The scheme in force: delegates and painted widgets read their colours here."""

from desktop_agent.desktop.theme.tokens import LIGHT, Tokens


class _Current:
    tokens: Tokens = LIGHT


def tokens() -> Tokens:
    """Colours of the scheme in force."""
    return _Current.tokens


def put_in_force(chosen: Tokens) -> None:
    """Make these the colours; only ``theme.appearance`` calls this."""
    _Current.tokens = chosen
