// Package jsonld exports entries as linked data: each a grant in the terms of
// schema.org with, where it is a promise, a review of whether it came true, and
// the evidence of every claim as W3C Web Annotations.
package jsonld

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"

	"pledgebook"
	"pledgebook/internal/annotating"
	"pledgebook/internal/export"
	"pledgebook/internal/wording"
)

// Format is JSON-LD 1.1.
type Format struct{}

// Name is "jsonld".
func (Format) Name() string { return "jsonld" }

// MediaType is that of JSON-LD.
func (Format) MediaType() string { return "application/ld+json" }

// context are the vocabularies: schema.org's terms as they are, annotations in a
// scope of their own, and ours.
var context = map[string]any{
	"@version": 1.1,
	"@vocab":   "https://schema.org/",
	"pb":       "urn:pledgebook:",
	"stage":    "pb:stage", "reportedVerb": "pb:reportedVerb", "polarity": "pb:polarity", "origins": "pb:origins", "reviewed": "pb:reviewed",
	"annotations": map[string]any{"@id": "pb:evidence", "@container": "@set", "@context": annotating.Context},
}

type node = map[string]any

// Write writes one document, its graph one node a row.
func (Format) Write(w io.Writer, about export.About, rows iter.Seq2[export.Row, error]) error {
	b := bufio.NewWriter(w)
	head, err := json.Marshal(context)
	if err != nil {
		return err
	}
	_, _ = b.WriteString(`{"@context":` + string(head) + `,"@graph":[`)
	separator := "\n"
	for r, err := range rows {
		if err != nil {
			return err
		}
		line, err := json.Marshal(grant(r, about))
		if err != nil {
			return err
		}
		_, _ = b.WriteString(separator)
		if _, err := b.Write(line); err != nil {
			return err
		}
		separator = ",\n"
	}
	_, _ = b.WriteString("\n]}\n")
	return b.Flush()
}

// grant is an entry. Who promises is its sponsor, who has given its funder: of
// schema.org's words only "sponsor" covers a promise.
func grant(r export.Row, about export.About) node {
	e, l := r.Entry, wording.English.Reading(r.Evidence())
	n := node{"@id": about.Page(e.ID), "@type": "MonetaryGrant", "identifier": e.ID, "name": wording.English.Reading(r.Evidence()).Title(e),
		"stage": e.Stage, "polarity": e.Polarity, "origins": e.Origins, "reviewed": e.Reviewed}
	role := "funder"
	if e.Stage == pledgebook.StagePledge || e.Polarity != pledgebook.Asserted {
		role = "sponsor"
	}
	put(n, role, parties(l, e.Providers))
	put(n, "fundedItem", parties(l, e.Receivers))
	if e.Money != nil {
		n["amount"] = amount(*e.Money)
	}
	put(n, "description", r.First().Sentence)
	put(n, "reportedVerb", r.First().Claim.ReportedVerb)
	if e.Fulfilment != nil || e.Deadline.Known() {
		n["subjectOf"] = review(r, about)
	}
	if all := evidence(r, about); len(all) > 0 {
		n["annotations"] = all
	}
	return n
}

// put sets what is not empty.
func put[T string | []node](n node, name string, value T) {
	if len(value) > 0 {
		n[name] = value
	}
}

func parties(l *wording.Language, ids []pledgebook.PartyID) (all []node) {
	for _, id := range ids {
		kind := "Organization"
		if id.IsState() {
			kind = "Country"
		}
		all = append(all, node{"@type": kind, "identifier": id, "name": l.Party(id)})
	}
	return all
}

// amount is a sum as exact decimals; its ends where the report states a range or
// hedges it.
func amount(m pledgebook.Money) node {
	n := node{"@type": "MonetaryAmount"}
	put(n, "currency", m.Currency)
	lo, hi := pledgebook.Plain(m.Lo), pledgebook.Plain(m.Hi)
	if m.Lo.Cmp(m.Hi) == 0 && (m.Qualifier == "" || m.Qualifier == pledgebook.Exact || m.Qualifier == pledgebook.About) {
		n["value"] = lo
		return n
	}
	if m.Qualifier != pledgebook.AtMost && m.Qualifier != pledgebook.Nearly {
		n["minValue"] = lo
	}
	if m.Qualifier != pledgebook.AtLeast && m.Qualifier != pledgebook.MoreThan {
		n["maxValue"] = hi
	}
	return n
}

// review is the verdict on a promise: a status in words, and no number, because
// the statuses are no scale.
func review(r export.Row, about export.About) node {
	first := r.First()
	claim := node{"@type": "Claim", "name": first.Sentence}
	if s := first.Claim.Speaker; s != nil && s.Name != "" {
		speaker := node{"@type": "Person", "name": s.Name}
		put(speaker, "jobTitle", s.Role)
		claim["author"] = speaker
	}
	var appearances []node
	for _, b := range r.Backing {
		work := node{"@type": "NewsArticle"}
		put(work, "headline", b.Source.Headline)
		put(work, "datePublished", string(b.Source.Published))
		if annotating.IsLink(b.Source.URL) {
			work["url"] = b.Source.URL
		}
		if b.Source.Outlet != "" {
			work["publisher"] = node{"@type": "Organization", "name": b.Source.Outlet}
		}
		appearances = append(appearances, work)
	}
	put(claim, "appearance", appearances)
	if len(appearances) > 0 {
		claim["firstAppearance"] = appearances[0]
	}
	n := node{"@type": "ClaimReview", "url": about.Page(r.Entry.ID), "datePublished": about.Made.UTC().Format("2006-01-02"), "claimReviewed": wording.Title(r.Entry),
		"reviewRating": node{"@type": "Rating", "alternateName": wording.Words(r.Entry.Status)}, "itemReviewed": claim}
	if about.Publisher != "" {
		n["author"] = node{"@type": "Organization", "name": about.Publisher}
	}
	return n
}

func evidence(r export.Row, about export.About) (all []annotating.Annotation) {
	for _, b := range r.Backing {
		all = append(all, annotating.Claim(b.Claim, b.Report, annotating.Places{Base: about.Address, Entry: r.Entry.ID})...)
	}
	return all
}
