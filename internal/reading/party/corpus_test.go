package party_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/text"
)

// TestCorpus reads every example and compares all its mentions, one a line:
// the party, "/" and for whom it acts, the words, and "place", "'s" or "for" and
// the party in a fund's name. Mentions that stay without a party are left out.
func TestCorpus(t *testing.T) {
	v, r := reader(t)
	examples, err := corpus.Examples("en", "party")
	if err != nil || len(examples) == 0 {
		t.Fatal("no examples of parties:", err)
	}
	for _, e := range examples {
		var d text.Document
		d.Analyse(v, e.Text, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{End: len(e.Text)}}})
		var got, rules []string
		for _, m := range r.Resolve(&d, pledgebook.Report{Text: e.Text, Published: pledgebook.Stamp(e.Published.String())}, nil, r.Find(&d, nil)) {
			rules = append(rules, m.Rule)
			if m.ID != "" || m.State != "" {
				got = append(got, line(&d, m))
			}
		}
		if g, w := strings.Join(got, "\n"), strings.Join(e.Want, "\n"); g != w {
			t.Errorf("%v\n%s\n got:\n%s\nwant:\n%s", e, e.Text, g, w)
		}
		if fired := slices.Contains(rules, e.Rule); fired != (e.Class == corpus.Positive) && e.Class != corpus.Ambiguous {
			t.Errorf("%v\n%s\nrule %s fired: %v", e, e.Text, e.Rule, fired)
		}
	}
}

func line(d *text.Document, m party.Mention) string {
	who := string(m.ID)
	if m.State != "" {
		who += "/" + string(m.State)
	}
	s := fmt.Sprintf("%s %q", who, d.Slice(m.Range))
	if m.Location {
		s += " place"
	}
	if m.Possessive {
		s += " 's"
	}
	if m.For != "" {
		s += " for " + string(m.For)
	}
	return s
}
