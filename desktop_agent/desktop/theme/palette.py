"""Tokens as a QPalette."""

from PySide6.QtGui import QColor, QPalette

from desktop_agent.desktop.theme.tokens import Scheme, Tokens

_Role = QPalette.ColorRole
_Group = QPalette.ColorGroup


def palette(tokens: Tokens) -> QPalette:
    """The palette of a scheme; Fusion draws everything with it."""
    made = QPalette()
    colours = {
        _Role.Window: tokens.window,
        _Role.WindowText: tokens.text,
        _Role.Base: tokens.base,
        _Role.AlternateBase: tokens.alternate,
        _Role.ToolTipBase: tokens.tooltip,
        _Role.ToolTipText: tokens.tooltip_text,
        _Role.Text: tokens.text,
        _Role.PlaceholderText: tokens.placeholder,
        _Role.Button: tokens.button,
        _Role.ButtonText: tokens.text,
        _Role.BrightText: tokens.error,
        _Role.Highlight: tokens.accent,
        _Role.HighlightedText: tokens.on_accent,
        _Role.Accent: tokens.accent,
        _Role.Link: tokens.link,
        _Role.LinkVisited: tokens.visited,
        _Role.Light: _lighter(tokens),
        _Role.Midlight: tokens.line,
        _Role.Mid: tokens.outline,
        _Role.Dark: tokens.outline,
        _Role.Shadow: tokens.line,
    }
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.PlaceholderText):
        made.setColor(_Group.Disabled, role, QColor(tokens.disabled))
    made.setColor(_Group.Disabled, _Role.Highlight, QColor(tokens.line))
    made.setColor(_Group.Disabled, _Role.HighlightedText, QColor(tokens.text))
    return made


def _lighter(tokens: Tokens) -> str:
    return tokens.base if tokens.scheme is Scheme.LIGHT else tokens.line
