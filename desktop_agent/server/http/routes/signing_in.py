"""Log in, renew, log out, change the password."""

from litestar import post

from desktop_agent.contract.answers import Tokens
from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import ChangePassword, Refresh, SignIn
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.http import LOGIN, LOGOUT, PASSWORD, REFRESH, SESSION_HEADER
from desktop_agent.server.engine.script import AgentActor, Refused
from desktop_agent.server.engine.sessions import close_session
from desktop_agent.server.http import callers
from desktop_agent.server.http.body import JsonBody
from desktop_agent.server.http.callers import HttpRequest
from desktop_agent.server.http.paths import under_api

_TAGS = ["signing in"]


@post(under_api(LOGIN), status_code=200, tags=_TAGS, opt={"public": True, "errors": (401, 429)})
async def login(request: HttpRequest, data: JsonBody[SignIn]) -> Tokens:
    """Sign in with user and password. A wrong user and a wrong password get the same answer."""
    services = callers.services_of(request)
    services.limits.login_address.take(callers.address_of(request))
    name = data.user.strip().casefold()
    guesser = f"{name} {callers.address_of(request)}"
    services.limits.login_user.check(guesser)
    try:
        return await services.signing_in.sign_in(name, data.password)
    except Refused as refused:
        if refused.code is ErrorCode.WRONG_CREDENTIALS:
            services.limits.login_user.take(guesser)
        raise


@post(under_api(REFRESH), status_code=200, tags=_TAGS, opt={"public": True, "errors": (401, 429)})
async def refresh(request: HttpRequest, data: JsonBody[Refresh]) -> Tokens:
    """Trade a refresh token for its successor; the last one repeated within a minute gets the same again."""
    return await callers.services_of(request).signing_in.refresh(data.refresh_token)


@post(under_api(LOGOUT), status_code=200, tags=_TAGS, opt={"session": "optional", "errors": (401,)})
async def logout(request: HttpRequest) -> Done:
    """Log off: the desktop session, and every token of this log-in, end."""
    services = callers.services_of(request)
    claims = await callers.any_bearer(request)
    session_id = request.headers.get(SESSION_HEADER, "")
    if session_id:
        actor = AgentActor(agent_id=claims.agent_id, session_id=session_id)
        await services.store.execute(lambda env: close_session(env, actor))
        services.board.forget(session_id)
        services.wake_readers_of(claims.agent_id)
    await services.signing_in.sign_out(claims)
    return Done()


@post(under_api(PASSWORD), status_code=200, tags=_TAGS, opt={"errors": (401,)})
async def change_password(request: HttpRequest, data: JsonBody[ChangePassword]) -> Done:
    """Replace one's password. Other log-ins of the account end; this one goes on after a refresh."""
    services = callers.services_of(request)
    claims = await callers.any_bearer(request)
    services.limits.login_user.take(claims.agent_id)
    await services.signing_in.change_password(claims, data.old, data.new)
    services.wake_readers_of(claims.agent_id)
    return Done()


HANDLERS = [login, refresh, logout, change_password]
