"""Marking and translating the program's own words (``pyside6-lupdate`` finds both names)."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
"""``translate("Context", "English {name}")``; fill the result with ``put``, never translate an f-string."""


_FIRST_RTL = "\u0590"
_LONGEST = 400


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for translation where it stands in a table; ``translate(context, text)`` when it is shown."""
    return text


def put(sentence: str, args: Mapping[str, object]) -> str:
    """Fill ``{names}`` of a sentence; a missing one becomes empty. Right-to-left values are isolated from the words."""
    values = _Lenient({name: _isolated(str(value)) for name, value in args.items()})
    return " ".join(sentence.format_map(values).split())


class _Lenient(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _isolated(value: str) -> str:
    cut = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
    rtl = any(_FIRST_RTL <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc" for letter in cut)
    return f"\u2068{cut}\u2069" if rtl else cut
