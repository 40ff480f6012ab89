"""What a colleague says: by the script when the case is known, sensibly to a real person otherwise."""

import re

from desktop_agent.client.replica.transcript import Transcript
from desktop_agent.contract.enums import SenderKind, Visibility
from desktop_agent.contract.values import AgentSelf, Interaction, Message
from desktop_agent.simulation.talk import ANYTHING_ELSE, GOODBYE, READ_IT_ALL, Talk

_THANKS = re.compile(r"\b(thanks?|thank you|perfect|great)\b", re.IGNORECASE)
_BYE = re.compile(r"\b(bye|goodbye|that was all|that is all|nothing else)\b", re.IGNORECASE)

_FREE = (
    "Thank you. I am looking at it now, one moment please.",
    "I have your case on the screen. Could you tell me when it happened first?",
    "That helps. And has anything changed since then, on your side or in what you see?",
    "I see. I have written it down with the case, so that nobody asks you twice.",
    "I have asked the team that can change it; they look at it today and I stay with it.",
    "Let me sum up, so that I have understood you: you would like this put right and an answer in writing. Is that so?",
)


def next_line(me: AgentSelf, interaction: Interaction, transcript: Transcript, talk: Talk | None) -> str | None:
    """Return what the owner of a chat says now; None when it is the customer's turn.

    Args:
        me: the colleague.
        interaction: of which he is the owner.
        transcript: of it.
        talk: the customer's script; None for a real person.
    """
    spoken = [message for message in transcript if _is_spoken(message)]
    last = spoken[-1] if spoken else None
    greeted = any(message.sender_id == me.id for message in spoken)
    if greeted and (last is None or last.sender is not SenderKind.CUSTOMER):
        return None
    first_name = me.name.split()[0]
    others = any(message.sender is SenderKind.AGENT and message.sender_id != me.id for message in spoken)
    if not greeted and others:
        return _taking_over(first_name, interaction, talk)
    if talk is not None:
        return talk.agent_line(first_name, greet=not greeted)
    return _free_line(first_name, interaction, spoken, greeted=greeted)


def _taking_over(first_name: str, interaction: Interaction, talk: Talk | None) -> str:
    hands = interaction.history
    from_name = hands[-1].from_name.split()[0] if hands and hands[-1].from_name else "My colleague"
    if talk is not None:
        return talk.continuation(first_name, from_name)
    customer = interaction.customer.name.split()[0]
    return f"Hello {customer}, this is {first_name}. {from_name} has handed your chat to me. {READ_IT_ALL}"


def _free_line(first_name: str, interaction: Interaction, spoken: list[Message], *, greeted: bool) -> str:
    customer = interaction.customer.name.split()[0]
    if not greeted:
        return f"Hello {customer}, this is {first_name}. Thank you for your message. What can I do for you?"
    heard = spoken[-1].text
    if _BYE.search(heard):
        return GOODBYE.format(customer=customer)
    if _THANKS.search(heard):
        return f"You are welcome. {ANYTHING_ELSE}"
    mine = sum(message.sender is SenderKind.AGENT for message in spoken)
    return _FREE[(mine - 1) % len(_FREE)]


def is_goodbye(line: str) -> bool:
    """Whether the chat is over after this line."""
    return line.startswith(GOODBYE.split("{", 1)[0])


def _is_spoken(message: Message) -> bool:
    return message.sender is not SenderKind.SYSTEM and message.visibility is Visibility.ALL
