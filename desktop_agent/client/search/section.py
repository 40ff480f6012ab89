"""The targets of one kind and where each word about them stands."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from desktop_agent.client.search.fold import fold
from desktop_agent.client.search.lines import ANYWHERE, WORD_START, Lines
from desktop_agent.client.search.words import Words
from desktop_agent.contract.values import Target

NAME_START = 0
NAME_WORD = 1
NUMBER_START = 2
FACT_WORD = 3
EMAIL_WORD = 4
NAME_INSIDE = 5
NUMBER_INSIDE = 6
FACT_INSIDE = 7
EMAIL_INSIDE = 8
TIERS = range(9)
"""How well a token fits, best first."""

_AFTER = chr(0x10FFFF)


class Section:
    """One kind of targets, in the order of their names.

    Names are searched by their words, of which there are far fewer than names. Numbers are sorted once more for
    themselves. Facts (departments, queues, keywords, e-mail domains) are shared by many and kept once.

    Attributes:
        targets: in the order of their folded names; the others know a target by its place in it.
        words: of the names.
    """

    def __init__(self, targets: Sequence[Target]) -> None:
        """Args: targets: of one kind, in any order."""
        folding = _Folding()
        folded = sorted(((folding(target.name), target) for target in targets), key=lambda pair: (pair[0], pair[1].id))
        self.targets = [target for _, target in folded]
        self._names = Lines(_name_line(name, target, folding) for name, target in folded)
        self.words = Words(self._names.line(number) for number in range(len(folded)))
        numbers = [fold(target.number).replace(" ", "") for target in self.targets]
        self._numbers = Lines(numbers)
        self._by_number = array("I", sorted(range(len(numbers)), key=numbers.__getitem__))
        self._emails = Lines(_email_line(name, target) for name, target in folded)
        self._facts, self._fact_holders, self._facts_of = _shared_facts(self.targets, folding)

    def __len__(self) -> int:
        return len(self.targets)

    def name_words(self, number: int) -> list[str]:
        """Return the folded words of a target's name."""
        return self._names.line(number).split()

    # ---------------------------------------------------------------- all that fit
    def find(self, token: str, tier: int) -> Iterator[int]:
        """Give the places of the targets that a token (or, in the names' and facts' start, a phrase) fits in this tier.

        Some may come twice.
        """
        finders: dict[int, Callable[[str], Iterable[int]]] = {
            NAME_START: self._name_start,
            NAME_WORD: lambda text: chain.from_iterable(map(self.words.holders, self.words.starting(text))),
            NUMBER_START: self._number_start,
            FACT_WORD: lambda text: self._of_facts(self._facts.find(text, WORD_START)),
            EMAIL_WORD: lambda text: self._emails.find(text, WORD_START),
            NAME_INSIDE: lambda text: chain.from_iterable(map(self.words.holders, self.words.inside(text))),
            NUMBER_INSIDE: lambda text: self._numbers.find(text, ANYWHERE) if _has_digit(text) else (),
            FACT_INSIDE: lambda text: self._of_facts(self._facts.find(text, ANYWHERE)),
            EMAIL_INSIDE: lambda text: self._emails.find(text, ANYWHERE),
        }
        return iter(finders[tier](token))

    def count(self, token: str, most: int) -> int:
        """Return about how many targets a token fits; counting stops above ``most``."""
        count = len(self) >> (2 * len(token)) if _has_digit(token) else 0
        for fact in self._facts.find(token, ANYWHERE):
            count += len(self._fact_holders[fact])
        for word in self.words.inside(token):
            count += self.words.count(word)
            if count > most:
                break
        return count

    # ---------------------------------------------------------------- does it fit one
    def fit(self, token: str) -> Callable[[int], int | None]:
        """Return what tells the tier in which a token fits a target, None when it does not."""
        word = " " + token
        names, numbers, emails = self._names.line, self._numbers.line, self._emails.line
        by_start = frozenset(self._facts.find(token, WORD_START))
        inside = frozenset(self._facts.find(token, ANYWHERE))
        digit, in_emails = _has_digit(token), token in self._emails
        facts_of = self._facts_of

        def tier(number: int) -> int | None:
            name = names(number)
            if word in name:
                return NAME_START if name.startswith(word) else NAME_WORD
            found = (
                (NUMBER_START, digit and numbers(number).startswith(word)),
                (FACT_WORD, bool(by_start) and not by_start.isdisjoint(facts_of[number])),
                (EMAIL_WORD, in_emails and word in emails(number)),
                (NAME_INSIDE, token in name),
                (NUMBER_INSIDE, digit and token in numbers(number)),
                (FACT_INSIDE, bool(inside) and not inside.isdisjoint(facts_of[number])),
                (EMAIL_INSIDE, in_emails and token in emails(number)),
            )
            return next((tier for tier, fits in found if fits), None)

        return tier

    # ---------------------------------------------------------------- how
    def _name_start(self, text: str) -> Iterable[int]:
        line = self._names.line
        every = range(len(self))
        start = bisect_left(every, " " + text, key=line)
        return range(start, bisect_left(every, " " + text + _AFTER, lo=start, key=line))

    def _number_start(self, text: str) -> Iterable[int]:
        if not _has_digit(text):
            return ()
        line = self._numbers.line
        start = bisect_left(self._by_number, " " + text, key=line)
        return self._by_number[start : bisect_left(self._by_number, " " + text + _AFTER, lo=start, key=line)]

    def _of_facts(self, facts: Iterable[int]) -> Iterable[int]:
        return chain.from_iterable(self._fact_holders[fact] for fact in facts)


class _Folding:
    """Folds words, each different one once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        known = self._known
        parts = []
        for word in text.split():
            part = known.get(word)
            if part is None:
                part = known[word] = fold(word)
            if part:
                parts.append(part)
        return " ".join(parts)


def _has_digit(token: str) -> bool:
    return any(character.isdigit() for character in token)


def _name_line(name: str, target: Target, folding: _Folding) -> str:
    """The name as shown, and first and last name where they say something else."""
    if target.name == f"{target.first_name} {target.last_name}":
        return name
    words = name.split()
    others = folding(f"{target.first_name} {target.last_name}").split()
    return " ".join([name, *(word for word in others if word not in words)])


def _email_line(name: str, target: Target) -> str:
    """What the e-mail's local part says beside the name."""
    if not target.email:
        return ""
    local = fold(target.email.partition("@")[0])
    return "" if local == name else local


def _shared_facts(
    targets: Sequence[Target], folding: _Folding
) -> tuple[Lines, list[Sequence[int]], list[tuple[int, ...]]]:
    """Return the different facts, who has each, and which each target has."""
    numbers: dict[str, int] = {}
    as_written: dict[str, int | None] = {}
    holders: list[array[int]] = []  # grown first, read only after
    alike: dict[tuple[int, ...], tuple[int, ...]] = {}
    facts_of: list[tuple[int, ...]] = []
    for place, target in enumerate(targets):
        mine: dict[int, None] = {}
        for fact in (target.department, *target.queues, *target.keywords, target.email.rpartition("@")[2]):
            if fact not in as_written:
                text = folding(fact)
                as_written[fact] = numbers.setdefault(text, len(numbers)) if text else None
                if len(numbers) > len(holders):
                    holders.append(array("I"))
            number = as_written[fact]
            if number is not None and number not in mine:
                mine[number] = None
                holders[number].append(place)
        facts = tuple(mine)
        facts_of.append(alike.setdefault(facts, facts))
    return Lines(numbers), list(holders), facts_of
