package storagetest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
)

// Providers and Receivers are whom [Reading] draws its parties from, in turn.
var (
	Providers = []pledgebook.PartyID{"NOR", "JPN", "world-bank", "eu"}
	Receivers = []pledgebook.PartyID{"MDG", "NPL", "BOL"}
)

// Reading makes the n-th sample report and what an engine version read in it:
// two claims and one of each other thing. Its sums and days follow from n.
func Reading(n int, engine string) pledgebook.Reading {
	day := pledgebook.DateOf(2031, 1, 1+n%365)
	sum := fmt.Sprintf("%d million euros", 10+n)
	d := draft{}
	d.add("Aid note ", fmt.Sprint(n), "\n")
	headline := d.last()
	words := d.add("We will stand by our partners, whatever comes")
	d.add(" said Ana Ruiz, the minister. ")
	pledged := d.add(sum)
	d.add(" was pledged for clinics & wells. ")
	paid := d.add("3.5 million euros")
	d.add(" has been paid. ")
	need := d.add("Tents for 900 families are needed.")
	r := pledgebook.Reading{Engine: engine, Report: pledgebook.Report{
		Input: fmt.Sprintf("sample/%d.txt", n), URL: fmt.Sprintf("https://sample.example/%d", n), Outlet: "Sample Wire",
		Headline: headline.In(d.String()), Language: "en", Published: pledgebook.Stamp(day.String()),
	}}
	setText(&r.Report, d.String())
	r.Report.Parts = []pledgebook.Part{{Kind: pledgebook.PartHeadline, Span: headline}}
	id := func(what string) string { return fmt.Sprintf("%s-%s-%s", what, r.Report.ID, engine) }
	provider, receiver := Providers[n%len(Providers)], Receivers[n%len(Receivers)]
	r.Claims = []pledgebook.Claim{
		{ID: id("claim-pledged"), Stage: pledgebook.StagePledge, ReportedVerb: "was pledged", Polarity: pledgebook.Asserted,
			Revision: pledgebook.New, Extent: pledgebook.PartExtent, Providers: []pledgebook.PartyID{provider}, Receivers: []pledgebook.PartyID{receiver},
			Kind: pledgebook.Humanitarian, Modality: pledgebook.Grant, Money: euros(int64(10+n)*1_000_000, sum), Deadline: day + 90,
			Evidence: []pledgebook.Evidence{{Field: "money", Text: sum, Span: pledged, Basis: pledgebook.Stated, Rule: "sample"}}},
		{ID: id("claim-paid"), Stage: pledgebook.StageDisbursement, ReportedVerb: "has been paid", Polarity: pledgebook.Asserted,
			Revision: pledgebook.New, Extent: pledgebook.TotalExtent, Providers: []pledgebook.PartyID{provider}, Receivers: []pledgebook.PartyID{receiver},
			Kind: pledgebook.Financial, Modality: pledgebook.ModalityUnspecified, Money: euros(3_500_000, "3.5 million euros"),
			Period:   pledgebook.Interval{Start: day - 30, End: day},
			Evidence: []pledgebook.Evidence{{Field: "money", Text: "3.5 million euros", Span: paid, Basis: pledgebook.Stated}}},
	}
	r.Quotes = []pledgebook.Quote{{ID: id("quote"), Text: words.In(d.String()), Span: words, Form: pledgebook.Direct, Cue: "said",
		CueSpan: pledgebook.Span{Start: words.End + 1, End: words.End + 5}, Speaker: pledgebook.Speaker{Name: "Ana Ruiz", Role: "minister", Party: provider}}}
	r.Needs = []pledgebook.Need{{ID: id("need"), Receivers: []pledgebook.PartyID{receiver}, What: "tents", Span: need}}
	r.Meetings = []pledgebook.Meeting{{ID: id("meeting"), Name: "Donor Round", Body: provider, Date: day, Span: headline}}
	r.Mechanisms = []pledgebook.Mechanism{{ID: id("mechanism"), Name: "Clinic Fund", Status: pledgebook.MechanismPlanned, Span: headline}}
	r.Positions = []pledgebook.Position{{ID: id("position"), Holder: "Ana Ruiz", Subject: "clinics", Stance: "support", Span: headline}}
	return r
}

// setText gives a report its text, the text's hash and its id.
func setText(r *pledgebook.Report, text string) {
	sum := sha256.Sum256([]byte(text))
	r.Text, r.TextSHA256 = text, hex.EncodeToString(sum[:])
	id := sha256.Sum256([]byte(r.URL + "\n" + text))
	r.ID = hex.EncodeToString(id[:])
}

func euros(amount int64, verbatim string) *pledgebook.Money {
	d := decimal.MustNew(amount, 0)
	return &pledgebook.Money{Lo: d, Hi: d, Currency: "EUR", Qualifier: pledgebook.Exact, Verbatim: verbatim}
}

// Filing is the n-th sample reading with an original.
func Filing(n int, engine string) pledgebook.Filing {
	return pledgebook.Filing{Reading: Reading(n, engine), Original: pledgebook.Original{
		Bytes: fmt.Appendf(nil, "<html><p>original %d</p></html>", n), MediaType: "text/html"}}
}

// Filings are the samples from first to, but without, end.
func Filings(first, end int, engine string) []pledgebook.Filing {
	list := make([]pledgebook.Filing, 0, end-first)
	for n := first; n < end; n++ {
		list = append(list, Filing(n, engine))
	}
	return list
}

// draft is a text being written, which remembers where its pieces lie.
type draft struct {
	strings.Builder
	from int
}

func (d *draft) add(pieces ...string) pledgebook.Span {
	d.from = d.Len()
	for _, p := range pieces {
		d.WriteString(p)
	}
	return d.last()
}

func (d *draft) last() pledgebook.Span { return pledgebook.Span{Start: d.from, End: d.Len()} }
