package storage

import (
	"cmp"
	"context"
	"encoding/json"
	"reflect"
	"slices"

	"pledgebook"
	"pledgebook/internal/storage/archive"
)

// reports proves each report's text and original against their hashes.
func (p *prover) reports(ctx context.Context) error {
	return reportPages(ctx, p.tx, func(page []reportRow) error {
		for i := range page {
			if err := p.report(ctx, &page[i]); err != nil {
				return err
			}
		}
		p.advance(len(page))
		return nil
	})
}

func (p *prover) report(ctx context.Context, r *reportRow) error {
	p.proof.Reports++
	if got := reportDigest(r); got != r.Digest {
		p.fault("report", r.ID, "its hashes no longer make its digest")
	}
	if r.RedactedBy != "" {
		p.proof.Redacted++
		return p.redacted(ctx, r)
	}
	text, err := textOf(ctx, p.tx, r.Key)
	if err != nil {
		return err
	}
	if got := sha256Hex(text); got != r.TextSHA256 {
		p.fault("report", r.ID, "its text has the hash %s, not %s as recorded", got, r.TextSHA256)
	}
	if r.OriginalSHA256 == "" {
		return nil
	}
	p.proof.Originals++
	return p.original(ctx, r)
}

func (p *prover) original(ctx context.Context, r *reportRow) error {
	doc, err := p.book.archive.Get(ctx, r.OriginalSHA256)
	switch pledgebook.KindOf(err) {
	case "":
	case pledgebook.NotFound, pledgebook.Damaged:
		p.fault("original", r.OriginalSHA256, "of report %s: %v", r.ID, err)
		return nil
	default:
		return err
	}
	if int64(len(doc)) != r.OriginalBytes || archive.Digest(doc) != r.OriginalSHA256 {
		p.fault("original", r.OriginalSHA256, "of report %s: its bytes are not those recorded", r.ID)
	}
	return nil
}

// redacted proves that a report was emptied by a decision about it, and wholly.
func (p *prover) redacted(ctx context.Context, r *reportRow) error {
	text, err := textOf(ctx, p.tx, r.Key)
	if err != nil {
		return err
	}
	if text != "" || r.URL != "" {
		p.fault("report", r.ID, "it was redacted, but its content is still there")
	}
	var n int
	err = p.tx.NewRaw("SELECT count(*) FROM decision JOIN decision_on ON decision = key WHERE id = ? AND verb = 'redact' AND target = ?", r.RedactedBy, r.ID).Scan(ctx, &n)
	if err == nil && n == 0 {
		p.fault("report", r.ID, "its content is gone, but no decision redacted it")
	}
	return err
}

// readings proves everything read against the texts and the chain.
func (p *prover) readings(ctx context.Context) error {
	return readingPages(ctx, p.tx, func(page []readingRow, stored *things) error {
		ids := make([]string, len(page))
		for i := range page {
			ids[i] = page[i].ID
		}
		chained, err := linkDigests(ctx, p.tx, "reading", ids)
		if err != nil {
			return err
		}
		for i := range page {
			p.linked("reading", page[i].ID, page[i].Digest, chained)
			if err := p.reading(ctx, &page[i], stored.take(page[i].Key)); err != nil {
				return err
			}
		}
		p.advance(len(page))
		return nil
	})
}

func (p *prover) reading(ctx context.Context, rd *readingRow, stored *things) error {
	p.proof.Readings++
	var rep reportRow
	if err := p.tx.NewSelect().Model(&rep).Where("key = ?", rd.Report).Scan(ctx); err != nil {
		return err
	}
	if rd.ID != rep.ID+"@"+rd.Engine {
		p.fault("reading", rd.ID, "it belongs to report %s and engine %s by its row", rep.ID, rd.Engine)
	}
	gone := rep.RedactedBy != ""
	published := p.metadata(rd, gone)
	var lines []string
	var rebuilt things
	stored.each(func(table string, row *thingRow) {
		p.counted[table]++
		p.thing(table, row, rd, string(rep.Text), gone)
		lines = append(lines, table+" "+row.ID+" "+row.Digest)
		if !gone {
			p.rebuild(&rebuilt, table, *row, published)
		}
	})
	if got := readingDigest(rd.ID, rep.Digest, rd.Engine, rd.DocDigest, lines); got != rd.Digest {
		p.fault("reading", rd.ID, "what was read hashes to %s, not to %s as recorded: something was added, removed or exchanged", got, rd.Digest)
	}
	if !gone {
		p.compareColumns(rd, stored, &rebuilt)
	}
	return nil
}

// metadata proves the report's metadata and returns the day of publication.
func (p *prover) metadata(rd *readingRow, gone bool) pledgebook.Day {
	if gone {
		if rd.Doc != "" {
			p.fault("reading", rd.ID, "its report was redacted, but its metadata are still there")
		}
		return 0
	}
	var r pledgebook.Report
	if sha256Hex(rd.Doc) != rd.DocDigest {
		p.fault("reading", rd.ID, "its metadata do not have the digest recorded")
	}
	if err := json.Unmarshal([]byte(rd.Doc), &r); err != nil {
		p.fault("reading", rd.ID, "its metadata cannot be read back: %v", err)
		return 0
	}
	want := newReadingRow(&r, rd.Engine, rd.Doc)
	if rd.Outlet != want.Outlet || rd.Headline != want.Headline || rd.Language != want.Language || rd.Published != want.Published || rd.EngineRank != want.EngineRank {
		p.fault("reading", rd.ID, "the columns beside its metadata say something else")
	}
	return r.Published.Day()
}

