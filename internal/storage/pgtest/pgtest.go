// Package pgtest gives tests a PostgreSQL server of their own: made with initdb
// in a temporary folder, reached through a socket in it, and gone afterwards,
// even if the tests are killed. Without PostgreSQL's programs, tests are skipped.
package pgtest

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// Server is a running PostgreSQL.
type Server struct {
	dir  string // data, socket and log
	bin  string // folder of initdb and pg_ctl
	cred *syscall.Credential
	hold io.Closer // while it is open, the server stays
	done <-chan struct{}
}

// errAbsent is returned where PostgreSQL is not installed.
var errAbsent = errors.New("PostgreSQL's initdb and pg_ctl are neither in PATH nor in /usr/lib/postgresql/*/bin; install Debian's package postgresql to run this test")

var (
	shared      = sync.OnceValues(Start)
	sharedStart atomic.Bool
	databases   atomic.Int64
)

// Database makes an empty database on the server that all tests of one binary
// share, and returns its URL. It skips the test where PostgreSQL is not
// installed. The binary's TestMain has to be [Run].
func Database(t testing.TB) string {
	t.Helper()
	sharedStart.Store(true)
	s, err := shared()
	if errors.Is(err, errAbsent) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatalf("starting PostgreSQL: %v", err)
	}
	name := fmt.Sprintf("book%d", databases.Add(1))
	if err := s.Exec("postgres", "CREATE DATABASE "+name); err != nil {
		t.Fatalf("making a database: %v", err)
	}
	return s.URL(name)
}

// Run runs the tests of a binary and stops the shared server: call it from
// TestMain, as in os.Exit(pgtest.Run(m)).
func Run(m *testing.M) int {
	code := m.Run()
	if sharedStart.Load() {
		if s, err := shared(); err == nil {
			s.Stop()
		}
	}
	return code
}

// Start makes and starts a server.
func Start() (*Server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	cred, err := owner()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, bin: bin, cred: cred}
	if err := s.create(); err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	return s, nil
}

func (s *Server) create() error {
	if s.cred != nil {
		if err := os.Chown(s.dir, int(s.cred.Uid), int(s.cred.Gid)); err != nil {
			return err
		}
	}
	if err := s.run("initdb", "-D", s.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"); err != nil {
		return err
	}
	if err := s.launch(); err != nil {
		return err
	}
	return s.watch()
}

// launch starts the server on its socket alone. Tests need no fsync: their
// machine does not lose power.
func (s *Server) launch() error {
	options := fmt.Sprintf("-c listen_addresses='' -k %s -c fsync=off -c max_connections=200", s.dir)
	return s.run("pg_ctl", "start", "-w", "-s", "-D", s.data(), "-l", filepath.Join(s.dir, "log"), "-o", options)
}

// watch leaves a child that stops the server and removes its files once the
// pipe from this process closes, for whatever reason.
func (s *Server) watch() error {
	script := `cat >/dev/null; "$1" stop -s -m immediate -D "$2"; rm -rf "$3"`
	cmd := exec.Command("sh", "-c", script, "sh", filepath.Join(s.bin, "pg_ctl"), s.data(), s.dir)
	s.as(cmd)
	cmd.SysProcAttr.Setpgid = true // an interrupt at the keyboard is not for it
	pipe, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = cmd.Wait() }()
	s.hold, s.done = pipe, done
	return nil
}

// Stop stops the server and removes its files.
func (s *Server) Stop() {
	s.hold.Close()
	<-s.done
	os.RemoveAll(s.dir) // the temporary folder may not let the server's user remove it
}

// Restart stops the server at once, as a crash would, and starts it again.
func (s *Server) Restart() error {
	if err := s.run("pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", s.data()); err != nil {
		return err
	}
	return s.launch()
}

// URL names a database of the server.
func (s *Server) URL(database string) string {
	q := url.Values{"host": {s.dir}, "user": {"postgres"}}
	return "postgres:///" + database + "?" + q.Encode()
}

// Exec runs statements on a database.
func (s *Server) Exec(database string, statements ...string) error {
	return Exec(s.URL(database), statements...)
}

// Exec runs statements on the database of a URL.
func Exec(databaseURL string, statements ...string) error {
	db, err := sql.Open("pgx", databaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.ExecContext(context.Background(), statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

func (s *Server) run(program string, args ...string) error {
	cmd := exec.Command(filepath.Join(s.bin, program), args...)
	var out bytes.Buffer
	// A file would be inherited by the server; a pipe would then never end.
	log, err := os.CreateTemp("", "pgtest-out")
	if err != nil {
		return err
	}
	defer os.Remove(log.Name())
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	s.as(cmd)
	if err := cmd.Run(); err != nil {
		if _, seekErr := log.Seek(0, io.SeekStart); seekErr == nil {
			_, _ = out.ReadFrom(log)
		}
		return fmt.Errorf("%s: %w\n%s", program, err, out.Bytes())
	}
	return nil
}

// as lets a command run as the server's owner.
func (s *Server) as(cmd *exec.Cmd) {
	cmd.Dir = s.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.cred}
}

// programs finds the folder of PostgreSQL's programs, the newest first.
func programs() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if resolved, err := filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(resolved), nil
		}
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errAbsent
	}
	slices.SortFunc(found, func(a, b string) int { return version(b) - version(a) })
	return filepath.Dir(found[0]), nil
}

func version(initdb string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb)))) // 0 for an odd name: last
	return n
}

// owner says whom the server runs as: PostgreSQL refuses to run as root, so
// then it is the user postgres, else nobody.
func owner() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("run as root, PostgreSQL needs a user postgres or nobody to run as, and there is neither")
}
