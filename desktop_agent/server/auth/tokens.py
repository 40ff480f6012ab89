"""Signed tokens: who the bearer is, until when. Nothing is stored for them; the key lies in the store.

Form: ``<kind>.<payload>.<signature>``, payload and signature in URL-safe base64 without padding. The kind is part of
what is signed, so a customer's token is never an agent's. Refresh tokens are random; only their hash is stored, and
each one's successor follows from it by the key, so that the last one repeated gets the same successor again.
"""

import base64
import hashlib
import hmac
import secrets

import msgspec

ACCESS_MS = 600_000
"""How long an access token is good for."""

REFRESH_MS = 14 * 86_400_000
"""How long a refresh token may lie unused."""


REPEAT_MS = 60_000
"""How long the last refresh token may be repeated: its answer may have been lost."""


class BadToken(Exception):
    """Not ours, changed, or expired."""


class AccessClaims(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What an access token says.

    Attributes:
        family: all tokens that came from one log-in.
        expires_ms: in the store's clock.
        limited: only the password may be changed with it.
    """

    agent_id: str
    family: str
    expires_ms: int
    limited: bool = False


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


_claims = msgspec.json.Decoder(AccessClaims)


class TokenSigner:
    """Makes and reads tokens with the store's key."""

    def __init__(self, key: bytes) -> None:
        """Args: ``key`` 32 random bytes, kept in the store."""
        if len(key) < 32:
            raise ValueError("the key is too short")
        self._key = key

    def _signature(self, kind: str, payload: bytes) -> bytes:
        return hmac.digest(self._key, kind.encode() + b"\0" + payload, "sha256")

    def _sign(self, kind: str, payload: bytes) -> str:
        return f"{kind}.{_b64(payload)}.{_b64(self._signature(kind, payload))}"

    def _open(self, kind: str, token: str) -> bytes:
        parts = token.split(".")
        if len(parts) != 3 or parts[0] != kind:
            raise BadToken
        try:
            payload, signature = _unb64(parts[1]), _unb64(parts[2])
        except ValueError:
            raise BadToken from None
        if not hmac.compare_digest(signature, self._signature(kind, payload)):
            raise BadToken
        return payload

    def access(self, claims: AccessClaims) -> str:
        """Make an access token."""
        return self._sign("a", msgspec.json.encode(claims))

    def read_access(self, token: str, now_ms: int) -> AccessClaims:
        """Read an access token.

        Raises:
            BadToken: not ours, changed, or expired.
        """
        try:
            claims = _claims.decode(self._open("a", token))
        except msgspec.MsgspecError:
            raise BadToken from None
        if claims.expires_ms <= now_ms:
            raise BadToken
        return claims

    def chat(self, chat_id: str) -> str:
        """Make a customer's token, good for one chat."""
        return self._sign("c", chat_id.encode())

    def read_chat(self, token: str) -> str:
        """Return the chat a customer's token is good for.

        Raises:
            BadToken: not ours, or changed.
        """
        return self._open("c", token).decode()

    def successor(self, refresh_token: str) -> str:
        """Return the refresh token that follows this one; the same one each time."""
        return "r." + _b64(self._signature("r", refresh_token.encode()))


def new_refresh_token() -> str:
    """Return the first refresh token of a log-in."""
    return "r." + _b64(secrets.token_bytes(32))


def token_hash(refresh_token: str) -> str:
    """What is stored of a refresh token."""
    return hashlib.sha256(refresh_token.encode()).hexdigest()
