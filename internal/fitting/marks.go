// Package fitting works out the weights of package weigh from texts of our own that are
// marked by hand: corpus/en/weighed. Each text is read by the rules, each marked claim is
// paired with the claim read of its sum, and the weights are those under which what was
// marked is likeliest (a log-linear model, fitted by stochastic gradient descent in a fixed
// order, so that the same texts give the same weights).
package fitting

import (
	"fmt"
	"os"
	"strings"

	"pledgebook"
)

// Marked is one text with its marks.
type Marked struct {
	Line  int
	Text  string
	Marks []Mark
}

// Mark is one claim as a person marked it: what the fields must be. A field that is not
// there was not marked.
type Mark struct {
	Sum             string // "40000000USD"; "" where marks go by the order of the sums
	Fields          map[string]string
	Givers, Getters string // as marked: names parted by commas
}

var stages = map[string]pledgebook.Stage{
	"N": pledgebook.StageNeed, "P": pledgebook.StagePledge, "C": pledgebook.StageCommitment, "A": pledgebook.StageAllocation,
	"D": pledgebook.StageDisbursement, "L": pledgebook.StageDelivery, "U": pledgebook.StageUnclear,
}

var fieldNames = map[string]string{"pol": "polarity", "kind": "kind", "rev": "revision", "ext": "extent"}

// Load reads a file of marked texts: a line each, marks and text parted by "|", paragraphs
// by "||". Lines that start with # say something to people.
func Load(name string) ([]Marked, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var all []Marked
	for n, line := range strings.Split(string(b), "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		m, err := parse(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n+1, err)
		}
		m.Line = n + 1
		all = append(all, m)
	}
	return all, nil
}

func parse(line string) (Marked, error) {
	marks, text, ok := strings.Cut(line, "|")
	if !ok {
		return Marked{}, fmt.Errorf("no | between marks and text")
	}
	m := Marked{Text: strings.ReplaceAll(strings.TrimSpace(text), " || ", "\n\n")}
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
		return Mark{}, fmt.Errorf("%q is no mark", words)
	}
	m := Mark{Fields: map[string]string{"stage": string(stages[words[0]]), "polarity": string(pledgebook.Asserted)}}
	m.Givers, m.Getters, _ = strings.Cut(words[1], ">")
	for _, w := range words[2:] {
		key, value, ok := strings.Cut(w, "=")
		if !ok {
			return m, fmt.Errorf("%q has no =", w)
		}
		if f := fieldNames[key]; f != "" && value != "" {
			m.Fields[f] = value
		} else if key == "sum" {
			m.Sum = value
		}
	}
	return m, nil
}
