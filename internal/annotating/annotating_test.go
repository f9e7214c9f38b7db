package annotating

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"pledgebook"
)

// Positions count code points, and what they cut out is what is quoted.
func TestSelectorsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		runes := []rune(text)
		from := rapid.IntRange(0, len(runes)).Draw(t, "from")
		to := rapid.IntRange(from, len(runes)).Draw(t, "to")
		span := pledgebook.Span{Start: len(string(runes[:from])), End: len(string(runes[:to]))}
		if string(runes) != text {
			t.Skip("not UTF-8")
		}
		c := pledgebook.Claim{ID: "c", Evidence: []pledgebook.Evidence{{Field: "money", Span: span}}}
		all := Claim(c, pledgebook.Report{ID: "r", Text: text}, Places{Base: "https://aid.example.org"})
		if len(all) != 1 {
			t.Fatalf("%d annotations", len(all))
		}
		quote, place := all[0].Target.Selector[0], all[0].Target.Selector[1]
		if *place.Start != from || *place.End != to || quote.Exact != string(runes[from:to]) {
			t.Errorf("%d to %d %q, want %d to %d %q", *place.Start, *place.End, quote.Exact, from, to, string(runes[from:to]))
		}
		if !utf8.ValidString(quote.Prefix) || !utf8.ValidString(quote.Suffix) || len(quote.Prefix) > around || len(quote.Suffix) > around {
			t.Errorf("around: %q %q", quote.Prefix, quote.Suffix)
		}
	})
}

// Evidence that does not fit its text is left out, and only links that can be
// followed are sources.
func TestUnsoundEvidence(t *testing.T) {
	c := pledgebook.Claim{ID: "c", Evidence: []pledgebook.Evidence{{Span: pledgebook.Span{Start: -1, End: 2}}, {Span: pledgebook.Span{Start: 2, End: 99}}, {Span: pledgebook.Span{Start: 2, End: 1}}, {Span: pledgebook.Span{Start: 0, End: 2}}}}
	all := Claim(c, pledgebook.Report{ID: "r", URL: "javascript:alert(1)", Text: "abcd"}, Places{})
	if len(all) != 1 || all[0].Target.Source != "urn:pledgebook:report:r" {
		t.Errorf("%+v", all)
	}
	for link, want := range map[string]bool{"https://a.example/b?c=d&e": true, "http://a": true, "ftp://a": false, "javascript:x": false, "https://a\"><script>": false, "https://a b": false, "": false} {
		if IsLink(link) != want {
			t.Errorf("IsLink(%q) = %v", link, !want)
		}
	}
}
