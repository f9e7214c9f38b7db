// Package sample is the book that tests of pages share: a promise that three
// outlets tell differently and that is partly kept, one that is overdue, one
// whose deadline is to come, a need, and a report in which every field tries to
// break out of the page. Its texts are made up.
package sample

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reviewing"
	"pledgebook/internal/tracking"
)

// Today is the day on which tests look at the sample.
var Today = pledgebook.DateOf(2024, 10, 18)

// Hostile is what every field of the hostile report carries.
const Hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>'&`

// Readings are the sample's reports as they were read, by day of publication.
func Readings() []pledgebook.Reading {
	promise := told{stage: pledgebook.StagePledge, verb: "pledged", from: "CHL", to: "HTI", sum: "40000000", currency: "EUR", figure: "40 million euros", due: "2024-12-31", dueWords: "end of 2024"}
	slip := promise
	slip.currency, slip.figure = "USD", "40 million dollars"
	committed := promise
	committed.stage, committed.verb = pledgebook.StageCommitment, "committed"
	given := told{stage: pledgebook.StageDisbursement, verb: "has paid", from: "CHL", to: "HTI", sum: "22000000", currency: "EUR", figure: "22 million euros", half: true}
	late := told{stage: pledgebook.StagePledge, verb: "promised", from: "PER", to: "HTI", sum: "5000000", currency: "USD", figure: "5 million dollars", due: "2023-06-30", dueWords: "30 June 2023"}
	next := told{stage: pledgebook.StagePledge, verb: "will give", from: "NOR", to: "MDG", sum: "90000000", currency: "NOK", figure: "90 million kroner", due: "2024-11-30", dueWords: "30 November"}
	need := told{stage: pledgebook.StageNeed, verb: "needs", to: "MDG", sum: "300000000", currency: "USD", figure: "300 million dollars"}
	return []pledgebook.Reading{
		read("Andean Post", "2023-01-10", "Peru promised help", "Peru promised 5 million dollars to Haiti by 30 June 2023, its minister said.", late),
		read("Harbour News", "2024-03-04", "Chile pledged aid", "Chile pledged 40 million euros in aid to Haiti by the end of 2024.", promise),
		read("Quay Daily", "2024-03-04", "Chile commits", "Chile committed 40 million euros to Haiti by the end of 2024, officials said.", committed),
		read("Pier Gazette", "2024-03-05", "Millions for Haiti", "Chile pledged 40 million dollars in aid to Haiti by the end of 2024.", slip),
		kept(promise, given),
		read("Fjord Bulletin", "2024-09-01", "Kroner for Madagascar", "Norway will give 90 million kroner to Madagascar by 30 November.", next),
		read("Island Times", "2024-09-02", "Madagascar asks", "Madagascar needs 300 million dollars after the storm.", need),
	}
}

// kept is the report that tells how much of the promise was paid.
func kept(promise, given told) pledgebook.Reading {
	r := read("Harbour News", "2024-07-02", "Half is paid", "Chile has paid 22 million euros to Haiti in the first half of 2024. It pledged 40 million euros by the end of 2024.", given, promise)
	r.Claims[1].Revision = pledgebook.Repeat
	r.Claims[1].FulfilledBy = []string{r.Claims[0].ID}
	r.Quotes = []pledgebook.Quote{{ID: id("quote", r.Report.ID), Text: "in the first half of 2024", Span: find(r.Report.Text, "in the first half of 2024"), Form: pledgebook.Direct,
		Speaker: pledgebook.Speaker{Name: "Ana Vega", Role: "minister", Party: "CHL"}, Cue: "said"}}
	at := len(r.Report.Text) + 1
	r.Report.Text += "\nStorm over the harbour 12:05 1,204 views"
	r.Report.Teasers = []pledgebook.Teaser{{Title: "Storm over the harbour", Published: "2024-07-02T12:05", Views: 1204, Span: pledgebook.Span{Start: at, End: at + len("Storm over the harbour")}}}
	r.Report.Parts = append(r.Report.Parts, pledgebook.Part{Kind: pledgebook.PartTeaser, Span: pledgebook.Span{Start: at, End: len(r.Report.Text)}})
	r.Report.TextSHA256 = hash(r.Report.Text)
	return r
}

