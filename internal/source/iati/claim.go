package iati

import (
	"slices"
	"strconv"
	"strings"

	"pledgebook"
	"pledgebook/internal/source"
)

// flowKind is what a transaction type (IATI codelist TransactionType) means.
type flowKind struct {
	name     string
	stage    pledgebook.Stage
	incoming bool
}

// flows are the types that tell of aid. The others (interest, repayments,
// equity) are kept without a claim.
var flows = map[string]flowKind{
	"1":  {"Incoming Funds", pledgebook.StageDisbursement, true},
	"2":  {"Outgoing Commitment", pledgebook.StageCommitment, false},
	"3":  {"Disbursement", pledgebook.StageDisbursement, false},
	"4":  {"Expenditure", pledgebook.StageDisbursement, false},
	"10": {"Credit Guarantee", pledgebook.StageCommitment, false},
	"11": {"Incoming Commitment", pledgebook.StageCommitment, true},
	"12": {"Outgoing Pledge", pledgebook.StagePledge, false},
	"13": {"Incoming Pledge", pledgebook.StagePledge, true},
}

// reader reads one transaction's row.
type reader struct {
	*source.Row
	planned  [][]cell
	passedOn bool // the activity also tells what came in
	evidence []pledgebook.Evidence
	err      error
}

func (r *reader) fail(column string, err error) {
	if r.err == nil && err != nil {
		r.err = pledgebook.WrapError(pledgebook.KindOf(err), err, "%s", column)
	}
}

func (r *reader) cite(field string, columns ...string) {
	r.evidence = append(r.evidence, r.Evidence(field, columns...)...)
}

func (r *reader) report() pledgebook.Report {
	rep := pledgebook.Report{Outlet: r.name("activity/reporting-org"), Headline: r.name("activity/title")}
	if rep.Outlet == "" {
		rep.Outlet = "IATI"
	}
	if d, err := source.Day(r.Get("activity/@last-updated-datetime")); err == nil {
		rep.Published = pledgebook.Stamp(d.String())
	}
	return rep
}

// name is the first narrative of an element, or its own text.
func (r *reader) name(path string) string {
	_, told := r.First(path+"/narrative", path)
	return told
}

// claim reads the transaction; it is none for a type that is no aid and for a
// value of nought.
func (r *reader) claim() ([]pledgebook.Claim, error) {
	code := r.Get("transaction-type@code")
	kind, isAid := flows[code]
	if n, err := strconv.Atoi(code); err != nil || n < 1 || n > 13 {
		return nil, pledgebook.Errorf(pledgebook.Invalid, "transaction-type: %q is no code of version 2", code)
	}
	m := r.money()
	if !isAid || r.err != nil || m.Lo.IsZero() {
		return nil, r.err
	}
	c := pledgebook.Claim{Stage: kind.stage, ReportedVerb: kind.name, Money: &m, Date: r.date(), Receivers: r.receivers(),
		Kind: r.kind(), Modality: r.modality(code)}
	r.cite("stage", "transaction-type@code")
	if channel := r.Get("disbursement-channel@code"); code == "3" && (channel == "3" || channel == "4") {
		c.Stage, c.Modality = pledgebook.StageDelivery, pledgebook.InKind
	}
	if r.Get("activity/activity-status@code") == "5" { // cancelled
		c.Revision = pledgebook.Withdrawal
		r.cite("revision", "activity/activity-status@code")
	}
	if c.Stage == pledgebook.StagePledge {
		c.Deadline = r.deadline(m)
	}
	r.parties(&c, kind.incoming)
	c.Evidence = r.evidence
	return []pledgebook.Claim{c}, r.err
}

func (r *reader) money() pledgebook.Money {
	told := r.Get("value")
	d, err := source.Amount(told)
	r.fail("value", err)
	m := pledgebook.Money{Lo: d.Trim(0), Hi: d.Trim(0), Qualifier: pledgebook.Exact, Verbatim: told}
	r.cite("money", "value")
	if _, code := r.First("value@currency", "activity/@default-currency"); code != "" {
		m.Currency, err = source.Currency(code)
		r.fail("currency", err)
		r.cite("currency", "value@currency", "activity/@default-currency")
	}
	return m
}

func (r *reader) date() pledgebook.Day {
	column, told := r.First("transaction-date@iso-date", "value@value-date")
	if told == "" {
		return 0
	}
	d, err := source.Day(told)
	r.fail(column, err)
	r.cite("date", column)
	return d
}

// each calls do with the paths of all elements of a name: "sector", "sector.2", …
func (r *reader) each(name, mark string, do func(path string)) {
	for i := 1; ; i++ {
		path := name
		if i > 1 {
			path += "." + strconv.Itoa(i)
		}
		if r.Get(path+mark) == "" && r.name(path) == "" {
			return
		}
		do(path)
	}
}

// receivers are the transaction's country or region, else those of the activity.
func (r *reader) receivers() (ids []pledgebook.PartyID) {
	for _, prefix := range []string{"", "activity/"} {
		r.each(prefix+"recipient-country", "@code", func(path string) {
			id, ok := source.State(r.Get(path + "@code"))
			if !ok {
				r.fail(path, pledgebook.Errorf(pledgebook.Invalid, "no country has the code %q", r.Get(path+"@code")))
			}
			ids = append(ids, id)
			r.cite("receivers", path+"@code")
		})
		r.each(prefix+"recipient-region", "@code", func(path string) {
			if id := source.Party(r.name(path)); id != "" {
				ids = append(ids, id)
				r.cite("receivers", path+"/narrative", path)
			}
		})
		if len(ids) > 0 {
			return ids
		}
	}
	return nil
}

