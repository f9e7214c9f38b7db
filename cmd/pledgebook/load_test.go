package main

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"pledgebook"
)

// outside are files beside this repository.
const outside = "../../../shared/"

// loaded runs the program on a fresh book: load, then what is asked. It returns
// what the last command printed.
func loaded(t *testing.T, file string, then ...string) []byte {
	t.Helper()
	if _, err := os.Stat(outside + file); err != nil {
		t.Skip("it is not beside this repository (../shared): ", err)
	}
	book := t.TempDir()
	var out, errs bytes.Buffer
	for _, args := range [][]string{{"load", outside + file}, then} {
		out.Reset()
		s := streams{bytes.NewReader(nil), &out, &errs}
		if code := run(t.Context(), append([]string{"--book", book}, args...), s); code != allDone {
			t.Fatalf("%v ended with %d: %s", args, code, errs.String())
		}
	}
	return out.Bytes()
}

// Fifty-five claims of 24 reports go through storage and come out as one entry
// for the 20.9 and one for the 40 billion.
func TestLoadTwentyFourTellings(t *testing.T) {
	t.Parallel()
	out := loaded(t, "cases/one-fact-24-tellings.jsonl", "entries", "--as-of", "2024-10-17", "--json")
	sizes := map[string]int{}
	slips := 0
	var all []int
	for line := range bytes.Lines(out) {
		var e pledgebook.Entry
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatal(err)
		}
		sizes[pledgebook.Plain(e.Money.Lo)] = len(e.Claims)
		all = append(all, len(e.Claims))
		for _, v := range e.Variants["currency"] {
			if v.LikelySlip != "" {
				slips += len(v.Claims)
			}
		}
	}
	slices.Sort(all)
	if want := []int{1, 1, 1, 2, 2, 17, 31}; !slices.Equal(all, want) {
		t.Errorf("claims by entry are %v, want %v", all, want)
	}
	if sizes["20900000000"] != 31 || sizes["40000000000"] != 17 {
		t.Errorf("the 20.9 has %d claims and the 40 has %d, want 31 and 17", sizes["20900000000"], sizes["40000000000"])
	}
	if slips != 7 {
		t.Errorf("%d claims are named as slips of currency, want 7", slips)
	}
}
