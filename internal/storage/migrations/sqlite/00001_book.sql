-- The book: reports, what was read from them, decisions, and the chain over both.
-- Nothing is overwritten: triggers refuse every change but two, marking a reading
-- as superseded (current) and emptying what a decision redacted.
-- Dates are ISO 8601 texts and sums decimal texts; SQLite has no type for either.

-- +goose Up

-- A document and its text. text, url and the original go when it is redacted.
CREATE TABLE report (
  key             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL UNIQUE,
  url             TEXT,
  text            BLOB,
  text_sha256     TEXT NOT NULL,
  original_sha256 TEXT,
  original_bytes  INTEGER,
  original_type   TEXT,
  digest          TEXT NOT NULL,
  redacted_by     TEXT
);
CREATE INDEX report_original ON report (original_sha256);

-- What one engine version read out of one report. doc is the report's metadata as JSON;
-- of the readings of one report, exactly one is current. doc_digest outlives a redaction.
CREATE TABLE reading (
  key         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  report      INTEGER NOT NULL REFERENCES report (key),
  engine      TEXT NOT NULL,
  engine_rank INTEGER NOT NULL,
  digest      TEXT NOT NULL,
  doc_digest  TEXT NOT NULL,
  current     BOOLEAN NOT NULL,
  doc         TEXT,
  outlet      TEXT,
  headline    TEXT,
  input       TEXT,
  language    TEXT,
  published   TEXT,
  UNIQUE (report, engine)
);
CREATE UNIQUE INDEX reading_current ON reading (report) WHERE current;

-- The things read. A thing's key is its reading's key times 1048576 plus its place in
-- the reading, so that key order is the order of filing. doc is the whole thing as JSON;
-- time_from and time_until (not included) say what time it is about.
-- claim: one row for each claim; the columns after doc repeat what lists filter by.
CREATE TABLE claim (
  key        INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  reading    INTEGER NOT NULL REFERENCES reading (key),
  digest     TEXT NOT NULL,
  current    BOOLEAN NOT NULL,
  doc        TEXT,
  time_from  TEXT,
  time_until TEXT,
  stage      TEXT,
  polarity   TEXT,
  revision   TEXT,
  extent     TEXT,
  kind       TEXT,
  modality   TEXT,
  amount_lo  TEXT,
  amount_hi  TEXT,
  currency   TEXT,
  deadline   TEXT
);

-- quote: words attributed to a speaker; speaker is in lower case, for searching.
CREATE TABLE quote (
  key        INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  reading    INTEGER NOT NULL REFERENCES reading (key),
  digest     TEXT NOT NULL,
  current    BOOLEAN NOT NULL,
  doc        TEXT,
  time_from  TEXT,
  time_until TEXT,
  form       TEXT,
  speaker    TEXT,
  speaker_party TEXT
);

-- need: something asked for.
CREATE TABLE need (
  key        INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  reading    INTEGER NOT NULL REFERENCES reading (key),
  digest     TEXT NOT NULL,
  current    BOOLEAN NOT NULL,
  doc        TEXT,
  time_from  TEXT,
  time_until TEXT,
  what       TEXT
);

-- meeting: a gathering of a body.
CREATE TABLE meeting (
  key        INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  reading    INTEGER NOT NULL REFERENCES reading (key),
  digest     TEXT NOT NULL,
  current    BOOLEAN NOT NULL,
  doc        TEXT,
  time_from  TEXT,
  time_until TEXT,
  name       TEXT,
  body       TEXT
);

-- mechanism: a coordinating body or funding mechanism.
CREATE TABLE mechanism (
  key        INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  reading    INTEGER NOT NULL REFERENCES reading (key),
  digest     TEXT NOT NULL,
  current    BOOLEAN NOT NULL,
  doc        TEXT,
  time_from  TEXT,
  time_until TEXT,
  name       TEXT,
  status     TEXT
);

-- position: who decides, or stands how, on what.
CREATE TABLE position (
  key        INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  reading    INTEGER NOT NULL REFERENCES reading (key),
  digest     TEXT NOT NULL,
  current    BOOLEAN NOT NULL,
  doc        TEXT,
  time_from  TEXT,
  time_until TEXT,
  holder     TEXT,
  stance     TEXT
);

