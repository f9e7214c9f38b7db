package storage_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/storage"
	"pledgebook/internal/storage/pgtest"
	"pledgebook/internal/storage/storagetest"
)

// TestKilledWorkers lets processes append to one book, kills each of them at
// some moment, and starts others that do it all again.
func TestKilledWorkers(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { killWorkers(t, sqlitePlace(t)) })
	t.Run("Postgres", func(t *testing.T) { pgtest.Database(t); killWorkers(t, postgresPlace(t)) })
}

const (
	workerEnv = "PLEDGEBOOK_TEST_WORKER" // "WHERE\nFOLDER" makes this binary a worker
	readings  = 60
	batchSize = 4
)

func killWorkers(t *testing.T, place storagetest.Place) {
	acknowledged := map[string]bool{}
	for round := range 6 {
		after := time.Duration(40*round) * time.Millisecond
		if round == 5 {
			after = 0 // the last ones may finish
		}
		for _, line := range runWorkers(t, place, after) {
			acknowledged[line] = true
		}
	}
	b := place.Open(t)
	proof, err := b.Verify(t.Context(), nil)
	if err != nil || !proof.Sound() {
		t.Fatalf("the book proves %+v, %v", proof, err)
	}
	if proof.Readings != readings || proof.Originals != readings {
		t.Errorf("%d readings and %d originals in the book, want %d of each", proof.Readings, proof.Originals, readings)
	}
	for id := range acknowledged {
		if _, err := b.Reading(t.Context(), id, ""); err != nil {
			t.Errorf("a reading that was acknowledged is lost: %v", err)
		}
	}
}

// runWorkers runs three workers, kills them after some time unless it is 0, and
// returns the ids they said were filed.
func runWorkers(t *testing.T, place storagetest.Place, after time.Duration) []string {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	outputs := make([]*strings.Builder, 3)
	workers := make([]*exec.Cmd, 3)
	for i := range workers {
		outputs[i] = &strings.Builder{}
		workers[i] = exec.CommandContext(ctx, program)
		workers[i].Env = append(os.Environ(), workerEnv+"="+place.Where+"\n"+place.Options.Folder)
		workers[i].Stdout, workers[i].Stderr = outputs[i], os.Stderr
		if err := workers[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	if after > 0 {
		time.AfterFunc(after, cancel)
	}
	var filed []string
	for i, w := range workers {
		if err := w.Wait(); err != nil && after == 0 {
			t.Errorf("a worker that was let finish: %v", err)
		}
		lines := bufio.NewScanner(strings.NewReader(outputs[i].String()))
		for lines.Scan() {
			if id, whole := strings.CutSuffix(lines.Text(), "."); whole {
				filed = append(filed, id)
			}
		}
	}
	return filed
}

// workIfAsked is the worker: it files all samples and says so of each.
func workIfAsked() {
	where, folder, asked := strings.Cut(os.Getenv(workerEnv), "\n")
	if !asked {
		return
	}
	ctx := context.Background()
	b, err := storage.Open(ctx, where, storage.Options{Folder: folder})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for n := 0; n < readings; n += batchSize {
		out, err := b.Append(ctx, storagetest.Filings(n, n+batchSize, "en-1"))
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		for _, o := range out {
			if o.State == pledgebook.FiledNew || o.State == pledgebook.FiledKnown {
				fmt.Println(o.ID + ".")
			}
		}
	}
	if err := b.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}
