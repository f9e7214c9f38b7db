package warc

import (
	"fmt"
	"testing"

	"pledgebook/internal/source/sourcetest"
)

func TestSharedSourceTest(t *testing.T) {
	archive := ""
	for i := range 4 {
		archive += pack(t, plain("response", fmt.Sprintf("https://a.example/%d", i), answer("Content-Encoding: gzip\r\n", pack(t, page(i)))))
	}
	sourcetest.Documents(t, Intake{Path: file(t, archive)}.Documents)
}
