"""What an agent does with an interaction: one handler per verb, made from the contract's table."""

import logging
from typing import Any

from litestar import get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery

from desktop_agent.contract.answers import MessagePage, Sent, Transferred
from desktop_agent.contract.base import Command, Done, Value
from desktop_agent.contract.commands import INTERACTION_COMMANDS, Nothing, Transfer
from desktop_agent.contract.enums import Verb
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.http import INTERACTION, MESSAGES
from desktop_agent.server.engine import talking, telling
from desktop_agent.server.engine.script import AgentActor, Env, Refused, Script
from desktop_agent.server.engine.verbs import EPHEMERAL, VERBS
from desktop_agent.server.http import callers, commands
from desktop_agent.server.http.body import JsonBody
from desktop_agent.server.http.callers import HttpRequest
from desktop_agent.server.http.paths import under_api
from desktop_agent.server.store.port import Idempotency

log = logging.getLogger(__name__)

_TAGS = ["interactions"]
_NOTHING = Nothing()
_NOT_TOLD = frozenset({ErrorCode.SESSION_DISPLACED, ErrorCode.UNAUTHENTICATED, ErrorCode.KEY_REUSED})

ANSWERS: dict[Verb, type[Value]] = {Verb.SEND_MESSAGE: Sent, Verb.TRANSFER: Transferred}
"""What a verb answers; ``Done`` where nothing else is said."""


async def _perform(request: HttpRequest, interaction_id: str, verb: Verb, body: Command) -> Any:
    actor = await callers.agent(request)

    def script(env: Env) -> Script[Any]:
        return VERBS[verb](env, actor, interaction_id, body)

    if verb in EPHEMERAL:
        return await callers.services_of(request).store.read(script)
    try:
        return await commands.run(request, actor, script, body)
    except Refused as refused:
        if isinstance(body, Transfer) and refused.code not in _NOT_TOLD:
            await _note_refused(request, actor, interaction_id, body, refused)
        raise


async def _note_refused(
    request: HttpRequest, actor: AgentActor, interaction_id: str, body: Transfer, refused: Refused
) -> None:
    """A transfer the server refused is told in My Messages too, once for each gesture."""
    reason = str(refused.detail.get("reason", refused.code))
    key = Idempotency(
        scope=actor.agent_id, key=f"{callers.command_key(request)}#refused", request=commands.fingerprint(request, body)
    )
    try:
        await callers.services_of(request).store.execute(
            lambda env: telling.note_refused_transfer(env, actor, interaction_id, body, reason), key=key
        )
    except Refused as again:
        log.info("a refused transfer could not be noted: %s", again.code)


def _handler(verb: Verb, body: type[Command], answer: type[Value]) -> HTTPRouteHandler:
    """Make the handler of one verb, so that the interface's description has each body and answer."""
    if body is Nothing:

        async def perform(
            request: HttpRequest, interaction_id: FromPath[str], data: JsonBody[Nothing] = _NOTHING
        ) -> Any:
            return await _perform(request, interaction_id, verb, data)
    else:

        async def perform(request: HttpRequest, interaction_id: FromPath[str], data: JsonBody[Command]) -> Any:  # type: ignore[misc] # one of two
            return await _perform(request, interaction_id, verb, data)

    perform.__annotations__ |= {"data": JsonBody[body], "return": answer}  # type: ignore[valid-type, misc] # made here
    perform.__name__ = verb.replace("-", "_")
    perform.__doc__ = VERBS[verb].__doc__
    return post(
        under_api(INTERACTION.replace("{verb}", verb)),
        status_code=200,
        name=verb,
        tags=_TAGS,
        opt={"session": True, "key": verb not in EPHEMERAL, "errors": (401, 403, 404, 409)},
    )(perform)


@get(under_api(MESSAGES), tags=_TAGS, opt={"session": True, "errors": (401, 403, 404, 409)})
async def messages(request: HttpRequest, interaction_id: FromPath[str], before: FromQuery[int]) -> MessagePage:
    """Older lines of a transcript: those before a line's number."""
    actor = await callers.agent(request)
    store = callers.services_of(request).store
    return await store.read(lambda env: talking.messages_before(env, actor, interaction_id, before))


HANDLERS = [*(_handler(verb, body, ANSWERS.get(verb, Done)) for verb, body in INTERACTION_COMMANDS.items()), messages]
