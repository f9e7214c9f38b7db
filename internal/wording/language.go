package wording

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"pledgebook"
)

// texts holds the other languages: one folder a language, named by its BCP 47
// code; in each, tables of two columns, the English text and the text.
//
//go:embed texts
var texts embed.FS

// Text is a text of the screen as it stands in English, and the key of every
// table. What follows an "@" tells texts apart that English spells alike
// ("open@status"); nobody sees it. Arguments are put in as by [fmt.Sprintf], in
// another order where a table numbers them ("%[2]s … %[1]s"). Words that hang on
// a number stand in braces, in the order of the language's plural forms:
// "{report|reports}" goes by the first whole number among the arguments,
// "{2:report|reports}" by the second argument.
type Text string

// Thing is what can be counted, in English and in the singular: "report". A table
// has it as "%d report".
type Thing string

// Language is how the interface speaks to a reader: its texts, and how numbers,
// dates and sums are written in it. It is never changed once made.
type Language struct {
	// Code is its BCP 47 code; Name is what it calls itself.
	Code, Name string

	tag            language.Tag
	texts          map[string]string                    // nil for English
	forms          []plural.Form                        // in the order tables have them
	decimal, group string                               // marks in a number
	patterns       func() []pattern                     // of the texts with arguments
	parties        func() map[string]pledgebook.PartyID // by name
	called         func(pledgebook.PartyID) string      // what reports call parties that no table has; nil for their ids
}

// English is the language that texts are written in.
var English = &Language{Code: "en", Name: "English", tag: language.English, forms: []plural.Form{plural.One, plural.Other}, decimal: ".", group: ","}

// Languages are all languages of the interface, English first.
var Languages = sync.OnceValue(func() []*Language {
	all := []*Language{English}
	folders, err := texts.ReadDir("texts")
	if err != nil {
		return all
	}
	for _, f := range folders {
		if l, err := load(f.Name()); err == nil {
			all = append(all, l)
		}
	}
	return all
})

// In is the language of a code.
func In(code string) (*Language, bool) {
	all := Languages()
	i := slices.IndexFunc(all, func(l *Language) bool { return l.Code == code })
	if i < 0 {
		return English, false
	}
	return all[i], true
}

// Of is the language of a code, English where we speak no such.
func Of(code string) *Language {
	l, _ := In(code)
	return l
}

// longestWish is the most bytes of an Accept-Language header that are looked at.
const longestWish = 200

// Wished is the language that fits an Accept-Language header best, English where
// it names none of ours.
func Wished(header string) *Language {
	all := Languages()
	if header == "" || len(header) > longestWish || len(all) == 1 {
		return English
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return English
	}
	for _, t := range tags {
		base, _ := t.Base()
		if l, ok := In(base.String()); ok {
			return l
		}
	}
	return English
}

func load(code string) (*Language, error) {
	tag, err := language.Parse(code)
	if err != nil {
		return nil, err
	}
	l := &Language{Code: code, tag: tag, texts: map[string]string{}, forms: formsOf(tag)}
	l.decimal, l.group = marksOf(tag)
	files, err := texts.ReadDir(path.Join("texts", code))
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		content, err := texts.ReadFile(path.Join("texts", code, f.Name()))
		if err != nil {
			return nil, err
		}
		for english, words := range rows(string(content)) {
			l.texts[english] = words
		}
	}
	l.patterns = sync.OnceValue(func() []pattern { return patternsOf(l.texts) })
	l.parties = sync.OnceValue(func() map[string]pledgebook.PartyID { return partiesByName(l) })
	l.Name = l.of("English@language name")
	return l, nil
}

// rows reads a table: lines that start with # are comments, every other line is
// an English text, a tab, and the text.
func rows(table string) map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(table) {
		english, words, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if ok && !strings.HasPrefix(line, "#") {
			all[english] = strings.ReplaceAll(words, "~", noBreak)
		}
	}
	return all
}

// noBreak is the space that no line breaks at; tables write it "~".
const noBreak = "\u00a0"

// formsOf are the plural forms that whole numbers and fractions have in a
// language, as CLDR lists them: zero, one, two, few, many, other.
func formsOf(tag language.Tag) (forms []plural.Form) {
	seen := map[plural.Form]bool{plural.Cardinal.MatchPlural(tag, 1, 1, 1, 5, 5): true}
	for n := range 200 {
		seen[plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)] = true
	}
	for _, f := range []plural.Form{plural.Zero, plural.One, plural.Two, plural.Few, plural.Many, plural.Other} {
		if seen[f] {
			forms = append(forms, f)
		}
	}
	return forms
}

