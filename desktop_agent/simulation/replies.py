"""What a customer answers to whatever an agent writes: a scripted line, a fact that was asked for, or good manners."""

import random
import re
from dataclasses import dataclass

from desktop_agent.simulation.talk import ANYTHING_ELSE, READ_IT_ALL, Talk


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_FACTS = tuple(
    (about, _words(words))
    for about, words in (
        ("invoice", r"invoice|bill\b"),
        ("booking", r"booking"),
        ("order", r"\border"),
        ("policy", r"polic(y|ies)"),
        ("file", r"file number|police"),
        ("plate", r"number plate|registration"),
        ("account", r"account|iban|bank"),
        ("photo", r"photo|picture|image"),
        ("device", r"device|model|router|laptop|computer|which phone"),
        ("version", r"version"),
        ("email", r"e-?mail"),
        ("telephone", r"telephone|call you|phone number|mobile"),
        ("address", r"address|street|postcode|zip"),
        ("birthday", r"birth"),
        ("name", r"\bname\b"),
    )
)
_ASKS = _words(r"\?|please|could you|can you|may i|tell me|i need")
_CLOSING = _words(r"anything else|something else|any(thing)? (other|more)|further question")
_GOODBYE = _words(r"\b(good ?bye|bye|take care|thank you for writing)|have an? (good|nice|great|lovely)")
_HAND_OVER = _words(
    r"transfer|hand(ing)? (you|it|this)? ?over|hand you|pass (you|this)|colleague|connect you|put you through"
)
_WAIT = _words(r"\bmoment|\bsecond|\bminute|let me (look|check|see)|i('| wi)ll (look|check)|hold on|bear with")
_SOLVED = _words(
    r"refund|credit|resent|replac|fixed|solved|arranged|booked|corrected|cancelled|approved|on (its|the) way"
)
_SORRY = _words(r"sorry|apolog|understand")
_GREETING = _words(r"^\W*(hello|hi|hey|good (morning|afternoon|evening)|welcome|my name is)")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the customer does: says something, and perhaps leaves after it."""

    text: str
    leaves: bool = False


def reply_to(line: str, talk: Talk, rng: random.Random) -> Reply | None:
    """Return the customer's answer to an agent's line; None when there is nothing to say."""
    turn = talk.turn_of(line)
    if turn is not None:
        return Reply(_tell(turn.customer, turn.about, talk))
    if line == ANYTHING_ELSE or _CLOSING.search(line):
        talk.closing = True
        return Reply(talk.conversation.thanks)
    if _GOODBYE.search(line):
        return Reply(rng.choice(("Goodbye!", "Bye, and thanks again.", "You too, bye!")), leaves=True)
    if line.endswith(READ_IT_ALL):
        return Reply(
            rng.choice(("Good, thank you. I was afraid I had to begin all over again.", "Hello! Good that you know."))
        )
    if _HAND_OVER.search(line) and "?" not in line:
        return Reply(
            rng.choice(("All right, thank you.", "OK. I hope I need not tell everything again.", "Fine by me."))
        )
    fact = _fact(line, talk) if _ASKS.search(line) else None
    return Reply(fact) if fact is not None else _manners(line, talk, rng)


def _fact(line: str, talk: Talk) -> str | None:
    turns = {turn.about: turn.customer for turn in talk.conversation.turns if turn.about}
    for about, words in _FACTS:
        text = turns.get(about) or talk.person.facts.get(about)
        if text is not None and words.search(line):
            return _tell(text, about, talk)
    return None


def _tell(text: str, about: str, talk: Talk) -> str:
    key = about or text
    if key in talk.told:
        return f"As I wrote: {text}"
    talk.told.add(key)
    return text


def _manners(line: str, talk: Talk, rng: random.Random) -> Reply | None:
    """Answer by the tone of a line: waiting, good news, a greeting, a question that nobody foresaw."""
    asks = "?" in line
    story = next(
        (turn.customer for turn in talk.conversation.turns if not turn.about and turn.customer not in talk.told), ""
    )
    if _WAIT.search(line):
        return Reply(rng.choice(("Sure, take your time.", "OK, I am here.", "Thank you, I will wait.")))
    if _SOLVED.search(line):
        return Reply(
            rng.choice(("That is good news, thank you.", "Great, that was quick.", "Good. Thank you for that."))
        )
    if _GREETING.search(line) and not asks:
        return Reply(rng.choice(("Hello!", "Hi, good that somebody is there.", "Hello, thank you for taking this.")))
    if story and (asks or _SORRY.search(line)):
        return Reply(_tell(story, "", talk))
    if asks:
        return Reply(
            rng.choice(("I am not sure, to be honest.", "I do not know that, sorry.", "What do you need it for?"))
        )
    return Reply(rng.choice(("OK.", "I see.", "All right.", "Understood."))) if rng.random() < 0.8 else None