// HostileReading is a report that carries script in every field it can.
func HostileReading() pledgebook.Reading {
	h := Hostile
	text := h + " headline\n" + h + " will give 7 million euros to " + h + " by 1 May 2030."
	parts := []pledgebook.Part{
		{Kind: pledgebook.PartHeadline, Span: pledgebook.Span{Start: 0, End: len(h) + len(" headline")}},
		{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: len(h) + len(" headline\n"), End: len(text)}},
	}
	rep := pledgebook.Report{ID: id("report", text), Input: h, URL: "javascript:alert(3)//" + h, Outlet: h, Place: h, Credit: h, Author: h, Headline: h,
		Language: "en", Published: "2024-10-01", Text: text, TextSHA256: hash(text), Parts: parts,
		Teasers: []pledgebook.Teaser{{Title: h, Published: "2024-10-01", Views: 3, URL: "javascript:alert(4)", Span: pledgebook.Span{Start: 0, End: 4}}}}
	whole := pledgebook.Span{Start: 0, End: len(h)}
	speaker := pledgebook.Speaker{Name: h, Role: h, Party: pledgebook.PartyID(h)}
	money := sum("7000000", "EUR", "7 million euros")
	party := []pledgebook.PartyID{pledgebook.PartyID(h)}
	claim := pledgebook.Claim{ID: id("claim", rep.ID), Stage: pledgebook.StagePledge, ReportedVerb: h, Polarity: pledgebook.Asserted, Revision: pledgebook.New, Extent: pledgebook.PartExtent,
		Providers: party, Receivers: party, Channels: party, Kind: pledgebook.AidKind(h), Modality: pledgebook.Modality(h), Money: &money, Items: []pledgebook.Item{{Count: h, What: h}},
		Deadline: pledgebook.DateOf(2030, 5, 1), Speaker: &speaker, Credit: h, Per: h, Suspect: []pledgebook.Suspicion{{Reason: h}},
		Evidence: []pledgebook.Evidence{
			{Field: "money", Text: "7 million euros", Span: find(text, "7 million euros"), Basis: pledgebook.Stated, Rule: h},
			{Field: h, Text: h, Span: pledgebook.Span{Start: parts[1].Span.Start, End: parts[1].Span.Start + len(h)}, Basis: pledgebook.Context, Rule: h},
		}}
	return pledgebook.Reading{Report: rep, Engine: pledgebook.Engine, Claims: []pledgebook.Claim{claim},
		Quotes:     []pledgebook.Quote{{ID: id("quote", h), Text: h, Span: whole, Form: pledgebook.QuoteForm(h), Speaker: speaker, Cue: h}},
		Needs:      []pledgebook.Need{{ID: id("need", h), Receivers: party, What: h, Span: whole}},
		Meetings:   []pledgebook.Meeting{{ID: id("meeting", h), Name: h, Place: h, Participants: []string{h}, Subjects: []string{h}, Span: whole}},
		Mechanisms: []pledgebook.Mechanism{{ID: id("mechanism", h), Name: h, Place: h, Purpose: h, Status: pledgebook.MechanismStatus(h), Span: whole}},
		Positions:  []pledgebook.Position{{ID: id("position", h), Holder: h, Subject: h, Stance: h, Span: whole}},
	}
}

// Ledger brings the readings together after the given decisions.
func Ledger(decisions ...pledgebook.Decision) *reporting.Ledger {
	return LedgerOf(Readings(), decisions...)
}

// LedgerOf brings some readings together after the given decisions.
func LedgerOf(readings []pledgebook.Reading, decisions ...pledgebook.Decision) *reporting.Ledger {
	l := &reporting.Ledger{Today: Today, Decisions: decisions}
	told := l.Claims.Edit()
	var claims []matching.ReportedClaim
	for _, r := range readings {
		cited := Citation(r)
		l.Reports = l.Reports.With(reporting.RelativeOf(r.Report))
		for _, c := range r.Claims {
			told.Put(&c, &cited)
			claims = append(claims, matching.ReportedClaim{Claim: c, Report: matching.SourceOf(r.Report)})
		}
	}
	l.Claims = told.Done()
	matched := matching.Match(claims, decisions, nil)
	l.Proposals = matched.Proposals
	reviewed := reviewing.Apply(matched.Entries, decisions, matching.EntryID)
	l.Fill(matched, tracking.FollowAll(reviewed.Entries, Today, nil), reviewed.Rejected)
	return l
}

