package jobs_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/jobs"
)

// Every report is read again once, also where another of its job breaks its
// worker: that one is set aside and named.
func rereading(t *testing.T, where string) {
	q := open(t, where)
	var ids []string
	for n := range 120 {
		ids = append(ids, fmt.Sprintf("report-%03d", n))
	}
	each := func(yield func(string, error) bool) {
		for _, id := range ids {
			if !yield(id, nil) {
				return
			}
		}
	}
	n, err := q.Reread(t.Context(), "en-7", each)
	check(t, err)
	if again, err := q.Reread(t.Context(), "en-7", each); n != 5 || again != n || err != nil {
		t.Errorf("%d jobs, %d when asked again, %v; want 5 and no more", n, again, err)
	}
	var mu sync.Mutex
	read := map[string]int{}
	var aside []string
	last := -1
	hands := jobs.Hands{
		Reread: func(_ context.Context, reports []string) error {
			mu.Lock()
			defer mu.Unlock()
			if slices.Contains(reports, "report-030") {
				panic("this one breaks its worker")
			}
			for _, id := range reports {
				read[id]++
			}
			return nil
		},
		SetAside: func(_ context.Context, link string, cause error) {
			if pledgebook.KindOf(cause) != pledgebook.Internal {
				t.Errorf("%s was set aside for %v", link, cause)
			}
			aside = append(aside, link)
		},
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	check(t, q.WorkOffRereading(ctx, hands, func(left int) { last = left }))
	if last != 0 || len(aside) != 1 || aside[0] != "report report-025" {
		t.Errorf("%d jobs are left, set aside are %v; want the one that broke", last, aside)
	}
	for _, id := range ids {
		if read[id] == 0 && id != "report-030" {
			t.Errorf("%s was not read again", id)
		}
	}
	s, err := q.Standing(t.Context())
	check(t, err)
	if k := s.Kinds[2]; k.Kind != "reread" || k.SetAside != 1 || k.LastHour != 4 {
		t.Errorf("the queue stands at %+v", k)
	}
}
