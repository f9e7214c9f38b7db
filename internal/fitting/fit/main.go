// Command fit fits the weights of the words around figures from texts of our own and writes
// the table lexicon/en/weights.tsv and the codes in outcomes.tsv. With -test it fits and
// writes nothing: it tells for folders of gold claims how many fields the rules have right
// and how many with the weights, by the lead that a value must have to take the place of the
// rules'.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"pledgebook/internal/fitting"
	"pledgebook/internal/reading"
	"pledgebook/internal/reading/weigh"
)

func main() {
	log.SetFlags(0)
	texts := flag.String("texts", "corpus/en/weighed", "folder of marked `texts`")
	out := flag.String("o", "lexicon/en", "`folder` to write weights.tsv and outcomes.tsv to")
	test := flag.String("test", "", "`folders` of gold claims, parted by commas: only tell how well they are read")
	flag.Parse()
	if err := run(*texts, *out, *test); err != nil {
		log.Fatal(err)
	}
}

func run(texts, out, test string) error {
	engine, err := reading.NewByRules("en")
	if err != nil {
		return err
	}
	s := fitting.NewSampler(engine)
	own, err := s.Own("en", texts)
	if err != nil {
		return err
	}
	models := s.All(own)
	if test != "" {
		return tell(s, models, strings.Split(test, ","))
	}
	table := fitting.Table(models, s.Names)
	log.Printf("%d samples; %d traits have weights", len(own), strings.Count(table, "\n"))
	if err := os.WriteFile(filepath.Join(out, "outcomes.tsv"), []byte(fitting.Outcomes(models)), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "weights.tsv"), []byte(table), 0o644)
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
