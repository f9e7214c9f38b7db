//go:build race

package pipeline

import "flag"

// Under the race detector the worlds of the property tests, which one goroutine
// builds, take eight times as long and show no more: a third of them is built.
func init() {
	if err := flag.Set("rapid.checks", "33"); err != nil {
		panic(err)
	}
}
