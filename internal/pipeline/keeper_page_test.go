package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/storage"
)

// A report of which nothing was read is of no page, though a copy of it may be known.
// Once a newer engine reads a sum in it, the other reports of its page are of one text
// with it and its copy: their claims are matched anew, too.
func TestAReportReadAnewJoinsItsPage(t *testing.T) {
	book, err := storage.Open(t.Context(), t.TempDir(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	w := &world{book: book, day: pledgebook.DateOf(2024, 10, 18)}
	file := func(r pledgebook.Reading) {
		t.Helper()
		out, err := book.Append(t.Context(), []pledgebook.Filing{{Reading: r, Print: &pledgebook.Print{}}})
		if err != nil || out[0].Err != nil {
			t.Fatal(err, out[0].Err)
		}
	}
	file(toldOnPage("first", "en-1", "2024-03-01", "DEU"))
	file(toldOnPage("again", "en-1", "2024-03-03", nothing))
	mirror := toldOnPage("mirror", "en-1", "2024-03-03", nothing)
	mirror.Report.URL = ""
	file(mirror)
	copies := pledgebook.Tie{Earlier: mirror.Report.ID, Later: hexID("again"), Kind: pledgebook.TieCopy}
	if err := book.Place(t.Context(), pledgebook.Placing{Report: copies.Later, Ties: []pledgebook.Tie{copies}}); err != nil {
		t.Fatal(err)
	}
	k := NewKeeper(book, nil)
	if _, _, err := k.Update(t.Context(), w.day); err != nil {
		t.Fatal(err)
	}
	file(toldOnPage("again", "en-2", "2024-03-03", ""))
	kept, _, err := k.Update(t.Context(), w.day)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := BringTogether(t.Context(), book, nil, w.day)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(w.whole(whole), w.whole(kept)); diff != "" {
		t.Errorf("the whole book (-) and what was kept (+) differ:\n%s", diff)
	}
	if len(kept.Entries) != 1 || kept.Entries[0].Origins != 1 {
		t.Errorf("one sum on one page came to %d entries: %s", len(kept.Entries), spelled(kept.Entries))
	}
}

// nothing stands for a reading without a sum.
const nothing pledgebook.PartyID = "-"

// toldOnPage is a state of one page, in which a sum of somebody, or of nobody named,
// was read, or nothing.
func toldOnPage(name, engine string, published pledgebook.Stamp, by pledgebook.PartyID) pledgebook.Reading {
	text := "Report " + name + " tells of aid."
	sum256 := sha256.Sum256([]byte(text))
	r := pledgebook.Reading{Engine: engine, Report: pledgebook.Report{ID: hexID(name), URL: "https://one.example/aid", Outlet: "The " + name, Headline: "Aid", Language: "en",
		Published: published, Text: text, TextSHA256: hex.EncodeToString(sum256[:]), Parts: []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{End: len(text)}}}}}
	if by == nothing {
		return r
	}
	seven := decimal.MustNew(7_000_000, 0)
	r.Claims = []pledgebook.Claim{{ID: hexID(name, engine), Stage: pledgebook.StagePledge, Polarity: pledgebook.Asserted, Revision: pledgebook.New, Extent: pledgebook.PartExtent,
		Kind: pledgebook.Military, Modality: pledgebook.ModalityUnspecified, Providers: []pledgebook.PartyID{}, Receivers: []pledgebook.PartyID{"UKR"}, Channels: []pledgebook.PartyID{},
		Money:    &pledgebook.Money{Lo: seven, Hi: seven, Currency: "EUR", Qualifier: pledgebook.Exact},
		Evidence: []pledgebook.Evidence{{Field: "money", Text: "Report", Span: pledgebook.Span{End: 6}, Basis: pledgebook.Stated, Rule: "written"}}}}
	if by != "" {
		r.Claims[0].Providers = append(r.Claims[0].Providers, by)
	}
	return r
}
