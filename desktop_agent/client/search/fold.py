"""Folding: what a person types and what stands in the directory become comparable."""

import unicodedata
from bisect import bisect_right

# Letters that no normalisation takes apart.
_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
_DROPPED = {"'", "’", "ʼ", "`", "´"}


class _Table(dict[int, str]):
    """Translation of one character, made when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in _LETTERS:
            result = _LETTERS[character]
        elif character in _DROPPED or unicodedata.combining(character):
            result = ""
        elif unicodedata.category(character)[0] in "LNM":
            result = character
        else:
            result = " "
        self[code] = result
        return result


_table = _Table()


def fold(text: str) -> str:
    """Return the text in small letters without accents and apostrophes, its words divided by one space each."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).casefold()
    return " ".join(plain.translate(_table).split())


def match_spans(name: str, tokens: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return the parts of a name that the folded tokens match, as (start, end) in the name's own characters.

    A word's start is preferred to its middle; parts that touch or overlap are joined.
    """
    folded, origin = _with_origin(name)
    spans: list[tuple[int, int]] = []
    for token in tokens:
        place = folded.find(" " + token)
        place = place + 1 if place >= 0 else folded.find(token)
        if place >= 0:
            spans.append((origin[place], _end(name, origin, place + len(token))))
    return _joined(sorted(spans))


def _with_origin(name: str) -> tuple[str, list[int]]:
    """Fold letter by letter, with the place in the name that each folded letter comes from."""
    pieces = [" "]
    origin = [0]
    for place, character in enumerate(name):
        piece = unicodedata.normalize("NFKD", character.casefold()).casefold().translate(_table)
        if piece.isspace() and pieces[-1] == " ":
            continue
        pieces.append(piece)
        origin.extend([place] * len(piece))
    return "".join(pieces), origin


def _end(name: str, origin: list[int], after: int) -> int:
    """Return where a match ends in the name: before the next letter's origin, marks of the last letter included."""
    if after >= len(origin):
        return len(name)
    last = origin[after - 1]
    return max(last + 1, origin[after] if origin[after] > last else origin[bisect_right(origin, last) - 1] + 1)


def _joined(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    result: list[tuple[int, int]] = []
    for start, end in spans:
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)
