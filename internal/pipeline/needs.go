package pipeline

import (
	"strings"

	"pledgebook"
)

// asClaim makes of a need without a figure ("Malawi's most urgent needs", "tents
// and rescue boats") the claim it is in the book: every need is an entry, so that
// it can be reviewed, and offers set beside it. Its id is the need's own.
func asClaim(h pledgebook.Held[pledgebook.Need]) pledgebook.Held[pledgebook.Claim] {
	n := h.Thing
	c := pledgebook.Claim{ID: n.ID, Stage: pledgebook.StageNeed, Polarity: pledgebook.Asserted, Revision: pledgebook.New, Extent: pledgebook.PartExtent,
		Providers: []pledgebook.PartyID{}, Receivers: n.Receivers, Channels: []pledgebook.PartyID{}, Kind: pledgebook.KindUnspecified, Modality: pledgebook.ModalityUnspecified}
	for _, what := range things(n.What) {
		c.Items = append(c.Items, pledgebook.Item{What: what})
	}
	c.Evidence = []pledgebook.Evidence{{Field: "items", Text: n.What, Span: n.Span, Basis: n.Basis, Rule: n.Rule}}
	return pledgebook.Held[pledgebook.Claim]{Thing: c, Citation: h.Citation}
}

// mostThings bounds the things that one need lists.
const mostThings = 40

// things parts what is needed: "tents, rescue boats and fuel". Whose need it is
// stands with the receivers.
func things(what string) (all []string) {
	if whose, rest, ok := strings.Cut(what, "’s "); ok && !strings.Contains(whose, ",") {
		what = rest
	} else if whose, rest, ok := strings.Cut(what, "'s "); ok && !strings.Contains(whose, ",") {
		what = rest
	}
	for _, piece := range strings.Split(strings.ReplaceAll(what, " and ", ", "), ",") {
		if piece = strings.TrimSpace(piece); piece != "" && len(all) < mostThings {
			all = append(all, piece)
		}
	}
	return all
}
