package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/item"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file reads aid in kind: counted goods and people trained. Goods beside a
// sum, or listed under a package, belong to that sum's claim; goods without one
// make a claim of their own where the words say that they are given.

// draftGoods drafts the goods of one sentence that has no sum of its own.
func (s *scene) draftGoods(i int) {
	v := &s.sentences[i]
	goods := s.goodsIn(v)
	if len(goods) == 0 {
		return
	}
	if s.attachGoods(i, goods) {
		return
	}
	for first := 0; first < len(goods); {
		end := first + 1
		for end < len(goods) && s.oneList(goods[end-1], goods[end]) && !s.goesElsewhere(v, goods, end) {
			end++
		}
		s.drafts = append(s.drafts, s.draftItems(i, goods[first:end], s.ownWords(v, goods, first, end)))
		first = end
	}
}

// goesElsewhere reports that both the good at index k and the one before it have a
// receiver of their own behind them: "40 generators to Moldova, 25 to Georgia".
func (s *scene) goesElsewhere(v *sentence, goods []item.Mention, k int) bool {
	end := v.End
	if k+1 < len(goods) {
		end = goods[k+1].First
	}
	return s.goesTo(v, goods[k-1].End, goods[k].First) && s.goesTo(v, goods[k].End, end)
}

// goesTo reports a party that "to", "for" or "in" ties to the good before it.
func (s *scene) goesTo(v *sentence, from, to int) bool {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < from || m.First >= to {
			continue
		}
		p := s.preposition(m.First, from)
		return p >= from && p <= from+1 && s.is(p, cue.To|cue.For|cue.In)
	}
	return false
}

// ownWords returns the words of goods that go elsewhere than those beside them;
// empty for a list that goes to the same receiver.
func (s *scene) ownWords(v *sentence, goods []item.Mention, first, end int) text.Range {
	apart := first > 0 && s.goesElsewhere(v, goods, first) || end < len(goods) && s.goesElsewhere(v, goods, end)
	if !apart {
		return text.Range{}
	}
	own := text.Range{First: v.First, End: v.End}
	if first > 0 {
		own.First = goods[first].First
	}
	if end < len(goods) {
		own.End = goods[end].First
	}
	return own
}

func (s *scene) goodsIn(v *sentence) []item.Mention {
	return s.goods[v.goods.First:v.goods.End]
}

// oneList reports goods that commas and "and" join, without a verb between.
func (s *scene) oneList(a, b item.Mention) bool {
	for k := a.End; k < b.First; k++ {
		if s.char(k) == ';' || s.role(k)&(stage.Relative|stage.While|stage.Be|stage.Have|stage.Will) != 0 {
			return false
		}
	}
	return true
}

// attachGoods gives goods to the sum of their sentence, or, for the lines of a
// list, to the package that leads into it.
func (s *scene) attachGoods(i int, goods []item.Mention) bool {
	k := s.packageFor(i)
	if k < 0 {
		return false
	}
	d := &s.drafts[k]
	for _, g := range goods {
		d.claim.Items = append(d.claim.Items, g.Item)
		d.note(s, "items", g.Range, "goods-of-package", d.basis(g.Range))
		if d.claim.Modality == pledgebook.ModalityUnspecified || d.claim.Modality == "" {
			d.claim.Modality = g.Modality
		}
		if d.claim.Kind == pledgebook.KindUnspecified && g.Kind != "" {
			d.claim.Kind = g.Kind
			d.note(s, "kind", g.Range, "goods", d.basis(g.Range))
		}
	}
	return true
}

// packageFor returns the draft that the goods of a sentence belong to, or -1.
func (s *scene) packageFor(i int) int {
	list := s.sentences[i].kind == pledgebook.PartListItem
	for k := len(s.drafts) - 1; k >= 0; k-- {
		d := &s.drafts[k]
		if d.dropped != "" || d.sum == nil {
			continue
		}
		if d.sentence == i || list && !s.inList(d.sentence) && (s.leadsInto(d.sentence, i) || s.leadNames(d.sentence, i)) {
			return k
		}
		if d.sentence < i-maxListLines {
			return -1
		}
	}
	return -1
}

// maxListLines bounds how far a list reaches from the sentence that leads into it.
const maxListLines = 60

// leadsInto reports that only list items stand between two sentences.
func (s *scene) leadsInto(from, to int) bool {
	for k := from + 1; k <= to; k++ {
		if s.sentences[k].kind != pledgebook.PartListItem {
			return false
		}
	}
	return true
}

// leadNames reports that the sentence that leads into a list names again the
// package of a sentence shortly before: "The package consists of:".
func (s *scene) leadNames(from, to int) bool {
	lead := to - 1
	for lead > from && s.inList(lead) {
		lead--
	}
	if lead == from || lead-from > reach || s.char(s.sentences[lead].End-1) != ':' {
		return false
	}
	v := s.words(lead)
	for k := v.First; k < min(v.First+4, v.End); k++ {
		if _, ok := s.doc.Tagged(k, s.engine.fundWords); ok {
			return true
		}
	}
	return false
}

