package pdf

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"pledgebook"
)

// edge is the part of a page's height in which running heads and feet stand.
const edge = 0.12

// furnitureOf finds what stands at the same place near the edge of more than half
// of the pages, three at least: letterheads, footers, the numbers of pages.
func furnitureOf(sheets []sheet) map[string]bool {
	seen := map[string]int{}
	for _, s := range sheets {
		on := map[string]bool{}
		for _, l := range linesOf(s.runs) {
			if l.y < edge*s.height || l.y > (1-edge)*s.height {
				on[mark(l)] = true
			}
		}
		for m := range on {
			seen[m]++
		}
	}
	often := map[string]bool{}
	for m, n := range seen {
		often[m] = n >= 3 && 2*n > len(sheets)
	}
	return often
}

// mark is the text of a line, its numbers left out, and its height on the page.
func mark(l line) string {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return unicode.ToLower(r)
	}, l.text())
	for strings.Contains(letters, "##") {
		letters = strings.ReplaceAll(letters, "##", "#")
	}
	return fmt.Sprintf("%d %s", int(l.y)/6, letters)
}

// hyphenate joins the lines of every block. A word parted by a hyphen at a line's
// end becomes whole, unless the document writes it with the hyphen elsewhere.
func hyphenate(blocks []block) {
	hyphened := map[string]bool{}
	for _, b := range blocks {
		for _, w := range strings.Fields(b.text) {
			if strings.Contains(w, "-") {
				hyphened[bareWord(w)] = true
			}
		}
	}
	for i := range blocks {
		lines := strings.Split(blocks[i].text, "\n")
		text := lines[0]
		for _, next := range lines[1:] {
			text = joinLines(text, next, hyphened)
		}
		blocks[i].text = strings.ReplaceAll(text, "\u00ad", "")
	}
}

func bareWord(w string) string {
	return strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }))
}

func joinLines(text, next string, hyphened map[string]bool) string {
	before, parted := strings.CutSuffix(text, "-")
	if soft, ok := strings.CutSuffix(text, "\u00ad"); ok {
		return soft + next
	}
	if !parted || !lower(next) || !lowerEnd(before) {
		return text + " " + next
	}
	first := before[strings.LastIndexAny(before, " \n")+1:]
	second, _, _ := strings.Cut(next, " ")
	if hyphened[bareWord(first+"-"+second)] {
		return text + next
	}
	return before + next
}

func lowerEnd(s string) bool {
	for _, r := range s[max(0, len(s)-4):] {
		if r != '\uFFFD' && !unicode.IsLower(r) {
			return false
		}
	}
	return s != ""
}

// headlines makes the largest text of the first page the headline, and other
// large or bold short lines headings. Where all type is of one size, none is.
func headlines(blocks []block) {
	usual := usualSize(blocks)
	best := -1
	for i, b := range blocks {
		if b.place.Page != 1 || !title(b) || b.size < 1.15*usual {
			continue
		}
		if best < 0 || b.size > 1.01*blocks[best].size {
			best = i
		}
	}
	for i := range blocks {
		b := &blocks[i]
		switch {
		case i == best:
			b.kind = pledgebook.PartHeadline
		case b.kind == pledgebook.PartParagraph && title(*b) && i > best && (b.size >= 1.15*usual || b.bold):
			b.kind = pledgebook.PartSubhead
		}
	}
}

// title reports a block that may be a headline or a heading.
func title(b block) bool {
	return b.kind == pledgebook.PartParagraph && len(b.text) <= 250 && !strings.HasSuffix(b.text, ".") && strings.IndexFunc(b.text, unicode.IsLetter) >= 0
}

// usualSize is the size in which most letters are set.
func usualSize(blocks []block) float64 {
	letters := map[float64]int{}
	for _, b := range blocks {
		letters[quarters(b.size)] += len(b.text)
	}
	return most(letters)
}

// usual is the size in which most letters of a page are set.
func usual(runs []run) float64 {
	letters := map[float64]int{}
	for _, r := range runs {
		letters[quarters(r.size)] += len(r.text)
	}
	return most(letters)
}

func quarters(size float64) float64 { return math.Floor(size*4) / 4 }

// most returns the size with the most letters, the smallest of equals.
func most(letters map[float64]int) float64 {
	best := 0.0
	for _, size := range slices.Sorted(maps.Keys(letters)) {
		if letters[size] > letters[best] {
			best = size
		}
	}
	return best
}
