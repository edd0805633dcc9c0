-- What the bot keeps. Times are UTC, ISO 8601 text with a fixed number of digits, so that they sort as text.

CREATE TABLE chat_group (            -- a chat as we know it; never keyed on Telegram's id, which changes when a group becomes a supergroup
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,              -- private | group
    role TEXT NOT NULL DEFAULT 'action_group',
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active',       -- active | paused: the bot was removed or may not write
    greeted INTEGER NOT NULL DEFAULT 0,
    last_message_id INTEGER NOT NULL DEFAULT 0,  -- the highest message id seen or sent here, for probing and for "is our card still last?"
    created_at TEXT NOT NULL
);

CREATE TABLE chat_alias (            -- Telegram's ids of a group; one of them is current
    tg_chat_id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES chat_group (id),
    current INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX chat_alias_group ON chat_alias (group_id);

CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES chat_group (id),
    thread_id INTEGER NOT NULL DEFAULT 0,        -- topic of a forum, 0 when there is none
    flow TEXT NOT NULL,
    flow_version INTEGER NOT NULL,
    status TEXT NOT NULL,                        -- gathering | open | paused | done | stopped
    state TEXT NOT NULL,                         -- JSON of the run without its answers
    card_key TEXT,                               -- dedupe_key of the outbox row that posted the live card
    parent_id INTEGER REFERENCES run (id),       -- of a sheet that one person fills in alone: the group's run it is for
    parent_place TEXT,                           -- and the question of that run
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE UNIQUE INDEX run_one_active ON run (group_id, thread_id)
    WHERE status IN ('gathering', 'open', 'paused') AND parent_id IS NULL;
CREATE INDEX run_active ON run (group_id, thread_id) WHERE status IN ('gathering', 'open', 'paused');
CREATE UNIQUE INDEX run_sheet ON run (parent_id, parent_place, group_id) WHERE parent_id IS NOT NULL;
CREATE INDEX run_group ON run (group_id, id);

CREATE TABLE answer (
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    place TEXT NOT NULL,             -- step, or step@item
    participant TEXT NOT NULL,       -- '' is the group's own, closed answer
    value TEXT NOT NULL,
    PRIMARY KEY (run_id, place, participant)     -- the hidden rowid keeps the order in which places were closed
);

CREATE TABLE inbox (
    seq INTEGER PRIMARY KEY,         -- our own order; Telegram's update_id is random after a quiet week
    update_id INTEGER NOT NULL UNIQUE,
    lane INTEGER NOT NULL,           -- chat id as Telegram sent it, else the user's, else 0
    raw TEXT,                        -- the update as it came; emptied when it expires
    status TEXT NOT NULL DEFAULT 'new',          -- new | done | dead
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,                      -- the type of the error, never its text
    received_at TEXT NOT NULL
);
CREATE INDEX inbox_new ON inbox (seq) WHERE status = 'new';            -- what to take up after a start
CREATE INDEX inbox_dead ON inbox (seq) WHERE status = 'dead';          -- to count them
CREATE INDEX inbox_raw ON inbox (received_at) WHERE raw IS NOT NULL;   -- what to empty next

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    dedupe_key TEXT NOT NULL UNIQUE, -- the cause, e.g. run7:card12; never minted at retry time
    group_id INTEGER NOT NULL REFERENCES chat_group (id),
    thread_id INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL,              -- send | photo | edit | delete
    target_key TEXT,                 -- edit, delete: dedupe_key of the send whose message is meant
    draw TEXT NOT NULL,              -- JSON: what to draw; turned into words when the row is claimed
    payload TEXT,                    -- JSON: the words as sent, so that a probe repeats exactly these
    priority INTEGER NOT NULL DEFAULT 5,         -- lower goes first among chats; inside a chat the order of ids holds
    reply_to INTEGER,                -- Telegram's id of the message answered
    status TEXT NOT NULL DEFAULT 'waiting',      -- waiting | sending | sent | dead | dropped | unknown
    attempts INTEGER NOT NULL DEFAULT 0,         -- fencing token: whoever settles must hold the latest
    lease_until TEXT,
    not_before TEXT NOT NULL,
    message_id INTEGER,
    error TEXT,
    created_at TEXT NOT NULL,
    settled_at TEXT
);
CREATE INDEX outbox_live ON outbox (group_id, id) WHERE status IN ('waiting', 'sending', 'unknown');
CREATE INDEX outbox_dead ON outbox (id) WHERE status = 'dead';        -- to count them
CREATE INDEX outbox_message ON outbox (group_id, message_id) WHERE message_id IS NOT NULL;

CREATE TABLE setting (               -- what the bot must remember of itself, e.g. the secret that signs buttons
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
