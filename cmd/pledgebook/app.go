package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"pledgebook"
	"pledgebook/internal/printing"
)

// The exit codes.
const (
	allDone    = 0
	someFailed = 1
	wrongUse   = 2
)

type streams struct {
	in       io.Reader
	out, err io.Writer
}

// commands is the command line: one field a command, each in a file of its own.
type commands struct {
	Book string `help:"The book: a folder, or a PostgreSQL database as postgres://…" env:"PLEDGEBOOK_BOOK" default:"./pledgebook-data" placeholder:"WHERE"`

	Eval evalCommand `cmd:"" help:"Score the reading against claims marked by hand."`
}

// app is one run of the program.
type app struct {
	ctx    context.Context
	in     io.Reader
	screen *printing.Screen // standard output
	err    io.Writer
	book   string
	failed bool
}

// run does what the arguments say and returns the exit code.
func run(ctx context.Context, args []string, s streams) int {
	a := &app{ctx: ctx, in: s.in, screen: screenOf(s.out), err: s.err}
	var cli commands
	parser, err := kong.New(&cli, kong.Name("pledgebook"),
		kong.Description("Keeps the book of aid: who promised what to whom, by when, and how much of it came true."),
		kong.UsageOnError(), kong.Writers(s.out, s.err), kong.Exit(func(int) {}))
	if err != nil {
		a.fail(err)
		return someFailed
	}
	command, err := parser.Parse(args)
	if err != nil {
		a.fail(err)
		return wrongUse
	}
	a.book = cli.Book
	if err := command.Run(a); err != nil {
		a.fail(err)
		if errors.As(err, new(useError)) {
			return wrongUse
		}
	}
	if a.failed {
		return someFailed
	}
	return allDone
}

// useError is wrong use of the command line.
type useError struct{ error }

func (e useError) Unwrap() error { return e.error }

func usef(format string, args ...any) error {
	return useError{pledgebook.Errorf(pledgebook.Invalid, format, args...)}
}

// fail names one thing that went wrong, in one line, and lets the rest go on.
func (a *app) fail(err error) {
	a.failed = true
	fmt.Fprintf(a.err, "pledgebook: %v\n", err)
}

// screenOf finds out how wide out is and whether it shows colours. NO_COLOR
// turns colours off, COLUMNS sets the width of a terminal.
func screenOf(out io.Writer) *printing.Screen {
	s := &printing.Screen{Writer: out}
	f, ok := out.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return s
	}
	s.Width = 80
	if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
		s.Width = w
	}
	if w, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && w > 0 {
		s.Width = w
	}
	s.Colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return s
}
