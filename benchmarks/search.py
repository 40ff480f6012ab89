"""How long one key of the type-ahead takes, over 1,000, 10,000 and 100,000 targets; exact and with a typing error.

Run: python benchmarks/search.py [--seed N] [--json FILE]. The floor is one `str.find` of the same text over all names.
"""

import argparse
import gc
import json
import random
import statistics
import sys
import time
from pathlib import Path

from desktop_agent.client.search.index import SearchIndex
from desktop_agent.contract.enums import TargetKind
from desktop_agent.contract.values import Target

ONSETS = (
    "b",
    "br",
    "ch",
    "d",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "sch",
    "st",
    "t",
    "v",
)
VOWELS = ("a", "ä", "e", "é", "i", "í", "o", "ö", "ou", "u", "ü", "ai", "ei")
CODAS = ("n", "r", "s", "t", "l", "ng", "rt", "nd", "ck", "m", "ss", "lt")
DEPARTMENTS = [
    f"{area} {part}"
    for area in ("Billing", "Claims", "Orders", "Technical", "Sales", "Legal", "Fleet")
    for part in ("North", "South", "East", "West", "Premium")
]


def names(rng: random.Random, count: int) -> list[str]:
    """Return syllables that look like names of people."""
    made: dict[str, None] = {}
    while len(made) < count:
        syllables = rng.randint(1, 3)
        word = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(syllables)) + rng.choice(CODAS)
        made[word.capitalize()] = None
    return list(made)


def directory(rng: random.Random, count: int) -> list[Target]:
    """Return people, contacts and a few queues."""
    first, last = names(rng, 800), names(rng, min(12_000, max(500, count // 4)))
    targets = [
        Target(id=f"q{number}", kind=TargetKind.QUEUE, name=name, number=str(8_000 + number))
        for number, name in enumerate(DEPARTMENTS)
    ]
    while len(targets) < count:
        number = len(targets)
        one, two = rng.choice(first), rng.choice(last)
        kind = TargetKind.CONTACT if number % 5 == 0 else TargetKind.AGENT
        targets.append(
            Target(
                id=f"t{number}",
                kind=kind,
                name=f"{one} {two}",
                first_name=one,
                last_name=two,
                number=str(40_000 + number) if kind is TargetKind.AGENT else f"+49 30 {number:07d}",
                department=rng.choice(DEPARTMENTS),
                email=f"{one}.{two}@example.com".lower(),
                keywords=tuple(
                    rng.sample(["vip", "refunds", "english", "deutsch", "français", "night", "team lead"], 2)
                ),
            )
        )
    return targets


def keystrokes(rng: random.Random, targets: list[Target], count: int) -> list[str]:
    """Return what stands in the box after each key, while people look for somebody."""
    texts: list[str] = []
    while len(texts) < count:
        target = rng.choice(targets)
        wanted = rng.choice(
            [
                target.name,
                target.last_name or target.name,
                target.number,
                f"{target.last_name} {target.first_name}",
                target.department or target.name,
                target.name[3:],
            ]
        ).strip()
        texts.extend(wanted[:end] for end in range(1, min(len(wanted), 10) + 1))
    return texts[:count]


def with_error(rng: random.Random, targets: list[Target], count: int) -> list[str]:
    """Return last names with two letters exchanged or one wrong."""
    texts = []
    while len(texts) < count:
        word = rng.choice(targets).last_name
        if len(word) < 5:
            continue
        place = rng.randrange(1, len(word) - 1)
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        texts.append(rng.choice([swapped, word[:place] + "q" + word[place + 1 :]]))
    return texts


def timed(call: object, texts: list[str]) -> tuple[float, float, float]:
    """Return p50, p99 and the longest, in milliseconds."""
    for text in texts[:20]:
        call(text)  # type: ignore[operator]
    gc.collect()
    spent = []
    for text in texts:
        begin = time.perf_counter_ns()
        call(text)  # type: ignore[operator]
        spent.append((time.perf_counter_ns() - begin) / 1e6)
    cuts = statistics.quantiles(spent, n=100)
    return cuts[49], cuts[98], max(spent)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=4711)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    print(f"type-ahead, seed {args.seed}, Python {sys.version.split()[0]}; milliseconds a key: p50, p99, longest")
    print(f"{'targets':>8} {'build':>7} {'exact':>24} {'with an error':>24} {'floor':>24}")
    results = []
    for count in (1_000, 10_000, 100_000):
        targets = directory(rng, count)
        begin = time.perf_counter()
        index = SearchIndex(targets)
        build_ms = (time.perf_counter() - begin) * 1e3
        texts = keystrokes(rng, targets, 2_000)
        joined = "\n".join(target.name.casefold() for target in targets)
        exact = timed(index.search, texts)
        wrong = timed(index.search, with_error(rng, targets, 1_000))
        floor = timed(lambda text, joined=joined: joined.find(text.casefold()), texts)
        figures = "".join(" " + "".join(f"{value:>8.3f}" for value in row) for row in (exact, wrong, floor))
        print(f"{count:>8} {build_ms:>7.0f}{figures}")
        results.append(
            {"targets": count, "build_ms": build_ms, "exact_ms": exact, "error_ms": wrong, "floor_ms": floor}
        )
    if args.json:
        args.json.write_text(json.dumps({"seed": args.seed, "search": results}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
