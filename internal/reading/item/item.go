// Package item finds counted goods and groups of people trained: "12,000
// artillery shells", "two Patriot batteries", "hundreds of armoured vehicles",
// "5.4 million doses". Calibres and model numbers ("155 mm", "F-16") count
// nothing. Which words are goods is said by the lexicon.
package item

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// maxBetween is how many describing words may stand between a count and what it
// counts: "500 newly refurbished Soviet-era infantry fighting vehicles".
const maxBetween = 8

// Bounds of the words behind a good that still name it: "rounds of 122 mm
// ammunition", "anti-aircraft missiles".
const (
	maxOf    = 4
	maxLater = 3
)

// Mention is one counted good. The range runs from the count to the last word
// of what is counted.
type Mention struct {
	text.Range
	Item     pledgebook.Item
	What     text.Range
	Modality pledgebook.Modality
	Kind     pledgebook.AidKind // "" where the goods do not settle it
	Role     Role
}

// Role tells the goods that are aid only where more is said.
type Role string

// The roles of what is counted.
const (
	People  Role = "people"  // aid where they are trained
	Carrier Role = "carrier" // a ship, a truck: that it arrives is no aid by itself
	Bulk    Role = "bulk"    // weighed or priced, and never counted one by one: rice, fuel
)

// Reader finds counted goods. It may be used by many goroutines at once.
type Reader struct {
	goods   text.Category
	measure text.Category
	verb    text.Category
	ofGoods text.Category // verbs that say something of goods alone
	stop    text.Hints
	behind  text.Hints // words that end the phrase only behind what is counted
	goal    text.Hints
	joint   text.Hints
	rows    []good
}

type good struct {
	modality pledgebook.Modality
	kind     pledgebook.AidKind
	role     Role
}

// New adds the goods of a lexicon to the vocabulary.
func New(v *text.Vocabulary, lex *lexicon.Lexicon) (*Reader, error) {
	r := &Reader{goods: v.Category("goods"), measure: v.Category("measure"), verb: v.Category("verb"), ofGoods: v.Category("goods-verb"), stop: v.NewHint(), behind: v.NewHint(), goal: v.NewHint(), joint: v.NewHint()}
	for _, row := range lex.Table("items").Rows {
		v.Add(r.goods, row.Phrase(), len(r.rows))
		r.rows = append(r.rows, good{pledgebook.Modality(row.Get("modality")), pledgebook.AidKind(row.Get("kind")), Role(row.Get("role"))})
	}
	for _, row := range lex.Table("countstops").Rows {
		if row.Get("where") == "behind" {
			v.HintWord(row.Phrase(), r.behind)
		} else {
			v.HintWord(row.Phrase(), r.stop)
		}
	}
	for _, row := range lex.Table("measures").Rows {
		v.Add(r.measure, row.Phrase(), 0)
	}
	for _, row := range lex.Table("goalwords").Rows {
		if row.Get("role") == "goal" {
			v.HintWord(row.Phrase(), r.goal)
		} else {
			v.HintWord(row.Phrase(), r.joint)
		}
	}
	return r, nil
}

// Find appends the counted goods of a document, in order.
func (r *Reader) Find(d *text.Document, numbers []number.Mention, into []Mention) []Mention {
	first := len(into)
	for i := range numbers {
		n := &numbers[i]
		if len(into) > first && n.First < into[len(into)-1].End {
			continue // "14 Bandvagn 206 vehicles": the model's number
		}
		if n.Percent || n.Fraction || n.Ordinal != 0 || n.Glued || r.isMeasure(d, n) || !n.Vague && n.Hi.Sign() == 0 {
			continue // "zero-emission vehicles" are not counted
		}
		if m, ok := r.counted(d, n); ok {
			into = append(into, m)
		} else if len(into) > first {
			if m, ok := r.elided(d, n, &into[len(into)-1]); ok {
				into = append(into, m)
			}
		}
	}
	return into
}

// isMeasure reports a calibre or another measure: a unit follows, or a sign of
// money stands before.
func (r *Reader) isMeasure(d *text.Document, n *number.Mention) bool {
	if n.First > 0 && d.Tokens[n.First-1].Kind == text.Symbol {
		return true
	}
	if n.End >= len(d.Tokens) {
		return false
	}
	next := n.End
	if d.Tokens[next].Char == '-' && next+1 < len(d.Tokens) {
		next++
	}
	t, ok := d.Tagged(next, r.measure)
	if w, weighed := d.Tagged(next, r.goods); weighed && r.rows[w.Ref].role != Bulk && d.Is(t.End, cue.Of) {
		return false // "40 kg of rice"
	}
	return ok
}

// counted looks for a good behind a number, over a few describing words and at
// most one measure ("105 155mm howitzers").
func (r *Reader) counted(d *text.Document, n *number.Mention) (Mention, bool) {
	end := len(d.Tokens)
	if s := d.SentenceAt(n.First); s >= 0 {
		end = d.Sentences[s].End
	}
	for i := n.End; i < end && i <= n.End+maxBetween; i++ {
		if t, ok := d.Tagged(i, r.goods); ok && t.End <= end && r.rows[t.Ref].role != Bulk {
			if p, verb := d.Tagged(i, r.verb); verb && p.End > t.End {
				break // "The budget for 2025 sets aside"
			}
			return r.mention(d, n, r.lastGood(d, t, end), end), true
		}
		tok := d.Tokens[i]
		if d.Hints(i)&r.stop != 0 && !(i == n.End && d.Is(i, cue.Of)) {
			break
		}
		if tok.Kind == text.Punct && tok.Char != '-' || tok.Kind == text.Symbol {
			break
		}
	}
	return Mention{}, false
}

