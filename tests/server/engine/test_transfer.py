"""Instant transfer: every ending of it, and what everybody sees."""

import pytest

from desktop_agent.contract.commands import DismissResult, Requeue, SaveDraft, SendMessage, Transfer, Withdraw
from desktop_agent.contract.enums import AgentState, Outcome, PartyRole, Reason, RemovedWhy, TargetKind, Verb
from desktop_agent.contract.events import InteractionRemoved
from desktop_agent.server.engine import telling
from tests.server.house import NOT_TAKEN, House, on_a_floor, refused


async def _accepted(house: House) -> None:
    await house.sign_in("emma", "jana")
    chat = await house.served("emma")
    await house.says(chat, "It is about March")
    await house.do("emma", Verb.SAVE_DRAFT, chat, SaveDraft(text="Let me look at Ma", version=1))
    answer = await house.transfer("emma", chat, "jana", reason="billing", note="angry")
    assert house.view("emma", chat).pending.target.name == "Jana Brandt"
    offer = house.offer("jana", chat)
    assert (offer.from_name, offer.reason, offer.note, offer.draft) == (
        "Emma Marsh",
        "billing",
        "angry",
        "Let me look at Ma",
    )
    assert offer.last_lines[-1].text == "It is about March"
    assert answer.deadline_ms == offer.deadline_ms
    page = await house.deliver_to_customer(chat)
    assert page.chat.agents == ("Emma Marsh",), "the customer sees nothing of a pending transfer"
    await house.accept("jana", chat)
    assert chat not in house.mirrors["emma"].interactions
    removed = [event for event in house.mirrors["emma"].events if isinstance(event, InteractionRemoved)]
    assert (removed[-1].why, removed[-1].to_name) == (RemovedWhy.TRANSFERRED, "Jana Brandt")
    view = house.view("jana", chat)
    assert view.owner_name == "Jana Brandt"
    assert view.handed_draft.text == "Let me look at Ma"
    assert view.handed_draft.from_name == "Emma Marsh"
    assert [(line.from_name, line.to_name, line.reason, line.note) for line in view.history] == [
        ("Emma Marsh", "Jana Brandt", "billing", "angry")
    ]
    assert house.texts("jana", chat)[:2] == ["Waiting for the next free agent of Billing.", "Hello"]
    assert house.texts("jana", chat)[-1] == "Jana Brandt has taken over."
    assert house.mirrors["emma"].agent.load == 0
    assert house.codes("emma") == []
    page = await house.deliver_to_customer(chat)
    assert page.chat.agents == ("Jana Brandt",)
    assert page.messages[-1].code == "transferred"
    no = await refused(house.do("emma", Verb.SEND_MESSAGE, chat, SendMessage(text="late")))
    assert no.detail["reason"] is Reason.NOT_A_PARTY


test_accepted = on_a_floor(_accepted)


async def _end(house: House, chat: str, outcome: Outcome) -> None:
    offer = house.offer("jana", chat)
    match outcome:
        case Outcome.DECLINED:
            await house.decline("jana", chat, reason="at lunch soon")
        case Outcome.TIMED_OUT:
            await house.after(offer.deadline_ms - house.clock.at_ms + 1)
        case Outcome.TARGET_GONE:
            await house.sign_out("jana")
        case Outcome.CHAT_ENDED:
            await house.customer_ends(chat)
        case Outcome.WITHDRAWN_BY_SUPERVISOR:
            await house.do("sofia", Verb.WITHDRAW, chat, Withdraw(offer_id=offer.id))


@pytest.mark.parametrize("outcome", list(NOT_TAKEN))
def test_not_taken_is_told_exactly_once(outcome: Outcome, tmp_path) -> None:
    async def play(house: House) -> None:
        await house.sign_in("emma", "jana", "sofia")
        chat = await house.served("emma")
        offer_id = (await house.transfer("emma", chat, "jana")).offer_id
        await _end(house, chat, outcome)
        view = house.view("emma", chat)
        assert view.owner_name == "Emma Marsh"
        assert view.pending is None
        assert view.last_result is not None
        assert (view.last_result.outcome, view.last_result.offer_id) == (outcome, offer_id)
        assert house.codes("emma") == [NOT_TAKEN[outcome]]
        (notice,) = house.mirrors["emma"].notices
        assert notice.args["customer"] == "Dana Fox"
        assert notice.args["target"] == "Jana Brandt"
        if outcome is Outcome.DECLINED:
            assert (view.last_result.reason, view.last_result.by) == ("at lunch soon", "Jana Brandt")
            assert notice.args["reason"] == "at lunch soon"
        if outcome is Outcome.WITHDRAWN_BY_SUPERVISOR:
            assert notice.args["by"] == "Sofia Rossi"
        await house.after(120_000 if outcome is not Outcome.CHAT_ENDED else 10)
        assert house.codes("emma").count(NOT_TAKEN[outcome]) == 1

    on_a_floor(play)(tmp_path)


