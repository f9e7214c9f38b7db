package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"pledgebook"
	"pledgebook/internal/citing"
	"pledgebook/internal/fetching"
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

	Demo         demoCommand         `cmd:"" help:"Read the reports shipped inside into a fresh book and show the ledger."`
	Read         readCommand         `cmd:"" help:"Read reports into the book and print what they say about aid."`
	Load         loadCommand         `cmd:"" help:"Take over claims coded by hand or rows of another system."`
	Explain      explainCommand      `cmd:"" help:"Read a report and show the rule and the words behind every field."`
	Entries      entriesCommand      `cmd:"" help:"List what the book holds."`
	Entry        entryCommand        `cmd:"" help:"Show one entry with the sentences behind it."`
	Copies       copiesCommand       `cmd:"" help:"Show which reports carry one text, and how a page was changed."`
	Quotes       quotesCommand       `cmd:"" help:"List who said what."`
	Needs        needsCommand        `cmd:"" help:"List what was asked for."`
	Meetings     meetingsCommand     `cmd:"" help:"List meetings."`
	Mechanisms   mechanismsCommand   `cmd:"" help:"List coordinating bodies and funding mechanisms."`
	Positions    positionsCommand    `cmd:"" help:"List who stands how on what."`
	Bounds       boundsCommand       `cmd:"" help:"Say what a total is at least, at most by all reports, and where it is capped."`
	Coverage     coverageCommand     `cmd:"" help:"Set needs beside the offers that answer them."`
	Check        checkCommand        `cmd:"" help:"List what needs a person: contradictions, overdue promises, disagreements, likely mistakes."`
	Accept       acceptCommand       `cmd:"" help:"Accept entries: a reviewer has seen the sentences behind them."`
	Reject       rejectCommand       `cmd:"" help:"Reject entries, or claims that misread their report."`
	Edit         editCommand         `cmd:"" help:"Correct fields of entries."`
	Merge        mergeCommand        `cmd:"" help:"Make one entry of several."`
	Split        splitCommand        `cmd:"" help:"Take an entry apart, or say that several are not one."`
	ConfirmStage confirmStageCommand `cmd:"" name:"confirm-stage" help:"Say how far the aid of an entry had come."`
	Consult      consultCommand      `cmd:"" help:"Ask a second reviewer about entries."`
	Undo         undoCommand         `cmd:"" help:"Take a decision back; also an undo."`
	Retract      retractCommand      `cmd:"" help:"Note that a publisher took a report back."`
	Redact       redactCommand       `cmd:"" help:"Take down what the law demands; for good."`
	Access       accessCommand       `cmd:"" help:"Say who may see entries or reports."`
	Decisions    decisionsCommand    `cmd:"" help:"List what reviewers decided."`
	Serve        serveCommand        `cmd:"" help:"Open the book in the browser: pages for readers, an inbox for reviewers."`
	Users        usersCommand        `cmd:"" help:"Look after the accounts that sign in to the desk."`
	Tokens       tokensCommand       `cmd:"" help:"Look after the tokens that programs use."`
	Export       exportCommand       `cmd:"" help:"Write entries for a spreadsheet or another program."`
	Eval         evalCommand         `cmd:"" help:"Score the reading against claims marked by hand."`
	Rates        ratesCommand        `cmd:"" help:"Exchange rates: fetch them, convert by them."`
	Watch        watchCommand        `cmd:"" help:"Look at the feeds and sites of the settings again and again, and read what is new."`
	Work         workCommand         `cmd:"" help:"Work on the queue of what watch found."`
	Hooks        hooksCommand        `cmd:"" help:"Tell webhooks what is new, disputed or overdue, or show what they were told."`
	Jobs         jobsCommand         `cmd:"" help:"Show how the queue stands."`
	Failures     failuresCommand     `cmd:"" help:"List what could not be read, or try it again."`
	Reread       rereadCommand       `cmd:"" help:"Read the stored texts again with this program's engine, and say what changed."`
	Verify       verifyCommand       `cmd:"" help:"Prove the evidence and the chain of the whole book."`
	Backup       backupCommand       `cmd:"" help:"Copy the whole book into one file."`
	Restore      restoreCommand      `cmd:"" help:"Make a book from a backup."`
	Version      versionCommand      `cmd:"" help:"Print the version."`
}

// app is one run of the program.
type app struct {
	ctx     context.Context
	in      io.Reader
	screen  *printing.Screen // standard output
	err     io.Writer
	book    string           // where the book is
	client  *fetching.Client // made when the first link is followed
	deepest int              // lists followed down
	failed  bool

	filing   bool      // what is read is filed in a book
	progress *progress // of the reading
	atEnd    []func()  // to do once all is read
}

// run does what the arguments say and returns the exit code.
func run(ctx context.Context, args []string, s streams) int {
	a := &app{ctx: ctx, in: s.in, screen: screenOf(s.out), err: s.err}
	var cli commands
	exited := -1
	parser, err := kong.New(&cli, kong.Name("pledgebook"),
		kong.Description("Keeps the book of aid: who promised what to whom, by when, and how much of it came true."),
		kong.ConfigureHelp(kong.HelpOptions{NoExpandSubcommands: true, Compact: true}),
		kong.Writers(s.out, s.err), kong.Exit(func(code int) { exited = code }))
	if err != nil {
		a.fail(err)
		return someFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // --help was asked for and given
		return exited
	}
	if err != nil {
		a.fail(useError{err})
		fmt.Fprintln(a.err, "pledgebook --help lists the commands, pledgebook COMMAND --help what one takes")
		return wrongUse
	}
	a.book = cli.Book
	return a.end(command.Run(a))
}

// end names the error that ended a command, if any, and returns the exit code.
func (a *app) end(err error) int {
	if err != nil {
		a.fail(err)
	}
	switch {
	case errors.As(err, new(useError)):
		return wrongUse
	case a.failed:
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
	fmt.Fprintf(a.err, "pledgebook: %s\n", citing.OneLine(err.Error()))
}

// asOf returns the day that follow-up is asked about: the given one, or today.
func asOf(day pledgebook.Day) pledgebook.Day {
	if day.Known() {
		return day
	}
	y, m, d := time.Now().Date()
	return pledgebook.DateOf(y, m, d)
}

// screenOf finds out how wide out is and whether it shows colours. COLUMNS sets
// the width, also of what is no terminal; NO_COLOR turns colours off.
func screenOf(out io.Writer) *printing.Screen {
	s := &printing.Screen{Writer: out}
	if isTerminal(out) {
		s.Width = 80
		if w, _, err := term.GetSize(int(out.(*os.File).Fd())); err == nil && w > 0 {
			s.Width = w
		}
		s.Colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	if w, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && w >= 40 {
		s.Width = w
	}
	return s
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
