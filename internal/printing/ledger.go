package printing

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"pledgebook"
	"pledgebook/internal/citing"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/wording"
)

// Ledger writes entries as a table. It adds nothing up: sums that overlap do
// not add, and a table cannot tell.
func Ledger(s *Screen, entries []pledgebook.Entry) {
	if len(entries) == 0 {
		s.Printf("No such entry is in the book.\n")
		return
	}
	t := Table{Columns: []Column{{Title: "entry"}, {Title: "amount", Most: 32, Least: 16}, {Title: "stage"}, {Title: "who → whom", Most: 40, Least: 16},
		{Title: "kind"}, {Title: "when", Most: 26}, {Title: "status"}, {Title: "sources", Right: true}}}
	for _, e := range entries {
		t.Row([]string{e.ID[:min(len(e.ID), 8)], wording.EntryAmount(e), wording.Stage(e.Stage, e.Polarity), wording.Flow(e.Providers, e.Receivers, e.Channels),
			wording.Words(wording.Said(e.Kind)), entryTime(e), wording.Words(e.Status), several(e.Origins)})
	}
	t.Print(s)
}

// several writes how many sources an entry has where that is more than one.
func several(n int) string {
	if n < 2 {
		return ""
	}
	return strconv.Itoa(n)
}

func entryTime(e pledgebook.Entry) string {
	if e.Deadline.Known() {
		return join([]string{wording.Period(e.Period), "by " + wording.Date(e.Deadline)}, ", ")
	}
	return cmp.Or(wording.Period(e.Period), wording.Date(e.Date))
}

// Entry writes one entry whole: what it says, how it stands, where its tellings
// differ, and every sentence behind it.
func Entry(s *Screen, e pledgebook.Entry, backing []pipeline.Backed) {
	s.Printf("%s\n", s.Strong(join([]string{wording.EntryAmount(e), wording.Stage(e.Stage, e.Polarity), wording.Flow(e.Providers, e.Receivers, e.Channels)}, " · ")))
	s.Paragraph(0, s.Faint("entry "+e.ID))
	s.Printf("\n")
	for _, line := range facts(e) {
		s.Paragraph(2, line)
	}
	fulfilment(s, e)
	variants(s, e)
	s.Title("%s behind it, %s", count(len(backing), "claim"), count(e.Origins, "independent source"))
	for _, b := range backing {
		s.Printf("\n")
		words := "(the report was taken out of the book)"
		if b.Sentence != "" {
			words = s.Mark(b.Sentence, b.Figure.Start, b.Figure.End)
		}
		s.Paragraph(2, words)
		s.Paragraph(4, s.Faint(claimNote(b.Claim, nil)))
		s.Paragraph(4, s.Faint(Citation(b.Citation)))
		s.Paragraph(4, s.Faint(join([]string{named("claim", b.Claim.ID), named("report", b.Citation.Report)}, " · ")))
	}
	History(s, e.History)
}

// named puts a word before an id; nothing where there is none.
func named(what, id string) string {
	if id == "" {
		return ""
	}
	return what + " " + id
}

// facts are an entry's fields that are known, one a line.
func facts(e pledgebook.Entry) []string {
	first := ""
	if e.FirstDeadline.Known() && e.FirstDeadline != e.Deadline {
		first = wording.Date(e.FirstDeadline)
	}
	var lines []string
	for _, f := range [][2]string{
		{"kind", wording.Words(wording.Said(e.Kind))}, {"form", wording.Words(wording.Said(e.Modality))}, {"period", wording.Period(e.Period)}, {"deadline", wording.Date(e.Deadline)},
		{"first deadline", first}, {"date of the act", wording.Date(e.Date)}, {"revision", wording.Words(e.Revision)}, {"extent", wording.Words(e.Extent)},
		{"part of", e.PartOf}, {"status", wording.Words(e.Status)}, {"review", review(e)},
	} {
		if f[1] != "" {
			lines = append(lines, fmt.Sprintf("%-16s %s", f[0], f[1]))
		}
	}
	return lines
}

// review says what became of an entry at its reviewers' hands.
func review(e pledgebook.Entry) string {
	words := "not reviewed yet"
	if e.Reviewed {
		words = "reviewed"
	}
	for _, d := range pledgebook.Standing(e.History) {
		switch {
		case !slices.Contains(d.On, e.ID):
		case d.Verb == pledgebook.Reject:
			words = "rejected: it counts for nothing"
		case d.Verb == pledgebook.Accept:
			words = "reviewed"
		}
	}
	return words
}

