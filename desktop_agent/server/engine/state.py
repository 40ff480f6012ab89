"""An agent's state: one place where it changes, with its clock."""

from desktop_agent.contract.enums import AgentState
from desktop_agent.server.engine.rows import AgentRow
from desktop_agent.server.engine.script import Ask, Steps
from desktop_agent.server.engine.work import Work


def change_state(work: Work, agent: AgentRow, state: AgentState, reason: str | None) -> Steps[None]:
    """Set the state; offers follow at once, the clock of any state but Ready starts when the agent's work has ended."""
    waits = state not in (AgentState.READY, AgentState.LOGGED_OUT) and agent.load > 0
    yield Ask(
        "set_state",
        {
            "agent": agent.id,
            "state": state,
            "reason": reason,
            "now": work.now_ms,
            "since": None if waits else work.now_ms,
        },
    )
    work.agent_changed(agent.id)
