-- The language that an account reads the pages in, as a BCP 47 code; empty for that
-- of each browser.

-- +goose Up
ALTER TABLE account ADD COLUMN language TEXT NOT NULL DEFAULT '';
