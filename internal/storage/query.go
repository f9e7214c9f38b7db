package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"pledgebook"
)

// Claims yields claims.
func (b *Book) Claims(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Claim], error] {
	return list[pledgebook.Claim](ctx, b, "claim", q)
}

// Quotes yields quotes.
func (b *Book) Quotes(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Quote], error] {
	return list[pledgebook.Quote](ctx, b, "quote", q)
}

// Needs yields needs.
func (b *Book) Needs(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Need], error] {
	return list[pledgebook.Need](ctx, b, "need", q)
}

// Meetings yields meetings.
func (b *Book) Meetings(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Meeting], error] {
	return list[pledgebook.Meeting](ctx, b, "meeting", q)
}

// Mechanisms yields mechanisms.
func (b *Book) Mechanisms(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Mechanism], error] {
	return list[pledgebook.Mechanism](ctx, b, "mechanism", q)
}

// Positions yields positions.
func (b *Book) Positions(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Position], error] {
	return list[pledgebook.Position](ctx, b, "position", q)
}

// Reports yields the reports' metadata.
func (b *Book) Reports(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Report], error] {
	return list[pledgebook.Report](ctx, b, "reading", q)
}

// list runs a query over one table of things, or over the readings themselves.
func list[T any](ctx context.Context, b *Book, table string, q pledgebook.Query) iter.Seq2[pledgebook.Held[T], error] {
	return func(yield func(pledgebook.Held[T], error) bool) {
		query, err := b.filtered(ctx, table, q)
		if err != nil {
			yield(pledgebook.Held[T]{}, b.fault(err))
			return
		}
		streamHeld[T](ctx, b, table, query)(yield)
	}
}

// selectThings selects what makes a [pledgebook.Held] of each row.
func (b *Book) selectThings(table string) *bun.SelectQuery {
	s := b.read.NewSelect().TableExpr("? AS t", bun.Ident(table)).
		ColumnExpr("t.key, t.doc, r.id, rd.engine, t.current, r.url, rd.outlet, rd.headline, rd.input, rd.language, rd.published").
		Where("t.doc IS NOT NULL")
	if table == "reading" {
		s.Join("JOIN reading AS rd ON rd.key = t.key")
	} else {
		s.Join("JOIN reading AS rd ON rd.key = t.reading")
	}
	return s.Join("JOIN report AS r ON r.key = rd.report")
}

