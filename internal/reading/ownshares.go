package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// This file finds what those pay who get aid, beside the aid, and what a giver of aid spends
// on itself.

// localWords are the words for who pays a share of its own at the place that aid goes to.
type localWords struct {
	category text.Category
	athome   []bool // by the reference of a tag: only where the report is written there
}

func newLocalWords(v *text.Vocabulary, lex *lexicon.Lexicon) localWords {
	w := localWords{category: v.Category("locals")}
	for _, row := range lex.Table("locals").Rows {
		v.Add(w.category, row.Phrase(), len(w.athome))
		w.athome = append(w.athome, row.Get("sort") == "home")
	}
	return w
}

// localShare reports a sum that somebody pays at the place where the aid goes: "The county
// is to build the rest for 3 million", "the remaining 3 million will come from the government".
func (s *scene) localShare(d *draft) bool {
	if d.sum == nil || d.claim.Stage == pledgebook.StageNeed || d.claim.Modality == pledgebook.DebtRelief {
		return false
	}
	v := &s.sentences[d.sentence]
	if s.paidByLocals(v, d) {
		return true
	}
	if s.stated(d, "receivers") || s.givesByNoun(d) {
		return false
	}
	subject, ok := s.ownSubject(v, d)
	return ok && s.localIn(v, subject)
}

// givesByNoun reports a noun beside the figure that is aid by itself, or a loan or grant.
func (s *scene) givesByNoun(d *draft) bool {
	return d.noun != nil && (d.noun.Strength > 1 || d.noun.Modality != "")
}

// localIn reports a subject in which one of the place stands, and no party by its name.
func (s *scene) localIn(v *sentence, r text.Range) bool {
	found := false
	for k := r.First; k < r.End; k++ {
		found = found || s.isLocal(k, r.End)
	}
	if !found {
		return false
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; r.Contains(m.Range) && m.Form != party.Definite && m.Form != party.Individual && m.Actor() != s.topic.written.id {
			return false
		}
	}
	return true
}

// isLocal reports one of the place in a stretch that ends at a token.
func (s *scene) isLocal(k, end int) bool {
	t, ok := s.doc.Tagged(k, s.engine.locals.category)
	return ok && t.End <= end && (!s.engine.locals.athome[t.Ref] || s.topic.written.id != "")
}

// paidByLocals reports "will come from the government", "to be met by the county" behind a
// figure.
func (s *scene) paidByLocals(v *sentence, d *draft) bool {
	if d.verb == nil || d.position != subject || d.verb.Class != stage.Go && d.verb.Class != stage.Bring && !d.verb.Passive {
		return false
	}
	for k := max(d.figure.End, d.verb.End); k < min(d.verb.End+2, v.End); k++ {
		if !s.is(k, cue.From|cue.By) {
			continue
		}
		at := k + 1
		for s.role(at)&stage.Determiner != 0 {
			at++
		}
		return s.isLocal(at, v.End)
	}
	return false
}

// inReceiversMoney reports a sum in the money of the one state that gets aid in other money,
// which no words say that anybody gives: "The state debt stood at 41 billion dinars", "Chad covers 4 billion".
func (s *scene) inReceiversMoney(d *draft) bool {
	c := &d.claim
	if c.Money == nil || len(c.Money.Also) > 0 || len(c.Receivers) != 1 || !s.issues(c.Receivers[0], c.Money) || d.partly || d.list || s.stated(d, "providers") || s.givesByNoun(d) {
		return false
	}
	if d.verb != nil && !s.measures(d.verb) && d.verb.Class != stage.Disburse && d.verb.Class != stage.Receive && !(d.verb.Class == stage.Go && !d.verb.Passive && d.position == object) {
		return false
	}
	for i := range s.drafts {
		if o := &s.drafts[i]; o.dropped == "" && o.claim.Money != nil && o.figure.End <= d.figure.First && s.stated(o, "providers") {
			return o.claim.Money.Currency != c.Money.Currency
		}
	}
	return false
}

// spendsOnItself reports "Japan will spend 300 billion on its forces", "has spent 60 billion
// to prop up the yen": what is spent on nobody else, by a verb that says no more.
func (s *scene) spendsOnItself(d *draft) bool {
	if d.verb == nil || d.verb.Class != stage.Disburse || d.verb.Passive || d.position != object || !s.taggedIn(text.Range{First: d.verb.Head, End: d.verb.Head + 1}, s.engine.spending) {
		return false
	}
	if at := s.topic.written.id; at != "" && conflict(d.claim.Providers, []pledgebook.PartyID{at}) && slices.Contains(d.claim.Receivers, at) {
		return false // "the American taxpayer has spent 3 million here"
	}
	return s.stated(d, "providers") && !s.stated(d, "receivers") && !s.stated(d, "channels") && !s.hosted(d) && !s.givesByNoun(d) && d.act == nil && !s.reachesAbroad(d)
}

// wholeBudget reports "passed a budget of 770 billion": what a state has to spend on everything.
func (s *scene) wholeBudget(d *draft) bool {
	of := d.figure.First - 1
	if !s.is(of, cue.Of) && !s.says(of, cue.Worth) || d.noun != nil && d.noun.Strength > 1 || len(d.claim.Receivers) > 0 && s.stated(d, "receivers") {
		return false
	}
	if t, ok := s.doc.Tagged(of-1, s.engine.budgets.category); !ok || s.engine.budgets.forces[t.Ref] != ofPlan {
		return false
	}
	return d.verb == nil || d.verb.Class == stage.Commit || d.verb.Class == stage.Contain || d.verb.Class == stage.Announce
}
