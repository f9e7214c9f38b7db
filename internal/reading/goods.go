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
	if v.goods.Len() == 0 {
		return
	}
	goods := s.dropCarriers(s.words(i), s.goodsIn(v))
	if s.attachGoods(i, goods) || s.joinLoad(i, goods) {
		return
	}
	for first := 0; first < len(goods); {
		end := first + 1
		for end < len(goods) && s.oneList(v, goods[end-1], goods[end]) && !s.goesElsewhere(v, goods, end) {
			end++
		}
		s.drafts = append(s.drafts, s.draftItems(i, goods[first:end], s.ownWords(v, goods, first, end)))
		first = end
	}
}

func (s *scene) goodsIn(v *sentence) []item.Mention {
	return s.goods[v.goods.First:v.goods.End]
}

// attachGoods gives goods to the sum of their sentence, or, for the lines of a
// list, to the package that leads into it.
func (s *scene) attachGoods(i int, goods []item.Mention) bool {
	k := s.packageFor(i)
	if k < 0 {
		return false
	}
	if s.sentences[i].sums.Len() > 1 && s.drafts[k].sentence == i {
		for _, g := range goods {
			s.addGoods(&s.drafts[s.pricedBy(i, g, k)], []item.Mention{g})
		}
		return true
	}
	s.addGoods(&s.drafts[k], goods)
	return true
}

// pricedBy returns the draft of the sum that says what a good of its sentence is worth, the
// first behind it; else that of the package k.
func (s *scene) pricedBy(i int, g item.Mention, k int) int {
	priced := k
	for n := len(s.drafts) - 1; n >= 0 && s.drafts[n].sentence == i; n-- {
		if d := &s.drafts[n]; d.sum != nil && d.dropped == "" && d.figure.First >= g.End && s.priced(d.figure) {
			priced = n
		}
	}
	return priced
}

// addGoods makes goods those of a sum or of other goods.
func (s *scene) addGoods(d *draft, goods []item.Mention) {
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
	s.followLoad(&d)
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

// soldGoods reports "rebates for the sale of 15,000 tonnes": what the goods are told of is trade.
func (s *scene) soldGoods(d *draft) bool {
	v := &s.sentences[d.sentence]
	for i := range v.nouns {
		if n := &v.nouns[i]; n.Class == stage.NotAid && n.End+1 == d.figure.First && s.is(n.End, cue.Of) {
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
	if s.soldGoods(d) {
		d.drop("goods that are sold")
	}
	switch d.verb.Class {
	case stage.Give, stage.Deliver, stage.Promise, stage.Allocate, stage.Commit, stage.Receive, stage.Arrive, stage.Ask, stage.Lack, stage.Refuse, stage.Announce:
	case stage.Contain:
		if !d.led && !s.measuresAct(d) {
			d.drop(noVerbOfGiving)
		}
	default:
		if !d.led || d.claim.Stage == pledgebook.StageUnclear && d.inherits {
			d.drop(noVerbOfGiving)
		}
	}
	if d.verb.Class == stage.Arrive && (d.verb.Passive || !s.carriesWith(d) && !s.measuresAct(d)) || s.comesAndGoes(d, goods) {
		d.drop("comes and goes")
	}
	if goods[0].Role == item.People && !s.says(d.verb.Head, cue.Train) {
		d.drop("people who are not trained")
	}
}