// streamHeld yields the rows of a query made with selectThings. A row has its
// document decoded only when it is its turn.
func streamHeld[T any](ctx context.Context, b *Book, table string, query *bun.SelectQuery) iter.Seq2[pledgebook.Held[T], error] {
	return func(yield func(pledgebook.Held[T], error) bool) {
		rows, err := query.Rows(ctx)
		if err != nil {
			yield(pledgebook.Held[T]{}, b.fault(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			held, err := scanHeld[T](rows, table)
			if !yield(held, b.fault(err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(pledgebook.Held[T]{}, b.fault(err))
		}
	}
}

// scanHeld reads what selectThings selects, and what the query selects behind it.
func scanHeld[T any](rows *sql.Rows, table string, more ...any) (held pledgebook.Held[T], err error) {
	var (
		key                                             int64
		doc                                             sql.RawBytes
		url, outlet, headline, input, language, publish sql.NullString
		c                                               = &held.Citation
	)
	into := append([]any{&key, &doc, &c.Report, &c.Engine, &c.Current, &url, &outlet, &headline, &input, &language, &publish}, more...)
	if err := rows.Scan(into...); err != nil {
		return held, err
	}
	c.URL, c.Outlet, c.Headline, c.Input = url.String, outlet.String, headline.String, input.String
	c.Language, c.Published = language.String, pledgebook.Stamp(publish.String)
	held.Cursor = pledgebook.Cursor(strconv.FormatInt(key, 10))
	if err := json.Unmarshal(doc, &held.Thing); err != nil {
		return held, pledgebook.WrapError(pledgebook.Damaged, err, "a %s of report %s cannot be read back; run pledgebook verify", table, c.Report)
	}
	if r, ok := any(&held.Thing).(*pledgebook.Report); ok {
		r.Input = c.Input
	}
	return held, nil
}

// stream yields the rows of a query over one model, converted.
func stream[R, T any](ctx context.Context, b *Book, query *bun.SelectQuery, convert func(*R) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		rows, err := query.Rows(ctx)
		if err != nil {
			yield(none, b.fault(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var row R
			if err := query.DB().ScanRow(ctx, rows, &row); err != nil {
				yield(none, b.fault(err))
				return
			}
			thing, err := convert(&row)
			if !yield(thing, b.fault(err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(none, b.fault(err))
		}
	}
}

// filtered turns a query into SQL.
func (b *Book) filtered(ctx context.Context, table string, q pledgebook.Query) (*bun.SelectQuery, error) {
	if err := refuseForeign(table, q); err != nil {
		return nil, err
	}
	s := b.selectThings(table)
	if !q.Superseded {
		s.Where("t.current")
	}
	whereParties(s, table, q)
	if len(q.Kinds) > 0 {
		s.Where("t.kind IN (?)", bun.List(q.Kinds))
	}
	if len(q.Stages) > 0 {
		s.Where("t.stage IN (?)", bun.List(q.Stages))
	}
	if q.Speaker != "" {
		s.Where(`t.speaker LIKE ? ESCAPE '\'`, "%"+likeEscape(indexed(strings.ToLower(q.Speaker)))+"%")
	}
	wherePeriod(s, table, q.Period)
	whereIDs(s, table, q.IDs)
	if q.Report != "" {
		if err := b.whereReport(ctx, s, table, q.Report); err != nil {
			return nil, err
		}
	}
	return s, wherePlace(s, q)
}

// asks maps the filters that not all things have to the things that have them.
var asks = []struct {
	name   string
	asked  func(pledgebook.Query) bool
	tables []string
}{
	{"parties", func(q pledgebook.Query) bool { return len(q.Parties) > 0 }, []string{"claim", "quote", "need", "meeting"}},
	{"provider", func(q pledgebook.Query) bool { return len(q.Providers) > 0 }, []string{"claim"}},
	{"receiver", func(q pledgebook.Query) bool { return len(q.Receivers) > 0 }, []string{"claim", "need"}},
	{"kind", func(q pledgebook.Query) bool { return len(q.Kinds) > 0 }, []string{"claim"}},
	{"stage", func(q pledgebook.Query) bool { return len(q.Stages) > 0 }, []string{"claim"}},
	{"speaker", func(q pledgebook.Query) bool { return q.Speaker != "" }, []string{"quote"}},
}

// refuseForeign refuses filters for what the things of a table do not have:
// to ignore one would answer another question than was asked.
func refuseForeign(table string, q pledgebook.Query) error {
	for _, a := range asks {
		if a.asked(q) && !strings.Contains(" "+strings.Join(a.tables, " ")+" ", " "+table+" ") {
			return pledgebook.Errorf(pledgebook.Invalid, "a %s has no %s to choose by; leave that filter out", strings.Replace(table, "reading", "report", 1), a.name)
		}
	}
	return nil
}

func whereParties(s *bun.SelectQuery, table string, q pledgebook.Query) {
	any := func(parties []pledgebook.PartyID, condition string) {
		if len(parties) > 0 {
			s.Where(condition, bun.List(parties))
		}
	}
	switch table {
	case "claim":
		any(q.Parties, "t.key IN (SELECT claim FROM claim_party WHERE party IN (?))")
		any(q.Providers, "t.key IN (SELECT claim FROM claim_party WHERE role = 'provider' AND party IN (?))")
		any(q.Receivers, "t.key IN (SELECT claim FROM claim_party WHERE role = 'receiver' AND party IN (?))")
	case "need":
		any(q.Parties, "t.key IN (SELECT need FROM need_party WHERE party IN (?))")
		any(q.Receivers, "t.key IN (SELECT need FROM need_party WHERE party IN (?))")
	case "quote":
		any(q.Parties, "t.speaker_party IN (?)")
	case "meeting":
		any(q.Parties, "t.body IN (?)")
	}
}

// wherePeriod keeps what overlaps a period. A report's time is the day it was
// published.
func wherePeriod(s *bun.SelectQuery, table string, period pledgebook.Interval) {
	if period.IsZero() {
		return
	}
	from, until, after := "t.time_from", "t.time_until", ">"
	if table == "reading" { // which knows its day, not the day after
		from, until, after = "substr(t.published, 1, 10)", "substr(t.published, 1, 10)", ">="
	}
	s.Where(fmt.Sprintf("(%s IS NOT NULL OR %s IS NOT NULL)", from, until))
	if period.End.Known() {
		s.Where(fmt.Sprintf("(%[1]s IS NULL OR %[1]s < ?)", from), period.End.String())
	}
	if period.Start.Known() {
		s.Where(fmt.Sprintf("(%[1]s IS NULL OR %[1]s %[2]s ?)", until, after), period.Start.String())
	}
}

// whereIDs keeps single things. A database cannot be asked for every text.
func whereIDs(s *bun.SelectQuery, table string, ids []string) {
	if len(ids) == 0 {
		return
	}
	column := "t.id"
	if table == "reading" { // which is known by its report
		column = "r.id"
	}
	sound := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !soundID(id) })
	if len(sound) == 0 {
		s.Where("FALSE")
		return
	}
	s.Where(column+" IN (?)", bun.List(sound))
}

// whereReport keeps what was read from one report, by the key ranges of its readings.
func (b *Book) whereReport(ctx context.Context, s *bun.SelectQuery, table, report string) error {
	var keys []int64
	err := b.read.NewRaw("SELECT reading.key FROM reading JOIN report ON report.key = reading.report WHERE report.id = ?", report).Scan(ctx, &keys)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	s.WhereGroup(" AND ", func(s *bun.SelectQuery) *bun.SelectQuery {
		s.Where("FALSE")
		for _, key := range keys {
			if table == "reading" {
				s.WhereOr("t.key = ?", key)
			} else {
				s.WhereOr("t.key BETWEEN ? AND ?", thingKey(key, 0), thingKey(key+1, -1))
			}
		}
		return s
	})
	return nil
}

// wherePlace sets order, beginning and length of the answer.
func wherePlace(s *bun.SelectQuery, q pledgebook.Query) error {
	order, after := "t.key", "t.key > ?"
	if q.Newest {
		order, after = "t.key DESC", "t.key < ?"
	}
	s.OrderExpr(order)
	if q.Limit > 0 {
		s.Limit(int64(q.Limit))
	}
	if q.After == "" {
		return nil
	}
	key, err := strconv.ParseInt(string(q.After), 10, 64)
	if err != nil {
		return pledgebook.Errorf(pledgebook.Invalid, "%q is no place in a list of this book; use a cursor that it gave", q.After)
	}
	s.Where(after, key)
	return nil
}

// likeEscape makes a text match only itself in a LIKE pattern.
func likeEscape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
