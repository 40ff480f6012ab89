"""The customer's side: begin a chat, write, see it again after a reload, end it."""

from litestar import get, post
from litestar.params import FromPath

from desktop_agent.contract.answers import ChatSnapshot, ChatStarted, OpenQueues, Sent
from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import CustomerMessage, Nothing, StartChat, Typing
from desktop_agent.contract.http import (
    CUSTOMER_CHAT,
    CUSTOMER_CHATS,
    CUSTOMER_END,
    CUSTOMER_MESSAGES,
    CUSTOMER_QUEUES,
    CUSTOMER_TYPING,
)
from desktop_agent.contract.values import QueueRef
from desktop_agent.server.engine import customer
from desktop_agent.server.engine.script import CustomerActor
from desktop_agent.server.http import callers, commands
from desktop_agent.server.http.body import JsonBody
from desktop_agent.server.http.callers import HttpRequest
from desktop_agent.server.http.paths import under_api
from desktop_agent.server.store.port import Idempotency

_TAGS = ["customer"]
_OPT = {"customer": True, "errors": (401, 403, 404)}
_COMMAND = {"customer": True, "key": True, "errors": (401, 403, 404, 409)}


@get(under_api(CUSTOMER_QUEUES), tags=_TAGS, opt={"public": True})
async def queues(request: HttpRequest) -> OpenQueues:
    """The queues that are open now, by name."""
    rows = await callers.services_of(request).store.statement("queues")
    return OpenQueues(queues=tuple(QueueRef(id=row.id, name=row.name) for row in rows if row.open))


@post(under_api(CUSTOMER_CHATS), status_code=201, tags=_TAGS, opt={"public": True, "key": True, "errors": (404, 409)})
async def start(request: HttpRequest, data: JsonBody[StartChat]) -> ChatStarted:
    """Ask for an agent. The token is good for this chat only."""
    services = callers.services_of(request)
    services.limits.chats.take(callers.address_of(request))
    key = callers.command_key(request)
    with commands.record(request, "a customer", key):
        begun = await services.store.execute(
            lambda env: customer.start_chat(env, data),
            key=Idempotency(scope="customers", key=key, request=commands.fingerprint(request, data)),
        )
    seen = await services.store.read(lambda env: customer.chat_snapshot(env, CustomerActor(chat_id=begun.chat_id)))
    return ChatStarted(
        token=services.signing_in.signer.chat(begun.chat_id),
        cursor=seen.cursor,
        now_ms=seen.now_ms,
        chat=seen.chat,
        messages=seen.messages,
        position=seen.position,
    )


@get(under_api(CUSTOMER_CHAT), tags=_TAGS, opt=_OPT)
async def snapshot(request: HttpRequest, chat_id: FromPath[str]) -> ChatSnapshot:
    """The chat as it stands."""
    actor = callers.customer(request, chat_id)
    return await callers.services_of(request).store.read(lambda env: customer.chat_snapshot(env, actor))


@post(under_api(CUSTOMER_MESSAGES), status_code=200, tags=_TAGS, opt=_COMMAND)
async def say(request: HttpRequest, chat_id: FromPath[str], data: JsonBody[CustomerMessage]) -> Sent:
    """Say something. The Idempotency-Key is the message's own key."""
    actor = callers.customer(request, chat_id)
    return await commands.run(request, actor, lambda env: customer.customer_message(env, actor, data), data)


@post(under_api(CUSTOMER_TYPING), status_code=200, tags=_TAGS, opt=_OPT)
async def typing(request: HttpRequest, chat_id: FromPath[str], data: JsonBody[Typing]) -> Done:
    """One is typing, or has stopped."""
    actor = callers.customer(request, chat_id)
    return await callers.services_of(request).store.read(lambda env: customer.customer_typing(env, actor, data))


@post(under_api(CUSTOMER_END), status_code=200, tags=_TAGS, opt=_COMMAND)
async def end(request: HttpRequest, chat_id: FromPath[str], data: JsonBody[Nothing] = Nothing()) -> Done:  # noqa: B008 - frozen
    """End the chat."""
    actor = callers.customer(request, chat_id)
    return await commands.run(request, actor, lambda env: customer.customer_end(env, actor), data)


HANDLERS = [queues, start, snapshot, say, typing, end]
