package pipeline

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/comparing"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
)

// Which reports count: a state of a page until a later one replaces it, the last
// version of a row, and none that was taken back.

// standings say which reports count.
type standings struct {
	retracted, gone map[string]bool
	rejected        map[string]bool // ids of claims and reports
	// replaced leads from a state of a page to the one that replaced it; pairs
	// say, for each, which claims took its claims' places.
	replaced map[string]string
	pairs    map[string]*succession
	// reread are claims of earlier readings that decisions name.
	reread *succession
	rows   map[string][]string // link of a row → its reports
	latest map[string]string   // link of a row → the report that counts
	// aside leads from the ids that claims found which stand in no entry, but are
	// known, to those.
	aside map[string]string
}

// begin notes the rows among the reports of a ledger.
func (p *standings) begin(l *reporting.Ledger) {
	*p = standings{replaced: map[string]string{}, pairs: map[string]*succession{}, reread: &succession{},
		rows: map[string][]string{}, latest: map[string]string{}, aside: map[string]string{}}
	for report, ids := range l.Claims.Reports() {
		p.note(report, l.Claims.Told(ids[0]))
	}
}

// note remembers the report of a row by its link.
func (p *standings) note(report string, cited *pledgebook.Citation) {
	if link := rowLink(cited); link != "" && !slices.Contains(p.rows[link], report) {
		p.rows[link] = append(p.rows[link], report)
	}
}

// rowLink is what the versions of a row share; "" for what is no row.
func rowLink(cited *pledgebook.Citation) string {
	if cited == nil || !IsRow(cited.Engine) {
		return ""
	}
	link, _, _ := strings.Cut(cited.URL, "?")
	return link
}

// cited is the citation of a report that has claims; nil for others.
func (k *Keeper) cited(report string) *pledgebook.Citation {
	ids := k.claims.In(report)
	if len(ids) == 0 {
		return nil
	}
	return k.claims.Told(ids[0])
}

// stands reports whether the claims of a report count.
func (k *Keeper) stands(report string) bool {
	cited := k.cited(report)
	if cited == nil || k.places.retracted[report] {
		return false
	}
	if link := rowLink(cited); link != "" && k.places.latest[link] != report {
		return false
	}
	return k.places.replaced[report] == "" || reportSaid(cited) != report
}

// counts reports whether a claim is of a report that counts.
func (k *Keeper) counts(claim string) bool {
	cited := k.claims.Told(claim)
	return cited != nil && k.stands(cited.Report)
}

// heard reports whether matching hears a claim.
func (k *Keeper) heard(claim string) bool {
	return !k.places.rejected[claim] && !k.places.rejected[reportSaid(k.claims.Told(claim))] && k.counts(claim)
}

// replaceable reports whether the readings that are replaced can be followed one
// by one: few, and of none did reviewers decide anything.
func (k *Keeper) replaceable(s *step) bool {
	replaced := 0
	for report, r := range s.readings {
		was := k.claims.In(report)
		if len(was) == 0 && !k.ledger.Holds(report) {
			s.anew[report] = true
			continue
		}
		gone := slices.ContainsFunc(was, func(id string) bool {
			return !slices.ContainsFunc(r.claims, func(c pledgebook.Held[pledgebook.Claim]) bool { return c.Thing.ID == id })
		})
		if !gone && r.about != nil && len(was) == len(r.claims) {
			delete(s.readings, report) // known already
			continue
		}
		replaced++
		if k.places.reread.again[report] || r.about != nil && slices.ContainsFunc(was, k.decided.names) {
			return false
		}
	}
	return replaced <= mostReplaced
}

// takeReports takes readings in: what is there no more leaves the matching, too.
func (k *Keeper) takeReports(s *step, l *reporting.Ledger) {
	var gone []string
	for report, r := range s.readings {
		s.reports[report] = true
		for _, other := range k.places.rows[rowLink(k.cited(report))] {
			s.reports[other] = true
		}
		for _, id := range k.claims.In(report) {
			if !slices.ContainsFunc(r.claims, func(c pledgebook.Held[pledgebook.Claim]) bool { return c.Thing.ID == id }) {
				gone = append(gone, id)
			}
		}
	}
	s.change.add(k.run.Remove(gone...))
	for _, id := range gone {
		k.claims.Drop(id)
		if len(k.places.aside) > 0 {
			delete(k.places.aside, matching.EntryID(id))
		}
	}
	lean := leaner{}
	for _, report := range slices.Sorted(maps.Keys(s.readings)) {
		r := s.readings[report]
		for _, held := range r.claims {
			lean.put(k.claims, held)
		}
		k.places.note(report, k.cited(report))
		if r.about != nil {
			l.Reports = l.Reports.With(*r.about)
		} else {
			l.Reports = l.Reports.Without(report)
		}
	}
}

