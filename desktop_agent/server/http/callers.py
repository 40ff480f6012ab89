"""Who calls: the bearer of an access token, with or without his desktop session, or a chat's customer."""

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers import BaseRouteHandler

from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.http import KEY_HEADER, SESSION_HEADER
from desktop_agent.server.auth.tokens import AccessClaims, BadToken
from desktop_agent.server.engine.script import AgentActor, CustomerActor, Refused
from desktop_agent.server.http.services import Services

HttpRequest = Request[Any, Any, State]

_KEY_LENGTH = 200


def services_of(request: HttpRequest) -> Services:
    """Return the services of the application."""
    services: Services = request.app.state.services
    return services


def address_of(request: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Return the address the request came from (a trusted proxy's word for it, if there is one)."""
    return request.client.host if request.client is not None else ""


def limit_address(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """Guard of every route: so many requests of one address."""
    services: Services = connection.app.state.services
    services.limits.address.take(address_of(connection))


def _bearer(request: HttpRequest) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Refused(ErrorCode.UNAUTHENTICATED, "sign in first")
    return token.strip()


async def any_bearer(request: HttpRequest) -> AccessClaims:
    """Whoever shows an access token, even one that may only change the password.

    Raises:
        Refused: ``unauthenticated``.
    """
    services = services_of(request)
    try:
        claims = services.signing_in.claims(_bearer(request))
    except BadToken:
        raise Refused(ErrorCode.UNAUTHENTICATED, "the access token is not good (any more)") from None
    if not await services.signing_in.lives(claims):
        raise Refused(ErrorCode.UNAUTHENTICATED, "this log-in has ended")
    services.limits.account.take(claims.agent_id)
    return claims


async def bearer(request: HttpRequest) -> AccessClaims:
    """Whoever shows a full access token.

    Raises:
        Refused: ``unauthenticated``, or ``not_allowed`` while the password must be changed.
    """
    claims = await any_bearer(request)
    if claims.limited:
        raise Refused(ErrorCode.NOT_ALLOWED, "change the password first", must_change_password=True)
    return claims


async def agent(request: HttpRequest) -> AgentActor:
    """An agent with his desktop session; whether it lives is checked in the transaction.

    Raises:
        Refused: see ``bearer``; ``invalid`` without the session's header.
    """
    return actor_of(request, await bearer(request))


def actor_of(request: HttpRequest, claims: AccessClaims) -> AgentActor:
    """The agent with the desktop session that the header names.

    Raises:
        Refused: ``invalid`` without the header.
    """
    session_id = request.headers.get(SESSION_HEADER, "")
    if not session_id or len(session_id) > 64:
        raise Refused(ErrorCode.INVALID, f"the header {SESSION_HEADER} is missing", field=SESSION_HEADER)
    return AgentActor(agent_id=claims.agent_id, session_id=session_id)


def customer(request: HttpRequest, chat_id: str) -> CustomerActor:
    """The customer of this chat.

    Raises:
        Refused: ``unauthenticated`` without a good token, ``not_allowed`` with that of another chat.
    """
    services = services_of(request)
    try:
        good_for = services.signing_in.signer.read_chat(_bearer(request))
    except BadToken:
        raise Refused(ErrorCode.UNAUTHENTICATED, "the chat's token is not good") from None
    if good_for != chat_id:
        raise Refused(ErrorCode.NOT_ALLOWED, "the token is good for another chat")
    services.limits.customer.take(chat_id)
    return CustomerActor(chat_id=chat_id)


def command_key(request: HttpRequest) -> str:
    """Return the key of the gesture.

    Raises:
        Refused: ``invalid``, missing or too long.
    """
    key = request.headers.get(KEY_HEADER, "").strip()
    if not key or len(key) > _KEY_LENGTH:
        raise Refused(ErrorCode.INVALID, f"the header {KEY_HEADER} is missing or too long", field=KEY_HEADER)
    return key
