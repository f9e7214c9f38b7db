package quote_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"pledgebook"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/quote"
	"pledgebook/internal/reading/text"
	"pledgebook/internal/reading/turn"
	"pledgebook/lexicon"
)

// tools are what reading a text for quotes needs.
type tools struct {
	vocab   *text.Vocabulary
	parties *party.Reader
	quotes  *quote.Reader
	turns   *turn.Reader
}

func newTools(t testing.TB) *tools {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	v, err := text.NewVocabulary(lex)
	if err != nil {
		t.Fatal(err)
	}
	p, err := party.New(v, lex)
	if err != nil {
		t.Fatal(err)
	}
	q, err := quote.New(v, lex)
	if err != nil {
		t.Fatal(err)
	}
	tr, err := turn.New(v, lex)
	if err != nil {
		t.Fatal(err)
	}
	return &tools{v, p, q, tr}
}

// read finds the quotes of a text with a paragraph a line; "# " marks a headline.
func (tl *tools) read(content string) (*text.Document, []quote.Mention) {
	var parts []pledgebook.Part
	at := 0
	for line := range strings.SplitAfterSeq(content, "\n") {
		kind, start := pledgebook.PartParagraph, at
		if strings.HasPrefix(line, "# ") {
			kind, start = pledgebook.PartHeadline, at+2
		} else if at == 0 && len(line) < 200 && len(content) > 1000 {
			kind = pledgebook.PartHeadline
		}
		if end := at + len(strings.TrimRight(line, "\r\n ")); end > start {
			parts = append(parts, pledgebook.Part{Kind: kind, Span: pledgebook.Span{Start: start, End: end}})
		}
		at += len(line)
	}
	return tl.readParts(content, parts)
}

func (tl *tools) readParts(content string, parts []pledgebook.Part) (*text.Document, []quote.Mention) {
	var d text.Document
	d.Analyse(tl.vocab, content, parts)
	found := tl.parties.Find(&d, nil)
	turns := tl.turns.Find(&d, "", nil)
	found = tl.parties.Resolve(&d, pledgebook.Report{Text: content, Parts: parts}, turns, found)
	return &d, tl.quotes.Find(&d, found, turns, nil)
}

// attribution is one row of PolNeAR, or what we make of a chain of mentions:
// where the content and its source stand, in bytes.
type attribution struct {
	content, source []pledgebook.Span
	note            string
}

// TestPolNeAR scores content with its source against the development half of
// PolNeAR, US political news. An attribution is found where content and source
// both overlap those of gold, and exact where both are the same but for marks,
// punctuation and white space at the ends. A quote in several pieces is one
// content. Gold without a source is left out, and so is ours. Gold marks no
// attribution inside another's words ("he said the bank promised …"), which the
// product needs: ours count as false in the first figure and are left out in the
// second.
func TestPolNeAR(t *testing.T) {
	files, _ := filepath.Glob("../../../../shared/corpora/polnear-dev/attributions/*.ann")
	if len(files) == 0 {
		t.Skip("no ../shared/corpora/polnear-dev beside the repository: the development data is not here")
	}
	tl := newTools(t)
	var overlap, exact, outer, outerExact score
	verbose := os.Getenv("POLNEAR")
	for _, name := range files {
		base := filepath.Base(name)
		content, gold := readBrat(t, name, base[:strings.LastIndexByte(base, '_')])
		d, mentions := tl.read(content)
		ours := chains(d, mentions)
		o, e := overlap, exact
		pairs := overlap.add(ours, gold, overlaps)
		asMarked := func(a, b attribution) int { return same(content, a, b) }
		exact.add(ours, gold, asMarked)
		outer.add(outermost(ours), gold, overlaps)
		outerExact.add(outermost(ours), gold, asMarked)
		if verbose != "" && strings.Contains(base, verbose) {
			dump(content, ours, gold, pairs)
			fmt.Println(base, overlap.minus(o), exact.minus(e))
		}
	}
	t.Logf("overlap %s; exact %s", overlap, exact)
	t.Logf("outermost alone: overlap %s; exact %s", outer, outerExact)
	for _, floor := range []struct {
		what string
		got  score
		f1   float64
	}{{"overlap", overlap, .760}, {"exact", exact, .577}, {"outermost, overlap", outer, .780}, {"outermost, exact", outerExact, .595}} {
		if floor.got.f1() < floor.f1 {
			t.Errorf("%s F1 under %.3f: %s", floor.what, floor.f1, floor.got)
		}
	}
}

