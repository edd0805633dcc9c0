-- A neighbourhood of chats, and what happens at a moment.

CREATE TABLE initiative (            -- a neighbourhood that works together; its chats have roles
    id INTEGER PRIMARY KEY,
    created_at TEXT NOT NULL
);

-- role (0001): action_group | platform | core_group
ALTER TABLE chat_group ADD COLUMN initiative_id INTEGER REFERENCES initiative (id);
ALTER TABLE chat_group ADD COLUMN title TEXT NOT NULL DEFAULT '';              -- as the other chats of the initiative call it
ALTER TABLE chat_group ADD COLUMN quiet_from TEXT NOT NULL DEFAULT '21:00';    -- local time; from then on nothing is begun
ALTER TABLE chat_group ADD COLUMN quiet_to TEXT NOT NULL DEFAULT '08:00';
ALTER TABLE chat_group ADD COLUMN on_sundays INTEGER NOT NULL DEFAULT 0;       -- 1: reminders may come on a Sunday
ALTER TABLE chat_group ADD COLUMN on_holidays INTEGER NOT NULL DEFAULT 0;      -- 1: and on a public holiday
CREATE INDEX chat_group_initiative ON chat_group (initiative_id) WHERE initiative_id IS NOT NULL;

CREATE TABLE schedule (              -- what happens at a moment, once or again and again
    id INTEGER PRIMARY KEY AUTOINCREMENT,        -- part of the key of everything it causes, so never used again
    group_id INTEGER NOT NULL REFERENCES chat_group (id),
    thread_id INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL,              -- who acts on it: check_in, poll_close ...
    about TEXT NOT NULL DEFAULT '',  -- what it is about, e.g. the number of a poll
    rhythm TEXT,                     -- JSON of how it comes back, NULL: once
    due TEXT NOT NULL,               -- UTC, the next moment
    meant TEXT NOT NULL,             -- UTC, the moment that was meant before rest or trouble put it off
    occurrence INTEGER NOT NULL DEFAULT 1,       -- counts; part of the key of everything it causes
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,                      -- the type of the last error, never its text
    status TEXT NOT NULL DEFAULT 'waiting',      -- waiting | dead: failed again and again
    created_at TEXT NOT NULL
);
CREATE UNIQUE INDEX schedule_about ON schedule (group_id, kind, about);
CREATE INDEX schedule_due ON schedule (due) WHERE status = 'waiting';
