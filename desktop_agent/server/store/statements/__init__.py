"""What the names in ``Ask`` mean: one statement per name, for every engine."""

from desktop_agent.server.store.statements import (
    directory,
    floor,
    housekeeping,
    interactions,
    notices,
    offers,
    people,
    staff,
    transcript,
)
from desktop_agent.server.store.statements.statement import Statement

PARTS = (directory, floor, housekeeping, interactions, notices, offers, people, staff, transcript)

STATEMENTS: dict[str, Statement] = {name: statement for part in PARTS for name, statement in part.STATEMENTS.items()}

if len(STATEMENTS) != sum(len(part.STATEMENTS) for part in PARTS):
    raise RuntimeError("two statements share a name")

__all__ = ["STATEMENTS", "Statement"]
