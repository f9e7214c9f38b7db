-- What was told to whom: one row a piece of news and receiver. Those of before
-- the receiver was known are there, and were never told.

-- +goose Up
CREATE TABLE notice (
  receiver TEXT NOT NULL,
  id       TEXT NOT NULL,
  state    TEXT NOT NULL,
  tries    INTEGER NOT NULL DEFAULT 0,
  status   INTEGER NOT NULL DEFAULT 0,
  at       TEXT NOT NULL,
  cause    TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (receiver, id)
);
CREATE INDEX notice_at ON notice (at);