// outermost leaves out what is told in the words of another attribution.
func outermost(all []attribution) []attribution {
	return slices.DeleteFunc(slices.Clone(all), func(a attribution) bool {
		return slices.ContainsFunc(all, func(b attribution) bool { return tellsOf(b, a) })
	})
}

// tellsOf reports that the source of one attribution, and some of what it says, stands
// in the words of another.
func tellsOf(outer, inner attribution) bool {
	held := func(s pledgebook.Span) bool {
		return slices.ContainsFunc(outer.content, func(c pledgebook.Span) bool { return c.Contains(s) })
	}
	return !slices.ContainsFunc(inner.source, func(s pledgebook.Span) bool { return !held(s) }) && slices.ContainsFunc(inner.content, held)
}

func dump(content string, ours, gold []attribution, pairs map[int]int) {
	taken := map[int]bool{}
	show := func(mark string, a attribution) {
		fmt.Printf("%s [%s] %s", mark, a.note, a.source[0].In(content))
		for _, s := range a.content {
			fmt.Printf(" | %q", s.In(content))
		}
		fmt.Println()
	}
	for i, a := range ours {
		if g, ok := pairs[i]; ok {
			taken[g] = true
			if same(content, a, gold[g]) == 0 {
				show("~ours", a)
				show("~gold", gold[g])
			} else {
				show("=", a)
			}
		} else {
			show("+", a)
		}
	}
	for g, a := range gold {
		if !taken[g] {
			show("-", a)
		}
	}
}

// chains joins mentions that go on from one another into one attribution each.
func chains(d *text.Document, mentions []quote.Mention) []attribution {
	var out []attribution
	index := map[int]int{}
	for i, m := range mentions {
		if m.Source.Len() == 0 {
			continue
		}
		if k, ok := index[m.Continues]; ok && m.Continues >= 0 {
			index[i] = k
			if last := out[k].content[len(out[k].content)-1]; !last.Contains(d.Span(m.Clause)) {
				out[k].content = append(out[k].content, d.Span(m.Clause))
			}
			continue
		}
		index[i] = len(out)
		out = append(out, attribution{content: []pledgebook.Span{d.Span(m.Clause)}, source: []pledgebook.Span{d.Span(m.Source)}, note: m.Rule + " " + d.Slice(m.Cue)})
	}
	return out
}

func overlaps(a, b attribution) int {
	n := func(x, y []pledgebook.Span) (n int) {
		for _, s := range x {
			for _, o := range y {
				n += max(0, min(s.End, o.End)-max(s.Start, o.Start))
			}
		}
		return n
	}
	if n(a.source, b.source) == 0 {
		return 0
	}
	return n(a.content, b.content)
}

func same(content string, a, b attribution) int {
	eq := func(x, y []pledgebook.Span) bool {
		x, y = pieces(content, x), pieces(content, y)
		if len(x) != len(y) {
			return false
		}
		for i := range x {
			if bared(content, x[i]) != bared(content, y[i]) {
				return false
			}
		}
		return true
	}
	if eq(a.source, b.source) && eq(a.content, b.content) {
		return 1
	}
	return 0
}