// kind is humanitarian where the publisher marks it or the sector is relief
// (DAC 720), financial for budget support (aid types A01 and A02), else unsaid.
func (r *reader) kind() pledgebook.AidKind {
	column, flag := r.First("@humanitarian", "activity/@humanitarian")
	if flag == "1" || flag == "true" {
		r.cite("kind", column)
		return pledgebook.Humanitarian
	}
	column, sector := r.First("sector@code", "activity/sector@code")
	if strings.HasPrefix(sector, "720") {
		r.cite("kind", column)
		return pledgebook.Humanitarian
	}
	column, aid := r.First("aid-type@code", "activity/default-aid-type@code")
	if aid == "A01" || aid == "A02" {
		r.cite("kind", column)
		return pledgebook.Financial
	}
	return pledgebook.KindUnspecified
}

// modality maps the finance type (IATI codelist FinanceType).
func (r *reader) modality(code string) pledgebook.Modality {
	if code == "10" {
		return pledgebook.Guarantee
	}
	column, told := r.First("finance-type@code", "activity/default-finance-type@code")
	var m pledgebook.Modality
	switch {
	case told == "110":
		m = pledgebook.Grant
	case strings.HasPrefix(told, "42") && told != "422":
		m = pledgebook.Loan
	case len(told) == 3 && told[0] == '6':
		m = pledgebook.DebtRelief
	case told == "1100":
		m = pledgebook.Guarantee
	default:
		return pledgebook.ModalityUnspecified
	}
	r.cite("modality", column)
	return m
}

// deadline is the end of the planned disbursement of the same sum: IATI has no
// other place for it.
func (r *reader) deadline(m pledgebook.Money) pledgebook.Day {
	for _, p := range r.planned {
		d, err := source.Amount(valueOf(p, "value"))
		end, noDay := source.Day(valueOf(p, "period-end@iso-date"))
		if code := valueOf(p, "value@currency"); err == nil && noDay == nil && d.Cmp(m.Lo) == 0 && (code == "" || code == m.Currency) {
			return end
		}
	}
	return 0
}

// parties says who gives and through whom. Where the activity tells what came
// in, what goes out is the same money: who gave it stays open, and the giver
// named is a channel.
func (r *reader) parties(c *pledgebook.Claim, incoming bool) {
	reporter := r.organisation("activity/reporting-org")
	provider, receiver := r.organisation("provider-org"), r.organisation("receiver-org")
	switch {
	case incoming:
		r.give(c, provider, "provider-org")
		r.through(c, orElse(receiver, reporter), "receiver-org", "activity/reporting-org")
		return
	case r.passedOn:
		r.through(c, orElse(provider, reporter), "provider-org", "activity/reporting-org")
	case provider != "":
		r.give(c, provider, "provider-org")
	default:
		r.funders(c, reporter)
	}
	r.through(c, receiver, "receiver-org")
}

// funders are the activity's funding organisations (role 1), else who reports
// it, unless that is a secondary reporter.
func (r *reader) funders(c *pledgebook.Claim, reporter pledgebook.PartyID) {
	r.each("activity/participating-org", "@role", func(path string) {
		if r.Get(path+"@role") == "1" {
			r.give(c, r.organisation(path), path)
		}
	})
	second := r.Get("activity/reporting-org@secondary-reporter")
	if len(c.Providers) == 0 && second != "1" && second != "true" {
		r.give(c, reporter, "activity/reporting-org")
	}
}

func (r *reader) give(c *pledgebook.Claim, id pledgebook.PartyID, path string) {
	if id != "" && !slices.Contains(c.Providers, id) {
		c.Providers = append(c.Providers, id)
		r.cite("providers", path+"/narrative", path, path+"@ref")
	}
}

func (r *reader) through(c *pledgebook.Claim, id pledgebook.PartyID, paths ...string) {
	if id == "" || slices.Contains(c.Providers, id) || slices.Contains(c.Receivers, id) || slices.Contains(c.Channels, id) {
		return
	}
	c.Channels = append(c.Channels, id)
	for _, path := range paths {
		if r.organisation(path) == id {
			r.cite("channels", path+"/narrative", path, path+"@ref")
			return
		}
	}
}

func orElse(id, other pledgebook.PartyID) pledgebook.PartyID {
	if id != "" {
		return id
	}
	return other
}

// government is the organisation type of governments (IATI codelist
// OrganisationType); their ids begin with the country's code: "GB-GOV-1".
const government = "10"

// organisation returns the party of an element: by name, a government also by
// its id or as "Government of X".
func (r *reader) organisation(path string) pledgebook.PartyID {
	name, ref := r.name(path), r.Get(path+"@ref")
	for _, part := range []string{name, strings.TrimPrefix(name, "Government of ")} {
		if id, ok := source.Named(part); ok {
			return id
		}
	}
	if code := before(ref, "-"); r.Get(path+"@type") == government && len(code) == 2 {
		if id, ok := source.State(code); ok {
			return id
		}
	}
	if name == "" {
		name = ref
	}
	return source.Party(name)
}

func before(s, mark string) string {
	head, _, _ := strings.Cut(s, mark)
	return head
}
