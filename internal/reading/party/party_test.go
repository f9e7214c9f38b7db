package party_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

func reader(t testing.TB) (*text.Vocabulary, *party.Reader) {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	v, err := text.NewVocabulary(lex)
	if err != nil {
		t.Fatal(err)
	}
	r, err := party.New(v, lex)
	if err != nil {
		t.Fatal(err)
	}
	return v, r
}

func read(v *text.Vocabulary, r *party.Reader, s string) []party.Mention {
	var d text.Document
	d.Analyse(v, s, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{End: len(s)}}})
	return r.Resolve(&d, pledgebook.Report{Text: s}, nil, r.Find(&d, nil))
}

// TestEveryStateHasItsWords fails on a state without a name, an adjective or a
// capital; former states and territories may lack a capital of their own.
func TestEveryStateHasItsWords(t *testing.T) {
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	has := map[string]map[string]bool{}
	for _, table := range []string{"statenames", "demonyms", "capitals"} {
		has[table] = map[string]bool{}
		for _, row := range lex.Table(table).Rows {
			has[table][row.Get("party")] = true
		}
	}
	states := 0
	for _, row := range lex.Table("states").Rows {
		id, status := row.Phrase(), row.Get("status")
		if !pledgebook.PartyID(id).IsState() {
			t.Errorf("states.tsv:%d: %q is no code of three capitals", row.Line, id)
		}
		if status == "" {
			states++
		}
		for table, rows := range has {
			if !rows[id] && (status == "" || table == "statenames") {
				t.Errorf("%s has no row in %s.tsv", id, table)
			}
		}
	}
	if states < 195 {
		t.Errorf("%d states, want all of ISO 3166-1 that are independent", states)
	}
}

// TestEveryNameReadsBack reads every name of the tables in a sentence of its own.
func TestEveryNameReadsBack(t *testing.T) {
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	v, r := reader(t)
	ids, elsewhere := map[string]map[pledgebook.PartyID]bool{}, map[string]bool{}
	tables := []string{"statenames", "demonyms", "capitals", "houses", "bodynames", "regions"}
	for _, table := range tables {
		for _, row := range lex.Table(table).Rows {
			if slices.Contains(lex.Table(table).Columns, "care") && row.Get("care") == "place" {
				elsewhere[row.Phrase()] = true // a town elsewhere too: no party by itself
			}
			if ids[row.Phrase()] == nil {
				ids[row.Phrase()] = map[pledgebook.PartyID]bool{}
			}
			ids[row.Phrase()][pledgebook.PartyID(row.Get("party"))] = true
		}
	}
	for phrase, want := range ids {
		s := "It went to the " + phrase + " that day."
		for _, m := range read(v, r, s) {
			if m.ID == "" && m.Rule != "ambiguous-name" {
				continue
			}
			open := len(want) > 1 || elsewhere[phrase]
			letters := m.Type == pledgebook.Organisation && phrase == strings.ToUpper(phrase) && want[m.ID] // the better known of two bodies
			if !open && !want[m.ID] || open && m.ID != "" && !letters {
				t.Errorf("%q reads as %q by %s, want %v", phrase, m.ID, m.Rule, want)
			}
			delete(ids, phrase)
		}
	}
	for phrase := range ids {
		t.Errorf("%q is not read", phrase)
	}
}

func FuzzResolve(f *testing.F) {
	v, r := reader(f)
	f.Add("Mark Rutte, NATO Secretary General, said \"we will\" in Kyiv. Norway's Ministry of Finance and the Fund of it. Mr. A-B.")
	f.Add("that was the")
	f.Add("WHO US$5 “President J. R. de la Cruz” Congolese Brussels the country the minister Ms ’s U.S.-Japan")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		var d text.Document
		d.Analyse(v, s, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{End: len(s)}}})
		end := 0
		for _, m := range r.Resolve(&d, pledgebook.Report{Text: s, Published: "2024-01-01"}, nil, r.Find(&d, nil)) {
			if m.First < end || m.End <= m.First || m.End > len(d.Tokens) {
				t.Fatalf("mention at tokens %d..%d after %d", m.First, m.End, end)
			}
			if m.Name.Len() > 0 && !m.Range.Contains(m.Name) && m.Form == party.Individual {
				t.Fatalf("name %v outside its mention %v", m.Name, m.Range)
			}
			end = m.End
		}
	})
}

// TestSameTextSameMentions reads a text twice.
func TestSameTextSameMentions(t *testing.T) {
	v, r := reader(t)
	s := "Congolese troops left. NATO Secretary General Jane Farrow spoke of Ukraine. Farrow said it would help the country. "
	one, again := read(v, r, s), read(v, r, s)
	if len(one) == 0 || len(one) != len(again) {
		t.Fatalf("%d mentions, then %d", len(one), len(again))
	}
	for i := range one {
		if one[i].Range != again[i].Range || one[i].ID != again[i].ID || one[i].Rule != again[i].Rule {
			t.Errorf("mention %d differs: %+v, %+v", i, one[i], again[i])
		}
	}
}

func BenchmarkFindAndResolve(b *testing.B) {
	v, r := reader(b)
	s := sample(b)
	var d text.Document
	parts := []pledgebook.Part{}
	for at := 0; at < len(s); {
		end := at + strings.IndexByte(s[at:], '\n') + 1
		parts = append(parts, pledgebook.Part{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: at, End: end}})
		at = end
	}
	d.Analyse(v, s, parts)
	report := pledgebook.Report{Text: s, Outlet: "The White House", Published: "2024-01-01"}
	var mentions []party.Mention
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		mentions = r.Resolve(&d, report, nil, r.Find(&d, mentions[:0]))
	}
}

// sample is the texts of our own corpus, as often as makes a long report.
func sample(b *testing.B) string {
	var sb strings.Builder
	examples, err := corpus.Examples("en", "party")
	if err != nil {
		b.Fatal(err)
	}
	for sb.Len() < 200_000 {
		for _, e := range examples {
			sb.WriteString(e.Text)
			sb.WriteString(" The engineers had finished the work on the pipes before the first snow, and nobody complained about what it cost them.\n")
		}
	}
	return sb.String()
}
