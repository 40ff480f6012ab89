"""The description of the interface (OpenAPI 3.1), made from the routes and the contract's types.

``python -m desktop_agent.server.http.openapi`` writes ``docs/openapi.json``; a test fails when the file differs.
"""

import inspect
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
from litestar import Litestar, Response
from litestar.handlers import HTTPRouteHandler
from litestar.params import KwargDefinition
from litestar.response import Stream

from desktop_agent import __version__
from desktop_agent.contract.base import Command
from desktop_agent.contract.errors import STATUS, ErrorBody
from desktop_agent.contract.events import AnyTopic, Batch, MailEvent
from desktop_agent.contract.http import KEY_HEADER, SESSION_HEADER
from desktop_agent.server.http.app import create_app
from desktop_agent.server.http.settings import Settings

REF = "#/components/schemas/{name}"
FILE = Path("docs/openapi.json")

_PARAMETER = re.compile(r"\{(\w+):\w+\}")
_WORDS: dict[int, str] = {
    status: ", ".join(code for code, number in STATUS.items() if number == status) for status in set(STATUS.values())
}
_ALWAYS = (429, 503)


def describe() -> dict[str, Any]:
    """Return the description as JSON-like data."""
    app = create_app(None, Settings())
    handlers = sorted(_handlers(app), key=lambda entry: (entry[0], entry[1]))
    types = _types(handler for _, _, handler in handlers)
    _, schemas = msgspec.json.schema_components(types, ref_template=REF)
    schemas["Mail"]["properties"]["event"] = _ref_of(MailEvent)
    for schema in schemas.values():
        if "description" in schema:
            schema["description"] = inspect.cleandoc(schema["description"])
    paths: dict[str, dict[str, Any]] = {}
    for path, method, handler in handlers:
        paths.setdefault(path, {})[method.lower()] = _operation(path, method, handler)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Desktop Agent routing server", "version": __version__},
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "responses": _failures(),
            "securitySchemes": {
                "agent": {"type": "http", "scheme": "bearer", "description": "an access token of POST /login"},
                "customer": {"type": "http", "scheme": "bearer", "description": "the token of one chat"},
            },
        },
    }


def text() -> str:
    """Return the description as it is written to the file."""
    return json.dumps(describe(), indent=1, ensure_ascii=False, sort_keys=False) + "\n"


def _handlers(app: Litestar) -> Iterator[tuple[str, str, HTTPRouteHandler]]:
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler) and not handler.opt.get("page"):
                for method in handler.http_methods:
                    if method != "OPTIONS":
                        yield _PARAMETER.sub(r"{\1}", route.path), str(method), handler


def _hints(handler: HTTPRouteHandler) -> dict[str, Any]:
    """Annotations of a handler; the body without its mark."""
    hints = get_type_hints(inspect.unwrap(handler.fn), include_extras=True)
    if "data" in hints:
        hints["data"] = get_args(hints["data"])[0]
    return hints


def _answer(handler: HTTPRouteHandler) -> Any:
    """The type of the body of success."""
    answer = _hints(handler)["return"]
    for part in get_args(answer):
        if get_origin(part) is Response:
            return get_args(part)[0]
    return get_args(answer)[0] if get_origin(answer) is Response else answer


def _types(handlers: Iterator[HTTPRouteHandler]) -> list[Any]:
    found: dict[Any, None] = {ErrorBody: None, MailEvent: None, AnyTopic: None, Batch: None}
    for handler in handlers:
        hints = _hints(handler)
        if "data" in hints:
            found[hints["data"]] = None
        found[_answer(handler)] = None
    return [kind for kind in found if kind is not Stream]


def _ref_of(kind: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components([kind], ref_template=REF)
    return schema


def _operation(path: str, method: str, handler: HTTPRouteHandler) -> dict[str, Any]:
    hints, opt = _hints(handler), handler.opt
    lines = inspect.cleandoc(handler.fn.__doc__ or "").split("\n\n")
    operation: dict[str, Any] = {
        "operationId": _operation_id(path, method),
        "tags": sorted(handler.tags or []),
        "summary": " ".join(lines[0].split()),
        "parameters": list(_parameters(path, handler, hints)),
        "responses": _responses(handler),
    }
    if not opt.get("public"):
        operation["security"] = [{"customer" if opt.get("customer") else "agent": []}]
    body = hints.get("data")
    if isinstance(body, type) and issubclass(body, Command):
        required = bool(body.__struct_fields__)
        operation["requestBody"] = {"required": required, "content": {"application/json": {"schema": _ref_of(body)}}}
    return operation


def _operation_id(path: str, method: str) -> str:
    words = [word for word in re.split(r"[^A-Za-z0-9]+", path.removeprefix("/api/v1")) if word]
    return "_".join((method.lower(), *words))


def _parameters(path: str, handler: HTTPRouteHandler, hints: dict[str, Any]) -> Iterator[dict[str, Any]]:
    in_path = re.findall(r"\{(\w+)\}", path)
    for name in in_path:
        yield {"name": name, "in": "path", "required": True, "schema": _ref_of(hints[name])}
    signature = inspect.signature(handler.fn)
    for name, parameter in signature.parameters.items():
        if name in (*in_path, "request", "data"):
            continue
        schema = _query_schema(hints[name])
        required = parameter.default is inspect.Parameter.empty
        if not required and parameter.default is not None:
            schema["default"] = parameter.default
        yield {"name": name, "in": "query", "required": required, "schema": schema}
    if handler.opt.get("session"):
        yield _header(SESSION_HEADER, "the desktop session", required=handler.opt["session"] is True)
    if handler.opt.get("key"):
        yield _header(KEY_HEADER, "one key for each gesture; the same key has one effect and one answer", required=True)


def _query_schema(hint: Any) -> dict[str, Any]:
    bounds: dict[str, Any] = {}
    if get_origin(hint) is Annotated:
        hint, *extras = get_args(hint)
        for extra in extras:
            if isinstance(extra, KwargDefinition):
                names = {"minimum": extra.ge, "maximum": extra.le, "maxLength": extra.max_length}
                bounds = {name: value for name, value in names.items() if value is not None}
    return {**_ref_of(hint), **bounds}


def _header(name: str, words: str, *, required: bool) -> dict[str, Any]:
    schema = {"type": "string", "minLength": 1, "maxLength": 200}
    return {"name": name, "in": "header", "required": required, "description": words, "schema": schema}


def _responses(handler: HTTPRouteHandler) -> dict[str, Any]:
    content: dict[str, Any] = {"application/json": {"schema": _ref_of(_answer(handler))}}
    if handler.opt.get("stream"):
        content["text/event-stream"] = {"schema": {"type": "string"}}
    responses: dict[str, Any] = {str(handler.status_code): {"description": "done", "content": content}}
    statuses = {*handler.opt.get("errors", ()), *_ALWAYS}
    if "data" in _hints(handler):
        statuses |= {400, 413, 422}
    if handler.opt.get("session") or handler.opt.get("key") or handler.opt.get("stream"):
        statuses.add(422)
    return responses | {str(status): {"$ref": f"#/components/responses/{status}"} for status in sorted(statuses)}


def _failures() -> dict[str, Any]:
    content = {"application/json": {"schema": _ref_of(ErrorBody)}}
    return {str(status): {"description": words, "content": content} for status, words in sorted(_WORDS.items())}


def main() -> int:
    """Write the file."""
    FILE.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{FILE} written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
