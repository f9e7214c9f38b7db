package report

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"pledgebook"
	"pledgebook/internal/citing"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

func title(ctx context.Context, r pledgebook.Report) string {
	return web.Headline(ctx, pledgebook.Citation{Headline: r.Headline, URL: r.URL, Input: r.Input})
}

// told says of a claim what its line does not: the verb, the speaker, repeats.
func told(ctx context.Context, c pledgebook.Claim) string {
	verb := ""
	if c.ReportedVerb != "" {
		verb = "“" + c.ReportedVerb + "”"
	}
	speaker := ""
	if c.Speaker != nil {
		speaker = web.Say(ctx, "said by %s", web.In(ctx).Speaker(*c.Speaker))
	}
	revision := ""
	if c.Revision != pledgebook.New {
		revision = web.Term(ctx, c.Revision)
	}
	extent := ""
	if c.Extent == pledgebook.TotalExtent {
		extent = web.Say(ctx, "a total")
	}
	return citing.OneLine(web.Join(" · ", verb, extent, revision, speaker))
}

// asEntry is a claim in the shape that lists show.
func asEntry(c pledgebook.Claim) pledgebook.Entry {
	return pledgebook.Entry{Money: c.Money, Items: c.Items, Fraction: c.Fraction, Stage: c.Stage, Polarity: c.Polarity, Kind: c.Kind, Modality: c.Modality,
		Period: c.Period, Deadline: c.Deadline, Date: c.Date}
}

// moment writes when a report was published, with its time where it is known.
func moment(ctx context.Context, s pledgebook.Stamp) string {
	_, clock, has := strings.Cut(string(s), "T")
	if !has || len(clock) < 5 {
		return web.In(ctx).Date(s.Day())
	}
	return web.In(ctx).Date(s.Day()) + ", " + clock[:5]
}

// quoteAnchor is where a quote begins in the text.
func quoteAnchor(number int) string { return "quote-" + strconv.Itoa(number) }

// headed reports whether the text has a headline of its own.
func headed(p reporting.Report) bool {
	return slices.ContainsFunc(p.Blocks, func(b reporting.Block) bool { return b.Kind == pledgebook.PartHeadline })
}
