// Command pledgebook reads public reporting about aid and keeps the book of it:
// who promised what to whom, by when, and how much of it came true.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
)

// collectAt is the growth of the heap, in per cent of what lives, at which
// memory is collected. Most of what a reading makes is short-lived: collecting
// more than twice as often as Go would by itself halves the heap and costs a few
// per cent of time.
const collectAt = 30

// collectPagesAt is the same while an archive is read: pages make trees, a
// quarter of the time went into collecting them, and there is room for it.
const collectPagesAt = 200

// collect sets the growth at which memory is collected, unless the user did.
func collect(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// lastWork is how long a program that was told to end may take to put its work
// away. What is in the book is safe at any moment.
const lastWork = 30 * time.Second

// interrupted is the exit status of a program that a signal ended.
const interrupted = 130

// endSoon lets the next signal end the program at once, says so where the end
// takes longer than one would notice, and does not wait for ever.
func endSoon(listen func()) {
	listen()
	time.Sleep(time.Second)
	fmt.Fprintln(os.Stderr, "ending; once more ends it at once")
	time.Sleep(lastWork)
	os.Exit(interrupted)
}

func main() {
	collect(collectAt)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	done := context.AfterFunc(ctx, func() { endSoon(stop) })
	code := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	done()
	stop()
	os.Exit(code)
}
