// Package fitting works out the weights of package weigh (lexicon/en/weights.tsv) from
// texts of our own that are marked by hand: corpus/en/weighed, and the examples and whole
// reports beside it. Each text is read by the rules alone, each mark is paired with what was
// read of its sum, and the weights are those under which the marks are likeliest: a
// log-linear model for each field, fitted in a fixed order, so that the same texts give the
// same weights.
//
// Nothing is fitted from texts or marks of others: gold claims only tell how good weights are.
package fitting

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"pledgebook"
)

// Marked is one text with its marks.
type Marked struct {
	Where     string // file and line
	Text      string
	Published pledgebook.Stamp
	Marks     []Mark
	// Known texts had been seen by who made the rules: they do not tell how far rules are
	// to be trusted.
	Known bool
}

// Mark is what a person marked of one sum, by field. A field that is not there was not marked.
type Mark struct {
	Sums   []string // "40000000USD" and what the same sum is in other currencies; none where marks go by the order of the sums
	Fields map[string]string
}

var stages = map[string]pledgebook.Stage{
	"N": pledgebook.StageNeed, "P": pledgebook.StagePledge, "C": pledgebook.StageCommitment, "A": pledgebook.StageAllocation,
	"D": pledgebook.StageDisbursement, "L": pledgebook.StageDelivery, "U": pledgebook.StageUnclear,
}

// fieldNames are the fields by their names in marks; others are not weighed.
var fieldNames = map[string]string{"pol": "polarity", "kind": "kind", "ext": "extent"}

// published is the day that all marked texts count as published.
const published = pledgebook.Stamp("2024-05-06")

// These lines say of a file which of its texts were known.
const (
	allKnown  = "# Every text"
	halfKnown = "# Every other text"
)

// Load reads every *.txt of a folder of marked texts, as its README.md describes.
func Load(dir string) (all []Marked, err error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("%s holds no *.txt of marked texts", dir)
	}
	sort.Strings(names)
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		texts, err := Parse(filepath.Base(name), string(b))
		if err != nil {
			return nil, err
		}
		all = append(all, texts...)
	}
	return all, nil
}

// Parse reads one file of marked texts.
func Parse(name, content string) (texts []Marked, err error) {
	all, half := false, false
	for n, line := range strings.Split(content, "\n") {
		all, half = all || strings.HasPrefix(line, allKnown), half || strings.HasPrefix(line, halfKnown)
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		m, err := parseText(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n+1, err)
		}
		m.Where, m.Known = fmt.Sprintf("%s:%d", name, n+1), all || half && len(texts)%2 == 0
		texts = append(texts, m)
	}
	return texts, nil
}

func parseText(line string) (Marked, error) {
	marks, text, ok := strings.Cut(line, "|")
	if !ok {
		return Marked{}, fmt.Errorf("no | between marks and text")
	}
	m := Marked{Text: strings.ReplaceAll(strings.TrimSpace(text), " || ", "\n\n"), Published: published}
	if marks = strings.TrimSpace(marks); marks == "-" {
		return m, nil
	}
	for _, words := range strings.Split(marks, " & ") {
		mark, err := parseMark(strings.Fields(words))
		if err != nil {
			return m, err
		}
		m.Marks = append(m.Marks, mark)
	}
	return m, nil
}

func parseMark(words []string) (Mark, error) {
	if len(words) < 2 || stages[words[0]] == "" {
		return Mark{}, fmt.Errorf("%q is no mark", strings.Join(words, " "))
	}
	m := Mark{Fields: map[string]string{"stage": string(stages[words[0]]), "polarity": string(pledgebook.Asserted)}}
	for _, w := range words[2:] {
		key, value, ok := strings.Cut(w, "=")
		if !ok {
			return m, fmt.Errorf("%q has no =", w)
		}
		if f := fieldNames[key]; f != "" && value != "" {
			m.Fields[f] = value
		} else if key == "sum" {
			m.Sums = []string{value}
		}
	}
	return m, nil
}