// maxName bounds the words of a receiver between two counts.
const maxName = 8

// elided reads the count of a list that leaves the good out: "25 to Georgia" behind
// "40 generators to Moldova".
func (r *Reader) elided(d *text.Document, n *number.Mention, before *Mention) (Mention, bool) {
	if n.Vague || n.Lo.Cmp(n.Hi) != 0 || n.First-before.End > maxName || d.SentenceAt(before.First) != d.SentenceAt(n.First) || !r.goesTo(d, before.End) || !r.goesTo(d, n.End) || d.Tokens[n.First-1].Is(text.Capital) {
		return Mention{}, false
	}
	for i := before.End; i < n.First; i++ {
		tok := d.Tokens[i]
		if d.Hints(i)&(r.goal|r.joint) == 0 && !tok.Is(text.Capital) && tok.Char != ',' {
			return Mention{}, false
		}
	}
	m := *before
	m.Range, m.Item.Count = n.Range, pledgebook.Plain(n.Lo)
	return m, true
}

// goesTo reports "to Moldova", "going to the Comoros" at a token.
func (r *Reader) goesTo(d *text.Document, i int) bool {
	for k := i; k < min(i+4, len(d.Tokens)); k++ {
		if d.Hints(k)&r.goal != 0 {
			if k+1 < len(d.Tokens) && d.Tokens[k+1].Is(text.Capital) {
				return true
			}
			return d.Hints(k+1)&r.joint != 0 && k+2 < len(d.Tokens) && d.Tokens[k+2].Is(text.Capital)
		}
		if d.Hints(k)&r.joint == 0 {
			return false
		}
	}
	return false
}

// lastGood returns the good that the phrase ends in: missiles, of "aircraft missiles".
func (r *Reader) lastGood(d *text.Document, t text.Tag, end int) text.Tag {
	for i := t.End; i < min(end, t.End+maxLater); i++ {
		if r.stops(d, i) || d.Tokens[i].Kind != text.Word && d.Tokens[i].Char != '-' {
			break
		}
		if next, ok := d.Tagged(i, r.goods); ok && next.End <= end && r.rows[next.Ref].role != Bulk {
			return r.lastGood(d, next, end)
		}
	}
	return t
}

// Trained reports people who can be trained, counted or not, at a token: "nurses".
func (r *Reader) Trained(d *text.Document, i int) bool {
	t, ok := d.Tagged(i, r.goods)
	return ok && r.rows[t.Ref].role == People
}

// Kind returns the kind of aid that goods at a token settle, or "".
func (r *Reader) Kind(d *text.Document, i int) pledgebook.AidKind {
	if t, ok := d.Tagged(i, r.goods); ok {
		return r.rows[t.Ref].kind
	}
	return ""
}

// Counts reports a noun for goods at a token: "doses".
func (r *Reader) Counts(d *text.Document, i int) bool {
	t, ok := d.Tagged(i, r.goods)
	return ok && r.rows[t.Ref].role != People
}

// stops reports a word that ends the phrase behind a good.
func (r *Reader) stops(d *text.Document, i int) bool {
	return d.Hints(i)&(r.stop|r.behind) != 0
}

// behindWhole returns where what is counted begins behind "12 of": behind the count of the
// whole in "12 of the 30 tents".
func behindWhole(d *text.Document, i, limit int) int {
	k := i
	if d.Is(k, cue.The) {
		k++
	}
	if k < limit && d.Tokens[k].Kind == text.Number {
		return k + 1
	}
	return i
}

// past reports a verb of the past behind a good: "doses of the vaccine landed".
func (r *Reader) past(d *text.Document, k int) bool {
	return d.Ends(k, cue.Past) && (d.Has(k, r.verb) || d.Has(k, r.ofGoods))
}

// ofEnd returns the end of "of artillery ammunition" behind a good.
func (r *Reader) ofEnd(d *text.Document, i, end int) int {
	if i+1 >= end || !d.Is(i, cue.Of) {
		return i
	}
	last := i
	for k := i + 1; k < min(end, i+1+maxOf); k++ {
		if r.stops(d, k) || k > i+2 && r.past(d, k) || d.Tokens[k].Kind == text.Punct && d.Tokens[k].Char != '-' || d.Tokens[k].Kind == text.Symbol {
			break
		}
		last = k
	}
	if last == i || d.Tokens[last].Kind != text.Word {
		return i
	}
	return last + 1
}

func (r *Reader) mention(d *text.Document, n *number.Mention, t text.Tag, limit int) Mention {
	g := r.rows[t.Ref]
	first := n.End
	if first < t.First && d.Is(first, cue.Of) {
		first = behindWhole(d, first+1, t.First)
	}
	what := text.Range{First: first, End: r.ofEnd(d, t.End, limit)}
	m := Mention{Range: text.Range{First: n.First, End: what.End}, What: what, Modality: g.modality, Kind: g.kind, Role: g.role}
	m.Item.What = d.Slice(what)
	if !n.Vague && n.Lo.Cmp(n.Hi) == 0 {
		m.Item.Count = pledgebook.Plain(n.Lo)
	}
	return m
}