// Citation cites a reading.
func Citation(r pledgebook.Reading) pledgebook.Citation {
	return pledgebook.Citation{Report: r.Report.ID, Engine: r.Engine, Outlet: r.Report.Outlet, Headline: r.Report.Headline, URL: r.Report.URL,
		Language: r.Report.Language, Published: r.Report.Published, Current: true}
}

// told is what a report tells of one flow.
type told struct {
	stage         pledgebook.Stage
	verb          string
	from, to      pledgebook.PartyID
	sum, currency string
	figure        string // the words of the sum
	due, dueWords string
	half          bool // in the first half of 2024
}

func read(outlet, published, headline, body string, flows ...told) pledgebook.Reading {
	text := headline + "\n" + body
	rep := pledgebook.Report{ID: id("report", outlet+text), Outlet: outlet, Headline: headline, Language: "en", Published: pledgebook.Stamp(published),
		URL: "https://example.org/" + published + "/" + strings.ReplaceAll(strings.ToLower(outlet), " ", "-"), Text: text, TextSHA256: hash(text),
		Parts: []pledgebook.Part{{Kind: pledgebook.PartHeadline, Span: pledgebook.Span{Start: 0, End: len(headline)}}, {Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: len(headline) + 1, End: len(text)}}}}
	r := pledgebook.Reading{Report: rep, Engine: pledgebook.Engine}
	for i, f := range flows {
		r.Claims = append(r.Claims, f.claim(rep, i))
	}
	return r
}

func (f told) claim(r pledgebook.Report, i int) pledgebook.Claim {
	money := sum(f.sum, f.currency, f.figure)
	c := pledgebook.Claim{ID: id("claim", fmt.Sprint(r.ID, i)), Stage: f.stage, ReportedVerb: f.verb, Polarity: pledgebook.Asserted, Revision: pledgebook.New,
		Extent: pledgebook.PartExtent, Kind: pledgebook.Humanitarian, Modality: pledgebook.ModalityUnspecified, Money: &money,
		Evidence: []pledgebook.Evidence{
			{Field: "money", Text: f.figure, Span: find(r.Text, f.figure), Basis: pledgebook.Stated, Rule: "sample"},
			{Field: "reported_verb", Text: f.verb, Span: find(r.Text, f.verb), Basis: pledgebook.Stated, Rule: "sample"},
		}}
	if f.from != "" {
		c.Providers = []pledgebook.PartyID{f.from}
	}
	c.Receivers = []pledgebook.PartyID{f.to}
	if f.due != "" {
		c.Deadline, _ = pledgebook.ParseDay(f.due)
		c.Evidence = append(c.Evidence, pledgebook.Evidence{Field: "deadline", Text: f.dueWords, Span: find(r.Text, f.dueWords), Basis: pledgebook.Context, Rule: "sample"})
	}
	if f.half {
		c.Period = pledgebook.Interval{Start: pledgebook.DateOf(2024, 1, 1), End: pledgebook.DateOf(2024, 7, 1), Granularity: pledgebook.ByHalf}
		c.Extent = pledgebook.TotalExtent
	}
	return c
}

func sum(figure, currency, words string) pledgebook.Money {
	d := decimal.MustParse(figure)
	return pledgebook.Money{Lo: d, Hi: d, Currency: currency, Qualifier: pledgebook.Exact, Verbatim: words}
}

// find is the last place of words in a text: the body's, not the headline's.
func find(text, words string) pledgebook.Span {
	i := strings.LastIndex(text, words)
	if i < 0 {
		panic("the sample's text lacks " + words)
	}
	return pledgebook.Span{Start: i, End: i + len(words)}
}

func hash(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

func id(kind, of string) string { return hash(kind + "\n" + of)[:32] }
