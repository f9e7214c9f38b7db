package reading_test

import (
	"slices"
	"strconv"
	"strings"

	"pledgebook"
)

// field is one field of a claim as text, and when two such texts say the same.
type field struct {
	name  string
	value func(*comparison, pledgebook.Claim) string
	same  func(want, got string) bool
	// onlyWhereSaid: a value read where none is marked is no mistake.
	onlyWhereSaid bool
	// links: the value names other claims, known only once all are paired.
	links bool
}

var fields = []field{
	simple("stage", func(c pledgebook.Claim) string { return string(c.Stage) }),
	simple("polarity", func(c pledgebook.Claim) string { return string(c.Polarity) }),
	simple("revision", func(c pledgebook.Claim) string { return string(c.Revision) }),
	simple("extent", func(c pledgebook.Claim) string { return string(c.Extent) }),
	simple("providers", func(c pledgebook.Claim) string { return joined(c.Providers) }),
	simple("receivers", func(c pledgebook.Claim) string { return joined(c.Receivers) }),
	simple("channels", func(c pledgebook.Claim) string { return joined(c.Channels) }),
	simple("kind", func(c pledgebook.Claim) string { return string(c.Kind) }),
	simple("modality", func(c pledgebook.Claim) string { return string(c.Modality) }),
	simple("qualifier", qualifierOf),
	simple("also", alsoOf),
	simple("period", func(c pledgebook.Claim) string { return c.Period.String() }),
	simple("deadline", func(c pledgebook.Claim) string { return c.Deadline.String() }),
	simple("date", func(c pledgebook.Claim) string { return c.Date.String() }),
	simple("per", perOf),
	simple("ordinal", ordinalOf),
	simple("share", shareOf),
	{name: "items", value: func(_ *comparison, c pledgebook.Claim) string { return itemsOf(c) }, same: sameItems},
	{name: "verb", value: func(_ *comparison, c pledgebook.Claim) string { return plain(c.ReportedVerb) }, same: contained, onlyWhereSaid: true},
	{name: "speaker", value: func(_ *comparison, c pledgebook.Claim) string { return speakerOf(c) }, same: sameSpeaker, onlyWhereSaid: true},
	{name: "credit", value: func(_ *comparison, c pledgebook.Claim) string { return plain(c.Credit) }, same: contained, onlyWhereSaid: true},
	{name: "suspect", value: func(_ *comparison, c pledgebook.Claim) string { return suspectOf(c) }, same: equal},
	{name: "part of", value: func(k *comparison, c pledgebook.Claim) string { return k.lineOf(c.PartOf) }, same: equal, links: true},
	{name: "fulfilled by", value: func(k *comparison, c pledgebook.Claim) string { return k.linesOf(c.FulfilledBy) }, same: equal, links: true},
}

func shareOf(c pledgebook.Claim) string {
	if c.Fraction == nil {
		return ""
	}
	return pledgebook.Plain(c.Fraction.Share.Decimal)
}

func simple(name string, value func(pledgebook.Claim) string) field {
	return field{name: name, value: func(_ *comparison, c pledgebook.Claim) string { return value(c) }, same: equal}
}

func equal(want, got string) bool { return want == got }

// contained holds where one text lies within the other: "paid", "had paid".
func contained(want, got string) bool {
	return want != "" && got != "" && (strings.Contains(got, want) || strings.Contains(want, got))
}

// sameSpeaker holds where the family name is the same.
func sameSpeaker(want, got string) bool {
	return want != "" && strings.Contains(plain(got), plain(lastWord(want)))
}

// sameItems holds where every item marked was read, with its count.
func sameItems(want, got string) bool {
	read := parseItems(got)
	for _, w := range parseItems(want) {
		if !sharedItem([]pledgebook.Item{w}, read) {
			return false
		}
	}
	return want != ""
}

func joined(parties []pledgebook.PartyID) string {
	var all []string
	for _, p := range parties {
		all = append(all, strings.ReplaceAll(strings.ToLower(string(p)), " ", "-"))
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func qualifierOf(c pledgebook.Claim) string {
	if c.Money == nil {
		return ""
	}
	return string(c.Money.Qualifier)
}

func alsoOf(c pledgebook.Claim) string {
	if c.Money == nil {
		return ""
	}
	var all []string
	for _, a := range c.Money.Also {
		all = append(all, a.Currency+" "+pledgebook.Plain(a.Lo))
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func itemsOf(c pledgebook.Claim) string {
	var all []string
	for _, i := range c.Items {
		all = append(all, strings.TrimSpace(i.Count+" "+i.What))
	}
	return strings.Join(all, "; ")
}

func perOf(c pledgebook.Claim) string {
	if c.Each {
		return strings.TrimSpace(c.Per + " each")
	}
	return c.Per
}

func ordinalOf(c pledgebook.Claim) string {
	if c.Ordinal == 0 {
		return ""
	}
	return strconv.Itoa(c.Ordinal)
}

func suspectOf(c pledgebook.Claim) string {
	if len(c.Suspect) == 0 {
		return ""
	}
	return "yes"
}

func speakerOf(c pledgebook.Claim) string {
	if c.Speaker == nil {
		return ""
	}
	return strings.TrimSpace(c.Speaker.Name + " " + c.Speaker.Role)
}

// lineOf turns a link into a line of claims.txt: a marked link is one already,
// one that was read is looked up among the pairs.
func (c *comparison) lineOf(link string) string {
	if link == "" || isLine(link, len(c.claims)) {
		return link
	}
	if n := c.line[link]; n != "" {
		return n
	}
	return "another claim"
}

func (c *comparison) linesOf(links []string) string {
	var all []string
	for _, l := range links {
		all = append(all, c.lineOf(l))
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}
