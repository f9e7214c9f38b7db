package page

import (
	"strings"
	"time"

	"pledgebook"
)

// The earliest and the latest year a page may say it was published in: before
// the web, or after this program, the field holds a filler ("0001-01-01").
const (
	firstYear = 1990
	lastYear  = 2100
)

// zoned, timed and dated are the ways pages write a moment: with its zone, with
// the time of the day, with the day alone.
var (
	zoned = []string{
		time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05-07", "2006-01-02T15:04Z07:00", "2006-01-02T15:04-0700",
		"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05-0700", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z",
		time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon Jan 2 15:04:05 -0700 2006", "20060102T150405Z07:00",
	}
	timed = []string{
		"2006-01-02T15:04:05", "2006-01-02T15:04", "Mon, 2 Jan 2006 15:04:05", "Monday, January 2, 2006 3:04 PM", "2 Jan 2006 15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006/01/02 15:04:05", "2006/01/02 15:04",
		"02.01.2006 15:04", "02.01.2006, 15:04", "2 January 2006 15:04", "2 January 2006, 15:04", "2 Jan 2006 15:04", "2 Jan 2006, 15:04",
		"January 2, 2006 15:04", "January 2, 2006, 15:04", "January 2, 2006, 3:04 PM", "January 2, 2006 3:04 PM", "Jan 2, 2006, 3:04 PM", "Jan 2, 2006 3:04 PM", "Jan 2, 2006 15:04:05",
		"3:04:05 PM Jan 2, 2006", "January 2, 2006, 03:04 PM", "Monday, January 2, 2006, 3:04 PM", "Monday, January 2, 2006, 03:04 PM", "20060102T150405", "20060102150405",
	}
	dated = []string{
		"2006-01-02", "2006/01/02", "20060102", "02.01.2006", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006", "Monday, January 2, 2006", "Monday, 2 January 2006", "Mon, 2 Jan 2006",
	}
)

// namedZones are the abbreviations that stand for one zone in news pages, with
// their offset. Others (CST, BST) mean several, and the zone is left out.
var namedZones = map[string]string{
	"GMT": "Z", "UTC": "Z", "EST": "-05:00", "EDT": "-04:00", "PST": "-08:00", "PDT": "-07:00", "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00", "JST": "+09:00", "KST": "+09:00",
}

// parseStamp reads a moment as a page writes it, "" where it is none. What the
// page does not say (a time, a zone) is not made up.
func parseStamp(s string) pledgebook.Stamp {
	s = squeeze(s)
	if s == "" || len(s) > 60 {
		return ""
	}
	s, zone := cutZone(s)
	for _, layout := range zoned {
		if t, err := time.Parse(layout, s); err == nil {
			return stampOf(t, time.RFC3339)
		}
	}
	for _, layout := range timed {
		if t, err := time.Parse(layout, s); err == nil {
			return withZone(t, zone)
		}
	}
	for _, layout := range dated {
		if t, err := time.Parse(layout, s); err == nil {
			return stampOf(t, "2006-01-02")
		}
	}
	return ""
}

// cutZone takes the abbreviation of a zone out of a moment.
func cutZone(s string) (rest, zone string) {
	fields := strings.Fields(s)
	for i, f := range fields {
		bare := strings.Trim(f, "(),.")
		offset, known := namedZones[bare]
		if _, err := time.Parse("Jan", bare); err == nil || !known && (len(bare) < 3 || len(bare) > 4 || bare != strings.ToUpper(bare) || strings.Trim(bare, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
			continue
		}
		return strings.Join(append(fields[:i:i], fields[i+1:]...), " "), offset
	}
	return s, ""
}

func withZone(t time.Time, offset string) pledgebook.Stamp {
	local := stampOf(t, "2006-01-02T15:04:05")
	if offset == "" || local == "" {
		return local
	}
	return local + pledgebook.Stamp(offset)
}

// stampOf writes a moment, without fractions of a second, in the year's bounds.
func stampOf(t time.Time, layout string) pledgebook.Stamp {
	if t.Year() < firstYear || t.Year() > lastYear {
		return ""
	}
	return pledgebook.Stamp(t.Format(layout))
}
