package money

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// Reader finds sums of money. It may be used by many goroutines at once.
type Reader struct {
	currencies []currency
	families   map[string]family
	byCode     map[string]int
	signs      []sign   // by tag reference
	phrases    []phrase // by tag reference
	single     []phrase // by text.WordID
	scales     []scale  // by text.WordID
	states     map[string]int
	stateIDs   []pledgebook.PartyID // by state
	issued     [][]int              // by state: its currencies
	rates      rateTable
	finders    sync.Pool // of *finder, for the memory of their figures

	signTags, phraseTags, placeTags, lowerTags text.Category
}

// scale is a word such as "million" in the head of a table; a letter ("m") is one
// only behind a currency.
type scale struct {
	factor decimal.Decimal
	letter bool
}

// currency is one row of currencies.tsv; until is 9999 for one in use.
type currency struct {
	code        string
	from, until int
}

func (c currency) inUse(year int) bool {
	return year == 0 && c.until == 9999 || c.from-1 <= year && year <= c.until+1
}

// family is the numbers of the currencies that share a name ("dollar").
type family []int

// sign is a word or sign that stands for a currency or a family of them.
type sign struct {
	code    int // index into currencies; of a family its default; -1 for none
	family  family
	factor  decimal.Decimal
	minor   bool // a hundredth, such as the cent
	after   bool // never stands before the figure
	careful bool // the word has another meaning: "ALL", "won"
	tight   bool // written without spaces: "A $5" has no "A$"
	loose   bool // in lower case with spaces throughout: "us $ 5", not "us $5"
	weight  bool // also a measure of weight: the pound
	bare    bool // the family's sign or word alone: another country's may be meant
}

// role is what a phrase around a sum tells.
type role uint32

const (
	filler role = 1 << iota
	same
	perYear
	perMonth
	perUnit
	each
	ofIt
	respectively
	sum
	goesOn
	moneyCue
	givingCue
	counts
	toWord
	fromWord
	andWord
	ofWord
	betweenWord
	changeWord
	compared
	definite
	possessive
	shareOf
	byWord
	thing
	topic
	weight
	nearest
	forWord
)

var roleNames = map[string]role{
	"filler": filler, "same": same, "per-year": perYear, "per-month": perMonth, "per-unit": perUnit, "each": each,
	"of-it": ofIt, "respectively": respectively, "sum": sum, "goes-on": goesOn, "money-cue": moneyCue, "giving-cue": givingCue, "counts": counts,
	"to": toWord, "from": fromWord, "and": andWord, "of": ofWord, "between": betweenWord, "compared": compared, "definite": definite, "possessive": possessive,
	"share-of": shareOf, "by": byWord, "thing": thing, "topic": topic, "weight": weight, "nearest": nearest, "for": forWord,
}

// phrase is what the lexicon says of a word or phrase around sums.
type phrase struct {
	roles         role
	before, after pledgebook.Qualifier
}

// hedges are the qualifiers that words can tell.
var hedges = []pledgebook.Qualifier{pledgebook.About, pledgebook.AtLeast, pledgebook.MoreThan, pledgebook.AtMost, pledgebook.Nearly}

func (p phrase) is(r role) bool { return p.roles&r != 0 }

// New makes a reader from the tables currencies, currencywords, notcurrencies,
// qualifiers, moneyphrases, changewords and rates, and the names of states of the party tables.
func New(v *text.Vocabulary, lex *lexicon.Lexicon) (*Reader, error) {
	r := &Reader{
		families: map[string]family{}, byCode: map[string]int{}, states: map[string]int{},
		signTags: v.Category("currency"), phraseTags: v.Category("money-phrase"), placeTags: v.Category("money-place"), lowerTags: v.Category("money-adjective"),
	}
	r.finders.New = func() any { return new(finder) }
	if err := r.addCurrencies(lex); err != nil {
		return nil, err
	}
	if err := r.addSigns(v, lex); err != nil {
		return nil, err
	}
	if err := r.addPhrases(v, lex); err != nil {
		return nil, err
	}
	if err := r.addScales(v, lex); err != nil {
		return nil, err
	}
	r.addPlaces(v, lex)
	var err error
	r.rates, err = loadRates(lex)
	return r, err
}

