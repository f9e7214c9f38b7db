package reading

import (
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// This file folds the tellings of one flow within one report into one claim:
// headline and body, figure and reference back, two currencies.

// lookBack is how many figures back a report is taken to tell one flow again,
// or to go on with a total's parts.
const lookBack = 200

// mergeHeadline folds the headline's figures into the body's before parts
// inherit: what the headline says of a sum holds for its parts. Behind a list
// the headline's figure is the list's total, and stays until the parts have it.
func (s *scene) mergeHeadline() {
	for i := range s.drafts {
		h := &s.drafts[i]
		if s.sentences[h.sentence].kind != pledgebook.PartHeadline {
			return
		}
		for k := i + 1; k < min(i+lookBack, len(s.drafts)) && h.dropped == ""; k++ {
			b := &s.drafts[k]
			if b.list {
				break
			}
			if b.dropped == "" && s.sameFlow(h, b) {
				s.takeRevision(h, b)
				if s.fold(h, b); b.dropped != "" {
					b.refersTo = i // its parts are the headline's
				}
			}
		}
	}
}

// settleHeadlines takes the stage of a headline's present tense from the body: a
// headline's "gives" tells of what was given or is to be given, and only the
// body says which, by a verb of the same class or by what it says was signed.
func (s *scene) settleHeadlines() {
	for i := range s.drafts {
		h := &s.drafts[i]
		if s.sentences[h.sentence].kind != pledgebook.PartHeadline {
			return
		}
		if h.dropped != "" || h.verb == nil || h.verb.Class != stage.Give || h.verb.Form != stage.Finite || h.verb.Past || toCome(h.verb) {
			continue
		}
		if b := s.toldInBody(i); b != nil {
			h.claim.Stage = b.claim.Stage
			h.note(s, "stage", b.verb.Range, "headline-present", pledgebook.Context)
		} else if at := s.agreedBehind(h); at.Len() > 0 {
			h.claim.Stage = pledgebook.StageCommitment
			h.note(s, "stage", at, "headline-present", pledgebook.Context)
		}
	}
}

// toldInBody returns the first draft of the body with a verb of the class that the headline's
// draft at index i has; or nil.
func (s *scene) toldInBody(i int) *draft {
	for k := i + 1; k < min(i+lookBack, len(s.drafts)); k++ {
		if b := &s.drafts[k]; b.dropped == "" && b.verb != nil && b.verb.Class == s.drafts[i].verb.Class && b.claim.Stage != "" && s.sentences[b.sentence].kind != pledgebook.PartHeadline {
			return b
		}
	}
	return nil
}

// takeRevision gives the headline's telling what the body says of the same sum
// as known before.
func (s *scene) takeRevision(h, b *draft) {
	if h.claim.Revision == pledgebook.New && b.claim.Revision == pledgebook.Repeat && b.inherits {
		h.claim.Revision = pledgebook.Repeat
		s.copyEvidence(h, b, "revision")
	}
}

// tieReferences folds a figure that only points back ("of the 180 million")
// into the one it points to, before parts look for their totals.
func (s *scene) tieReferences() {
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" || !d.backward {
			continue
		}
		for k := i - 1; k >= max(0, i-lookBack); k-- {
			if p := &s.drafts[k]; p.dropped == "" && s.sameFlow(p, d) {
				s.fold(p, d)
				d.refersTo = k
				break
			}
		}
	}
}

// mergeRepeats drops a draft that tells a flow an earlier or better one tells.
func (s *scene) mergeRepeats() {
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" {
			continue
		}
		for k := max(0, i-lookBack); k < i; k++ {
			p := &s.drafts[k]
			if p.dropped == "" && s.sameFlow(p, d) {
				s.fold(p, d)
				break
			}
		}
	}
}

