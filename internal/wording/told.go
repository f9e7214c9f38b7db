package wording

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// pattern is a text with arguments as it looks once they are put in: what stands
// before, between and behind them, and their verbs.
type pattern struct {
	english  string
	literals []string
	verbs    []byte
}

// longestTold is the most bytes of a message that are looked at, and leastFixed
// the fewest bytes beside its arguments that tell a text from others.
const longestTold, leastFixed = 2000, 6

// patternsOf are the texts with arguments, the most telling first.
func patternsOf(texts map[string]string) (all []pattern) {
	for english := range texts {
		p := patternOf(english)
		if len(p.verbs) > 0 && !strings.ContainsAny(english, "@{") && p.fixed() >= leastFixed {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b pattern) int {
		return cmp.Or(cmp.Compare(b.fixed(), a.fixed()), cmp.Compare(a.english, b.english))
	})
	return all
}

// patternOf takes a text apart at its arguments: "%s", "%.40q", "%[2]d".
func patternOf(english string) pattern {
	p, rest, quote := pattern{english: english}, english, ""
	for {
		before, after, ok := strings.Cut(rest, "%")
		end := strings.IndexAny(after, "sdqv")
		if !ok || end < 0 || strings.Trim(after[:end], ".[]0123456789") != "" {
			p.literals = append(p.literals, quote+rest)
			return p
		}
		verb := after[end]
		literal := quote + before
		if quote = ""; verb == 'q' {
			quote = `"`
		}
		p.literals, p.verbs, rest = append(p.literals, literal+quote), append(p.verbs, verb), after[end+1:]
	}
}

// fixed is how many bytes of a text no argument fills.
func (p pattern) fixed() (n int) {
	for _, l := range p.literals {
		n += len(l)
	}
	return n
}

// match finds the arguments that a message was made with.
func (p pattern) match(message string) (args []any, ok bool) {
	rest, ok := strings.CutPrefix(message, p.literals[0])
	for i, verb := range p.verbs {
		if !ok {
			return nil, false
		}
		next, last := p.literals[i+1], i == len(p.verbs)-1
		at := strings.Index(rest, next)
		if last && strings.HasSuffix(rest, next) {
			at = len(rest) - len(next)
		}
		if at <= 0 && verb != 'q' || at < 0 || last && at+len(next) != len(rest) {
			return nil, false
		}
		if next == "" && !last {
			return nil, false
		}
		args, rest = append(args, argument(verb, rest[:at])), rest[at+len(next):]
	}
	return args, ok
}

// argument is what was put in for a verb; a whole number as such.
func argument(verb byte, words string) any {
	if n, err := strconv.Atoi(words); err == nil && verb == 'd' {
		return n
	}
	return words
}

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
		if args, ok := p.match(english); ok {
			return l.Say(Text(p.english), args...)
		}
	}
	return l.parted(english)
}

// parted tries the parts of a message around a colon: an error and its cause.
func (l *Language) parted(english string) string {
	message, cause, ok := strings.Cut(english, ": ")
	if !ok {
		return english
	}
	return l.Told(message) + ": " + l.Told(cause)
}