// pieces puts spans in the order of the text and joins those with nothing but
// marks and white space between: gold cuts some quotes at each sentence.
func pieces(content string, spans []pledgebook.Span) []pledgebook.Span {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b pledgebook.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []pledgebook.Span
	for _, s := range sorted {
		if last := len(out) - 1; last >= 0 && (s.Start <= out[last].End || strings.Trim(content[out[last].End:s.Start], cut) == "") {
			out[last].End = max(out[last].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// cut is what the ends of a span may hold beside words.
const cut = " \t\n\u00a0\"'“”‘’.,:;!?-—–("

// bared takes marks, punctuation and white space off the ends of a span.
func bared(content string, s pledgebook.Span) pledgebook.Span {
	t := strings.TrimLeft(s.In(content), cut)
	s.Start = s.End - len(t)
	s.End = s.Start + len(strings.TrimRight(t, cut))
	return s
}

// score counts what was found.
type score struct{ hit, ours, gold int }

// add pairs ours with gold one to one, the best fits first.
func (s *score) add(ours, gold []attribution, fit func(a, b attribution) int) map[int]int {
	type pair struct{ i, g, fit int }
	var pairs []pair
	for i, a := range ours {
		for g, b := range gold {
			if n := fit(a, b); n > 0 {
				pairs = append(pairs, pair{i, g, n})
			}
		}
	}
	sort.SliceStable(pairs, func(a, b int) bool { return pairs[a].fit > pairs[b].fit })
	took, given := map[int]int{}, map[int]bool{}
	for _, p := range pairs {
		if _, ok := took[p.i]; !ok && !given[p.g] {
			took[p.i], given[p.g] = p.g, true
		}
	}
	s.hit, s.ours, s.gold = s.hit+len(took), s.ours+len(ours), s.gold+len(gold)
	return took
}

func (s score) minus(o score) score { return score{s.hit - o.hit, s.ours - o.ours, s.gold - o.gold} }

func (s score) f1() float64 { return 2 * float64(s.hit) / float64(max(1, s.ours+s.gold)) }

func (s score) String() string {
	return fmt.Sprintf("P %.3f R %.3f F1 %.3f (%d of %d, gold %d)", float64(s.hit)/float64(max(1, s.ours)), float64(s.hit)/float64(max(1, s.gold)), s.f1(), s.hit, s.ours, s.gold)
}

// readBrat reads a text and its attributions; brat counts characters.
func readBrat(t *testing.T, ann, base string) (string, []attribution) {
	raw, err := os.ReadFile(filepath.Join(filepath.Dir(ann), "../text", base+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	content := string(raw)
	at := make([]int, 0, len(content)+1)
	for i := range content {
		at = append(at, i)
	}
	at = append(at, len(content))
	raw, err = os.ReadFile(ann)
	if err != nil {
		t.Fatal(err)
	}
	spans := map[string][]pledgebook.Span{}
	var gold []attribution
	for line := range strings.SplitSeq(string(raw), "\n") {
		id, rest, _ := strings.Cut(strings.TrimRight(line, "\r"), "\t")
		if strings.HasPrefix(id, "T") {
			place, _, _ := strings.Cut(rest, "\t")
			_, place, _ = strings.Cut(place, " ")
			for piece := range strings.SplitSeq(place, ";") {
				var a, b int
				if _, err := fmt.Sscanf(piece, "%d %d", &a, &b); err != nil {
					t.Fatal(err)
				}
				spans[id] = append(spans[id], pledgebook.Span{Start: at[a], End: at[b]})
			}
		}
		if strings.HasPrefix(id, "E") {
			var g attribution
			for field := range strings.FieldsSeq(rest) {
				role, ref, _ := strings.Cut(field, ":")
				switch strings.TrimRight(role, "0123456789") {
				case "Content":
					g.content = append(g.content, spans[ref]...)
				case "Source":
					g.source = append(g.source, spans[ref]...)
				case "Cue":
					for _, s := range spans[ref] {
						g.note += s.In(content) + " "
					}
				}
			}
			if len(g.content) > 0 && len(g.source) > 0 {
				gold = append(gold, g)
			}
		}
	}
	if !utf8.ValidString(content) {
		t.Fatalf("%s is not UTF-8", base)
	}
	return content, gold
}
