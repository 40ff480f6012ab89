"""The event URL: one handler for agents and one for customers, each by stream or by long-poll on the same cursor."""

from typing import Annotated

from litestar import Response, get
from litestar.params import FromPath, QueryParameter
from litestar.response import Stream

from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.events import Batch
from desktop_agent.contract.http import CUSTOMER_EVENTS, EVENTS, GOAWAY, LONG_POLL_S, SESSION_DISPLACED
from desktop_agent.server.engine.sessions import session_is_live
from desktop_agent.server.http import callers
from desktop_agent.server.http.callers import HttpRequest
from desktop_agent.server.http.delivery import Delivery
from desktop_agent.server.http.paths import under_api
from desktop_agent.server.store.port import CursorGone, Unavailable

STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

After = Annotated[str, QueryParameter(max_length=120)]
Wait = Annotated[float, QueryParameter(ge=0, le=LONG_POLL_S)]


@get(under_api(EVENTS), tags=["events"], opt={"session": True, "stream": True, "errors": (401, 409, 410)})
async def agent_events(request: HttpRequest, after: After, wait: Wait = LONG_POLL_S) -> Stream | Response[Batch]:
    """Events of the agent's mailbox after a position, as a stream or by long-poll."""
    claims = await callers.bearer(request)
    actor = callers.actor_of(request, claims)
    services = callers.services_of(request)

    async def check() -> str | None:
        if not await services.signing_in.lives(claims):
            return GOAWAY  # asking again, he is told to sign in
        live = await services.store.read(lambda env: session_is_live(env, actor))
        return None if live else SESSION_DISPLACED

    delivery = Delivery(services.store, services.streams, services.agent_reader(actor), _cursor(after), check)
    return await _deliver(request, delivery, wait)


@get(under_api(CUSTOMER_EVENTS), tags=["customer"], opt={"customer": True, "stream": True, "errors": (401, 403, 410)})
async def customer_events(
    request: HttpRequest, chat_id: FromPath[str], after: After, wait: Wait = LONG_POLL_S
) -> Stream | Response[Batch]:
    """Events of a chat for its customer after a position, as a stream or by long-poll."""
    actor = callers.customer(request, chat_id)
    services = callers.services_of(request)

    async def check() -> str | None:
        return None  # a chat's token is good for as long as there is the chat

    delivery = Delivery(services.store, services.streams, services.customer_reader(actor), _cursor(after), check)
    return await _deliver(request, delivery, wait)


async def _deliver(request: HttpRequest, delivery: Delivery, wait: float) -> Stream | Response[Batch]:
    services = callers.services_of(request)
    settings = services.settings
    if len(services.streams) >= settings.most_listeners:
        raise Unavailable("too many are listening")
    await delivery.admit()
    if "text/event-stream" in request.headers.get("accept", ""):
        return Stream(delivery.stream(settings.heartbeat_s), media_type="text/event-stream", headers=STREAM_HEADERS)
    batch = await delivery.poll(min(wait, settings.long_poll_s))
    return Response(batch, headers={"Cache-Control": "no-store"}, media_type="application/json")


def _cursor(after: str) -> Cursor:
    try:
        return Cursor.parse(after)
    except ValueError:
        raise CursorGone(after[:40]) from None


HANDLERS = [agent_events, customer_events]
