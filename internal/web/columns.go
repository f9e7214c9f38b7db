package web

import (
	"context"
	"strconv"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/wording"
)

// tallest is the height of a full column in pixels, foot where columns stand.
const (
	tallest = 108.0
	foot    = 128.0
)

func tall(at decimal.Decimal) string { return number(tallest * along(at)) }

func top(at decimal.Decimal) string { return number(foot - tallest*along(at)) }

func number(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

// column is where one of several columns stands, or its middle.
func column(n, of int, middle bool) string {
	each := 100 / float64(of)
	at := each*float64(n) + each*0.15
	if middle {
		at = each * (float64(n) + 0.5)
	}
	return number(at) + "%"
}

func columnWidth(of int) string { return number(70/float64(of)) + "%" }

// yearWord is a year below its column, short where there is little room.
func yearWord(t reporting.Total, of int) string {
	if of > 10 {
		return "’" + strconv.Itoa(t.Year)[2:]
	}
	return strconv.Itoa(t.Year)
}

// scaleWords says what the end of a chart's scale stands for.
func scaleWords(ctx context.Context, c reporting.Chart) string {
	whole := wording.Rounded(c.Whole, true)
	return unbroken(ctx, In(ctx).Money(pledgebook.Money{Lo: whole, Hi: whole, Currency: c.Currency}))
}
