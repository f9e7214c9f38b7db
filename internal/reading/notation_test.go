package reading_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
)

// The notation of claims.txt, one expected claim a line; the README beside the
// reports explains it:
//
//	pledge asserted new part | CAN > KEN via wfp | CAD 30m exact also USD 22m | humanitarian grant | date 2024-05-31 | verb "will give"

// wanted is one expected claim. PartOf and FulfilledBy hold line numbers of
// claims.txt, counted from 1.
type wanted struct {
	pledgebook.Claim
	line string
	// open are the fields on which careful readers differ: they are not compared.
	open []string
}

func parseWanted(line string) (wanted, error) {
	w := wanted{line: line}
	fields := strings.Split(line, " | ")
	if len(fields) < 3 {
		return w, fmt.Errorf("%q: too few fields", line)
	}
	if err := w.parseStage(fields[0]); err != nil {
		return w, fmt.Errorf("%q: %w", line, err)
	}
	for _, f := range fields[1:] {
		if err := w.parseField(strings.TrimSpace(f)); err != nil {
			return w, fmt.Errorf("%q: %w", line, err)
		}
	}
	return w, nil
}

var (
	polarities = []pledgebook.Polarity{pledgebook.Asserted, pledgebook.Planned, pledgebook.Conditional, pledgebook.Denied}
	revisions  = []pledgebook.Revision{pledgebook.New, pledgebook.Repeat, pledgebook.TopUp, pledgebook.Restatement, pledgebook.Reduction, pledgebook.Withdrawal}
	extents    = []pledgebook.Extent{pledgebook.PartExtent, pledgebook.TotalExtent}
	kinds      = []pledgebook.AidKind{pledgebook.Military, pledgebook.Humanitarian, pledgebook.Financial, pledgebook.Development, pledgebook.KindUnspecified}
	modalities = []pledgebook.Modality{pledgebook.Grant, pledgebook.Loan, pledgebook.Guarantee, pledgebook.InKind, pledgebook.Training, pledgebook.DebtRelief, pledgebook.ModalityUnspecified}
	qualifiers = []pledgebook.Qualifier{pledgebook.Exact, pledgebook.About, pledgebook.AtLeast, pledgebook.MoreThan, pledgebook.AtMost, pledgebook.Nearly}
)

// parseStage reads "pledge asserted new part".
func (w *wanted) parseStage(s string) error {
	words := strings.Fields(s)
	if len(words) != 4 {
		return fmt.Errorf("%q is not stage, polarity, revision and extent", s)
	}
	var bad [4]bool
	w.Stage, bad[0] = oneOf(words[0], pledgebook.Stages)
	w.Polarity, bad[1] = oneOf(words[1], polarities)
	w.Revision, bad[2] = oneOf(words[2], revisions)
	w.Extent, bad[3] = oneOf(words[3], extents)
	for i, b := range bad {
		if b {
			return fmt.Errorf("%q is no such word", words[i])
		}
	}
	return nil
}

func oneOf[T ~string](s string, all []T) (t T, bad bool) {
	return T(s), !slices.Contains(all, T(s))
}

// parseField reads any field after the first; its first word tells which.
func (w *wanted) parseField(f string) (err error) {
	name, rest, _ := strings.Cut(f, " ")
	switch name {
	case "items:":
		w.Items = parseItems(rest)
	case "period":
		w.Period, err = parsePeriod(rest)
	case "deadline":
		w.Deadline, err = pledgebook.ParseDay(rest)
	case "date":
		w.Date, err = pledgebook.ParseDay(rest)
	case "verb":
		w.ReportedVerb = strings.Trim(rest, `"`)
	case "credit":
		w.Credit = strings.Trim(rest, `"`)
	case "speaker":
		w.Speaker = &pledgebook.Speaker{Name: rest}
	case "part-of":
		w.PartOf = rest
	case "fulfilled-by":
		w.FulfilledBy = strings.Split(rest, ", ")
	case "per":
		w.Per = rest
	case "each":
		w.Each = true
	case "suspect":
		w.Suspect = []pledgebook.Suspicion{{Reason: rest}}
	case "open:":
		w.open = strings.Split(rest, ", ")
	case "share":
		w.Fraction = &pledgebook.Fraction{}
		err = w.Fraction.Share.UnmarshalText([]byte(rest))
	case "ordinal":
		_, err = fmt.Sscan(rest, &w.Ordinal)
	default:
		err = w.parseUnnamed(f)
	}
	return err
}

// parseUnnamed reads the fields known by their shape: parties, money, kind.
func (w *wanted) parseUnnamed(f string) (err error) {
	first, rest, _ := strings.Cut(f, " ")
	if strings.Contains(f, ">") {
		w.parseParties(f)
		return nil
	}
	if len(first) == 3 && strings.ToUpper(first) == first || first == "?" {
		w.Money, err = parseMoney(strings.TrimPrefix(first, "?"), rest)
		return err
	}
	var badKind, badModality bool
	w.Kind, badKind = oneOf(first, kinds)
	w.Modality, badModality = oneOf(rest, modalities)
	if badKind || badModality {
		return fmt.Errorf("%q is no field", f)
	}
	return nil
}

