-- Inputs that could not be read, until they are. Not part of the chain.

-- +goose Up
CREATE TABLE failure (
  input    TEXT PRIMARY KEY,
  kind     TEXT NOT NULL,
  cause    TEXT NOT NULL,
  first_at TEXT NOT NULL,
  last_at  TEXT NOT NULL,
  tries    INTEGER NOT NULL
);
CREATE INDEX failure_last ON failure (last_at);
