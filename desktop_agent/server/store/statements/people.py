"""Statements about people who sign in: accounts, tokens, desktop sessions."""

from desktop_agent.server.engine.rows import AccountRow, FamilyRow, IdRow, RefreshRow, SessionRow, TextRow
from desktop_agent.server.store.statements.statement import Statement, columns

_ACCOUNT = (
    f"SELECT {columns(AccountRow, 'c.', name='a.name', role='a.role')} FROM account c JOIN agent a ON a.id = c.agent_id"
)

STATEMENTS = {
    "account": Statement(f"{_ACCOUNT} WHERE c.user_name = :user", AccountRow),
    "account_of_agent": Statement(f"{_ACCOUNT} WHERE c.agent_id = :agent", AccountRow),
    "accounts": Statement(f"{_ACCOUNT} ORDER BY c.user_name", AccountRow),
    "add_account": Statement(
        "INSERT INTO account (user_name, agent_id, password_hash, must_change, disabled, changed_ms)"
        " VALUES (:user, :agent, :password_hash, :must_change, 0, :now)"
    ),
    "set_password": Statement(
        "UPDATE account SET password_hash = :password_hash, must_change = :must_change, changed_ms = :now"
        " WHERE user_name = :user RETURNING user_name AS text",
        TextRow,
    ),
    "add_family": Statement(
        "INSERT INTO token_family (id, user_name, agent_id, created_ms) VALUES (:id, :user, :agent, :now)"
    ),
    "family": Statement(f"SELECT {columns(FamilyRow)} FROM token_family WHERE id = :id", FamilyRow),
    "revoke_family": Statement("UPDATE token_family SET revoked_ms = :now WHERE id = :id AND revoked_ms IS NULL"),
    "revoke_families": Statement(
        "UPDATE token_family SET revoked_ms = :now WHERE user_name = :user AND revoked_ms IS NULL AND id <> :keep"
    ),
    "add_refresh_token": Statement(
        "INSERT INTO refresh_token (hash, family_id, issued_ms, expires_ms) VALUES (:hash, :family, :now, :expires)"
    ),
    "refresh_token": Statement(
        f"SELECT {columns(RefreshRow, 't.', user_name='f.user_name', agent_id='f.agent_id', revoked_ms='f.revoked_ms')}"
        " FROM refresh_token t JOIN token_family f ON f.id = t.family_id WHERE t.hash = :hash",
        RefreshRow,
    ),
    "use_refresh_token": Statement(
        "UPDATE refresh_token SET used_ms = :now, successor = :successor WHERE hash = :hash AND used_ms IS NULL"
        " RETURNING hash AS text",
        TextRow,
    ),
    "session": Statement(f"SELECT {columns(SessionRow)} FROM session WHERE id = :id", SessionRow),
    "add_session": Statement(
        "INSERT INTO session (id, agent_id, client, opened_ms, receipt_seq, receipt_ms)"
        " VALUES (:id, :agent, :client, :now, 0, :now)"
    ),
    "close_session": Statement(
        "UPDATE session SET closed_ms = :now WHERE id = :id AND closed_ms IS NULL RETURNING id", IdRow
    ),
    "set_receipt": Statement(
        "UPDATE session SET receipt_seq = CASE WHEN receipt_seq < :seq THEN :seq ELSE receipt_seq END,"
        " receipt_ms = :now WHERE id = :id"
    ),
    "attach_session": Statement(
        "UPDATE agent SET session_id = :session, beat_due_ms = :due WHERE id = :agent RETURNING id", IdRow
    ),
    "detach_session": Statement(
        "UPDATE agent SET session_id = NULL, beat_due_ms = NULL WHERE id = :agent AND session_id = :session"
        " RETURNING id",
        IdRow,
    ),
    "set_beat_due": Statement("UPDATE agent SET beat_due_ms = :due WHERE id = :agent"),
    "restart_receipts": Statement(
        "UPDATE session SET receipt_ms = :now WHERE id IN"
        " (SELECT session_id FROM agent WHERE session_id IS NOT NULL AND beat_due_ms IS NOT NULL)"
    ),
    "restart_beats": Statement(
        "UPDATE agent SET beat_due_ms = :due WHERE session_id IS NOT NULL AND beat_due_ms IS NOT NULL"
    ),
}
