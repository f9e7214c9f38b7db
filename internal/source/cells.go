package source

import (
	"strings"
	"sync"
	"unicode"

	"github.com/govalues/decimal"
	"golang.org/x/text/unicode/norm"

	"pledgebook"
	"pledgebook/internal/naming"
	"pledgebook/lexicon"
)

// codes are the codes of the world's tables.
type codes struct {
	currencies map[string]bool
	alpha3     map[string]pledgebook.PartyID // ISO 3166-1 alpha-2 → alpha-3
	members    []string                      // what a body's members are called: "Allies"
}

var world = sync.OnceValue(func() codes {
	c := codes{currencies: map[string]bool{}, alpha3: map[string]pledgebook.PartyID{}}
	lex, err := lexicon.Load("en")
	if err != nil {
		return c
	}
	for _, row := range lex.Table("currencies").Rows {
		c.currencies[row.Phrase()] = true
	}
	for _, row := range lex.Table("states").Rows {
		if two := row.Get("alpha2"); two != "" {
			c.alpha3[two] = pledgebook.PartyID(row.Phrase())
		}
	}
	for _, row := range lex.Table("definites").Rows {
		if row.Get("refers") == "body" && row.Get("number") == "plural" {
			c.members = append(c.members, row.Phrase())
		}
	}
	return c
})

// State returns the state of an ISO 3166-1 alpha-2 code, as IATI writes it.
func State(alpha2 string) (pledgebook.PartyID, bool) {
	id, ok := world().alpha3[strings.ToUpper(alpha2)]
	return id, ok
}

// Currency checks an ISO 4217 code, past ones too.
func Currency(s string) (string, error) {
	code := strings.ToUpper(s)
	if !world().currencies[code] {
		return "", refuse("no currency has the code %q; write it as in ISO 4217 (EUR, USD, UAH)", s)
	}
	return code, nil
}

// longestAmount is more characters than any sum takes.
const longestAmount = 60

// Amount reads a decimal as datasets write it: digits with a decimal point and
// no other separators; an exponent is allowed.
func Amount(s string) (decimal.Decimal, error) {
	if len(s) > longestAmount || strings.Trim(s, "0123456789.+-eE") != "" {
		return decimal.Zero, refuse("%q is no amount; write it in digits with a decimal point (20900000000 or 1250.50)", clip(s))
	}
	d, err := decimal.Parse(s)
	if err != nil {
		return d, pledgebook.WrapError(pledgebook.Invalid, err, "%q is no amount that can be kept exactly", clip(s))
	}
	return d, nil
}

func clip(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// Party returns the party of a name as datasets write it. A name that no table
// has becomes an id of its own in kebab case; "" is none.
func Party(name string) pledgebook.PartyID {
	name = folded(name)
	if id, ok := Named(name); ok {
		return id
	}
	return pledgebook.PartyID(kebab(name))
}

// Named returns the party that the tables know by a name, also where brackets
// or the members follow it: "NATO Allies (collective)".
func Named(name string) (pledgebook.PartyID, bool) {
	short, _, _ := strings.Cut(name, " (")
	tries := []string{name, short}
	for _, m := range world().members {
		if body, ok := strings.CutSuffix(short, " "+m); ok {
			tries = append(tries, body)
		}
	}
	for _, try := range tries {
		if id, ok := naming.Lookup(try); ok {
			return id, true
		}
	}
	return "", false
}

// Known returns the party that a person wrote: a code, an acronym, a name of
// the tables, or an id in kebab case. Anything else is taken for a slip.
func Known(name string) (pledgebook.PartyID, error) {
	if strings.ContainsFunc(name, unicode.IsLetter) {
		if id, ok := naming.Lookup(name); ok {
			return id, nil
		}
		if name == kebab(name) {
			return pledgebook.PartyID(name), nil
		}
	}
	return "", refuse("no party is called %q; write a code (NOR), an acronym (nato), a name (Norway), or an id in kebab case (my-relief-fund)", clip(name))
}

// longestParty keeps ids of parties short enough to print.
const longestParty = 80

// kebab writes a name as an id: small letters and digits, hyphens between words.
func kebab(name string) string {
	var b strings.Builder
	gap := false
	for _, c := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case unicode.Is(unicode.Mn, c) || c == '\'' || c == '’':
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(c)
		default:
			gap = true
		}
		if b.Len() >= longestParty {
			break
		}
	}
	return b.String()
}

// List cuts a cell that holds several values, parted by semicolons.
func List(cell string) []string {
	var all []string
	for s := range strings.SplitSeq(cell, ";") {
		if s = strings.TrimSpace(s); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// Day reads the date at the beginning of a cell: YYYY-MM-DD, with or without a
// time of day behind it.
func Day(cell string) (pledgebook.Day, error) {
	date, _, _ := strings.Cut(cell, "T")
	return pledgebook.ParseDay(strings.TrimSpace(date))
}
