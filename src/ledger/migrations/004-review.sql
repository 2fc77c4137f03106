-- Voicemails that are heard by a manager, and what is made of them. Applied in one transaction with
-- user_version = 4; the projections are derived anew afterwards.

-- Comments are no rows of a timeline.
DROP INDEX entry_timeline;
CREATE INDEX entry_timeline ON entry (customer, time_us)
  WHERE customer IS NOT NULL AND kind NOT IN (9, 11, 18, 19, 20, 21, 24);

-- An item is a draft that was submitted, sent or left. Everything about it follows from its sources, its
-- reviews and what replaces it, in whatever order they came here.
CREATE TABLE review_source (
  seq INTEGER PRIMARY KEY,              -- that of the entry
  item TEXT NOT NULL,
  take TEXT NOT NULL,
  sound TEXT NOT NULL                   -- what the sound is known by
) STRICT;

CREATE INDEX review_source_item ON review_source (item);

CREATE TABLE review (
  seq INTEGER PRIMARY KEY,              -- that of the entry
  id TEXT NOT NULL,
  item TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  time_us INTEGER NOT NULL,
  source TEXT,                          -- the entry by which it was heard
  sound TEXT NOT NULL,                  -- what was heard; empty while the item is not there
  decision INTEGER NOT NULL,
  total INTEGER NOT NULL,
  blind INTEGER NOT NULL,
  unrecognisable INTEGER NOT NULL
) STRICT;

CREATE INDEX review_item_of ON review (item);
CREATE INDEX review_time ON review (time_us);

-- Comments (24) and replies (26).
CREATE TABLE review_words (
  seq INTEGER PRIMARY KEY,              -- that of the entry
  item TEXT NOT NULL,
  kind INTEGER NOT NULL
) STRICT;

CREATE INDEX review_words_item ON review_words (item, kind);

-- What is spoken once more, as the first that was heard of it says.
CREATE TABLE review_link (
  draft TEXT PRIMARY KEY,
  replaces TEXT NOT NULL,
  time_us INTEGER NOT NULL,
  id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX review_link_replaces ON review_link (replaces);

CREATE TABLE review_item (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,              -- the draft
  customer TEXT,
  author TEXT NOT NULL,
  take TEXT NOT NULL,
  sound TEXT NOT NULL,
  source TEXT NOT NULL,
  message TEXT,
  replaces TEXT,
  replaced TEXT,
  note TEXT,
  time_us INTEGER NOT NULL,
  duration_us INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  state INTEGER NOT NULL,               -- below 2: waits
  n_reviews INTEGER NOT NULL,           -- of this sound
  judged INTEGER NOT NULL,              -- reviews of all its sounds
  total INTEGER NOT NULL,               -- of the last review; -1: none
  blind INTEGER NOT NULL,               -- one of its reviews was
  judged_by TEXT,                       -- whose review is there, in state 1
  decision INTEGER NOT NULL,
  decided_by TEXT,
  decided_us INTEGER NOT NULL,
  calibration INTEGER NOT NULL,         -- 0 to 99, by lot: judged by two if below the policy's percent
  rank INTEGER NOT NULL,                -- while it waits: how often its author was reviewed
  day INTEGER NOT NULL,                 -- since 1970 UTC
  lot INTEGER NOT NULL
) STRICT;

-- The order of the queue; of everybody's, and of one person's.
CREATE INDEX review_waiting ON review_item (rank, day, lot, id) WHERE state < 2;
CREATE INDEX review_waiting_of ON review_item (author, day, lot, id) WHERE state < 2;
CREATE INDEX review_second ON review_item (judged_by) WHERE state = 1;
CREATE INDEX review_done ON review_item (state, time_us, id) WHERE state >= 2;
CREATE INDEX review_item_time ON review_item (time_us);

CREATE TABLE review_count (
  author TEXT NOT NULL,
  outcome INTEGER NOT NULL,
  state INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (author, outcome, state)
) STRICT, WITHOUT ROWID;

-- How often a person's voicemails were reviewed; whoever never was has no row.
CREATE TABLE review_person (
  person TEXT PRIMARY KEY,
  reviews INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The first of a version counts: scores were given by it.
CREATE TABLE rubric (
  version INTEGER PRIMARY KEY,
  time_us INTEGER NOT NULL,
  id TEXT NOT NULL,
  facts TEXT NOT NULL
) STRICT;

-- The last that was said of an item.
CREATE TABLE example (
  item TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,                 -- that of the entry
  time_us INTEGER NOT NULL,
  id TEXT NOT NULL,
  removed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
