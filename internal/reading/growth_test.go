package reading_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// growing are texts that are made as long as one likes by saying them again. Each
// is a way in which a rule that looks around itself could come to look at all.
var growing = map[string]string{
	"prose": "Norway will give Kenya 240 million kroner ($22.8 million) for food aid by 2026, Minister Ingrid Solheim said on Monday. \"We keep our promises,\" she said.\n" +
		"It sent 14 Leopard 2 tanks and CA$5 million to Kyiv on 7 October.\n",
	"lists":         "Pledges came from:\n- Japan: $5 million\n- Norway, NOK 20 million for schools in Chad\n- 14 tanks for Ukraine\n",
	"parts":         "Norway gave 3 million kroner including 1 million for farms and ",
	"one paragraph": "In Malawi, the minister met officials. Norway gave 3 million kroner in aid. Sweden had pledged 2 million kronor, including 1 million for farms. ",
	"one list":      "- Japan: $5 million for schools in Chad\n",
	"one sentence": "Norway gave Kenya 5 million kroner and Chad, Mali, the World Bank, Ana Ruiz, (€5 million (US$6 million) " +
		"“We pledged $5 million,” said Ana Ruiz of Peru, and “more” since the attack on 7 October, on Monday, by the end of March, " +
		"sent 14 Leopard 2 tanks and 20,000 rounds of ammunition to Kyiv, 1, 2.5 million and 3 pledged to agree to offer to give ",
}

const (
	smallText, largeText = 100_000, 1_000_000
	// mayGrow is how many times as often a place of the code may run for ten times
	// the text, searches by halves included; less than startup counts for nothing.
	mayGrow, startup = 20, 200_000
)

// TestOperationsGrowWithTheText counts how often every place of the reading's code
// runs on 100 KB and on 1 MB of the same text. Counts, unlike time, come out the
// same on every machine: a place that runs a hundred times as often shows a rule
// that looks at the whole text again and again.
func TestOperationsGrowWithTheText(t *testing.T) {
	if testing.Short() || os.Getenv("PLEDGEBOOK_COUNT") != "" {
		t.Skip("builds a counting copy of the reading")
	}
	dir := t.TempDir()
	binary := filepath.Join(dir, "counting.test")
	build := exec.Command("go", "test", "-c", "-covermode=count", "-coverpkg=pledgebook/internal/reading/...", "-o", binary, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name := range growing {
		t.Run(name, func(t *testing.T) {
			small, large := counts(t, binary, name, smallText), counts(t, binary, name, largeText)
			for place, n := range large {
				if n > startup && n > mayGrow*small[place] {
					t.Errorf("%s runs %d times on %d bytes and %d times on %d", place, small[place], smallText, n, largeText)
				}
			}
		})
	}
}

// counts reads one text in a process of its own and returns how often each place ran.
func counts(t *testing.T, binary, name string, size int) map[string]int {
	t.Helper()
	profile := filepath.Join(t.TempDir(), "counts")
	run := exec.Command(binary, "-test.run=^TestReadForCounting$", "-test.coverprofile="+profile)
	run.Env = append(os.Environ(), fmt.Sprintf("PLEDGEBOOK_COUNT=%d %s", size, name))
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	f, err := os.Open(profile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := map[string]int{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		place, rest, _ := strings.Cut(lines.Text(), " ") // "file.go:12.3,14.5 statements count"
		if _, count, ok := strings.Cut(rest, " "); ok {
			n, err := strconv.Atoi(count)
			if err != nil {
				t.Fatalf("%q: %v", lines.Text(), err)
			}
			all[place] = n
		}
	}
	if len(all) == 0 {
		t.Fatal("nothing was counted")
	}
	return all
}

// TestReadForCounting reads one text, for the process that counts.
func TestReadForCounting(t *testing.T) {
	size, name, ok := strings.Cut(os.Getenv("PLEDGEBOOK_COUNT"), " ")
	if !ok {
		t.Skip("only for TestOperationsGrowWithTheText")
	}
	n, err := strconv.Atoi(size)
	if err != nil {
		t.Fatal(err)
	}
	text := growing[name]
	newEngine(t).Read(asListed(strings.Repeat(text, n/len(text))))
}
