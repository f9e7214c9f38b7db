package claims

import (
	"slices"
	"strconv"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/source"
)

// claimOf reads a row: the claim, and the report it was made by. It fails with
// the first cell that cannot be right.
func claimOf(row *source.Row) (pledgebook.Claim, pledgebook.Report, error) {
	r := reader{coded: newCoded(row)}
	c := pledgebook.Claim{
		Stage:    oneOf(&r, "stage", pledgebook.Stages...),
		Polarity: oneOf(&r, "polarity", pledgebook.Asserted, pledgebook.Planned, pledgebook.Conditional, pledgebook.Denied),
		Revision: oneOf(&r, "revision", pledgebook.New, pledgebook.Repeat, pledgebook.TopUp, pledgebook.Restatement, pledgebook.Reduction, pledgebook.Withdrawal),
		Extent:   oneOf(&r, "extent", pledgebook.PartExtent, pledgebook.TotalExtent),
		Kind:     oneOf(&r, "kind", pledgebook.Military, pledgebook.Humanitarian, pledgebook.Financial, pledgebook.Development, pledgebook.KindUnspecified),
		Modality: oneOf(&r, "modality", pledgebook.Grant, pledgebook.Loan, pledgebook.Guarantee, pledgebook.InKind, pledgebook.Training, pledgebook.DebtRelief, pledgebook.ModalityUnspecified),
		Per:      oneOf(&r, "per", "year", "month"),
		Each:     oneOf(&r, "each", "true", "false") == "true",

		Providers: r.parties("providers"), Receivers: r.parties("receivers"), Channels: r.parties("channels"),
		ReportedVerb: r.text("reported_verb"), Credit: r.text("credit"), PartOf: r.get("part_of"), FulfilledBy: source.List(r.get("fulfilled_by")),
		Money: r.money(), Items: r.items(),
		Period: r.period(), Deadline: r.day("deadline"), Date: r.day("date"), Ordinal: r.ordinal(),
		Speaker: r.speaker(), Suspect: r.suspicions(),
	}
	report := r.report()
	if r.err == nil && c.Money == nil && len(c.Items) == 0 {
		r.err = refuse("it tells neither an amount nor items")
	}
	c.Evidence = r.evidence
	return c, report, r.err
}

func refuse(format string, args ...any) error {
	return pledgebook.Errorf(pledgebook.Invalid, format, args...)
}

// reader reads cells, keeps the evidence, and remembers the first fault.
type reader struct {
	coded
	evidence []pledgebook.Evidence
	err      error
}

func (r *reader) fail(key string, err error) {
	if r.err == nil && err != nil {
		r.err = pledgebook.WrapError(pledgebook.KindOf(err), err, "column %s", r.column[key])
	}
}

// cite ties a field to a cell.
func (r *reader) cite(field, key string) {
	if name, ok := r.column[key]; ok {
		r.evidence = append(r.evidence, r.row.Evidence(field, name)...)
	}
}

func (r *reader) text(key string) string {
	r.cite(key, key)
	return r.get(key)
}

// oneOf reads a cell that takes few values, in any case and with spaces for hyphens.
func oneOf[T ~string](r *reader, key string, values ...T) T {
	told := r.get(key)
	if told == "" {
		return ""
	}
	v := T(strings.ReplaceAll(strings.ToLower(told), " ", "-"))
	if !slices.Contains(values, v) {
		list := make([]string, len(values))
		for i := range values {
			list[i] = string(values[i])
		}
		r.fail(key, refuse("%q is none of %s", told, strings.Join(list, ", ")))
		return ""
	}
	r.cite(key, key)
	return v
}

