"""Many short texts as one long one: `str.find` over it is faster than any structure made of Python objects."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator

LINE_START = "\n "
WORD_START = " "
ANYWHERE = ""


class Lines:
    """Folded texts, one line each; every word has a space before it, so that a word's start can be searched for."""

    __slots__ = ("_starts", "_text")

    def __init__(self, lines: Iterable[str]) -> None:
        """Args: lines: folded texts; they keep their order and are found by their place in it."""
        parts: list[str] = []
        starts = array("I")
        at = 0
        for line in lines:
            part = f"\n {line}" if line else "\n"
            starts.append(at)
            parts.append(part)
            at += len(part)
        parts.append("\n")
        self._text = "".join(parts)
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts)

    def __contains__(self, token: str) -> bool:
        return token in self._text

    def line(self, number: int) -> str:
        """Return a line, its leading space included."""
        start = self._starts[number] + 1
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text) - 1
        return self._text[start:end]

    def find(self, token: str, where: str) -> Iterator[int]:
        """Give the numbers of the lines that hold the token, ascending, each once.

        Args:
            token: folded, not empty.
            where: ``LINE_START``, ``WORD_START`` or ``ANYWHERE``.
        """
        needle = where + token
        text, starts = self._text, self._starts
        count = len(starts)
        place = text.find(needle)
        while place >= 0:
            number = bisect_right(starts, place) - 1
            yield number
            if number + 1 >= count:
                return
            place = text.find(needle, starts[number + 1])