func (r *Reader) addCurrencies(lex *lexicon.Lexicon) error {
	for _, row := range lex.Table("currencies").Rows {
		c := currency{code: row.Phrase(), until: 9999}
		for cell, to := range map[string]*int{"from": &c.from, "until": &c.until} {
			if s := row.Get(cell); s != "" {
				n, err := strconv.Atoi(s)
				if err != nil {
					return fmt.Errorf("currencies.tsv:%d: %s is no year: %q", row.Line, cell, s)
				}
				*to = n
			}
		}
		n := len(r.currencies)
		r.currencies, r.byCode[c.code] = append(r.currencies, c), n
		for _, u := range row.List("unit") {
			r.families[u] = append(r.families[u], n)
		}
		for _, s := range row.List("states") {
			r.issue(s, n)
		}
	}
	return nil
}

func (r *Reader) issue(state string, currency int) {
	i, ok := r.states[state]
	if !ok {
		i = len(r.issued)
		r.states[state], r.issued = i, append(r.issued, nil)
		r.stateIDs = append(r.stateIDs, pledgebook.PartyID(state))
	}
	r.issued[i] = append(r.issued[i], currency)
}

// addSigns adds the codes, each also with a million's M before it (MGBP), and
// the names and signs of the language.
func (r *Reader) addSigns(v *text.Vocabulary, lex *lexicon.Lexicon) error {
	careful := map[string]bool{}
	for _, row := range lex.Table("notcurrencies").Rows {
		careful[row.Phrase()] = true
	}
	one, million := decimal.One, decimal.MustNew(1_000_000, 0)
	for i, c := range r.currencies {
		r.addSign(v, c.code, sign{code: i, factor: one, careful: careful[c.code]})
		r.addSign(v, "M"+c.code, sign{code: i, factor: million})
		r.addScaled(v, lex, c.code, sign{code: i})
	}
	for _, row := range lex.Table("currencywords").Rows {
		s, err := r.parseSign(row)
		if err != nil {
			return err
		}
		r.addSign(v, row.Phrase(), s)
		if !unicode.IsLetter(lastRune(row.Phrase())) {
			r.addScaled(v, lex, row.Phrase(), s)
		}
	}
	return nil
}

// parseSign reads one row of currencywords.tsv.
func (r *Reader) parseSign(row lexicon.Row) (sign, error) {
	s := sign{code: -1, factor: decimal.One, family: r.families[row.Get("unit")], after: row.Get("place") == "after"}
	s.bare, s.careful, s.weight = s.family != nil, row.Get("care") == "yes", row.Get("care") == "weight"
	if code := row.Get("code"); code != "" {
		i, ok := r.byCode[code]
		if !ok {
			return s, fmt.Errorf("currencywords.tsv:%d: no currency %q in currencies.tsv", row.Line, code)
		}
		s.code = i
	}
	if f := row.Get("factor"); f != "" {
		d, err := decimal.Parse(f)
		if err != nil {
			return s, fmt.Errorf("currencywords.tsv:%d: factor: %w", row.Line, err)
		}
		s.factor, s.minor = d, true
	}
	if s.code < 0 && s.family == nil && !s.minor {
		return s, fmt.Errorf("currencywords.tsv:%d: %q names neither a known unit nor a currency", row.Line, row.Phrase())
	}
	return s, nil
}

