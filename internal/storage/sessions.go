package storage

import (
	"context"
	"time"

	"pledgebook/internal/access"
)

// SaveSession keeps a session.
func (s accounts) SaveSession(ctx context.Context, session access.Session) error {
	row := newSessionRow(session)
	_, err := s.book.write.NewInsert().Model(&row).On("CONFLICT (hash) DO UPDATE").
		Set("account = EXCLUDED.account, device = EXCLUDED.device, data = EXCLUDED.data, seen_at = EXCLUDED.seen_at, expires_at = EXCLUDED.expires_at").Exec(ctx)
	return s.book.fault(err)
}

// Session finds a session that has not expired.
func (s accounts) Session(ctx context.Context, hash string, now time.Time) (access.Session, error) {
	var row sessionRow
	err := s.book.read.NewSelect().Model(&row).Where("hash = ? AND expires_at > ?", hash, at(now)).Scan(ctx)
	return row.session(), s.found(err, "session")
}

// TouchSession notes that a session was used.
func (s accounts) TouchSession(ctx context.Context, hash string, now time.Time) error {
	_, err := s.book.write.NewRaw("UPDATE session SET seen_at = ? WHERE hash = ?", at(now), hash).Exec(ctx)
	return s.book.fault(err)
}

// Sessions are an account's.
func (s accounts) Sessions(ctx context.Context, account string, now time.Time) ([]access.Session, error) {
	var rows []sessionRow
	err := s.book.read.NewSelect().Model(&rows).Where("account = ? AND expires_at > ?", account, at(now)).Order("seen_at DESC", "hash").Scan(ctx)
	sessions := make([]access.Session, len(rows))
	for i, r := range rows {
		sessions[i] = r.session()
	}
	return sessions, s.book.fault(err)
}

// DropSession ends a session.
func (s accounts) DropSession(ctx context.Context, hash string) error {
	_, err := s.book.write.NewRaw("DELETE FROM session WHERE hash = ?", hash).Exec(ctx)
	return s.book.fault(err)
}

// DropSessions ends all of an account's sessions but one.
func (s accounts) DropSessions(ctx context.Context, account, but string) error {
	_, err := s.book.write.NewRaw("DELETE FROM session WHERE account = ? AND hash <> ?", account, but).Exec(ctx)
	return s.book.fault(err)
}

// AddToken keeps a token.
func (s accounts) AddToken(ctx context.Context, t access.Token) error {
	row := newTokenRow(t)
	_, err := s.book.write.NewInsert().Model(&row).Exec(ctx)
	return s.book.fault(err)
}

// Tokens are an account's, or everybody's.
func (s accounts) Tokens(ctx context.Context, account string) ([]access.Token, error) {
	var rows []tokenRow
	q := s.book.read.NewSelect().Model(&rows).Order("made_at DESC", "id")
	if account != "" {
		q.Where("account = ?", account)
	}
	err := q.Scan(ctx)
	tokens := make([]access.Token, len(rows))
	for i, r := range rows {
		tokens[i] = r.token()
	}
	return tokens, s.book.fault(err)
}

// Token finds a token.
func (s accounts) Token(ctx context.Context, hash string) (access.Token, error) {
	var row tokenRow
	err := s.book.read.NewSelect().Model(&row).Where("hash = ?", hash).Scan(ctx)
	return row.token(), s.found(err, "token")
}

// RevokeToken ends a token.
func (s accounts) RevokeToken(ctx context.Context, account, id string, now time.Time) error {
	return s.one(ctx, "token", "UPDATE api_token SET revoked_at = ? WHERE account = ? AND id = ? AND revoked_at = ''", at(now), account, id)
}

// TouchToken notes that a token was used.
func (s accounts) TouchToken(ctx context.Context, id string, now time.Time) error {
	_, err := s.book.write.NewRaw("UPDATE api_token SET seen_at = ? WHERE id = ?", at(now), id).Exec(ctx)
	return s.book.fault(err)
}

// Try counts a try in one statement, so that tries at the same time all count.
func (s accounts) Try(ctx context.Context, key string, now, begin time.Time) (access.Tries, error) {
	row := guessRow{Key: indexed(key), Count: 1, SinceAt: at(now)}
	err := s.book.write.NewInsert().Model(&row).On("CONFLICT (key) DO UPDATE").
		Set("count = CASE WHEN guess.since_at < ? THEN 1 ELSE guess.count + 1 END", at(begin)).
		Set("since_at = CASE WHEN guess.since_at < ? THEN EXCLUDED.since_at ELSE guess.since_at END", at(begin)).
		Returning("count, since_at").Scan(ctx, &row.Count, &row.SinceAt)
	return access.Tries{Count: row.Count, Since: row.SinceAt.time()}, s.book.fault(err)
}

// Forgive takes tries back.
func (s accounts) Forgive(ctx context.Context, key string, all bool) error {
	statement := "UPDATE guess SET count = count - 1 WHERE key = ? AND count > 0"
	if all {
		statement = "DELETE FROM guess WHERE key = ?"
	}
	_, err := s.book.write.NewRaw(statement, indexed(key)).Exec(ctx)
	return s.book.fault(err)
}

// Sweep forgets what is over.
func (s accounts) Sweep(ctx context.Context, now time.Time) error {
	for _, statement := range []string{
		"DELETE FROM session WHERE expires_at <= ?",
		"DELETE FROM one_time_link WHERE expires_at <= ? OR used_at <> ''",
	} {
		if _, err := s.book.write.NewRaw(statement, at(now)).Exec(ctx); err != nil {
			return s.book.fault(err)
		}
	}
	_, err := s.book.write.NewRaw("DELETE FROM guess WHERE since_at < ?", at(now.Add(-access.GuessWindow))).Exec(ctx)
	return s.book.fault(err)
}