// sameFlow reports that two drafts tell of one flow: the same sum, nothing that
// contradicts, and not two lines of one list.
func (s *scene) sameFlow(a, b *draft) bool {
	if a.fraction() || b.fraction() || !sameSum(a.claim.Money, b.claim.Money) && !sameGoods(&a.claim, &b.claim) {
		return false
	}
	if a.sentence == b.sentence || a.list && b.list || b.partly && !(sameParties(a, b) && precise(a.claim.Money)) || !b.backward && s.toldBeside(b) {
		return false
	}
	if conflict(a.claim.Providers, b.claim.Providers) && !s.convertsHeadline(a, b) || s.oneMore(b) && s.sentences[a.sentence].kind != pledgebook.PartHeadline && a.claim.Revision != pledgebook.TopUp {
		return false
	}
	if s.sentences[a.sentence].kind == pledgebook.PartHeadline {
		return true
	}
	if conflict(a.claim.Receivers, b.claim.Receivers) || conflict(a.claim.Channels, b.claim.Channels) || s.differentKinds(a, b) {
		return false
	}
	if b.backward || b.claim.Revision == pledgebook.Repeat && sameParties(a, b) {
		return true
	}
	if a.parent >= 0 && a.parent == b.parent && a.verb != nil && b.verb != nil {
		return false // two parts of one total, each with a verb of its own
	}
	return a.claim.Stage == b.claim.Stage || b.inherits || a.inherits || precise(a.claim.Money)
}

// convertsHeadline reports a headline's sum that the body tells in another currency with
// that sum in brackets: whoever the headline puts first, it is one flow.
func (s *scene) convertsHeadline(h, b *draft) bool {
	return s.sentences[h.sentence].kind == pledgebook.PartHeadline && h.claim.Money != nil && b.claim.Money != nil && h.claim.Money.Currency != b.claim.Money.Currency
}

// preciseDigits is from how many digits a figure is one that no second flow has by chance.
const preciseDigits = 4

// precise reports a figure that no second flow has by chance: 124.29 million.
func precise(m *pledgebook.Money) bool {
	if m == nil {
		return false
	}
	digits := strings.TrimRight(strings.ReplaceAll(m.Lo.Trim(0).String(), ".", ""), "0")
	return len(digits) >= preciseDigits
}

// sameParties reports that two drafts both tell who gives and who gets, and tell the same.
func sameParties(a, b *draft) bool {
	return len(a.claim.Providers)*len(a.claim.Receivers) > 0 && slices.Equal(a.claim.Providers, b.claim.Providers) && slices.Equal(a.claim.Receivers, b.claim.Receivers)
}

// sameGoods reports two claims without a sum that count the same things: "400 tonnes of
// food aid", "400 tonnes of food"; "12 green ambulances", "12 ambulances".
func sameGoods(a, b *pledgebook.Claim) bool {
	if a.Money != nil || b.Money != nil || len(a.Items) == 0 || len(a.Items) > len(b.Items) {
		return false
	}
	for i := range a.Items {
		x, y := &a.Items[i], &b.Items[i]
		if x.Count != y.Count || !strings.HasPrefix(x.What, y.What) && !strings.HasPrefix(y.What, x.What) && lastWord(x.What) != lastWord(y.What) && !sameHead(x.What, y.What) {
			return false
		}
	}
	return true
}

// sameHead reports "vaccine doses" and "doses of the vaccine": what one ends in, the other
// begins with.
func sameHead(x, y string) bool {
	return lastWord(x) == firstWord(y) || firstWord(x) == lastWord(y)
}

func firstWord(what string) string {
	first, _, _ := strings.Cut(what, " ")
	return first
}

// lastWord returns what a good is at the end of its name: ambulances, of "green ambulances".
func lastWord(what string) string { return what[strings.LastIndexByte(what, ' ')+1:] }

// oneMore reports "another 3 million": a sum that its own words set beside one told before.
func (s *scene) oneMore(d *draft) bool {
	return d.claim.Revision == pledgebook.TopUp && !d.backward && s.is(d.figure.First-1, cue.Another)
}

// toldBeside reports "also announced", "also gave": what is told beside the sums
// before it is none of them.
func (s *scene) toldBeside(d *draft) bool {
	if d.verb == nil {
		return false
	}
	for k := d.verb.First - 1; k <= d.verb.Head; k++ {
		if s.is(k, cue.Also) {
			return true
		}
	}
	return false
}

// differentKinds reports two kinds that the figures' own words settle.
func (s *scene) differentKinds(a, b *draft) bool {
	return s.stated(a, "kind") && s.stated(b, "kind") && a.claim.Kind != b.claim.Kind
}

// conflict reports two lists that share no party though both name some.
func conflict(a, b []pledgebook.PartyID) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return false
			}
		}
	}
	return true
}

