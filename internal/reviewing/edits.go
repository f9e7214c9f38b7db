package reviewing

import (
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/access"
)

// edits are the fields an edit may set, each with how its value is spelled.
var edits = map[string]func(*pledgebook.Entry, string) error{
	"stage": func(e *pledgebook.Entry, v string) error { return choose(&e.Stage, v, pledgebook.Stages) },
	"polarity": func(e *pledgebook.Entry, v string) error {
		return choose(&e.Polarity, v, []pledgebook.Polarity{pledgebook.Asserted, pledgebook.Planned, pledgebook.Conditional, pledgebook.Denied})
	},
	"revision": func(e *pledgebook.Entry, v string) error {
		return choose(&e.Revision, v, []pledgebook.Revision{pledgebook.New, pledgebook.Repeat, pledgebook.TopUp, pledgebook.Restatement, pledgebook.Reduction, pledgebook.Withdrawal})
	},
	"extent": func(e *pledgebook.Entry, v string) error {
		return choose(&e.Extent, v, []pledgebook.Extent{pledgebook.PartExtent, pledgebook.TotalExtent})
	},
	"kind": func(e *pledgebook.Entry, v string) error {
		return choose(&e.Kind, v, []pledgebook.AidKind{pledgebook.Military, pledgebook.Humanitarian, pledgebook.Financial, pledgebook.Development, pledgebook.KindUnspecified})
	},
	"modality": func(e *pledgebook.Entry, v string) error {
		return choose(&e.Modality, v, []pledgebook.Modality{pledgebook.Grant, pledgebook.Loan, pledgebook.Guarantee, pledgebook.InKind, pledgebook.Training, pledgebook.DebtRelief, pledgebook.ModalityUnspecified})
	},
	"providers": func(e *pledgebook.Entry, v string) error { e.Providers = parties(v); return nil },
	"receivers": func(e *pledgebook.Entry, v string) error { e.Receivers = parties(v); return nil },
	"channels":  func(e *pledgebook.Entry, v string) error { e.Channels = parties(v); return nil },
	"money":     editMoney,
	"period":    editPeriod,
	"deadline":  func(e *pledgebook.Entry, v string) error { return e.Deadline.UnmarshalText([]byte(v)) },
	"date":      func(e *pledgebook.Entry, v string) error { return e.Date.UnmarshalText([]byte(v)) },
	"part_of":   func(e *pledgebook.Entry, v string) error { e.PartOf = v; return nil },
	"fulfilled_by": func(e *pledgebook.Entry, v string) error {
		e.FulfilledBy = strings.Fields(v)
		return nil
	},
}

// Editable lists the fields an edit may set, sorted.
func Editable() []string {
	var names []string
	for name := range edits {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func checkEdit(d pledgebook.Decision) error {
	if d.Verb == pledgebook.SetAccess {
		_, err := access.Read(d.Set)
		return err
	}
	for _, name := range slices.Sorted(keys(d.Set)) {
		edit := edits[name]
		if edit == nil || d.Verb == pledgebook.ConfirmStage && name != "stage" {
			return pledgebook.Errorf(pledgebook.Invalid, "%s cannot set %q; it can set %s", d.Verb, name, strings.Join(Editable(), ", "))
		}
		if err := edit(&pledgebook.Entry{}, d.Set[name]); err != nil {
			return pledgebook.WrapError(pledgebook.Invalid, err, "%s", name)
		}
	}
	return nil
}

func choose[T ~string](field *T, v string, among []T) error {
	if !slices.Contains(among, T(v)) {
		words := make([]string, len(among))
		for i, w := range among {
			words[i] = string(w)
		}
		return pledgebook.Errorf(pledgebook.Invalid, "%q is none of %s", v, strings.Join(words, ", "))
	}
	*field = T(v)
	return nil
}

func parties(v string) []pledgebook.PartyID {
	var out []pledgebook.PartyID
	for _, id := range strings.FieldsFunc(v, func(r rune) bool { return r == ' ' || r == ',' }) {
		out = append(out, pledgebook.PartyID(id))
	}
	return out
}

// editMoney reads "EUR 20900000000", "EUR 100000000-150000000", with the
// qualifier behind where it is not exact: "EUR 40000000000 at-least". An empty
// value takes the sum away.
func editMoney(e *pledgebook.Entry, v string) error {
	words := strings.Fields(v)
	if len(words) == 0 {
		e.Money = nil
		return nil
	}
	if len(words) < 2 || len(words) > 3 || len(words[0]) != 3 {
		return pledgebook.Errorf(pledgebook.Invalid, "%q is no sum; write it as EUR 20900000000", v)
	}
	lo, hi, isRange := strings.Cut(words[1], "-")
	if !isRange {
		hi = lo
	}
	m := pledgebook.Money{Currency: words[0], Qualifier: pledgebook.Exact}
	var err error
	if m.Lo, err = decimal.Parse(lo); err != nil {
		return pledgebook.WrapError(pledgebook.Invalid, err, "%q is no amount", lo)
	}
	if m.Hi, err = decimal.Parse(hi); err != nil || m.Hi.Cmp(m.Lo) < 0 {
		return pledgebook.Errorf(pledgebook.Invalid, "%q is no range", words[1])
	}
	if len(words) == 3 {
		err = choose(&m.Qualifier, words[2], []pledgebook.Qualifier{pledgebook.Exact, pledgebook.About, pledgebook.AtLeast, pledgebook.MoreThan, pledgebook.AtMost, pledgebook.Nearly})
	}
	e.Money = &m
	return err
}

// editPeriod reads "2024-01-01..2024-06-30", the last day inclusive; either
// day may be left out.
func editPeriod(e *pledgebook.Entry, v string) error {
	if v == "" {
		e.Period = pledgebook.Interval{}
		return nil
	}
	from, last, ok := strings.Cut(v, "..")
	if !ok {
		return pledgebook.Errorf(pledgebook.Invalid, "%q is no period; write it as 2024-01-01..2024-06-30", v)
	}
	var p pledgebook.Interval
	if err := p.Start.UnmarshalText([]byte(from)); err != nil {
		return err
	}
	if err := p.End.UnmarshalText([]byte(last)); err != nil {
		return err
	}
	if p.End.Known() {
		p.End++
	}
	if p.Start.Known() && p.End.Known() && p.End <= p.Start {
		return pledgebook.Errorf(pledgebook.Invalid, "the period %q ends before it starts", v)
	}
	e.Period = p
	return nil
}
