"""The customer's page and its parts, with a policy that lets nothing in from elsewhere."""

from functools import cache

from litestar import MediaType, Response, get
from litestar.params import FromPath

from desktop_agent.contract.errors import ErrorCode
from desktop_agent.resources import resource
from desktop_agent.server.engine.script import Refused
from desktop_agent.server.http import callers
from desktop_agent.server.http.callers import HttpRequest

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_ASSETS = frozenset({"chat.css", "chat.js", "connection.js", "transcript.js", "texts.js", "chat.svg"})
_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


@cache
def _read(name: str) -> bytes:
    return resource("customer", name).read_bytes()


def content_policy(frame_ancestors: tuple[str, ...]) -> str:
    """Return the page's content security policy. ``frame_ancestors``: who may frame it beside ourselves."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'none'",
            "base-uri 'none'",
            " ".join(("frame-ancestors", "'self'", *frame_ancestors)),
        )
    )


@get("/chat", opt={"page": True})
async def chat_page(request: HttpRequest) -> Response[bytes]:
    """The customer's chat page; ``?queue=`` chooses the queue, ``?lang=`` the language."""
    ancestors = callers.services_of(request).settings.frame_ancestors
    headers = {
        **_COMMON,
        "Content-Security-Policy": content_policy(ancestors),
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    return Response(_read("chat.html"), headers=headers, media_type=MediaType.HTML)


@get("/chat/assets/{name:str}", opt={"page": True})
async def chat_asset(name: FromPath[str]) -> Response[bytes]:
    """A script, style or picture of the page."""
    if name not in _ASSETS:
        raise Refused(ErrorCode.NOT_FOUND, "there is nothing here")
    return _file(name)


@get("/chat/embed.js", opt={"page": True})
async def embed_script() -> Response[bytes]:
    """The one line of a site: a button that opens the page in a frame. Meant for other origins."""
    response = _file("embed.js")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _file(name: str) -> Response[bytes]:
    suffix = name[name.rindex(".") :]
    return Response(_read(name), headers=dict(_COMMON), media_type=_TYPES[suffix])


HANDLERS = [chat_page, chat_asset, embed_script]
