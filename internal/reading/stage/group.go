package stage

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// Role is the part a closed-class word plays in a clause, as a set of bits.
type Role uint32

// The roles.
const (
	Be Role = 1 << iota
	Have
	Will
	WouldWord
	Modal
	Do
	To
	Not
	Contracted
	Adverb
	Determiner
	Adjective
	Pronoun
	Relative
	And
	Or
	But
	While
	That
	Preposition
	If
	SubjectTo
	IntendWord
	PlanWord
	ExpectWord
	SetUp
	Present    // is, are
	Possessive // its, their: what it stands before is taken for known
)

var roleNames = map[string]Role{
	"be": Be, "have": Have, "will": Will, "would": WouldWord, "modal": Modal, "do": Do, "to": To, "not": Not,
	"contracted": Contracted, "adverb": Adverb, "det": Determiner, "adjective": Adjective, "pronoun": Pronoun,
	"relative": Relative, "and": And, "or": Or, "but": But, "while": While, "that": That, "prep": Preposition,
	"if": If, "subject-to": SubjectTo, "intend": IntendWord, "plan": PlanWord, "expect": ExpectWord, "set-up": SetUp, "present": Present, "possessive": Possessive,
}

// RoleAt returns the roles of the closed-class word or phrase that begins at a
// token, and the token behind it.
func (r *Reader) RoleAt(d *text.Document, i int) (role Role, end int) {
	end = i + 1
	if d.Has(i, r.cats.grammar) {
		for _, t := range d.TagsAt(i) {
			if t.Category == r.cats.grammar {
				role |= r.roles[t.Ref]
				end = t.End
			}
		}
	}
	if end == i+1 {
		role |= r.roleOf(d.Tokens[i].Word)
	}
	return role, end
}

// roleOf returns the roles of a word by itself.
func (r *Reader) roleOf(word text.WordID) Role {
	if int(word) < len(r.words) {
		return r.words[word]
	}
	return 0
}

// Roles appends the roles of the closed-class word or phrase that begins at
// each token, 0 where none does.
func (r *Reader) Roles(d *text.Document, into []Role) []Role {
	first, n := len(into), len(d.Tokens)
	into = slices.Grow(into, n)[:first+n]
	roles, tokens, known := into[first:], d.Tokens[:n], r.words
	for i := range roles {
		var role Role
		if id := int(tokens[i].Word); id < len(known) {
			role = known[id]
		}
		roles[i] = role
	}
	for t := range d.TagsOf(r.cats.grammar) {
		roles[t.First], _ = r.RoleAt(d, t.First)
	}
	return into
}

// wordRole returns the roles of the single word at a token.
func (r *Reader) wordRole(d *text.Document, i int) Role {
	role, end := r.RoleAt(d, i)
	if end != i+1 {
		return 0
	}
	return role
}

// VerbCategory is the category that verb forms are tagged with.
func (r *Reader) VerbCategory() text.Category { return r.cats.verb }

// Mentions reports whether a sentence has the form of a verb of a class, be it a verb
// there or not.
func (r *Reader) Mentions(d *text.Document, sentence int, c Class) bool {
	s := &d.Sentences[sentence]
	if !s.Has.Has(r.cats.verb) {
		return false
	}
	return slices.ContainsFunc(d.TagsIn(s.Range), func(t text.Tag) bool {
		return t.Category == r.cats.verb && r.verbs[int(t.Ref)/int(forms)].class == c
	})
}

// Predicates appends the verb groups of a sentence, in order; those of verbs that say
// something of goods alone only where it is a sentence of goods.
func (r *Reader) Predicates(d *text.Document, s text.Range, goods bool, into []Predicate) []Predicate {
	next := s.First
	tags := d.TagsIn(s)
	for i := range tags {
		t := tags[i]
		if t.Category != r.cats.verb && (!goods || t.Category != r.cats.goodsVerb) || t.First < next || t.End > s.End || t.Category != r.verbCategory(d, t, goods) {
			continue
		}
		p, ok := r.group(d, s, t)
		if !ok {
			continue
		}
		if n := len(into); n > 0 && into[n-1].First >= p.First {
			into = into[:n-1] // its main verb is an auxiliary here: "is expected to total"
		}
		into = append(into, p)
		next = t.End
	}
	return into
}

// verbCategory returns the category of the verb that a tag begins with: in a sentence of
// goods what is said of goods ("deployed"), but for a longer verb ("hand over").
func (r *Reader) verbCategory(d *text.Document, t text.Tag, goods bool) text.Category {
	if !goods || t.Category != r.cats.goodsVerb && t.Category != r.cats.verb {
		return r.cats.verb
	}
	of, ok := d.Tagged(t.First, r.cats.goodsVerb)
	if other, both := d.Tagged(t.First, r.cats.verb); !ok || both && other.End > of.End {
		return r.cats.verb
	}
	return r.cats.goodsVerb
}