// thing proves one thing's document and its evidence.
func (p *prover) thing(table string, row *thingRow, rd *readingRow, text string, gone bool) {
	if row.Reading != rd.Key || row.Current != rd.Current {
		p.fault(table, row.ID, "its row belongs to another reading than its key")
	}
	if gone {
		if row.Doc != "" {
			p.fault(table, row.ID, "its report was redacted, but it is still there")
		}
		return
	}
	if sha256Hex(row.Doc) != row.Digest {
		p.fault(table, row.ID, "its document does not have the digest recorded")
	}
	spans, id, err := checkDocument(table, row.Doc, text)
	p.proof.Spans += spans
	switch {
	case err != nil:
		p.fault(table, row.ID, "%v", err)
	case id != row.ID:
		p.fault(table, row.ID, "its document is that of %s", id)
	}
}

// checkDocument proves the evidence in a document and returns the thing's id.
func checkDocument(table, doc, text string) (spans int, id string, err error) {
	switch table {
	case "claim":
		return checkDecoded(doc, text, (*evidence).claim, func(c *pledgebook.Claim) string { return c.ID })
	case "quote":
		return checkDecoded(doc, text, (*evidence).quote, func(q *pledgebook.Quote) string { return q.ID })
	case "need":
		return checkDecoded(doc, text, (*evidence).need, func(n *pledgebook.Need) string { return n.ID })
	case "meeting":
		return checkDecoded(doc, text, (*evidence).meeting, func(m *pledgebook.Meeting) string { return m.ID })
	case "mechanism":
		return checkDecoded(doc, text, (*evidence).mechanism, func(m *pledgebook.Mechanism) string { return m.ID })
	default:
		return checkDecoded(doc, text, (*evidence).position, func(o *pledgebook.Position) string { return o.ID })
	}
}

func checkDecoded[T any](doc, text string, check func(*evidence, *T), id func(*T) string) (int, string, error) {
	var thing T
	if err := json.Unmarshal([]byte(doc), &thing); err != nil {
		return 0, "", err
	}
	e := evidence{text: text}
	check(&e, &thing)
	return e.spans, id(&thing), e.err
}

// rebuild makes the columns of a thing anew from its document.
func (p *prover) rebuild(t *things, table string, row thingRow, published pledgebook.Day) {
	row.TimeFrom, row.TimeUntil = "", ""
	_ = t.addDocument(table, row, published) // a document that cannot be read is a fault already
}

// compareColumns proves that lists filter by what the documents say.
func (p *prover) compareColumns(rd *readingRow, stored, rebuilt *things) {
	for _, t := range []*things{stored, rebuilt} {
		slices.SortFunc(t.claimParties, func(a, b claimPartyRow) int {
			return cmp.Or(cmp.Compare(a.Claim, b.Claim), cmp.Compare(a.Role, b.Role), cmp.Compare(a.Party, b.Party))
		})
		slices.SortFunc(t.needParties, func(a, b needPartyRow) int {
			return cmp.Or(cmp.Compare(a.Need, b.Need), cmp.Compare(a.Party, b.Party))
		})
	}
	same := sameRows(stored.claims, rebuilt.claims) && sameRows(stored.claimParties, rebuilt.claimParties) &&
		sameRows(stored.quotes, rebuilt.quotes) && sameRows(stored.needs, rebuilt.needs) && sameRows(stored.needParties, rebuilt.needParties) &&
		sameRows(stored.meetings, rebuilt.meetings) && sameRows(stored.mechanisms, rebuilt.mechanisms) && sameRows(stored.positions, rebuilt.positions)
	if !same {
		p.fault("reading", rd.ID, "the columns that lists filter by do not say what its documents say")
	}
}

func sameRows[R any](a, b []R) bool {
	return len(a) == len(b) && (len(a) == 0 || reflect.DeepEqual(a, b))
}

// decisions proves each decision against the chain.
func (p *prover) decisions(ctx context.Context) error {
	return pages(ctx, p.tx, "key", func(r *decisionRow) int64 { return r.Key }, func(page []decisionRow) error {
		ids := make([]string, len(page))
		for i := range page {
			ids[i] = page[i].ID
		}
		chained, err := linkDigests(ctx, p.tx, "decision", ids)
		if err != nil {
			return err
		}
		for i := range page {
			p.linked("decision", page[i].ID, page[i].Digest, chained)
			if err := p.decision(ctx, &page[i]); err != nil {
				return err
			}
		}
		p.advance(len(page))
		return nil
	})
}

func (p *prover) decision(ctx context.Context, row *decisionRow) error {
	p.proof.Decisions++
	var d pledgebook.Decision
	if sha256Hex(row.Doc) != row.Digest {
		p.fault("decision", row.ID, "its document does not have the digest recorded")
	}
	if err := json.Unmarshal([]byte(row.Doc), &d); err != nil {
		p.fault("decision", row.ID, "it cannot be read back: %v", err)
		return nil
	}
	var on []string
	if err := p.tx.NewRaw("SELECT target FROM decision_on WHERE decision = ?", row.Key).Scan(ctx, &on); err != nil {
		return err
	}
	want := slices.Clone(d.On)
	slices.Sort(want)
	slices.Sort(on)
	if d.ID != row.ID || d.Verb != row.Verb || indexed(d.Who) != row.Who || !slices.Equal(slices.Compact(want), on) {
		p.fault("decision", row.ID, "the columns beside its document say something else")
	}
	return nil
}
