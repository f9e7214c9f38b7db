package report

import (
	"context"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// marked writes a part of the report with everything found in it marked:
// anchors where figures and quotes begin, and the claim's number behind its figure.
func marked(ctx context.Context, p reporting.Report, block reporting.Block) templ.Component {
	var b strings.Builder
	for _, piece := range block.Pieces {
		for _, n := range piece.Begins {
			anchor(&b, web.Anchor(p.Claims[n-1].Claim.ID))
		}
		if piece.BeginsQuote > 0 {
			anchor(&b, quoteAnchor(piece.BeginsQuote))
		}
		if piece.Quote > 0 {
			b.WriteString(`<span class="said">`)
		}
		web.WriteMarked(ctx, &b, piece)
		if piece.Quote > 0 {
			b.WriteString(`</span>`)
		}
		for _, n := range piece.Ends {
			number(ctx, &b, strconv.Itoa(n))
		}
	}
	return web.HTML(b.String())
}

func anchor(b *strings.Builder, id string) {
	b.WriteString(`<span class="anchor" id="` + templ.EscapeString(id) + `"></span>`)
}

func number(ctx context.Context, b *strings.Builder, n string) {
	b.WriteString(`<a class="number" href="#found-` + n + `" aria-label="` + templ.EscapeString(web.Say(ctx, "claim %s", n)) + `">` + n + `</a>`)
}