// group reads the verb group that ends in the verb form of a tag.
func (r *Reader) group(d *text.Document, s text.Range, t text.Tag) (Predicate, bool) {
	v := r.verbs[int(t.Ref)/int(forms)]
	form := verbForm(int(t.Ref) % int(forms))
	p := Predicate{Range: t.Range, Head: t.First, Class: v.class, Stage: v.stage, Modality: v.modality}
	aux := r.auxiliaries(d, s, &p)
	if v.class == Refuse && t.End < s.End && r.wordRole(d, t.End)&(To|Preposition) != 0 && r.opensSum(d, s, t.End+1) {
		p.Class, p.Stage = Cut, "" // "declined to 3 million"
	}
	switch form {
	case baseForm:
		if r.inLongerNoun(d, t) {
			return p, false
		}
		if aux&(Will|WouldWord|Modal|Do|To|IntendWord|PlanWord|ExpectWord) == 0 && !r.actsAsVerb(d, s, t) {
			return p, false
		}
		if aux&(Be|To) == Be { // "will be cut": its participle looks the same
			p.Past, p.Passive = true, true
		}
	case sForm:
		if aux&(Be|To|Have) != 0 || !r.actsAsVerb(d, s, t) {
			return p, false
		}
	case pastForm, participleForm:
		if v.stage != pledgebook.StageUnclear && hyphened(d, s, t.First) {
			return p, false
		}
		p.Past = true
		r.settleParticiple(d, s, t, form, aux, &p)
		if p.Form == Attributive && t.End < s.End && r.wordRole(d, t.End)&Preposition != 0 {
			return p, false // a noun: "at the cost of"
		}
	case ingForm:
		if aux&Be != 0 {
			p.Progressive = true
		} else if p.Form = Gerund; r.isNounish(d, s, t) {
			return p, false
		}
	}
	if aux&To != 0 && aux&(IntendWord|PlanWord|ExpectWord|Will) == 0 {
		p.Form = Infinitive
		if p.Mood == Fact {
			p.Mood = Future
		}
	}
	return p, true
}

// hyphened reports "non-earmarked", "pre-approved": no verb of an act, but a word before a noun.
func hyphened(d *text.Document, s text.Range, i int) bool {
	return i > s.First+1 && d.Tokens[i-1].Char == '-' && !d.Tokens[i].Is(text.SpaceBefore) && !d.Tokens[i-1].Is(text.SpaceBefore) && d.Tokens[i-2].Kind == text.Word
}

// settleParticiple tells finite past, passive and reduced relative apart.
func (r *Reader) settleParticiple(d *text.Document, s text.Range, t text.Tag, form verbForm, aux Role, p *Predicate) {
	switch {
	case aux&Be != 0:
		p.Passive = true
	case aux&Have != 0:
		p.Perfect = true
	case r.behindDeterminer(d, s, t.First) && !r.eachOfThem(d, s, t), r.opensSubject(d, s, t), r.inNounPhrase(d, s, t):
		p.Form = Attributive
	case t.End < s.End && r.wordRole(d, t.End)&To != 0 && p.takesObject() && !r.subjectAt(d, s, t.First-1):
		p.Form = Participle // "45 million allocated to", never "agreed to"
	case r.opensNounPhrase(d, s, t.End) || t.End < s.End && r.wordRole(d, t.End)&(That|To) != 0 || r.objectLater(d, s, t.End):
	case form == pastForm && t.End-t.First > 2: // "put their signatures": its object is part of it
	case t.End < s.End && r.wordRole(d, t.End)&Adverb != 0 && r.freeSubjectAt(d, s, t.First-1): // "that Kuwait announced last June"
	default:
		p.Form = Participle
	}
}

// objectLater reports an object behind the time or place that stands right behind a verb:
// "ratified on Thursday the agreement", "approved in first reading a loan".
func (r *Reader) objectLater(d *text.Document, s text.Range, i int) bool {
	if i >= s.End || !d.Is(i, cue.On|cue.In|cue.At) {
		return false
	}
	for k := i + 2; k < min(s.End-1, i+objectReach); k++ {
		if d.Tokens[k].Kind != text.Word {
			return false
		}
		if role := r.wordRole(d, k); role&^Adjective != 0 {
			return role&Determiner != 0 && d.Is(k, cue.The|cue.A) && r.wordRole(d, k-1) == 0
		}
	}
	return false
}

