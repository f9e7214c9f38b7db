package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file lets the sentence that leads into a list or table govern its lines:
// "The following pledges were announced:", "Ukraine will also receive:".

// inList reports a line of a list or a table.
func (s *scene) inList(i int) bool {
	k := s.sentences[i].kind
	return k == pledgebook.PartListItem || k == pledgebook.PartTableRow
}

// leadOf returns the draft of the sentence that leads into the list that
// sentence i is a line of; nil where it is no line, or where the sentence before
// the list has a sum of its own, which its lines are parts of.
func (s *scene) leadOf(i int) *draft {
	if !s.inList(i) {
		return nil
	}
	k := i - 1
	for k >= 0 && k >= i-maxListLines && (s.inList(k) || s.labels(k) || s.sentences[k].kind == pledgebook.PartFurniture) {
		k--
	}
	if k < 0 || s.inList(k) || !s.sentences[k].kind.GivesClaims() {
		return nil
	}
	if s.leadAt == k+1 {
		return s.lead
	}
	s.lead, s.leadAt = s.draftLead(k), k+1
	return s.lead
}

// labels reports a short title between a table's rows and what leads into them:
// "Sri Lanka - Local Development Project".
func (s *scene) labels(k int) bool {
	return s.sentences[k].kind == pledgebook.PartSubhead && s.sentences[k].sums.Len() == 0 && s.char(s.sentences[k].End-1) != ':' && !s.headsTable(k)
}

// draftLead reads the fields of a sentence that leads into a list, as if the
// figure stood at its end. Where it does not say what was done ("The package
// includes:"), the sentence before it does.
func (s *scene) draftLead(k int) *draft {
	v := s.words(k)
	if v.sums.Len() > 0 || s.char(v.End-1) != ':' && !s.headsTable(k) {
		return nil
	}
	d := s.settleAtEnd(k)
	weak := d.inherits || d.verb != nil && d.verb.Class == stage.Announce
	if d.claim.Stage == pledgebook.StageUnclear && d.inherits {
		s.stageOfNamed(v, d)
	}
	d.led = weak
	if d.inherits && k > 0 && s.sentences[k-1].part >= s.sentences[k].part-1 && s.sentences[k-1].kind.GivesClaims() && s.sentences[k-1].sums.Len() == 0 {
		s.goOnFrom(d, s.settleAtEnd(k-1))
	}
	return d
}

// headsTable reports a title over the rows of a table that tells of aid.
func (s *scene) headsTable(k int) bool {
	if k+1 >= len(s.sentences) || s.sentences[k+1].kind != pledgebook.PartTableRow {
		return false
	}
	return slices.ContainsFunc(s.words(k).nouns, func(n stage.Noun) bool { return n.Strength > 0 && n.Class != stage.NotAid })
}

func (s *scene) settleAtEnd(k int) *draft {
	v := s.words(k)
	d := draft{figure: text.Range{First: v.End - 1, End: v.End}, sentence: k, parent: -1, refersTo: -1}
	s.settle(&d)
	return &d
}

// stageOfNamed takes the stage of what the sentence tells of the package it
// names: "The package announced today includes:".
func (s *scene) stageOfNamed(v *sentence, d *draft) {
	for i := range v.verbs {
		p := &v.verbs[i]
		if p == d.verb || p.Form == stage.Gerund {
			continue // "getting help to people and includes:"
		}
		switch p.Class {
		case stage.Announce, stage.Promise, stage.Commit, stage.Allocate, stage.Disburse, stage.Deliver, stage.Give:
			d.inherits = false
			own := d.verb
			d.verb = p
			s.stageOfVerb(d)
			d.verb = own
			return
		}
	}
}

// goOnFrom takes what a lead leaves open from the sentence before it.
func (s *scene) goOnFrom(d, before *draft) {
	if !before.inherits && before.claim.Stage != "" {
		d.claim.Stage, d.claim.Polarity, d.claim.ReportedVerb, d.inherits = before.claim.Stage, before.claim.Polarity, before.claim.ReportedVerb, false
		s.copyEvidence(d, before, "stage")
	}
	if len(d.claim.Providers) == 0 {
		d.claim.Providers = slices.Clone(before.claim.Providers)
		s.copyAs(d, before, "providers", "from-lead")
	}
}

