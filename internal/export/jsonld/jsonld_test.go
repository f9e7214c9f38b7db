package jsonld

import (
	"encoding/json"
	"strings"
	"testing"

	"pledgebook/internal/export"
	"pledgebook/internal/export/exporttest"
)

func TestExport(t *testing.T) { exporttest.Run(t, Format{}) }

func TestOneDocument(t *testing.T) {
	for _, rows := range [][]export.Row{nil, exporttest.Sample(), {exporttest.Hostile()}} {
		file := exporttest.Written(t, Format{}, rows...)
		var doc struct {
			Context any              `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal(file, &doc); err != nil || len(doc.Graph) != len(rows) || doc.Context == nil {
			t.Errorf("%d nodes for %d rows: %v", len(doc.Graph), len(rows), err)
		}
		if strings.Contains(string(file), `"javascript:`) {
			t.Error("a script stands where a link should")
		}
	}
}
