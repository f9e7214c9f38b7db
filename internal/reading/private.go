package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file tells what companies and strangers give from what the parties of a
// report do: "Orinoco Cloud announced plans to invest $2 billion in Kenya".

// privateSubject reports a verb whose subject is companies, banks or investors:
// "A Korean maker of batteries pledged", "U.S. companies at the summit announced".
func (s *scene) privateSubject(d *draft) bool {
	if d.verb == nil {
		return s.ownsOutsiders(d)
	}
	if d.position != object || d.verb.Passive {
		return false
	}
	from := max(s.sentences[d.sentence].First, d.verb.First-6)
	for k := d.verb.First - 1; k >= from; k-- {
		if s.char(k) != 0 || s.role(k)&(stage.And|stage.That|stage.While|stage.Be) != 0 {
			break
		}
		if s.outsider(d, k) {
			return !s.says(k-1, cue.Development) && s.preposition(k, from) < 0
		}
	}
	return s.ownsOutsiders(d)
}

// outsiders reports the private sector and commercial banks: they pass no aid on.
func outsiders(id pledgebook.PartyID) bool { return id == "private-sector" || id == "commercial-banks" }

// privateMoney reports "more than $1 billion in new private sector commitments".
func (s *scene) privateMoney(d *draft) bool {
	if !s.is(d.figure.End, cue.In|cue.Of) {
		return false
	}
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; outsiders(m.ID) && m.First > d.figure.End {
			return m.First-d.figure.End <= 3 && s.plainBetween(d.figure.End+1, m.First) && s.role(m.First-1)&stage.And == 0
		}
	}
	return false
}

// outsider reports a word for companies that is no part of a party's name.
func (s *scene) outsider(d *draft, k int) bool {
	_, ok := s.doc.Tagged(k, s.engine.outsiders)
	return ok && !s.insideParty(&s.sentences[d.sentence], k) && !s.lendsByCharter(k)
}

// lendsByCharter reports "the multilateral lender" in a report that names a development
// bank before.
func (s *scene) lendsByCharter(k int) bool {
	if !s.says(k, cue.Lender) {
		return false
	}
	for i := range s.parties {
		if m := &s.parties[i]; m.First > k {
			return false
		} else if s.charter(m.ID) {
			return true
		}
	}
	return false
}

// ownsOutsiders reports "U.S. companies represented at the summit announced", "Japanese banks
// have loans of": the giver is only where the companies are from.
func (s *scene) ownsOutsiders(d *draft) bool {
	e := d.evidence("providers")
	if e == nil || e.Rule != "subject" && (d.verb != nil || e.Rule != "owner") {
		return false
	}
	at := s.place(e.Span)
	end := min(at.End+3, d.figure.First)
	if d.verb != nil {
		end = min(end, d.verb.First)
	}
	for k := at.End; k < end; k++ {
		if s.outsider(d, k) {
			return true
		}
		if s.char(k) != 0 || s.role(k)&stage.Preposition != 0 {
			return false
		}
	}
	return false
}

// invests reports an investment: by the verb, or as what the figure is.
func (s *scene) invests(d *draft) bool {
	if d.verb.Class == stage.Invest {
		return true
	}
	for k := d.figure.End; k < min(d.figure.End+investmentReach, d.clause.End); k++ {
		if s.says(k, cue.Investment) {
			return true
		}
	}
	return false
}

// investsAbroad reports "the agency has invested 4 million to fight hunger" of a state that
// gives by habit, or of a body that helps by charter: what it invests so is no business.
func (s *scene) investsAbroad(d *draft) bool {
	return d.position == object && len(d.claim.Providers) == 1 && s.donor(d.claim.Providers[0]) && (s.stated(d, "providers") || s.speaksOfAbroad())
}

// investmentReach is how many tokens behind a sum what it is may stand.
const investmentReach = 4

