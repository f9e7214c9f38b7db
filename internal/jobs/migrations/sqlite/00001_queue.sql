-- What is watched and which links were taken from it. The jobs themselves lie
-- in River's tables. Times are UTC texts of equal length, so that they compare.

-- +goose Up

-- A list of links: a feed, a sitemap, an index of sitemaps. source is the list
-- of the settings that led to it, itself for that list. changed is what the index above it said
-- when it was read last, next_at when a list of the settings is due again.
CREATE TABLE list (
  url           TEXT PRIMARY KEY,
  source        TEXT NOT NULL,
  etag          TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  changed       TEXT NOT NULL DEFAULT '',
  polled_at     TEXT NOT NULL DEFAULT '',
  next_at       TEXT NOT NULL DEFAULT '',
  failures      INTEGER NOT NULL DEFAULT 0,
  links         INTEGER NOT NULL DEFAULT 0
);

-- A link that has its job, or had it. changed is the latest time a list gave it.
CREATE TABLE link (
  url      TEXT PRIMARY KEY,
  list     TEXT NOT NULL,
  changed  TEXT NOT NULL DEFAULT '',
  taken_at TEXT NOT NULL
);

-- A process that works on the queue, and when it last gave a sign of life.
CREATE TABLE worker (
  id      TEXT PRIMARY KEY,
  seen_at TEXT NOT NULL
);
