package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"math"
	"os/exec"
	"strings"
	"testing"

	"github.com/go-pdf/fpdf"
	"github.com/google/go-cmp/cmp"

	"pledgebook"
	"pledgebook/internal/article"
)

// document makes a PDF of A4 pages in points.
func document(tb testing.TB, draw func(*fpdf.Fpdf)) []byte {
	tb.Helper()
	f := fpdf.New("P", "pt", "A4", "")
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(60, 60, 60)
	f.AddPage()
	draw(f)
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// set writes text in a box, wrapped, and leaves the pen below it.
func set(f *fpdf.Fpdf, x, width, size float64, style, text string) {
	f.SetFont("Times", style, size)
	f.SetX(x)
	f.MultiCell(width, size*1.2, f.UnicodeTranslatorFromDescriptor("")(text), "", "L", false)
}

func clean(t *testing.T, raw []byte) pledgebook.Report {
	t.Helper()
	r, err := Clean(article.Input{Name: "release.pdf", Bytes: raw})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// parts writes a report as its parts, a line each.
func parts(r pledgebook.Report) string {
	var out strings.Builder
	for _, p := range r.Parts {
		fmt.Fprintf(&out, "%s: %s\n", p.Kind, p.Span.In(r.Text))
	}
	return out.String()
}

func release(f *fpdf.Fpdf) {
	set(f, 60, 470, 9, "", "Ministry for Foreign Affairs")
	f.Ln(14)
	set(f, 60, 470, 20, "B", "Sweden adds SEK 250 million for winter relief in Ukraine")
	f.Ln(10)
	set(f, 60, 470, 11, "", "Stockholm, 14 March 2024")
	f.Ln(12)
	top := f.GetY()
	set(f, 60, 220, 11, "", "Sweden will give a further 250 million kronor to repair heating plants, the minister for development said on Thursday. The money goes through the World Bank, and the first part of it is to be paid before the end of the month.")
	f.Ln(10)
	set(f, 60, 220, 11, "", "The government had pledged one billion kronor in January.")
	bottom := f.GetY()
	f.SetY(top)
	set(f, 310, 220, 11, "", "Towns near the front have been without heating for weeks at a time. A further decision on generators and on the repair of the grid is expected in April, when the ministers of the Nordic countries meet in Vilnius.")
	f.SetY(max(bottom, f.GetY()) + 20)
	set(f, 60, 470, 13, "B", "What it includes")
	f.Ln(8)
	for _, item := range []string{"40 boilers", "SEK 60 million for spare parts", "training for 120 engineers, which is to begin in Lviv as soon as the first of the boilers have come and to last until the end of the year"} {
		set(f, 80, 440, 11, "", "• "+item)
	}
	f.Ln(12)
	for _, row := range [][3]string{{"Donor", "Amount", "For"}, {"Denmark", "DKK 120 million", "grid"}, {"Finland", "EUR 9 million", "shelters"}, {"Norway", "NOK 300 million", "boilers"}} {
		y := f.GetY()
		for i, cell := range row {
			f.SetY(y)
			set(f, 60+150*float64(i), 140, 11, "", cell)
		}
		f.SetY(y + 20)
	}
}

func TestPressReleaseInReadingOrder(t *testing.T) {
	r := clean(t, document(t, release))
	want := `subhead: Ministry for Foreign Affairs
headline: Sweden adds SEK 250 million for winter relief in Ukraine
dateline: Stockholm, 14 March 2024
paragraph: Sweden will give a further 250 million kronor to repair heating plants, the minister for development said on Thursday. The money goes through the World Bank, and the first part of it is to be paid before the end of the month.
paragraph: The government had pledged one billion kronor in January.
paragraph: Towns near the front have been without heating for weeks at a time. A further decision on generators and on the repair of the grid is expected in April, when the ministers of the Nordic countries meet in Vilnius.
subhead: What it includes
list-item: 40 boilers
list-item: SEK 60 million for spare parts
list-item: training for 120 engineers, which is to begin in Lviv as soon as the first of the boilers have come and to last until the end of the year
table-row: Donor | Amount | For
table-row: Denmark | DKK 120 million | grid
table-row: Finland | EUR 9 million | shelters
table-row: Norway | NOK 300 million | boilers
`
	if diff := cmp.Diff(want, parts(r)); diff != "" {
		t.Error(diff)
	}
	if r.Headline != "Sweden adds SEK 250 million for winter relief in Ukraine" || r.Published != "2024-03-14" || r.Place != "Stockholm" {
		t.Errorf("headline %q, published %q, place %q", r.Headline, r.Published, r.Place)
	}
}

func TestEveryPartKnowsItsPlace(t *testing.T) {
	r := clean(t, document(t, func(f *fpdf.Fpdf) {
		f.SetFont("Times", "", 12)
		f.Text(72, 100, "Norway gave 10 million kroner to Kenya in May.")
		f.AddPage()
		f.Text(200, 300, "Kenya has asked for twice as much.")
	}))
	var places []pledgebook.Place
	for _, p := range r.Parts {
		places = append(places, p.Place)
	}
	if len(places) != 2 || places[0].Page != 1 || places[1].Page != 2 || places[0].Left != 72 || places[1].Left != 200 {
		t.Fatalf("places are %+v", places)
	}
	for i, base := range []int{100, 300} {
		if p := places[i]; p.Top != base-12 || p.Bottom < base || p.Bottom > base+5 || p.Right < p.Left+150 || p.Right > p.Left+300 {
			t.Errorf("part %d stands at %+v", i, p)
		}
	}
}

func TestTurnedPageIsReadUpright(t *testing.T) {
	raw := document(t, func(f *fpdf.Fpdf) {
		f.SetFont("Times", "", 12)
		f.TransformBegin()
		f.TransformRotate(90, 300, 400)
		f.Text(72, 400, "Japan gave 5 million dollars to Laos.")
		f.TransformEnd()
	})
	if r, err := Clean(article.Input{Name: "turned.pdf", Bytes: raw}); err == nil {
		t.Errorf("a text that stands on end was read: %q", r.Text)
	}
	turned := bytes.Replace(raw, []byte("/Type /Page\n"), []byte("/Type /Page /Rotate 90\n"), 1)
	if bytes.Equal(turned, raw) {
		t.Fatal("the sample has no page to turn")
	}
	sheets, err := poppler(turned, 1<<20) // the file's table of places no longer fits: by pdftotext, which mends it
	if err != nil {
		t.Skip("pdftotext is not installed (Debian: apt-get install poppler-utils)")
	}
	if text := compose(sheets); len(text) != 1 || text[0].text != "Japan gave 5 million dollars to Laos." {
		t.Errorf("read as %+v", text)
	}
}

func TestRunningHeadsAndFeetAreFurniture(t *testing.T) {
	sentence := "The fund has paid %d million dollars to farmers in the north of the country, and it hopes to pay as much again once the rains have come and the roads are open."
	r := clean(t, document(t, func(f *fpdf.Fpdf) {
		for i := range 4 {
			if i > 0 {
				f.AddPage()
			}
			f.SetFont("Times", "", 11)
			f.Text(60, 70, "Relief Fund for the North - Annual Report")
			f.Text(280, 800, fmt.Sprint("Page ", i+1))
			f.SetY(120)
			set(f, 60, 470, 11, "", fmt.Sprintf(sentence, 10+i))
		}
	}))
	furniture, body := 0, 0
	for _, p := range r.Parts {
		text := p.Span.In(r.Text)
		running := strings.HasPrefix(text, "Relief Fund for the North") || strings.HasPrefix(text, "Page ")
		switch {
		case running && p.Kind == pledgebook.PartFurniture:
			furniture++
		case !running && p.Kind.GivesClaims():
			body++
		default:
			t.Errorf("%s: %s", p.Kind, text)
		}
	}
	if furniture != 8 || body != 4 {
		t.Errorf("%d parts of furniture, %d of the body", furniture, body)
	}
}

func TestSentenceGoesOnOnTheNextPage(t *testing.T) {
	r := clean(t, document(t, func(f *fpdf.Fpdf) {
		set(f, 60, 470, 11, "", "Denmark will give 40 million kroner to the hospital in Kharkiv and to the")
		f.AddPage()
		set(f, 60, 470, 11, "", "school beside it, the minister said. Work begins in May.")
	}))
	if want := "Denmark will give 40 million kroner to the hospital in Kharkiv and to the school beside it, the minister said. Work begins in May."; r.Text != want {
		t.Errorf("text is %q", r.Text)
	}
}

func TestHyphensAtTheEndOfLines(t *testing.T) {
	for _, tt := range []struct{ lines, want string }{
		{"humanitarian assis-\ntance for Sudan", "humanitarian assistance for Sudan"},
		{"a long-\nterm loan; other long-term loans", "a long-term loan; other long-term loans"},
		{"between 2024-\n2026 it pays", "between 2024- 2026 it pays"},
		{"the Paris-\nBerlin line", "the Paris- Berlin line"},
		{"soft\u00ad\nware", "software"},
		{"no hyphen\nhere", "no hyphen here"},
	} {
		b := []block{{text: tt.lines}}
		if hyphenate(b); b[0].text != tt.want {
			t.Errorf("%q became %q, want %q", tt.lines, b[0].text, tt.want)
		}
	}
}

func TestRangesOfCodesAcross256(t *testing.T) {
	raw := "1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfrange <0000> <FFFF> <0000> endbfrange 1 beginbfchar <0003> <00660069> endbfchar 1 beginbfrange <0005> <0006> [<0041> <D83DDE00>] endbfrange"
	_, entries, _ := strings.Cut(raw, "beginbfrange")
	entries, _, _ = strings.Cut(entries, "endbfrange")
	table := &toUnicode{step: 2, single: map[int]string{}}
	table.spans(codesOf(entries))
	table.chars(codesOf("<0003> <00660069>"))
	table.spans(codesOf("<0005> <0006> [<0041> <D83DDE00>]"))
	if got := table.Decode("\x04\x16\x00\x03\x00\x05\x00\x06\x20\xac"); got != "ЖfiA😀€" {
		t.Errorf("decoded %q", got)
	}
}

// packed makes a file of one page whose content is what raw unpacks to.
func packed(content []byte) []byte {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, _ = w.Write(content)
	_ = w.Close()
	var f bytes.Buffer
	var at []int
	object := func(body string) {
		at = append(at, f.Len())
		fmt.Fprintf(&f, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	f.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>")
	object(fmt.Sprintf("<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream", z.Len(), z.String()))
	object("<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>")
	object("<</Type/XObject/Subtype/Form/Length 5/Resources<</XObject<</X 6 0 R>>>>>>stream\n/X Do\nendstream")
	start := f.Len()
	fmt.Fprintf(&f, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&f, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&f, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return f.Bytes()
}

func TestHostileFiles(t *testing.T) {
	hello := []byte("BT /F 12 Tf 72 700 Td (Norway gave 10 million kroner to Kenya.) Tj ET\n")
	for _, tt := range []struct {
		name string
		raw  []byte
		kind pledgebook.ErrorKind
	}{
		{"sound", packed(hello), ""},
		{"a form that draws itself", packed(append([]byte("/X Do\n"), hello...)), ""},
		{"a picture only", packed([]byte("q 1 0 0 1 0 0 cm Q")), pledgebook.Invalid},
		{"unpacks to more than six times the limit", packed(bytes.Repeat([]byte(" "), unpacked*article.DefaultLimit+1)), pledgebook.TooLarge},
		{"more operators than any document", packed(bytes.Repeat([]byte("q Q "), maxOperators/2+2)), pledgebook.TooLarge},
		{"nested a hundred thousand deep", packed(append(bytes.Repeat([]byte("q "), 100_000), hello...)), ""},
		{"infinite places", packed([]byte("BT /F 1e300 Tf 1e300 1e300 Td (far away) Tj ET")), pledgebook.Invalid},
		{"no pages", []byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\nstartxref\n0\n%%EOF"), pledgebook.Unreadable},
		{"cut off", packed(hello)[:200], pledgebook.Unreadable},
		{"nothing but a head", []byte("%PDF-1.7"), pledgebook.Unreadable},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Clean(article.Input{Name: "x.pdf", Bytes: tt.raw, Language: "en"})
			if pledgebook.KindOf(err) != tt.kind {
				t.Errorf("kind %q, want %q: %v", pledgebook.KindOf(err), tt.kind, err)
			}
			if err != nil && (!strings.Contains(err.Error(), "x.pdf") || strings.Contains(err.Error(), "\n")) {
				t.Errorf("the error is %q", err)
			}
		})
	}
}

func TestLockedFileSaysSo(t *testing.T) {
	raw := document(t, func(f *fpdf.Fpdf) {
		f.SetProtection(fpdf.CnProtectPrint, "secret", "owner")
		f.SetFont("Times", "", 12)
		f.Text(72, 100, "Nobody may read this.")
	})
	_, err := Clean(article.Input{Name: "x.pdf", Bytes: raw})
	if pledgebook.KindOf(err) != pledgebook.Unsupported || !strings.Contains(err.Error(), "password") {
		t.Errorf("the error is %v", err)
	}
}

func TestDamagedFileIsReadByPoppler(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed (Debian: apt-get install poppler-utils)")
	}
	raw := document(t, release)
	at := bytes.LastIndex(raw, []byte("startxref"))
	damaged := append(bytes.Clone(raw[:at]), "startxref\n7\n%%EOF\n"...)
	if _, err := read(damaged, 1<<20); err == nil {
		t.Fatal("the library reads the damaged file: the test proves nothing")
	}
	r := clean(t, damaged)
	if want := parts(clean(t, raw)); parts(r) != want {
		t.Errorf("by pdftotext:\n%s", cmp.Diff(want, parts(r)))
	}
}

func TestWidthsOfTheStandardFonts(t *testing.T) {
	f := fpdf.New("P", "pt", "A4", "")
	for _, name := range []string{"Helvetica", "Times", "Courier"} {
		f.SetFont(name, "", 1000)
		for c := ' '; c <= '~'; c++ {
			if got, want := standardWidth(strings.ToLower(name), int(c)), f.GetStringWidth(string(c)); got != want {
				t.Errorf("%s %q is %v wide, want %v", name, c, got, want)
			}
		}
	}
}

func TestMatricesTurnAPage(t *testing.T) {
	// A point near the lower left corner, and the next one along the writing.
	a, b := matrix{1, 0, 0, 1, 10, 20}, matrix{1, 0, 0, 1, 11, 20}
	m := matrix{1, 0, 0, -1, 0, 800}
	p, q := a.then(m), b.then(m)
	if p[4] != 10 || p[5] != 780 || q[4]-p[4] != 1 || math.Abs(p[3]+1) > 1e-9 {
		t.Errorf("%v, %v", p, q)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(document(f, release))
	f.Add(packed([]byte("BT /F 12 Tf 72 700 Td (Norway gave) Tj [(a) -2000 (b)] TJ T* (c) ' ET /X Do")))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 1<<16 {
			return
		}
		sheets, err := read(raw, 1<<20)
		if err != nil {
			return
		}
		for _, b := range compose(sheets) {
			if b.place.Page < 1 || b.text == "" && b.kind != pledgebook.PartListItem {
				t.Errorf("block %+v", b)
			}
		}
	})
}
