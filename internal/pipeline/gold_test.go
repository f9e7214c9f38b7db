package pipeline

import (
	"context"
	"io"
	"os"
	"testing"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/evaluating"
)

const goldFolder = "../../../shared/corpora/gold"

// TestGold keeps the reading from falling behind what it reached before: each
// level's F1 may not drop below its floor. docs/benchmarks.md has the figures.
func TestGold(t *testing.T) {
	if _, err := os.Stat(goldFolder); err != nil {
		t.Skip("the gold claims are not here: put the folder shared beside this one")
	}
	floors := map[string]float64{"figure": .966, "stage": .886, "parties": .818, "tuple": .711, "time": .954, "whole": .647}
	const mostFalse, mostWrongSizes = 0, 0
	var p Pipeline
	result, errs := evaluating.Folder(t.Context(), goldFolder, func(_ context.Context, path string) (pledgebook.Reading, error) {
		return p.Read(Document{Given: article.Input{Name: path}, Size: -1, Open: func() (io.ReadCloser, error) { return os.Open(path) }})
	})
	for _, err := range errs {
		t.Error(err)
	}
	for i, level := range evaluating.Levels {
		f1 := result.Score[i].F1()
		t.Logf("%-8s F1 %.3f", level, f1)
		if f1 < floors[level] {
			t.Errorf("%s: F1 %.3f fell below %.2f", level, f1, floors[level])
		}
	}
	if result.FalseClaims > mostFalse {
		t.Errorf("%d false claims on documents without aid, at most %d before", result.FalseClaims, mostFalse)
	}
	if n := len(result.WrongSizes); n > mostWrongSizes {
		t.Errorf("%d silent wrong sizes: %+v", n, result.WrongSizes)
	}
}
