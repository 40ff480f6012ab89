"""The agent himself: state, channels, and his messages."""

from litestar import delete, post
from litestar.params import FromPath

from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import MarkNotice, SetChannel, SetState
from desktop_agent.contract.enums import Channel
from desktop_agent.contract.http import AGENT_CHANNEL, AGENT_STATE, NOTICE
from desktop_agent.server.engine import notices, presence
from desktop_agent.server.http import callers, commands
from desktop_agent.server.http.body import JsonBody
from desktop_agent.server.http.callers import HttpRequest
from desktop_agent.server.http.paths import under_api

_OPT = {"session": True, "key": True, "errors": (401, 403, 404, 409)}


@post(under_api(AGENT_STATE), status_code=200, tags=["agent"], opt=_OPT)
async def set_state(request: HttpRequest, data: JsonBody[SetState]) -> Done:
    """Go Ready, Not Ready (with a reason), After-Call Work, Do Not Disturb."""
    actor = await callers.agent(request)
    return await commands.run(request, actor, lambda env: presence.set_state(env, actor, data), data)


@post(under_api(AGENT_CHANNEL), status_code=200, tags=["agent"], opt=_OPT)
async def set_channel(request: HttpRequest, channel: FromPath[Channel], data: JsonBody[SetChannel]) -> Done:
    """Be ready, or not, on one channel only."""
    actor = await callers.agent(request)
    return await commands.run(request, actor, lambda env: presence.set_channel(env, actor, channel, data), data)


@post(under_api(NOTICE), status_code=200, tags=["messages"], opt=_OPT)
async def mark_notice(request: HttpRequest, notice_id: FromPath[str], data: JsonBody[MarkNotice]) -> Done:
    """Mark a line of My Messages read or unread."""
    actor = await callers.agent(request)
    return await commands.run(request, actor, lambda env: notices.mark_notice(env, actor, notice_id, data), data)


@delete(under_api(NOTICE), status_code=200, tags=["messages"], opt=_OPT)
async def delete_notice(request: HttpRequest, notice_id: FromPath[str]) -> Done:
    """Delete a line of My Messages."""
    actor = await callers.agent(request)
    return await commands.run(request, actor, lambda env: notices.delete_notice(env, actor, notice_id))


HANDLERS = [set_state, set_channel, mark_notice, delete_notice]
