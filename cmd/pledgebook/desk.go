package main

import (
	"cmp"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/naming"
	"pledgebook/internal/printing"
	"pledgebook/internal/reporting"
	"pledgebook/internal/settings"
)

// desk finds what ids on the command line stand for.
type desk struct {
	*reporting.Ledger
	entries map[string]pledgebook.Entry // by id, claim and founded id; also rejected ones
}

func newDesk(l *reporting.Ledger) *desk {
	d := &desk{l, map[string]pledgebook.Entry{}}
	for _, entry := range slices.Concat(l.Entries, l.Rejected) {
		e := *entry
		for _, c := range e.Claims {
			d.entries[c], d.entries[matching.EntryID(c)] = e, e
		}
		d.entries[e.ID] = e
	}
	return d
}

// find is what one word of the command line stands for: the id of an entry or
// of a claim, also by its beginning.
func (d *desk) find(word string) (string, error) {
	if e, ok := d.entries[word]; ok {
		if slices.Contains(e.Claims, word) {
			return word, nil
		}
		return e.ID, nil
	}
	var found []string
	for id, e := range d.entries {
		if !strings.HasPrefix(id, word) {
			continue
		}
		if !slices.Contains(e.Claims, id) {
			id = e.ID // also by the id that one of its claims founded
		}
		if !slices.Contains(found, id) {
			found = append(found, id)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return "", usef("%d entries and claims begin with %q; write more of the id", len(found), word)
	}
	for id := range d.Claims.All() {
		if strings.HasPrefix(id, word) {
			return "", pledgebook.Errorf(pledgebook.Invalid, "claim %s counts no longer: it was rejected, or its report taken back; \"pledgebook decisions\" lists what can be undone", word)
		}
	}
	return "", pledgebook.Errorf(pledgebook.NotFound, "no entry %s is in the book, and no claim; \"pledgebook entries\" lists the entries", word)
}

// all finds every word, each thing once.
func (d *desk) all(words []string) (ids []string, err error) {
	for _, w := range words {
		id, err := d.find(w)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// entriesOf are the entries that ids lead to, each once.
func (d *desk) entriesOf(ids []string) (out []pledgebook.Entry) {
	for _, id := range ids {
		e, ok := d.entries[id]
		if ok && !slices.ContainsFunc(out, func(o pledgebook.Entry) bool { return o.ID == e.ID }) {
			out = append(out, e)
		}
	}
	return out
}

// heirs are the entries that now hold the claims which decisions were about.
func (d *desk) heirs(before *desk, decisions []pledgebook.Decision) []pledgebook.Entry {
	var claims []string
	for _, made := range decisions {
		for _, e := range before.entriesOf(made.On) {
			claims = append(claims, e.Claims...)
		}
		for id, held := range d.Claims.All() {
			if slices.Contains(made.On, id) || slices.Contains(made.On, held.Citation.Report) {
				claims = append(claims, id)
			}
		}
	}
	heirs := d.entriesOf(claims)
	slices.SortFunc(heirs, func(x, y pledgebook.Entry) int { return cmp.Compare(x.ID, y.ID) })
	return heirs
}

// reports finds the reports that a word stands for: one by its id, or all
// under a link.
func (d *desk) reports(word string, verb pledgebook.DecisionVerb) ([]string, error) {
	var linked, begun []string
	for r := range d.Reports.All() {
		if word != "" && r.URL == word {
			linked = append(linked, r.ID)
		}
		if strings.HasPrefix(r.ID, word) {
			begun = append(begun, r.ID)
		}
	}
	switch {
	case len(linked) > 0:
		return linked, nil
	case len(begun) == 1:
		return begun, nil
	case len(begun) > 1:
		return nil, usef("%d reports begin with %q; write more of the id", len(begun), word)
	}
	if id, err := d.find(word); err == nil {
		return nil, usef("%s is no report, and %s takes reports: \"pledgebook entry %s\" shows those behind it", word, verb, id)
	}
	return nil, pledgebook.Errorf(pledgebook.NotFound, "no report %s is in the book; name it by its link, or by its id as \"pledgebook entry\" shows it", word)
}

// toUndo finds a decision that stands.
func (d *desk) toUndo(word string) (pledgebook.Decision, error) {
	var found []pledgebook.Decision
	for _, made := range d.Decisions {
		if strings.HasPrefix(made.ID, word) {
			found = append(found, made)
		}
	}
	switch {
	case len(found) == 0:
		return pledgebook.Decision{}, pledgebook.Errorf(pledgebook.NotFound, "no decision %s is in the book; \"pledgebook decisions\" lists them", word)
	case len(found) > 1:
		return pledgebook.Decision{}, usef("%d decisions begin with %q; write more of the id", len(found), word)
	}
	if by, ok := undone(d.Decisions)[found[0].ID]; ok {
		return pledgebook.Decision{}, pledgebook.Errorf(pledgebook.Invalid, "decision %s was taken back already; to bring it back, undo %s", found[0].ID, by)
	}
	return found[0], nil
}

// undone says of each decision that was taken back by which undo that stands.
func undone(decisions []pledgebook.Decision) map[string]string {
	by := map[string]string{}
	for _, d := range slices.Backward(decisions) {
		if d.Verb == pledgebook.Undo && by[d.ID] == "" {
			by[d.Undoes] = d.ID
		}
	}
	return by
}

type decisionsCommand struct {
	JSON bool `help:"Print one JSON object per decision, one per line."`
}

// Run lists what reviewers decided, in order.
func (c *decisionsCommand) Run(a *app) error {
	return a.withBook(func(book pledgebook.Book, _ settings.Settings) error {
		var all []pledgebook.Decision
		for d, err := range book.Decisions(a.ctx) {
			if err != nil {
				return err
			}
			all = append(all, d)
		}
		back := undone(all)
		for _, d := range all {
			if c.JSON {
				if err := printJSON(a, d); err != nil {
					return err
				}
				continue
			}
			printing.Decision(a.screen, d, back[d.ID] == "")
		}
		if len(all) == 0 && !c.JSON {
			a.screen.Printf("Nothing was decided yet.\n")
		}
		return nil
	})
}

// spelled puts an edit's value into the spelling of the book: names of parties
// become ids, beginnings of entries' ids the whole.
func (d *desk) spelled(field, value string) (string, error) {
	switch field {
	case "providers", "receivers", "channels":
		var ids []string
		for _, word := range strings.Split(value, ",") {
			if word = strings.TrimSpace(word); word == "" {
				continue
			}
			id, ok := naming.Lookup(word)
			if !ok {
				return "", usef("%s: no party is called %q; use a code (NOR), an acronym (nato) or a name (Norway)", field, word)
			}
			ids = append(ids, string(id))
		}
		return strings.Join(ids, " "), nil
	case "part_of", "fulfilled_by":
		on, err := d.all(strings.FieldsFunc(value, func(r rune) bool { return r == ' ' || r == ',' }))
		if err != nil {
			return "", err
		}
		var ids []string
		for _, e := range d.entriesOf(on) {
			ids = append(ids, e.ID)
		}
		return strings.Join(ids, " "), nil
	}
	return value, nil
}

// canSplit says why a split would change nothing.
func (d *desk) canSplit(on []string) error {
	entries := d.entriesOf(on)
	var claims int
	for _, id := range on {
		if d.Claims.Has(id) {
			claims++
		}
	}
	switch {
	case claims > 0 && claims < len(on):
		return usef("split takes claims or entries, not both at once")
	case claims == 0 && len(entries) > 1:
		return nil
	case len(entries) == 1 && len(entries[0].Claims) == 1:
		return usef("entry %s has one claim; there is nothing to split", entries[0].ID)
	case len(entries) == 1 && claims == len(entries[0].Claims):
		return usef("these are all the claims of entry %s; leave out those that stay", entries[0].ID)
	}
	return nil
}
