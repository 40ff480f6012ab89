"""Who has which word: a sorted vocabulary, and one long list of numbers behind it."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from desktop_agent.client.search.lines import ANYWHERE, Lines

_AFTER = chr(0x10FFFF)


class Words:
    """Words of many texts. There are far fewer different words than texts, so even a search inside of words is short.

    Attributes:
        words: sorted, each once.
    """

    __slots__ = ("_holders", "_offsets", "_text", "words")

    def __init__(self, texts: Iterable[str]) -> None:
        """Args: texts: folded; a holder is known by its place among them."""
        holders: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            for word in text.split():
                numbers = holders.get(word)
                if numbers is None:
                    holders[word] = [number]
                elif numbers[-1] != number:
                    numbers.append(number)
        self.words = sorted(holders)
        self._offsets = array("I", accumulate((len(holders[word]) for word in self.words), initial=0))
        self._holders = array("I")
        for word in self.words:
            self._holders.extend(holders[word])
        self._text = Lines(self.words)

    def holders(self, word: int) -> Sequence[int]:
        """Return who has a word, ascending."""
        return self._holders[self._offsets[word] : self._offsets[word + 1]]

    def holders_of(self, word: str) -> Sequence[int]:
        """Return who has a word, given as such."""
        place = bisect_left(self.words, word)
        return self.holders(place) if place < len(self.words) and self.words[place] == word else ()

    def starting(self, token: str) -> range:
        """Return the places of the words that begin with the token."""
        return range(bisect_left(self.words, token), bisect_left(self.words, token + _AFTER))

    def inside(self, token: str) -> Iterator[int]:
        """Give the places of the words that hold the token anywhere."""
        return self._text.find(token, ANYWHERE)

    def count(self, word: int) -> int:
        """Return how many have a word."""
        return self._offsets[word + 1] - self._offsets[word]
