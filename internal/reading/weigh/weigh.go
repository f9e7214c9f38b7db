// Package weigh tells what a field of a claim most likely is by everything that stands
// around its figure at once. Rules look at one thing each and are sure of it; where the
// words together speak clearly for something else, or a rule has nothing to say, the words
// decide.
//
// A trait is one thing that is so of a figure: a word before it, a verb behind it, what a
// rule said. The table weights.tsv says how much each trait speaks for each outcome of each
// field; package fitting works the weights out from texts of our own that are marked by
// hand. All sums are of whole numbers, so that every machine comes to the same end.
package weigh

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"pledgebook/lexicon"
)

// Full is the strength of a trait that counts whole; a trait that only may matter has less.
const Full = 16

// PerNat is how many units of weight make one natural unit of log-likelihood.
const PerNat = 100

// Word is a word of a trait and its key.
type Word struct {
	Text string
	key  uint64
}

// WordOf makes a word; capitals do not count.
func WordOf(s string) Word { return Word{s, hash(s)} }

// Words makes the words of a list.
func Words(list ...string) []Word {
	all := make([]Word, len(list))
	for i, s := range list {
		all[i] = WordOf(s)
	}
	return all
}

// Zero reports the word that is none.
func (w Word) Zero() bool { return w.key == 0 }

// The constants of the hash FNV-1a for 64 bits.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

func hash(s string) uint64 {
	h := uint64(offset)
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint64(c)) * prime
	}
	return h
}

func join(a, b uint64) uint64 { return (a*prime ^ b) * prime }

// stemLetters is how much of a word counts.
const stemLetters = 6

// Stem cuts the end off a long word, so that its forms count together.
func Stem(w string) string {
	n := 0
	for i := range w {
		if n == stemLetters {
			return w[:i]
		}
		n++
	}
	return w
}

// StemOf makes the word that is the stem of w. Most words are of ASCII letters, and cut and
// hashed in one go.
func StemOf(w string) Word {
	h := uint64(offset)
	for i := range min(len(w), stemLetters) {
		c := w[i]
		if c >= utf8.RuneSelf {
			return WordOf(Stem(w))
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint64(c)) * prime
	}
	return Word{w[:min(len(w), stemLetters)], h}
}

// Traits is what is so of one figure. It is reused from figure to figure.
type Traits struct {
	Keys      []uint64
	Strengths []int16
	// Names are kept only where asked for: for fitting weights and for telling why.
	Names []string
	Named bool
}

// Reset forgets all traits.
func (t *Traits) Reset() {
	t.Keys, t.Strengths, t.Names = t.Keys[:0], t.Strengths[:0], t.Names[:0]
}

// Add adds a trait: a group, such as "b1" for the words right before the figure, and a
// word of it.
func (t *Traits) Add(strength int16, group, word Word) {
	t.Keys, t.Strengths = append(t.Keys, join(group.key, word.key)), append(t.Strengths, strength)
	if t.Named {
		t.Names = append(t.Names, strings.ToLower(group.Text+"|"+word.Text))
	}
}

// AddPair adds a trait of two words.
func (t *Traits) AddPair(strength int16, group, word, second Word) {
	t.Keys, t.Strengths = append(t.Keys, join(join(group.key, word.key), second.key)), append(t.Strengths, strength)
	if t.Named {
		t.Names = append(t.Names, strings.ToLower(group.Text+"|"+word.Text+"|"+second.Text))
	}
}

// keyOf is the key of a trait by its name.
func keyOf(name string) uint64 {
	parts := strings.Split(name, "|")
	key := hash(parts[0])
	for _, p := range parts[1:] {
		key = join(key, hash(p))
	}
	return key
}

// Table is the weights of every trait for every outcome.
type Table struct {
	outcomes []string // by number
	keys     []uint64 // of the traits, by open addressing; 0 is free
	rows     []int32  // by the place of the key
	ends     []int32  // where the weights of a row end; they begin where those of the row before end
	names    []string // of the traits, by row
	weights  []weight
}

// weight is how much a trait speaks for an outcome, above the number of the outcome: one
// number, because adding weights up is most of what weighing takes.
type weight int32

// outcomeBits is how many bits the number of an outcome takes.
const outcomeBits = 5

// mostOutcomes is how many outcomes a table may have.
const mostOutcomes = 1 << outcomeBits

func newWeight(outcome int, by int64) weight { return weight(by<<outcomeBits | int64(outcome)) }

func (w weight) outcome() int { return int(w & (mostOutcomes - 1)) }

func (w weight) by() int32 { return int32(w >> outcomeBits) }

// Outcomes returns the columns: field and value parted by a blank.
func (t *Table) Outcomes() []string { return t.outcomes }

