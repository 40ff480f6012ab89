"""The directory: who can be found, who can take an interaction, whose state is on the screen."""

from typing import Annotated

from litestar import get, post, put
from litestar.params import QueryParameter

from desktop_agent.contract.answers import Ranking, TargetsPage
from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import RankTargets, Subscribe
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.http import RANK, SUBSCRIPTIONS, TARGETS
from desktop_agent.server.engine import directory
from desktop_agent.server.engine.script import Refused
from desktop_agent.server.engine.sessions import session_is_live
from desktop_agent.server.http import callers
from desktop_agent.server.http.body import JsonBody
from desktop_agent.server.http.callers import HttpRequest
from desktop_agent.server.http.paths import under_api

_OPT = {"session": True, "errors": (401, 409)}
_TAGS = ["directory"]


@get(under_api(TARGETS), tags=_TAGS, opt=_OPT)
async def targets(
    request: HttpRequest,
    since: Annotated[int, QueryParameter(ge=0)] = 0,
    page: Annotated[str | None, QueryParameter(max_length=120)] = None,
) -> TargetsPage:
    """What is new in the directory since a version; pages follow by ``next``."""
    actor = await callers.agent(request)
    store = callers.services_of(request).store
    return await store.read(lambda env: directory.targets_page(env, actor, since, page))


@post(under_api(RANK), status_code=200, tags=_TAGS, opt={"session": True, "errors": (401, 403, 404, 409)})
async def rank(request: HttpRequest, data: JsonBody[RankTargets]) -> Ranking:
    """Who can take an interaction, best first, with capabilities and reasons."""
    actor = await callers.agent(request)
    store = callers.services_of(request).store
    return await store.read(lambda env: directory.rank_targets(env, actor, data))


@put(under_api(SUBSCRIPTIONS), tags=_TAGS, opt=_OPT)
async def subscribe(request: HttpRequest, data: JsonBody[Subscribe]) -> Done:
    """The targets whose state is on the screen now; replaces the former list, an older version is ignored."""
    actor = await callers.agent(request)
    services = callers.services_of(request)
    if not await services.store.read(lambda env: session_is_live(env, actor)):
        raise Refused(ErrorCode.SESSION_DISPLACED, "this session is not the live one of its agent")
    services.board.subscribe(actor.session_id, data.version, data.ids)
    return Done(version=data.version)


HANDLERS = [targets, rank, subscribe]
