"""Signing in and out: the one place that knows passwords and tokens both."""

from desktop_agent.contract.answers import Tokens
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.server.auth import scripts
from desktop_agent.server.auth.passwords import PasswordChecker
from desktop_agent.server.auth.tokens import ACCESS_MS, AccessClaims, TokenSigner, new_refresh_token
from desktop_agent.server.engine.rows import AccountRow, FamilyRow
from desktop_agent.server.engine.script import Refused
from desktop_agent.server.engine.sessions import end_sessions_of
from desktop_agent.server.store.port import Store

LOOK_AGAIN_MS = 5_000
"""How long a log-in that was seen alive is believed to be; what is ended here is known at once."""

MOST_REMEMBERED = 100_000


def wrong_credentials() -> Refused:
    """One answer for a wrong user, a wrong password and a disabled account."""
    return Refused(ErrorCode.WRONG_CREDENTIALS, "user or password is wrong")


class SigningIn:
    """Makes, renews and ends log-ins."""

    def __init__(self, store: Store, signer: TokenSigner) -> None:
        """Args: the store, and the signer with its key."""
        self._store = store
        self._signer = signer
        self._passwords = PasswordChecker()
        self._ended: dict[str, int] = {}
        self._seen_alive: dict[str, int] = {}

    @classmethod
    async def of(cls, store: Store) -> "SigningIn":
        """Make one with the store's own key."""
        return cls(store, TokenSigner(await store.execute(scripts.signing_key)))

    @property
    def signer(self) -> TokenSigner:
        """Makes and reads tokens."""
        return self._signer

    async def sign_in(self, user: str, password: str) -> Tokens:
        """Present user and password.

        Raises:
            Refused: ``wrong_credentials``.
        """
        account = await self._account("account", user=user.strip().casefold())
        stored = account.password_hash if account is not None and not account.disabled else None
        if not await self._passwords.matches(stored, password) or account is None:
            raise wrong_credentials()
        refresh_token = new_refresh_token()
        return self._tokens(await self._store.execute(scripts.begin_family(account, refresh_token)), refresh_token)

    async def refresh(self, refresh_token: str) -> Tokens:
        """Trade a refresh token for its successor; one that had been used before ends its log-in and its session.

        Raises:
            Refused: ``unauthenticated``.
        """
        successor = self._signer.successor(refresh_token)
        family = await self._store.execute(scripts.rotate(refresh_token, successor))
        if family.stolen:
            self._end(family.family)
            await self._store.execute(lambda env: end_sessions_of(env, family.account.agent_id))
            raise scripts.no_such_token()
        return self._tokens(family, successor)

    async def sign_out(self, claims: AccessClaims) -> None:
        """End a log-in and all tokens that came from it."""
        await self._store.execute(scripts.end_family(claims.family))
        self._end(claims.family)

    async def change_password(self, claims: AccessClaims, old: str, new: str) -> None:
        """Replace one's own password; every other log-in of the account ends.

        Raises:
            Refused: ``wrong_credentials`` when the old one is wrong, ``invalid`` when the new one is the old one.
        """
        account = await self._account("account_of_agent", agent=claims.agent_id)
        if account is None or not await self._passwords.matches(account.password_hash, old):
            raise wrong_credentials()
        if old == new:
            raise Refused(ErrorCode.INVALID, "the new password is the old one", field="new")
        hashed = await self._passwords.hash(new)
        await self._store.execute(
            scripts.set_password(account.user_name, hashed, must_change=False, keep=claims.family)
        )
        self._seen_alive.clear()

    def claims(self, access_token: str) -> AccessClaims:
        """Read an access token.

        Raises:
            BadToken: not ours, changed, or expired.
        """
        return self._signer.read_access(access_token, self._store.now_ms())

    async def lives(self, claims: AccessClaims) -> bool:
        """Tell whether a log-in has not been ended; the store is asked again after ``LOOK_AGAIN_MS``."""
        family, now_ms = claims.family, self._store.now_ms()
        if family in self._ended:
            return False
        if now_ms < self._seen_alive.get(family, 0) + LOOK_AGAIN_MS:
            return True
        rows: list[FamilyRow] = await self._store.statement("family", id=family)
        if not rows or rows[0].revoked_ms is not None:
            self._end(family)
            return False
        if len(self._seen_alive) > MOST_REMEMBERED:
            self._seen_alive.clear()
        self._seen_alive[family] = now_ms
        return True

    async def _account(self, statement: str, **params: str) -> AccountRow | None:
        rows: list[AccountRow] = await self._store.statement(statement, **params)
        return rows[0] if rows else None

    def _end(self, family: str) -> None:
        """Remember an ended log-in for as long as an access token of it could still be shown."""
        now_ms = self._store.now_ms()
        self._ended = {name: until for name, until in self._ended.items() if until > now_ms}
        self._ended[family] = now_ms + ACCESS_MS
        self._seen_alive.pop(family, None)

    def _tokens(self, family: scripts.Family, refresh_token: str) -> Tokens:
        now_ms = self._store.now_ms()
        agent_id, limited = family.account.agent_id, bool(family.account.must_change)
        expires_ms = now_ms + ACCESS_MS
        claims = AccessClaims(agent_id=agent_id, family=family.family, expires_ms=expires_ms, limited=limited)
        return Tokens(
            access_token=self._signer.access(claims),
            access_expires_ms=expires_ms,
            refresh_token=refresh_token,
            agent_id=agent_id,
            name=family.account.name,
            must_change_password=limited,
            now_ms=now_ms,
        )
