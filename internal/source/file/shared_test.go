package file

import (
	"context"
	"iter"
	"testing"

	"pledgebook/internal/article"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/source/sourcetest"
)

func TestSharedSourceTest(t *testing.T) {
	root := tree(t, "a.txt", "b/c.html", "d.json")
	sourcetest.Documents(t, func(ctx context.Context) iter.Seq2[pipeline.Document, error] {
		return Documents(ctx, root, nil, article.Input{})
	})
}
