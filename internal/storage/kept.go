package storage

import (
	"context"
	"database/sql"
)

// ask asks a question that pages ask again and again. SQLite takes as long to parse
// one as to answer it, so that each connection keeps it parsed. PostgreSQL gets it
// with its values written into it, in one round trip.
func (b *Book) ask(ctx context.Context, question string, values ...any) (*sql.Rows, error) {
	if !b.engine.parsesSlowly {
		return b.read.QueryContext(ctx, question, values...)
	}
	s, err := b.parsed(ctx, question) //nolint:sqlclosecheck // kept as long as the connections, which close it
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, values...)
}

// parsed is a question that the connections keep.
func (b *Book) parsed(ctx context.Context, question string) (*sql.Stmt, error) {
	b.asking.Lock()
	defer b.asking.Unlock()
	if s, ok := b.questions[question]; ok {
		return s, nil
	}
	s, err := b.read.DB.PrepareContext(ctx, question) //nolint:sqlclosecheck // as above
	if err != nil {
		return nil, err
	}
	if b.questions == nil {
		b.questions = map[string]*sql.Stmt{}
	}
	b.questions[question] = s
	return s, nil
}

// eachRow calls for every row of an answer.
func eachRow(rows *sql.Rows, err error, do func(*sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
