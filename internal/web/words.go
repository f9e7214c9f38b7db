package web

import (
	"cmp"
	"context"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/citing"
	"pledgebook/internal/reporting"
	"pledgebook/internal/wording"
)

// noBreak is the space that no line breaks at.
const noBreak = "\u00a0"

// Amount writes an entry's figure so that no line breaks inside it.
func Amount(ctx context.Context, e pledgebook.Entry) string {
	words := In(ctx).EntryAmount(e)
	if e.Money != nil && len(e.Items) == 0 {
		words = unbroken(ctx, words)
	}
	return cmp.Or(words, Say(ctx, "no figure"))
}

// Money writes a sum so that no line breaks inside it; nothing for none.
func Money(ctx context.Context, m *pledgebook.Money) string {
	if m == nil {
		return ""
	}
	return unbroken(ctx, In(ctx).Money(*m))
}

// longestUnbroken is how many letters a sum may have that no line breaks in: more
// are wider than a phone.
const longestUnbroken = 26

// unbroken keeps each sum on one line: a line may break only before a currency's
// code, behind a word such as "about", or behind the sign between two currencies;
// in other languages before the last word of a currency with a long name.
func unbroken(ctx context.Context, sums string) string {
	kept := strings.ReplaceAll(strings.ReplaceAll(sums, " ", noBreak), "="+noBreak, "= ")
	if Language(ctx) == wording.English.Code {
		return breakable.ReplaceAllString(kept, "$1 $2")
	}
	parts := strings.Split(kept, "= ")
	for i, sum := range parts {
		if at := strings.LastIndex(strings.TrimSuffix(sum, noBreak), noBreak); at >= 0 && utf8.RuneCountInString(sum) > longestUnbroken {
			parts[i] = sum[:at] + " " + sum[at+len(noBreak):]
		}
	}
	return strings.Join(parts, "= ")
}

var breakable = regexp.MustCompile(`(^|\p{Ll})` + noBreak + `([A-Z]{3}` + noBreak + `)`)

// Done says how far the aid has come, and whether it is stated as a fact:
// "pledged", "delivered (planned)".
func Done(ctx context.Context, stage pledgebook.Stage, polarity pledgebook.Polarity) string {
	return In(ctx).Done(stage, polarity)
}

// Title names an entry in one line of plain words, for tabs and shared links.
func Title(ctx context.Context, e pledgebook.Entry) string { return In(ctx).Title(e) }

// When writes the time of an entry: its period, deadline, or the act's date.
func When(ctx context.Context, e pledgebook.Entry) string {
	parts := []string{In(ctx).Period(e.Period)}
	if e.Deadline.Known() {
		parts = append(parts, Say(ctx, "by %s@time", In(ctx).Date(e.Deadline)))
	}
	if e.Period.IsZero() && !e.Deadline.Known() {
		parts = append(parts, In(ctx).Date(e.Date))
	}
	return Join(", ", parts...)
}

// Sort writes kind and modality as far as a report says them: "military, grant".
func Sort(ctx context.Context, e pledgebook.Entry) string {
	return Join(", ", Term(ctx, wording.Said(e.Kind)), Term(ctx, wording.Said(e.Modality)))
}

// Join puts the words that are not empty together.
func Join(sep string, words ...string) string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, sep)
}

// Short cuts words off after so many runes, at a space where there is one.
func Short(words string, most int) string {
	runes := []rune(citing.OneLine(words))
	if len(runes) <= most {
		return string(runes)
	}
	cut := string(runes[:most])
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + " …"
}

// Length writes a length of a picture as SVG takes it: "52.25%".
func Length(d decimal.Decimal) string { return pledgebook.Plain(d) + "%" }

// Moment writes when a decision was made.
func Moment(ctx context.Context, t time.Time) string { return In(ctx).Moment(t) }

// Source names a report: its outlet, else the site it stands on, else the name
// of the file it was read from, without the folders of whoever read it.
func Source(ctx context.Context, c pledgebook.Citation) string {
	return citing.OneLine(cmp.Or(c.Outlet, site(c.URL), fileName(c.Input), Say(ctx, "a report")))
}

// site is the host of a link as people say it: "example.org".
func site(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return link
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

func fileName(input string) string {
	if input == "" || input == "-" {
		return ""
	}
	return input[strings.LastIndexAny(input, `/\\`)+1:]
}

// Headline names a report by its headline.
func Headline(ctx context.Context, c pledgebook.Citation) string {
	return citing.OneLine(cmp.Or(c.Headline, c.URL, fileName(c.Input), Say(ctx, "A report without a headline")))
}

// headlineLanguage is the language of what [Headline] writes: the report's, or the
// reader's where it has no headline.
func headlineLanguage(ctx context.Context, c pledgebook.Citation) string {
	if c.Headline == "" {
		return Language(ctx)
	}
	return c.Language
}

// EntryPath and ReportPath are the addresses of pages that never change.
func EntryPath(id string) string { return "/pledge/" + id }

// ReportPath is the address of a report's page.
func ReportPath(id string) string { return "/report/" + id }

// Anchor is where a claim's figure stands on its report's page.
func Anchor(claim string) string { return "claim-" + claim[:min(len(claim), 16)] }

// fieldNames are the fields of a claim as people say them.
var fieldNames = map[string]Text{
	"money": "sum", "providers": "giver", "receivers": "receiver", "channels": "channel", "stage": "stage",
	"reported_verb": "verb", "kind": "kind", "modality": "form", "period": "period", "deadline": "deadline",
	"date": "date of the act", "items": "goods", "speaker": "speaker", "credit": "source credited",
	"polarity": "certainty", "revision": "new or repeated", "extent": "part or total", "time": "time",
	"sum": "sum", "currency": "currency", "part_of": "part of", "fulfilled_by": "progress",
}

// Field names a field of a claim or entry.
func Field(ctx context.Context, name string) string {
	if known, ok := fieldNames[name]; ok {
		return Say(ctx, known)
	}
	return strings.ReplaceAll(name, "_", " ")
}

// about says what a marked piece of text was read as: "sum, receiver".
func about(ctx context.Context, p reporting.Piece) string {
	names := make([]string, len(p.Fields))
	for i, f := range p.Fields {
		names[i] = Field(ctx, f)
	}
	read := strings.Join(names, ", ")
	if p.Context {
		return Say(ctx, "read as %s (from outside the figure’s own clause)", read)
	}
	return Say(ctx, "read as %s", read)
}

// markClass is how a piece of text is drawn.
func markClass(p reporting.Piece) string {
	class := "field"
	if p.Figure() {
		class = "figure"
	}
	if p.Context {
		class += " context"
	}
	return class
}

// Changes lists what an edit set: "stage to delivery, kind to military".
func Changes(ctx context.Context, d pledgebook.Decision) string {
	var out []string
	for _, field := range slices.Sorted(maps.Keys(d.Set)) {
		out = append(out, Say(ctx, "%[1]s to %[2]s@change", Field(ctx, field), Term(ctx, d.Set[field])))
	}
	return citing.OneLine(strings.Join(out, ", "))
}
