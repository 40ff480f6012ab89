"""``snapshot + events = snapshot``: after every kind of command the replica is what the server would tell anew.

Emma, Jana and Sofia look on through sessions that are never renewed; after each step each of their replicas is compared
with a fresh snapshot of the server, value for value.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import msgspec
import pytest

from desktop_agent.client.backends.port import BackendError, Refusal
from desktop_agent.client.replica import changes as ch
from desktop_agent.contract.answers import Snapshot
from desktop_agent.contract.commands import INTERACTION_COMMANDS
from desktop_agent.contract.enums import (
    AgentState,
    Channel,
    InteractionState,
    Outcome,
    Priority,
    TargetKind,
    Verb,
    Visibility,
)
from tests.client.desk import Desk, Writer, customer, desk
from tests.client.running import in_loop, until
from tests.client.serving import ServerProcess


@dataclass
class Scene:
    """Three agents, one customer, one chat that Emma has accepted."""

    emma: Desk
    jana: Desk
    sofia: Desk
    amir: Writer
    chat: str = ""
    steps: list[str] = field(default_factory=list)

    async def same(self, step: str) -> None:
        """Every replica is what its agent's snapshot says."""
        self.steps.append(step)
        for one in (self.emma, self.jana, self.sofia):
            await self._same(one, step)

    async def _same(self, one: Desk, step: str) -> None:
        for _ in range(200):
            answer = await one.backend.snapshot()
            cursor = str(one.session.replica.cursor)
            if cursor == answer.cursor:
                folded = one.session.replica.to_snapshot()
                again = await one.backend.snapshot()
                if again.cursor == cursor:
                    differing = difference(folded, answer.snapshot)
                    assert not differing, f"{step}, {one.session.replica.agent.name}: {differing}"
                    assert len(one.heard(ch.SnapshotReplaced)) == 1, f"{step}: read anew"
                    return
            await asyncio.sleep(0.02)
        raise AssertionError(f"{step}: {one.session.replica.agent.name} never caught up")

    def target(self, one: Desk) -> dict[str, object]:
        """A colleague as the target of a transfer."""
        return {"target_id": one.session.replica.agent.id, "target_kind": TargetKind.AGENT}


def difference(folded: Snapshot, told: Snapshot) -> dict[str, object]:
    """Where two snapshots differ, field by field."""
    found: dict[str, object] = {}
    left, right = msgspec.to_builtins(folded), msgspec.to_builtins(told)
    for name, value in right.items():
        if left[name] != value:
            found[name] = _deeper(left[name], value)
    return found


def _deeper(left: object, right: object) -> object:
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        return [_deeper(one, two) for one, two in zip(left, right, strict=True) if one != two]
    if isinstance(left, dict) and isinstance(right, dict) and left.keys() == right.keys():
        return {name: _deeper(left[name], right[name]) for name in left if left[name] != right[name]}
    return {"folded": left, "told": right}


async def _offer_to(scene: Scene, one: Desk) -> str:
    await scene.emma.session.transfer(scene.chat, **scene.target(one), reason="limit", note="please")  # type: ignore[arg-type]
    offer = await one.offer()
    await scene.same("transfer is pending")
    return offer.id


async def _back_to_emma(scene: Scene, one: Desk) -> None:
    await one.session.transfer(scene.chat, **scene.target(scene.emma))  # type: ignore[arg-type]
    offer = await scene.emma.offer()
    await scene.emma.session.accept(offer.id)
    await until(lambda: scene.chat in scene.emma.session.replica.interactions, "back")
    await scene.same("and back again")


async def accept(scene: Scene) -> None:
    offer_id = await _offer_to(scene, scene.jana)
    await scene.jana.session.accept(offer_id)
    await until(lambda: scene.chat in scene.jana.session.replica.interactions, "taken")
    await scene.same("accepted")
    await _back_to_emma(scene, scene.jana)


async def decline(scene: Scene) -> None:
    offer_id = await _offer_to(scene, scene.jana)
    await scene.jana.session.decline(offer_id, reason="on a call")
    result = await until(lambda: scene.emma.session.replica.interactions[scene.chat].last_result, "told")
    assert (result.outcome, result.reason, result.by) == (Outcome.DECLINED, "on a call", "Jana Brandt")
    await scene.same("declined")


async def dismiss_result(scene: Scene) -> None:
    await decline(scene)
    result = scene.emma.session.replica.interactions[scene.chat].last_result
    assert result is not None
    await scene.emma.session.dismiss_result(scene.chat, offer_id=result.offer_id)


async def withdraw(scene: Scene) -> None:
    offer_id = await _offer_to(scene, scene.jana)
    await scene.emma.session.withdraw(scene.chat, offer_id=offer_id)
    await until(lambda: scene.jana.heard(ch.OfferGone), "gone at the target")


async def transfer_stay(scene: Scene) -> None:
    await scene.emma.session.transfer(scene.chat, **scene.target(scene.jana), stay=True)  # type: ignore[arg-type]
    offer = await scene.jana.offer()
    await scene.jana.session.accept(offer.id)
    await until(lambda: scene.chat in scene.jana.session.replica.interactions, "taken")
    await scene.same("both are in it")


