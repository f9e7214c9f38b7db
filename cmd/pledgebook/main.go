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
// more than twice as often as Go would by itself halves the heap and costs a few
// per cent of time.
const collectAt = 40

// collectPagesAt is the same while an archive is read: pages make trees, a
// quarter of the time went into collecting them, and there is room for it.
const collectPagesAt = 200

// collect sets the growth at which memory is collected, unless the user did.
func collect(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

func main() {
	collect(collectAt)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}