// widen adds to the reports looked at those whose standing hangs on theirs: other
// states of their pages, other versions of their rows.
func (k *Keeper) widen(s *step) {
	open := slices.Collect(maps.Keys(s.reports))
	look := func(report string) {
		if !s.reports[report] {
			s.reports[report] = true
			open = append(open, report)
		}
	}
	for len(open) > 0 {
		report := open[len(open)-1]
		open = open[:len(open)-1]
		for _, t := range k.kin.ties[report] {
			if t.Kind == pledgebook.TieVersion {
				look(t.Earlier)
				look(t.Later)
			}
		}
		if link := rowLink(k.cited(report)); link != "" {
			for _, other := range k.places.rows[link] {
				look(other)
			}
		}
	}
}

// rank finds anew, of the reports looked at, which replaced which and which version
// of a row is the last.
func (k *Keeper) rank(s *step) {
	links := map[string]bool{}
	for report := range s.reports {
		by := ""
		for _, t := range k.kin.ties[report] {
			if t.Kind == pledgebook.TieVersion && t.Earlier == report && !k.places.gone[t.Later] {
				by = max(by, t.Later)
			}
		}
		if by == "" {
			delete(k.places.replaced, report)
		} else {
			k.places.replaced[report] = by
		}
		if link := rowLink(k.cited(report)); link != "" {
			links[link] = true
		}
	}
	for link := range links {
		var last matching.Source
		for _, report := range k.places.rows[link] {
			if cited := k.cited(report); cited != nil && !k.places.retracted[report] {
				if c := sourceOf(*cited, ""); later(c, last) {
					last = c
				}
			}
		}
		k.places.latest[link] = last.ID
	}
}

// succeed finds anew which claims took the place of those of replaced states of
// pages, and returns where all that counts no more leads. It reports whether
// that changed.
func (k *Keeper) succeed(ctx context.Context, s *step, l *reporting.Ledger) (bool, error) {
	for report := range s.reports {
		by := k.places.replaced[report]
		if by == "" {
			delete(k.places.pairs, report)
			continue
		}
		pairs := &succession{next: map[string]string{}, heirs: map[string]string{}}
		pairs.versions(k.claims, map[string]string{report: by})
		k.places.pairs[report] = pairs
	}
	if s.begin {
		if err := k.rereadings(ctx, s); err != nil {
			return false, err
		}
	}
	if len(k.places.pairs) == 0 && len(k.places.reread.next) == 0 && len(l.Next) == 0 {
		return false, nil
	}
	heirs, next := k.settled()
	changed := !maps.Equal(heirs, l.Heirs) || !maps.Equal(next, l.Next)
	l.Heirs, l.Next = heirs, next
	return changed, nil
}

// settled leads from all claims that count no more to those in their place.
func (k *Keeper) settled() (heirs, next map[string]string) {
	heirs, next = maps.Clone(k.places.reread.heirs), maps.Clone(k.places.reread.next)
	if heirs == nil {
		heirs, next = map[string]string{}, map[string]string{}
	}
	for _, pairs := range k.places.pairs {
		maps.Copy(heirs, pairs.heirs)
		maps.Copy(next, pairs.next)
	}
	return settled(heirs, k.counts), settled(next, k.counts)
}