// New makes the table of a lexicon; nil where the lexicon has none. Its rows are a trait and
// the weights for outcomes, each with the code that the table outcomes gives it: "b-24 e13".
func New(weights, outcomes *lexicon.Table) (*Table, error) {
	if len(weights.Rows) == 0 {
		return nil, nil
	}
	t := &Table{}
	codes := map[byte]int{}
	for _, row := range outcomes.Rows {
		codes[row.Phrase()[0]] = len(t.outcomes)
		t.outcomes = append(t.outcomes, row.Get("outcome"))
	}
	if len(t.outcomes) > mostOutcomes {
		return nil, fmt.Errorf("%s.tsv: more than %d outcomes", outcomes.Name, mostOutcomes)
	}
	size := 1
	for size < 2*len(weights.Rows) {
		size *= 2
	}
	t.keys, t.rows = make([]uint64, size), make([]int32, size)
	for _, row := range weights.Rows {
		if err := t.add(row, codes); err != nil {
			return nil, fmt.Errorf("%s.tsv:%d: %w", weights.Name, row.Line, err)
		}
	}
	return t, nil
}

func (t *Table) add(row lexicon.Row, codes map[byte]int) error {
	at := t.place(keyOf(row.Phrase()))
	if t.keys[at] != 0 {
		return fmt.Errorf("%q stands twice", row.Phrase())
	}
	for _, cell := range row.List("weights") {
		outcome, known := codes[cell[0]]
		by, err := strconv.ParseInt(cell[1:], 10, 15)
		if err != nil || !known {
			return fmt.Errorf("%q is no weight", cell)
		}
		t.weights = append(t.weights, newWeight(outcome, by))
	}
	t.keys[at], t.rows[at] = keyOf(row.Phrase()), int32(len(t.names))
	t.names, t.ends = append(t.names, row.Phrase()), append(t.ends, int32(len(t.weights)))
	return nil
}

// place returns where a key is, or the free place where it would be.
func (t *Table) place(key uint64) int {
	mask := uint64(len(t.keys) - 1)
	for at := (key ^ key>>32) & mask; ; at = (at + 1) & mask {
		if k := t.keys[at]; k == key || k == 0 {
			return int(at)
		}
	}
}

// row returns the weights of a row.
func (t *Table) row(n int32) []weight {
	first := int32(0)
	if n > 0 {
		first = t.ends[n-1]
	}
	return t.weights[first:t.ends[n]]
}

// Total is what traits say together: for every outcome, in units of weight times strength.
// What several figures have in common is added up once and taken into the total of each.
type Total struct {
	By    [mostOutcomes]int32
	found []hit // the traits that the table knows, in order
}

// hit is a trait that a table knows.
type hit struct {
	row      int32
	strength int32
}

// Reset makes the total that of no traits.
func (s *Total) Reset() { s.By, s.found = [mostOutcomes]int32{}, s.found[:0] }

// Take adds what the traits of another total say.
func (s *Total) Take(other *Total) {
	for i, by := range &other.By {
		s.By[i] += by
	}
	s.found = append(s.found, other.found...)
}

// Weigh adds what the traits say to a total.
func (t *Table) Weigh(traits *Traits, into *Total) {
	for i, key := range traits.Keys {
		at := t.place(key)
		if t.keys[at] == 0 {
			continue
		}
		strength := int32(traits.Strengths[i])
		into.found = append(into.found, hit{t.rows[at], strength})
		for _, w := range t.row(t.rows[at]) {
			into.By[w.outcome()] += w.by() * strength
		}
	}
}

// told is how many traits Heaviest tells at most.
const told = 3

// Heaviest returns the names of those traits of a total that speak most for one outcome
// rather than for another; less than 0 stands for no other.
func (t *Table) Heaviest(total *Total, pro, contra int) []string {
	var by [told + 1]int32
	var rows [told + 1]int32
	n := 0
	for _, h := range total.found {
		lead := t.lead(h, pro, contra)
		if lead <= 0 || slices.Contains(rows[:n], h.row) {
			continue
		}
		k := n
		for ; k > 0 && by[k-1] < lead; k-- {
			by[k], rows[k] = by[k-1], rows[k-1]
		}
		by[k], rows[k] = lead, h.row
		n = min(n+1, told)
	}
	names := make([]string, n)
	for i := range names {
		names[i] = t.names[rows[i]]
	}
	return names
}

// lead is by how much a trait speaks for one outcome rather than another.
func (t *Table) lead(h hit, pro, contra int) (lead int32) {
	for _, w := range t.row(h.row) {
		switch w.outcome() {
		case pro:
			lead += w.by()
		case contra:
			lead -= w.by()
		}
	}
	return lead * h.strength
}
