package party

import (
	"fmt"
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// name is one row of a table of names.
type name struct {
	id     pledgebook.PartyID
	typ    pledgebook.PartyType
	gives  pledgebook.PartyID
	serves pledgebook.PartyID
	form   Form
	care   care
	sorts  sorts
	all    sorts // of all names of the party
	people bool  // "the Danes"
	trap   bool  // holds a party's name and means none
}

// care says what else a name may be.
type care uint8

const (
	personName  care = iota + 1 // Jordan, Georgia, Washington
	otherPlace                  // a town elsewhere: Kingston, Wellington
	englishWord                 // an acronym that is a word in capitals: WHO
)

var cares = map[string]care{"": 0, "name": personName, "place": otherPlace, "word": englishWord}

// sorts is a set of the nouns by which a report takes a party up again.
type sorts uint64

// body is a row of bodies.tsv.
type body struct {
	typ    pledgebook.PartyType
	gives  pledgebook.PartyID
	serves pledgebook.PartyID // whom a fund is for
	sorts  sorts              // of all its names
}

// role is a row of roles.tsv: the head of a person's office.
type role struct {
	sorts   sorts
	surname bool // King, Pope: also a surname
	word    bool // head, chief: a role only beside a party or a name
}

// definite is a row of definites.tsv: a noun that "the" turns into a reference.
type definite struct {
	sorts  sorts
	refers string
	plural bool
}

// signer is a row of signers.tsv: whose release it is that has these words in its headline.
type signer struct {
	party pledgebook.PartyID
	named bool // only where the report names the party too
}

// loadParties reads the codes that names may point to.
func (r *Reader) loadParties(lex *lexicon.Lexicon) error {
	for _, row := range lex.Table("states").Rows {
		set, err := sortsOf(r.sortBits, row.List("sort"))
		if err != nil {
			return fmt.Errorf("states.tsv:%d: %w", row.Line, err)
		}
		r.bodies[pledgebook.PartyID(row.Phrase())] = body{typ: pledgebook.State, sorts: set}
	}
	for _, row := range lex.Table("bodies").Rows {
		b := body{typ: pledgebook.PartyType(row.Get("type")), gives: pledgebook.PartyID(row.Get("gives")), serves: pledgebook.PartyID(row.Get("for"))}
		r.bodies[pledgebook.PartyID(row.Phrase())] = b
	}
	for _, row := range lex.Table("domains").Rows {
		r.domains[row.Phrase()] = pledgebook.PartyID(row.Get("state"))
	}
	for _, row := range lex.Table("sites").Rows {
		r.sites[row.Phrase()] = pledgebook.PartyID(row.Get("party"))
	}
	for id, b := range r.bodies {
		for _, other := range []pledgebook.PartyID{b.gives, b.serves} {
			if _, ok := r.bodies[other]; other != "" && !ok {
				return fmt.Errorf("bodies.tsv: %s acts for %q, which no table names", id, other)
			}
		}
	}
	return nil
}

func (r *Reader) loadNames(lex *lexicon.Lexicon) error {
	tables := []struct {
		table string
		form  Form
	}{{"statenames", Name}, {"demonyms", Demonym}, {"capitals", Capital}, {"houses", House}, {"bodynames", Name}, {"regions", Name}}
	if _, err := sortsOf(r.sortBits, []string{"country", "region", "ministry", "department", "administration"}); err != nil {
		return err
	}
	for _, t := range tables {
		table := lex.Table(t.table)
		for _, row := range table.Rows {
			if err := r.addName(table, row, t.form); err != nil {
				return err
			}
		}
	}
	for _, row := range lex.Table("notparties").Rows {
		r.add(row.Phrase(), name{trap: true})
	}
	for i := range r.names {
		n := &r.names[i]
		n.serves, n.all = r.bodies[n.id].serves, r.bodies[n.id].sorts
	}
	return nil
}

func (r *Reader) addName(table *lexicon.Table, row lexicon.Row, form Form) error {
	id := pledgebook.PartyID(row.Get("party"))
	b, ok := r.bodies[id]
	if !ok {
		return fmt.Errorf("%s.tsv:%d: no party %q in states.tsv or bodies.tsv", table.Name, row.Line, id)
	}
	n := name{id: id, typ: b.typ, gives: b.gives, form: form}
	var err error
	for _, column := range table.Columns[2:] {
		switch column {
		case "care":
			if n.care, ok = cares[row.Get(column)]; !ok {
				return fmt.Errorf("%s.tsv:%d: care %q is not known", table.Name, row.Line, row.Get(column))
			}
		case "use":
			n.people = row.Get(column) == "people"
			if row.Get(column) != "" {
				n.form = Demonym
			}
		case "sort":
			if n.sorts, err = sortsOf(r.sortBits, row.List(column)); err != nil {
				return fmt.Errorf("%s.tsv:%d: %w", table.Name, row.Line, err)
			}
		}
	}
	if b.gives != "" && n.form == Name {
		n.form = Agency
	}
	switch {
	case n.typ == pledgebook.State && form != House:
		n.sorts = r.sortBits["country"] | b.sorts
	case n.typ == pledgebook.Region:
		n.sorts = r.sortBits["region"]
	}
	r.add(row.Phrase(), n)
	b.sorts |= n.sorts
	r.bodies[id] = b
	return nil
}

// add puts a name into the vocabulary; "-" and " " part its words alike.
func (r *Reader) add(phrase string, n name) {
	r.vocab.Add(r.categories.name, phrase, len(r.names))
	r.names = append(r.names, n)
}

// sortsOf gives every noun a bit of its own.
func sortsOf(bits map[string]sorts, nouns []string) (set sorts, err error) {
	for _, n := range nouns {
		if bits[n] == 0 {
			if len(bits) == 64 {
				return 0, fmt.Errorf("sort %q is one too many: a set holds 64", n)
			}
			bits[n] = 1 << len(bits)
		}
		set |= bits[n]
	}
	return set, nil
}

func (r *Reader) loadRoles(lex *lexicon.Lexicon) error {
	for _, row := range lex.Table("roles").Rows {
		r.vocab.Add(r.categories.role, row.Phrase(), len(r.roles))
		set, err := sortsOf(r.roleBits, row.List("sort"))
		if err != nil {
			return fmt.Errorf("roles.tsv:%d: %w", row.Line, err)
		}
		r.roles = append(r.roles, role{set, row.Get("care") == "name", row.Get("care") == "word"})
	}
	for _, row := range lex.Table("definites").Rows {
		refers := row.Get("refers")
		switch refers {
		case "state", "government", "body", "ministry", "region", "person":
		default:
			return fmt.Errorf("definites.tsv:%d: refers %q is not known", row.Line, refers)
		}
		r.vocab.Add(r.categories.definite, row.Phrase(), len(r.definites))
		set, err := sortsOf(r.sortBits, row.List("sort"))
		if err != nil {
			return fmt.Errorf("definites.tsv:%d: %w", row.Line, err)
		}
		if row.Get("number") == "plural" {
			r.mark(row.Phrase(), pluralNoun)
		}
		r.definites = append(r.definites, definite{set, refers, row.Get("number") == "plural"})
	}
	return r.loadSigners(lex)
}

func (r *Reader) loadSigners(lex *lexicon.Lexicon) error {
	for _, row := range lex.Table("signers").Rows {
		id := pledgebook.PartyID(row.Get("party"))
		if _, ok := r.bodies[id]; !ok {
			return fmt.Errorf("signers.tsv:%d: no party %q", row.Line, id)
		}
		r.vocab.Add(r.categories.signer, row.Phrase(), len(r.signers))
		r.signers = append(r.signers, signer{id, row.Get("care") == "named"})
	}
	return nil
}

// wordClass is what single words do around a party, as a set of bits.
type wordClass uint64

const (
	atPlace         wordClass = 1 << iota // in, at, near: a city behind it is a place
	travel                                // visited, trip: likewise
	movement                              // to, from: likewise behind a word of travel
	currencyAfter                         // kronor, dollars: a name before it is no party
	companyAfter                          // Airways, Motors: likewise where capitalised
	cityOnlyAfter                         // region, summit: a city before it is a place
	basedIn                               // based, made, held: behind "Geneva-"
	honorific                             // Mr, Gen: a person's name follows
	given                                 // a given name
	particle                              // van, de, bin: inside a person's name
	bodyHead                              // Fund, Facility: heads an organisation's name
	ownerHead                             // Agency, Ministry: acts for the state in its name
	pluralNoun                            // allies, authorities: may take up a party without "the"
	publicHead                            // bank: acts for the state where an office word is in its name
	officeWord                            // foreign, defence, affairs: inside a role or ministry
	ministryHead                          // ministry, department
	linkOf                                // of, for, on: inside a long name
	linkAnd                               // and
	firstPerson                           // we, our, us, I
	neuter                                // it, its
	personalPronoun                       // he, she, his, her
	pluralPronoun                         // they, their, we
	possessive                            // its, our, his, their
	article                               // the, this, that
	temporal                              // former, then, acting: before a role
	calendar                              // months and weekdays: no part of a name
	speaks                                // said, told: a name before it ends
	noName                                // capitalised by its place only: "Under"
	governs                               // government: behind a leader's surname
	clauseStart                           // that, as, because: a subject follows
	impersonal                            // difficult, likely: behind an "it" that is nobody
	signature                             // statement, remarks: in the headline of a person's own words
	talk                                  // briefing, doorstep: in the headline of what somebody said
	signs                                 // by: opens the line that names who did
	mens                                  // a given name of men
	womens                                // a given name of women
	she                                   // she, her
	prefix                                // Inter-, Trans-: the name behind the hyphen is none
	venture                               // centre, hospital: what is paid for, where no table knows it
	compoundHead                          // grants, director: "the country" before it is one of many
	schemeHead                            // Fund, Facility, Programme: who owns it gives what it gives
)

var wordClasses = map[string]wordClass{
	"at-place": atPlace, "travel": travel, "movement": movement, "currency-after": currencyAfter,
	"company-after": companyAfter, "city-only-after": cityOnlyAfter, "based": basedIn, "honorific": honorific, "particle": particle,
	"body-head": bodyHead, "owner-head": ownerHead | bodyHead, "public-head": publicHead | bodyHead, "scheme-head": schemeHead | bodyHead, "office": officeWord, "ministry": ministryHead,
	"of": linkOf, "and": linkAnd, "first-person": firstPerson, "neuter": neuter, "personal": personalPronoun,
	"plural": pluralPronoun, "possessive": possessive, "article": article, "temporal": temporal,
	"calendar": calendar, "speaks": speaks, "no-name": noName, "governs": governs, "prefix": prefix, "compound-head": compoundHead, "venture": venture, "signature": signature, "talk": talk, "she": she, "signs": signs, "impersonal": impersonal, "clause-start": clauseStart,
}

func (r *Reader) loadWords(lex *lexicon.Lexicon) error {
	for _, row := range lex.Table("datelines").Rows {
		if state := row.Get("value"); row.Get("kind") == "city" && state != "" {
			r.towns[strings.ToLower(row.Phrase())] = pledgebook.PartyID(state)
		}
	}
	for _, row := range lex.Table("partywords").Rows {
		for _, class := range row.List("class") {
			bit, ok := wordClasses[class]
			if !ok {
				return fmt.Errorf("partywords.tsv:%d: class %q is not known", row.Line, class)
			}
			r.mark(row.Phrase(), bit)
		}
	}
	for _, row := range lex.Table("givennames").Rows {
		class := given
		switch row.Get("who") {
		case "":
			class |= mens
		case "she":
			class |= womens
		case "either":
		default:
			return fmt.Errorf("givennames.tsv:%d: who is %q", row.Line, row.Get("who"))
		}
		r.mark(row.Phrase(), class)
	}
	for _, table := range []string{"months", "weekdays"} {
		for _, row := range lex.Table(table).Rows {
			if w := row.Phrase(); !strings.ContainsAny(w, " .") {
				r.mark(w, calendar)
			}
		}
	}
	return nil
}

func (r *Reader) mark(word string, class wordClass) {
	id := r.vocab.Intern(word)
	for int(id) >= len(r.words) {
		r.words = append(r.words, 0)
	}
	r.words[id] |= class
}

// giveHints marks the words that Find looks for in every sentence.
func (r *Reader) giveHints() {
	r.hints.pronoun, r.hints.definite, r.hints.head = r.vocab.NewHint(), r.vocab.NewHint(), r.vocab.NewHint()
	r.hints.title, r.hints.mark = r.vocab.NewHint(), r.vocab.NewHint()
	for _, mark := range []string{"\"", "“", "”"} {
		r.vocab.HintWord(mark, r.hints.mark)
	}
	for id, class := range r.words {
		for hint, classes := range map[text.Hints]wordClass{r.hints.pronoun: pronouns, r.hints.definite: determining, r.hints.head: ministryHead | bodyHead, r.hints.title: honorific} {
			if class&classes != 0 {
				r.vocab.Hint(text.WordID(id), hint)
			}
		}
	}
}

// class returns what a token's word does.
func (r *Reader) class(t text.Token) wordClass {
	if int(t.Word) < len(r.words) {
		return r.words[t.Word]
	}
	return 0
}
