package evaluating

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode"

	"pledgebook"
)

// shingle is how many words are compared at a time.
const shingle = 4

// maxPage is the most bytes of one page that are scored.
const maxPage = 50 << 20

// PageCleaner returns the body text of one saved page.
type PageCleaner func(ctx context.Context, name, url string, raw []byte) (string, error)

// PageScore is how well the body texts of pages were found: per page the share
// of shingles of four words that are right and that were found, averaged over
// the pages, so that a long page weighs no more than a short one.
type PageScore struct {
	Pages     int     `json:"pages"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	// Worst are the pages in the order of their own F1, the worst first.
	Worst []PageResult `json:"worst,omitempty"`
}

// PageResult is the score of one page.
type PageResult struct {
	Page      string  `json:"page"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
}

func (r PageResult) f1() float64 { return harmonic(r.Precision, r.Recall) }

// Pages scores a cleaner against a folder with ground-truth.json (name of the
// page → {articleBody, url}) and html/NAME.html.gz. A page that fails counts as
// empty text; its error is returned beside the score.
func Pages(ctx context.Context, dir string, clean PageCleaner) (PageScore, []error) {
	raw, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		return PageScore{}, []error{pledgebook.WrapError(pledgebook.Unreadable, err, "%s holds no pages to score; it needs ground-truth.json and html/*.html.gz", dir)}
	}
	var truth map[string]struct{ ArticleBody, URL string }
	if err := json.Unmarshal(raw, &truth); err != nil {
		return PageScore{}, []error{pledgebook.WrapError(pledgebook.Invalid, err, "%s is no list of pages", filepath.Join(dir, "ground-truth.json"))}
	}
	names := make([]string, 0, len(truth))
	for name := range truth {
		names = append(names, name)
	}
	sort.Strings(names)
	var score PageScore
	var errs []error
	for _, name := range names {
		html, err := unzip(filepath.Join(dir, "html", name+".html.gz"))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		text, err := clean(ctx, name, truth[name].URL, html)
		if err != nil {
			errs = append(errs, err)
		}
		r := compareTexts(truth[name].ArticleBody, text)
		r.Page = name
		score.add(r)
	}
	score.finish()
	return score, errs
}

func unzip(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Unreadable, err, "%s cannot be read", path)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Invalid, err, "%s is no gzip file", path)
	}
	raw, err := io.ReadAll(io.LimitReader(z, maxPage))
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Invalid, err, "%s is damaged", path)
	}
	return raw, nil
}

func (s *PageScore) add(r PageResult) {
	s.Pages++
	s.Precision += r.Precision
	s.Recall += r.Recall
	s.Worst = append(s.Worst, r)
}

func (s *PageScore) finish() {
	if s.Pages == 0 {
		return
	}
	s.Precision /= float64(s.Pages)
	s.Recall /= float64(s.Pages)
	s.F1 = harmonic(s.Precision, s.Recall)
	sort.SliceStable(s.Worst, func(i, j int) bool { return s.Worst[i].f1() < s.Worst[j].f1() })
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// compareTexts counts the shingles two texts share, each as often as both have it.
func compareTexts(want, got string) PageResult {
	a, b := shingles(want), shingles(got)
	shared, wanted, found := 0, 0, 0
	for s, n := range a {
		wanted += n
		shared += min(n, b[s])
	}
	for _, n := range b {
		found += n
	}
	switch {
	case wanted == 0 && found == 0:
		return PageResult{Precision: 1, Recall: 1}
	case shared == 0:
		return PageResult{}
	}
	return PageResult{Precision: float64(shared) / float64(found), Recall: float64(shared) / float64(wanted)}
}

// shingles counts every run of four words; a shorter text is one shingle.
func shingles(text string) map[string]int {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' })
	counts := map[string]int{}
	if len(words) == 0 {
		return counts
	}
	for i := range max(1, len(words)-shingle+1) {
		counts[strings.Join(words[i:min(i+shingle, len(words))], " ")]++
	}
	return counts
}
