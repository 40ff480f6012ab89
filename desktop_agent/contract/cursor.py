"""The position in a mailbox: ``epoch.seq``."""

from typing import NamedTuple


class Cursor(NamedTuple):
    """Where a reader stands: the store's epoch and the last sequence number it has."""

    epoch: str
    seq: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.seq}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read ``epoch.seq``.

        Raises:
            ValueError: the text is not of that form.
        """
        epoch, dot, seq = text.rpartition(".")
        if not dot or not epoch or not seq.isdecimal() or len(seq) > 18:
            raise ValueError(f"not a cursor: {text[:80]!r}")
        return cls(epoch, int(seq))