// marksOf are the marks that part the fraction and the thousands of a number, as
// CLDR has them.
func marksOf(tag language.Tag) (decimal, group string) {
	digits := message.NewPrinter(tag).Sprintf("%.1f", 1234567.5)
	_, rest, _ := strings.Cut(digits, "1")
	group, rest, _ = strings.Cut(rest, "234")
	_, rest, _ = strings.Cut(rest, "567")
	decimal, _, _ = strings.Cut(rest, "5")
	return decimal, group
}

// Say writes a text of the screen.
func (l *Language) Say(english Text, args ...any) string {
	words := l.of(string(english))
	if len(args) == 0 {
		return words
	}
	if strings.Contains(words, "{") {
		words = l.agreed(words, args)
	}
	said := fmt.Sprintf(words, l.written(args)...)
	if l.texts != nil {
		// A sentence that ends in an abbreviation has one full stop.
		said = strings.ReplaceAll(said, "..", ".")
	}
	return said
}

// of is the text for an English one, which stays where a table lacks it.
func (l *Language) of(english string) string {
	if words, ok := l.texts[english]; ok {
		return words
	}
	shown, _, apart := strings.Cut(english, "@")
	if words, ok := l.texts[shown]; apart && ok {
		return words
	}
	return shown
}

// Has reports whether a language has a text of its own for an English one.
func (l *Language) Has(english Text) bool {
	shown, _, _ := strings.Cut(string(english), "@")
	return l.texts == nil || l.texts[string(english)] != "" || l.texts[shown] != ""
}

// Count writes a whole number with its thousands apart.
func (l *Language) Count(n int) string { return l.grouped(fmt.Sprint(n)) }

// Number writes a count with its thing: "1 report", "12 entries".
func (l *Language) Number(n int, thing Thing) string {
	if l.texts == nil {
		shown, _, _ := strings.Cut(string(thing), "@")
		return Several(n, shown)
	}
	return strings.Replace(l.Say("%d "+Text(thing), n), " ", noBreak, 1)
}

// Several writes a count with its thing in English.
func Several(n int, thing string) string {
	if n == 1 {
		return "1" + noBreak + thing
	}
	plural := thing + "s"
	if stem, ok := strings.CutSuffix(thing, "ry"); ok {
		plural = stem + "ries"
	}
	return Count(n) + noBreak + plural
}

// counted is a whole number among arguments, written with its thousands apart.
type counted struct {
	n int
	l *Language
}

func (c counted) String() string { return c.l.Count(c.n) }

// Format writes the number whatever the verb: texts count with %d.
func (c counted) Format(f fmt.State, _ rune) { _, _ = fmt.Fprint(f, c.String()) }

// written are arguments with every whole number as the language writes it.
func (l *Language) written(args []any) []any {
	out := args
	for i, a := range args {
		if n, ok := a.(int); ok {
			if &out[0] == &args[0] {
				out = slices.Clone(args)
			}
			out[i] = counted{n, l}
		}
	}
	return out
}

// agreed chooses the words that hang on a number among the arguments.
func (l *Language) agreed(words string, args []any) string {
	var out strings.Builder
	for {
		before, rest, opens := strings.Cut(words, "{")
		choice, after, closes := strings.Cut(rest, "}")
		out.WriteString(before)
		if !opens || !closes {
			return out.String()
		}
		out.WriteString(l.chosen(choice, args))
		words = after
	}
}

func (l *Language) chosen(choice string, args []any) string {
	number := slices.IndexFunc(args, func(a any) bool { _, is := a.(int); return is })
	if len(choice) > 2 && choice[1] == ':' {
		number, choice = int(choice[0]-'1'), choice[2:]
	}
	if number < 0 || number >= len(args) {
		number = 0
	}
	n, _ := args[number].(int)
	return l.formed(strings.Split(choice, "|"), plural.Cardinal.MatchPlural(l.tag, n, 0, 0, 0, 0))
}

// formed is the one of several words that stands for a plural form; the last one
// stands for those behind it too.
func (l *Language) formed(words []string, form plural.Form) string {
	return words[min(max(slices.Index(l.forms, form), 0), len(words)-1)]
}
