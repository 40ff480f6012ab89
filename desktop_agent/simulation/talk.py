"""One conversation while it goes on: what has been told, and what comes next on either side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop_agent.simulation.scripts.model import Conversation, Turn

ANYTHING_ELSE = "Is there anything else I can do for you?"
GOODBYE = "Thank you for writing to us, {customer}. Have a good day!"
READ_IT_ALL = "I have read what you wrote, so you need not repeat anything."


@dataclass(slots=True)
class Person:
    """A customer.

    Attributes:
        facts: what the customer can tell when asked, by subject.
    """

    name: str
    email: str
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def first_name(self) -> str:
        """For greetings."""
        return self.name.split()[0]


@dataclass(slots=True)
class Talk:
    """Where a conversation stands.

    Attributes:
        next_turn: turns before it are over.
        told: what the customer has told already (a turn's ``about``, or its line), so that it is not asked twice.
        closing: the customer has said that there is nothing else.
    """

    person: Person
    conversation: Conversation
    next_turn: int = 0
    told: set[str] = field(default_factory=set)
    closing: bool = False

    def agent_line(self, agent_first_name: str, *, greet: bool) -> str:
        """Return what an agent who knows the case says next."""
        names = {"customer": self.person.first_name, "agent": agent_first_name}
        if self.closing:
            return GOODBYE.format(**names)
        for place, turn in self._open_turns():
            line = turn.agent if place == 0 and greet else without_greeting(turn.agent) if place == 0 else turn.agent
            return line.format(**names)
        return ANYTHING_ELSE

    def continuation(self, agent_first_name: str, from_name: str) -> str:
        """Return what an agent says first who takes the chat over."""
        return (
            f"Hello {self.person.first_name}, this is {agent_first_name}. {from_name} has told me about it: "
            f"{self.conversation.subject}. {READ_IT_ALL}"
        )

    def turn_of(self, line: str) -> Turn | None:
        """Return the turn that an agent's line belongs to, and count those before it as over."""
        for place, turn in enumerate(self.conversation.turns):
            if any(_fills(said, line) for said in (turn.agent, without_greeting(turn.agent))):
                self.next_turn = max(self.next_turn, place + 1)
                return turn
        return None

    def _open_turns(self) -> Iterator[tuple[int, Turn]]:
        for place, turn in enumerate(self.conversation.turns):
            if place >= self.next_turn and (turn.about or turn.customer) not in self.told:
                yield place, turn


def without_greeting(line: str) -> str:
    """Return an opening line without its first sentence, which says who one is."""
    return line.split(". ", 1)[-1]


def _fills(template: str, line: str) -> bool:
    pattern = re.escape(template).replace(r"\{customer\}", ".+").replace(r"\{agent\}", ".+")
    return re.fullmatch(pattern, line) is not None


class Stage:
    """All conversations of this simulation by chat, so that colleagues know the case they are talking about."""

    def __init__(self) -> None:
        """Nobody is talking yet."""
        self._talks: dict[str, Talk] = {}

    def enter(self, chat_id: str, talk: Talk) -> None:
        """A customer has begun a chat."""
        self._talks[chat_id] = talk

    def leave(self, chat_id: str) -> None:
        """A chat is over."""
        self._talks.pop(chat_id, None)

    def talk(self, chat_id: str) -> Talk | None:
        """Return the conversation of a chat; None when its customer is a real person."""
        return self._talks.get(chat_id)