// rereadings looks through the whole book for claims of earlier readings that
// decisions still name.
func (k *Keeper) rereadings(ctx context.Context, s *step) error {
	wanted, known := map[string]bool{}, map[string]bool{}
	for _, d := range k.decided.made {
		for _, id := range namedBy(d) {
			wanted[id] = true
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	for report := range s.reports {
		if !k.stands(report) {
			continue
		}
		for _, id := range k.claims.In(report) {
			known[id] = wanted[id]
			if founded := matching.EntryID(id); wanted[founded] {
				known[founded] = true
			}
		}
	}
	reread := &succession{book: k.book, next: map[string]string{}, heirs: map[string]string{}}
	for _, pairs := range k.places.pairs {
		maps.Copy(reread.heirs, pairs.heirs)
		maps.Copy(reread.next, pairs.next)
	}
	reread.known = func(id string) bool { return known[id] || k.counts(id) }
	before := maps.Clone(reread.next)
	if err := reread.rereadings(ctx, k.decided.made); err != nil {
		return err
	}
	for id := range before {
		delete(reread.next, id)
		delete(reread.heirs, id)
	}
	k.places.reread = reread
	return nil
}

// setAside notes which ids are known although no entry bears them.
func (k *Keeper) setAside(s *step) {
	for report := range s.reports {
		known := k.places.retracted[report] || k.stands(report)
		for _, id := range k.claims.In(report) {
			switch {
			case known && !k.run.Has(id):
				k.places.aside[matching.EntryID(id)] = id
			case len(k.places.aside) > 0:
				delete(k.places.aside, matching.EntryID(id))
			}
		}
	}
}

// kinship says which reports are of one text. Unlike [families] it can be shared
// with ledgers: every report is under the name of its text.
type kinship struct {
	origins *reporting.Edited[string]
	ties    map[string][]pledgebook.Tie // by report
}

// of is the name of the text of a report.
func (k *kinship) of(report string) string {
	name, _ := k.origins.Get(report)
	return cmp.Or(name, report)
}

// join makes two texts one, and returns what got another name by it.
func (k *kinship) join(a, b string) (renamed []string) {
	to, from := k.of(a), k.of(b)
	_, joined := k.origins.Get(a)
	_, other := k.origins.Get(b)
	switch {
	case to == from && joined && other:
		return nil
	case joined && other:
		renamed = k.named(from)
		for _, id := range renamed {
			k.origins.Set(id, to)
		}
		return renamed
	case other:
		to, renamed = from, []string{a}
	case joined:
		renamed = []string{b}
	default:
		renamed = []string{a, b}
	}
	k.origins.Set(a, to)
	k.origins.Set(b, to)
	return renamed
}

// named are all that bear the name of a text.
func (k *kinship) named(text string) (ids []string) {
	for id, name := range k.origins.Done().All() {
		if name == text {
			ids = append(ids, id)
		}
	}
	return ids
}

// tie notes a tie, unless it is known.
func (k *kinship) tie(t pledgebook.Tie) bool {
	if slices.Contains(k.ties[t.Earlier], t) {
		return false
	}
	if k.ties == nil {
		k.ties = map[string][]pledgebook.Tie{}
	}
	k.ties[t.Earlier], k.ties[t.Later] = append(k.ties[t.Earlier], t), append(k.ties[t.Later], t)
	return true
}

// pageName is what the reports of one page are joined to.
func pageName(c *pledgebook.Citation) string {
	if c == nil || IsRow(c.Engine) {
		return ""
	}
	if page := comparing.PageOf(c.URL); page != "" {
		return "page " + page
	}
	return ""
}

// takeTies takes ties in, and joins what is of one text: by ties, then by pages.
func (k *Keeper) takeTies(s *step, l *reporting.Ledger) {
	for report := range s.readings {
		if !s.anew[report] {
			s.refresh = append(s.refresh, k.part(report)...)
		}
	}
	for _, t := range s.ties {
		if !k.kin.tie(t) {
			continue
		}
		l.Ties = append(l.Ties, t)
		s.reports[t.Earlier], s.reports[t.Later] = true, true
		s.refresh = append(s.refresh, k.kin.join(t.Earlier, t.Later)...)
	}
	for report := range s.readings {
		if page := pageName(k.cited(report)); page != "" {
			s.refresh = append(s.refresh, k.kin.join(report, page)...)
		}
	}
}

// part finds anew what is of one text with a report that is read otherwise now, or
// was taken down. It returns all that may bear another name by it: a report that
// tells something only now joins those of its page, too.
func (k *Keeper) part(report string) []string {
	name, ok := k.kin.origins.Get(report)
	if !ok {
		return nil
	}
	members := k.kin.named(name)
	for _, id := range members {
		k.kin.origins.Delete(id)
	}
	renamed := slices.Clone(members)
	for _, id := range members {
		for _, t := range k.kin.ties[id] {
			renamed = append(renamed, k.kin.join(t.Earlier, t.Later)...)
		}
	}
	for _, id := range members {
		if page := pageName(k.cited(id)); page != "" {
			renamed = append(renamed, k.kin.join(id, page)...)
		}
	}
	return renamed
}
