"""Words of the HTTP interface that both sides must spell alike."""

API = "/api/v1"
SESSION_HEADER = "X-Session-Id"
KEY_HEADER = "Idempotency-Key"

SSE_MAIL = "mail"
SSE_TOPIC = "topic"
SSE_CAUGHT_UP = "caught_up"
SSE_CONTROL = "control"

HEARTBEAT_S = 15.0
LONG_POLL_S = 25.0
READ_TIMEOUT_S = 35.0
RECEIPT_EVERY_S = 4.0
RECEIPT_TIMEOUT_S = 4.0
PROBE_S = 2.0