// objectReach bounds the words of a time or a place before an object, in tokens.
const objectReach = 7

// eachOfThem reports "Norway and Spain each pledged 5 million", "both pledged": the determiner stands
// with the subject, and a figure behind the verb.
func (r *Reader) eachOfThem(d *text.Document, s text.Range, t text.Tag) bool {
	if !d.Is(t.First-1, cue.Each|cue.Both) || !r.subjectAt(d, s, t.First-2) && d.Tokens[max(t.First-2, s.First)].Char != ')' {
		return false
	}
	return t.End < s.End && (r.wordRole(d, t.End)&(Preposition|To) != 0 || d.Tokens[t.End].Kind != text.Word || d.Tokens[t.End].Is(text.Capital))
}

// subjectAt reports a pronoun or a name at a token: "the sum it gave to", "the sum
// Norway gave to".
func (r *Reader) subjectAt(d *text.Document, s text.Range, i int) bool {
	return i >= s.First && (r.wordRole(d, i)&Pronoun != 0 || d.Tokens[i].Kind == text.Word && d.Tokens[i].Is(text.Capital))
}

// freeSubjectAt reports a pronoun, or a name that no preposition governs: not "for Kuwait".
func (r *Reader) freeSubjectAt(d *text.Document, s text.Range, i int) bool {
	if !r.subjectAt(d, s, i) {
		return false
	}
	for i >= s.First && d.Tokens[i].Is(text.Capital) {
		i--
	}
	return i < s.First || r.wordRole(d, i)&Preposition == 0
}

// takesObject reports a verb that no infinitive can follow in the active voice.
func (p *Predicate) takesObject() bool {
	switch p.Class {
	case Allocate, Disburse, Deliver, Give:
		return true
	}
	return false
}

// opensSubject reports a participle right behind another verb, with an aid noun
// behind it: "figures show approved lending reached".
func (r *Reader) opensSubject(d *text.Document, s text.Range, t text.Tag) bool {
	if t.End >= s.End {
		return false
	}
	if _, noun := d.Tagged(t.End, r.cats.noun); !noun {
		return false
	}
	if t.First == s.First {
		return true
	}
	before, verb := d.Tagged(t.First-1, r.cats.verb)
	return verb && r.verbs[int(before.Ref)/int(forms)].class == Say
}

// inLongerNoun reports a form that begins a noun of several words: "a Fund grant
// agreement" grants nothing.
func (r *Reader) inLongerNoun(d *text.Document, t text.Tag) bool {
	noun, ok := d.Tagged(t.First, r.cats.noun)
	return ok && noun.End > t.End
}

func (r *Reader) isNoun(d *text.Document, i int) bool {
	_, noun := d.Tagged(i, r.cats.noun)
	return noun
}

// isFinite reports a verb in the third person that is no noun as well: "provides".
func (r *Reader) isFinite(d *text.Document, i int) bool {
	t, ok := d.Tagged(i, r.cats.verb)
	return ok && verbForm(int(t.Ref)%int(forms)) == sForm && !r.isNoun(d, i)
}

// isBase reports the base form of a verb: "give".
func (r *Reader) isBase(d *text.Document, i int) bool {
	t, ok := d.Tagged(i, r.cats.verb)
	return ok && verbForm(int(t.Ref)%int(forms)) == baseForm
}

// endsName reports a form with a capital between a capital and a small noun.
func (r *Reader) endsName(d *text.Document, s text.Range, t text.Tag) bool {
	if t.End >= s.End || t.First == s.First {
		return false
	}
	next := d.Tokens[t.End]
	return d.Tokens[t.First-1].Is(text.Capital) && next.Kind == text.Word && !next.Is(text.Capital) && r.wordRole(d, t.End) == 0
}

// runs reports running text, where a verb has no capital; in a headline it may,
// which has no full stop.
func runs(d *text.Document, s text.Range) bool {
	if d.Tokens[s.End-1].Char == '.' {
		return true
	}
	small, capital := 0, 0
	for _, t := range d.Tokens[s.First:min(s.End, s.First+maxTold)] {
		if t.Kind == text.Word && t.End-t.Start > 3 {
			if t.Is(text.Capital) {
				capital++
			} else {
				small++
			}
		}
	}
	return small > capital
}

// maxTold is how many tokens of a sentence tell running text from a headline.
const maxTold = 60

func closes(t text.Token) bool { return t.Char == ')' || t.Char == ']' || t.Char == ',' }