async def _withdrawn_by_oneself_is_a_neutral_bar_only(house: House) -> None:
    await house.sign_in("emma", "jana")
    chat = await house.served("emma")
    offer_id = (await house.transfer("emma", chat, "jana")).offer_id
    await house.do("emma", Verb.WITHDRAW, chat, Withdraw(offer_id=offer_id))
    assert house.view("emma", chat).last_result.outcome is Outcome.WITHDRAWN
    assert house.codes("emma") == []
    assert house.mirrors["jana"].offers == {}
    assert house.mirrors["jana"].agent.reserved == 0
    no = await refused(house.do("emma", Verb.WITHDRAW, chat, Withdraw(offer_id=offer_id)))
    assert no.detail["reason"] is Reason.OFFER_CLOSED
    await house.do("emma", Verb.DISMISS_RESULT, chat, DismissResult(offer_id=offer_id))
    assert house.view("emma", chat).last_result is None


test_withdrawn_by_oneself_is_a_neutral_bar_only = on_a_floor(_withdrawn_by_oneself_is_a_neutral_bar_only)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (AgentState.NOT_READY, Reason.TARGET_NOT_READY),
        (AgentState.DO_NOT_DISTURB, Reason.TARGET_DO_NOT_DISTURB),
        (AgentState.AFTER_CALL_WORK, Reason.TARGET_BUSY_AFTER_WORK),
        (AgentState.LOGGED_OUT, Reason.TARGET_LOGGED_OUT),
    ],
)
def test_refused_for_the_state_of_the_target(state: AgentState, reason: Reason, tmp_path) -> None:
    async def play(house: House) -> None:
        await house.sign_in("emma", "jana")
        chat = await house.served("emma")
        await house.set_state("jana", state)
        no = await refused(house.transfer("emma", chat, "jana"))
        assert (no.status, no.detail["reason"]) == (409, reason)
        assert house.view("emma", chat).pending is None

    on_a_floor(play)(tmp_path)


async def _refused_for_what_it_is(house: House) -> None:
    await house.sign_in("emma", "lee", "jana")
    chat = await house.served("emma")
    other = await house.served("lee")
    cases = [
        (house.transfer("emma", chat, "lee"), 409, Reason.TARGET_NO_FREE_SLOT),
        (house.transfer("emma", chat, "emma"), 403, Reason.TARGET_SELF),
        (house.transfer("emma", chat, "chi"), 409, Reason.TARGET_LOGGED_OUT),
        (house.transfer("emma", chat, "Night desk"), 409, Reason.QUEUE_CLOSED),
        (house.transfer("emma", chat, "Legal"), 409, Reason.QUEUE_EMPTY),
        (house.transfer("emma", other, "jana"), 403, Reason.NOT_A_PARTY),
    ]
    for attempt, status, reason in cases:
        no = await refused(attempt)
        assert (no.status, no.detail["reason"]) == (status, reason)
    unknown = Transfer(target_id="no-such", target_kind=TargetKind.AGENT)
    assert (await refused(house.do("emma", Verb.TRANSFER, chat, unknown))).status == 404
    await house.transfer("emma", chat, "jana")
    no = await refused(house.transfer("emma", chat, "jana"))
    assert no.detail["reason"] is Reason.TRANSFER_PENDING
    assert no.detail["interaction"].pending is not None


test_refused_for_what_it_is = on_a_floor(_refused_for_what_it_is)


