package reading

import (
	"pledgebook"
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
		for end < len(goods) && s.oneList(goods[end-1], goods[end]) {
			end++
		}
		s.drafts = append(s.drafts, s.draftItems(i, goods[first:end]))
		first = end
	}
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

// draftItems reads the fields of a group of goods.
func (s *scene) draftItems(i int, goods []item.Mention) draft {
	d := draft{figure: text.Range{First: goods[0].First, End: goods[len(goods)-1].End}, sentence: i, parent: -1, refersTo: -1}
	d.claim.Evidence = s.room()
	for _, g := range goods {
		d.claim.Items = append(d.claim.Items, g.Item)
		d.note(s, "items", g.Range, "goods", pledgebook.Stated)
	}
	d.list = s.inList(i)
	s.settle(&d)
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
	return d
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

// weighGoods drops goods that nothing says are given: they need a verb of
// giving or receiving, a giver or a receiver, and people need training.
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
	default:
		if !d.led || d.claim.Stage == pledgebook.StageUnclear && d.inherits {
			d.drop(noVerbOfGiving)
		}
	}
	if goods[0].Modality == pledgebook.Training && !s.is(d.verb.Head, "train") && !s.is(d.verb.Head, "trained") && !s.is(d.verb.Head, "training") && !s.is(d.verb.Head, "trains") {
		d.drop("people who are not trained")
	}
	if len(d.claim.Providers) == 0 || len(d.claim.Receivers) == 0 && len(s.topic.receivers) == 0 && s.topic.aid < 2 {
		d.drop(nobodyGives)
	}
}
