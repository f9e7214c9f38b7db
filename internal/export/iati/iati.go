// Package iati exports entries as activities of the International Aid
// Transparency Initiative, version 2.03.
//
// What the press says is no more than it says: a promise, and a commitment or an
// allocation that no reviewer confirmed, is a pledge (transaction type 12, or 13
// where no provider is named); money and goods that reports call handed over are
// a disbursement (3); words that do not tell the stage are never more than a
// pledge. Needs, and what is denied, are no activity. The reporting organisation
// is marked as a secondary reporter, so that nobody counts it twice.
package iati

import (
	"cmp"
	"encoding/xml"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/annotating"
	"pledgebook/internal/export"
	"pledgebook/internal/naming"
	"pledgebook/internal/wording"
)

// Format is IATI 2.03 XML.
type Format struct{}

// Name is "iati".
func (Format) Name() string { return "iati" }

// MediaType is that of XML.
func (Format) MediaType() string { return "application/xml; charset=utf-8" }

// Who publishes where the book's settings do not say: XX is the standard's
// prefix for an organisation without a registered identifier.
const (
	nobody    = "XX-PLEDGEBOOK"
	nobodyToo = "A reader of public reporting"
)

// Write writes one activity a row. A row of which no day is known cannot be
// one, and is left out, as are needs and what is denied.
func (Format) Write(w io.Writer, about export.About, rows iter.Seq2[export.Row, error]) error {
	about.Ref, about.Publisher = cmp.Or(about.Ref, nobody), cmp.Or(about.Publisher, nobodyToo)
	if _, err := io.WriteString(w, xml.Header+`<iati-activities version="2.03" generated-datetime="`+moment(about.Made)+`" xmlns:pb="urn:pledgebook:1">`+"\n"); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent(" ", " ")
	for r, err := range rows {
		if err != nil {
			return err
		}
		a, ok := activityOf(r, about)
		if !ok {
			continue
		}
		if err := e.Encode(a); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "\n</iati-activities>\n")
	return err
}

