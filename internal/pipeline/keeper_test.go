package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
	"pledgebook/internal/storage"
)

// world is a book in which anything may happen, small enough that nearly all of
// it touches.
type world struct {
	t       *rapid.T
	book    *storage.Book
	reports []string          // ids of what was filed
	engine  map[string]int    // of each report's newest reading
	about   map[string]string // what each report was read from
	made    []pledgebook.Decision
	day     pledgebook.Day
}

func hexID(of ...any) string {
	sum := sha256.Sum256([]byte(fmt.Sprint(of...)))
	return hex.EncodeToString(sum[:16])
}

func pick[T any](t *rapid.T, what string, from ...T) T { return rapid.SampledFrom(from).Draw(t, what) }

// reading is what an engine reads out of a report; a newer one reads some claims
// otherwise.
func (w *world) reading(n, engine int) pledgebook.Reading {
	t := w.t
	url := pick(t, "url", "", fmt.Sprintf("https://one.example/%d", n%4), fmt.Sprintf("https://www.one.example/%d", n%4), fmt.Sprintf("https://two.example/%d", n))
	outlet := pick(t, "outlet", "One", "Two", "Three")
	published := pick(t, "published", "2024-03-01", "2024-03-02", "2024-03-09", "2024-06-01", "")
	name := fmt.Sprintf("en-%d", engine)
	if n%7 == 3 {
		name, url = "kiel"+rowMark+"1", fmt.Sprintf("https://rows.example/%d?v=%d", n%2, n)
	}
	if n%7 >= 5 {
		name, url = CodedEngine, pick(t, "page", "https://one.example/coded", "https://one.example/coded", url)
	}
	id := hexID("report", n)
	if was, ok := w.about[id]; ok { // a reading anew is of the same text and page
		var r pledgebook.Report
		if err := json.Unmarshal([]byte(was), &r); err != nil {
			t.Fatal(err)
		}
		url, outlet, published = r.URL, r.Outlet, string(r.Published)
	}
	text := fmt.Sprintf("Report %d tells of aid.", n)
	sum := sha256.Sum256([]byte(text))
	r := pledgebook.Reading{Engine: name, Report: pledgebook.Report{ID: id, URL: url, Outlet: outlet, Headline: "Report", Language: "en", Published: pledgebook.Stamp(published),
		Text: text, TextSHA256: hex.EncodeToString(sum[:]), Parts: []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{End: len(text)}}}}}
	for i := range rapid.IntRange(0, 3).Draw(t, "claims") {
		r.Claims = append(r.Claims, w.claim(r, i))
	}
	if pick(t, "needs", true, false, false) {
		r.Needs = append(r.Needs, pledgebook.Need{ID: hexID("need", id, name), Receivers: []pledgebook.PartyID{"UKR"}, What: "tents", Span: pledgebook.Span{Start: 0, End: 6}, Basis: pledgebook.Stated})
	}
	doc, err := json.Marshal(r.Report)
	if err != nil {
		t.Fatal(err)
	}
	w.about[id] = string(doc)
	return r
}

func (w *world) claim(r pledgebook.Reading, i int) pledgebook.Claim {
	t := w.t
	c := pledgebook.Claim{ID: hexID("claim", r.Report.ID, r.Engine, i), Stage: pick(t, "stage", pledgebook.StagePledge, pledgebook.StagePledge, pledgebook.StageDisbursement, pledgebook.StageUnclear),
		Polarity: pledgebook.Asserted, Revision: pick(t, "revision", pledgebook.New, pledgebook.New, pledgebook.Repeat, pledgebook.Restatement),
		Extent: pick(t, "extent", pledgebook.PartExtent, pledgebook.PartExtent, pledgebook.TotalExtent), Kind: pick(t, "kind", pledgebook.Military, pledgebook.KindUnspecified),
		Modality: pledgebook.ModalityUnspecified, Providers: []pledgebook.PartyID{pick(t, "by", pledgebook.PartyID("DEU"), "DEU", "FRA")}, Receivers: []pledgebook.PartyID{"UKR"}, Channels: []pledgebook.PartyID{}}
	_ = c.Deadline.UnmarshalText([]byte(pick(t, "deadline", "", "", "2024-12-31", "2025-06-30")))
	d := decimal.MustNew(pick(t, "sum", int64(5), 5, 7, 50)*1_000_000, 0)
	c.Money = &pledgebook.Money{Lo: d, Hi: d, Currency: pick(t, "currency", "EUR", "EUR", "USD"), Qualifier: pledgebook.Exact}
	c.Evidence = []pledgebook.Evidence{{Field: "money", Text: "Report", Span: pledgebook.Span{End: 6}, Basis: pledgebook.Stated, Rule: "drawn"}}
	if i > 0 {
		switch other := r.Claims[0].ID; pick(t, "says", 0, 1, 2) {
		case 1:
			c.PartOf = other
		case 2:
			c.FulfilledBy = []string{other}
		}
	}
	return c
}

