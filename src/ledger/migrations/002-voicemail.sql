-- What is decided, cut, read and heard of a voicemail in the making. Applied in one transaction with
-- user_version = 2. No entry of the kinds 18 to 21 is older, so nothing is derived anew.

-- Their steps are no rows of a timeline either.
DROP INDEX entry_timeline;
CREATE INDEX entry_timeline ON entry (customer, time_us)
  WHERE customer IS NOT NULL AND kind NOT IN (9, 11, 18, 19, 20, 21);

ALTER TABLE draft ADD COLUMN plan INTEGER;                         -- seq of the one that stands
ALTER TABLE draft ADD COLUMN practice INTEGER NOT NULL DEFAULT 0;  -- what is recorded now may not leave

ALTER TABLE take ADD COLUMN practice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE take ADD COLUMN mends TEXT;                            -- the take it was punched into

-- In the order in which they were made: the history of a take is all of its edits.
CREATE TABLE edit (
  seq INTEGER PRIMARY KEY,
  draft TEXT NOT NULL,
  take TEXT NOT NULL
) STRICT;

CREATE INDEX edit_draft ON edit (draft);

CREATE TABLE transcript (
  seq INTEGER PRIMARY KEY,
  content TEXT NOT NULL,
  corrected INTEGER NOT NULL
) STRICT;

CREATE INDEX transcript_content ON transcript (content, corrected);

CREATE TABLE tick (
  draft TEXT NOT NULL,
  take TEXT NOT NULL,                   -- empty: not said
  content TEXT NOT NULL,                -- empty: not said
  rule TEXT NOT NULL,
  position_us INTEGER NOT NULL,         -- -1: not said
  ticked INTEGER NOT NULL,
  author TEXT NOT NULL,
  PRIMARY KEY (draft, take, content, rule)
) STRICT, WITHOUT ROWID;
