package iati

import (
	"encoding/xml"
	"strconv"
	"strings"

	"pledgebook"
	"pledgebook/internal/source"
)

// cell is one attribute or text of an element, under its path:
// "provider-org@ref", "description/narrative". The second element of a name is
// "recipient-country.2".
type cell struct{ path, value string }

// activity is what an activity says around its transactions.
type activity struct {
	cells        []cell
	planned      [][]cell
	transactions [][]cell
}

// around are the elements that every transaction's row repeats. Descriptions,
// results and links stay out: they say nothing of one transaction.
var around = map[string]bool{
	"iati-identifier": true, "reporting-org": true, "title": true, "participating-org": true, "other-identifier": true,
	"activity-status": true, "recipient-country": true, "recipient-region": true, "sector": true, "related-activity": true,
	"default-flow-type": true, "default-finance-type": true, "default-aid-type": true,
}

// activity reads one activity and yields a reading for each transaction.
func (p *parser) activity(start xml.StartElement) error {
	a := activity{}
	for _, name := range []string{"default-currency", "humanitarian", "last-updated-datetime"} {
		a.cells = append(a.cells, cell{"@" + name, attribute(start, name)})
	}
	seen := map[string]int{}
	for {
		t, err := p.xml.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return p.emit(a)
		case xml.StartElement:
			if err := p.child(&a, t, seen); err != nil {
				return err
			}
		}
	}
}

func (p *parser) child(a *activity, t xml.StartElement, seen map[string]int) error {
	name := t.Name.Local
	switch {
	case name == "transaction" || name == "planned-disbursement":
		var cells []cell
		if err := p.flatten(t, "", &cells, 0); err != nil {
			return err
		}
		if name == "planned-disbursement" {
			a.planned = append(a.planned, cells)
			return nil
		}
		a.transactions = append(a.transactions, cells)
		if len(a.transactions) > mostTransactions {
			return pledgebook.Errorf(pledgebook.TooLarge, "an activity has more than %d transactions", mostTransactions)
		}
		return nil
	case around[name]:
		return p.flatten(t, numbered(name, seen), &a.cells, 0)
	}
	return p.xml.Skip()
}

func numbered(name string, seen map[string]int) string {
	if seen[name]++; seen[name] > 1 {
		return name + "." + strconv.Itoa(seen[name])
	}
	return name
}

// mostCells is the most values a transaction or an activity's head may have.
const mostCells = 2000

// flatten reads an element to its end: a cell for each attribute and text.
func (p *parser) flatten(e xml.StartElement, path string, cells *[]cell, depth int) error {
	if depth > deepest || len(*cells) > mostCells {
		return pledgebook.Errorf(pledgebook.TooLarge, "<%s> is nested deeper than %d or holds more than %d values", e.Name.Local, deepest, mostCells)
	}
	for _, at := range e.Attr {
		if at.Name.Space != "xmlns" && at.Name.Local != "xmlns" {
			*cells = append(*cells, cell{path + "@" + at.Name.Local, at.Value})
		}
	}
	var text strings.Builder
	seen := map[string]int{}
	for {
		t, err := p.xml.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.StartElement:
			below := numbered(t.Name.Local, seen)
			if path != "" {
				below = path + "/" + below
			}
			if err := p.flatten(t, below, cells, depth+1); err != nil {
				return err
			}
		case xml.EndElement:
			if s := strings.TrimSpace(text.String()); s != "" && path != "" {
				*cells = append(*cells, cell{path, s})
			}
			return nil
		}
	}
}

// emit yields the activity's transactions, each as a row of its own.
func (p *parser) emit(a activity) error {
	incoming := false
	for _, t := range a.transactions {
		incoming = incoming || flows[valueOf(t, "transaction-type@code")].incoming
	}
	for _, t := range a.transactions {
		p.number++
		row := source.NewRow(p.number)
		for _, c := range a.cells {
			row.Add("activity/"+c.path, c.value)
		}
		for _, c := range t {
			row.Add(c.path, c.value)
		}
		r := reader{Row: row, planned: a.planned, passedOn: incoming}
		claim, err := r.claim()
		if err != nil {
			if !p.yield(pledgebook.Reading{}, p.file.Bad(p.number, pledgebook.WrapError(pledgebook.KindOf(err), err, "activity %s", row.Get("activity/iati-identifier")))) {
				return errStopped
			}
			continue
		}
		if !p.yield(row.Reading(engine, r.report(), p.seen.Again(row), claim...), nil) {
			return errStopped
		}
	}
	return nil
}

func valueOf(cells []cell, path string) string {
	for _, c := range cells {
		if c.path == path {
			return strings.TrimSpace(c.value)
		}
	}
	return ""
}
