package main

import (
	"database/sql"
	"encoding/hex"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"pledgebook/internal/storage/pgtest"
)

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"pledgebook": main})
}

// TestScripts runs each file of testdata/script: commands, what they print and
// the exit code.
func TestScripts(t *testing.T) {
	p := params()
	p.Dir = "testdata/script"
	testscript.Run(t, p)
}

// TestScriptsOnPostgres runs the scripts about the book again, each on a
// PostgreSQL database of its own.
func TestScriptsOnPostgres(t *testing.T) {
	server, err := pgtest.Start()
	if err != nil {
		t.Skipf("no PostgreSQL can be started here: %v", err)
	}
	t.Cleanup(server.Stop)
	var databases atomic.Int64
	p := params()
	p.Files = []string{"testdata/script/book.txtar", "testdata/script/read.txtar"}
	p.Setup = func(env *testscript.Env) error {
		name := fmt.Sprintf("script%d", databases.Add(1))
		env.Setenv("PLEDGEBOOK_BOOK", server.URL(name))
		return server.Exec("postgres", "CREATE DATABASE "+name)
	}
	testscript.Run(t, p)
}

func params() testscript.Params {
	return testscript.Params{
		RequireExplicitExec: true,
		Condition: func(name string) (bool, error) {
			return name == "root" && os.Getuid() == 0, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exit":  exitCode,
			"lines": countLines,
			"pick":  pickWord,
			"site":  serveSite,
			"bytes": writeBytes,
			"grow":  growFile,
			"halve": halveFile,
			"sql":   runSQL,
		},
	}
}

// exitCode runs a program and wants it to end with a code: exit 2 pledgebook eval
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE PROGRAM ARGS…")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// countLines wants so many lines in a file: lines 1 stderr
func countLines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: lines N FILE")
	}
	text := ts.ReadFile(args[1])
	if n := strings.Count(text, "\n"); args[0] != strconv.Itoa(n) {
		ts.Fatalf("%d lines in %s, want %s:\n%s", n, args[1], args[0], text)
	}
}

// pickWord sets a variable to what the last output has in the parentheses of a
// pattern: pick ENTRY '([0-9a-f]+) +EUR 40'
func pickWord(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pick VARIABLE PATTERN")
	}
	pattern, err := regexp.Compile("(?m)" + args[1])
	ts.Check(err)
	out := ts.ReadFile("stdout")
	m := pattern.FindStringSubmatch(out)
	if len(m) < 2 {
		ts.Fatalf("no match for %s in the output:\n%s", args[1], out)
	}
	ts.Setenv(args[0], m[1])
}

// writeBytes writes a file from hexadecimal digits: bytes FILE 504b0304
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE HEX")
	}
	b, err := hex.DecodeString(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o644))
}

// growFile makes a file so many megabytes long, without filling the disk.
func growFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: grow FILE MEGABYTES")
	}
	mb, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), mb<<20))
}

// halveFile cuts the second half off a file.
func halveFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: halve FILE")
	}
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), info.Size()/2))
}

// runSQL runs one statement on a SQLite file, behind the book's back.
func runSQL(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql FILE STATEMENT")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}
