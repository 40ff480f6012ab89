"""HTTP as the adapters need it: one connection pool per purpose, and every failure a ``BackendError``.

httpx and the TLS context are loaded in a thread at the first request, never at import: they would cost the window's
first paint.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from desktop_agent import __version__
from desktop_agent.client.backends.address import server_address
from desktop_agent.client.backends.port import CursorGone, Displaced, Refusal, SignedOut, Unreachable
from desktop_agent.contract.errors import ErrorBody, ErrorCode
from desktop_agent.contract.http import API, READ_TIMEOUT_S

if TYPE_CHECKING:
    import httpx

CONNECT_S = 4.0
COMMAND_READ_S = 5.0

STREAM = "stream"
COMMANDS = "commands"
RECEIPTS = "receipts"


class Silent(Unreachable):
    """The stream was open and said nothing for ``READ_TIMEOUT_S``, not even a heartbeat."""


_error_decoder = msgspec.json.Decoder(ErrorBody)
_NO_ANSWER = {502, 503, 504}


@dataclass(frozen=True, slots=True)
class Proxy:
    """How to reach the server: directly, as the environment says (``HTTPS_PROXY`` …), or through one proxy.

    The default is directly: nothing in the environment redirects an agent's chats unasked.
    """

    environment: bool = False
    url: str | None = None


class Transport:
    """Connections to one server, kept apart by purpose so that none waits for another."""

    def __init__(self, server: str, *, proxy: Proxy | None = None) -> None:
        """Connect to nothing yet.

        Raises:
            AddressRefused: see ``server_address``.
        """
        self.server = server_address(server)
        self._proxy = proxy or Proxy()
        self._clients: dict[str, httpx.AsyncClient] = {}
        self._building = threading.Lock()
        self._closed = False

    async def request(
        self,
        method: str,
        path: str,
        *,
        body: msgspec.Struct | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        purpose: str = COMMANDS,
        read_s: float = COMMAND_READ_S,
    ) -> bytes:
        """Send one request and return the body of its answer.

        Raises:
            BackendError: no answer, or a refusal.
        """
        client = await self._client(purpose)
        import httpx

        sent = {"Content-Type": "application/json", **(headers or {})} if body is not None else dict(headers or {})
        content = None if body is None else msgspec.json.encode(body)
        timeout = httpx.Timeout(read_s, connect=min(CONNECT_S, read_s))
        try:
            response = await client.request(
                method, API + path, content=content, headers=sent, params=query or None, timeout=timeout
            )
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise Unreachable(_words(error)) from error
        except RuntimeError as error:
            raise _closed(error) from error
        if not response.is_success:
            raise refusal(response.status_code, response.content, response.headers)
        return response.content

    @asynccontextmanager
    async def stream(
        self, path: str, *, headers: Mapping[str, str], query: Mapping[str, str]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """Open an event stream; gives its chunks.

        Raises:
            BackendError: before or while it lasts; a silence of ``READ_TIMEOUT_S`` counts as broken.
        """
        client = await self._client(STREAM)
        import httpx

        timeout = httpx.Timeout(READ_TIMEOUT_S, connect=CONNECT_S)
        try:
            async with client.stream("GET", API + path, headers=headers, params=query, timeout=timeout) as response:
                if not response.is_success:
                    raise refusal(response.status_code, await response.aread(), response.headers)
                yield response.aiter_raw()
        except httpx.ReadTimeout as error:
            raise Silent(f"no sign of life for {READ_TIMEOUT_S:g} s") from error
        except (httpx.TransportError, httpx.StreamError) as error:
            raise Unreachable(_words(error)) from error

    async def aclose(self) -> None:
        """Close every connection; further requests are ``Unreachable``."""
        self._closed = True
        clients = list(self._clients.values())
        self._clients.clear()
        for client in clients:
            await client.aclose()

    async def _client(self, purpose: str) -> "httpx.AsyncClient":
        if self._closed:
            raise Unreachable("the connection was closed by this program")
        client = self._clients.get(purpose)
        if client is None:
            await asyncio.to_thread(self._build)
            client = self._clients[purpose]
        return client

    def _build(self) -> None:
        """Load the libraries, read the machine's certificates and make the pools. In a thread."""
        with self._building:
            if self._clients:
                return
            import httpx

            from desktop_agent.client.platform.certificates import tls_context

            context = tls_context()
            made = {}
            for purpose in (STREAM, COMMANDS, RECEIPTS):
                made[purpose] = httpx.AsyncClient(
                    base_url=self.server,
                    verify=context,
                    trust_env=self._proxy.environment,
                    proxy=self._proxy.url,
                    follow_redirects=False,
                    limits=httpx.Limits(max_connections=20, max_keepalive_connections=4, keepalive_expiry=60.0),
                    headers={"User-Agent": f"desktop-agent/{__version__}", "Accept": "application/json"},
                )
            self._clients = made


def refusal(status: int, content: bytes, headers: Mapping[str, str]) -> Refusal | Unreachable:
    """Return the error that an answer with this status is."""
    try:
        body = _error_decoder.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _untyped(status, headers)
    retry_after_ms = body.retry_after_ms if body.retry_after_ms is not None else _retry_after_ms(headers)
    kind: type[Refusal] = Refusal
    if status == 401:
        kind = SignedOut
    elif body.code is ErrorCode.SESSION_DISPLACED:
        kind = Displaced
    elif status == 410:
        kind = CursorGone
    return kind(body.code, body.message, detail=body.detail, retry_after_ms=retry_after_ms)


def _untyped(status: int, headers: Mapping[str, str]) -> Refusal | Unreachable:
    """Somebody between us and the server answered, or it is no server of ours."""
    if status == 401:
        return SignedOut(ErrorCode.UNAUTHENTICATED, "HTTP 401")
    if status == 413:
        return Refusal(ErrorCode.TOO_LARGE, "HTTP 413")
    unreachable = Unreachable(f"HTTP {status} from something that is not a routing server")
    if status in _NO_ANSWER or status == 429:
        unreachable.retry_after_ms = _retry_after_ms(headers)
    return unreachable


def _retry_after_ms(headers: Mapping[str, str]) -> int | None:
    seconds = headers.get("retry-after", "")
    return int(seconds) * 1_000 if seconds.isdecimal() and len(seconds) < 6 else None


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _closed(error: RuntimeError) -> Exception:
    return Unreachable("the connection was closed by this program") if "closed" in str(error) else error


def decode(decoder: "msgspec.json.Decoder[Any]", content: bytes) -> Any:
    """Decode an answer.

    Raises:
        Unreachable: it is none of ours (a captive portal answers everything with 200).
    """
    try:
        return decoder.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unreachable(f"the answer is not one of a routing server: {error}") from error
