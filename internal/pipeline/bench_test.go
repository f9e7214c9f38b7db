package pipeline

import (
	"testing"

	"golang.org/x/tools/txtar"

	"pledgebook/corpus"
)

// BenchmarkPipeline cleans and reads every report of the English corpus, on all
// cores and on one, and files none.
func BenchmarkPipeline(b *testing.B) {
	names, err := corpus.Files("en", "reports")
	if err != nil {
		b.Fatal(err)
	}
	var docs []Document
	size := int64(0)
	for _, name := range names {
		content, err := corpus.Read(name)
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range txtar.Parse(content).Files {
			if f.Name == "report.txt" {
				docs, size = append(docs, doc(name, string(f.Data))), size+int64(len(f.Data))
			}
		}
	}
	for _, workers := range []int{0, 1} {
		name := "all-cores"
		if workers == 1 {
			name = "one-core"
		}
		b.Run(name, func(b *testing.B) {
			p := Pipeline{Workers: workers}
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for r := range p.Run(b.Context(), each(docs...)) {
					if r.Err != nil {
						b.Fatal(r.Err)
					}
				}
			}
		})
	}
}
