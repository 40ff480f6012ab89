"""Routing offers: who is asked, in which order, and what an answer or none leads to."""

from desktop_agent.contract.commands import Accept
from desktop_agent.contract.enums import AgentState, InteractionState, OfferKind, Reason, Verb
from tests.server.house import FLOOR, House, on_a_floor, refused


async def _longest_idle_first(house: House) -> None:
    await house.sign_in("jana", "emma", "lee")
    first = await house.chat()
    assert house.offered(first) == "jana"
    second = await house.chat()
    assert house.offered(second) == "emma"
    third = await house.chat()
    assert house.offered(third) == "lee"
    fourth = await house.chat()
    assert house.offered(fourth) is None, "one routed offer at a time per agent"
    await house.accept("emma", second)
    assert house.offered(fourth) == "emma", "a free slot beside a chat takes what waits"


test_longest_idle_first = on_a_floor(_longest_idle_first)


async def _an_agent_without_work_goes_before_one_with_chats(house: House) -> None:
    await house.sign_in("emma", "jana")
    first = await house.chat()
    await house.accept("emma", first)
    await house.sign_in("lee")
    second = await house.chat()
    assert house.offered(second) == "jana"
    third = await house.chat()
    assert house.offered(third) == "lee", "emma serves somebody already"


test_an_agent_without_work_goes_before_one_with_chats = on_a_floor(_an_agent_without_work_goes_before_one_with_chats)


async def _only_the_ready_with_skill_are_asked(house: House) -> None:
    await house.sign_in("emma", ready=False)
    await house.sign_in("chi", "sofia")
    chat = await house.chat("Billing")
    assert house.offered(chat) is None
    await house.set_state("emma", AgentState.READY)
    assert house.offered(chat) == "emma"
    assert house.offer("emma", chat).kind is OfferKind.ROUTING
    assert house.mirrors["emma"].agent.reserved == 1


test_only_the_ready_with_skill_are_asked = on_a_floor(_only_the_ready_with_skill_are_asked)


async def _declined_goes_to_the_next_and_round_again(house: House) -> None:
    await house.sign_in("emma", "jana")
    chat = await house.chat()
    await house.decline("emma", chat)
    assert house.offered(chat) == "jana"
    await house.decline("jana", chat)
    assert house.offered(chat) is None, "everybody was asked"
    await house.after(FLOOR.policy.again_ms - 10)
    assert house.offered(chat) is None
    await house.after(20)
    assert house.offered(chat) == "emma"


test_declined_goes_to_the_next_and_round_again = on_a_floor(_declined_goes_to_the_next_and_round_again)


async def _unanswered_goes_to_the_next_and_twice_sets_not_ready(house: House) -> None:
    await house.sign_in("emma", "jana")
    chat = await house.chat()
    await house.after(29_000)
    assert house.offered(chat) == "emma"
    await house.after(2_000)
    assert house.offered(chat) == "jana", "30 seconds are over"
    assert house.mirrors["emma"].agent.state is AgentState.READY
    await house.after(120_000)
    for user in ("emma", "jana"):
        assert house.mirrors[user].agent.state is AgentState.NOT_READY
        assert house.codes(user) == ["not_ready_unanswered"]
    assert house.offered(chat) is None
    await house.set_state("jana", AgentState.READY)
    assert house.offered(chat) == "jana", "who says Ready is asked again at once"


test_unanswered_goes_to_the_next_and_twice_sets_not_ready = on_a_floor(
    _unanswered_goes_to_the_next_and_twice_sets_not_ready
)


async def _accept_begins_the_chat(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.chat(text="My bill is wrong")
    waiting = await house.deliver_to_customer(chat)
    assert waiting.chat.state == "waiting"
    await house.accept("emma", chat)
    view = house.view("emma", chat)
    assert view.state is InteractionState.ACTIVE
    assert view.owner_name == "Emma Marsh"
    assert view.customer_waiting_since_ms is not None
    assert view.customer.contact_id is None
    assert house.texts("emma", chat)[-1] == "Emma Marsh has joined the chat."
    assert "My bill is wrong" in house.texts("emma", chat)
    assert view.unread == 1
    assert house.mirrors["emma"].agent.load == 1
    page = await house.deliver_to_customer(chat)
    assert page.chat.state == "active"
    assert page.chat.agents == ("Emma Marsh",)


test_accept_begins_the_chat = on_a_floor(_accept_begins_the_chat)


async def _accept_after_the_deadline_is_refused(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.chat()
    offer = house.offer("emma", chat)
    house.clock.at_ms = offer.deadline_ms  # the sweeper has not come yet
    no = await refused(house.do("emma", Verb.ACCEPT, chat, Accept(offer_id=offer.id)))
    assert (no.status, no.detail["reason"]) == (409, Reason.OFFER_CLOSED)


test_accept_after_the_deadline_is_refused = on_a_floor(_accept_after_the_deadline_is_refused)


async def _only_the_offered_agent_accepts(house: House) -> None:
    await house.sign_in("emma", "jana")
    chat = await house.chat()
    no = await refused(house.do("jana", Verb.ACCEPT, chat, Accept(offer_id=house.offer("emma", chat).id)))
    assert (no.status, no.detail["reason"]) == (403, Reason.NOT_YOUR_OFFER)
    assert (await refused(house.do("jana", Verb.ACCEPT, "no-such", Accept(offer_id="x")))).status == 404


test_only_the_offered_agent_accepts = on_a_floor(_only_the_offered_agent_accepts)


async def _the_longest_waiting_chat_comes_first(house: House) -> None:
    first = await house.chat("Claims", name="First")
    second = await house.chat("Billing", name="Second")
    await house.sign_in("emma")
    assert house.offered(first) == "emma"
    await house.accept("emma", first)
    assert house.offered(second) == "emma"


test_the_longest_waiting_chat_comes_first = on_a_floor(_the_longest_waiting_chat_comes_first)
