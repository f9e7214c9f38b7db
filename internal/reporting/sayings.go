package reporting

import (
	"cmp"
	"slices"

	"pledgebook"
	"pledgebook/internal/matching"
)

// Saying is one thing a person said, in every wording that reports give it.
type Saying struct {
	// ID is the quote whose wording the others are held against.
	ID      string             `json:"id"`
	Speaker pledgebook.Speaker `json:"speaker"`
	// Transcript is true where that wording is the speaker's own side's: a
	// transcript, a release.
	Transcript bool `json:"transcript,omitempty"`
	// Primary is the wording that the others are held against; Others stand in
	// order of publication.
	Primary SaidIn   `json:"primary"`
	Others  []SaidIn `json:"others"`
	// Outlets counts who prints it, Changed the wordings in quotation marks that
	// are not word for word.
	Outlets int `json:"outlets"`
	Changed int `json:"changed,omitempty"`
}

// SaidIn is a saying as one report gives it.
type SaidIn struct {
	Quote    pledgebook.Quote    `json:"quote"`
	Citation pledgebook.Citation `json:"citation"`
	Relation matching.Relation   `json:"relation"`
	// Translation is the language, where it is another than the primary wording's.
	Translation string `json:"translation,omitempty"`
	// Edits turn the primary wording into this one; empty where it is not
	// aligned (a translation, the primary wording itself).
	Edits []matching.WordEdit `json:"edits,omitempty"`
}

// Sayings brings the quotes of a book together, the latest said first: each
// with all its wordings, and those that one report alone tells; what is asked in
// a transcript is no saying. Source tells what matching needs of a report.
func Sayings(quotes []pledgebook.Held[pledgebook.Quote], source func(pledgebook.Citation, pledgebook.PartyID) matching.Source) []Saying {
	held := make(map[string]pledgebook.Held[pledgebook.Quote], len(quotes))
	reported := make([]matching.ReportedQuote, len(quotes))
	for i, q := range quotes {
		held[q.Thing.ID] = q
		reported[i] = matching.ReportedQuote{Quote: q.Thing, Report: source(q.Citation, q.Thing.Speaker.Party)}
	}
	var out []Saying
	together := map[string]bool{}
	for _, u := range matching.Utterances(reported) {
		s := saying(u, held)
		for _, w := range u.Wordings {
			together[w.Quote] = true
		}
		out = append(out, s)
	}
	for _, r := range reported {
		if id := r.Quote.ID; !together[id] && r.Quote.Turn != pledgebook.QuestionTurn {
			together[id] = true
			q := held[id]
			out = append(out, Saying{ID: id, Speaker: q.Thing.Speaker, Transcript: r.FromTranscript(), Outlets: 1, Others: []SaidIn{},
				Primary: SaidIn{Quote: q.Thing, Citation: q.Citation, Relation: matching.PrimaryWording}})
		}
	}
	slices.SortFunc(out, func(a, b Saying) int {
		return cmp.Or(-cmp.Compare(a.Primary.Citation.Published, b.Primary.Citation.Published), cmp.Compare(b.Outlets, a.Outlets), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func saying(u matching.Utterance, held map[string]pledgebook.Held[pledgebook.Quote]) Saying {
	s := Saying{Speaker: u.Speaker, Others: []SaidIn{}}
	outlets := map[string]bool{}
	for _, w := range u.Wordings {
		q := held[w.Quote]
		in := SaidIn{Quote: q.Thing, Citation: q.Citation, Relation: w.Relation, Translation: w.Language, Edits: w.Edits}
		outlets[cmp.Or(w.Outlet, w.Report)] = true
		switch {
		case w.Primary:
			s.ID, s.Primary, s.Transcript = w.Quote, in, w.Transcript
			continue
		case w.Relation == matching.Edited:
			s.Changed++
		}
		s.Others = append(s.Others, in)
	}
	s.Outlets = len(outlets)
	return s
}