async def leave(scene: Scene) -> None:
    await transfer_stay(scene)
    await scene.emma.session.leave(scene.chat)
    await until(lambda: scene.chat not in scene.emma.session.replica.interactions, "left")


async def transfer_to_queue(scene: Scene) -> None:
    queue = await until(
        lambda: next(iter(scene.emma.session.directory.search("Billing", {TargetKind.QUEUE})), None), "the queue"
    )
    await scene.emma.session.set_state(state=AgentState.NOT_READY)
    await scene.emma.session.transfer(
        scene.chat, target_id=queue.target.id, target_kind=TargetKind.QUEUE, although_empty=True
    )
    await until(lambda: scene.chat not in scene.emma.session.replica.interactions, "handed on")
    await scene.same("in the queue")
    await scene.emma.ready()
    await scene.emma.accepted()


async def refused_transfer(scene: Scene) -> None:
    with pytest.raises(Refusal):
        await scene.emma.session.transfer(scene.chat, **scene.target(scene.emma))  # type: ignore[arg-type]
    await until(lambda: scene.emma.session.replica.notices, "told in My Messages")


async def send_message(scene: Scene) -> None:
    await scene.emma.session.send_message(scene.chat, text="One moment please")


async def whisper(scene: Scene) -> None:
    await transfer_stay(scene)
    await scene.emma.session.send_message(scene.chat, text="careful", visibility=Visibility.AGENTS)
    await until(lambda: "careful" in scene.jana.lines(scene.chat), "heard")
    assert "careful" not in scene.amir.lines()


async def customer_message(scene: Scene) -> None:
    for number in range(60):
        await scene.amir.chat.send(f"line {number}")
    await until(lambda: "line 59" in scene.emma.lines(scene.chat), "all lines")


async def typing(scene: Scene) -> None:
    await scene.emma.session.typing(scene.chat, on=True)
    await scene.amir.chat.typing(on=True)
    await until(lambda: scene.emma.session.replica.typing, "typing")


async def read(scene: Scene) -> None:
    await scene.amir.chat.send("please read")
    await until(lambda: scene.emma.session.replica.interactions[scene.chat].unread, "unread")
    await scene.same("unread")
    seq = scene.emma.session.replica.transcripts[scene.chat].last_seq
    await scene.emma.session.read(scene.chat, seq=seq)


async def save_draft(scene: Scene) -> None:
    await scene.emma.session.save_draft(scene.chat, text="I am just ", version=1)
    await scene.emma.session.save_draft(scene.chat, text="I am just writing", version=2)
    await scene.emma.session.save_draft(scene.chat, text="late and old", version=1)
    await scene.same("draft saved")
    draft = scene.emma.session.replica.interactions[scene.chat].draft
    assert draft == "I am just writing"


async def discard_handed_draft(scene: Scene) -> None:
    await save_draft(scene)
    offer_id = await _offer_to(scene, scene.jana)
    await scene.jana.session.accept(offer_id)
    handed = await until(
        lambda: (
            scene.chat in scene.jana.session.replica.interactions
            and scene.jana.session.replica.interactions[scene.chat].handed_draft
        ),
        "the draft",
    )
    assert (handed.from_name, handed.text) == ("Emma Marsh", "I am just writing")
    await scene.same("draft handed over")
    await scene.jana.session.discard_handed_draft(scene.chat)


async def set_note(scene: Scene) -> None:
    await scene.emma.session.set_note(scene.chat, text="wants a refund")


async def set_disposition(scene: Scene) -> None:
    await scene.emma.session.set_disposition(scene.chat, code="answered")
    await scene.same("chosen")
    await scene.emma.session.set_disposition(scene.chat, code=None)


async def hold(scene: Scene) -> None:
    await scene.emma.session.hold(scene.chat)


async def retrieve(scene: Scene) -> None:
    await scene.emma.session.hold(scene.chat)
    await scene.same("held")
    await scene.emma.session.retrieve(scene.chat)


async def end(scene: Scene) -> None:
    await scene.emma.session.end(scene.chat)


async def complete(scene: Scene) -> None:
    await scene.emma.session.end(scene.chat)
    await scene.same("ended")
    await scene.emma.session.complete(scene.chat)


async def customer_ends(scene: Scene) -> None:
    await scene.amir.chat.end()
    await until(
        lambda: scene.emma.session.replica.interactions[scene.chat].state is InteractionState.WRAP_UP, "wrap-up"
    )


async def customer_ends_while_a_transfer_is_pending(scene: Scene) -> None:
    await _offer_to(scene, scene.jana)
    await scene.amir.chat.end()
    gone = await until(lambda: scene.jana.heard(ch.OfferGone), "gone at the target")
    assert gone[0].outcome is Outcome.CHAT_ENDED


