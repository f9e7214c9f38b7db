package pipeline

import (
	"context"
	"maps"
	"slices"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/rates"
	"pledgebook/internal/reporting"
)

// Keeper keeps the ledger of a book up to date: of what was filed and decided
// since it looked last it takes in that alone, and makes anew what that bears on.
// Its ledger is the one that [BringTogether] makes. It is not safe for use by
// several goroutines at once.
//
// Some acts bear on what only the whole book can tell, and make it begin anew: a
// newer reading of a report of which reviewers decided something, a decision on
// something unknown, and many newer readings or redactions at once.
type Keeper struct {
	book  pledgebook.Book
	table *rates.Table
	// Batch is the last one of the chain that was taken in, Head its hash.
	Batch int64
	Head  string

	ledger  *reporting.Ledger
	run     *matching.Running
	claims  *reporting.EditedClaims // of the ledger under way
	sources sources
	kin     kinship
	places  standings
	decided decided
	// towards leads from an entry to the promises that it counts towards.
	towards map[string][]string
}

// NewKeeper keeps the ledger of a book. Rates tell whether sums in two currencies
// can be one; nil for none.
func NewKeeper(book pledgebook.Book, table *rates.Table) *Keeper {
	return &Keeper{book: book, table: table}
}

// Update returns the ledger as the book stands, its promises followed up to a day,
// and what was taken in. Where nothing happened it is the ledger of before. After
// an error the next update begins anew.
func (k *Keeper) Update(ctx context.Context, today pledgebook.Day) (*reporting.Ledger, []pledgebook.Link, error) {
	links, err := k.update(ctx, today)
	if err != nil {
		*k = Keeper{book: k.book, table: k.table}
		return nil, nil, err
	}
	return k.ledger, links, nil
}

func (k *Keeper) update(ctx context.Context, today pledgebook.Day) ([]pledgebook.Link, error) {
	if k.ledger == nil {
		return nil, k.begin(ctx, today)
	}
	links, err := all(k.book.Since(ctx, k.Batch))
	if err != nil {
		return nil, err
	}
	if len(links) > 0 {
		done, err := k.follow(ctx, links)
		if err == nil && !done {
			*k = Keeper{book: k.book, table: k.table}
			err = k.begin(ctx, today)
		}
		if err != nil {
			return nil, err
		}
	}
	if k.ledger.Today != today {
		k.turnTo(today)
	}
	return links, nil
}

// step is what is taken in at once.
type step struct {
	readings  map[string]*read
	ties      []pledgebook.Tie
	decisions []pledgebook.Decision
	// reports are those whose standing is looked at; anew those among them that
	// were not in the book before.
	reports, anew map[string]bool
	// refresh are claims of reports that turned out to be of one text with others.
	refresh []string
	// ids are named by decisions that are new or have come to stand otherwise.
	ids []string
	// named are ids that new decisions named when they were made.
	named  []string
	change tally
	begin  bool
}

// read is what the book has of a report now; about is nil for one that was taken
// down.
type read struct {
	about  *reporting.Relative
	claims []pledgebook.Held[pledgebook.Claim]
}

// tally is what several steps of matching made of the entries.
type tally struct {
	made              map[string]bool
	gone              map[string]bool
	dropped, proposed []matching.Proposal
}

func (t *tally) add(c matching.Change) {
	if t.made == nil {
		t.made, t.gone = map[string]bool{}, map[string]bool{}
	}
	for _, id := range c.Gone {
		delete(t.made, id)
		t.gone[id] = true
	}
	for _, e := range c.Made {
		t.made[e.ID] = true
		delete(t.gone, e.ID)
	}
	t.dropped, t.proposed = append(t.dropped, c.Dropped...), append(t.proposed, c.Proposed...)
}

// begin takes in the whole book.
func (k *Keeper) begin(ctx context.Context, today pledgebook.Day) error {
	inventory, err := k.book.Inventory(ctx)
	if err != nil {
		return err
	}
	if err := (&Pipeline{Book: k.book}).PlaceWaiting(ctx); err != nil {
		return err
	}
	next := &reporting.Ledger{Today: today, Rates: matchingRates(k.table)}
	s := &step{begin: true, reports: map[string]bool{}}
	if s.decisions, err = all(k.book.Decisions(ctx)); err != nil {
		return err
	}
	if next.Ties, err = all(k.book.Ties(ctx)); err != nil {
		return err
	}
	kin := newFamilies(next.Ties)
	if err := told(ctx, k.book, next, kin); err != nil {
		return err
	}
	k.claims, k.towards = next.Claims.Edit(), map[string][]string{}
	k.kin.origins = reporting.SharedOf(kin.origins()).Edit()
	k.run = matching.NewRunning(nil, next.Rates, k.reported)
	k.places.begin(next)
	for report := range next.Claims.Reports() {
		s.reports[report] = true
	}
	for _, t := range next.Ties {
		k.kin.tie(t)
	}
	if err := k.settle(ctx, s, next); err != nil {
		return err
	}
	k.lay(s, next)
	k.Batch, k.Head = inventory.Batches, inventory.Head
	return nil
}

