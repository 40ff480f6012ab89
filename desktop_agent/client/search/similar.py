"""Words that a token with a typing error may have meant."""

from array import array
from collections import Counter
from collections.abc import Iterable

CANDIDATES = 400
POSTINGS = 30_000


def _bigrams(word: str) -> set[str]:
    marked = f" {word}"
    return {marked[place : place + 2] for place in range(len(marked) - 1)}


class SimilarWords:
    """A vocabulary by pairs of letters: few words share many pairs with a token, and only those are measured."""

    def __init__(self, words: Iterable[str]) -> None:
        """Args: words: folded; each once."""
        self.words = list(words)
        self._holders: dict[str, array[int]] = {}
        for number, word in enumerate(self.words):
            for pair in _bigrams(word):
                self._holders.setdefault(pair, array("I")).append(number)

    def find(self, token: str) -> dict[str, int]:
        """Return the words that are meant perhaps, with the number of errors.

        One error is forgiven from three letters on, two from six; the token may be the beginning of the word.
        """
        from rapidfuzz.distance import OSA

        allowed = 0 if len(token) < 3 else 1 if len(token) < 6 else 2
        if not allowed:
            return {}
        found: dict[str, int] = {}
        for number in self._candidates(token, allowed):
            word = self.words[number]
            errors = min(
                OSA.distance(token, part, score_cutoff=allowed)
                for part in {word, word[: len(token) - 1], word[: len(token)], word[: len(token) + 1]}
            )
            if errors <= allowed:
                found[word] = errors
        return found

    def _candidates(self, token: str, allowed: int) -> list[int]:
        """Words with most pairs in common; rare pairs first, as far as the budget goes."""
        holders = sorted((self._holders[pair] for pair in _bigrams(token) if pair in self._holders), key=len)
        counts: Counter[int] = Counter()
        spent = 0
        for numbers in holders:
            if spent and spent + len(numbers) > POSTINGS:
                break
            spent += len(numbers)
            counts.update(numbers)
        least = max(1, min(len(holders), len(token)) - 3 * allowed + 1)
        enough = [(count, number) for number, count in counts.items() if count >= min(least, 2)]
        if len(enough) > CANDIDATES:
            enough.sort(reverse=True)
        return [number for _, number in enough[:CANDIDATES]]
