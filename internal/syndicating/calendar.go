package syndicating

import (
	"bufio"
	"io"
	"iter"
	"strings"
	"time"
	"unicode/utf8"
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
	c := calendar{bufio.NewWriter(w)}
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//Pledgebook//Pledgebook//EN")
	c.line("CALSCALE", "GREGORIAN")
	c.line("METHOD", "PUBLISH")
	c.text("NAME", title)
	c.text("X-WR-CALNAME", title)
	for e, err := range events {
		if err != nil {
			return err
		}
		c.event(e, made)
	}
	c.line("END", "VCALENDAR")
	return c.out.Flush()
}

type calendar struct{ out *bufio.Writer }

func (c calendar) event(e Event, made time.Time) {
	c.line("BEGIN", "VEVENT")
	c.text("UID", e.ID)
	c.line("DTSTAMP", made.UTC().Format("20060102T150405Z"))
	c.line("DTSTART;VALUE=DATE", e.Day.Format("20060102"))
	c.line("DTEND;VALUE=DATE", e.Day.AddDate(0, 0, 1).Format("20060102"))
	c.text("SUMMARY", e.Title)
	c.text("DESCRIPTION", e.Text)
	c.text("LOCATION", e.Place)
	if e.Link != "" {
		c.line("URL", oneLine(e.Link))
	}
	if e.Cancelled {
		c.line("STATUS", "CANCELLED")
	}
	escaped := make([]string, len(e.Categories))
	for i, category := range e.Categories {
		escaped[i] = escape(category)
	}
	if len(escaped) > 0 {
		c.line("CATEGORIES", strings.Join(escaped, ","))
	}
	c.line("TRANSP", "TRANSPARENT")
	c.line("END", "VEVENT")
}

// text writes a property that holds text; none where there is none.
func (c calendar) text(name, text string) {
	if text != "" {
		c.line(name, escape(text))
	}
}

// longestLine is the most bytes of a line without its end.
const longestLine = 75

// line writes a property, folded. Errors stay with the writer until it is flushed.
func (c calendar) line(name, value string) {
	rest, room := name+":"+value, longestLine
	for len(rest) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(rest[cut]) {
			cut--
		}
		_, _ = c.out.WriteString(rest[:cut] + "\r\n ")
		rest, room = rest[cut:], longestLine-1
	}
	_, _ = c.out.WriteString(rest + "\r\n")
}

// escape writes text as a calendar takes it: what parts and ends lines is
// escaped, and what no calendar may hold is left out.
func escape(text string) string {
	text = strings.ToValidUTF8(strings.ReplaceAll(text, "\r\n", "\n"), "\uFFFD")
	text = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(text)
	return oneLine(text)
}

// oneLine leaves out control characters.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}
