package main

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Starting does no work: what a command does not need is not made. Packages
// that compute tables when they are loaded cost every command time and memory.
func TestStartIsLight(t *testing.T) {
	if raceDetector {
		t.Skip("memory is measured without the race detector")
	}
	const limitMB = 60
	if mb := memoryOf(t, "version"); mb > limitMB {
		t.Errorf("\"pledgebook version\" took %d MB, the limit is %d MB; GODEBUG=inittrace=1 pledgebook version names the package whose init is heavy", mb, limitMB)
	}
}

// Ten thousand reports in one folder are read into a book in less than 100 MB,
// as the operating system counts it.
func TestMemoryOfTenThousandReports(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("memory is measured without -short and without the race detector")
	}
	const reports, limitMB = 10_000, 100
	dir := t.TempDir()
	writeReports(t, filepath.Join(dir, "reports"), reports)
	mb := memoryOf(t, "--book", filepath.Join(dir, "book"), "read", "--published", "2024-03-13", filepath.Join(dir, "reports"))
	t.Logf("%d reports read in %d MB", reports, mb)
	if mb > limitMB {
		t.Errorf("%d reports took %d MB, the limit is %d MB", reports, mb, limitMB)
	}
}

// However many reports there are, reading them takes no more memory: a million
// where PLEDGEBOOK_TEST_REPORTS says so (make million).
func TestMemoryOfManyReports(t *testing.T) {
	reports, err := strconv.Atoi(cmp.Or(os.Getenv("PLEDGEBOOK_TEST_REPORTS"), "0"))
	if err != nil {
		t.Fatal(err)
	}
	if reports == 0 || raceDetector {
		t.Skip("reads as many reports as PLEDGEBOOK_TEST_REPORTS says, without the race detector; none are asked for")
	}
	const limitMB = 100
	dir := t.TempDir()
	writeReports(t, dir, reports)
	used := runProgram(t, "read", "--dry-run", "--published", "2024-03-13", dir)
	t.Logf("%d reports read in %d MB and %v of processor time", reports, used.peakMB, used.processor)
	if used.peakMB > limitMB {
		t.Errorf("%d reports took %d MB, the limit is %d MB", reports, used.peakMB, limitMB)
	}
}

// memoryOf runs the program and returns the most megabytes it held.
func memoryOf(t *testing.T, args ...string) int64 {
	t.Helper()
	used := runProgram(t, args...)
	if used.peakMB == 0 {
		t.Skip("this system does not say how much memory a process holds (it has no /proc)")
	}
	return used.peakMB
}

// usage is what one run of the program took: the most megabytes it held, 0 where
// the system does not say, and the time it had on all cores.
type usage struct {
	peakMB    int64
	processor time.Duration
}

// runProgram runs the program as a process of its own. It asks the kernel for
// its memory while it runs: what the kernel tells of an ended process counts the
// memory of the test that started it, too.
func runProgram(t testing.TB, args ...string) (used usage) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Args = append([]string{"pledgebook"}, args...)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		used.peakMB = max(used.peakMB, peakOf(cmd.Process.Pid))
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			used.processor = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			return used
		case <-time.After(time.Millisecond):
		}
	}
}

// peakOf returns the most megabytes a running program has held since it was
// started, 0 where the system does not say or the program is not running yet.
func peakOf(pid int) int64 {
	name, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil || !strings.HasPrefix(string(name), "pledgebook\x00") {
		return 0
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, found := strings.Cut(string(status), "VmHWM:")
	if !found {
		return 0
	}
	var kilobytes int64
	if _, err := fmt.Sscan(rest, &kilobytes); err != nil {
		return 0
	}
	return kilobytes >> 10
}

func writeReports(t *testing.T, dir string, n int) {
	t.Helper()
	const text = `Norway pledges %d million kroner for wells in district %d

NAIROBI, March 13 (Example) - Norway will give %d million Norwegian kroner ($%d million) to Kenya for wells in district %d, its minister for development said on Wednesday.

"Nobody here is waiting for another conference," Minister Ingrid Solheim said. "They are waiting for water."

%s
Oslo had already paid 60 million kroner to the Kenya Red Cross in January for water trucking, the minister added.
`
	filler := ""
	for i := range 12 {
		filler += fmt.Sprintf("In village %d the price of maize has risen by a third since October, and herders say that they have lost half their goats.\n\n", i)
	}
	for i := range n {
		sub := filepath.Join(dir, fmt.Sprint(i%50))
		if err := os.MkdirAll(sub, 0o755); err != nil {
			t.Fatal(err)
		}
		content := fmt.Sprintf(text, i+1, i, i+1, i/10+1, i, filler)
		if err := os.WriteFile(filepath.Join(sub, fmt.Sprintf("%05d.txt", i)), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
