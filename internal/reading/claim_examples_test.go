package reading_test

import (
	"slices"
	"strconv"
	"strings"

	"pledgebook"
)

// claimsRead shows each claim in the notation of the examples in corpus/en/stage
// and corpus/en/claim: figure, stage, from whom to whom through whom, kind, and
// how it relates to what was told before. What is asserted, new, a part or of
// no kind is left out.
func claimsRead(r pledgebook.Reading) (all []thing) {
	for _, c := range r.Claims {
		all = append(all, thing{columns(figureOf(c), stageOf(c), partiesOf(c), kindOf(c), relationOf(c)), rulesOf(c.Evidence)})
	}
	return all
}

// timesRead shows the time of each claim: figure, period, deadline.
func timesRead(r pledgebook.Reading) (all []thing) {
	for _, c := range r.Claims {
		all = append(all, thing{columns(figureOf(c), c.Period.String(), c.Deadline.String()), rulesOf(c.Evidence)})
	}
	return all
}

func figureOf(c pledgebook.Claim) string {
	if f := c.Fraction; f != nil {
		figure := strings.TrimSpace(strings.TrimPrefix(string(f.Qualifier)+" ", "exact ") + pledgebook.Plain(f.Share.Round(4)) + " of another")
		if f.Derived != nil {
			figure += ": " + f.Derived.Currency + " " + pledgebook.Plain(f.Derived.Lo) + unless(string(f.Derived.Qualifier), "exact")
		}
		return figure
	}
	if c.Money == nil {
		return itemsOf(c)
	}
	figure := c.Money.Currency + " " + pledgebook.Plain(c.Money.Lo)
	if c.Money.Lo.Cmp(c.Money.Hi) != 0 {
		figure += "-" + pledgebook.Plain(c.Money.Hi)
	}
	if len(c.Items) > 0 {
		figure += " with " + itemsOf(c)
	}
	return figure
}

func stageOf(c pledgebook.Claim) string {
	return unless(string(c.Stage), "") + unless(string(c.Polarity), string(pledgebook.Asserted))
}

func partiesOf(c pledgebook.Claim) string {
	s := list(c.Providers) + " > " + list(c.Receivers)
	if len(c.Channels) > 0 {
		s += " via " + list(c.Channels)
	}
	return s
}

func kindOf(c pledgebook.Claim) string {
	return unless(string(c.Kind), string(pledgebook.KindUnspecified)) + unless(string(c.Modality), string(pledgebook.ModalityUnspecified))
}

func relationOf(c pledgebook.Claim) string {
	number := ""
	if c.Ordinal > 0 {
		number = " number " + strconv.Itoa(c.Ordinal)
	}
	return unless(string(c.Revision), string(pledgebook.New)) + unless(string(c.Extent), string(pledgebook.PartExtent)) + number
}

// unless returns a value with a space before it, or nothing where it is usual.
func unless(value, usual string) string {
	if value == usual || value == "" {
		return ""
	}
	return " " + value
}

func list(ids []pledgebook.PartyID) string {
	if len(ids) == 0 {
		return "-"
	}
	var all []string
	for _, id := range ids {
		all = append(all, string(id))
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}