// draftItems reads the fields of a group of goods; own are the words that tell of
// them alone.
func (s *scene) draftItems(i int, goods []item.Mention, own text.Range) draft {
	d := draft{own: own, figure: text.Range{First: goods[0].First, End: goods[len(goods)-1].End}, sentence: i, parent: -1, refersTo: -1}
	d.claim.Evidence = s.room()
	for _, g := range goods {
		d.claim.Items = append(d.claim.Items, g.Item)
		d.note(s, "items", g.Range, "goods", pledgebook.Stated)
	}
	d.list = s.inList(i)
	s.settle(&d)
	s.followGoods(&d)
	s.followLead(&d)
	s.receiveAsCounted(&d)
	if d.claim.Modality == pledgebook.ModalityUnspecified {
		d.claim.Modality = goods[0].Modality
	}
	if goods[0].Kind != "" && d.claim.Kind == pledgebook.KindUnspecified {
		d.claim.Kind = goods[0].Kind
		d.note(s, "kind", goods[0].Range, "goods", pledgebook.Stated)
	}
	s.weighGoods(&d, goods)
	if s.inQuestion(d.figure.First) {
		d.drop("asked, not told")
	}
	return d
}

// followGoods lets goods whose own words name only a receiver follow the verb of the
// goods before them: "delivered 40 doses, 25 going to Georgia, 10 to Armenia".
func (s *scene) followGoods(d *draft) {
	n := len(s.drafts)
	if d.own.First <= s.sentences[d.sentence].First || n == 0 || s.drafts[n-1].sentence != d.sentence || d.verb != nil && d.verb.Class != stage.Go {
		return
	}
	before := &s.drafts[n-1]
	d.verb, d.position, d.inherits = before.verb, before.position, before.inherits
	d.claim.Stage, d.claim.Polarity, d.claim.ReportedVerb = before.claim.Stage, before.claim.Polarity, before.claim.ReportedVerb
	d.forget("stage")
	s.copyAs(d, before, "stage", "from-list")
	if len(d.claim.Providers) == 0 {
		d.claim.Providers = slices.Clone(before.claim.Providers)
		s.copyAs(d, before, "providers", "from-list")
	}
}

// receiveAsCounted makes those who are counted, or whose goods are, the
// receivers: "2,500 Somali soldiers".
func (s *scene) receiveAsCounted(d *draft) {
	v := &s.sentences[d.sentence]
	if len(d.claim.Receivers) > 0 {
		return
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if d.figure.Contains(m.Range) && m.Form == party.Demonym && m.ID != "" && !s.provides(d, m.ID) {
			s.addReceivers(d, []named{{m.ID, m.Range, "counted"}}, pledgebook.Stated)
			return
		}
	}
}

// measuresAct reports "The shipment contained 2 million doses": what the goods are part
// of is an act of giving.
func (s *scene) measuresAct(d *draft) bool {
	v := &s.sentences[d.sentence]
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.Class == stage.Act && n.Strength > 0 && n.End <= d.verb.First && d.verb.First-n.End <= 6 && d.position == object && !s.sumBetween(v, n.End, d.verb.First) {
			return true
		}
	}
	return false
}

// weighGoods drops goods that nothing says are given: they need a verb of
// giving or receiving, and people need training. See weighGivers.
func (s *scene) weighGoods(d *draft, goods []item.Mention) {
	if d.verb == nil && (!d.led || d.claim.Stage == pledgebook.StageUnclear && d.inherits) {
		d.drop(noVerbOfGiving)
		return
	}
	if d.verb == nil {
		return
	}
	switch d.verb.Class {
	case stage.Give, stage.Deliver, stage.Promise, stage.Allocate, stage.Commit, stage.Receive, stage.Arrive, stage.Ask, stage.Lack, stage.Refuse, stage.Announce:
	case stage.Contain:
		if !s.measuresAct(d) {
			d.drop(noVerbOfGiving)
		}
	default:
		if !d.led || d.claim.Stage == pledgebook.StageUnclear && d.inherits {
			d.drop(noVerbOfGiving)
		}
	}
	if goods[0].Modality == pledgebook.Training && !s.says(d.verb.Head, cue.Train) {
		d.drop("people who are not trained")
	}
}

// weighGivers drops goods that, with all that the report lends them, nobody gives or
// gets, or of which their own words tell neither.
func (s *scene) weighGivers(d *draft) {
	c := &d.claim
	told := d.led || d.inherits || s.stated(d, "providers") || s.stated(d, "receivers") || s.stated(d, "channels") || s.ofDonation(d)
	if !told || len(c.Providers) == 0 || len(c.Receivers)+len(c.Channels) == 0 && s.topic.aid < 2 {
		d.drop(nobodyGives)
	}
}

// ofDonation reports goods that are what a donation, a shipment or the like is made of.
func (s *scene) ofDonation(d *draft) bool { return d.verb != nil && s.measuresAct(d) }
