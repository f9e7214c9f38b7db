package claims

import (
	"strconv"
	"strings"

	"pledgebook/internal/source"
)

// names are the columns that are read, under the names of our CSV export.
var names = []string{
	"id", "stage", "polarity", "revision", "extent", "providers", "receivers", "channels", "kind", "modality",
	"amount_lo", "amount_hi", "currency", "qualifier", "verbatim", "also", "items",
	"period_start", "period_end", "period_words", "deadline", "date", "per", "each", "ordinal",
	"reported_verb", "sentence", "speaker", "speaker_role", "speaker_party", "credit", "part_of", "fulfilled_by", "suspect",
	"outlet", "published", "language", "headline", "url", "source",
}

// also called are other spellings: those of JSON, and short ones for sheets
// written by hand.
var alsoCalled = map[string]string{
	"amount": "amount_lo", "money": "amount_lo", "money.lo": "amount_lo", "money.hi": "amount_hi", "money.currency": "currency",
	"money.qualifier": "qualifier", "money.verbatim": "verbatim",
	"period.start": "period_start", "period.end": "period_end",
	"provider": "providers", "receiver": "receivers", "channel": "channels", "donor": "providers", "recipient": "receivers",
	"speaker.name": "speaker", "speaker.role": "speaker_role", "speaker.party": "speaker_party",
	"report.outlet": "outlet", "report.published": "published", "report.language": "language", "report.headline": "headline",
	"report.url": "url", "report.credit": "report_credit", "report.place": "report_place",
	"source.outlet": "outlet", "source.published": "published", "source.language": "language", "source.headline": "headline",
	"source.url": "url", "link": "url", "verb": "reported_verb",
}

// set aside are columns of an export that say what our book derived: no claim.
var setAside = map[string]bool{
	"note": true, "status": true, "reviewed": true, "origins": true, "claims": true, "first_deadline": true,
	"period.granularity": true, "report_credit": true, "report_place": true,
}

var read = func() map[string]bool {
	m := map[string]bool{}
	for _, n := range names {
		m[n] = true
	}
	return m
}()

// canonical is the name under which a column is known: ours where it is one of
// ours under any spelling, else as it is.
func canonical(name string) string {
	name = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), " ", "_")
	name = strings.TrimPrefix(name, "claim.")
	if ours, ok := alsoCalled[name]; ok {
		return ours
	}
	return name
}

// ignored reports whether a column needs no mention: it is set aside, or one of
// a list of objects that is read or kept as a whole.
func ignored(key string) bool {
	for _, list := range []string{"items.", "money.also.", "suspect.", "evidence.", "source."} {
		if strings.HasPrefix(key, list) {
			return true
		}
	}
	return setAside[key]
}

// coded is a row under the names of our columns.
type coded struct {
	row    *source.Row
	column map[string]string // ours → the row's
}

func newCoded(row *source.Row) coded {
	c := coded{row, map[string]string{}}
	for _, name := range row.Columns() {
		if key := canonical(name); c.column[key] == "" {
			c.column[key] = name
		}
	}
	return c
}

// get returns a cell by our name for its column.
func (c coded) get(key string) string {
	if name, ok := c.column[key]; ok {
		return c.row.Get(name)
	}
	return ""
}

// list yields the objects of a list told in JSON: "items" → the prefixes
// "items.1.", "items.2.", …
func (c coded) list(key string) (prefixes []string) {
	for i := 1; ; i++ {
		prefix := key + "." + strconv.Itoa(i) + "."
		if !c.has(prefix) {
			return prefixes
		}
		prefixes = append(prefixes, prefix)
	}
}

func (c coded) has(prefix string) bool {
	for key := range c.column {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}