// followLead gives a line of a list what its own words do not say from the
// sentence that leads into it.
func (s *scene) followLead(d *draft) {
	lead := s.leadOf(d.sentence)
	if lead == nil {
		return
	}
	d.led = true
	if d.inherits && d.act == nil && !lead.inherits && lead.claim.Stage != "" {
		d.claim.Stage, d.claim.Polarity, d.claim.ReportedVerb, d.inherits = lead.claim.Stage, lead.claim.Polarity, lead.claim.ReportedVerb, lead.led
		s.copyAs(d, lead, "stage", "from-lead")
	}
	s.fillParties(d, lead, "from-lead")
	if d.claim.Kind == pledgebook.KindUnspecified && !d.mixed && s.stated(lead, "kind") && d.verb == nil {
		d.claim.Kind = lead.claim.Kind
		s.copyAs(d, lead, "kind", "from-lead")
	}
	if d.claim.Period.IsZero() && d.claim.Deadline == 0 {
		d.claim.Deadline = lead.claim.Deadline
		s.copyAs(d, lead, "deadline", "from-lead")
	}
	if d.claim.Date == 0 {
		d.claim.Date = lead.claim.Date
		s.copyAs(d, lead, "date", "from-lead")
	}
}

// fillParties takes giver, receiver and channel from another draft where a draft
// has none.
func (s *scene) fillParties(d, from *draft, rule string) {
	if len(d.claim.Providers) == 0 {
		d.claim.Providers = slices.Clone(from.claim.Providers)
		s.copyAs(d, from, "providers", rule)
	}
	if len(d.claim.Receivers) == 0 && !conflictsAny(d.claim.Providers, from.claim.Receivers) {
		d.claim.Receivers = slices.Clone(from.claim.Receivers)
		s.copyAs(d, from, "receivers", rule)
	}
	if len(d.claim.Channels) == 0 {
		d.claim.Channels = slices.Clone(from.claim.Channels)
		s.copyAs(d, from, "channels", rule)
	}
}

// conflictsAny reports a party in both lists.
func conflictsAny(a, b []pledgebook.PartyID) bool {
	return slices.ContainsFunc(a, func(p pledgebook.PartyID) bool { return slices.Contains(b, p) })
}

// copyAs takes over the evidence of a field, as context and by a rule.
func (s *scene) copyAs(d, from *draft, field, rule string) {
	for _, e := range from.claim.Evidence {
		if e.Field == field {
			e.Basis, e.Rule = pledgebook.Context, rule
			d.claim.Evidence = append(d.claim.Evidence, e)
		}
	}
}

// stageOfHead reads the stage of a figure from the head of its column: "Donor |
// Pledged (USD million) | Disbursed (USD million)".
func (s *scene) stageOfHead(d *draft) bool {
	if d.sum == nil || d.sum.Headed.Len() == 0 {
		return false
	}
	head := s.doc.SentenceAt(d.sum.Headed.First)
	if head < 0 || !s.inList(head) {
		return false
	}
	v := s.words(head)
	cell := text.Range{First: d.sum.Headed.First, End: d.sum.Headed.End}
	for cell.First > v.First && s.char(cell.First-1) != '|' {
		cell.First--
	}
	for cell.End < v.End && s.char(cell.End) != '|' {
		cell.End++
	}
	for i := range v.verbs {
		if p := &v.verbs[i]; cell.Contains(p.Range) {
			own := d.verb
			d.verb = p
			s.stageOfVerb(d)
			d.verb = own
			return true
		}
	}
	for i := range v.nouns {
		if n := &v.nouns[i]; cell.Contains(n.Range) && n.Class == stage.Act && n.Stage != "" {
			d.claim.Stage = n.Stage
			s.reportVerb(d, n.Range, "head-noun")
			return true
		}
	}
	return false
}

// rowLabel returns the party that a line begins with, with its figure right
// behind it: "Norway NOK 200 million", "Japan, $20 million", "| France | EUR".
func (s *scene) rowLabel(d *draft) *party.Mention {
	if !s.inList(d.sentence) {
		return nil
	}
	v := &s.sentences[d.sentence]
	if v.parties.Len() == 0 {
		return nil
	}
	m := &s.parties[v.parties.First]
	if m.Possessive || m.Form == party.Demonym || m.End > d.figure.First || !s.bare(v.First, m.First) || !s.bare(m.End, d.figure.First) {
		return nil
	}
	return m
}

// bare reports nothing but punctuation, years and days between: no words.
func (s *scene) bare(from, to int) bool {
	for k := from; k < to; k++ {
		if s.doc.Tokens[k].Kind == text.Word && s.role(k)&stage.Determiner == 0 && !s.inPeriod(k) {
			return false
		}
	}
	return true
}

// inPeriod reports a token of a time.
func (s *scene) inPeriod(k int) bool {
	for i := range s.periods {
		if m := &s.periods[i]; m.First > k {
			return false
		} else if k < m.End {
			return true
		}
	}
	return false
}
