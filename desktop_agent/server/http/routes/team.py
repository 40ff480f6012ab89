"""What a supervisor does with the team."""

from litestar import post
from litestar.params import FromPath

from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import Broadcast, Requeue, SetTeamState, Withdraw
from desktop_agent.contract.http import TEAM_BROADCAST, TEAM_REQUEUE, TEAM_STATE, TEAM_WITHDRAW
from desktop_agent.server.engine import team, transfers
from desktop_agent.server.http import callers, commands
from desktop_agent.server.http.body import JsonBody
from desktop_agent.server.http.callers import HttpRequest
from desktop_agent.server.http.paths import under_api

_OPT = {"session": True, "key": True, "errors": (401, 403, 404, 409)}
_TAGS = ["team"]


@post(under_api(TEAM_WITHDRAW), status_code=200, tags=_TAGS, opt=_OPT)
async def withdraw(request: HttpRequest, interaction_id: FromPath[str], data: JsonBody[Withdraw]) -> Done:
    """Withdraw another agent's pending transfer."""
    actor = await callers.agent(request)
    return await commands.run(request, actor, lambda env: transfers.withdraw(env, actor, interaction_id, data), data)


@post(under_api(TEAM_REQUEUE), status_code=200, tags=_TAGS, opt=_OPT)
async def requeue(request: HttpRequest, interaction_id: FromPath[str], data: JsonBody[Requeue]) -> Done:
    """Put an interaction back into its queue."""
    actor = await callers.agent(request)
    return await commands.run(request, actor, lambda env: team.requeue(env, actor, interaction_id, data), data)


@post(under_api(TEAM_STATE), status_code=200, tags=_TAGS, opt=_OPT)
async def set_state(request: HttpRequest, agent_id: FromPath[str], data: JsonBody[SetTeamState]) -> Done:
    """Set an agent's state."""
    actor = await callers.agent(request)
    return await commands.run(request, actor, lambda env: team.set_team_state(env, actor, agent_id, data), data)


@post(under_api(TEAM_BROADCAST), status_code=200, tags=_TAGS, opt=_OPT)
async def broadcast(request: HttpRequest, data: JsonBody[Broadcast]) -> Done:
    """Tell everybody something."""
    actor = await callers.agent(request)
    return await commands.run(request, actor, lambda env: team.broadcast(env, actor, data), data)


HANDLERS = [withdraw, requeue, set_state, broadcast]
