package evaluating

import (
	"context"
	"encoding/json"
	"path/filepath"
	"runtime"
	"sync"

	"pledgebook"
)

// Reader reads one text, named by its path, as the product reads any input.
type Reader func(ctx context.Context, path string) (pledgebook.Reading, error)

// Folder scores the readings of dir/texts/*.json against dir/claims/*.json,
// reading on all cores. A text that cannot be read counts as read empty; its
// error is among those returned, each naming its text.
func Folder(ctx context.Context, dir string, read Reader) (Result, []error) {
	gold, err := LoadGold(dir)
	if err != nil {
		return Result{}, []error{err}
	}
	readings, errs := readAll(ctx, dir, gold, read)
	var r Result
	for i := range gold {
		if err := r.Add(gold[i], readings[i]); err != nil {
			errs = append(errs, err)
		}
	}
	return r, errs
}

func readAll(ctx context.Context, dir string, gold []Gold, read Reader) ([]pledgebook.Reading, []error) {
	readings, failed := make([]pledgebook.Reading, len(gold)), make([]error, len(gold))
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range gold {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			readings[i], failed[i] = read(ctx, filepath.Join(dir, "texts", gold[i].Name))
		})
	}
	wg.Wait()
	var errs []error
	for _, err := range failed {
		if err != nil {
			errs = append(errs, err)
		}
	}
	return readings, errs
}

// MarshalJSON writes the count with its precision, recall and F1.
func (c Count) MarshalJSON() ([]byte, error) {
	type plain Count
	return json.Marshal(struct {
		plain
		Precision float64 `json:"precision"`
		Recall    float64 `json:"recall"`
		F1        float64 `json:"f1"`
	}{plain(c), c.Precision(), c.Recall(), c.F1()})
}

// MarshalJSON writes the levels by name.
func (s Score) MarshalJSON() ([]byte, error) {
	levels := make(map[string]Count, len(s))
	for i, name := range Levels {
		levels[name] = s[i]
	}
	return json.Marshal(levels)
}
