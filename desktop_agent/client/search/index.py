"""Type-ahead over the targets: any part of what is known of them, accents and capitals forgiven, best first."""

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from heapq import nsmallest
from itertools import islice
from operator import itemgetter

from desktop_agent.client.search.fold import fold, match_spans
from desktop_agent.client.search.section import FACT_WORD, NAME_START, NUMBER_START, TIERS, Section
from desktop_agent.client.search.similar import SimilarWords
from desktop_agent.contract.enums import TargetKind
from desktop_agent.contract.values import Target

KIND_ORDER = (
    TargetKind.QUEUE,
    TargetKind.GROUP,
    TargetKind.SKILL,
    TargetKind.ROUTING_POINT,
    TargetKind.AGENT,
    TargetKind.SUPERVISOR,
    TargetKind.CONTACT,
)
"""Among equals: few before many."""

MAX_TOKENS = 8
MAX_TEXT = 200
MANY = 5_000


class Hit:
    """One result.

    Attributes:
        target: what was found.
        score: 1.0 when the name begins with the text, less the worse it fits; below 0.1 with a typing error forgiven.
    """

    __slots__ = ("_spans", "_tokens", "score", "target")

    def __init__(self, target: Target, score: float, tokens: tuple[str, ...]) -> None:
        """Args: tokens: what to mark in the name."""
        self.target = target
        self.score = score
        self._tokens = tokens
        self._spans: tuple[tuple[int, int], ...] | None = None

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Parts of ``target.name`` that matched, as (start, end); worked out when a row is painted."""
        if self._spans is None:
            self._spans = match_spans(self.target.name, self._tokens)
        return self._spans

    def __repr__(self) -> str:
        return f"Hit({self.target.name!r}, {self.score:.2f})"


class SearchIndex:
    """An index of a set of targets; a change of the directory makes a new one (in a thread)."""

    def __init__(self, targets: Sequence[Target]) -> None:
        """Fold and index; some 300 ms for 100,000 targets."""
        by_kind: dict[TargetKind, list[Target]] = {}
        for target in targets:
            by_kind.setdefault(target.kind, []).append(target)
        self._sections = [(kind, Section(by_kind[kind])) for kind in KIND_ORDER if kind in by_kind]
        self._similar = SimilarWords({word for _, section in self._sections for word in section.words.words})

    def search(self, text: str, kinds: Collection[TargetKind] | None = None, limit: int = 200) -> list[Hit]:
        """Return what the text finds, best first: see ``Directory.search``."""
        tokens = tuple(dict.fromkeys(fold(text[:MAX_TEXT]).split()))[:MAX_TOKENS]
        if not tokens or limit <= 0:
            return []
        sections = [section for kind, section in self._sections if kinds is None or kind in kinds]
        found = list(islice(_exact(sections, tokens), limit))
        if not found:
            return self._meant(sections, tokens, limit)
        found.sort(key=itemgetter(0))
        return [Hit(section.targets[number], 1.0 - tier / 10, tokens) for tier, section, number in found]

    def _meant(self, sections: list[Section], tokens: tuple[str, ...], limit: int) -> list[Hit]:
        """What is found when typing errors are forgiven; every token must fit, well or nearly."""
        similar = [(token, self._similar.find(token)) for token in tokens]
        marks = (*tokens, *(word for _, words in similar for word in words))
        found: list[tuple[int, Section, int]] = []
        for section in sections:
            found.extend((errors, section, number) for number, errors in _nearly(section, similar).items())
        best = nsmallest(limit, found, key=itemgetter(0))
        return [Hit(section.targets[number], 0.1 / (1 + errors), marks) for errors, section, number in best]


def _nearly(section: Section, similar: list[tuple[str, dict[str, int]]]) -> dict[int, int]:
    """Return the targets that all tokens fit, with the number of errors forgiven."""
    errors: dict[int, int] = {}
    (_, first), *others = sorted(similar, key=lambda pair: len(pair[1]) or MANY)
    for word, count in sorted(first.items(), key=itemgetter(1)):
        for number in section.words.holders_of(word):
            errors.setdefault(number, count)
        if len(errors) > MANY:
            break
    for token, words in others:
        fit = section.fit(token)
        kept: dict[int, int] = {}
        for number, count in errors.items():
            if fit(number) is not None:
                kept[number] = count
                continue
            more = [words[word] for word in section.name_words(number) if word in words]
            if more:
                kept[number] = count + min(more)
        errors = kept
    return errors


def _exact(sections: list[Section], tokens: tuple[str, ...]) -> Iterator[tuple[int, Section, int]]:
    """Give (tier, section, place) of the targets that hold every token, each once; the best come first as a rule."""
    seen: dict[int, set[int]] = {id(section): set() for section in sections}
    driver, others = tokens[0], tokens[1:]
    if others:
        yield from _phrase(sections, " ".join(tokens), seen)
        driver = _rarest(sections, tokens)
        others = tuple(token for token in tokens if token is not driver)
    fits = {id(section): [section.fit(token) for token in others] for section in sections}
    for tier in TIERS:
        for section in sections:
            known = seen[id(section)]
            for number in section.find(driver, tier):
                if number in known:
                    continue
                known.add(number)
                worst = _worst(number, fits[id(section)], tier)
                if worst is not None:
                    yield worst, section, number


def _rarest(sections: list[Section], tokens: tuple[str, ...]) -> str:
    """Return the token that fits fewest targets: the cheapest one to begin with."""
    rarest, fewest = tokens[0], sys.maxsize
    for token in sorted(tokens, key=len, reverse=True):
        count = 0
        for section in sections:
            count += section.count(token, fewest - count)
        if count < fewest:
            rarest, fewest = token, count
    return rarest


def _phrase(sections: list[Section], phrase: str, seen: dict[int, set[int]]) -> Iterator[tuple[int, Section, int]]:
    """Give those whose name, number or a fact goes on just as it was typed."""
    digits = phrase.replace(" ", "")
    if digits.isdecimal():
        for section in sections:
            known = seen[id(section)]
            for number in section.find(digits, NUMBER_START):
                known.add(number)
                yield NUMBER_START, section, number
    for tier in (NAME_START, FACT_WORD):
        for section in sections:
            known = seen[id(section)]
            for number in section.find(phrase, tier):
                if number not in known:
                    known.add(number)
                    yield tier, section, number


def _worst(number: int, fits: list[Callable[[int], int | None]], tier: int) -> int | None:
    """Return the worst tier of all tokens, None when one of them does not fit."""
    for fit in fits:
        other = fit(number)
        if other is None:
            return None
        tier = max(tier, other)
    return tier