// addScaled adds a code or sign together with a scale: "EUR million 120", "€m".
func (r *Reader) addScaled(v *text.Vocabulary, lex *lexicon.Lexicon, phrase string, s sign) {
	for _, row := range lex.Table("numberwords").Rows {
		class := row.Get("class")
		if class != "scale" && class != "letter" {
			continue
		}
		factor, err := decimal.Parse(row.Get("value"))
		if err != nil || factor.Cmp(thousand) <= 0 {
			continue
		}
		s.factor = factor
		if class == "scale" {
			r.addSign(v, phrase+" "+row.Phrase(), s)
		} else if !unicode.IsLetter(lastRune(phrase)) {
			r.addSign(v, phrase+row.Phrase(), s)
		}
	}
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func (r *Reader) addSign(v *text.Vocabulary, phrase string, s sign) {
	s.tight = !strings.Contains(phrase, " ")
	s.loose = strings.HasSuffix(phrase, " $") && strings.ToLower(phrase) == phrase
	v.Add(r.signTags, phrase, len(r.signs))
	r.signs = append(r.signs, s)
}

// addPhrases gathers what the tables qualifiers and moneyphrases say of each
// phrase; single words are looked up by their number, longer ones are tagged.
func (r *Reader) addPhrases(v *text.Vocabulary, lex *lexicon.Lexicon) error {
	all, order := map[string]*phrase{}, []string{}
	get := func(s string) *phrase {
		if all[s] == nil {
			all[s] = &phrase{}
			order = append(order, s)
		}
		return all[s]
	}
	for _, row := range lex.Table("moneyphrases").Rows {
		role, ok := roleNames[row.Get("role")]
		if !ok {
			return fmt.Errorf("moneyphrases.tsv:%d: unknown role %q", row.Line, row.Get("role"))
		}
		get(row.Phrase()).roles |= role
	}
	for _, row := range lex.Table("changewords").Rows {
		get(row.Phrase()).roles |= changeWord
	}
	for _, row := range lex.Table("qualifiers").Rows {
		p, q := get(row.Phrase()), pledgebook.Qualifier(row.Get("qualifier"))
		if !slices.Contains(hedges, q) {
			return fmt.Errorf("qualifiers.tsv:%d: unknown qualifier %q", row.Line, q)
		}
		if row.Get("side") == "after" {
			p.after = q
		} else {
			p.before = q
		}
	}
	for _, s := range order {
		r.addPhrase(v, s, *all[s])
	}
	return nil
}

// addScales gathers the words for a thousand and more.
func (r *Reader) addScales(v *text.Vocabulary, lex *lexicon.Lexicon) error {
	for _, row := range lex.Table("numberwords").Rows {
		class := row.Get("class")
		if class != "scale" && class != "scales" && class != "letter" {
			continue
		}
		factor, err := decimal.Parse(row.Get("value"))
		if err != nil {
			return fmt.Errorf("numberwords.tsv:%d: value: %w", row.Line, err)
		}
		id := v.Intern(row.Phrase())
		for int(id) >= len(r.scales) {
			r.scales = append(r.scales, scale{})
		}
		if factor.Cmp(thousand) >= 0 {
			r.scales[id] = scale{factor, class == "letter"}
		}
	}
	return nil
}

func (r *Reader) addPhrase(v *text.Vocabulary, s string, p phrase) {
	if strings.ContainsAny(s, " -./") {
		v.Add(r.phraseTags, s, len(r.phrases))
		r.phrases = append(r.phrases, p)
		return
	}
	id := v.Intern(s)
	for int(id) >= len(r.single) {
		r.single = append(r.single, phrase{})
	}
	r.single[id] = p
}

// addPlaces tags the states that issue a currency, by name, demonym and capital.
// Names and demonyms in lower case are tagged apart: they count only right before a unit
// ("turkish lira").
func (r *Reader) addPlaces(v *text.Vocabulary, lex *lexicon.Lexicon) {
	for _, table := range []string{"statenames", "demonyms", "capitals"} {
		for _, row := range lex.Table(table).Rows {
			state, ok := r.states[row.Get("party")]
			if !ok {
				continue
			}
			v.Add(r.placeTags, row.Phrase(), state)
			if lower := strings.ToLower(row.Phrase()); table != "capitals" && lower != row.Phrase() {
				v.Add(r.lowerTags, lower, state)
			}
		}
	}
}
