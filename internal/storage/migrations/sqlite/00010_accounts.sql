-- Accounts, beside the book: no part of its chain nor of its backups. Moments are
-- texts that sort like them; an empty one is none.

-- +goose Up

-- Who may sign in. login and folded, the name in lower case, are nobody else's.
CREATE TABLE account (
  id          TEXT PRIMARY KEY,
  login       TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  folded      TEXT NOT NULL UNIQUE,
  role        TEXT NOT NULL,
  password    TEXT NOT NULL,
  subject     TEXT UNIQUE,
  made_at     TEXT NOT NULL,
  seen_at     TEXT NOT NULL,
  disabled_at TEXT NOT NULL,
  ended_at    TEXT NOT NULL -- all its sessions begun before are over
);

-- One-time links; hash is of what stands in the link.
CREATE TABLE one_time_link (
  hash       TEXT PRIMARY KEY,
  account    TEXT REFERENCES account (id),
  role       TEXT NOT NULL,
  made_by    TEXT NOT NULL,
  made_at    TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at    TEXT NOT NULL
);

-- Browsers that are signed in, or on the way there; hash is of the cookie.
CREATE TABLE session (
  hash       TEXT PRIMARY KEY,
  account    TEXT REFERENCES account (id),
  device     TEXT NOT NULL,
  data       BLOB NOT NULL,
  made_at    TEXT NOT NULL,
  seen_at    TEXT NOT NULL,
  expires_at TEXT NOT NULL
);
CREATE INDEX session_account ON session (account);

-- Programs that use the API as an account; hash is of the token.
CREATE TABLE api_token (
  id         TEXT PRIMARY KEY,
  account    TEXT NOT NULL REFERENCES account (id),
  name       TEXT NOT NULL,
  scope      TEXT NOT NULL,
  hash       TEXT NOT NULL UNIQUE,
  made_at    TEXT NOT NULL,
  seen_at    TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT NOT NULL
);
CREATE INDEX api_token_account ON api_token (account);

-- Keys that accounts' devices keep; id is the credential's, in hexadecimal.
CREATE TABLE passkey (
  id         TEXT PRIMARY KEY,
  account    TEXT NOT NULL REFERENCES account (id),
  name       TEXT NOT NULL,
  credential BLOB NOT NULL,
  made_at    TEXT NOT NULL,
  seen_at    TEXT NOT NULL
);
CREATE INDEX passkey_account ON passkey (account);

-- Failed tries to sign in, by account and by address.
CREATE TABLE guess (
  key      TEXT PRIMARY KEY,
  count    INTEGER NOT NULL,
  since_at TEXT NOT NULL
);

-- The log of sign-ins and of changes to accounts.
CREATE TABLE account_note (
  key     INTEGER PRIMARY KEY,
  at      TEXT NOT NULL,
  who     TEXT NOT NULL,
  act     TEXT NOT NULL,
  about   TEXT NOT NULL,
  address TEXT NOT NULL,
  detail  TEXT NOT NULL
);
CREATE INDEX account_note_about ON account_note (about, key);

-- +goose StatementBegin
CREATE TRIGGER account_note_kept BEFORE DELETE ON account_note
BEGIN SELECT RAISE(ABORT, 'append only: a line of the log is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER account_note_unchanged BEFORE UPDATE ON account_note
BEGIN SELECT RAISE(ABORT, 'append only: a line of the log is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER account_kept BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'an account is disabled, never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER account_login_stays BEFORE UPDATE OF id, login ON account WHEN NEW.id <> OLD.id OR NEW.login <> OLD.login
BEGIN SELECT RAISE(ABORT, 'the login of an account stays'); END;
-- +goose StatementEnd
