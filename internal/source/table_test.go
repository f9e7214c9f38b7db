package source

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// rowsOf reads a table as "number: text", or the error.
func rowsOf(t *testing.T, text string) []string {
	t.Helper()
	table, err := OpenTable(File{Name: "t", Reader: Decoded(strings.NewReader(text))})
	if err != nil {
		return []string{err.Error()}
	}
	var all []string
	for r, err := range table.Rows() {
		if err != nil {
			all = append(all, err.Error())
			continue
		}
		all = append(all, fmt.Sprintf("%d: %s", r.Number, strings.ReplaceAll(r.Text(), "\n", "|")))
	}
	return all
}

func utf16le(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func TestTables(t *testing.T) {
	plain := []string{"2: a: 1|b: zwölf, x|", "3: a: 2|"}
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"comma":        {"a,b\n1,\"zwölf, x\"\n2,\n", plain},
		"no last end":  {"a,b\n1,\"zwölf, x\"\n2,", plain},
		"semicolon":    {"a;b\r\n1;zwölf, x\r\n2;\r\n", plain},
		"tab":          {"a\tb\n1\tzwölf, x\n2\t\n", plain},
		"byte mark":    {"\ufeffa,b\n1,\"zwölf, x\"\n2,\n", plain},
		"utf-16":       {utf16le("a\tb\n1\tzwölf, x\n2\t\n"), plain},
		"blank lines":  {"a,b\n\n1,2\n", []string{"3: a: 1|b: 2|"}},
		"line in cell": {"a,b\n1,\"x\ny\"\n3,4\n", []string{"2: a: 1|b: x y|", "3: a: 3|b: 4|"}},
		"open mark":    {"a,b\n1,\"x\n3,4\n", []string{"t, row 2: a quotation mark opens and does not close", "3: a: 3|b: 4|"}},
		"mark inside":  {"a,b\n1,x\"y\n3,\"4\n5,6\n", []string{"t, row 2: a quotation mark stands inside a cell at character 4; double it, or put the cell between quotation marks", "t, row 3: a quotation mark opens and does not close", "4: a: 5|b: 6|"}},
		"guarded":      {"a,b\n'=1,'-x\n", []string{"2: a: =1|b: -x|"}},
		"prose":        {"nothing here\n", []string{"t: its first line names no columns parted by comma, semicolon, tab or bar"}},
		"too long":     {"a,b\n1," + strings.Repeat("x", 2*LongestRow) + "\n3,4\n", []string{"t, row 2: it is longer than 1024 KB", "3: a: 3|b: 4|"}},
		"bad bytes":    {"a,b\n1,\xff\n3,4\n", []string{"t, row 2: it is not UTF-8; save the file as UTF-8", "3: a: 3|b: 4|"}},
	} {
		if diff := cmp.Diff(tt.want, rowsOf(t, tt.text)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Whatever stands in a row, it costs that row alone.
func TestABadRowCostsItselfOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bad := rapid.StringMatching(`[a-z",; ']{0,40}`).Draw(t, "bad")
		table, err := OpenTable(File{Name: "t", Reader: strings.NewReader("a,b\n1,2\n" + bad + "\n3,4\n5,6\n")})
		if err != nil {
			t.Fatal(err)
		}
		last := ""
		first := ""
		for r, err := range table.Rows() {
			if err != nil {
				continue
			}
			if first == "" {
				first = r.Text()
			}
			last = r.Text()
		}
		if first != "a: 1\nb: 2\n" || last != "a: 5\nb: 6\n" {
			t.Fatalf("%q took other rows with it: first %q, last %q", bad, first, last)
		}
	})
}

func TestParties(t *testing.T) {
	for name, want := range map[string]string{
		"Norway": "NOR", "UKR": "UKR", "NATO": "nato", "Société d'Entraide Médicale": "societe-dentraide-medicale",
		"Fund (Private) – East": "fund-private-east", "": "",
	} {
		if got := Party(name); string(got) != want {
			t.Errorf("Party(%q) = %q, want %q", name, got, want)
		}
	}
	for _, slip := range []string{"Norwway", "", "--", "12"} {
		if id, err := Known(slip); err == nil {
			t.Errorf("Known(%q) = %q, want an error", slip, id)
		}
	}
}
