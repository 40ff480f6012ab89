"""Pictures of the interaction window."""

from collections.abc import Callable

import msgspec
from PySide6.QtWidgets import QWidget

from desktop_agent.contract.enums import Outcome, Reason, RemovedWhy, SenderKind, TargetKind, Verb, Visibility
from desktop_agent.contract.events import InteractionChanged, InteractionRemoved, MessageAdded, TypingTopic
from desktop_agent.contract.values import HandedDraft, Interaction, Message, TargetRef, TransferResult
from desktop_agent.desktop.presenters.composer import MAX_LETTERS
from desktop_agent.desktop.presenters.interaction_desk import InteractionDesk
from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.still.floor import NOW_MS, Floor
from desktop_agent.desktop.still.show import Show
from desktop_agent.desktop.theme.appearance import Appearance
from desktop_agent.desktop.views.interaction.build import pane
from desktop_agent.desktop.views.interaction.pane import InteractionPane
from desktop_agent.desktop.views.interaction.stack import InteractionStack

SIZE = (544, 520)
NARROW = (360, 520)
Prepare = Callable[[StillDesk, QWidget], object]


def build(desk: StillDesk, _appearance: Appearance) -> QWidget:
    """The centre pane with the first chat."""
    desk.context.selection.select("chat-1")
    return pane(desk.context, desk.registry)


def _select(interaction_id: str) -> Prepare:
    return lambda desk, _widget: desk.context.selection.select(interaction_id)


def _pane(widget: QWidget) -> InteractionPane:
    assert isinstance(widget, InteractionStack)
    shown = widget.pane("chat-1")
    assert shown is not None
    return shown


def _change(desk: StillDesk, **changes: object) -> None:
    chat = desk.context.replica.interactions["chat-1"]
    changed: Interaction = msgspec.structs.replace(chat, version=chat.version + 1, **changes)
    desk.backend.push(InteractionChanged(interaction=changed))


def _result(outcome: Outcome, **words: str) -> Prepare:
    target = TargetRef(id="agent-jana", kind=TargetKind.AGENT, name="Jana Brandt")

    def prepare(desk: StillDesk, _widget: QWidget) -> None:
        result = TransferResult(offer_id="offer-x", target=target, outcome=outcome, at_ms=NOW_MS, **words)
        _change(desk, last_result=result)

    return prepare


def _talk(desk: StillDesk, _widget: QWidget) -> None:
    """Whispers, markup, right-to-left, a link, somebody typing."""
    texts = (
        (SenderKind.AGENT, "agent-jana", "Jana Brandt", Visibility.ALL, "Hello Mr. Kaya, I am Jana."),
        (SenderKind.AGENT, "agent-jana", "Jana Brandt", Visibility.AGENTS, "He is right: it ended in March."),
        (SenderKind.AGENT, "agent-emma", "Emma Marsh", Visibility.PRIVATE, "I may refund up to 50."),
        (SenderKind.CUSTOMER, "c", "Amir Kaya", Visibility.ALL, "<b>Is this bold?</b> <img src=x> \x07"),
        (SenderKind.CUSTOMER, "c", "Amir Kaya", Visibility.ALL, "مرحبا، أين طلبي رقم 4711؟"),
        (SenderKind.CUSTOMER, "c", "Amir Kaya", Visibility.ALL, "See https://shop.example/invoices/4711?print=1 😀"),
    )
    last = desk.context.replica.interactions["chat-1"].last_seq
    for number, (sender, sender_id, name, visibility, text) in enumerate(texts, start=last + 1):
        message = Message(
            id=f"talk-{number}",
            seq=number,
            at_ms=NOW_MS + number * 1_000,
            sender=sender,
            sender_id=sender_id,
            sender_name=name,
            visibility=visibility,
            text=text,
        )
        desk.backend.push(MessageAdded(interaction_id="chat-1", message=message))
    desk.backend.push(TypingTopic(interaction_id="chat-1", party_id="customer", name="Amir Kaya", on=True))


def _draft(desk: StillDesk, _widget: QWidget) -> None:
    text = "Dear Mr. Kaya, I have looked at the invoice and will take the line off today."
    _change(desk, handed_draft=HandedDraft(from_name="Omar Haddad", text=text), last_result=None)


def _too_long(_desk: StillDesk, widget: QWidget) -> None:
    _pane(widget).composer.edit.setPlainText("word " * (MAX_LETTERS // 5 + 3))


def _failed(desk: StillDesk, widget: QWidget) -> None:
    desk.backend.fall()
    chat = InteractionDesk.of(desk.context).chat("chat-1")
    assert chat is not None
    _pane(widget).composer.edit.setPlainText("I have taken it off your invoice.")


def _gone(desk: StillDesk, _widget: QWidget) -> None:
    desk.backend.push(InteractionRemoved(interaction_id="chat-1", why=RemovedWhy.TRANSFERRED, to_name="Jana Brandt"))
    desk.context.selection.select(None)


def _not_owner(desk: StillDesk, _widget: QWidget) -> None:
    _change(
        desk, capabilities={Verb.SEND_MESSAGE: Reason.NOT_A_PARTY, Verb.TRANSFER: Reason.NOT_OWNER}, last_result=None
    )


def _find(_desk: StillDesk, widget: QWidget) -> None:
    shown = _pane(widget)
    shown.find_bar.begin()
    shown.find_bar.text.setText("invoice")


SHOWS = [
    Show("interaction.declined", build, size=SIZE),
    Show("interaction.pending", build, size=SIZE, prepare=_select("chat-2")),
    Show("interaction.timed_out", build, size=SIZE, prepare=_result(Outcome.TIMED_OUT)),
    Show("interaction.target_gone", build, size=SIZE, prepare=_result(Outcome.TARGET_GONE)),
    Show(
        "interaction.withdrawn_by_supervisor",
        build,
        size=SIZE,
        prepare=_result(Outcome.WITHDRAWN_BY_SUPERVISOR, by="Sofia Rossi"),
    ),
    Show("interaction.withdrawn", build, size=SIZE, prepare=_result(Outcome.WITHDRAWN)),
    Show("interaction.chat_ended", build, size=SIZE, prepare=_result(Outcome.CHAT_ENDED)),
    Show("interaction.talk", build, size=(544, 640), prepare=_talk),
    Show("interaction.handed_draft", build, size=SIZE, prepare=_draft),
    Show("interaction.too_long", build, size=SIZE, prepare=_too_long),
    Show("interaction.stale", build, size=SIZE, prepare=_failed),
    Show("interaction.held", build, size=SIZE, prepare=_select("chat-5")),
    Show("interaction.wrap_up", build, size=SIZE, prepare=_select("chat-4")),
    Show("interaction.not_owner", build, size=SIZE, prepare=_not_owner),
    Show("interaction.find", build, size=SIZE, prepare=_find),
    Show("interaction.gone", build, size=SIZE, prepare=_gone),
    Show("interaction.empty", build, floor=Floor.EMPTY, size=SIZE),
    Show("interaction.narrow", build, size=NARROW),
    Show("interaction.long", build, floor=Floor.LONG, size=SIZE),
    Show("interaction.rtl", build, floor=Floor.RTL, size=SIZE, rtl=True),
]
