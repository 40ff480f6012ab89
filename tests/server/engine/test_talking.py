"""The conversation: lines, who may read them, drafts, what is read; notes, hold, the end."""

from desktop_agent.contract.commands import (
    Nothing,
    Read,
    SaveDraft,
    SendMessage,
    SetDisposition,
    SetNote,
    Typing,
)
from desktop_agent.contract.enums import InteractionState, Reason, SenderKind, Verb, Visibility
from desktop_agent.contract.events import TypingTopic
from desktop_agent.server.engine import customer, talking
from desktop_agent.server.engine.script import CustomerActor
from tests.server.house import FLOOR, House, on_a_floor, refused


async def _words_reach_everybody_once_and_in_order(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.served("emma")
    sent = await house.do("emma", Verb.SEND_MESSAGE, chat, SendMessage(text="Good morning"), key="k1")
    again = await house.do("emma", Verb.SEND_MESSAGE, chat, SendMessage(text="Good morning"), key="k1")
    assert sent == again
    assert house.texts("emma", chat).count("Good morning") == 1
    assert house.view("emma", chat).customer_waiting_since_ms is None
    (line,) = [line for line in house.mirrors["emma"].transcripts[chat] if line.key == "k1"]
    assert line.sender is SenderKind.AGENT
    await house.says(chat, "<b>Morning</b> \u202e שלום 🙂", key="c1")
    await house.says(chat, "<b>Morning</b> \u202e שלום 🙂", key="c1")
    assert house.texts("emma", chat)[-1] == "<b>Morning</b> \u202e שלום 🙂"
    assert house.view("emma", chat).customer_waiting_since_ms == house.mirrors["emma"].transcripts[chat][-1].at_ms
    page = await house.deliver_to_customer(chat)
    assert [line.seq for line in page.messages] == list(range(1, len(page.messages) + 1))
    assert page.messages[-2].sender_id == "", "a customer learns names, not ids"


test_words_reach_everybody_once_and_in_order = on_a_floor(_words_reach_everybody_once_and_in_order)


async def _a_whisper_never_reaches_the_customer(house: House) -> None:
    await house.sign_in("emma", "jana")
    chat = await house.served("emma")
    whisper = SendMessage(text="She is upset", visibility=Visibility.AGENTS)
    no = await refused(house.do("emma", Verb.SEND_MESSAGE, chat, whisper))
    assert no.detail["reason"] is Reason.NO_OTHER_AGENT
    await house.transfer("emma", chat, "jana", stay=True)
    await house.accept("jana", chat)
    await house.do("emma", Verb.SEND_MESSAGE, chat, whisper)
    assert house.texts("jana", chat)[-1] == "She is upset"
    page = await house.deliver_to_customer(chat)
    assert "She is upset" not in [line.text for line in page.messages]
    seen = await house.store.read(lambda env: customer.chat_snapshot(env, CustomerActor(chat)))
    assert list(seen.messages) == page.messages[-50:]
    assert seen.chat == page.chat
    await house.do("emma", Verb.LEAVE, chat, Nothing())
    no = await refused(house.do("jana", Verb.SEND_MESSAGE, chat, whisper))
    assert no.detail["reason"] is Reason.NO_OTHER_AGENT, "the last other agent has left"
    private = SendMessage(text="psst", visibility=Visibility.PRIVATE)
    no = await refused(house.do("jana", Verb.SEND_MESSAGE, chat, private))
    assert no.detail["reason"] is Reason.UNSUPPORTED


test_a_whisper_never_reaches_the_customer = on_a_floor(_a_whisper_never_reaches_the_customer)


async def _drafts_are_kept_and_old_ones_ignored(house: House) -> None:
    await house.sign_in("emma", "jana")
    chat = await house.served("emma")
    await house.do("emma", Verb.SAVE_DRAFT, chat, SaveDraft(text="Dear", version=2))
    await house.do("emma", Verb.SAVE_DRAFT, chat, SaveDraft(text="De", version=1))
    assert (house.view("emma", chat).draft, house.view("emma", chat).draft_version) == ("Dear", 2)
    await house.transfer("emma", chat, "jana")
    await house.accept("jana", chat)
    assert house.view("jana", chat).draft == "", "a handed draft is never put into the composer"
    await house.do("jana", Verb.DISCARD_HANDED_DRAFT, chat, Nothing())
    assert house.view("jana", chat).handed_draft is None


test_drafts_are_kept_and_old_ones_ignored = on_a_floor(_drafts_are_kept_and_old_ones_ignored)


async def _read_counts_down(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.served("emma")
    await house.says(chat, "one")
    await house.says(chat, "two")
    assert house.view("emma", chat).unread == 3
    before = house.view("emma", chat).version
    await house.do("emma", Verb.READ, chat, Read(seq=house.view("emma", chat).last_seq))
    assert house.view("emma", chat).unread == 0
    assert house.view("emma", chat).version > before
    await house.do("emma", Verb.READ, chat, Read(seq=1))
    assert house.view("emma", chat).unread == 0
    await house.do("emma", Verb.READ, chat, Read(seq=10**9))
    assert house.view("emma", chat).read_seq == house.view("emma", chat).last_seq


test_read_counts_down = on_a_floor(_read_counts_down)


async def _typing_is_told_and_leaves_no_trace(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.served("emma")
    with house.wake.subscribe(chat) as page, house.wake.subscribe(house.actors["emma"].agent_id) as desktop:
        await house.do("emma", Verb.TYPING, chat, Typing(on=True))
        (topic,) = page.take().topics
        assert isinstance(topic, TypingTopic)
        assert (topic.name, topic.on) == ("Emma Marsh", True)
        assert house.actors["emma"].agent_id not in str(topic)
        await house.store.read(lambda env: customer.customer_typing(env, CustomerActor(chat), Typing(on=True)))
        (topic,) = desktop.take().topics
        assert topic == TypingTopic(interaction_id=chat, party_id="customer", name="Dana Fox", on=True)


test_typing_is_told_and_leaves_no_trace = on_a_floor(_typing_is_told_and_leaves_no_trace)


async def _older_lines_are_paged(house: House) -> None:
    await house.sign_in("emma", "jana")
    chat = await house.served("emma")
    for number in range(70):
        await house.says(chat, f"line {number}")
    await house.check()
    assert len((await house.snapshot("emma")).transcripts[chat]) == 50
    oldest = (await house.snapshot("emma")).transcripts[chat][0].seq
    actor = house.actors["emma"]
    page = await house.store.read(lambda env: talking.messages_before(env, actor, chat, oldest))
    assert not page.more
    assert [line.seq for line in page.messages] == list(range(1, oldest))
    stranger = house.actors["jana"]
    no = await refused(house.store.read(lambda env: talking.messages_before(env, stranger, chat, oldest)))
    assert no.detail["reason"] is Reason.NOT_A_PARTY


test_older_lines_are_paged = on_a_floor(_older_lines_are_paged)


async def _hold_and_retrieve(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.served("emma")
    await house.do("emma", Verb.HOLD, chat, Nothing())
    assert house.view("emma", chat).held
    assert house.view("emma", chat).capabilities[Verb.HOLD] is Reason.HELD
    assert (await refused(house.do("emma", Verb.HOLD, chat, Nothing()))).status == 409
    await house.do("emma", Verb.RETRIEVE, chat, Nothing())
    assert not house.view("emma", chat).held
    page = await house.deliver_to_customer(chat)
    assert [line.code for line in page.messages[-2:]] == ["held", "retrieved"]


test_hold_and_retrieve = on_a_floor(_hold_and_retrieve)


async def _end_wrap_up_complete(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.served("emma")
    assert house.view("emma", chat).capabilities[Verb.COMPLETE] is Reason.NOT_ENDED
    await house.do("emma", Verb.END, chat, Nothing())
    view = house.view("emma", chat)
    assert view.state is InteractionState.WRAP_UP
    assert view.wrap_up_deadline_ms == house.clock.at_ms + FLOOR.policy.wrap_up_ms
    assert view.capabilities[Verb.SEND_MESSAGE] is Reason.CHAT_ENDED
    page = await house.deliver_to_customer(chat)
    assert page.chat.state == "ended"
    assert (await refused(house.says(chat, "wait"))).detail["reason"] is Reason.CHAT_ENDED
    await house.do("emma", Verb.SET_NOTE, chat, SetNote(text="paid"))
    await house.do("emma", Verb.SET_DISPOSITION, chat, SetDisposition(code="refund"))
    no = await refused(house.do("emma", Verb.SET_DISPOSITION, chat, SetDisposition(code="no such")))
    assert (no.status, no.detail["field"]) == (422, "code")
    assert house.view("emma", chat).disposition == "refund"
    assert house.mirrors["emma"].agent.load == 1
    await house.do("emma", Verb.COMPLETE, chat, Nothing())
    assert house.mirrors["emma"].interactions == {}
    assert house.mirrors["emma"].agent.load == 0


test_end_wrap_up_complete = on_a_floor(_end_wrap_up_complete)


async def _wrap_up_completes_by_itself(house: House) -> None:
    await house.sign_in("lee")
    chat = await house.served("lee")
    waiting = await house.chat(name="Next")
    await house.customer_ends(chat)
    assert house.view("lee", chat).state is InteractionState.WRAP_UP
    await house.after(FLOOR.policy.wrap_up_ms - 1_000)
    assert chat in house.mirrors["lee"].interactions
    await house.after(2_000)
    assert chat not in house.mirrors["lee"].interactions
    assert house.offered(waiting) == "lee", "the slot is free again"


test_wrap_up_completes_by_itself = on_a_floor(_wrap_up_completes_by_itself)


async def _a_waiting_customer_leaves(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.chat()
    assert house.offered(chat) == "emma"
    await house.customer_ends(chat)
    assert house.mirrors["emma"].offers == {}
    assert house.codes("emma") == []
    assert (await house.deliver_to_customer(chat)).chat.state == "ended"
    await house.customer_ends(chat)


test_a_waiting_customer_leaves = on_a_floor(_a_waiting_customer_leaves)


async def _the_owner_leaves_a_conference(house: House) -> None:
    await house.sign_in("emma", "jana")
    chat = await house.served("emma")
    no = await refused(house.do("emma", Verb.LEAVE, chat, Nothing()))
    assert no.detail["reason"] is Reason.NO_OTHER_AGENT
    await house.transfer("emma", chat, "jana", stay=True)
    await house.accept("jana", chat)
    await house.do("jana", Verb.LEAVE, chat, Nothing())
    assert house.view("emma", chat).owner_name == "Emma Marsh"
    assert house.mirrors["jana"].interactions == {}


test_the_owner_leaves_a_conference = on_a_floor(_the_owner_leaves_a_conference)


async def _the_place_in_the_queue(house: House) -> None:
    chats = [await house.chat(name=name) for name in ("A", "B", "C")]
    places = [
        (await house.store.read(lambda env, chat=chat: customer.chat_position(env, CustomerActor(chat)))).position
        for chat in chats
    ]
    assert places == [1, 2, 3]
    await house.sign_in("emma")
    await house.accept("emma", chats[0])
    topic = await house.store.read(lambda env: customer.chat_position(env, CustomerActor(chats[2])))
    assert topic.position == 2
    assert await house.store.read(lambda env: customer.chat_position(env, CustomerActor(chats[0]))) is None


test_the_place_in_the_queue = on_a_floor(_the_place_in_the_queue)
