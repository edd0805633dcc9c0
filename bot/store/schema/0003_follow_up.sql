-- What became of what a group promised; and what is old enough in the outbox to go.

CREATE TABLE follow_up (             -- a promise with a day, of a run that came to its end; its words stand in the answers
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    place TEXT NOT NULL,             -- of the run, by which the promise is known
    kind TEXT NOT NULL,              -- step | measure | deviation
    said TEXT NOT NULL,              -- the day that stands in the answers
    day TEXT NOT NULL,               -- the day that counts: the group may have moved it since
    status TEXT NOT NULL DEFAULT 'open',         -- open | done | dropped
    asked_on TEXT,                   -- the day for which the group was asked last
    asked_key TEXT                   -- dedupe_key of the outbox row that asked
);
CREATE UNIQUE INDEX follow_up_place ON follow_up (run_id, place);
CREATE INDEX follow_up_asked ON follow_up (asked_key) WHERE asked_key IS NOT NULL;

CREATE INDEX outbox_settled ON outbox (settled_at) WHERE settled_at IS NOT NULL;   -- what was sent just now, and what to empty next
