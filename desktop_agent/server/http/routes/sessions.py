"""Desktop sessions: open, see everything again, tell what has arrived, close."""

import msgspec
from litestar import delete, get, post, put
from litestar.params import FromPath

from desktop_agent import __version__
from desktop_agent.contract.answers import Now, SessionOpened, SnapshotAnswer
from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import OpenSession, Receipt
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.http import RECEIPT, SESSIONS, SNAPSHOT
from desktop_agent.server.engine import sessions, snapshots
from desktop_agent.server.engine.script import AgentActor, Refused
from desktop_agent.server.http import callers
from desktop_agent.server.http.body import JsonBody
from desktop_agent.server.http.callers import HttpRequest
from desktop_agent.server.http.paths import under_api

_TAGS = ["sessions"]
_OPT = {"errors": (401, 409)}


async def _actor(request: HttpRequest, session_id: str) -> AgentActor:
    """The session is named by the path here, not by the header."""
    return AgentActor(agent_id=(await callers.bearer(request)).agent_id, session_id=session_id)


@post(under_api(SESSIONS), status_code=201, tags=_TAGS, opt={"errors": (401, 403)})
async def open_session(request: HttpRequest, data: JsonBody[OpenSession]) -> SessionOpened:
    """Begin a desktop session; an older one of the same agent is displaced."""
    services = callers.services_of(request)
    claims = await callers.bearer(request)
    opened = await services.store.execute(lambda env: sessions.open_session(env, claims.agent_id, data.client))
    services.wake_readers_of(claims.agent_id)
    return msgspec.structs.replace(opened, server_version=__version__)


@get(under_api(SNAPSHOT), tags=_TAGS, opt=_OPT)
async def snapshot(request: HttpRequest, session_id: FromPath[str]) -> SnapshotAnswer:
    """Everything the agent may see, for a session that lost its place."""
    actor = await _actor(request, session_id)
    return await callers.services_of(request).store.read(lambda env: snapshots.snapshot(env, actor))


@put(under_api(RECEIPT), tags=_TAGS, opt=_OPT)
async def receipt(request: HttpRequest, session_id: FromPath[str], data: JsonBody[Receipt]) -> Now:
    """Everything up to this cursor has arrived; also the sign of life."""
    actor = await _actor(request, session_id)
    try:
        cursor = Cursor.parse(data.cursor)
    except ValueError as error:
        raise Refused(ErrorCode.INVALID, str(error), field="cursor") from None
    return await callers.services_of(request).store.execute(lambda env: sessions.receipt(env, actor, cursor))


@delete(under_api(f"{SESSIONS}/{{session_id}}"), status_code=200, tags=_TAGS, opt=_OPT)
async def close_session(request: HttpRequest, session_id: FromPath[str]) -> Done:
    """Log off the desktop; the log-in goes on."""
    services = callers.services_of(request)
    actor = await _actor(request, session_id)
    await services.store.execute(lambda env: sessions.close_session(env, actor))
    services.board.forget(session_id)
    services.wake_readers_of(actor.agent_id)
    return Done()


HANDLERS = [open_session, snapshot, receipt, close_session]
