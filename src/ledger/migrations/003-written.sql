-- Messages by more than one account and medium, and what the company has decided about them. Applied in one
-- transaction with user_version = 3; the projections are derived anew afterwards.

ALTER TABLE message ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN due_us INTEGER;                        -- when the outbox looks again; NULL: not
ALTER TABLE message ADD COLUMN state_us INTEGER NOT NULL DEFAULT 0;   -- since when it is in this state
ALTER TABLE message ADD COLUMN scheduled INTEGER NOT NULL DEFAULT 0;  -- a person chose next_us
ALTER TABLE message ADD COLUMN reference TEXT;                        -- the provider's id of it
ALTER TABLE message ADD COLUMN code TEXT;                             -- the provider's, of a failure
ALTER TABLE message ADD COLUMN rule TEXT;                             -- which holds or refuses it

-- One account's queue, however many messages of others wait, or of its own for next week.
CREATE INDEX message_due ON message (account, due_us) WHERE due_us IS NOT NULL;
-- Those of which the provider is asked whether they arrived.
CREATE INDEX message_awaited ON message (account) WHERE state = 4 AND next_us > 0;
-- What of late is known to be at the provider.
CREATE INDEX message_reference ON message (account, state_us) WHERE reference IS NOT NULL;

CREATE TABLE policy (
  number INTEGER PRIMARY KEY CHECK (number = 1),
  facts TEXT NOT NULL
) STRICT;

-- What the gate asks about a customer: texts (5), and consent given and taken back (12, 13).
CREATE INDEX entry_standing ON entry (customer, kind, time_us) WHERE kind IN (5, 12, 13);