CREATE INDEX claim_stage ON claim (stage, key) WHERE current;
CREATE INDEX claim_kind ON claim (kind, key) WHERE current;
CREATE INDEX claim_time ON claim (time_from, time_until) WHERE current;
CREATE INDEX quote_party ON quote (speaker_party, key);
CREATE INDEX meeting_body ON meeting (body, key);

-- Who gives, gets, and passes on, claim by claim; and whose needs.
CREATE TABLE claim_party (
  claim INTEGER NOT NULL REFERENCES claim (key),
  role  TEXT NOT NULL CHECK (role IN ('provider', 'receiver', 'channel')),
  party TEXT NOT NULL,
  PRIMARY KEY (claim, role, party)
) WITHOUT ROWID;
CREATE INDEX claim_party_party ON claim_party (party, role, claim);

CREATE TABLE need_party (
  need  INTEGER NOT NULL REFERENCES need (key),
  party TEXT NOT NULL,
  PRIMARY KEY (need, party)
) WITHOUT ROWID;
CREATE INDEX need_party_party ON need_party (party, need);

-- Reviewers' acts, in the order of the chain, and what each is about.
CREATE TABLE decision (
  key    INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,
  verb   TEXT NOT NULL,
  who    TEXT NOT NULL,
  at     TEXT NOT NULL,
  doc    TEXT NOT NULL,
  digest TEXT NOT NULL
);

CREATE TABLE decision_on (
  decision INTEGER NOT NULL REFERENCES decision (key),
  target   TEXT NOT NULL,
  PRIMARY KEY (decision, target)
) WITHOUT ROWID;
CREATE INDEX decision_on_target ON decision_on (target, decision);

-- The chain: each batch hashes the one before it and its own links. head, one row, is
-- its end; whoever appends locks it.
CREATE TABLE batch (
  seq  INTEGER PRIMARY KEY,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  at   TEXT NOT NULL
);

CREATE TABLE link (
  batch  INTEGER NOT NULL REFERENCES batch (seq),
  pos    INTEGER NOT NULL,
  kind   TEXT NOT NULL CHECK (kind IN ('reading', 'decision')),
  id     TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (batch, pos),
  UNIQUE (kind, id)
) WITHOUT ROWID;

CREATE TABLE head (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  seq  INTEGER NOT NULL,
  hash TEXT NOT NULL
);
INSERT INTO head (one, seq, hash) VALUES (1, 0, '');

