package party

import (
	"cmp"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/text"
)

// This file finds whose report it is, and where it was written.

// readHome finds whose report it is and where it was written.
func (v *resolver) readHome(report *pledgebook.Report) {
	v.home = v.site(report.URL)
	if v.home == "" && report.Outlet != "" {
		v.home = v.publisher(report.Outlet)
	}
	at := 0
	for i := range v.mentions {
		m := &v.mentions[i]
		for at < len(v.d.Sentences) && v.d.Sentences[at].End <= m.First {
			at++
		}
		if !v.isDateline(at, m) {
			continue
		}
		v.inUnion = v.inUnion || v.mayMean(m, "eu")
		if m.Form == Capital {
			v.dateline = m.ID
			return
		}
	}
	if report.Place != "" {
		v.dateline = v.placeOf(report.Place)
	}
}

// mayMean reports that a name, alone or among others, stands for a party: "Brussels".
func (v *resolver) mayMean(m *Mention, id pledgebook.PartyID) bool {
	for _, t := range v.d.TagsAt(m.First) {
		if t.Category == v.categories.name && v.names[t.Ref].id == id {
			return true
		}
	}
	return false
}

// isDateline reports that a sentence is a dateline and names a party.
func (v *resolver) isDateline(at int, m *Mention) bool {
	return at < len(v.d.Sentences) && v.d.Sentences[at].First <= m.First && v.d.Parts[v.d.Sentences[at].Part].Kind == pledgebook.PartDateline
}

// readSigner takes the party of a report that says in its headline whose words
// it holds: "Statement by Prime Minister Lind on …", "G7 Leaders' Statement", "Remarks by
// the Government of Canada".
func (v *resolver) readSigner() {
	if v.home != "" || len(v.d.Sentences) == 0 || v.d.Parts[v.d.Sentences[0].Part].Kind != pledgebook.PartHeadline {
		return
	}
	s := v.d.Sentences[0]
	defer v.readSignature(s.Range)
	signed := false
	at := s.First
	for i := range v.mentions {
		m := &v.mentions[i]
		if m.First >= s.End {
			return
		}
		for ; at < m.First; at++ {
			signed = signed || v.class(v.d.Tokens[at])&signature != 0
		}
		if m.Form == Individual {
			v.complete(m)
		}
		switch {
		case signed && m.Form == Individual && m.State != "":
			v.home = m.State
		case signed && (m.Form == Name || m.Form == House || m.Form == Agency) && v.signs(m), !signed && i == 0 && m.Form == Name && m.Type == pledgebook.Group && v.signedIn(m.End, s.End):
			v.home = m.Actor()
		}
		if v.home != "" {
			return
		}
	}
}

// readSignature takes the party whose offices alone sign with words of the headline: "Background
// Press Call by Senior Administration Officials", where nothing else told whose it is.
func (v *resolver) readSignature(headline text.Range) {
	if v.home != "" {
		return
	}
	for _, t := range v.d.TagsIn(v.withSubhead(headline)) {
		if t.Category != v.categories.signer {
			continue
		}
		if s := v.signers[t.Ref]; !s.named || v.namesParty(s.party) {
			v.home = s.party
			v.giveOffice(headline)
			return
		}
	}
}

// withSubhead adds to a headline the line below it, which tells the room of a speech.
func (v *resolver) withSubhead(headline text.Range) text.Range {
	if len(v.d.Sentences) > 1 && v.d.Parts[v.d.Sentences[1].Part].Kind == pledgebook.PartSubhead {
		headline.End = v.d.Sentences[1].End
	}
	return headline
}

// giveOffice makes whoever a headline names without a state an official of the one whose
// release it is: "Statement by NSC Spokesperson Adrienne Watson".
func (v *resolver) giveOffice(headline text.Range) {
	for i := range v.mentions {
		m := &v.mentions[i]
		if m.First >= headline.End {
			return
		}
		if m.Form == Individual && m.State == "" && m.Person != nil {
			m.State, m.Person.Party, m.Basis = v.home, v.home, pledgebook.Context
		}
	}
}

