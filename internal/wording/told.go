package wording

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// pattern is a text with arguments as it looks once they are put in.
type pattern struct {
	looks   *regexp.Regexp
	english string
}

// verbs are the places of arguments in a text.
var verbs = regexp.MustCompile(`%(\.\d+)?(\[\d+\])?[sdqv]`)

// longestTold is the most bytes of a message that are looked at.
const longestTold = 2000

// patternsOf are the texts with arguments, the most telling first.
func patternsOf(texts map[string]string) (all []pattern) {
	for english := range texts {
		if !verbs.MatchString(english) || strings.ContainsAny(english, "@{") {
			continue
		}
		rest := verbs.Split(english, -1)
		looks := "^"
		for i, v := range append(verbs.FindAllString(english, -1), "") {
			looks += regexp.QuoteMeta(rest[i])
			switch {
			case strings.HasSuffix(v, "q"):
				looks += `"(.*?)"`
			case strings.HasSuffix(v, "d"):
				looks += `([0-9]+)`
			case v != "":
				looks += `(.+?)`
			}
		}
		all = append(all, pattern{regexp.MustCompile("(?s)" + looks + "$"), english})
	}
	slices.SortFunc(all, func(a, b pattern) int {
		return cmp.Or(cmp.Compare(fixed(b.english), fixed(a.english)), cmp.Compare(a.english, b.english))
	})
	return all
}

// fixed is how many bytes of a text no argument fills.
func fixed(english string) int { return len(verbs.ReplaceAllString(english, "")) }

// Told writes a message that reached the screen as finished English: an error, or
// why the program matched or refused something. It is found whole, else by the
// text that it was made from; where a table has neither, it stays English.
func (l *Language) Told(english string) string {
	if l.texts == nil || english == "" || len(english) > longestTold {
		return english
	}
	if words, ok := l.texts[english]; ok {
		return words
	}
	for _, p := range l.patterns() {
		found := p.looks.FindStringSubmatch(english)
		if found == nil || fixed(p.english) < 6 {
			continue
		}
		return l.Say(Text(p.english), captured(p.english, found[1:])...)
	}
	return l.parted(english)
}

// captured are the arguments of a text as they were put in; whole numbers as such.
func captured(english string, found []string) []any {
	args := make([]any, len(found))
	for i, v := range verbs.FindAllString(english, -1) {
		args[i] = found[i]
		if n, err := strconv.Atoi(found[i]); err == nil && strings.HasSuffix(v, "d") {
			args[i] = n
		}
	}
	return args
}

// parted tries the parts of a message around a colon: an error and its cause.
func (l *Language) parted(english string) string {
	message, cause, ok := strings.Cut(english, ": ")
	if !ok {
		return english
	}
	return l.Told(message) + ": " + l.Told(cause)
}
