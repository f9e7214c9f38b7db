package reading

import (
	"cmp"
	"slices"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file finds whom a sum reaches where its own words do not say: the
// sentences that speak of it again, its parts, the sum beside it.

// spreadReach is how many sentences on a report speaks again of a sum.
const spreadReach = 4

// spread returns the receivers that the next sentences give for "the funds" or
// "the effort": "The funds will support projects in Chad and Mali".
func (s *scene) spread(d *draft) []named {
	var all []named
	for i := d.sentence + 1; i < len(s.sentences) && i <= d.sentence+spreadReach; i++ {
		v := &s.sentences[i]
		if s.tellsSum(v) || v.kind != pledgebook.PartParagraph {
			break
		}
		if s.speaksAgain(v) {
			all = s.addSpread(d, v, all)
		}
	}
	if len(all) < 2 {
		return nil // one country named is where a part of it goes
	}
	return all
}

// tellsSum reports a sentence with a sum of its own; a share is none.
func (s *scene) tellsSum(v *sentence) bool {
	for k := v.sums.First; k < v.sums.End; k++ {
		if !s.sums[k].Share.Known {
			return true
		}
	}
	return false
}

// addSpread adds the first receivers that a sentence names.
func (s *scene) addSpread(d *draft, v *sentence, all []named) []named {
	for k := v.parties.First; k < v.parties.End; k++ {
		m := &s.parties[k]
		if m.ID == "" || m.Location || m.Person != nil || m.Possessive || s.passesOn(m.ID) || s.provides(d, m.Actor()) || s.harms(m) {
			continue
		}
		if prep := s.preposition(m.First, v.First); s.is(prep, cue.From|cue.By) || m.Form == party.Demonym && s.opensInfinitive(v, prep) {
			continue
		}
		for _, n := range s.receiversFrom(v, d, k) {
			if n.rule = "spread"; !isAmong(all, n.id) {
				all = append(all, n)
			}
		}
		return all
	}
	return all
}

// onlyReceivers returns those whom the figures' own words make receive, where all
// that do name the same: a sum beside them, of another giver, goes to them too, where
// one of them stands near.
func (s *scene) onlyReceivers(d *draft) (only []named) {
	near := false
	parts := true
	for i := range s.drafts[:min(len(s.drafts), lookBack)] {
		o := &s.drafts[i]
		if o.dropped != "" && o.dropped != toldAgain || !s.stated(o, "receivers") {
			continue
		}
		if len(o.claim.Receivers) == 0 || slices.ContainsFunc(o.claim.Receivers, func(id pledgebook.PartyID) bool { return s.rich(id) || s.provides(d, id) }) || len(only) > 0 && !sameAs(only, o.claim.Receivers) {
			return nil
		}
		parts = parts && s.isPartOf(o, d)
		if only == nil {
			at := o.evidence("receivers")
			for _, id := range o.claim.Receivers {
				only = append(only, named{id, s.place(at.Span), "only-receiver"})
			}
		}
		near = near || max(d.sentence-o.sentence, o.sentence-d.sentence) <= farReach
	}
	if !near {
		return nil
	}
	if parts && len(only) > 0 && only[0].id.IsState() {
		return nil // to which country one part goes tells nothing of the whole
	}
	return only
}

// sameAs reports that a list names the same parties in the same order.
func sameAs(found []named, ids []pledgebook.PartyID) bool {
	return slices.EqualFunc(found, ids, func(n named, id pledgebook.PartyID) bool { return n.id == id })
}

// onlyGiver returns who gives every other sum whose words name a giver, where one of
// these sums is as large: "announced a further 4 million. Spain's support is now 9 million".
func (s *scene) onlyGiver(d *draft) (only []named) {
	larger := false
	for i := range s.drafts[:min(len(s.drafts), lookBack)] {
		o := &s.drafts[i]
		if o.dropped != "" && o.dropped != toldAgain || !s.stated(o, "providers") {
			continue
		}
		if len(o.claim.Providers) != 1 || len(only) > 0 && o.claim.Providers[0] != only[0].id || max(d.sentence-o.sentence, o.sentence-d.sentence) > farReach {
			return nil
		}
		larger = larger || d.claim.Money != nil && o.claim.Money != nil && o.claim.Money.Currency == d.claim.Money.Currency && o.claim.Money.Hi.Cmp(d.claim.Money.Lo) >= 0
		if only == nil {
			only = []named{{o.claim.Providers[0], s.place(o.evidence("providers").Span), "only-giver"}}
		}
	}
	if !larger {
		return nil
	}
	return only
}

// giverBeside returns who gives the sum before in the same sentence, where that one is its
// verb's subject: "Spain is giving 9 million, on top of the 4 million announced in March".
func (s *scene) giverBeside(d *draft) (found []named) {
	for i := range s.drafts {
		o := &s.drafts[i]
		if o.sentence != d.sentence || o.figure.First >= d.figure.First || s.clauseOpens(o.figure.End, d.figure.First) {
			continue
		}
		if e := o.evidence("providers"); e != nil && e.Rule == "subject" {
			found = found[:0]
			for _, id := range o.claim.Providers {
				found = append(found, named{id, s.place(e.Span), "giver-beside"})
			}
		}
	}
	return found
}

// clauseOpens reports a semicolon or a "while" in a stretch.
func (s *scene) clauseOpens(from, to int) bool {
	for k := from; k < to; k++ {
		if s.char(k) == ';' || s.role(k)&(stage.While|stage.But) != 0 {
			return true
		}
	}
	return false
}

// isPartOf reports a smaller sum that nobody else gives, told behind another.
func (s *scene) isPartOf(o, d *draft) bool {
	return o.figure.First > d.figure.First && (len(o.claim.Providers) == 0 || slices.Equal(o.claim.Providers, d.claim.Providers)) && s.larger(d, o)
}

// givenBeside reports a sum that somebody is told to give, in a report that speaks of
// no donor's aid as a whole.
func (s *scene) givenBeside(d *draft) bool {
	if d.verb == nil || !s.stated(d, "providers") || d.claim.Extent == pledgebook.TotalExtent || spansKinds(d) {
		return false
	}
	switch d.verb.Class {
	case stage.Give, stage.Promise, stage.Deliver, stage.Commit, stage.Disburse, stage.Announce, stage.Allocate:
		return true
	}
	return false
}

// speaksAgain reports a sentence about money told of before: "The funds …". "An
// agreement" is another one.
func (s *scene) speaksAgain(v *sentence) bool {
	for k := v.First; k < min(v.First+8, v.End-1); k++ {
		if s.role(k)&stage.Determiner == 0 || s.is(k, cue.A) {
			continue
		}
		if _, ok := s.doc.Tagged(k+1, s.engine.fundWords); ok {
			return true
		}
	}
	return false
}

// worldwide reports "around the world", "for global health": the words behind the
// figure say that the aid is for no one country.
func (s *scene) worldwide(d *draft) bool {
	v := &s.sentences[d.sentence]
	for k, end := d.figure.End, s.stretchEnd(v, d); k < end; k++ {
		if _, ok := s.doc.Tagged(k, s.engine.everywhere); ok && !s.insideParty(v, k) {
			return !s.aside(d.figure.End, k)
		}
	}
	if s.is(d.figure.First-1, cue.Including) || d.verb != nil && d.verb.Class == stage.Contain && d.verb.Form == stage.Gerund {
		if whole := s.beforeIn(d); whole != nil {
			return len(whole.claim.Receivers) == 0 && s.worldwide(whole) // "for health worldwide, including 3 million for clinics"
		}
	}
	return false
}

// beforeIn returns the draft before in the same sentence, or nil; goods rather than a sum. Drafts
// stand by sentence, in each the sums before the goods, and these by place.
func (s *scene) beforeIn(d *draft) *draft {
	for _, sort := range [...]int{1, 0} {
		i, _ := slices.BinarySearchFunc(s.drafts, d, func(o draft, d *draft) int {
			return cmp.Or(cmp.Compare(o.sentence, d.sentence), cmp.Compare(boolInt(o.sum == nil), sort), cmp.Compare(o.figure.First, d.figure.First))
		})
		if i == 0 {
			continue
		}
		if o := &s.drafts[i-1]; o.sentence == d.sentence && boolInt(o.sum == nil) == sort && o.figure.End <= d.figure.First {
			return o
		}
	}
	return nil
}

// fillFromBeside gives a sum the receivers that stand before the sum beside it,
// where one verb governs both: "a plan for Chad, giving 2 million to schools and
// 3 million for food".
func (s *scene) fillFromBeside(d, beside *draft) {
	if beside.sentence != d.sentence || d.verb == nil || len(d.claim.Receivers)+len(d.claim.Channels) > 0 {
		return
	}
	if d.verb.Class == stage.Bring && d.verb.Form == stage.Gerund && d.claim.Extent == pledgebook.TotalExtent && !conflict(d.claim.Providers, beside.claim.Providers) {
		s.sumsUp(d, beside)
	}
	answer := s.answers(d, beside)
	if d.verb != beside.verb && !answer {
		return
	}
	for _, e := range beside.claim.Evidence {
		if e.Field == "receivers" && (answer || e.Span.End <= s.doc.Span(beside.figure).Start) && (e.Basis == pledgebook.Stated || e.Rule == "beside") {
			d.claim.Receivers = append(d.claim.Receivers, beside.claim.Receivers...)
			e.Rule, e.Basis = "beside", pledgebook.Context
			d.claim.Evidence = append(d.claim.Evidence, e)
			return
		}
	}
}

// answers reports "After Norway's pledge of 3 million to Chad, Sweden promised 2 million": what
// one giver does because another gave goes to the same.
func (s *scene) answers(d, beside *draft) bool {
	if !s.says(s.sentences[d.sentence].First, cue.Occasion) || d.position != object || len(d.claim.Providers) == 0 || len(beside.claim.Providers) == 0 || shareGiver(d, beside) {
		return false
	}
	switch d.verb.Class {
	case stage.Announce, stage.Promise, stage.Commit, stage.Allocate, stage.Give:
		return d.verb.First >= beside.figure.End
	}
	return false
}

// shareGiver reports two claims that share a giver.
func shareGiver(a, b *draft) bool {
	return slices.ContainsFunc(a.claim.Providers, func(id pledgebook.PartyID) bool { return slices.Contains(b.claim.Providers, id) })
}

// fillFromBehind gives "Norway pledged 3 million, Spain 4 million, and France 5 million to
// Gavi" the receivers that stand behind the last of the series alone.
func (s *scene) fillFromBehind(i int) {
	d := &s.drafts[i]
	if d.verb == nil || d.position != object || len(d.claim.Receivers)+len(d.claim.Channels) > 0 || len(d.claim.Providers) == 0 || s.is(d.figure.End, cue.To|cue.For|cue.In|cue.Through) {
		return
	}
	for k := i + 1; k < len(s.drafts); k++ {
		o := &s.drafts[k]
		if e := o.evidence("providers"); o.sentence != d.sentence || o.verb != d.verb || e == nil || e.Rule != "label" {
			return
		}
		if len(o.claim.Receivers)+len(o.claim.Channels) > 0 {
			s.sumsUp(d, o)
			return
		}
		if s.is(o.figure.End, cue.To|cue.For|cue.In|cue.Through) {
			return
		}
	}
}

// sumsUp gives "gave 3 million to Chad, bringing its total aid to 9 million" the receivers
// of what was added.
func (s *scene) sumsUp(d, added *draft) {
	d.claim.Receivers = append(d.claim.Receivers, added.claim.Receivers...)
	d.claim.Channels = append(d.claim.Channels, added.claim.Channels...)
	for _, e := range added.claim.Evidence {
		if e.Field == "receivers" || e.Field == "channels" {
			if e.Basis = pledgebook.Context; e.Rule != "through" {
				e.Rule = "beside"
			}
			d.claim.Evidence = append(d.claim.Evidence, e)
		}
	}
}

// bodyInRegions reports a part that goes to a body, of a total for whole regions or for
// another body: where the body spends it is open.
func (s *scene) bodyInRegions(d, p *draft) bool {
	if len(d.claim.Channels) == 0 || len(p.claim.Receivers) == 0 {
		return false
	}
	if !slices.ContainsFunc(p.claim.Receivers, func(id pledgebook.PartyID) bool { return !s.passesOn(id) }) {
		return true
	}
	return len(p.claim.Receivers) > 1 && !slices.ContainsFunc(p.claim.Receivers, func(id pledgebook.PartyID) bool { return !s.isRegion(id) })
}

// sumUpReceivers gives a total without a receiver those that its parts state,
// where these parts are nearly all of it.
func (s *scene) sumUpReceivers() {
	for i := range s.drafts {
		p := &s.drafts[i]
		if p.dropped != "" || p.claim.Money == nil || s.sentences[p.sentence].Len() > longestSentence {
			continue
		}
		region := len(p.claim.Receivers) == 1 && s.isRegion(p.claim.Receivers[0])
		if len(p.claim.Receivers) > 0 && !region {
			continue
		}
		parts := s.statedParts(i)
		if region || len(parts) < 2 || !nearlyAll(p, parts) {
			if parts = s.exactParts(i); len(parts) == 0 {
				continue
			}
			p.claim.Receivers = nil
			p.forget("receivers")
		}
		for _, d := range parts {
			s.receiveAs(p, d)
		}
	}
}

// statedParts returns the parts of a total that state their receivers.
func (s *scene) statedParts(total int) (parts []*draft) {
	for k := total + 1; k < min(total+lookBack, len(s.drafts)); k++ {
		if d := &s.drafts[k]; d.dropped == "" && d.parent == total && d.claim.Money != nil && s.stated(d, "receivers") {
			parts = append(parts, d)
		}
	}
	return parts
}

// exactParts returns the sums right behind a total that add up to it to the last unit, each with
// a receiver of its own: "541 million: Guyana (180 million), Benin (96 million) and Togo (265
// million)".
func (s *scene) exactParts(total int) (parts []*draft) {
	p := &s.drafts[total]
	left := p.claim.Money.Lo
	for k := total + 1; k < min(total+lookBack, len(s.drafts)); k++ {
		d := &s.drafts[k]
		if d.dropped != "" {
			continue
		}
		if d.claim.Money == nil || d.claim.Money.Currency != p.claim.Money.Currency || d.sentence-p.sentence > reach || !s.stated(d, "receivers") {
			return nil
		}
		var err error
		if left, err = left.Sub(d.claim.Money.Lo); err != nil || left.IsNeg() {
			return nil
		}
		if parts = append(parts, d); left.IsZero() {
			break
		}
	}
	if len(parts) < 2 || !left.IsZero() {
		return nil
	}
	return parts
}

// nearlyAll reports parts of one currency that add up to four fifths of their
// total or more.
func nearlyAll(p *draft, parts []*draft) bool {
	left := p.claim.Money.Lo
	for _, d := range parts {
		less, err := left.Sub(d.claim.Money.Hi)
		if err != nil || d.claim.Money.Currency != p.claim.Money.Currency {
			return false
		}
		left = less
	}
	fifth, err := p.claim.Money.Lo.Quo(decimal.MustNew(5, 0))
	return err == nil && left.Cmp(fifth) <= 0
}

// receiveAs lets a total receive as its part does.
func (s *scene) receiveAs(p, d *draft) {
	for _, id := range d.claim.Receivers {
		if !slices.Contains(p.claim.Receivers, id) {
			p.claim.Receivers = append(p.claim.Receivers, id)
		}
	}
	for _, e := range d.claim.Evidence {
		if e.Field == "receivers" {
			e.Rule, e.Basis = "of-parts", pledgebook.Context
			p.claim.Evidence = append(p.claim.Evidence, e)
		}
	}
}
