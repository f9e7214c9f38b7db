// Package weigh tells what a field of a claim most likely is by everything that stands
// around its figure at once. Rules look at one thing each and are sure of it; where they
// differ from what the words around say together, or say nothing, the words decide.
//
// A trait is one thing that is so of a figure: a word before it, a verb behind it, what a
// rule said. The table weights.tsv says how much each trait speaks for each outcome of each
// field; package fitting works the weights out from texts of our own that are marked by hand.
// All sums are of whole numbers, so that every machine comes to the same end.
package weigh

import (
	"fmt"
	"strconv"
	"strings"

	"pledgebook/lexicon"
)

// Full is the strength of a trait that counts whole; a trait that only may matter has less.
const Full = 16

// PerNat is how many units of weight make one natural unit of log-likelihood.
const PerNat = 100

// Traits is what is so of one figure. It is reused from figure to figure.
type Traits struct {
	Keys      []uint64
	Strengths []int16
	// Names are kept only where asked for: for fitting weights and for telling why.
	Names []string
	Named bool
}

// Reset forgets all traits behind the first n.
func (t *Traits) Reset(n int) {
	t.Keys, t.Strengths = t.Keys[:n], t.Strengths[:n]
	if t.Named {
		t.Names = t.Names[:n]
	}
}

// Add adds a trait: a group, "b1" for the words right before the figure, and up to two
// words of it. Capitals do not count.
func (t *Traits) Add(strength int16, group, word, second string) {
	h := extend(offset, group)
	h = extend(h*prime, word)
	if second != "" {
		h = extend(h*prime, second)
	}
	t.Keys, t.Strengths = append(t.Keys, h), append(t.Strengths, strength)
	if t.Named {
		t.Names = append(t.Names, strings.ToLower(nameOf(group, word, second)))
	}
}

func nameOf(group, word, second string) string {
	if second == "" {
		return group + " " + word
	}
	return group + " " + word + " " + second
}

// The constants of the hash FNV-1a for 64 bits.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

func extend(h uint64, s string) uint64 {
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint64(c)) * prime
	}
	return h
}

// Stem cuts the ending off a word, so that its forms count together.
func Stem(w string) string {
	for _, end := range [...]string{"ing", "ied", "ed", "es", "s", "d", "e"} {
		if n := len(w) - len(end); n >= 4 && strings.EqualFold(w[n:], end) {
			return w[:n]
		}
	}
	return w
}

// Table is the weights of every trait for every outcome.
type Table struct {
	outcomes []string // "stage pledge", in the order of the columns
	slots    []uint64 // keys by open addressing, 0 for a free slot
	rows     []int32  // by slot: where its weights begin
	weights  []int16
	mask     uint64
}

// Outcomes returns the columns: field and value parted by a blank.
func (t *Table) Outcomes() []string { return t.outcomes }

// New makes the table of a lexicon; nil where the lexicon has none.
func New(lex *lexicon.Table) (*Table, error) {
	if len(lex.Rows) == 0 {
		return nil, nil
	}
	t := &Table{outcomes: lex.Columns[1:]}
	size := 1
	for size < 2*len(lex.Rows) {
		size *= 2
	}
	t.slots, t.rows, t.mask = make([]uint64, size), make([]int32, size), uint64(size-1)
	for _, row := range lex.Rows {
		if err := t.add(row, lex.Name); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t *Table) add(row lexicon.Row, name string) error {
	key := KeyOf(row.Phrase())
	at := key & t.mask
	for t.slots[at] != 0 {
		if t.slots[at] == key {
			return fmt.Errorf("%s.tsv:%d: %q stands twice", name, row.Line, row.Phrase())
		}
		at = (at + 1) & t.mask
	}
	t.slots[at], t.rows[at] = key, int32(len(t.weights))
	for i := range t.outcomes {
		w := 0
		if cell := row.Cell(i + 1); cell != "" {
			var err error
			if w, err = strconv.Atoi(cell); err != nil || w < -1<<14 || w > 1<<14 {
				return fmt.Errorf("%s.tsv:%d: %q is no weight", name, row.Line, cell)
			}
		}
		t.weights = append(t.weights, int16(w))
	}
	return nil
}

// KeyOf is the key of a trait by its name.
func KeyOf(name string) uint64 {
	h := uint64(offset)
	for i, part := range strings.SplitN(name, " ", 3) {
		if i > 0 {
			h *= prime
		}
		h = extend(h, part)
	}
	return h
}

// Sum adds up what the traits say for every outcome, in units of weight times strength.
func (t *Table) Sum(traits *Traits, into []int32) []int32 {
	into = append(into[:0], make([]int32, len(t.outcomes))...)
	for i, key := range traits.Keys {
		if row := t.find(key); row != nil {
			strength := int32(traits.Strengths[i])
			for k, w := range row {
				into[k] += int32(w) * strength
			}
		}
	}
	return into
}

func (t *Table) find(key uint64) []int16 {
	for at := key & t.mask; t.slots[at] != 0; at = (at + 1) & t.mask {
		if t.slots[at] == key {
			n := t.rows[at]
			return t.weights[n : int(n)+len(t.outcomes)]
		}
	}
	return nil
}