async def target_logs_out(scene: Scene) -> None:
    await _offer_to(scene, scene.jana)
    await scene.jana.session.set_state(state=AgentState.LOGGED_OUT)
    result = await until(lambda: scene.emma.session.replica.interactions[scene.chat].last_result, "told")
    assert result.outcome is Outcome.TARGET_GONE


async def requeue(scene: Scene) -> None:
    await scene.emma.session.set_state(state=AgentState.NOT_READY)
    await scene.sofia.session.requeue(scene.chat, reason="training")
    await until(lambda: scene.chat not in scene.emma.session.replica.interactions, "taken away")
    await scene.same("requeued")
    await scene.emma.ready()
    await scene.emma.accepted()


async def withdrawn_by_supervisor(scene: Scene) -> None:
    offer_id = await _offer_to(scene, scene.jana)
    await scene.sofia.session.withdraw_for(scene.chat, offer_id=offer_id)
    result = await until(lambda: scene.emma.session.replica.interactions[scene.chat].last_result, "told")
    assert result.outcome is Outcome.WITHDRAWN_BY_SUPERVISOR


async def states(scene: Scene) -> None:
    for state in (AgentState.NOT_READY, AgentState.AFTER_CALL_WORK, AgentState.DO_NOT_DISTURB, AgentState.READY):
        await scene.emma.session.set_state(state=state, reason="lunch" if state is AgentState.NOT_READY else None)
        await scene.same(state)
    await scene.emma.session.set_channel(Channel.CHAT, state=AgentState.NOT_READY)
    await scene.same("not ready for chats")
    await scene.emma.session.set_channel(Channel.CHAT, state=AgentState.READY)


async def team_state(scene: Scene) -> None:
    emma_id = scene.emma.session.replica.agent.id
    await scene.sofia.session.set_team_state(emma_id, state=AgentState.NOT_READY, reason="lunch")
    await until(lambda: scene.emma.session.replica.agent.state is AgentState.NOT_READY, "set")
    await scene.same("set by the supervisor")
    await scene.emma.ready()


async def notices(scene: Scene) -> None:
    await scene.sofia.session.broadcast(text="Fire drill at ten", priority=Priority.HIGH)
    notice = await until(lambda: next(iter(reversed(scene.emma.session.replica.notices.values())), None), "a notice")
    await scene.same("broadcast")
    for read_now in (True, False, True):
        await scene.emma.session.mark_notice(notice.id, read=read_now)
        await scene.same(f"marked {read_now}")
    await scene.emma.session.delete_notice(notice.id)


STEPS: dict[str, Callable[[Scene], Awaitable[None]]] = {
    Verb.ACCEPT: accept,
    Verb.DECLINE: decline,
    Verb.SEND_MESSAGE: send_message,
    Verb.TYPING: typing,
    Verb.READ: read,
    Verb.TRANSFER: transfer_to_queue,
    Verb.WITHDRAW: withdraw,
    Verb.DISMISS_RESULT: dismiss_result,
    Verb.SAVE_DRAFT: save_draft,
    Verb.DISCARD_HANDED_DRAFT: discard_handed_draft,
    Verb.SET_NOTE: set_note,
    Verb.SET_DISPOSITION: set_disposition,
    Verb.HOLD: hold,
    Verb.RETRIEVE: retrieve,
    Verb.END: end,
    Verb.COMPLETE: complete,
    Verb.LEAVE: leave,
    Verb.REQUEUE: requeue,
    "transfer and stay": transfer_stay,
    "whisper": whisper,
    "refused transfer": refused_transfer,
    "customer's messages": customer_message,
    "customer ends": customer_ends,
    "customer ends during a transfer": customer_ends_while_a_transfer_is_pending,
    "target logs out": target_logs_out,
    "supervisor withdraws": withdrawn_by_supervisor,
    "states": states,
    "team state": team_state,
    "notices": notices,
}


def test_every_kind_of_command_has_a_step() -> None:
    assert set(INTERACTION_COMMANDS) <= set(STEPS)


@pytest.mark.parametrize("step", list(STEPS))
@in_loop
async def test_snapshot_and_events_are_the_snapshot(server: ServerProcess, step: str) -> None:
    async with desk(server) as emma, desk(server, "jana") as jana, desk(server, "sofia") as sofia:
        for one in (emma, jana, sofia):
            await one.ready()
            for notice_id in list(one.session.replica.notices):
                await one.session.delete_notice(notice_id)
        async with customer(server, "My invoice is wrong", case_data={"invoice": "4711"}) as amir:
            scene = Scene(emma, jana, sofia, amir)
            scene.chat = await emma.accepted()
            await scene.same("accepted")
            await STEPS[step](scene)
            await scene.same(step)
            await _finish(scene)


async def _finish(scene: Scene) -> None:
    """End the chat wherever it is now, so that nobody finds it in the queue."""
    for one in (scene.emma, scene.jana):
        try:
            await one.session.end(scene.chat)
        except BackendError:
            continue
    for one in (scene.emma, scene.jana):
        try:
            await one.session.complete(scene.chat)
        except BackendError:
            continue
    await scene.same("finished")
