-- The first form of the ledger. Applied in one transaction with user_version = 1.

-- Facts about the file itself: the PC that made it, the version of its projections.
CREATE TABLE ledger (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What happened. The payload is kept to the letter.
CREATE TABLE entry (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  version INTEGER NOT NULL,
  customer TEXT,
  author TEXT NOT NULL,
  device TEXT NOT NULL,
  time_us INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;

-- Deliveries (11) and takes (9) are no rows of a timeline.
CREATE INDEX entry_timeline ON entry (customer, time_us)
  WHERE customer IS NOT NULL AND kind NOT IN (9, 11);

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN
  SELECT RAISE (ABORT, 'an entry is never changed');
END;

CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN
  SELECT RAISE (ABORT, 'an entry is never deleted');
END;

-- Sound, in the chunks in which it came.
CREATE TABLE media (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  bytes INTEGER NOT NULL,
  finished INTEGER NOT NULL,
  sha256 TEXT
) STRICT;

CREATE INDEX media_unfinished ON media (number) WHERE finished = 0;

CREATE TABLE media_chunk (
  media INTEGER NOT NULL REFERENCES media (number),
  seq INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (media, seq)
) STRICT;

CREATE TRIGGER media_is_fixed_once_finished BEFORE UPDATE ON media WHEN OLD.finished = 1
BEGIN
  SELECT RAISE (ABORT, 'finished media are never changed');
END;

CREATE TRIGGER media_is_never_deleted BEFORE DELETE ON media
BEGIN
  SELECT RAISE (ABORT, 'media are never deleted');
END;

CREATE TRIGGER media_chunk_is_never_changed BEFORE UPDATE ON media_chunk
BEGIN
  SELECT RAISE (ABORT, 'sound is never changed');
END;

CREATE TRIGGER media_chunk_is_never_deleted BEFORE DELETE ON media_chunk
BEGIN
  SELECT RAISE (ABORT, 'sound is never deleted');
END;

-- Projections. All below can be emptied and derived anew from the entries.

CREATE TABLE customer (
  number INTEGER PRIMARY KEY,           -- in the order in which they were first heard of
  id TEXT NOT NULL UNIQUE,
  facts TEXT NOT NULL,                  -- JSON: the customer-changed payloads, laid over each other
  name_key TEXT NOT NULL,               -- folded, so that it sorts the same everywhere
  standing INTEGER NOT NULL,            -- far below zero for who waits; else minus last_time_us
  last_time_us INTEGER NOT NULL,
  last_kind INTEGER NOT NULL,
  last_words TEXT,
  waiting_since_us INTEGER NOT NULL,    -- 0: does not wait
  heard_us INTEGER NOT NULL,            -- when they last turned to the showroom; 0: never
  answered_us INTEGER NOT NULL,         -- when the showroom last turned to them; 0: never
  assigned TEXT,
  assigned_us INTEGER NOT NULL,
  opted_out INTEGER NOT NULL,           -- bits of RbkMedium
  call_us INTEGER NOT NULL,             -- when each bit was last decided
  text_us INTEGER NOT NULL,
  email_us INTEGER NOT NULL
) STRICT;

CREATE INDEX customer_standing ON customer (standing);
CREATE INDEX customer_waiting ON customer (-last_time_us) WHERE waiting_since_us <> 0;
CREATE INDEX customer_name ON customer (name_key);

CREATE TABLE message (
  seq INTEGER PRIMARY KEY,              -- that of the entry, by whose id it is found
  id TEXT NOT NULL,
  customer TEXT NOT NULL,
  account TEXT,                         -- NULL: told afterwards, does not leave from here
  state INTEGER NOT NULL,
  detail TEXT,
  attempt INTEGER NOT NULL,
  next_us INTEGER NOT NULL
) STRICT;

-- Accepted (4) and delivered (5) are most, and nobody asks for all of them.
CREATE INDEX message_state ON message (state) WHERE state NOT IN (4, 5);

CREATE TABLE draft (
  seq INTEGER PRIMARY KEY,              -- that of the entry that opened it
  id TEXT NOT NULL UNIQUE,
  customer TEXT NOT NULL,
  author TEXT NOT NULL,
  time_us INTEGER NOT NULL,
  chosen TEXT,
  closed INTEGER NOT NULL
) STRICT;

CREATE INDEX draft_open ON draft (seq) WHERE closed = 0;

CREATE TABLE take (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  draft TEXT NOT NULL,
  media TEXT NOT NULL,
  microphone TEXT,
  time_us INTEGER NOT NULL,
  deleted INTEGER NOT NULL
) STRICT;

CREATE INDEX take_draft ON take (draft);

CREATE TABLE showroom (
  number INTEGER PRIMARY KEY CHECK (number = 1),
  facts TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  facts TEXT NOT NULL
) STRICT;

CREATE TABLE account (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  facts TEXT NOT NULL
) STRICT;

-- Two rows a customer: 2n holds the words of their facts, 2n + 1 grows by those of their entries.
-- The words are folded before they come here, and only who has a word is kept, not where.
CREATE VIRTUAL TABLE search USING fts5 (
  words,
  content = '',
  columnsize = 0,
  detail = none,
  tokenize = 'ascii',
  prefix = '1 2 3'
);

-- The entries after this one are not yet in the index: one at a time would cost each append as much
-- again as everything else it writes.
CREATE TABLE search_end (
  number INTEGER PRIMARY KEY CHECK (number = 1),
  seq INTEGER NOT NULL
) STRICT;

INSERT INTO search_end VALUES (1, 0);
