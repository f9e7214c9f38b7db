package reading_test

import (
	"slices"
	"testing"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/reading"
)

// The words around a sum take in what rules dropped for its verb, and open a report of
// which rules take no sum only to one that they nearly took.
func TestWordsTakeIn(t *testing.T) {
	engine, err := reading.New("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Aid for Chad grows\n\nNorway will provide 30 million kroner in humanitarian aid to Chad. Norwegian relief for Chad since the drought has cost 210 million kroner. A new ferry for Bergen cost the city 90 million kroner.",
			[]string{"30 million kroner", "210 million kroner"}},
		{"Nairobi\n\nItaly will write 60 million euros off what Kenya owes it, its ambassador told editors.", []string{"60 million euros"}},
		{"Exports grow\n\nExports grew to 3 billion dollars in March. Norway is negotiating a loan of 2 billion dollars with banks.", nil},
	} {
		report, err := article.Clean(article.Input{Name: "report.txt", Bytes: []byte(c.text), Published: pledgebook.Stamp("2024-05-06"), Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, claim := range engine.Read(report).Claims {
			got = append(got, claim.Money.Verbatim)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("read %q, want %q, of %q", got, c.want, c.text)
		}
	}
}
