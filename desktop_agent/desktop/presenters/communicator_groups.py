"""The sections of the Team Communicator: which hit stands where, how many are shown, how the server's order enters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from desktop_agent.client.search.directory import Hit
from desktop_agent.contract.enums import TargetKind
from desktop_agent.desktop.models.hits import Category, HitGroup, HitRow
from desktop_agent.desktop.models.texts import QT_TRANSLATE_NOOP, translate

SHOWN = 100
"""Most rows in the list; more would only be scrolled past."""
AT_LEAST = 5
"""Rows that every section gets before the best hits take the rest."""
NAMED = 3
"""From so many letters on a text is taken for a name."""

_TITLES: dict[Category, str] = {
    Category.FAVOURITES: QT_TRANSLATE_NOOP("TargetCategory", "Favourites"),
    Category.RECENT: QT_TRANSLATE_NOOP("TargetCategory", "Recent"),
    Category.BEST: QT_TRANSLATE_NOOP("TargetCategory", "Can take it best"),
    Category.AGENTS: QT_TRANSLATE_NOOP("TargetCategory", "Agents"),
    Category.SUPERVISORS: QT_TRANSLATE_NOOP("TargetCategory", "Supervisors"),
    Category.GROUPS: QT_TRANSLATE_NOOP("TargetCategory", "Groups"),
    Category.QUEUES: QT_TRANSLATE_NOOP("TargetCategory", "Queues"),
    Category.CONTACTS: QT_TRANSLATE_NOOP("TargetCategory", "Contacts"),
}
FILTERS: dict[Category, frozenset[TargetKind]] = {
    Category.AGENTS: frozenset({TargetKind.AGENT}),
    Category.SUPERVISORS: frozenset({TargetKind.SUPERVISOR}),
    Category.GROUPS: frozenset({TargetKind.GROUP, TargetKind.SKILL}),
    Category.QUEUES: frozenset({TargetKind.QUEUE, TargetKind.ROUTING_POINT}),
    Category.CONTACTS: frozenset({TargetKind.CONTACT}),
}
"""What each filter button lets through; the sections of what was found follow the same split."""
_OF_KIND = {kind: category for category, kinds in FILTERS.items() for kind in kinds}


def group_title(category: Category) -> str:
    """Heading of a section."""
    return translate("TargetCategory", _TITLES[category])


@dataclass(frozen=True)
class Grouping:
    """Sections in their order.

    Attributes:
        counts: hits of the text by kind, whatever the filter.
    """

    groups: tuple[HitGroup, ...] = ()
    counts: Mapping[Category, int] = field(default_factory=dict)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of the rows from top to bottom."""
        return tuple(row.target.id for group in self.groups for row in group.rows)

    def ordered(self, orders: Mapping[str, int], text: str) -> "Grouping":
        """Order the rows that the text fits equally well by who can take the chat; sections stay where they are.

        Who types a name means that person, ready or not; one or two letters mean nobody in particular yet.

        Args:
            orders: the server's order by target id, 0 = best; what is missing comes last.
            text: that was searched for.
        """
        named = len(text) >= NAMED
        last = len(orders) + 1

        def key(row: HitRow) -> tuple[int, int]:
            return -row.fit if named else 0, orders.get(row.target.id, last)

        groups = tuple(
            HitGroup(group.category, group.title, group.total, tuple(sorted(group.rows, key=key)))
            for group in self.groups
        )
        return Grouping(groups, self.counts)


def grouped(hits: Sequence[Hit], counted: Iterable[Hit], favourites: Sequence[str], recents: Sequence[str]) -> Grouping:
    """Put hits into sections; each stands once, in the first section that claims it.

    Args:
        hits: what is to be listed, best first.
        counted: what the filter buttons count.
        favourites: ids.
        recents: ids.
    """
    kept, known = frozenset(favourites), frozenset(recents)
    sections: dict[Category, list[Hit]] = {category: [] for category in Category}
    for hit in hits:
        target = hit.target
        if target.id in kept:
            sections[Category.FAVOURITES].append(hit)
        elif target.id in known:
            sections[Category.RECENT].append(hit)
        else:
            sections[_OF_KIND[target.kind]].append(hit)
    room = _room(sections, hits)
    groups = tuple(
        HitGroup(
            category,
            group_title(category),
            len(found),
            tuple(HitRow(hit.target, hit) for hit in found[: room[category]]),
        )
        for category, found in sections.items()
        if found
    )
    counts: dict[Category, int] = {}
    for hit in counted:
        category = _OF_KIND[hit.target.kind]
        counts[category] = counts.get(category, 0) + 1
    return Grouping(groups, counts)


def _room(sections: Mapping[Category, Sequence[Hit]], hits: Sequence[Hit]) -> dict[Category, int]:
    """How many rows each section shows: a few each, the rest to the best hits."""
    if len(hits) <= SHOWN:
        return {category: len(found) for category, found in sections.items()}
    room = {category: min(AT_LEAST, len(found)) for category, found in sections.items()}
    best = {id(hit) for hit in hits[:SHOWN]}
    free = SHOWN - sum(room.values())
    for category, found in sections.items():
        more = min(free, max(0, sum(id(hit) in best for hit in found) - room[category]))
        room[category] += more
        free -= more
    return room
