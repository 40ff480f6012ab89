"""The transactions of signing in, as scripts for the store (see ``engine.script``).

A refresh token is used once. The last one of its family, repeated within a minute, gives the same successor (the
answer was lost on the way); any other repetition is a theft: the whole family ends, and the agent's session with it.
"""

import base64
import secrets
from collections.abc import Callable

import msgspec

from desktop_agent.contract.base import Done
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.server.auth.tokens import REFRESH_MS, REPEAT_MS, token_hash
from desktop_agent.server.engine.rows import AccountRow, RefreshRow, TextRow
from desktop_agent.server.engine.script import Ask, Decision, Env, Refused, Script

KEY_NAME = "token_key"


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds the tokens that came from one log-in. ``stolen``: it has just been ended because one came twice."""

    account: AccountRow
    family: str
    stolen: bool = False


def no_such_token() -> Refused:
    """One answer for every refresh token that is no good, whatever the cause."""
    return Refused(ErrorCode.UNAUTHENTICATED, "sign in again")


def signing_key(_env: Env) -> Script[bytes]:
    """Return the key the store's tokens are signed with; made on first use."""
    yield Ask("claim_meta", {"name": KEY_NAME, "value": base64.b64encode(secrets.token_bytes(32)).decode()})
    rows: list[TextRow] = yield Ask("meta", {"name": KEY_NAME})
    return Decision(answer=base64.b64decode(rows[0].text))


def add_account(env: Env, user: str, agent_id: str, password_hash: str, *, must_change: bool) -> Script[Done]:
    """Give an agent a password."""
    yield Ask(
        "add_account",
        {
            "user": user,
            "agent": agent_id,
            "password_hash": password_hash,
            "must_change": int(must_change),
            "now": env.now_ms,
        },
    )
    return Decision(answer=Done())


def begin_family(account: AccountRow, refresh_token: str) -> Callable[[Env], Script[Family]]:
    """Keep the first refresh token of a log-in."""

    def script(env: Env) -> Script[Family]:
        family = env.new_id()
        yield Ask("add_family", {"id": family, "user": account.user_name, "agent": account.agent_id, "now": env.now_ms})
        yield _add(refresh_token, family, env.now_ms)
        return Decision(answer=Family(account=account, family=family))

    return script


def rotate(refresh_token: str, successor: str) -> Callable[[Env], Script[Family]]:
    """Trade a refresh token for its successor.

    A stolen one is no refusal, because a refusal would undo the end of its family.

    Raises:
        Refused: unknown, expired, its family has ended, or its account is disabled.
    """

    def script(env: Env) -> Script[Family]:
        tokens: list[RefreshRow] = yield Ask("refresh_token", {"hash": token_hash(refresh_token)})
        if not tokens:
            raise no_such_token()
        token = tokens[0]
        accounts: list[AccountRow] = yield Ask("account", {"user": token.user_name})
        if not accounts or accounts[0].disabled or token.revoked_ms is not None or token.expires_ms <= env.now_ms:
            raise no_such_token()
        family = Family(account=accounts[0], family=token.family_id)
        if token.used_ms is None:
            yield Ask("use_refresh_token", {"hash": token.hash, "now": env.now_ms, "successor": token_hash(successor)})
            yield _add(successor, token.family_id, env.now_ms)
            return Decision(answer=family)
        following: list[RefreshRow] = yield Ask("refresh_token", {"hash": token.successor})
        if following and following[0].used_ms is None and env.now_ms - token.used_ms <= REPEAT_MS:
            return Decision(answer=family)
        yield Ask("revoke_family", {"id": token.family_id, "now": env.now_ms})
        return Decision(answer=Family(account=accounts[0], family=token.family_id, stolen=True))

    return script


def end_family(family: str) -> Callable[[Env], Script[Done]]:
    """Revoke all tokens that came from one log-in."""

    def script(env: Env) -> Script[Done]:
        yield Ask("revoke_family", {"id": family, "now": env.now_ms})
        return Decision(answer=Done())

    return script


def set_password(user: str, password_hash: str, *, must_change: bool, keep: str = "") -> Callable[[Env], Script[Done]]:
    """Keep a new password and end every other log-in of the account, so that a stolen one is worth nothing.

    Args:
        user: the name one signs in with.
        password_hash: see ``passwords.hash_password``.
        must_change: it was given by somebody else and is good for changing it only.
        keep: the family that asks, which goes on.

    Raises:
        Refused: ``not_found``, nobody has that name.
    """

    def script(env: Env) -> Script[Done]:
        hit: list[TextRow] = yield Ask(
            "set_password",
            {"user": user, "password_hash": password_hash, "must_change": int(must_change), "now": env.now_ms},
        )
        if not hit:
            raise Refused(ErrorCode.NOT_FOUND, f"there is no account {user!r}")
        yield Ask("revoke_families", {"user": user, "keep": keep, "now": env.now_ms})
        return Decision(answer=Done())

    return script


def _add(refresh_token: str, family: str, now_ms: int) -> Ask:
    return Ask(
        "add_refresh_token",
        {"hash": token_hash(refresh_token), "family": family, "now": now_ms, "expires": now_ms + REFRESH_MS},
    )