async def _a_refusal_is_noted_once_for_each_gesture(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.served("emma")
    body = Transfer(target_id=house.ids.agents["jana"], target_kind=TargetKind.AGENT)
    actor = house.actors["emma"]
    for _ in range(2):
        await house.run(
            lambda env: telling.note_refused_transfer(env, actor, chat, body, Reason.TARGET_LOGGED_OUT),
            scope=actor.agent_id,
            key="gesture#refused",
        )
    assert house.codes("emma") == ["transfer_refused"]
    (notice,) = house.mirrors["emma"].notices
    assert notice.args == {
        "customer": "Dana Fox", "target": "Jana Brandt", "reason": "target_logged_out", "by": "",
    }  # fmt: skip


test_a_refusal_is_noted_once_for_each_gesture = on_a_floor(_a_refusal_is_noted_once_for_each_gesture)


async def _to_a_queue(house: House) -> None:
    await house.sign_in("emma", "chi")
    chat = await house.served("emma")
    enqueued = house.view("emma", chat).enqueued_ms
    answer = await house.transfer("emma", chat, "Claims", reason="not mine")
    assert (answer.target.name, answer.offer_id) == ("Claims", None)
    assert chat not in house.mirrors["emma"].interactions
    offer = house.offer("chi", chat)
    assert offer.enqueued_ms == enqueued, "the waiting time is kept"
    page = await house.deliver_to_customer(chat)
    assert (page.chat.state, page.chat.queue) == ("waiting", "Claims")
    await house.accept("chi", chat)
    assert [(line.from_name, line.to_name) for line in house.view("chi", chat).history] == [
        ("Emma Marsh", "Claims"),
        ("Claims", "Chi Okafor"),
    ]


test_to_a_queue = on_a_floor(_to_a_queue)


async def _to_an_empty_queue_after_a_question(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.served("emma")
    await house.transfer("emma", chat, "Legal", although_empty=True)
    assert house.mirrors["emma"].interactions == {}
    assert (await house.deliver_to_customer(chat)).chat.queue == "Legal"


test_to_an_empty_queue_after_a_question = on_a_floor(_to_an_empty_queue_after_a_question)


async def _to_the_queue_that_only_the_sender_serves(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.served("emma")
    await house.transfer("emma", chat, "Billing")
    assert house.offered(chat) is None, "the sender is asked last"
    await house.after(5_100)
    assert house.offered(chat) == "emma"


test_to_the_queue_that_only_the_sender_serves = on_a_floor(_to_the_queue_that_only_the_sender_serves)


async def _to_a_routing_point(house: House) -> None:
    await house.sign_in("emma", "chi")
    chat = await house.served("emma")
    targets = await house.targets("emma")
    (point,) = [target for target in targets if target.kind is TargetKind.ROUTING_POINT]
    (contact,) = [target for target in targets if target.kind is TargetKind.CONTACT]
    (group,) = [target for target in targets if target.kind is TargetKind.GROUP]
    for target, reason in ((contact, Reason.TARGET_NEVER), (group, Reason.UNSUPPORTED)):
        body = Transfer(target_id=target.id, target_kind=target.kind)
        no = await refused(house.do("emma", Verb.TRANSFER, chat, body))
        assert (no.status, no.detail["reason"]) == (403, reason)
    answer = await house.do("emma", Verb.TRANSFER, chat, Transfer(target_id=point.id, target_kind=point.kind))
    assert (answer.target.kind, answer.target.name) == (TargetKind.QUEUE, "Claims")


test_to_a_routing_point = on_a_floor(_to_a_routing_point)


async def _stay_in_the_conference(house: House) -> None:
    await house.sign_in("emma", "jana")
    chat = await house.served("emma")
    await house.transfer("emma", chat, "jana", stay=True)
    await house.accept("jana", chat)
    roles = {party.name: party.role for party in house.view("emma", chat).parties}
    assert roles == {"Dana Fox": PartyRole.CUSTOMER, "Emma Marsh": PartyRole.CONFERENCE, "Jana Brandt": PartyRole.OWNER}
    assert house.view("emma", chat).capabilities[Verb.TRANSFER] is Reason.NOT_OWNER
    page = await house.deliver_to_customer(chat)
    assert set(page.chat.agents) == {"Emma Marsh", "Jana Brandt"}
    no = await refused(house.transfer("jana", chat, "emma"))
    assert no.detail["reason"] is Reason.TARGET_IS_PARTY


test_stay_in_the_conference = on_a_floor(_stay_in_the_conference)


async def _there_and_back(house: House) -> None:
    await house.sign_in("emma", "jana")
    chat = await house.served("emma")
    for sender, receiver in (("emma", "jana"), ("jana", "emma"), ("emma", "jana")):
        await house.transfer(sender, chat, receiver)
        await house.accept(receiver, chat)
        await house.check()
    assert len(house.view("jana", chat).history) == 3


test_there_and_back = on_a_floor(_there_and_back)


async def _a_supervisor_requeues(house: House) -> None:
    await house.sign_in("emma", "jana", "sofia")
    chat = await house.served("emma")
    no = await refused(house.do("jana", Verb.REQUEUE, chat, Requeue()))
    assert (no.status, no.detail["reason"]) == (403, Reason.NOT_SUPERVISOR)
    await house.do("sofia", Verb.REQUEUE, chat, Requeue(reason="Emma is unwell"))
    assert house.mirrors["emma"].interactions == {}
    assert house.offered(chat) == "jana", "the former owner is asked last"
    assert house.codes("emma") == ["chat_requeued"], "the former owner is told why the chat has gone"


test_a_supervisor_requeues = on_a_floor(_a_supervisor_requeues)


async def _direct_offers_stack_up_to_the_free_slots(house: House) -> None:
    await house.sign_in("emma", "jana", "chi")
    first, second, third = [await house.served(user, "Claims") for user in ("emma", "emma", "jana")]
    await house.transfer("emma", first, "chi")
    await house.transfer("emma", second, "chi")
    assert len(house.mirrors["chi"].offers) == 2
    no = await refused(house.transfer("jana", third, "chi"))
    assert no.detail["reason"] is Reason.TARGET_NO_FREE_SLOT


test_direct_offers_stack_up_to_the_free_slots = on_a_floor(_direct_offers_stack_up_to_the_free_slots)