func fulfilment(s *Screen, e pledgebook.Entry) {
	f := e.Fulfilment
	if f == nil || f.Reported == nil && f.Least == nil && f.MostReported == nil {
		return
	}
	s.Title("how much has come true")
	if p := f.Reported; p != nil {
		s.Paragraph(2, join([]string{"reported: " + wording.Money(p.Money), wording.Percent(p.Share), wording.Words(p.Stage), asOf(p.AsOf)}, ", "))
	}
	if f.Least != nil {
		s.Paragraph(2, "delivered for certain: "+wording.Money(*f.Least))
	}
	if f.MostReported != nil {
		s.Paragraph(2, "by all reports: "+wording.Money(*f.MostReported))
	}
	if f.Elapsed.Known {
		s.Paragraph(2, "time elapsed then: "+wording.Percent(f.Elapsed))
	}
	for _, how := range f.Conversions {
		s.Paragraph(2, s.Faint(how))
	}
	if f.Basis != "" {
		s.Paragraph(2, s.Faint(f.Basis))
	}
}

func asOf(d pledgebook.Day) string {
	if !d.Known() {
		return ""
	}
	return "as of " + wording.Date(d)
}

func variants(s *Screen, e pledgebook.Entry) {
	if len(e.Variants) == 0 {
		return
	}
	s.Title("where reports differ")
	t := Table{Columns: []Column{{Title: "field"}, {Title: "value", Most: 50}, {Title: "sources", Right: true}, {Title: "first"}, {Title: "latest"}, {Title: "", Most: 50}}}
	for _, field := range slices.Sorted(maps.Keys(e.Variants)) {
		for _, v := range e.Variants[field] {
			note := ""
			if v.LikelySlip != "" {
				note = "likely a slip: " + v.LikelySlip
			}
			t.Row([]string{field, citing.OneLine(v.Value), strconv.Itoa(v.Origins), stamp(v.First), stamp(v.Latest), note})
		}
	}
	t.Print(s)
}

// Citation writes where something was read.
func Citation(c pledgebook.Citation) string {
	where := cmp.Or(c.URL, c.Input)
	return citing.OneLine(join([]string{c.Outlet, stamp(c.Published), c.Headline, where}, " · "))
}

// Proof writes how much of a book was proven.
func Proof(s *Screen, p pledgebook.Proof) {
	result := "The book is sound."
	if !p.Sound() {
		result = "The book is DAMAGED: " + count(len(p.Faults)+p.MoreFaults, "fault") + "."
	}
	s.Printf("%s\n", s.Strong(result))
	s.Printf("Proven: %s of the chain, %s, %s, %s in them, %s of evidence against their texts, %s, %s.\n",
		count(int(p.Batches), "link"), count(p.Reports, "report"), count(p.Readings, "reading"), count(p.Things, "thing"),
		count(p.Spans, "piece"), count(p.Originals, "original"), count(p.Decisions, "decision"))
	if p.Head != "" {
		s.Printf("Head of the chain: %s\n", p.Head)
	}
}

// Demo writes what the demo read: the latest entries, one report as an example
// of where they come from, and what to do next. shown is how many entries are
// listed at most.
func Demo(s *Screen, example pledgebook.Reading, reports int, entries []pledgebook.Entry, last pledgebook.Day, shown int) {
	s.Printf("Pledgebook reads reports about aid and keeps the book of who promised what to whom.\n")
	latest := entries[max(0, len(entries)-shown):]
	of := fmt.Sprintf("all %d", len(entries))
	if len(latest) < len(entries) {
		of = fmt.Sprintf("the latest %d of %d", len(latest), len(entries))
	}
	s.Title("The ledger of %s, as of %s: %s entries", count(reports, "report"), wording.Date(last), of)
	s.Printf("\n")
	Ledger(s, latest)
	s.Printf("\nNothing is added up: sums that overlap do not add.\n")
	s.Title("Where the entries come from, for example:")
	s.Printf("\n")
	Reading(s, example)
	s.Title("Next")
	s.Printf("%s", strings.Join([]string{
		"  pledgebook read report.txt     read a report of your own into the book",
		"  pledgebook explain report.txt  see the rule and the words behind every field",
		"  pledgebook entries             list what the book holds",
		"  pledgebook entry ID            see every sentence behind an entry", "",
	}, "\n"))
}
