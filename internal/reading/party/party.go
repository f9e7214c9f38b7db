// Package party finds who a report speaks of: states, groups, organisations,
// agencies, regions and persons, by name, adjective, capital, house or role,
// and resolves "we", "the country", "the Alliance", "it" and bare surnames
// through the report.
//
// [Reader.Find] looks at the text alone, sentence by sentence. [Reader.Resolve]
// then goes through the report from its first word to its last and fills in
// what only the report as a whole tells. A mention that stays doubtful keeps an
// empty ID: unread is better than misread.
package party

import (
	"fmt"

	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// Form is how the text refers to a party.
type Form string

// The forms of a mention.
const (
	Name       Form = "name"       // Ukraine, NATO, the World Bank
	Demonym    Form = "demonym"    // Danish, the Danes
	Capital    Form = "capital"    // Berlin, for the state governed from it
	House      Form = "house"      // the Pentagon, Downing Street
	Agency     Form = "agency"     // Norad, the Ministry of Finance of Japan: acts for State
	Individual Form = "individual" // a person by name, role or both
	Definite   Form = "definite"   // the country, the Alliance, the ministry
	Pronoun    Form = "pronoun"    // it, its, we, he
)

// Mention is one place where the text refers to a party. Mentions are sorted
// and never overlap.
type Mention struct {
	text.Range
	// ID is the party; empty where the text does not tell. A person's is the
	// name in kebab case.
	ID   pledgebook.PartyID
	Type pledgebook.PartyType
	// State is for whom an agency, ministry or person acts: mostly a state,
	// else a group or organisation. Empty for a party that acts for itself.
	State pledgebook.PartyID
	// For is the state or region that a fund or initiative has in its name:
	// "Ukraine Energy Support Fund".
	For  pledgebook.PartyID
	Form Form
	// Person is set where the mention is, or resolves to, a person.
	Person *pledgebook.Speaker
	// Name is the tokens of a person's name inside the mention.
	Name text.Range
	// Basis is stated for what the mention itself says, context for what was
	// resolved through the report.
	Basis pledgebook.Basis
	// Rule is the name of the rule that found or resolved it.
	Rule string
	// Possessive is true for "Japan's", "its", "our".
	Possessive bool
	// Plural is true for peoples, "the allies", "they", "we".
	Plural bool
	// Local is true for a centre, programme or the like that no table knows: what is
	// paid for, and nobody who passes aid on.
	Local bool
	// Location is true where a city is a place and not a government: "met in Paris".
	Location bool

	name    int32 // row of Reader.names, or -1
	noun    sorts // the nouns that may take the mention up, or that it is
	adjunct bool  // inside a longer capitalised name: "Ukraine Recovery Conference"
}

// Actor is the party that acts when the mention acts: for whom an agency,
// ministry or person speaks, else the party itself.
func (m *Mention) Actor() pledgebook.PartyID {
	if m.State != "" {
		return m.State
	}
	return m.ID
}

// Reader finds parties. It is read-only after New and may be shared.
type Reader struct {
	vocab      *text.Vocabulary
	names      []name
	roles      []role
	definites  []definite
	leaders    []leader
	bodies     map[pledgebook.PartyID]body
	words      []wordClass      // by WordID
	sortBits   map[string]sorts // nouns that take up a body
	roleBits   map[string]sorts // nouns that take up a person
	sites      map[string]pledgebook.PartyID
	domains    map[string]pledgebook.PartyID // national domains, by state
	towns      map[string]pledgebook.PartyID // the state of a town that is no capital, by its name in small letters
	signers    []signer
	categories struct{ name, role, definite, leader, signer text.Category }
	hints      struct{ pronoun, definite, head, title, mark text.Hints } // the words of referring, of headings, honorifics, quotation marks
}

// New makes a reader of the lexicon's parties and adds their names to the
// vocabulary.
func New(v *text.Vocabulary, lex *lexicon.Lexicon) (*Reader, error) {
	r := &Reader{vocab: v, bodies: map[pledgebook.PartyID]body{}, sortBits: map[string]sorts{}, roleBits: map[string]sorts{}, sites: map[string]pledgebook.PartyID{}, domains: map[string]pledgebook.PartyID{}, towns: map[string]pledgebook.PartyID{}}
	r.categories.name = v.Category("party")
	r.categories.role = v.Category("party-role")
	r.categories.definite = v.Category("party-definite")
	r.categories.signer = v.Category("party-signer")
	for _, load := range []func(*lexicon.Lexicon) error{r.loadParties, r.loadNames, r.loadRoles, r.loadLeaders, r.loadWords} {
		if err := load(lex); err != nil {
			return nil, fmt.Errorf("lexicon %s/%w", lex.Language, err)
		}
	}
	r.giveHints()
	return r, nil
}

// Find appends every mention that the text shows by itself: names, adjectives,
// capitals, houses, agencies, persons with a role, and the pronouns and nouns
// that Resolve may tie to a party.
func (r *Reader) Find(d *text.Document, into []Mention) []Mention {
	for s := range d.Sentences {
		first := len(into)
		has := d.Sentences[s].Has
		referring := r.referringIn(&d.Sentences[s])
		if d.Sentences[s].Hints&(referring|r.hints.head|r.hints.title) == 0 && !has.Has(r.categories.name) && !has.Has(r.categories.role) {
			continue
		}
		f := finder{Reader: r, d: d, sentence: d.Sentences[s].Range, found: into}
		f.style = styleOf(d, f.sentence)
		f.part = d.Parts[d.Sentences[s].Part].Kind
		hints := d.Sentences[s].Hints
		f.names = text.Range{First: first, End: first}
		if has.Has(r.categories.name) {
			f.findNames()
		}
		if hints&r.hints.head != 0 {
			f.findBodies()
		}
		if has.Has(r.categories.role) {
			f.findRoles()
		}
		if hints&r.hints.title != 0 {
			f.findTitled()
		}
		if hints&referring != 0 {
			f.findReferences(referring)
		}
		into = settle(f.found, first)
	}
	return into
}
