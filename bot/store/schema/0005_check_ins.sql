-- Check-ins that come back, what is asked of the core group, and what is counted for a while.

ALTER TABLE run ADD COLUMN beside INTEGER NOT NULL DEFAULT 0;  -- 1: it goes on in a chat beside another run
DROP INDEX run_one_active;
CREATE UNIQUE INDEX run_one_active ON run (group_id, thread_id)
    WHERE status IN ('gathering', 'open', 'paused') AND parent_id IS NULL AND beside = 0;
CREATE UNIQUE INDEX run_one_beside ON run (group_id, flow)
    WHERE status IN ('gathering', 'open', 'paused') AND beside = 1;

CREATE TABLE check_in (              -- how check-ins come back in a chat; when the next one is, stands in the schedule
    group_id INTEGER PRIMARY KEY REFERENCES chat_group (id),
    thread_id INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL,            -- proposed | on | paused
    weeks INTEGER NOT NULL,
    weekday INTEGER NOT NULL,        -- 0 Monday to 6 Sunday
    at TEXT NOT NULL,                -- local time
    led_by TEXT NOT NULL,            -- who set it up, '' when an anonymous admin did
    silent INTEGER NOT NULL DEFAULT 0            -- rounds in a row in which nobody answered
);

CREATE TABLE check_in_member (       -- who takes part from round to round; the rowid keeps the order
    group_id INTEGER NOT NULL REFERENCES chat_group (id),
    participant TEXT NOT NULL,
    UNIQUE (group_id, participant)
);
CREATE INDEX check_in_member_person ON check_in_member (participant);

CREATE TABLE away (                  -- who is not waited for, nor reminded; forgotten when it is over
    participant TEXT PRIMARY KEY,
    until TEXT NOT NULL              -- the last day
) WITHOUT ROWID;

CREATE TABLE check_in_round (        -- a round that gave something to tell
    run_id INTEGER PRIMARY KEY REFERENCES run (id),
    group_id INTEGER NOT NULL REFERENCES chat_group (id),
    told INTEGER NOT NULL DEFAULT 0  -- 1: the core group heard of it
);
CREATE INDEX check_in_round_untold ON check_in_round (group_id) WHERE told = 0;

CREATE TABLE need (                  -- what an action group asks of the core group; never who asked
    id INTEGER PRIMARY KEY AUTOINCREMENT,        -- stands on buttons, so never used again
    group_id INTEGER NOT NULL REFERENCES chat_group (id),
    kind TEXT NOT NULL,              -- what it is of: knowledge, people, money ...
    text TEXT NOT NULL,              -- in the words that people passed on, '' without any
    status TEXT NOT NULL DEFAULT 'open',         -- open | taken | answered
    told INTEGER NOT NULL DEFAULT 0, -- how often the core group heard of it
    told_at TEXT,
    asked_at TEXT NOT NULL
);
CREATE INDEX need_group ON need (group_id, id);

CREATE TABLE indicator (             -- something that is counted or told for a while, because somebody needs it
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES chat_group (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,              -- process | result
    counted_by TEXT NOT NULL,
    how TEXT NOT NULL,               -- tally | photo | story
    used_by TEXT NOT NULL,           -- who needs it, '' when nobody does
    every INTEGER NOT NULL,          -- rounds between two times
    stops_on TEXT,                   -- local day
    rounds INTEGER NOT NULL DEFAULT 0,           -- rounds since it was set up
    latest TEXT NOT NULL DEFAULT '', -- what was counted or told last
    status TEXT NOT NULL DEFAULT 'on'            -- on | over
);
CREATE INDEX indicator_group ON indicator (group_id, id);
