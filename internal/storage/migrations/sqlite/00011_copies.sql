-- What reports are recognised by when they come again, and how they belong
-- together. All of it follows from the texts: it is no part of the chain, and is
-- made anew after a restore.

-- +goose Up

-- page is the link in its plainest spelling, day the day of publication (counted
-- as pledgebook.Day), whole the hash of the body, each empty where there is none. placed is false until copies were looked for.
CREATE TABLE print (
  report INTEGER PRIMARY KEY,
  page   TEXT,
  day    INTEGER,
  whole  INTEGER,
  placed BOOLEAN NOT NULL
) WITHOUT ROWID;
CREATE INDEX print_page ON print (page, report) WHERE page IS NOT NULL;
CREATE INDEX print_whole ON print (whole, report) WHERE whole IS NOT NULL;
CREATE INDEX print_unplaced ON print (report) WHERE NOT placed;

-- A sample of the body's runs of words.
CREATE TABLE mark (
  mark   INTEGER NOT NULL,
  report INTEGER NOT NULL,
  PRIMARY KEY (mark, report)
) WITHOUT ROWID;

-- Two reports that are one text (copy) or two states of one page (version).
CREATE TABLE tie (
  earlier INTEGER NOT NULL,
  later   INTEGER NOT NULL,
  kind    TEXT NOT NULL CHECK (kind IN ('copy', 'version')),
  PRIMARY KEY (earlier, later)
) WITHOUT ROWID;
CREATE INDEX tie_later ON tie (later, earlier);

-- Reports filed by older programs are looked at when the book is used next.
INSERT INTO print (report, placed) SELECT key, redacted_by IS NOT NULL FROM report;