func (r *reader) parties(key string) []pledgebook.PartyID {
	var ids []pledgebook.PartyID
	for _, name := range source.List(r.get(key)) {
		id, err := source.Known(name)
		r.fail(key, err)
		if err == nil && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	r.cite(key, key)
	return ids
}

func (r *reader) day(key string) pledgebook.Day {
	if r.get(key) == "" {
		return 0
	}
	d, err := source.Day(r.get(key))
	r.fail(key, err)
	r.cite(key, key)
	return d
}

func (r *reader) period() pledgebook.Interval {
	iv := pledgebook.Interval{Start: r.day("period_start")}
	if last := r.day("period_end"); last.Known() {
		iv.End = last + 1
	}
	if iv.Start.Known() && iv.End.Known() && iv.End <= iv.Start {
		r.fail("period_end", refuse("the period ends before it begins"))
	}
	if words := r.get("period_words"); words != "" { // nobody could resolve them
		r.cite("period", "period_words")
	}
	return iv
}

func (r *reader) ordinal() int {
	told := r.get("ordinal")
	if told == "" {
		return 0
	}
	n, err := strconv.Atoi(told)
	if err != nil || n < 1 || n > 100_000 {
		r.fail("ordinal", refuse("%q is no number of a package", told))
	}
	r.cite("ordinal", "ordinal")
	return n
}

func (r *reader) speaker() *pledgebook.Speaker {
	s := pledgebook.Speaker{Name: r.text("speaker"), Role: r.text("speaker_role")}
	if ids := r.parties("speaker_party"); len(ids) > 0 {
		s.Party = ids[0]
	}
	if s == (pledgebook.Speaker{}) {
		return nil
	}
	return &s
}

func (r *reader) suspicions() []pledgebook.Suspicion {
	var all []pledgebook.Suspicion
	for _, reason := range source.List(r.get("suspect")) {
		all = append(all, pledgebook.Suspicion{Reason: reason})
	}
	for _, p := range r.list("suspect") {
		all = append(all, pledgebook.Suspicion{Reason: r.get(p + "reason")})
	}
	return all
}

// money reads the sum. Its evidence is the words of the figure inside the
// sentence where both are told, else its cell.
func (r *reader) money() *pledgebook.Money {
	if r.get("amount_lo") == "" {
		return nil
	}
	m := pledgebook.Money{Lo: r.amount("amount_lo"), Verbatim: r.get("verbatim"), Currency: r.currency("currency"),
		Qualifier: oneOf(r, "qualifier", pledgebook.Exact, pledgebook.About, pledgebook.AtLeast, pledgebook.MoreThan, pledgebook.AtMost, pledgebook.Nearly)}
	if m.Qualifier == "" {
		m.Qualifier = pledgebook.Exact
	}
	m.Hi = m.Lo
	if r.get("amount_hi") != "" {
		m.Hi = r.amount("amount_hi")
	}
	if r.err == nil && m.Hi.Cmp(m.Lo) < 0 {
		r.fail("amount_hi", refuse("the upper end %s is below the lower end %s", m.Hi, m.Lo))
	}
	m.Also = r.also()
	r.citeMoney(m.Verbatim)
	return &m
}

func (r *reader) citeMoney(verbatim string) {
	for _, key := range []string{"sentence", "verbatim"} {
		if e := r.row.Within("money", r.column[key], verbatim); e != nil {
			r.evidence = append(r.evidence, e...)
			return
		}
	}
	r.cite("money", "amount_lo")
}

func (r *reader) amount(key string) decimal.Decimal {
	d, err := source.Amount(r.get(key))
	if err == nil && d.IsNeg() {
		err = refuse("%s is negative; write a reduction as a positive amount with the revision \"reduction\"", d)
	}
	r.fail(key, err)
	return d
}

func (r *reader) currency(key string) string {
	if r.get(key) == "" {
		return ""
	}
	code, err := source.Currency(r.get(key))
	r.fail(key, err)
	r.cite("currency", key)
	return code
}

// also reads the same sum in other currencies: "USD 22000000000; GBP 1-2", or
// objects in JSON.
func (r *reader) also() []pledgebook.Amount {
	var all []pledgebook.Amount
	add := func(key, code, lo, hi string) {
		a := pledgebook.Amount{}
		var err1, err2, err3 error
		a.Currency, err1 = source.Currency(code)
		a.Lo, err2 = source.Amount(lo)
		if a.Hi = a.Lo; hi != "" {
			a.Hi, err3 = source.Amount(hi)
		}
		for _, err := range []error{err1, err2, err3} {
			r.fail(key, err)
		}
		all = append(all, a)
	}
	for _, told := range source.List(r.get("also")) {
		code, amount, _ := strings.Cut(told, " ")
		lo, hi, _ := strings.Cut(amount, "-")
		add("also", code, lo, hi)
	}
	for _, p := range r.list("money.also") {
		add(p+"currency", r.get(p+"currency"), r.get(p+"lo"), r.get(p+"hi"))
	}
	return all
}

// items reads counted goods: "120 tanks; howitzers", or objects in JSON.
func (r *reader) items() []pledgebook.Item {
	var all []pledgebook.Item
	for _, told := range source.List(r.get("items")) {
		it := pledgebook.Item{What: told}
		if count, what, ok := strings.Cut(told, " "); ok {
			if _, err := source.Amount(count); err == nil {
				it = pledgebook.Item{Count: count, What: what}
			}
		}
		all = append(all, it)
	}
	r.cite("items", "items")
	for _, p := range r.list("items") {
		if what := r.get(p + "what"); what != "" {
			all = append(all, pledgebook.Item{Count: r.get(p + "count"), What: what})
			r.cite("items", p+"what")
		}
	}
	return all
}

// report is what the row says of the report that made the claim.
func (r *reader) report() pledgebook.Report {
	rep := pledgebook.Report{Outlet: r.get("outlet"), URL: r.get("url"), Language: r.get("language"), Headline: r.get("headline")}
	if link := r.get("source"); rep.URL == "" && (strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://")) {
		rep.URL = link
	}
	if told := r.get("published"); told != "" {
		stamp, err := pledgebook.ParseStamp(told)
		r.fail("published", err)
		rep.Published = stamp
	}
	return rep
}