func moment(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func activityOf(r export.Row, about export.About) (activity, bool) {
	e, day := r.Entry, r.Day()
	made := pledgebook.DateOf(about.Made.UTC().Date())
	if e.Stage == pledgebook.StageNeed || e.Polarity == pledgebook.Denied || !day.Known() || day > made {
		return activity{}, false // a transaction lies in the past, and an activity has a start
	}
	a := activity{Language: "en", Humanity: "0", Updated: moment(about.Made), Identifier: about.Ref + "-" + e.ID,
		Reporter:    reporter{about.Ref, "90", "1", about.Publisher},
		Title:       narrative{wording.English.Reading(r.Evidence()).Title(e)},
		Description: description{"1", said(r)},
		Parties:     participants(wording.English.Reading(r.Evidence()), e), Status: code{status(e)}, Dates: dates(e, day), Sector: sector(e.Kind)}
	if e.Kind == pledgebook.Humanitarian {
		a.Humanity = "1"
	}
	if e.Kind == pledgebook.Military {
		a.Flow = &code{"50"}
	}
	if finance := finances[e.Modality]; finance != "" {
		a.Finance = &code{finance}
	}
	a.Country, a.Region = where(e.Receivers)
	a.Planned, a.Transaction = plannedOf(e, day), transactionOf(r, day)
	a.Documents = documents(r)
	if e.PartOf != "" {
		a.Related = &related{about.Ref + "-" + e.PartOf, "1"}
	}
	return a, true
}

// said is what an activity is described by.
func said(r export.Row) string {
	words := "Compiled from public reporting; independent sources: " + strconv.Itoa(r.Entry.Origins) + "."
	if items := wording.Items(r.Entry.Items); items != "" {
		words += " In kind: " + items + "."
	}
	if sentence := r.First().Sentence; sentence != "" {
		words += " " + sentence
	}
	return words
}

// The codes of participants: their role and type.
const (
	funding, implementing = "1", "4"
	government            = "10"
)

func participants(l *wording.Language, e pledgebook.Entry) (all []participant) {
	for _, id := range e.Providers {
		all = append(all, participant{funding, typeOf(id), l.Party(id)})
	}
	if len(all) == 0 {
		all = append(all, participant{Role: funding, Text: "The report names no provider"})
	}
	for _, id := range e.Channels {
		all = append(all, participant{implementing, typeOf(id), l.Party(id)})
	}
	return all
}

func typeOf(id pledgebook.PartyID) string {
	if id.IsState() {
		return government
	}
	return ""
}

// status is the code of the activity's status.
func status(e pledgebook.Entry) string {
	switch {
	case e.Status == pledgebook.Withdrawn || e.Revision == pledgebook.Withdrawal:
		return "5" // cancelled
	case e.Status == pledgebook.Fulfilled || e.Stage == pledgebook.StageDelivery || e.Stage == pledgebook.StageDisbursement:
		return "4" // closed
	case e.Polarity != pledgebook.Asserted:
		return "1" // pipeline
	}
	return "2" // implementation
}

// dates are the start, planned where the aid is still to come, and the planned end.
func dates(e pledgebook.Entry, day pledgebook.Day) []date {
	kind := "2"
	if e.Polarity != pledgebook.Asserted {
		kind = "1"
	}
	all := []date{{kind, day.String()}}
	if end := cmp.Or(e.Deadline, e.Period.Last()); end.Known() && end >= day {
		all = append(all, date{"3", end.String()})
	}
	return all
}

// sectors are codes of the DAC's three-digit list: no finer one is ever said.
var sectors = map[pledgebook.AidKind]string{pledgebook.Military: "152", pledgebook.Humanitarian: "720"}

func sector(kind pledgebook.AidKind) place {
	return place{Vocabulary: "2", Code: cmp.Or(sectors[kind], "998"), Percentage: "100"}
}

var finances = map[pledgebook.Modality]string{pledgebook.Grant: "110", pledgebook.InKind: "110", pledgebook.Loan: "421", pledgebook.Guarantee: "1100", pledgebook.DebtRelief: "610"}

// where is the receiving country; for anything else than one state the region
// "developing countries, unspecified", because shares are not known.
func where(receivers []pledgebook.PartyID) (country, region *place) {
	if len(receivers) == 1 {
		if alpha2 := naming.Alpha2(receivers[0]); alpha2 != "" {
			return &place{Code: alpha2, Percentage: "100"}, nil
		}
	}
	return nil, &place{Vocabulary: "1", Code: "998", Percentage: "100", Text: wording.Parties(receivers)}
}

// sum is the value that a figure counts for: the least that is stated; none
// without a currency.
func sum(e pledgebook.Entry, day pledgebook.Day) (value, bool) {
	if e.Money == nil || !isCurrency(e.Money.Currency) {
		return value{}, false
	}
	amount := pledgebook.Plain(e.Money.Lo)
	if e.Revision == pledgebook.Reduction {
		amount = "-" + strings.TrimPrefix(amount, "-")
	}
	return value{e.Money.Currency, day.String(), amount}, true
}

func isCurrency(code string) bool { return pledgebook.PartyID(code).IsState() } // three capitals

// plannedOf is what is still to come by a deadline.
func plannedOf(e pledgebook.Entry, day pledgebook.Day) *planned {
	v, ok := sum(e, day)
	if !ok || !e.Deadline.Known() || e.Deadline < day || e.Stage == pledgebook.StageDisbursement || e.Stage == pledgebook.StageDelivery || e.Revision == pledgebook.Reduction {
		return nil
	}
	start := day
	if s := e.Period.Start; s.Known() && s <= e.Deadline {
		start = s
	}
	return &planned{"1", date{Day: start.String()}, date{Day: e.Deadline.String()}, v}
}

// The transaction types that are written.
const (
	outgoingCommitment = "2"
	disbursement       = "3"
	outgoingPledge     = "12"
	incomingPledge     = "13"
)

func transactionOf(r export.Row, day pledgebook.Day) *transaction {
	e := r.Entry
	v, ok := sum(e, day)
	if !ok || e.Revision == pledgebook.Withdrawal {
		return nil
	}
	t := &transaction{Ref: e.ID, Type: code{kindOf(e)}, Date: date{Day: day.String()}, Value: v, Description: narrative{cmp.Or(e.Money.Verbatim, wording.Money(*e.Money))}}
	if len(e.Providers) > 0 {
		t.Provider = party(e.Providers)
	}
	if len(e.Receivers) > 0 {
		t.Receiver = party(e.Receivers)
	}
	if t.Type.Code == disbursement && (e.Modality == pledgebook.InKind || len(e.Items) > 0) {
		t.Channel = &code{"4"}
		if len(e.Channels) > 0 {
			t.Channel.Code = "3"
		}
	}
	for _, b := range r.Backing {
		t.Evidence = append(t.Evidence, evidenceOf(b))
	}
	return t
}

// kindOf is the type of the entry's transaction: never more than its reports
// say, or a reviewer confirmed.
func kindOf(e pledgebook.Entry) string {
	asserted := e.Polarity == pledgebook.Asserted
	switch {
	case asserted && (e.Stage == pledgebook.StageDisbursement || e.Stage == pledgebook.StageDelivery):
		return disbursement
	case asserted && e.Stage == pledgebook.StageCommitment && confirmed(e):
		return outgoingCommitment
	case len(e.Providers) == 0:
		return incomingPledge
	}
	return outgoingPledge
}

// confirmed reports whether a reviewer said that the stage is what it is.
func confirmed(e pledgebook.Entry) bool {
	return slices.ContainsFunc(pledgebook.Standing(e.History), func(d pledgebook.Decision) bool {
		_, set := d.Set["stage"]
		return d.Verb == pledgebook.ConfirmStage || d.Verb == pledgebook.Edit && set
	})
}

func party(ids []pledgebook.PartyID) *organisation {
	o := &organisation{Text: wording.Parties(ids)}
	if len(ids) == 1 {
		o.Type = typeOf(ids[0])
	}
	return o
}

func evidenceOf(b export.Backing) evidence {
	x := evidence{Outlet: b.Source.Outlet, Stage: string(b.Claim.Stage), Verb: b.Claim.ReportedVerb, Exact: b.Sentence}
	if annotating.IsLink(b.Source.URL) {
		x.Link = b.Source.URL
	}
	if b.Claim.Speaker != nil {
		x.Speaker = b.Claim.Speaker.Name
	}
	return x
}

// documents are the reports, each link once.
func documents(r export.Row) (all []document) {
	seen := map[string]bool{}
	for _, b := range r.Backing {
		link := b.Source.URL
		if !annotating.IsLink(link) || seen[link] {
			continue
		}
		seen[link] = true
		all = append(all, document{"text/html", link, narrative{cmp.Or(b.Source.Headline, b.Source.Outlet, link)}, code{"A12"}})
	}
	return all
}
