package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// This file reads lists that leave out the verb and tell again what kind of sum each is:
// "Norway pledged a loan of 3 million; Spain a grant of 2 million and France one of 4 million".

// beforeLoan returns the token before "a loan of", "a grant worth" or "one of" that end at
// a token; that token itself where none do.
func (s *scene) beforeLoan(v *sentence, of int) int {
	if !s.is(of, cue.Of) && !s.says(of, cue.Worth) {
		return of
	}
	if s.is(of-1, cue.One|cue.Another) {
		return of - 2
	}
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.End != of || !lentOrGiven(n) {
			continue
		}
		k := n.First - 1
		for k > v.First && s.role(k)&stage.Adjective != 0 {
			k--
		}
		if s.is(k, cue.A|cue.Another) {
			return k - 1
		}
	}
	return of
}

// lentOrGiven reports a noun for what is lent or given.
func lentOrGiven(n *stage.Noun) bool {
	return n.Modality == pledgebook.Loan || n.Modality == pledgebook.Grant
}

// sumStands reports a sum at a token, or behind "a loan of" or "one of" that begin there.
func (s *scene) sumStands(v *sentence, k int) bool {
	if s.sumAt(v, k) {
		return true
	}
	for i := v.sums.First; i < v.sums.End; i++ {
		if at := s.sums[i].First; at > k && at-k <= loanReach && s.beforeLoan(v, at-1)+1 == k {
			return true
		}
	}
	return false
}

// loanReach bounds the words of "a further concessional loan of" before a sum, in tokens.
const loanReach = 6

// labelBefore returns who gives "a grant of 2 million" behind "Spain a loan of 3 million and":
// the label of the sum before is that of both.
func (s *scene) labelBefore(d *draft) []named {
	n := len(s.drafts)
	if n == 0 || s.drafts[n-1].sentence != d.sentence {
		return nil
	}
	before := &s.drafts[n-1]
	e := before.evidence("providers")
	if e == nil || e.Rule != "label" || s.role(before.figure.End)&stage.And == 0 || len(before.claim.Providers) != 1 {
		return nil
	}
	if of := d.figure.First - 1; s.beforeLoan(&s.sentences[d.sentence], of) != before.figure.End || of == before.figure.End {
		return nil
	}
	return []named{{before.claim.Providers[0], s.place(e.Span), "label"}}
}
