package fts

import (
	"fmt"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/source"
)

// reading makes the flow a report, with a claim unless nothing is left of it.
func (f flow) reading() pledgebook.Reading {
	report := pledgebook.Report{Outlet: outlet, Headline: f.row.Get("description"), URL: "https://fts.unocha.org/flows/" + f.id}
	if f.version != "" {
		report.URL += "?version=" + f.version
	}
	if f.published.Known() {
		report.Published = pledgebook.Stamp(f.published.String())
	}
	if f.usd.IsZero() {
		return f.row.Reading(engine, report, 0)
	}
	return f.row.Reading(engine, report, 0, f.claim())
}

func (f flow) claim() pledgebook.Claim {
	c := pledgebook.Claim{Stage: f.stage(), ReportedVerb: f.status, Kind: pledgebook.Humanitarian, Receivers: f.places,
		Date: f.date, Period: f.usage,
		Money: &pledgebook.Money{Lo: f.usd, Hi: f.usd, Currency: "USD", Qualifier: pledgebook.Exact, Verbatim: f.row.Get("amountUSD")}}
	if f.inKind {
		c.Modality = pledgebook.InKind
	}
	if f.currency != "" && f.currency != "USD" {
		c.Money.Also = []pledgebook.Amount{{Lo: f.original, Hi: f.original, Currency: f.currency}}
	}
	if reason := f.contradiction(); reason != "" {
		c.Suspect = []pledgebook.Suspicion{{Reason: reason}}
	}
	f.parties(&c)
	f.cite(&c)
	return c
}

// stage maps the service's status. What was paid in kind was handed over.
func (f flow) stage() pledgebook.Stage {
	switch {
	case f.status == "pledge":
		return pledgebook.StagePledge
	case f.status == "commitment":
		return pledgebook.StageCommitment
	case f.inKind:
		return pledgebook.StageDelivery
	}
	return pledgebook.StageDisbursement
}

// parties says who gives and through whom. An internal flow passes on what came
// in: who gave it is not told.
func (f flow) parties(c *pledgebook.Claim) {
	if f.boundary == "internal" {
		c.Channels = append(append(c.Channels, f.sources...), f.destinations...)
		c.Evidence = append(f.cells("channels", f.sourceCells), f.cells("channels", f.destCells)...)
		return
	}
	c.Providers, c.Channels = f.sources, f.destinations
	c.Evidence = append(f.cells("providers", f.sourceCells), f.cells("channels", f.destCells)...)
}

func (f flow) cells(field string, columns []string) (all []pledgebook.Evidence) {
	for _, column := range columns {
		all = append(all, f.row.Evidence(field, column)...)
	}
	return all
}

func (f flow) cite(c *pledgebook.Claim) {
	c.Evidence = append(c.Evidence, f.cells("money", []string{"amountUSD"})...)
	c.Evidence = append(c.Evidence, f.cells("stage", []string{"status"})...)
	c.Evidence = append(c.Evidence, f.cells("receivers", f.placeIn)...)
	if !f.usage.IsZero() {
		c.Evidence = append(c.Evidence, f.cells("period", f.usageIn)...)
	}
	if f.date.Known() {
		c.Evidence = append(c.Evidence, f.cells("date", []string{f.dateIn})...)
	}
}

// tolerance is how far a flow's sums may be apart from its own rate: the
// service rounds rates to three places.
var tolerance = decimal.MustNew(1, 2)

// contradiction says how the flow's rate (original currency for a dollar)
// contradicts its own sums, or "".
func (f flow) contradiction() string {
	if f.rate.Sign() <= 0 || f.original.IsZero() || f.usd.IsZero() {
		return ""
	}
	want, err := f.usd.Mul(f.rate)
	if err != nil {
		return ""
	}
	apart, err1 := f.original.SubAbs(want)
	limit, err2 := want.Abs().Mul(tolerance)
	if err1 != nil || err2 != nil || apart.Cmp(limit) <= 0 {
		return ""
	}
	return fmt.Sprintf("its own rate of %s %s a dollar makes USD %s %s %s, not %s", f.rate, f.currency,
		pledgebook.Plain(f.usd), f.currency, pledgebook.Plain(want.Round(2)), pledgebook.Plain(f.original))
}

// appeal reads a row of what a plan requires and what it got: a need, and a
// total that was committed or paid towards it.
func appeal(row *source.Row) (pledgebook.Reading, error) {
	r := reader{Row: row}
	basic := pledgebook.Claim{Extent: pledgebook.TotalExtent, Kind: pledgebook.Humanitarian}
	if id := source.Party(row.Get("countryCode")); id != "" {
		basic.Receivers = []pledgebook.PartyID{id}
	}
	if basic.Period.Start = r.day("startDate"); row.Get("endDate") != "" {
		basic.Period.End = r.day("endDate") + 1
	}
	var claims []pledgebook.Claim
	if row.Get("id") != "" { // else: flows to no plan
		for _, told := range []struct {
			column string
			stage  pledgebook.Stage
		}{{"requirements", pledgebook.StageNeed}, {"funding", pledgebook.StageCommitment}} {
			if d := r.amount(told.column); !d.IsZero() {
				c := basic
				c.Stage, c.ReportedVerb = told.stage, told.column
				c.Money = &pledgebook.Money{Lo: d, Hi: d, Currency: "USD", Qualifier: pledgebook.Exact, Verbatim: row.Get(told.column)}
				c.Evidence = append(row.Evidence("money", told.column), row.Evidence("receivers", "countryCode")...)
				c.Evidence = append(c.Evidence, row.Evidence("period", "startDate")...)
				claims = append(claims, c)
			}
		}
	}
	if r.err != nil {
		return pledgebook.Reading{}, r.err
	}
	reading := row.Reading(engine, pledgebook.Report{Outlet: outlet, Headline: row.Get("name")}, 0, claims...)
	addNeed(&reading, row)
	return reading, nil
}

// addNeed lists the requirement among what is asked for, and lets what was
// given count towards it.
func addNeed(r *pledgebook.Reading, row *source.Row) {
	if len(r.Claims) == 0 || r.Claims[0].Stage != pledgebook.StageNeed {
		return
	}
	need := &r.Claims[0]
	r.Needs = append(r.Needs, pledgebook.Need{ID: need.ID + "-need", Receivers: need.Receivers, What: row.Get("name"),
		Span: row.Evidence("what", "name", "code")[0].Span, Basis: pledgebook.Stated, Rule: "column name", Claim: need.ID})
	if len(r.Claims) == 2 {
		need.FulfilledBy = []string{r.Claims[1].ID}
	}
}
