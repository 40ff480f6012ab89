"""Own status: state, reasons, channels, time in state."""

import msgspec
import pytest
from PySide6.QtCore import Qt

from desktop_agent.client.backends.port import Refusal
from desktop_agent.contract.commands import SetChannel, SetState
from desktop_agent.contract.enums import AgentState, Channel, Reason
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import AgentChanged
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.still.floor import POLICY, Floor, agent, sample


def asked(one, what):
    return [body for name, body in one.backend.asked if name == what]


def entries(window):
    window.top.status.button.pop_up()
    menu = window.top.status.button.menu_shown
    found = {entry.objectName(): entry for entry in menu.actions() if entry.objectName()}
    menu.hide()
    return found


def test_state_word_and_time_are_shown(shell):
    _one, window = shell()
    assert window.top.status.button.text() == "Ready"
    assert window.top.status._time.text().startswith("12:4")


def test_nothing_changes_before_the_event_says_so(shell, qtbot):
    one, window = shell()
    one.registry.trigger(ActionId.NOT_READY)
    qtbot.waitUntil(lambda: bool(asked(one, "agent_state")))
    assert window.top.status.button.text() == "Ready"
    one.backend.push(AgentChanged(agent=agent(state=AgentState.NOT_READY, reason="lunch", state_since_ms=None)))
    qtbot.waitUntil(lambda: window.top.status.button.text() == "Not Ready: Lunch")
    assert window.top.status._time.text() == "after work"


def test_every_state_and_reason_can_be_chosen(shell, qtbot):
    one, window = shell()
    menu = entries(window)
    assert [name for name in menu if name.startswith("state.")] == [
        "state.ready",
        "state.not_ready",
        "state.not_ready.break",
        "state.not_ready.lunch",
        "state.not_ready.training",
        "state.after_call_work",
        "state.do_not_disturb",
    ]
    assert menu["state.ready"].isChecked()
    menu["state.not_ready.lunch"].trigger()
    qtbot.waitUntil(lambda: bool(asked(one, "agent_state")))
    assert asked(one, "agent_state") == [SetState(state=AgentState.NOT_READY, reason="lunch")]


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (ActionId.READY, AgentState.READY),
        (ActionId.NOT_READY, AgentState.NOT_READY),
        (ActionId.AFTER_CALL_WORK, AgentState.AFTER_CALL_WORK),
        (ActionId.DO_NOT_DISTURB, AgentState.DO_NOT_DISTURB),
    ],
)
def test_states_by_action(shell, qtbot, action, state):
    one, _window = shell()
    one.registry.trigger(action)
    qtbot.waitUntil(lambda: bool(asked(one, "agent_state")))
    assert asked(one, "agent_state") == [SetState(state=state)]


def test_where_a_reason_is_required_the_menu_opens(shell, qtbot):
    made = sample(Floor.FULL)
    policy = msgspec.structs.replace(POLICY, reason_required=True)
    made = type(made)(msgspec.structs.replace(made.snapshot, policy=policy), made.targets, made.statuses, made.ranks)
    one, window = shell(made)
    assert "state.not_ready" not in entries(window)
    one.registry.trigger(ActionId.NOT_READY)
    assert window.top.status.button.menu_shown.isVisible()
    qtbot.keyClick(window.top.status.button.menu_shown, Qt.Key.Key_Escape)
    assert asked(one, "agent_state") == []


def test_a_channel_can_be_switched(shell, qtbot):
    one, window = shell()
    sign = window.top.status._signs[Channel.IM]
    assert "ready" in sign.accessibleName()
    qtbot.mouseClick(sign, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(asked(one, "channel_state")))
    assert asked(one, "channel_state") == [(Channel.IM, SetChannel(state=AgentState.NOT_READY))]
    off = {Channel.CHAT: AgentState.READY, Channel.IM: AgentState.NOT_READY}
    one.backend.push(AgentChanged(agent=agent(channels=off)))
    qtbot.waitUntil(lambda: "off" in sign.accessibleName())


def test_a_refusal_is_said(shell, qtbot):
    one, window = shell()
    one.backend.refuse = Refusal(ErrorCode.INVALID, "x", detail={"reason": Reason.STATE_REASON_MISSING})
    one.registry.trigger(ActionId.NOT_READY)
    qtbot.waitUntil(window.told.isVisible)
    assert window.told.text() == "Choose a reason for Not Ready."


def test_without_a_connection_nothing_can_be_chosen(shell, qtbot):
    one, window = shell()
    one.backend.fall()
    qtbot.waitUntil(lambda: not window.top.status._signs[Channel.CHAT].isEnabled())
    assert not any(entry.isEnabled() for name, entry in entries(window).items() if name.startswith("state."))
