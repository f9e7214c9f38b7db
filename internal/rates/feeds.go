package rates

import (
	"strings"

	"pledgebook"
)

// Addresses are where the banks publish. Empty ones are the usual ones.
type Addresses struct {
	ECB string // the folder of eurofxref.zip and eurofxref-hist.zip
	NBU string // the service that gives a stretch of days as JSON
	IMF string // the table of the last five days as tab-separated text
}

// usual are the banks' own addresses.
var usual = Addresses{
	ECB: "https://www.ecb.europa.eu/stats/eurofxref",
	NBU: "https://bank.gov.ua/NBU_Exchange/exchange_site",
	IMF: "https://www.imf.org/external/np/fin/data/rms_five.aspx?tsvflag=Y",
}

// Feed is one file to fetch: from where, and the name to keep it under. The
// name tells [Read] what it is.
type Feed struct {
	Source    Source
	URL, Name string
}

// The hryvnia's rates are asked for from this day on; the bank gives one
// currency at a time, and these two lead to all others.
var (
	firstHryvnia = pledgebook.DateOf(2014, 1, 1)
	hryvniasPer  = []string{"usd", "eur"}
)

// Due lists the files that bring a table up to a day: the ECB's historical file
// where the table ends more than a few days before, else the daily one; the
// hryvnia's days since the last known; the IMF's last five days.
func Due(t *Table, today pledgebook.Day, at Addresses) []Feed {
	at = at.orUsual()
	day := Feed{ECB, at.ECB + "/eurofxref.zip", "ecb-day-" + today.String()}
	if last := t.Last(ECB); !last.Known() || today-last > 1 {
		day = Feed{ECB, at.ECB + "/eurofxref-hist.zip", "ecb-all"}
	}
	feeds := []Feed{day}
	from := max(firstHryvnia, t.Last(NBU)+1)
	for _, currency := range hryvniasPer {
		if from <= today {
			link := at.NBU + "?start=" + digits(from) + "&end=" + digits(today) + "&valcode=" + currency + "&sort=exchangedate&order=asc&json"
			feeds = append(feeds, Feed{NBU, link, "nbu-" + currency + "-" + from.String()})
		}
	}
	return append(feeds, Feed{IMF, at.IMF, "imf-" + today.String()})
}

func (a Addresses) orUsual() Addresses {
	or := func(given, usual string) string {
		if given == "" {
			return usual
		}
		return strings.TrimSuffix(given, "/")
	}
	return Addresses{or(a.ECB, usual.ECB), or(a.NBU, usual.NBU), or(a.IMF, usual.IMF)}
}

func digits(d pledgebook.Day) string { return strings.ReplaceAll(d.String(), "-", "") }

// Read reads a file that was kept under a feed's name.
func Read(name string, file []byte) ([]Quote, error) {
	who, _, _ := strings.Cut(name, "-")
	switch who {
	case "ecb":
		return ReadECB(file)
	case "nbu":
		return ReadNBU(file)
	case "imf":
		return ReadIMF(file)
	}
	return nil, pledgebook.Errorf(pledgebook.Unsupported, "%s is no file of rates", name)
}
