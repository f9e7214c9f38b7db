package fitting

import (
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"pledgebook"
	"pledgebook/corpus"
)

// exampleFolders are the folders of examples that show claims.
var exampleFolders = []string{"claim", "noaid", "stage"}

// reportFolders are the folders of whole reports.
var reportFolders = []string{"reports", "tellings"}

// Corpus returns the examples of rules and the whole reports of a language as marked texts.
func Corpus(language string) (all []Marked, err error) {
	for _, folder := range exampleFolders {
		examples, err := corpus.Examples(language, folder)
		if err != nil {
			return nil, err
		}
		for _, e := range examples {
			if m, ok := markedExample(e); ok {
				all = append(all, m)
			}
		}
	}
	for _, folder := range reportFolders {
		names, err := corpus.Files(language, folder)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			b, err := corpus.Read(name)
			if err != nil {
				return nil, err
			}
			all = append(all, markedReport(name, txtar.Parse(b)))
		}
	}
	return all, nil
}

// breaks are the marks that stand for breaks in the one line of an example.
var breaks = strings.NewReplacer(" ¶ ", "\n\n", " ⇥ ", " ", " ⏎ ", "\n")

func markedExample(e corpus.Example) (Marked, bool) {
	m := Marked{Where: e.String(), Text: breaks.Replace(e.Text), Published: pledgebook.Stamp(e.Published.String())}
	for _, want := range e.Want {
		mark, ok := markOf(strings.Split(want, " | "))
		if !ok {
			return m, false
		}
		m.Marks = append(m.Marks, mark)
	}
	return m, true
}

// markOf reads "NOK 60000000 | pledge planned | NOR > KEN | humanitarian | top-up": what is
// usual is left out. It is false for goods and shares, and for a reason why a sum is no claim.
func markOf(columns []string) (Mark, bool) {
	currency, amount, ok := strings.Cut(columns[0], " ")
	if !ok || len(currency) != 3 || len(columns) < 2 || strings.ContainsAny(amount, " -") {
		return Mark{}, false
	}
	words := strings.Fields(columns[1] + " " + strings.Join(columns[min(3, len(columns)):], " "))
	m := Mark{Sums: []string{amount + currency}, Fields: map[string]string{}}
	for _, f := range Fields[1:] {
		value := usual[f.Name]
		for _, w := range words {
			if slices.Contains(f.Values, w) {
				value = w
				break
			}
		}
		if value == "" {
			return m, false // no stage: a reason why it is no claim
		}
		m.Fields[f.Name] = value
	}
	return m, true
}

// usual is what marks leave out.
var usual = map[string]string{
	"polarity": string(pledgebook.Asserted), "extent": string(pledgebook.PartExtent), "kind": string(pledgebook.KindUnspecified),
}

func markedReport(name string, ar *txtar.Archive) Marked {
	m := Marked{Where: name, Published: pledgebook.Stamp(corpus.Field(string(ar.Comment), "published"))}
	for _, f := range ar.Files {
		switch f.Name {
		case "report.txt", "report.md":
			m.Text = string(f.Data)
		case "claims.txt":
			for _, line := range strings.Split(strings.TrimSpace(string(f.Data)), "\n") {
				if mark, ok := markOfClaim(strings.Split(line, " | ")); ok {
					m.Marks = append(m.Marks, mark)
				}
			}
		}
	}
	return m
}

// zeros are the letters that stand for a sum's zeros, and how many.
var zeros = map[byte]int{'m': 6, 'n': 9}

// markOfClaim reads "pledge asserted new part | NOR > KEN | NOK 240m exact also USD 22.8m |
// humanitarian grant | …". It is false for goods and shares.
func markOfClaim(columns []string) (Mark, bool) {
	if len(columns) < 3 {
		return Mark{}, false
	}
	m := Mark{Fields: map[string]string{}}
	for _, sum := range strings.Split(columns[2], " also ") {
		words := strings.Fields(sum)
		if len(words) < 2 || len(words[0]) != 3 {
			return m, false
		}
		m.Sums = append(m.Sums, fullSum(words[1])+words[0])
	}
	words := strings.Fields(columns[0])
	if len(columns) > 3 {
		words = append(words, strings.Fields(columns[3])...)
	}
	for _, f := range Fields[1:] {
		for _, w := range words {
			if slices.Contains(f.Values, w) {
				m.Fields[f.Name] = w
				break
			}
		}
	}
	return m, true
}

// fullSum writes "22.8m" as 22800000, the low end of "17-20bn" as 17000000000.
func fullSum(s string) string {
	n := zeros[s[len(s)-1]]
	s = strings.TrimRight(s, "mbn")
	s, _, _ = strings.Cut(s, "-")
	whole, part, _ := strings.Cut(s, ".")
	if len(part) > n {
		return s
	}
	return strings.TrimLeft(whole+part, "0") + strings.Repeat("0", n-len(part))
}
