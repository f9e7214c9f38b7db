package comparing

import (
	"cmp"
	"slices"
	"time"

	"pledgebook"
	"pledgebook/internal/reading"
)

const (
	// mostTerms is how much of two texts is compared.
	mostTerms = 3000
	// leastRun is the fewest terms in a row that count as shared: single words
	// stand in every text.
	leastRun = 3
	// leastAnchor is how many shared terms of its own sentence tell where a figure
	// belongs, so that another figure in its place is another story's.
	leastAnchor = 3
	// leastLead is the fewest terms of a sentence that tells a text's news; what
	// follows it may be the same under every release of a house.
	leastLead = 6
)

// Kinship says how two reports belong together: [pledgebook.TieCopy] where one
// text stands in both, whole or cut, [pledgebook.TieVersion] where the page is
// the same and its text was changed, "" where neither is so. Terms are those of
// the whole bodies.
//
// A copy keeps four fifths of the shorter text, the beginning of one of them
// among it, and no figure and no party stands
// in it where the other text has another one: releases made from one form differ
// in just those.
func Kinship(a, b []reading.Term, samePage bool) pledgebook.TieKind {
	a, b = a[:min(len(a), mostTerms)], b[:min(len(b), mostTerms)]
	short, long := min(len(a), len(b)), max(len(a), len(b))
	if short == 0 || 2*sharedWords(a, b) < short {
		return ""
	}
	stretches := align(hashes(a), hashes(b))
	shared := 0
	for _, s := range stretches {
		if s.shared && s.aTo-s.aFrom >= leastRun {
			shared += s.aTo - s.aFrom
		}
	}
	switch {
	case samePage && 2*shared >= short && 2*short >= long:
		return pledgebook.TieVersion
	case short >= leastMarked && 5*shared >= 4*short && 6*short >= long && sharesLead(a, b, stretches) && !contradicts(a, b, stretches):
		return pledgebook.TieCopy
	}
	return ""
}

// sharesLead reports whether the first sentence of one of the texts stands in
// the other. One is enough: a house may put a lead of its own before a text.
func sharesLead(a, b []reading.Term, stretches []stretch) bool {
	return leadStands(a, anchors(a, stretches, true)) || leadStands(b, anchors(b, stretches, false))
}

// leadStands reports whether at least half of a text's first sentence of some
// length is shared.
func leadStands(terms []reading.Term, shared map[int32]int) bool {
	for from := 0; from < len(terms); {
		to := from
		for to < len(terms) && terms[to].Sentence == terms[from].Sentence {
			to++
		}
		if to-from >= leastLead {
			return 2*shared[terms[from].Sentence] >= to-from
		}
		from = to
	}
	return false
}

func hashes(terms []reading.Term) []uint64 {
	out := make([]uint64, len(terms))
	for i, t := range terms {
		out[i] = t.Hash
	}
	return out
}

// sharedWords counts the terms that both texts have, wherever they stand: no
// alignment can share more.
func sharedWords(a, b []reading.Term) (n int) {
	left := make(map[uint64]int, len(a))
	for _, t := range a {
		left[t.Hash]++
	}
	for _, t := range b {
		if left[t.Hash] > 0 {
			left[t.Hash]--
			n++
		}
	}
	return n
}

// contradicts reports whether some figure or party of the one text stands where
// the other text has another: inside a sentence that both share.
func contradicts(a, b []reading.Term, stretches []stretch) bool {
	anchoredA, anchoredB := anchors(a, stretches, true), anchors(b, stretches, false)
	for _, s := range stretches {
		if s.shared || s.aFrom == s.aTo || s.bFrom == s.bTo {
			continue
		}
		for _, kind := range []reading.TermKind{reading.FigureTerm, reading.PartyTerm} {
			x, y := ofKind(a[s.aFrom:s.aTo], kind, anchoredA), ofKind(b[s.bFrom:s.bTo], kind, anchoredB)
			if len(x) > 0 && len(y) > 0 && !slices.ContainsFunc(x, func(h uint64) bool { return slices.Contains(y, h) }) {
				return true
			}
		}
	}
	return false
}

// anchors counts, by sentence, the terms that the other text shares.
func anchors(terms []reading.Term, stretches []stretch, first bool) map[int32]int {
	n := map[int32]int{}
	for _, s := range stretches {
		from, to := s.bFrom, s.bTo
		if first {
			from, to = s.aFrom, s.aTo
		}
		if !s.shared {
			continue
		}
		for _, t := range terms[from:to] {
			n[t.Sentence]++
		}
	}
	return n
}

func ofKind(terms []reading.Term, kind reading.TermKind, anchored map[int32]int) (out []uint64) {
	for _, t := range terms {
		if t.Kind == kind && anchored[t.Sentence] >= leastAnchor {
			out = append(out, t.Hash)
		}
	}
	return out
}

// Later reports whether a is a later state than b: by when each says it was
// changed or published last; filedLater decides where they do not say.
func Later(a, b pledgebook.Report, filedLater bool) bool {
	x, y := momentOf(a), momentOf(b)
	if x.IsZero() || y.IsZero() || x.Equal(y) {
		return filedLater
	}
	return x.After(y)
}

func momentOf(r pledgebook.Report) time.Time {
	s := string(cmp.Or(r.Modified, r.Published))
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly} {
		if t, err := time.Parse(form, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
