package party

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// This file writes what stands in capitals as a report writes it elsewhere.

// nameWritten is a name with the words in capitals written small: "António COSTA".
func nameWritten(d *text.Document, r text.Range, s string) string {
	for i := r.First; i < r.End; i++ {
		if t := d.Tokens[i]; t.Is(text.AllCaps) && t.End-t.Start > 2 {
			return inSmall(d, s, false)
		}
	}
	return s
}

// roleWritten is a role written small where all its words stand in capitals:
// "PRIME MINISTER", but not "NATO Secretary General".
func roleWritten(d *text.Document, r text.Range, s string) string {
	long := false
	for i := r.First; i < r.End; i++ {
		t := d.Tokens[i]
		if t.Kind == text.Word && t.End-t.Start > 2 && !t.Is(text.AllCaps) {
			return s
		}
		long = long || t.End-t.Start > 3
	}
	if !long {
		return s
	}
	return inSmall(d, s, true)
}

// roleLinks are the words of a role that have no capital.
const roleLinks = cue.Of | cue.For | cue.And | cue.The | cue.To | cue.In | cue.On

// inSmall writes the words in capitals with a capital at their heads alone:
// "Jean-Pierre", "McCarthy", "Minister of Finance".
func inSmall(d *text.Document, s string, role bool) string {
	words := strings.Fields(s)
	for i, w := range words {
		if strings.ToUpper(w) != w || utf8.RuneCountInString(w) < 2 {
			continue
		}
		words[i] = headed(w)
		if role && i > 0 && d.Cues(w).Small&roleLinks != 0 {
			words[i] = strings.ToLower(w)
		}
	}
	return strings.Join(words, " ")
}

// headed writes a word with a capital at its head and behind each hyphen or
// apostrophe.
func headed(w string) string {
	var b strings.Builder
	head := true
	for i, r := range w {
		if head || i == 2 && strings.HasPrefix(w, "MC") {
			b.WriteRune(unicode.ToUpper(r))
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		head = !unicode.IsLetter(r)
	}
	return b.String()
}
