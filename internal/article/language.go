package article

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"pledgebook"
	"pledgebook/lexicon"
)

// How much of a text must tell its language. Only words in lower case count:
// names and table heads are the same in most languages.
const (
	languageSample = 4 << 10 // bytes looked at
	scriptSample   = 2 << 10
	fewWords       = 25 // below this many a text may be in any language
	wordShare      = 16 // one in so many lower-case words must be a function word
)

// tongues is what the world tables say about telling languages apart.
type tongues struct {
	names   map[string]string // tag → English name
	tags    []string          // of the languages told by their words
	words   map[string][]int  // function word → indexes into tags
	scripts []script
}

type script struct {
	tag   string
	table *unicode.RangeTable
}

var loadTongues = sync.OnceValues(func() (*tongues, error) {
	lex, err := lexicon.Load(untold)
	if err != nil {
		return nil, err
	}
	t := &tongues{names: map[string]string{}, words: map[string][]int{}}
	for _, r := range lex.Table("languages").Rows {
		t.names[r.Phrase()] = r.Get("name")
		if table := unicode.Scripts[r.Get("script")]; table != nil {
			t.scripts = append(t.scripts, script{r.Phrase(), table})
		}
	}
	for _, r := range lex.Table("functionwords").Rows {
		for _, tag := range r.List("languages") {
			i := slices.Index(t.tags, tag)
			if i < 0 {
				i, t.tags = len(t.tags), append(t.tags, tag)
			}
			t.words[r.Phrase()] = append(t.words[r.Phrase()], i)
		}
	}
	return t, nil
})

// language returns the tag of a text's language: the given one, else what its
// words tell, else "" for a text too short to tell. A language without a
// lexicon is Unsupported.
func language(name, given, text string) (string, error) {
	t, err := loadTongues()
	if err != nil {
		return "", err
	}
	tag, told := given, ""
	if given == "" {
		var sure bool
		if tag, sure = t.identify(clip(text, languageSample)); !sure {
			return "", pledgebook.Errorf(pledgebook.Unsupported, "%s: cannot tell its language; name it with --lang (read so far: %s)", name, strings.Join(lexicon.Languages(), ", "))
		}
		told = "reads as "
	}
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if tag == "" || slices.Contains(lexicon.Languages(), base) {
		return tag, nil
	}
	long := t.names[base]
	if long == "" {
		long = "language " + tag
	}
	if told == "" {
		told = "is in "
	}
	return "", pledgebook.Errorf(pledgebook.Unsupported, "%s %s%s, which is not read yet; read so far: %s (say --lang en to read it as English all the same)", name, told, long, strings.Join(lexicon.Languages(), ", "))
}

// identify returns the language whose function words or script the text shows
// most; "" and true for a text too short to tell, "" and false for one that is
// long enough and still matches none.
func (t *tongues) identify(text string) (tag string, sure bool) {
	if tag := t.byScript(clip(text, scriptSample)); tag != "" {
		return tag, true
	}
	counts := make([]int, len(t.tags))
	lower := 0
	for word := range strings.FieldsFuncSeq(owners.Replace(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if r, _ := utf8.DecodeRuneInString(word); !unicode.IsLower(r) {
			continue
		}
		lower++
		for _, l := range t.words[word] {
			counts[l]++
		}
	}
	best, second := 0, 0
	for l, n := range counts {
		switch {
		case l == 0:
		case n > counts[best] || n == counts[best] && rank(t.tags[l]) < rank(t.tags[best]):
			best, second = l, counts[best]
		default:
			second = max(second, n)
		}
	}
	long := lower >= fewWords
	switch {
	case long && counts[best]*wordShare < lower:
		return "", false
	case !long && counts[best] < surely && (counts[best] < 2 || counts[best] == second):
		return "", true
	}
	return t.tags[best], true
}

// owners takes off the "'s" of a name, whose "s" is a word of its own in Czech.
var owners = strings.NewReplacer("'s", " ", "’s", " ")

// surely is how many function words tell the language of a short text, whatever
// others share them; two do where no other language has as many.
const surely = 3

// rank orders languages that tie: those with a lexicon first, then by tag.
func rank(tag string) string {
	if slices.Contains(lexicon.Languages(), tag) {
		return " " + tag
	}
	return tag
}

// byScript returns the language of a script that holds most of the letters.
func (t *tongues) byScript(text string) string {
	counts := make([]int, len(t.scripts))
	letters := 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		for i := range t.scripts {
			if r >= 0x500 && unicode.Is(t.scripts[i].table, r) {
				counts[i]++
			}
		}
	}
	for i, n := range counts {
		if n*2 > letters || t.scripts[i].tag == "ja" && n*5 > letters {
			return t.scripts[i].tag
		}
	}
	return ""
}
