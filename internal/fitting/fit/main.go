// Command fit fits the weights of the words around figures and writes the table
// lexicon/en/weights.tsv and the codes in outcomes.tsv. With -test it fits and tells, for folders of gold claims, how many
// fields the rules have right and how many with the weights, by the lead that a value must
// have to take the place of the rules'.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pledgebook/internal/fitting"
	"pledgebook/internal/reading"
	"pledgebook/internal/reading/weigh"
)

func main() {
	log.SetFlags(0)
	texts := flag.String("texts", "corpus/en/weighed", "folder of marked `texts`")
	gold := flag.String("gold", "../shared/corpora/gold", "`folder` of gold claims to tune by, if it is there")
	out := flag.String("o", "lexicon/en", "`folder` to write weights.tsv and outcomes.tsv to")
	test := flag.String("test", "", "`folders` of gold claims, parted by commas: only tell how well they are read")
	flag.Parse()
	if err := run(*texts, *gold, *out, *test); err != nil {
		log.Fatal(err)
	}
}

func run(texts, gold, out, test string) error {
	engine, err := reading.NewByRules("en")
	if err != nil {
		return err
	}
	s := fitting.NewSampler(engine)
	own, err := ownSamples(s, texts)
	if err != nil {
		return err
	}
	var further []fitting.Sample
	if _, err := os.Stat(gold); err != nil {
		log.Printf("%s is not there: the weights are not tuned by gold claims", gold)
	} else if further, err = s.Gold(gold); err != nil {
		return err
	}
	models := s.All(own, further)
	if test != "" {
		return tell(s, models, strings.Split(test, ","))
	}
	table := fitting.Table(models, s.Names)
	log.Printf("%d samples of our own and %d further; %d traits have weights", len(own), len(further), strings.Count(table, "\n"))
	if err := os.WriteFile(filepath.Join(out, "outcomes.tsv"), []byte(fitting.Outcomes(models)), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "weights.tsv"), []byte(table), 0o644)
}

func ownSamples(s *fitting.Sampler, dir string) (all []fitting.Sample, err error) {
	marked, err := fitting.Load(dir)
	if err != nil {
		return nil, err
	}
	more, err := fitting.Corpus("en")
	if err != nil {
		return nil, err
	}
	for _, m := range slices.Concat(marked, more) {
		all = append(all, s.Marked(m)...)
	}
	return all, nil
}

// leads are those told of, in parts of weigh.PerNat.
var leads = []int{0, 50, 100, 150, 200, 300}

func tell(s *fitting.Sampler, models []*fitting.Model, dirs []string) error {
	fmt.Printf("%-9s %-10s %6s %6s", "field", "folder", "sums", "rules")
	for _, l := range leads {
		fmt.Printf(" %6d", l)
	}
	fmt.Println()
	for _, dir := range dirs {
		samples, err := s.Gold(dir)
		if err != nil {
			return err
		}
		for _, m := range models {
			n, rules := m.Right(samples, -1)
			fmt.Printf("%-9s %-10s %6d %6.3f", m.Field.Name, filepath.Base(dir), n, float64(rules)/float64(max(n, 1)))
			for _, l := range leads {
				_, right := m.Right(samples, float64(l)/weigh.PerNat)
				fmt.Printf(" %6.3f", float64(right)/float64(max(n, 1)))
			}
			fmt.Println()
		}
	}
	return nil
}
