package pdf

import (
	"cmp"
	"slices"
	"strings"
)

// columnsOf cuts a page into its columns, in reading order: bands from top to
// bottom where nothing stands between them, and within bands of running text
// columns from left to right. A table stays whole: its rows are read across.
func columnsOf(runs []run) [][]run {
	bands := bandsOf(runs)
	var all [][]run
	whole := false // the last column is as wide as the page
	for i := 0; i < len(bands); {
		n, gutter := columnBands(bands[i:])
		if n == 0 {
			if !whole {
				all = append(all, nil)
			}
			whole = true
			all[len(all)-1] = append(all[len(all)-1], bands[i]...)
			i++
			continue
		}
		left, right := split(slices.Concat(bands[i:i+n]...), gutter)
		all = append(all, columnsOf(left)...)
		all = append(all, columnsOf(right)...)
		whole = false
		i += n
	}
	return all
}

// bandsOf parts runs where a whole line's height is empty from left to right.
func bandsOf(runs []run) [][]run {
	sorted := slices.Clone(runs)
	slices.SortStableFunc(sorted, func(a, b run) int { return cmp.Compare(a.y-a.size, b.y-b.size) })
	var bands [][]run
	bottom := 0.0
	for i, r := range sorted {
		if i == 0 || r.y-r.size > bottom+0.15*r.size {
			bands = append(bands, nil)
		}
		last := len(bands) - 1
		bands[last] = append(bands[last], r)
		bottom = max(bottom, r.y+0.25*r.size)
	}
	return bands
}

// gap is an empty stretch of a page's width.
type gap struct{ from, to float64 }

func (g gap) width() float64 { return g.to - g.from }

// What a gutter between columns of running text looks like.
const (
	minGutter      = 0.9 // in sizes of the type
	minColumnLines = 3
	minColumnWords = 3.2 // a line, on average; the cells of a table have fewer
	maxBandsLooked = 400
)

// columnBands returns how many of the first bands stand in two columns of
// running text, and the gutter between them; none, if the first does not.
func columnBands(bands [][]run) (n int, gutter gap) {
	var within []run
	for i, b := range bands {
		if i == maxBandsLooked || n > 0 && !goesOn(within, b, gutter) {
			break
		}
		within = append(within, b...)
		g, ok := widestGap(within)
		if !ok {
			break
		}
		if left, right := split(within, g); running(left) && running(right) {
			n, gutter = i+1, g
		}
	}
	return n, gutter
}

// maxPause is how far below the last line of columns, in their usual distances
// of lines, the next one of them may stand; a heading of the whole page keeps more.
const maxPause = 2.2

// goesOn reports that a band still belongs to the columns above it: it stands on
// both sides of the gutter, or not far below what stands there.
func goesOn(columns, band []run, g gap) bool {
	if left, right := split(band, g); len(left) > 0 && len(right) > 0 {
		return true
	}
	left, _ := split(columns, g)
	above, below := linesOf(columns), linesOf(band)
	return below[0].y-above[len(above)-1].y < maxPause*usualLeading(linesOf(left))
}

// widestGap finds the widest stretch between the leftmost and the rightmost run
// over which nothing stands.
func widestGap(runs []run) (gap, bool) {
	sorted := slices.Clone(runs)
	slices.SortFunc(sorted, func(a, b run) int { return cmp.Compare(a.x0, b.x0) })
	var best gap
	right, size := sorted[0].x1, sorted[0].size
	for _, r := range sorted {
		if g := (gap{right, r.x0}); g.width() > best.width() {
			best, size = g, r.size
		}
		right = max(right, r.x1)
	}
	return best, best.width() >= minGutter*size
}

func split(runs []run, g gap) (left, right []run) {
	for _, r := range runs {
		if r.x0 < g.to {
			left = append(left, r)
		} else {
			right = append(right, r)
		}
	}
	return left, right
}

// running reports running text: several lines of several words.
func running(runs []run) bool {
	if len(runs) == 0 {
		return false
	}
	lines := linesOf(runs)
	words := 0
	for _, l := range lines {
		words += len(strings.Fields(l.text()))
	}
	return len(lines) >= minColumnLines && float64(words) >= minColumnWords*float64(len(lines))
}