// parseParties reads "CAN, NOR > KEN via wfp"; "-" stands for none.
func (w *wanted) parseParties(f string) {
	givers, getters, _ := strings.Cut(f, ">")
	getters, through, _ := strings.Cut(getters, " via ")
	w.Providers, w.Receivers, w.Channels = partyList(givers), partyList(getters), partyList(through)
}

func partyList(s string) (all []pledgebook.PartyID) {
	for _, p := range strings.Split(s, ",") {
		if p = strings.TrimSpace(p); p != "" && p != "-" {
			all = append(all, pledgebook.PartyID(p))
		}
	}
	return all
}

// parseMoney reads "30m exact also USD 22m, EUR 20m" behind the currency.
func parseMoney(currency, s string) (*pledgebook.Money, error) {
	main, also, _ := strings.Cut(s, " also ")
	words := strings.Fields(main)
	if len(words) != 2 {
		return nil, fmt.Errorf("%q is not an amount and a qualifier", main)
	}
	m := &pledgebook.Money{Currency: currency}
	var err error
	var bad bool
	if m.Qualifier, bad = oneOf(words[1], qualifiers); bad {
		return nil, fmt.Errorf("%q is no qualifier", words[1])
	}
	if m.Lo, m.Hi, err = parseRange(words[0]); err != nil || also == "" {
		return m, err
	}
	for _, a := range strings.Split(also, ", ") {
		cur, amount, _ := strings.Cut(a, " ")
		lo, hi, err := parseRange(amount)
		if err != nil {
			return nil, err
		}
		m.Also = append(m.Also, pledgebook.Amount{Lo: lo, Hi: hi, Currency: cur})
	}
	return m, nil
}

func parseRange(s string) (lo, hi decimal.Decimal, err error) {
	from, to, ranged := strings.Cut(s, "-")
	if lo, err = parseAmount(from); err != nil || !ranged {
		return lo, lo, err
	}
	hi, err = parseAmount(to)
	return lo, hi, err
}

var units = []struct{ suffix, factor string }{
	{"tn", "1000000000000"}, {"bn", "1000000000"}, {"m", "1000000"},
}

func parseAmount(s string) (decimal.Decimal, error) {
	for _, u := range units {
		if digits, ok := strings.CutSuffix(s, u.suffix); ok {
			d, err := decimal.Parse(digits)
			if err != nil {
				return d, err
			}
			return d.Mul(decimal.MustParse(u.factor))
		}
	}
	return decimal.Parse(s)
}

// parseItems reads "12000 artillery shells; radars".
func parseItems(s string) (all []pledgebook.Item) {
	for _, one := range strings.Split(s, ";") {
		one = strings.TrimSpace(one)
		count, what, _ := strings.Cut(one, " ")
		if _, err := decimal.Parse(count); err != nil {
			count, what = "", one
		}
		all = append(all, pledgebook.Item{Count: count, What: what})
	}
	return all
}

// parsePeriod reads "2024-01-01..2024-06-30"; either end may be left out.
func parsePeriod(s string) (iv pledgebook.Interval, err error) {
	from, to, ok := strings.Cut(s, "..")
	if !ok {
		return iv, fmt.Errorf("%q is no period", s)
	}
	if from != "" {
		if iv.Start, err = pledgebook.ParseDay(from); err != nil {
			return iv, err
		}
	}
	if to != "" {
		if iv.End, err = pledgebook.ParseDay(to); err != nil {
			return iv, err
		}
		iv.End++
	}
	return iv, nil
}

// wantedQuote is one line of quotes.txt: form | speaker | first … last.
type wantedQuote struct{ form, speaker, first, last string }

func parseQuote(line string) (wantedQuote, error) {
	f := strings.Split(line, " | ")
	if len(f) != 3 {
		return wantedQuote{}, fmt.Errorf("%q is not form | speaker | words", line)
	}
	first, last, ok := strings.Cut(f[2], " … ")
	if !ok {
		last = first
	}
	return wantedQuote{f[0], strings.TrimSpace(f[1]), first, last}, nil
}

// wantedOther is one line of others.txt: what it is, and its columns.
type wantedOther struct {
	what    string
	columns []string
	line    string
}

func parseOther(line string) (wantedOther, error) {
	what, rest, ok := strings.Cut(line, ": ")
	if !ok {
		return wantedOther{}, fmt.Errorf("%q is not what: columns", line)
	}
	o := wantedOther{what: what, line: line}
	for _, c := range strings.Split(rest, "|") {
		o.columns = append(o.columns, strings.TrimSpace(c))
	}
	return o, nil
}

// column returns a column, or "" where the line has fewer.
func (o wantedOther) column(i int) string {
	if i >= len(o.columns) {
		return ""
	}
	return o.columns[i]
}
