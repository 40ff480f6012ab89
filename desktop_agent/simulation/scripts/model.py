"""The form of a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Turn:
    """What an agent who knows the case says, and what the customer answers.

    Attributes:
        agent: ``{customer}`` and ``{agent}`` stand for first names.
        customer: reads well after any line, for agents who say something else.
        about: what the customer's line tells (``invoice``, ``order`` …); empty when it is part of the story.
    """

    agent: str
    customer: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One reason to write to a customer service.

    Attributes:
        queue: name of the queue.
        subject: as on the form.
        opening: the customer's first line.
        turns: the way it goes when nothing comes between.
        thanks: the customer's last line.
        case_data: what the form or the shop's system knew.
        segment: how the customer is rated.
    """

    key: str
    queue: str
    subject: str
    opening: str
    turns: tuple[Turn, ...]
    thanks: str
    case_data: Mapping[str, str] = field(default_factory=dict)
