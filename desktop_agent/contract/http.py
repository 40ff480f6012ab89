"""Words of the HTTP interface that both sides must spell alike.

Paths are under ``API``. Commands carry ``KEY_HEADER``, everything of a desktop session ``SESSION_HEADER``, both sides
of a login ``Authorization: Bearer …`` (a customer: the chat's token).

The event stream (``Accept: text/event-stream``) is, one blank line after each::

    : hb                       comment: sent first of all (the probe), then every HEARTBEAT_S
    event: mail                id: epoch.seq     data: a Mail          {"seq": 7, "event": {"event": "offer_made", …}}
    event: topic                                 data: an AnyTopic     {"topic": "typing", …}
    event: caught_up           id: epoch.seq     data: a Now           {"now_ms": …}  after the replay
    event: control                               data: {"control": "goaway" | "session_displaced", "now_ms": …}

Long-poll (``Accept: application/json``) answers a Batch: at once when there is mail or a topic, else after ``&wait=``
seconds (0 to LONG_POLL_S, which is also the default). A failure before the stream begins is an ErrorBody.
"""

API = "/api/v1"
SESSION_HEADER = "X-Session-Id"
KEY_HEADER = "Idempotency-Key"

LOGIN = "/login"  # POST SignIn -> Tokens
REFRESH = "/login/refresh"  # POST Refresh -> Tokens
LOGOUT = "/logout"  # POST -> Done; ends the session and its tokens
PASSWORD = "/password"  # POST ChangePassword -> Done  # noqa: S105 - a path
SESSIONS = "/sessions"  # POST OpenSession -> SessionOpened
SNAPSHOT = "/sessions/{session_id}/snapshot"  # GET -> SnapshotAnswer
RECEIPT = "/sessions/{session_id}/receipt"  # PUT Receipt -> Now
SUBSCRIPTIONS = "/subscriptions"  # PUT Subscribe -> Done
EVENTS = "/events"  # GET ?after=epoch.seq&wait= -> stream or Batch
INTERACTION = "/interactions/{interaction_id}/{verb}"  # POST, body by INTERACTION_COMMANDS
MESSAGES = "/interactions/{interaction_id}/messages"  # GET ?before=seq -> MessagePage
AGENT_STATE = "/agent/state"  # POST SetState -> Done
AGENT_CHANNEL = "/agent/channels/{channel}"  # POST SetChannel -> Done
NOTICE = "/messages/{notice_id}"  # POST MarkNotice, DELETE -> Done
TARGETS = "/targets"  # GET ?since=version&page= -> TargetsPage
RANK = "/targets/rank"  # POST RankTargets -> Ranking
TEAM_WITHDRAW = "/team/interactions/{interaction_id}/withdraw"  # POST Withdraw -> Done
TEAM_REQUEUE = "/team/interactions/{interaction_id}/requeue"  # POST Requeue -> Done
TEAM_STATE = "/team/agents/{agent_id}/state"  # POST SetTeamState -> Done
TEAM_BROADCAST = "/team/broadcast"  # POST Broadcast -> Done

CUSTOMER_QUEUES = "/customer/queues"  # GET -> OpenQueues
CUSTOMER_CHATS = "/customer/chats"  # POST StartChat -> ChatStarted
CUSTOMER_CHAT = "/customer/chats/{chat_id}"  # GET -> ChatSnapshot
CUSTOMER_MESSAGES = "/customer/chats/{chat_id}/messages"  # POST CustomerMessage -> Sent
CUSTOMER_TYPING = "/customer/chats/{chat_id}/typing"  # POST Typing -> Done
CUSTOMER_END = "/customer/chats/{chat_id}/end"  # POST -> Done
CUSTOMER_EVENTS = "/customer/chats/{chat_id}/events"  # GET ?after=epoch.seq&wait= -> stream or Batch

SSE_MAIL = "mail"
SSE_TOPIC = "topic"
SSE_CAUGHT_UP = "caught_up"
SSE_CONTROL = "control"

GOAWAY = "goaway"
SESSION_DISPLACED = "session_displaced"

HEARTBEAT_S = 15.0
LONG_POLL_S = 25.0
READ_TIMEOUT_S = 35.0
RECEIPT_EVERY_S = 4.0
RECEIPT_TIMEOUT_S = 4.0
PROBE_S = 2.0