-- +goose StatementBegin
CREATE TRIGGER batch_kept BEFORE DELETE ON batch
BEGIN SELECT RAISE(ABORT, 'append only: a row of batch is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER batch_unchanged BEFORE UPDATE ON batch
BEGIN SELECT RAISE(ABORT, 'append only: a row of batch is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER link_kept BEFORE DELETE ON link
BEGIN SELECT RAISE(ABORT, 'append only: a row of link is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER link_unchanged BEFORE UPDATE ON link
BEGIN SELECT RAISE(ABORT, 'append only: a row of link is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decision_kept BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'append only: a row of decision is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decision_unchanged BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'append only: a row of decision is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decision_on_kept BEFORE DELETE ON decision_on
BEGIN SELECT RAISE(ABORT, 'append only: a row of decision_on is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decision_on_unchanged BEFORE UPDATE ON decision_on
BEGIN SELECT RAISE(ABORT, 'append only: a row of decision_on is never changed'); END;
-- +goose StatementEnd

-- A report is emptied only by a decision to redact it; what was read from it, after it.
-- +goose StatementBegin
CREATE TRIGGER report_kept BEFORE DELETE ON report
BEGIN SELECT RAISE(ABORT, 'append only: a report is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER report_unchanged BEFORE UPDATE OF key, id, text_sha256, original_sha256, digest ON report
BEGIN SELECT RAISE(ABORT, 'append only: a report is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER report_redacted BEFORE UPDATE OF url, text, original_bytes, original_type, redacted_by ON report
WHEN OLD.redacted_by IS NOT NULL OR NEW.redacted_by IS NULL OR NEW.text IS NOT NULL OR NEW.url IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM decision WHERE id = NEW.redacted_by AND verb = 'redact')
BEGIN SELECT RAISE(ABORT, 'append only: a report is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER reading_kept BEFORE DELETE ON reading
BEGIN SELECT RAISE(ABORT, 'append only: a reading is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER reading_unchanged BEFORE UPDATE OF key, id, report, engine, engine_rank, digest, doc_digest ON reading
BEGIN SELECT RAISE(ABORT, 'append only: a reading is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER reading_redacted BEFORE UPDATE OF doc, outlet, headline, input, language, published ON reading
WHEN NEW.doc IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM report WHERE key = OLD.report AND redacted_by IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'append only: a reading is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER claim_kept BEFORE DELETE ON claim
BEGIN SELECT RAISE(ABORT, 'append only: a claim is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER claim_unchanged BEFORE UPDATE OF key, id, reading, digest ON claim
BEGIN SELECT RAISE(ABORT, 'append only: a claim is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER claim_redacted BEFORE UPDATE OF doc, time_from, time_until, stage, polarity, revision, extent, kind, modality, amount_lo, amount_hi, currency, deadline ON claim
WHEN NEW.doc IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM reading JOIN report ON report.key = reading.report
                 WHERE reading.key = OLD.reading AND report.redacted_by IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'append only: a claim is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER quote_kept BEFORE DELETE ON quote
BEGIN SELECT RAISE(ABORT, 'append only: a quote is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER quote_unchanged BEFORE UPDATE OF key, id, reading, digest ON quote
BEGIN SELECT RAISE(ABORT, 'append only: a quote is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER quote_redacted BEFORE UPDATE OF doc, time_from, time_until, form, speaker, speaker_party ON quote
WHEN NEW.doc IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM reading JOIN report ON report.key = reading.report
                 WHERE reading.key = OLD.reading AND report.redacted_by IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'append only: a quote is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER need_kept BEFORE DELETE ON need
BEGIN SELECT RAISE(ABORT, 'append only: a need is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER need_unchanged BEFORE UPDATE OF key, id, reading, digest ON need
BEGIN SELECT RAISE(ABORT, 'append only: a need is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER need_redacted BEFORE UPDATE OF doc, time_from, time_until, what ON need
WHEN NEW.doc IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM reading JOIN report ON report.key = reading.report
                 WHERE reading.key = OLD.reading AND report.redacted_by IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'append only: a need is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER meeting_kept BEFORE DELETE ON meeting
BEGIN SELECT RAISE(ABORT, 'append only: a meeting is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER meeting_unchanged BEFORE UPDATE OF key, id, reading, digest ON meeting
BEGIN SELECT RAISE(ABORT, 'append only: a meeting is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER meeting_redacted BEFORE UPDATE OF doc, time_from, time_until, name, body ON meeting
WHEN NEW.doc IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM reading JOIN report ON report.key = reading.report
                 WHERE reading.key = OLD.reading AND report.redacted_by IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'append only: a meeting is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER mechanism_kept BEFORE DELETE ON mechanism
BEGIN SELECT RAISE(ABORT, 'append only: a mechanism is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER mechanism_unchanged BEFORE UPDATE OF key, id, reading, digest ON mechanism
BEGIN SELECT RAISE(ABORT, 'append only: a mechanism is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER mechanism_redacted BEFORE UPDATE OF doc, time_from, time_until, name, status ON mechanism
WHEN NEW.doc IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM reading JOIN report ON report.key = reading.report
                 WHERE reading.key = OLD.reading AND report.redacted_by IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'append only: a mechanism is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER position_kept BEFORE DELETE ON position
BEGIN SELECT RAISE(ABORT, 'append only: a position is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER position_unchanged BEFORE UPDATE OF key, id, reading, digest ON position
BEGIN SELECT RAISE(ABORT, 'append only: a position is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER position_redacted BEFORE UPDATE OF doc, time_from, time_until, holder, stance ON position
WHEN NEW.doc IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM reading JOIN report ON report.key = reading.report
                 WHERE reading.key = OLD.reading AND report.redacted_by IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'append only: a position is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER claim_party_unchanged BEFORE UPDATE ON claim_party
BEGIN SELECT RAISE(ABORT, 'append only: the parties of a claim are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER claim_party_redacted BEFORE DELETE ON claim_party
WHEN EXISTS (SELECT 1 FROM claim WHERE key = OLD.claim AND doc IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'append only: the parties of a claim are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER need_party_unchanged BEFORE UPDATE ON need_party
BEGIN SELECT RAISE(ABORT, 'append only: the parties of a need are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER need_party_redacted BEFORE DELETE ON need_party
WHEN EXISTS (SELECT 1 FROM need WHERE key = OLD.need AND doc IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'append only: the parties of a need are never changed'); END;
-- +goose StatementEnd