// namesParty reports a party that the report names, or whose officials.
func (v *resolver) namesParty(id pledgebook.PartyID) bool {
	return slices.ContainsFunc(v.mentions, func(m Mention) bool { return m.Actor() == id || m.State == id })
}

// signedIn reports a word such as "statement" between two tokens.
func (v *resolver) signedIn(from, to int) bool {
	for k := from; k < to; k++ {
		if v.class(v.d.Tokens[k])&signature != 0 {
			return true
		}
	}
	return false
}

// signs reports "by Norway", "by the Government of Canada".
func (v *resolver) signs(m *Mention) bool {
	k := v.beforeArticle(m.First - 1)
	if k > 0 && v.class(v.d.Tokens[k])&linkOf != 0 && v.class(v.d.Tokens[k-1])&governs != 0 {
		k = v.beforeArticle(k - 2)
	}
	return k >= 0 && v.class(v.d.Tokens[k])&signs != 0
}

// beforeArticle steps over an article at a token.
func (v *resolver) beforeArticle(k int) int {
	if k > 0 && v.class(v.d.Tokens[k])&article != 0 {
		k--
	}
	return k
}

// publisher returns the party that publishes under a name, or none: a ministry,
// a body or a government, while "Radio Sweden" is no state.
func (r *Reader) publisher(outlet string) pledgebook.PartyID {
	d, mentions := r.short(outlet)
	official := false
	for i := range d.Tokens {
		official = official || r.class(d.Tokens[i])&governs != 0
	}
	for _, m := range mentions {
		state := m.Type == pledgebook.State && m.Form != House
		if m.Actor() != "" && m.Type != pledgebook.Region && (official || !state) {
			return m.Actor()
		}
	}
	return ""
}

// placeOf returns the state in which a dateline's place lies: a capital, the state
// itself, or a town that the lexicon knows.
func (r *Reader) placeOf(place string) pledgebook.PartyID {
	_, mentions := r.short(place)
	for _, m := range mentions {
		if m.Type == pledgebook.State {
			return m.ID
		}
	}
	town, _, _ := strings.Cut(place, ",")
	return r.towns[strings.ToLower(town)]
}

// short finds the parties of a line that is no part of the report's text.
func (r *Reader) short(s string) (*text.Document, []Mention) {
	d := new(text.Document)
	if len(s) <= 200 {
		d.Analyse(r.vocab, s, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{End: len(s)}}})
	}
	return d, r.Find(d, nil)
}

func (v *resolver) countState(at int32, m *Mention) {
	if id := m.Actor(); id.IsState() && m.Form != Pronoun {
		if v.governs(m) {
			v.governing = id
		}
		if v.lastState != 0 && v.mentions[v.lastState-1].Actor() != id {
			v.otherState = v.lastState
		}
		v.lastState = at
		v.states = v.states || v.state != "" && v.state != id
		v.state = cmp.Or(v.state, id)
	}
}

// governs reports "the German government", "the Government of Zambia".
func (v *resolver) governs(m *Mention) bool {
	if m.Form != Name && m.Form != Demonym {
		return false
	}
	k := m.End
	if v.genitive(k) {
		k++
	}
	if k < len(v.d.Tokens) && v.class(v.d.Tokens[k])&governs != 0 {
		return true
	}
	k = m.First - 1
	for k > 0 && v.class(v.d.Tokens[k])&article != 0 {
		k--
	}
	return k > 0 && v.class(v.d.Tokens[k])&linkOf != 0 && v.class(v.d.Tokens[k-1])&governs != 0
}

// onlyState is the one state that the report has named so far, if it is one.
func (v *resolver) onlyState() pledgebook.PartyID {
	if v.states {
		return ""
	}
	return v.state
}

// homeState is the state a bare office belongs to: of the dateline, else of the
// institution that publishes.
func (v *resolver) homeState() pledgebook.PartyID {
	if v.dateline != "" {
		return v.dateline
	}
	if v.home.IsState() {
		return v.home
	}
	return ""
}
