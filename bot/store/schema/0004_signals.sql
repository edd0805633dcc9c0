-- Chats that link, who is known where, and what is heard in the neighbourhood.

CREATE TABLE invitation (            -- of a chat to one other chat: a link and a short code, of which only traces are kept
    id INTEGER PRIMARY KEY AUTOINCREMENT,        -- stands on buttons, so never used again
    group_id INTEGER NOT NULL UNIQUE REFERENCES chat_group (id),      -- the chat that invites; a new one takes its place
    link_trace TEXT NOT NULL UNIQUE, -- HMAC of the word in the link
    code_trace TEXT NOT NULL UNIQUE, -- HMAC of the short code
    taken_by INTEGER REFERENCES chat_group (id),                      -- where it was opened; it works nowhere else from then on
    expires_at TEXT NOT NULL
);

CREATE TABLE wrong_code (            -- a code that a chat typed and that did not work; they are counted, and soon forgotten
    group_id INTEGER NOT NULL REFERENCES chat_group (id),
    tried_at TEXT NOT NULL
);
CREATE INDEX wrong_code_group ON wrong_code (group_id);
CREATE INDEX wrong_code_age ON wrong_code (tried_at);

CREATE TABLE acquaintance (          -- in which groups someone used the bot, so that in private they are asked which one they mean
    person INTEGER NOT NULL,         -- Telegram's id of them
    group_id INTEGER NOT NULL REFERENCES chat_group (id),
    PRIMARY KEY (person, group_id)
) WITHOUT ROWID;

CREATE TABLE signal (                -- one line that somebody heard; never who said it
    id INTEGER PRIMARY KEY AUTOINCREMENT,        -- stands on buttons, so never used again
    group_id INTEGER NOT NULL REFERENCES chat_group (id),             -- where it was heard
    text TEXT NOT NULL,              -- what, where, who follows up
    status TEXT NOT NULL DEFAULT 'open',                              -- open | taken | answered | closed
    taken_by INTEGER REFERENCES chat_group (id),                      -- the chat that follows up
    told INTEGER NOT NULL DEFAULT 0, -- how often the core group heard of it
    told_at TEXT,                    -- when it last did
    heard_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
);
CREATE INDEX signal_group ON signal (group_id, id);
CREATE INDEX signal_expires ON signal (expires_at);