// opensNounPhrase reports whether an object starts at token i: a determiner, a
// figure, an adjective, a pronoun or a name.
func (r *Reader) opensNounPhrase(d *text.Document, s text.Range, i int) bool {
	if i >= s.End {
		return false
	}
	t := d.Tokens[i]
	if t.Kind == text.Number || t.Kind == text.Symbol {
		return true
	}
	role := r.wordRole(d, i)
	if role&(Determiner|Adjective) != 0 {
		return true
	}
	if role != 0 {
		return false
	}
	return t.Kind == text.Word
}

// isNounish reports an -ing form used as a noun: "the funding of", "in funding for".
func (r *Reader) isNounish(d *text.Document, s text.Range, t text.Tag) bool {
	if _, ok := d.Tagged(t.First, r.cats.noun); ok && !r.opensFigure(d, s, t.End) {
		return true
	}
	if t.First > s.First && r.wordRole(d, t.First-1)&Determiner != 0 {
		return true
	}
	return t.End < s.End && d.Is(t.End, cue.Of)
}

func (r *Reader) opensFigure(d *text.Document, s text.Range, i int) bool {
	if i >= s.End {
		return false
	}
	k := d.Tokens[i].Kind
	return k == text.Number || k == text.Symbol || r.wordRole(d, i)&(Determiner|Adjective) != 0
}

// Nouns appends the nouns of a sentence, in order; the longest wins.
func (r *Reader) Nouns(d *text.Document, s text.Range, into []Noun) []Noun {
	next := s.First
	tags := d.TagsIn(s)
	for i := range tags {
		if t := &tags[i]; t.Category == r.cats.noun && t.First >= next {
			n := r.nouns[t.Ref]
			n.Range = t.Range
			into = append(into, n)
			next = t.End
		}
	}
	return into
}

// CountAid counts the nouns of a document that say aid by themselves, those that
// say that the money leaves the country, and those of business.
func (r *Reader) CountAid(d *text.Document) (aid, abroad, business int) {
	longer := 0 // where a longer noun ends: "loss" in "loss and damage" is no loss
	for t := range d.TagsOf(r.cats.noun) {
		switch strength := r.nouns[t.Ref].Strength; {
		case strength >= 2:
			aid++
		case strength < 0 && t.First >= longer:
			business++
		}
		longer = max(longer, t.End)
		if r.nouns[t.Ref].Abroad {
			abroad++
		}
	}
	return aid, abroad, business
}

// Agency reports the name of an agency or ministry whose money is aid at a token.
func (r *Reader) Agency(d *text.Document, token int) bool {
	t, ok := d.Tagged(token, r.cats.noun)
	return ok && r.nouns[t.Ref].isAgency()
}

func (n *Noun) isAgency() bool { return n.Class == Aid && n.Strength <= 1 && n.Abroad }

// Revisers appends the revising words of a range.
func (r *Reader) Revisers(d *text.Document, s text.Range, into []Reviser) []Reviser {
	tags := d.TagsIn(s)
	for i := range tags {
		if t := &tags[i]; t.Category == r.cats.reviser {
			v := r.revisers[t.Ref]
			v.Range = t.Range
			into = append(into, v)
		}
	}
	return into
}

// Kinds appends the kind words of a range; the longest wins.
func (r *Reader) Kinds(d *text.Document, s text.Range, into []KindWord) []KindWord {
	next := s.First
	tags := d.TagsIn(s)
	for i := range tags {
		if t := &tags[i]; t.Category == r.cats.kind && t.First >= next {
			k := r.kinds[t.Ref]
			k.Range = t.Range
			into = append(into, k)
			next = t.End
		}
	}
	return into
}

// Themes returns the words that tell what a stretch speaks of: those for kinds of aid, and
// those that tell no more than a theme.
func (r *Reader) Themes(d *text.Document, s text.Range, into []KindWord) []KindWord {
	next := s.First
	tags := d.TagsIn(s)
	for i := range tags {
		t := &tags[i]
		if (t.Category == r.cats.kind || t.Category == r.cats.theme) && t.First >= next {
			k := r.kinds[t.Ref]
			k.Range = t.Range
			into = append(into, k)
			next = t.End
		}
	}
	return into
}

// TellsTheme reports whether a sentence with tags of these categories may have words that
// [Reader.Themes] returns.
func (r *Reader) TellsTheme(has text.Categories) bool {
	return has.Has(r.cats.kind) || has.Has(r.cats.theme)
}

// Strength returns how surely the noun of a tag says aid, 0 for another tag.
func (r *Reader) Strength(t text.Tag) int {
	if t.Category != r.cats.noun {
		return 0
	}
	return r.nouns[t.Ref].Strength
}