// strangerGives reports a verb whose subject is a name that no party has: whoever it
// is, context must put nobody else in its place.
func (s *scene) strangerGives(d *draft) bool {
	if d.verb == nil || d.verb.Passive || d.position != object || d.verb.Form == stage.Attributive || d.verb.Form == stage.Participle {
		return false
	}
	switch d.verb.Class {
	case stage.Invest, stage.Announce, stage.Promise, stage.Commit, stage.Give, stage.Plan:
	default:
		return false
	}
	v := &s.sentences[d.sentence]
	name := s.nameBefore(v, d.verb)
	if name.Len() == 0 || name.Len() == 1 && s.doc.Ends(name.First, cue.S) && s.is(name.First-2, cue.The) {
		return false // "the two Ambassadors" are no name
	}
	for k := v.parties.First; k < v.parties.End; k++ {
		m := &s.parties[k]
		if m.Overlaps(name) && !(d.verb.Class == stage.Invest && s.noGiver(m)) || m.End == name.First && m.Form != party.Name {
			return false
		}
	}
	return true
}

// noGiver reports a body that belongs to no state and has no charter to give: what it
// invests is business.
func (s *scene) noGiver(m *party.Mention) bool {
	return m.Type == pledgebook.Organisation && m.State == "" && m.For == "" && !s.charter(m.ID)
}

// nameBefore returns the name that ends right before a verb, behind adverbs, an
// apposition and the verb that it says so by: "Quillco, a maker of pens, announced plans to".
// A capital at the head of the sentence alone makes no name but of who invests; what has
// an article is told of elsewhere.
func (s *scene) nameBefore(v *sentence, p *stage.Predicate) text.Range {
	end := s.behindSaying(v, p.First)
	if s.char(end-1) == ',' {
		end = s.beforeApposition(v, end-1)
	}
	if s.char(end-1) == ')' {
		end = s.beforeBracket(end)
	}
	first := end
	for first > v.First && s.partOfName(first-1) {
		first--
	}
	switch {
	case first == end, first > v.First && s.role(first-1)&stage.Determiner != 0:
		return text.Range{}
	case end-first == 1 && p.Class != stage.Invest && s.opensPhrase(v, first) && !s.coined(first):
		return text.Range{}
	}
	return text.Range{First: first, End: end}
}

// opensPhrase reports a token that has its capital from where it stands.
func (s *scene) opensPhrase(v *sentence, k int) bool {
	return k == v.First || s.doc.Tokens[k-1].Kind != text.Word && s.char(k-1) != ','
}

// behindSaying steps over adverbs and over the verb of saying or announcing that leads
// to another verb.
func (s *scene) behindSaying(v *sentence, end int) int {
	for end > v.First && s.role(end-1)&stage.Adverb != 0 {
		end--
	}
	for i := range v.verbs {
		if p := &v.verbs[i]; p.End == end && (p.Class == stage.Announce || p.Class == stage.Say) && !p.Passive {
			return s.behindSaying(v, p.First)
		}
	}
	if said := s.behindPronoun(end); said < end {
		for i := range v.verbs {
			if p := &v.verbs[i]; p.End == said && p.Class == stage.Say && !p.Passive {
				return s.behindSaying(v, p.First)
			}
		}
	}
	return end
}

// behindPronoun steps over who takes the speaker up: "said it would", "said that they will".
func (s *scene) behindPronoun(end int) int {
	if !s.is(end-1, cue.It|cue.They) {
		return end
	}
	if s.is(end-2, cue.That) {
		return end - 2
	}
	return end - 1
}

// beforeApposition returns where "Quillco" ends in "Quillco, a maker of pens,".
func (s *scene) beforeApposition(v *sentence, comma int) int {
	for k := comma - 1; k > max(v.First, comma-appositionReach); k-- {
		if s.char(k) == ',' && s.role(k+1)&stage.Determiner != 0 {
			return k
		}
	}
	return comma + 1
}

// appositionReach bounds the words between a name and its verb, in tokens.
const appositionReach = 20

// partOfName reports a word of a name: it has a capital, and plays no part in the grammar.
func (s *scene) partOfName(k int) bool {
	if k >= len(s.doc.Tokens) {
		return false
	}
	t := s.doc.Tokens[k]
	return t.Kind == text.Word && t.Is(text.Capital) && s.role(k) == 0
}

// coined reports a word that is a name by its letters: "KKR", "RingMD".
func (s *scene) coined(k int) bool {
	if s.doc.Tokens[k].Is(text.AllCaps) {
		return true
	}
	w := s.doc.Of(k)
	for i := 1; i < len(w); i++ {
		if 'A' <= w[i] && w[i] <= 'Z' {
			return true
		}
	}
	return false
}
