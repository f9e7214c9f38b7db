package pipeline_test

import (
	"fmt"
	"strings"
	"testing"

	"pledgebook/internal/pipeline"
)

// BenchmarkForms files releases made from one form: each looks like all others,
// and none is a copy. Beside it the same number of texts of their own.
func BenchmarkForms(b *testing.B) {
	for name, text := range map[string]func(n int) []string{
		"form": func(n int) []string {
			return []string{fmt.Sprintf("Japan will give %d million dollars to the district of Kisumu for the repair of schools and bridges, its embassy in Nairobi said on Monday.", n+2),
				fmt.Sprintf("It is grant number %d of this programme, through which Tokyo helps districts to rebuild after floods. The funds are paid to the ministry of public works in three parts over two years.", n+2),
				strings.Repeat("In every village of the district the price of maize has risen by a third since October, and herders say that they have lost half their goats. ", 12),
				"Japan has supported the region since 1974 with engineers, machines and training. It will continue to stand by its partners, the embassy said, and invites firms to take part in the tenders."}
		},
		"own": func(n int) []string {
			var words [3]string
			for i := range words {
				for w := range 28 {
					words[i] += []string{"the", "river", "of", "aid", "minister", "said", "that", "water", "schools", "in", "and", "villages", "paid", "promised", "road", "rain"}[(n*7919+i*31+w*w*n)%16] + " "
				}
			}
			return words[:]
		},
	} {
		b.Run(name, func(b *testing.B) {
			var docs []pipeline.Document
			for n := range 500 {
				docs = append(docs, masthead(1000+n, "Japan helps", text(n)))
			}
			for b.Loop() {
				filed(b, docs)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/500, "µs/report")
		})
	}
}
