package syndicating

import (
	"io"
	"iter"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Event is a day in a calendar.
type Event struct {
	// ID stays the same for ever.
	ID, Title, Text, Link, Place string
	// Day is the first moment of the day, in UTC.
	Day time.Time
	// Cancelled is true for what will not be.
	Cancelled  bool
	Categories []string
}

// CalendarType is the media type of calendars.
const CalendarType = "text/calendar; charset=utf-8"

// WriteCalendar writes days as iCalendar (RFC 5545). made is when.
func WriteCalendar(w io.Writer, title string, made time.Time, events iter.Seq2[Event, error]) error {
	c := ics.NewCalendarFor("Pledgebook")
	c.SetProductId("-//Pledgebook//Pledgebook//EN")
	c.SetCalscale("GREGORIAN")
	c.SetMethod(ics.MethodPublish)
	c.SetName(plain(title))
	c.SetXWRCalName(plain(title))
	for e, err := range events {
		if err != nil {
			return err
		}
		e.addTo(c, made)
	}
	_, err := io.WriteString(w, c.Serialize())
	return err
}

func (e Event) addTo(c *ics.Calendar, made time.Time) {
	v := c.AddEvent(plain(e.ID))
	v.SetDtStampTime(made.UTC())
	v.SetAllDayStartAt(e.Day)
	v.SetAllDayEndAt(e.Day.AddDate(0, 0, 1))
	setText(v.SetSummary, e.Title)
	setText(v.SetDescription, e.Text)
	setText(v.SetLocation, e.Place)
	if e.Link != "" {
		v.SetURL(strings.ReplaceAll(plain(e.Link), "\n", ""))
	}
	if e.Cancelled {
		v.SetStatus(ics.ObjectStatusCancelled)
	}
	for _, category := range e.Categories {
		v.AddCategory(plain(category))
	}
	v.SetTimeTransparency(ics.TransparencyTransparent)
}

// setText sets a property where there is something to say.
func setText(set func(string, ...ics.PropertyParameter), text string) {
	if text != "" {
		set(plain(text))
	}
}

// plain leaves out what no calendar may hold: control characters but line ends.
func plain(text string) string {
	text = strings.ToValidUTF8(strings.ReplaceAll(text, "\r\n", "\n"), "\uFFFD")
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, text)
}
