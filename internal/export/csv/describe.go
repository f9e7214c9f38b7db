package csv

import (
	"encoding/json"
	"path/filepath"
	"time"

	"pledgebook/internal/export"
)

// The metadata of CSV on the Web, as far as it is used here.
type (
	metadata struct {
		Context string  `json:"@context"`
		URL     string  `json:"url"`
		Title   string  `json:"dc:title,omitempty"`
		Made    string  `json:"dc:created"`
		Source  string  `json:"dc:source,omitempty"`
		Notes   string  `json:"rdfs:comment"`
		Dialect dialect `json:"dialect"`
		Schema  schema  `json:"tableSchema"`
	}
	dialect struct {
		Delimiter string `json:"delimiter"`
		Encoding  string `json:"encoding"`
		Header    bool   `json:"header"`
	}
	schema struct {
		Columns    []column `json:"columns"`
		PrimaryKey string   `json:"primaryKey"`
	}
	column struct {
		Name      string `json:"name"`
		Titles    string `json:"titles"`
		Type      string `json:"datatype"`
		Separator string `json:"separator,omitempty"`
		About     string `json:"dc:description"`
		Required  bool   `json:"required,omitempty"`
	}
)

// types are those of XML Schema that CSVW names. Sums are decimals, never floats.
var types = map[export.Type]string{export.Text: "string", export.Decimal: "decimal", export.Whole: "integer", export.Truth: "boolean", export.Date: "date"}

// lists are the columns whose cells hold several values.
var lists = map[string]bool{"providers": true, "receivers": true, "channels": true, "also": true, "claims": true}

// Describe writes the metadata of CSV on the Web, which lies beside the file.
func (Format) Describe(file string, about export.About) (string, []byte, error) {
	m := metadata{Context: "http://www.w3.org/ns/csvw", URL: filepath.Base(file), Title: about.Title, Made: about.Made.UTC().Format(time.RFC3339), Source: about.Address, Notes: export.NoSum,
		Dialect: dialect{",", "utf-8", true}, Schema: schema{PrimaryKey: "id"}}
	for _, c := range export.Columns {
		col := column{Name: c.Name, Titles: c.Name, Type: types[c.Type], About: c.About, Required: c.Name == "id"}
		if lists[c.Name] {
			col.Separator = ";"
		}
		m.Schema.Columns = append(m.Schema.Columns, col)
	}
	b, err := json.MarshalIndent(m, "", "  ")
	return filepath.Base(file) + "-metadata.json", append(b, '\n'), err
}