func (w *world) file(r pledgebook.Reading) {
	out, err := w.book.Append(w.t.Context(), []pledgebook.Filing{{Reading: r, Print: &pledgebook.Print{}}})
	if err != nil || out[0].Err != nil && out[0].State != pledgebook.FiledRedacted {
		w.t.Fatal(err, out[0].Err)
	}
	if out[0].State == pledgebook.FiledNew {
		w.reports = append(w.reports, r.Report.ID)
	}
}

// tie ties the report filed last to an earlier one.
func (w *world) tie() {
	if len(w.reports) < 2 {
		return
	}
	a, b := w.reports[len(w.reports)-1], pick(w.t, "tied to", w.reports[:len(w.reports)-1]...)
	kind := pick(w.t, "tie", pledgebook.TieCopy, pledgebook.TieVersion, pledgebook.TieVersion)
	t := pledgebook.Tie{Earlier: b, Later: a, Kind: kind}
	if pick(w.t, "backwards", true, false, false) {
		t.Earlier, t.Later = a, b
	}
	if err := w.book.Place(w.t.Context(), pledgebook.Placing{Report: a, Ties: []pledgebook.Tie{t}}); err != nil {
		w.t.Fatal(err)
	}
}

// decide makes a decision about something in the ledger.
func (w *world) decide(l *reporting.Ledger) {
	t := w.t
	ids := []string{"nothing"}
	for _, e := range slices.Concat(l.Entries, l.Rejected) {
		ids = append(ids, e.ID, e.Claims[len(e.Claims)-1], matching.EntryID(e.Claims[len(e.Claims)-1]))
	}
	ids = append(ids, slices.Sorted(maps.Keys(maps.Collect(l.Claims.All())))...)
	verb := pick(t, "verb", pledgebook.Accept, pledgebook.Accept, pledgebook.Edit, pledgebook.Reject, pledgebook.Merge, pledgebook.Split, pledgebook.ConfirmStage,
		pledgebook.Undo, pledgebook.Undo, pledgebook.Undo, pledgebook.Retract, pledgebook.Redact, pledgebook.SetAccess, pledgebook.Consult)
	d := pledgebook.Decision{Verb: verb, Who: pick(t, "who", "Ana", "Bo"), Why: fmt.Sprint("the ", len(w.made)), At: time.Date(2024, 10, 18, 9, len(w.made)+rapid.IntRange(-2, 0).Draw(t, "late"), 0, 0, time.UTC)}
	d.On = rapid.SliceOfNDistinct(rapid.SampledFrom(ids[:]), 1, 3, rapid.ID).Draw(t, "on")
	switch verb {
	case pledgebook.Undo:
		if len(w.made) == 0 {
			return
		}
		d.On, d.Undoes = nil, pick(t, "undoes", w.made...).ID
	case pledgebook.Retract, pledgebook.Redact:
		if len(w.reports) == 0 {
			return
		}
		d.On = []string{pick(t, "report", w.reports...)}
	case pledgebook.Edit:
		d.Set = pick(t, "set", map[string]string{"stage": "delivery"}, map[string]string{"fulfilled_by": d.On[0]}, map[string]string{"part_of": d.On[0]})
	case pledgebook.SetAccess:
		d.Set = map[string]string{"level": "team"}
	case pledgebook.Merge:
		if len(d.On) < 2 {
			return
		}
	}
	out, err := w.book.Decide(t.Context(), d)
	if kind := pledgebook.KindOf(err); err != nil && kind != pledgebook.Invalid && kind != pledgebook.NotFound {
		t.Fatal(err) // but nothing that was redacted is brought back
	}
	if err == nil {
		d.ID = out[0].ID
		w.made = append(w.made, d)
	}
}

func (w *world) happen(l *reporting.Ledger) {
	switch way := rapid.IntRange(0, 9).Draw(w.t, "way"); {
	case way < 4:
		w.file(w.reading(len(w.reports), 1))
		if pick(w.t, "kin", true, false) {
			w.tie()
		}
	case way == 4 && len(w.reports) > 0:
		n := rapid.IntRange(0, len(w.reports)-1).Draw(w.t, "again")
		if n%7 == 3 || n%7 >= 5 {
			return // nobody reads rows anew
		}
		w.engine[w.reports[n]]++
		w.file(w.reading(n, 1+w.engine[w.reports[n]]))
	case way == 5:
		w.day += 40
	default:
		w.decide(l)
	}
}

