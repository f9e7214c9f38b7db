-- When the next request to a host may begin, for all processes together, in
-- microseconds since 1970 by the database's clock.

-- +goose Up
CREATE TABLE host (
  name    TEXT PRIMARY KEY,
  next_at BIGINT NOT NULL
);