// follow takes in what was filed and decided since. It is false where everything
// has to be made anew.
func (k *Keeper) follow(ctx context.Context, links []pledgebook.Link) (bool, error) {
	s, err := k.gather(ctx, links)
	if err != nil || s == nil {
		return false, err
	}
	l := reporting.After(k.ledger)
	k.claims, k.kin.origins = k.ledger.Claims.Edit(), k.ledger.Origins.Edit()
	if !k.replaceable(s) {
		return false, nil
	}
	k.takeReports(s, l)
	k.takeTies(s, l)
	if err := k.settle(ctx, s, l); err != nil {
		return false, err
	}
	k.lay(s, l)
	if k.unknown(s, l) {
		return false, nil
	}
	last := links[len(links)-1]
	k.Batch, k.Head = last.Batch, last.Hash
	return true, nil
}

const (
	// mostGathered is how many reports are read one by one; more are read with the
	// whole book.
	mostGathered = 20_000
	// mostReplaced is how many readings are replaced, or taken down, one by one.
	mostReplaced = 64
)

// gather reads what was filed and decided; nil where that is too much.
func (k *Keeper) gather(ctx context.Context, links []pledgebook.Link) (*step, error) {
	s := &step{readings: map[string]*read{}, reports: map[string]bool{}, anew: map[string]bool{}}
	known := map[string]bool{}
	for _, d := range k.decided.made[max(0, len(k.decided.made)-len(links)):] {
		known[d.ID] = true
	}
	for _, link := range links {
		if link.Decision == nil {
			s.readings[link.Report] = nil
			continue
		}
		if known[link.Decision.ID] {
			continue // the book was read after it was decided
		}
		s.decisions = append(s.decisions, *link.Decision)
		if link.Decision.Verb == pledgebook.Redact {
			for _, report := range link.Decision.On {
				s.readings[report] = nil
			}
		}
	}
	if len(s.readings) > max(mostReplaced, min(mostGathered, k.ledger.Reports.Len()/4)) {
		return nil, nil
	}
	if len(s.readings) == 0 {
		return s, nil
	}
	if err := (&Pipeline{Book: k.book}).PlaceWaiting(ctx); err != nil {
		return nil, err
	}
	var err error
	for report := range s.readings {
		if s.readings[report], err = k.readReport(ctx, report); err != nil {
			return nil, err
		}
	}
	ids := slices.Sorted(maps.Keys(s.readings))
	for some := range slices.Chunk(ids, mostRows) {
		ties, err := all(k.book.Ties(ctx, some...))
		if err != nil {
			return nil, err
		}
		s.ties = append(s.ties, ties...)
	}
	return s, nil
}

// readReport reads what the book has of a report now.
func (k *Keeper) readReport(ctx context.Context, report string) (*read, error) {
	r, q := &read{}, pledgebook.Query{Report: report}
	for held, err := range k.book.Reports(ctx, q) {
		if err != nil {
			return nil, err
		}
		about := reporting.RelativeOf(held.Thing)
		r.about = &about
	}
	for held, err := range k.book.Claims(ctx, q) {
		if err != nil {
			return nil, err
		}
		r.claims = append(r.claims, held)
	}
	for held, err := range k.book.Needs(ctx, q) {
		if err != nil {
			return nil, err
		}
		if held.Thing.Claim == "" {
			r.claims = append(r.claims, asClaim(held))
		}
	}
	return r, nil
}

// sources remember who publishes a report's outlet or site: telling takes longer
// than all else about a claim.
type sources map[*pledgebook.Citation]pledgebook.PartyID

// mostSources bounds what is remembered.
const mostSources = 1 << 14

// reported is a claim as matching sees it.
func (k *Keeper) reported(id string) matching.ReportedClaim {
	c, cited := k.claims.Of(id), k.claims.Told(id)
	text, _ := k.kin.origins.Get(cited.Report)
	s := sourceOf(*cited, text)
	if !s.Row {
		party, ok := k.sources[cited]
		if !ok {
			if len(k.sources) >= mostSources || k.sources == nil {
				k.sources = sources{}
			}
			party = publisher(*cited)
			k.sources[cited] = party
		}
		s.Primary = party != "" && slices.Contains(actors(*c), party)
	}
	return matching.ReportedClaim{Claim: *c, Report: s}
}