// sameSum reports equal figures, in the currency that both are stated in, or
// else through the other currency that either gives: two sums of one currency
// may round to one sum of another.
func sameSum(a, b *pledgebook.Money) bool {
	if a == nil || b == nil {
		return false
	}
	if a.Currency == b.Currency && a.Currency != "" {
		return near(a.Lo, b.Lo) && near(a.Hi, b.Hi)
	}
	for _, x := range amounts(a) {
		for _, y := range amounts(b) {
			if x.Currency == y.Currency && near(x.Lo, y.Lo) && near(x.Hi, y.Hi) {
				return true
			}
		}
	}
	return false
}

func amounts(m *pledgebook.Money) []pledgebook.Amount {
	return append([]pledgebook.Amount{{Lo: m.Lo, Hi: m.Hi, Currency: m.Currency}}, m.Also...)
}

// near reports figures within one per cent: a headline rounds.
func near(a, b decimal.Decimal) bool {
	diff, err := a.Sub(b)
	if err != nil {
		return false
	}
	percent, err := b.Quo(decimal.Hundred)
	return err == nil && diff.Abs().Cmp(percent.Abs()) <= 0
}

// fold keeps the better told of two drafts of one flow and gives it what only
// the other says.
func (s *scene) fold(a, b *draft) {
	keep, drop := a, b
	if s.sentences[a.sentence].kind == pledgebook.PartHeadline && (!b.inherits || willBe(b.verb)) {
		keep, drop = b, a
		keep.inherits = false
	}
	if len(keep.claim.Receivers) == 0 || s.namesMore(keep, drop) {
		keep.forget("receivers")
		keep.claim.Receivers = drop.claim.Receivers
		s.copyEvidence(keep, drop, "receivers")
	}
	if len(keep.claim.Providers) == 0 {
		keep.claim.Providers = drop.claim.Providers
		s.copyEvidence(keep, drop, "providers")
	}
	if keep.claim.Revision == pledgebook.New && drop.claim.Revision == pledgebook.TopUp {
		keep.claim.Revision = pledgebook.TopUp
		s.copyEvidence(keep, drop, "revision")
	}
	if keep.claim.Kind == pledgebook.KindUnspecified && !keep.mixed {
		keep.claim.Kind = drop.claim.Kind
		s.copyEvidence(keep, drop, "kind")
	}
	s.takeTimes(keep, drop)
	figure := "items"
	if keep.claim.Money != nil {
		figure = "money"
		if len(keep.claim.Money.Also) == 0 {
			keep.claim.Money.Also = otherCurrencies(keep.claim.Money.Currency, drop.claim.Money)
		}
	}
	for _, e := range drop.claim.Evidence {
		if e.Field == figure && len(keep.claim.Evidence) < maxEvidence {
			e.Rule = "told-again"
			keep.claim.Evidence = append(keep.claim.Evidence, e)
		}
	}
	drop.dropped = toldAgain
}

// takeTimes gives a telling without a time the one that the other tells of the flow.
func (s *scene) takeTimes(keep, drop *draft) {
	if !keep.claim.Period.IsZero() || keep.claim.Deadline != 0 || keep.claim.Extent != drop.claim.Extent {
		return
	}
	keep.claim.Period, keep.claim.Deadline = drop.claim.Period, drop.claim.Deadline
	s.copyEvidence(keep, drop, "period")
	s.copyEvidence(keep, drop, "deadline")
}

// namesMore reports that the body's telling of a headline's sum names those who receive
// in the headline and others: headlines shorten.
func (s *scene) namesMore(keep, drop *draft) bool {
	if s.sentences[keep.sentence].kind != pledgebook.PartHeadline || !s.stated(drop, "receivers") || len(drop.claim.Receivers) <= len(keep.claim.Receivers) {
		return false
	}
	return !slices.ContainsFunc(keep.claim.Receivers, func(id pledgebook.PartyID) bool { return !slices.Contains(drop.claim.Receivers, id) })
}

// willBe reports "will go to", "will be allocated": a verb of the future that tells its
// own stage where no total tells another.
func willBe(p *stage.Predicate) bool {
	return p != nil && p.Class == stage.Allocate && p.Mood == stage.Future
}

// toldAgain is why a draft is dropped whose flow another one tells.
const toldAgain = "told again"

// maxEvidence bounds how many tellings of one flow a claim cites.
const maxEvidence = 60

func otherCurrencies(have string, m *pledgebook.Money) []pledgebook.Amount {
	var also []pledgebook.Amount
	for _, a := range amounts(m) {
		if a.Currency != have && a.Currency != "" {
			also = append(also, a)
		}
	}
	return also
}
