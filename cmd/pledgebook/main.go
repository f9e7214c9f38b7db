// Command pledgebook reads public reporting about aid and keeps the book of it:
// who promised what to whom, by when, and how much of it came true.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// collectAt is the growth of the heap, in per cent of what lives, at which
// memory is collected. Most of what a reading makes is short-lived: collecting
// twice as often as Go would by itself halves the heap and costs a few per cent
// of time.
const collectAt = 50

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}
