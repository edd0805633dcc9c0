-- Polls of the neighbourhood platform. Once a result was said, votes and words are gone; counts stay.

CREATE TABLE poll (
    id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES chat_group (id),             -- the chat that asks, and hears what came of it
    thread_id INTEGER NOT NULL DEFAULT 0,
    author INTEGER NOT NULL,         -- Telegram's id of who made it
    template TEXT NOT NULL,          -- core/platform_polls/templates.py
    form TEXT NOT NULL,              -- JSON: question, options, chats, last day, what is shown
    status TEXT NOT NULL DEFAULT 'draft',                             -- draft | open | closed | announced
    closes_at TEXT,
    closed_at TEXT,
    closed_by INTEGER,               -- who closed it, else its author: hears of the tell-back
    voters INTEGER NOT NULL DEFAULT 0,                                -- once announced
    said TEXT NOT NULL DEFAULT '',   -- once announced: what came out, in a few words
    tells_of INTEGER REFERENCES poll (id),                            -- of a tell-back: the poll it tells of
    told_at TEXT,                    -- when people heard what was done with it
    created_at TEXT NOT NULL
);
CREATE INDEX poll_group ON poll (group_id, status);

CREATE TABLE poll_place (            -- a chat in which a poll is asked
    id INTEGER PRIMARY KEY,
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    group_id INTEGER NOT NULL REFERENCES chat_group (id),
    native INTEGER NOT NULL,         -- 1: as a poll of Telegram; 0: as a card of ours
    tg_poll_id TEXT,                 -- NULL while not known
    left INTEGER NOT NULL DEFAULT 0  -- 1: the message stayed behind; what was counted there counts
);
CREATE INDEX poll_place_poll ON poll_place (poll_id);
CREATE INDEX poll_place_group ON poll_place (group_id);
CREATE INDEX poll_place_tg ON poll_place (tg_poll_id) WHERE tg_poll_id IS NOT NULL;

CREATE TABLE vote (                  -- someone's full choice on a card; the latest counts
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    voter INTEGER NOT NULL,          -- Telegram's id of them
    group_id INTEGER NOT NULL REFERENCES chat_group (id),             -- where
    chosen TEXT NOT NULL,            -- JSON: option -> level
    words TEXT NOT NULL DEFAULT '',  -- their own, never shown with a name
    PRIMARY KEY (poll_id, voter)
) WITHOUT ROWID;

CREATE TABLE native_poll (           -- what Telegram says of a poll of its own; may come before we know which it is
    tg_poll_id TEXT PRIMARY KEY,
    options TEXT NOT NULL,           -- JSON: [persistent id, words, votes] each
    voters INTEGER NOT NULL,
    heard_at TEXT NOT NULL
);

CREATE TABLE native_vote (           -- someone's full choice in a poll of Telegram that shows names
    tg_poll_id TEXT NOT NULL,
    voter INTEGER NOT NULL,
    chosen TEXT NOT NULL,            -- JSON: persistent ids
    member INTEGER NOT NULL,         -- 0: they are not in the chat it was asked in, and don't count
    heard_at TEXT NOT NULL,
    PRIMARY KEY (tg_poll_id, voter)
) WITHOUT ROWID;

CREATE TABLE paper_vote (            -- what was counted on paper
    id INTEGER PRIMARY KEY,
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    counts TEXT NOT NULL,            -- JSON: [option, level, how many] each
    people INTEGER NOT NULL
);
CREATE INDEX paper_vote_poll ON paper_vote (poll_id);
