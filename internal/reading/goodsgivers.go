package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file tells whether anybody gives and gets counted goods, and finds who where the
// words beside them do not say it.

// weighGivers drops goods that, with all that the report lends them, nobody gives or
// gets, or of which their own words tell neither.
func (s *scene) weighGivers(d *draft) {
	c := &d.claim
	if !s.stated(d, "providers") || s.handedByAgency(d) {
		s.givenBehind(d)
	}
	told := d.led || d.inherits || s.stated(d, "providers") || s.stated(d, "receivers") || s.stated(d, "channels") || s.ofDonation(d) || s.relief(d) || s.toCountries(d)
	gives := len(c.Providers) > 0 || s.manyGive(d) || s.needsGoods(d)
	if !told || !gives || len(c.Receivers)+len(c.Channels) == 0 && s.topic.aid < 2 && !s.toCountries(d) {
		d.drop(nobodyGives)
	}
}

// gappedGiver returns who stands right before goods whose verb was left out: "Norway sent 20
// tents, Sweden 30 beds".
func (s *scene) gappedGiver(d *draft) []named {
	v := &s.sentences[d.sentence]
	if d.sum != nil || d.own.Len() == 0 || d.own.First <= v.First || !s.giverBefore(v, d.figure) {
		return nil
	}
	m := s.partyEndingAt(v, d.figure.First)
	return []named{{m.Actor(), m.Range, "gapped"}}
}

// carrierOwner returns whose plane or ship brings goods that nobody else is told to give: "A
// Belgian plane landed with 30 tons", "A ship of the Chilean Navy carries 24 tents".
func (s *scene) carrierOwner(d *draft) []named {
	if d.verb == nil || d.verb.Class != stage.Arrive || d.sum != nil && !s.pricesGoods(d) {
		return nil
	}
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.End > d.figure.First || m.Actor() == "" || m.Location || m.Person != nil || m.Possessive {
			continue
		}
		of := s.preposition(m.First, v.First)
		if s.carrierBetween(m.End, min(m.End+carrierReach, d.figure.First)) || s.is(of, cue.Of|cue.From) && s.carrierBetween(max(v.First, of-1), of) {
			return []named{{m.Actor(), m.Range, "carrier"}}
		}
	}
	return nil
}

// carrierReach bounds the words from whose it is to the plane or ship: "Saudi military cargo plane".
const carrierReach = 4

// carrierBetween reports a plane, a ship or a convoy in a stretch of bare words.
func (s *scene) carrierBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if _, ok := s.doc.Tagged(k, s.engine.carriers); ok {
			return true
		}
		if s.role(k)&(stage.Preposition|stage.And|stage.Be|stage.Have|stage.Relative) != 0 || s.doc.Tokens[k].Kind != text.Word {
			return false
		}
	}
	return false
}

// ofDonation reports goods that are what a donation, a shipment or the like is made of.
func (s *scene) ofDonation(d *draft) bool { return d.verb != nil && s.measuresAct(d) }

// relief reports goods that are brought or given in a report on aid from somebody to
// somebody, whose own words name neither: "Nine tonnes of relief goods were flown in".
func (s *scene) relief(d *draft) bool {
	if d.verb == nil || d.noun == nil && d.act == nil && d.claim.Kind != pledgebook.Humanitarian {
		return false
	}
	switch d.verb.Class {
	case stage.Give, stage.Deliver, stage.Arrive:
		return len(d.claim.Receivers) > 0
	}
	return false
}

// needsGoods reports goods that somebody asks for or lacks, in a report on aid: nobody gives
// them yet. "Seeks to ease the delivery of 40 tons" asks for something else.
func (s *scene) needsGoods(d *draft) bool {
	return d.claim.Stage == pledgebook.StageNeed && d.verb != nil && s.role(d.verb.End)&stage.To == 0 && s.aidWords > 0
}

// manyGive reports goods of givers without a name: "19 countries have set up", and what is
// told on behind them.
func (s *scene) manyGive(d *draft) bool {
	if len(d.claim.Receivers) == 0 {
		return false
	}
	return s.unnamedGivers(d) || slices.ContainsFunc(s.drafts, func(o draft) bool {
		return o.sum == nil && o.dropped == "" && o.filled && len(o.claim.Providers) == 0 && o.claim.Stage != pledgebook.StageNeed && o.figure.End <= d.figure.First && d.sentence-o.sentence <= reach
	})
}

// behindReach is how many sentences behind goods may tell who gave them.
const behindReach = 2

// givenBehind reads who gave goods from a sentence behind them that takes them up: "They
// come from the Vaccine Alliance", "The doses were donated by Norway".
func (s *scene) givenBehind(d *draft) {
	for i := d.sentence + 1; i <= min(d.sentence+behindReach, len(s.sentences)-1); i++ {
		v := s.words(i)
		if v.goods.Len() > 0 || v.sums.Len() > 0 || !v.kind.GivesClaims() {
			return
		}
		if !s.takesUpGoods(v) {
			continue
		}
		for k := v.parties.First; k < v.parties.End; k++ {
			m := &s.parties[k]
			if m.Actor() == "" || m.Location || m.Form == party.Pronoun || !s.is(s.preposition(m.First, v.First), cue.From|cue.By|cue.Of) {
				continue
			}
			if found := s.notReceiving(d, s.withNeighbours(v, k, "given-behind")); len(found) > 0 {
				s.giveInstead(d, found)
			}
			return
		}
	}
}

// giveInstead makes those who are told behind goods their givers; an agency that only hands
// them out is the channel.
func (s *scene) giveInstead(d *draft, found []named) {
	agency := s.handedByAgency(d)
	d.claim.Providers = d.claim.Providers[:0:0]
	d.forget("providers")
	s.addProviders(d, found, pledgebook.Context)
	if agency {
		s.addHands(d)
	}
}

// handedByAgency reports goods that their own words make the gift of a body which hands out
// what others give it.
func (s *scene) handedByAgency(d *draft) bool {
	return len(d.claim.Providers) == 1 && s.spendsGifts(d.claim.Providers[0]) && s.stated(d, "providers")
}

// takesUpGoods reports a sentence that begins with goods told before and says that they
// come from somebody or are given: "They come", "It is a gift of", "The doses were donated".
func (s *scene) takesUpGoods(v *sentence) bool {
	if s.is(v.First, cue.It|cue.They) {
		return s.saysGiven(v)
	}
	if !s.is(v.First, cue.The|cue.These|cue.This) {
		return false
	}
	load := s.engine.items.Counts(&s.doc, v.First+1)
	for i := range v.nouns {
		load = load || v.nouns[i].First == v.First+1 && v.nouns[i].Strength > 0
	}
	if len(v.verbs) > 0 && v.verbs[0].Class == stage.Support && v.verbs[0].First-v.First <= 3 {
		load = true // "The equipment was funded by Japan"
	}
	return load && s.saysGiven(v)
}

// saysGiven reports a sentence whose first verb says that something comes or is given, or
// that says of what a gift it is.
func (s *scene) saysGiven(v *sentence) bool {
	for i := range v.verbs {
		switch p := &v.verbs[i]; p.Class {
		case stage.Give, stage.Deliver, stage.Promise, stage.Support:
			return p.Passive && !toCome(p)
		case stage.Go, stage.Arrive:
			return !toCome(p)
		default:
			return false
		}
	}
	for i := range v.nouns {
		if n := &v.nouns[i]; n.Class == stage.Act && n.First-v.First <= 4 {
			return true
		}
	}
	return false
}
