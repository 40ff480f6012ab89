"""State and its clock, channels, logging out, lost desktops, sessions, the team."""

from desktop_agent.contract.commands import (
    Broadcast,
    MarkNotice,
    RankTargets,
    SendMessage,
    SetChannel,
    SetTeamState,
)
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import AgentState, Channel, Priority, Reason, Verb
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.values import AgentStatus, QueueStatus
from desktop_agent.server.engine import directory, notices, presence, sessions, team
from desktop_agent.server.engine.script import AgentActor
from tests.server.house import FLOOR, House, on_a_floor, refused


async def _not_ready_during_work_starts_its_clock_after_it(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.served("emma")
    await house.set_state("emma", AgentState.NOT_READY, "lunch")
    agent = house.mirrors["emma"].agent
    assert (agent.state, agent.reason, agent.state_since_ms) == (AgentState.NOT_READY, "lunch", None)
    waiting = await house.chat(name="Next")
    assert house.offered(waiting) is None, "it takes effect for offers at once"
    await house.customer_ends(chat)
    await house.after(FLOOR.policy.wrap_up_ms + 1_000)
    assert house.mirrors["emma"].agent.state_since_ms is not None


test_not_ready_during_work_starts_its_clock_after_it = on_a_floor(_not_ready_during_work_starts_its_clock_after_it)


async def _an_unknown_reason_is_refused(house: House) -> None:
    await house.sign_in("emma")
    no = await refused(house.set_state("emma", AgentState.NOT_READY, "holiday"))
    assert (no.status, no.detail["field"]) == (422, "reason")


test_an_unknown_reason_is_refused = on_a_floor(_an_unknown_reason_is_refused)


async def _a_channel_alone(house: House) -> None:
    await house.sign_in("emma")
    actor = house.actors["emma"]
    body = SetChannel(state=AgentState.NOT_READY)
    await house.run(lambda env: presence.set_channel(env, actor, Channel.CHAT, body))
    chat = await house.chat()
    assert house.offered(chat) is None
    assert house.mirrors["emma"].agent.state is AgentState.READY
    assert house.mirrors["emma"].agent.channels[Channel.CHAT] is AgentState.NOT_READY
    body = SetChannel(state=AgentState.READY)
    await house.run(lambda env: presence.set_channel(env, actor, Channel.CHAT, body))
    assert house.offered(chat) == "emma"


test_a_channel_alone = on_a_floor(_a_channel_alone)


async def _logging_out_gives_the_chats_back(house: House) -> None:
    await house.sign_in("emma", "jana")
    mine = await house.served("emma")
    offered = await house.chat(name="Waiting")
    first = house.offered(offered)
    assert first == "jana"
    await house.sign_out("jana")
    assert house.offered(offered) == "emma"
    await house.accept("emma", offered)
    await house.sign_in("jana")
    await house.sign_out("emma")
    assert house.offered(mine) == "jana"
    await house.accept("jana", mine)
    assert house.offered(offered) == "jana"
    page = await house.deliver_to_customer(mine)
    assert "left" in [line.code for line in page.messages]


test_logging_out_gives_the_chats_back = on_a_floor(_logging_out_gives_the_chats_back)


async def _lost_step_by_step(house: House) -> None:
    await house.sign_in("emma", "jana", "lee")
    chat = await house.served("emma")
    other = await house.served("jana")
    offer = (await house.transfer("jana", other, "emma")).offer_id
    await house.after(9_000, silent=("emma",))
    assert offer in house.mirrors["emma"].offers
    await house.after(2_000, silent=("emma",))
    assert house.mirrors["emma"].offers == {}, "10 s: offers end"
    assert house.codes("jana") == ["transfer_target_gone"]
    assert (await refused(house.transfer("jana", other, "emma"))).detail["reason"] is Reason.TARGET_UNREACHABLE
    assert house.mirrors["emma"].agent.state is AgentState.READY
    await house.after(20_000, silent=("emma",))
    assert house.mirrors["emma"].agent.state is AgentState.NOT_READY, "30 s"
    assert house.codes("emma") == ["not_ready_unreachable"]
    await house.after(58_000, silent=("emma",))
    assert chat in house.mirrors["emma"].interactions
    await house.after(2_000, silent=("emma",))
    assert house.mirrors["emma"].interactions == {}, "90 s"
    assert house.codes("emma")[0] == "chats_lost"
    page = await house.deliver_to_customer(chat)
    assert page.chat.state == "reconnecting"
    assert page.messages[-1].code == "reconnecting"
    assert house.offered(chat) == "lee"
    await house.accept("lee", chat)
    assert (await house.deliver_to_customer(chat)).chat.state == "active"
    await house.beat("emma")
    assert house.mirrors["emma"].agent.state is AgentState.NOT_READY
    assert house.codes("emma")[0] == "connection_back"


test_lost_step_by_step = on_a_floor(_lost_step_by_step)


async def _back_in_time_everything_goes_on(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.served("emma")
    await house.after(60_000, silent=("emma",))
    assert house.mirrors["emma"].agent.state is AgentState.NOT_READY
    await house.beat("emma")
    assert house.mirrors["emma"].agent.state is AgentState.READY
    assert chat in house.mirrors["emma"].interactions
    await house.after(60_000)
    assert chat in house.mirrors["emma"].interactions


test_back_in_time_everything_goes_on = on_a_floor(_back_in_time_everything_goes_on)


async def _the_grace_starts_anew_with_the_server(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.served("emma")
    house.clock.at_ms += 3_600_000  # the server stood still for an hour
    await house.run(presence.restart_grace)
    await house.after(9_000, silent=("emma",))
    assert chat in house.mirrors["emma"].interactions
    assert house.mirrors["emma"].agent.state is AgentState.READY


test_the_grace_starts_anew_with_the_server = on_a_floor(_the_grace_starts_anew_with_the_server)


async def _a_newer_session_displaces(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.served("emma")
    old = house.actors["emma"]
    await house.sign_in("emma", ready=False)
    assert house.mirrors["emma"].agent.state is AgentState.READY, "the state goes on"
    assert chat in house.mirrors["emma"].interactions
    new = house.actors["emma"]
    house.actors["emma"] = old
    no = await refused(house.do("emma", Verb.SEND_MESSAGE, chat, SendMessage(text="old"), key="same"))
    assert no.code is ErrorCode.SESSION_DISPLACED
    house.actors["emma"] = new
    await house.do("emma", Verb.SEND_MESSAGE, chat, SendMessage(text="old"), key="same")
    assert house.texts("emma", chat)[-1] == "old", "a displaced session's refusal is not remembered"
    assert not await house.store.read(lambda env: sessions.session_is_live(env, old))
    assert await house.store.read(lambda env: sessions.session_is_live(env, new))
    await house.run(lambda env: sessions.close_session(env, old))
    assert house.mirrors["emma"].agent.state is AgentState.READY, "the displaced one ends nothing"


test_a_newer_session_displaces = on_a_floor(_a_newer_session_displaces)


async def _a_receipt_of_another_store_is_gone(house: House) -> None:
    await house.sign_in("emma")
    actor, present = house.actors["emma"], house.mirrors["emma"].cursor
    for cursor in (Cursor("other", 1), Cursor(present.epoch, present.seq + 1)):
        no = await refused(house.store.execute(lambda env, cursor=cursor: sessions.receipt(env, actor, cursor)))
        assert no.code is ErrorCode.CURSOR_GONE


test_a_receipt_of_another_store_is_gone = on_a_floor(_a_receipt_of_another_store_is_gone)


async def _what_a_supervisor_does(house: House) -> None:
    await house.sign_in("emma", "sofia")
    emma, sofia = house.actors["emma"], house.actors["sofia"]
    body = SetTeamState(state=AgentState.NOT_READY, reason="break")
    no = await refused(house.run(lambda env: team.set_team_state(env, emma, sofia.agent_id, body)))
    assert no.detail["reason"] is Reason.NOT_SUPERVISOR
    await house.run(lambda env: team.set_team_state(env, sofia, emma.agent_id, body))
    assert house.mirrors["emma"].agent.reason == "break"
    assert house.codes("emma") == ["state_set"]
    nobody = house.ids.agents["chi"]
    no = await refused(house.run(lambda env: team.set_team_state(env, sofia, nobody, body)))
    assert no.detail["reason"] is Reason.TARGET_LOGGED_OUT
    await house.run(lambda env: team.broadcast(env, sofia, Broadcast(text="Fire drill", priority=Priority.HIGH)))
    for user in ("emma", "sofia"):
        notice = house.mirrors[user].notices[0]
        assert (notice.text, notice.sender, notice.priority) == ("Fire drill", "Sofia Rossi", Priority.HIGH)
    no = await refused(house.run(lambda env: team.broadcast(env, emma, Broadcast(text="x"))))
    assert no.status == 403


test_what_a_supervisor_does = on_a_floor(_what_a_supervisor_does)


async def _my_messages_are_marked_deleted_and_bounded(house: House) -> None:
    await house.sign_in("sofia")
    sofia = house.actors["sofia"]
    for number in range(205):
        body = Broadcast(text=f"news {number}")
        await house.run(lambda env, body=body: team.broadcast(env, sofia, body))
    assert len(house.mirrors["sofia"].notices) == 200
    newest = house.mirrors["sofia"].notices[0]
    await house.run(lambda env: notices.mark_notice(env, sofia, newest.id, MarkNotice(read=True)))
    assert house.mirrors["sofia"].notices[0].read
    await house.run(lambda env: notices.delete_notice(env, sofia, newest.id))
    assert newest.id not in {notice.id for notice in house.mirrors["sofia"].notices}
    assert (await refused(house.run(lambda env: notices.delete_notice(env, sofia, newest.id)))).status == 404


test_my_messages_are_marked_deleted_and_bounded = on_a_floor(_my_messages_are_marked_deleted_and_bounded)


async def _who_can_take_it_best(house: House) -> None:
    await house.sign_in("emma", "jana", "lee", "chi")
    chat = await house.served("emma")
    await house.served("lee")
    emma = house.actors["emma"]
    body = RankTargets(interaction_id=chat)
    ranking = await house.store.read(lambda env: directory.rank_targets(env, emma, body))
    by_id = {rank.id: rank for rank in ranking.ranks}
    assert ranking.ranks[0].id == house.ids.agents["jana"]
    assert by_id[house.ids.agents["lee"]].capabilities[Verb.TRANSFER] is Reason.TARGET_NO_FREE_SLOT
    assert by_id[house.ids.queues["Night desk"]].capabilities[Verb.TRANSFER] is Reason.QUEUE_CLOSED
    assert emma.agent_id not in by_id
    body = RankTargets(interaction_id=chat, ids=(emma.agent_id, house.ids.agents["chi"], "no-such"))
    ranking = await house.store.read(lambda env: directory.rank_targets(env, emma, body))
    assert [rank.capabilities[Verb.TRANSFER] for rank in ranking.ranks] == [None, Reason.TARGET_SELF]


test_who_can_take_it_best = on_a_floor(_who_can_take_it_best)


async def _statuses_of_agents_and_queues(house: House) -> None:
    await house.sign_in("emma", "jana")
    await house.served("emma")
    await house.set_state("jana", AgentState.NOT_READY)
    await house.chat("Claims")
    await house.chat("Claims")
    emma, jana, claims = house.ids.agents["emma"], house.ids.agents["jana"], house.ids.queues["Claims"]
    found = await house.store.read(lambda env: directory.statuses(env, (emma, jana, claims, "no-such")))
    first, second, queue = found
    assert isinstance(first, AgentStatus)
    assert isinstance(queue, QueueStatus)
    assert (first.chats, first.capacity, first.free_slots, first.idle_since_ms) == (1, 3, 1, None)
    assert (second.state, second.free_slots) == (AgentState.NOT_READY, 0)
    assert (queue.logged_in, queue.ready, queue.waiting) == (2, 1, 2)
    assert queue.longest_wait_since_ms is not None


test_statuses_of_agents_and_queues = on_a_floor(_statuses_of_agents_and_queues)


async def _the_directory_by_version(house: House) -> None:
    await house.sign_in("emma")
    names = {target.name for target in await house.targets("emma")}
    assert {"Emma Marsh", "Billing", "Seniors", "Main line", "Dana Fox"} <= names
    actor = house.actors["emma"]
    page = await house.store.read(lambda env: directory.targets_page(env, actor, 1, None))
    assert (page.targets, page.version) == ((), 1)
    no = await refused(house.store.read(lambda env: directory.targets_page(env, actor, 0, "x")))
    assert no.code is ErrorCode.INVALID
    stranger = AgentActor(actor.agent_id, "no-session")
    no = await refused(house.store.read(lambda env: directory.targets_page(env, stranger, 0, None)))
    assert no.code is ErrorCode.SESSION_DISPLACED


test_the_directory_by_version = on_a_floor(_the_directory_by_version)
