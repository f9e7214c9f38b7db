package party

import (
	"context"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

var (
	titles = map[reporting.Role]web.Text{reporting.Donor: "Donors", reporting.Receiver: "Receivers"}
	leads  = map[reporting.Role]web.Text{
		reporting.Donor:    "Who gives, with the number of entries that name each. Sums are on each one’s page: they are bounds, and do not add up to a list.",
		reporting.Receiver: "Who receives, with the number of entries that name each. Sums are on each one’s page: they are bounds, and do not add up to a list.",
	}
	deeds   = map[reporting.Role]web.Text{reporting.Donor: "aid given", reporting.Receiver: "aid received"}
	kickers = map[reporting.Role]web.Text{reporting.Donor: "DONOR", reporting.Receiver: "RECEIVER"}
	names   = map[reporting.Role]web.Text{reporting.Donor: "Donor", reporting.Receiver: "Receiver"}
	others  = map[reporting.Role]web.Text{reporting.Donor: "What it receives", reporting.Receiver: "What it gives"}
)

// dash writes a count, or a dash for none.
func dash(ctx context.Context, n int) string {
	if n == 0 {
		return "–"
	}
	return web.Counted(ctx, n)
}
