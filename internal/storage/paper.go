package storage

import (
	"encoding/json"
	"slices"

	"pledgebook"
	"pledgebook/internal/storage/archive"
)

// paper is one reading made ready to be filed: checked, encoded and hashed
// before any lock is taken.
type paper struct {
	place    int // in the batch handed in
	report   reportRow
	reading  readingRow
	docs     []document
	original []byte
	print    *pledgebook.Print
}

// document is one thing as it will be stored.
type document struct {
	table, id, digest, doc string
	add                    func(*things, thingRow)
}

// line is the document's line in its reading's digest.
func (d *document) line() string { return d.table + " " + d.id + " " + d.digest }

// newPaper checks and encodes a filing.
func newPaper(place int, f *pledgebook.Filing) (*paper, error) {
	r := &f.Reading
	if err := checkReport(&r.Report); err != nil {
		return nil, err
	}
	if !soundID(r.Engine) {
		return nil, pledgebook.Errorf(pledgebook.Invalid, "the reading of report %s does not say which engine made it", r.Report.ID)
	}
	p := &paper{place: place, original: f.Original.Bytes, print: f.Print}
	if err := p.encodeThings(r); err != nil {
		return nil, err
	}
	p.report = newReportRow(&r.Report, &f.Original)
	return p, p.encodeReading(r)
}

func newReportRow(r *pledgebook.Report, o *pledgebook.Original) reportRow {
	row := reportRow{ID: r.ID, URL: indexed(r.URL), Text: []byte(r.Text), TextSHA256: r.TextSHA256}
	if len(o.Bytes) > 0 {
		row.OriginalSHA256 = archive.Digest(o.Bytes)
		row.OriginalBytes = int64(len(o.Bytes))
		row.OriginalType = indexed(o.MediaType)
	}
	row.Digest = reportDigest(&row)
	return row
}

// encodeReading writes the report's metadata. The text is kept once for all its
// readings, and the name it was read under is no part of what it says.
func (p *paper) encodeReading(r *pledgebook.Reading) error {
	meta := r.Report
	meta.Text, meta.Input = "", ""
	doc, err := json.Marshal(meta)
	if err != nil {
		return pledgebook.WrapError(pledgebook.Invalid, err, "report %s cannot be stored", meta.ID)
	}
	p.reading = newReadingRow(&r.Report, r.Engine, string(doc))
	return nil
}

func newReadingRow(r *pledgebook.Report, engine, doc string) readingRow {
	return readingRow{
		ID: r.ID + "@" + engine, Engine: engine, EngineRank: engineRank(engine),
		Doc: doc, DocDigest: sha256Hex(doc),
		Outlet: indexed(r.Outlet), Headline: indexed(r.Headline), Input: indexed(r.Input),
		Language: indexed(r.Language), Published: indexed(string(r.Published)),
	}
}

// sign computes the reading's digest, for the report row that the book holds.
func (p *paper) sign(report string) string {
	lines := make([]string, len(p.docs))
	for i := range p.docs {
		lines[i] = p.docs[i].line()
	}
	return readingDigest(p.reading.ID, report, p.reading.Engine, p.reading.DocDigest, lines)
}

// encodeThings turns all that was read into documents, in the order of thingTables.
func (p *paper) encodeThings(r *pledgebook.Reading) error {
	day, text := r.Report.Published.Day(), r.Report.Text
	err := firstError(
		encode(p, text, "claim", r.Claims, func(c *pledgebook.Claim) string { return c.ID }, (*evidence).claim,
			func(t *things, c *pledgebook.Claim, row thingRow) { t.addClaim(c, row, day) }),
		encode(p, text, "quote", r.Quotes, func(q *pledgebook.Quote) string { return q.ID }, (*evidence).quote,
			func(t *things, q *pledgebook.Quote, row thingRow) { t.addQuote(q, row, day) }),
		encode(p, text, "need", r.Needs, func(n *pledgebook.Need) string { return n.ID }, (*evidence).need,
			func(t *things, n *pledgebook.Need, row thingRow) { t.addNeed(n, row, day) }),
		encode(p, text, "meeting", r.Meetings, func(m *pledgebook.Meeting) string { return m.ID }, (*evidence).meeting,
			func(t *things, m *pledgebook.Meeting, row thingRow) { t.addMeeting(m, row, day) }),
		encode(p, text, "mechanism", r.Mechanisms, func(m *pledgebook.Mechanism) string { return m.ID }, (*evidence).mechanism,
			func(t *things, m *pledgebook.Mechanism, row thingRow) { t.addMechanism(m, row, day) }),
		encode(p, text, "position", r.Positions, func(o *pledgebook.Position) string { return o.ID }, (*evidence).position,
			func(t *things, o *pledgebook.Position, row thingRow) { t.addPosition(o, row, day) }),
	)
	if err == nil {
		err = p.refuseDoubles(r.Report.ID)
	}
	return err
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// encode checks the things of one table and makes their documents.
func encode[T any](p *paper, text, table string, list []T, id func(*T) string, check func(*evidence, *T), add func(*things, *T, thingRow)) error {
	for i := range list {
		thing := &list[i]
		if !soundID(id(thing)) {
			return pledgebook.Errorf(pledgebook.Invalid, "%s %d of the reading has no usable id", table, i+1)
		}
		e := evidence{text: text}
		if check(&e, thing); e.err != nil {
			return pledgebook.WrapError(pledgebook.Invalid, e.err, "%s %s does not stand on its text", table, id(thing))
		}
		doc, err := json.Marshal(thing)
		if err != nil {
			return pledgebook.WrapError(pledgebook.Invalid, err, "%s %s cannot be stored", table, id(thing))
		}
		p.docs = append(p.docs, document{table: table, id: id(thing), doc: string(doc), digest: sha256Hex(string(doc)),
			add: func(t *things, row thingRow) { add(t, thing, row) }})
	}
	return nil
}

// refuseDoubles finds two things of one reading under one id, and readings with
// more things than their range of keys.
func (p *paper) refuseDoubles(report string) error {
	if len(p.docs) > thingsPerReading {
		return pledgebook.Errorf(pledgebook.TooLarge, "report %s yields %d things; the book takes %d of one report", report, len(p.docs), thingsPerReading)
	}
	names := make([]string, len(p.docs))
	for i := range p.docs {
		names[i] = p.docs[i].table + " " + p.docs[i].id
	}
	slices.Sort(names)
	for i := 1; i < len(names); i++ {
		if names[i] == names[i-1] {
			return pledgebook.Errorf(pledgebook.Invalid, "report %s yields %s twice", report, names[i])
		}
	}
	return nil
}

// addTo adds the rows of everything read to the rows of the batch.
func (p *paper) addTo(t *things, reading *readingRow) {
	for i := range p.docs {
		d := &p.docs[i]
		d.add(t, thingRow{Key: thingKey(reading.Key, i), ID: d.id, Reading: reading.Key,
			Digest: d.digest, Current: reading.Current, Doc: d.doc})
	}
}

// engineRank orders engine versions: the first three numbers in the name count
// like a version's, so that en-2 comes before en-10 and en-10 before en-10.1.
func engineRank(engine string) int64 {
	const most = 1 << 20
	var parts [3]int64
	n := 0
	for i := 0; i < len(engine) && n < len(parts); i++ {
		c := engine[i]
		if c < '0' || c > '9' {
			continue
		}
		parts[n] = min(parts[n]*10+int64(c-'0'), most-1)
		if i+1 == len(engine) || engine[i+1] < '0' || engine[i+1] > '9' {
			n++
		}
	}
	return (parts[0]*most+parts[1])*most + parts[2]
}