// look makes all lists of a ledger, so that the next one is made from them.
func look(l *reporting.Ledger) string {
	home, inbox, page := l.Home(20), l.Inbox(1, 50), l.Page(1, 50)
	pairs, _ := l.Pairs(50)
	found := map[string][]string{}
	for _, query := range []string{"million", "deu", "ukraine pledge", "two", "disbursed", "provided"} {
		hits, _ := l.Search(query, 30)
		for _, h := range hits {
			found[query] = append(found[query], h.Entry.ID)
		}
	}
	naming := map[string][]string{}
	for _, giver := range []pledgebook.PartyID{"DEU", "FRA"} {
		all, _ := l.EntriesNaming([]pledgebook.PartyID{giver}, nil, "", false)
		for e := range all {
			naming[string(giver)] = append(naming[string(giver)], e.ID)
		}
	}
	return spelled(home, inbox, page, pairs, found, naming, l.Agenda(nil, 0, 1<<20, 50), l.Parties(reporting.Donor))
}

func spelled(things ...any) string {
	b, err := json.MarshalIndent(things, "", " ")
	if err != nil {
		panic(err)
	}
	return string(b)
}

// whole spells all that a ledger holds, whatever order its reports came in and
// whatever texts are called. Where ids lead is told of those that decisions which
// stand named, and of claims.
func (w *world) whole(l *reporting.Ledger) string {
	named := map[string]bool{}
	for _, d := range w.made {
		for _, id := range d.On {
			named[id] = true
		}
	}
	leads := func(all map[string]string) map[string]string {
		out := map[string]string{}
		for id, to := range all {
			if named[id] || l.Claims.Has(id) {
				out[id] = to
			}
		}
		return out
	}
	reports, ties := slices.Collect(l.Reports.All()), append([]pledgebook.Tie(nil), l.Ties...)
	slices.SortFunc(reports, func(a, b reporting.Relative) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(ties, func(a, b pledgebook.Tie) int { return strings.Compare(a.Earlier+a.Later, b.Earlier+b.Later) })
	texts, text := map[string][]string{}, []string{}
	for _, r := range reports {
		if name, ok := l.Origins.Get(r.ID); ok {
			texts[name] = append(texts[name], r.ID)
		}
	}
	for _, t := range texts {
		if len(t) > 1 {
			text = append(text, strings.Join(t, " "))
		}
	}
	slices.Sort(text)
	var bases []matching.Basis
	for _, e := range l.Entries {
		bases = append(bases, l.BasisOf(e.ID))
	}
	claims := map[string]string{}
	for id, c := range l.Claims.All() {
		claims[id] = spelled(c)
	}
	return spelled(l.Entries, l.Rejected, l.Proposals, l.Decisions, l.Orphans, leads(l.Heirs), leads(l.Next), bases, claims, reports, ties, text, l.Today)
}

// newWorld is one with an empty book in a folder of its own below dir.
func newWorld(r *rapid.T, dir string) *world {
	folder, err := os.MkdirTemp(dir, "book")
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(func() { os.RemoveAll(folder) })
	book, err := storage.Open(r.Context(), folder, storage.Options{})
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(func() { book.Close() })
	return &world{t: r, book: book, engine: map[string]int{}, about: map[string]string{}, day: pledgebook.DateOf(2024, 10, 18)}
}

// Whatever is filed and decided, the ledger that is kept is the one that the
// whole book makes, in all its lists; earlier ledgers stay as they were.
func TestKeptLedgerIsTheWholeBooks(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(r, dir)
		for range rapid.IntRange(0, 6).Draw(r, "at first") {
			w.file(w.reading(len(w.reports), 1))
		}
		k := NewKeeper(w.book, nil)
		now, _, err := k.Update(r.Context(), w.day)
		if err != nil {
			r.Fatal(err)
		}
		for range rapid.IntRange(1, 8).Draw(r, "steps") {
			before, then := now, *w
			seen := look(now) + w.whole(now)
			for range rapid.IntRange(1, 3).Draw(r, "at once") {
				w.happen(now)
			}
			if now, _, err = k.Update(r.Context(), w.day); err != nil {
				r.Fatal(err)
			}
			want, err := BringTogether(r.Context(), w.book, nil, w.day)
			if err != nil {
				r.Fatal(err)
			}
			if diff := cmp.Diff(w.whole(want), w.whole(now)); diff != "" {
				r.Fatalf("the whole book (-) and what was kept (+) differ:\n%s", diff)
			}
			if diff := cmp.Diff(look(want), look(now)); diff != "" {
				r.Fatalf("the lists of the whole book (-) and of what was kept (+) differ:\n%s", diff)
			}
			if diff := cmp.Diff(seen, look(before)+then.whole(before)); diff != "" {
				r.Fatalf("the ledger of before (-) changed (+):\n%s", diff)
			}
		}
	})
}
