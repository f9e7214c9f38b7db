package mail

import (
	"net/mail"
	"strings"
	"time"

	"pledgebook"
)

// stretch is a piece of a message's text.
type stretch struct {
	text      string
	furniture bool // quoted from earlier, a signature, the head of a message passed on
}

// head is what the head of a message passed on says of it.
type head struct {
	from, subject string
	sent          pledgebook.Stamp
}

// maxSignature is how many lines a signature has, where an encoding took the blank
// off the mark above it.
const maxSignature = 15

// stretchesOf parts a message's text, and reads the head of the first message
// passed on in it.
func stretchesOf(text string) (all []stretch, first head) {
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); {
		n, furniture := 1, true
		switch {
		case lines[i] == "-- ", lines[i] == "--" && len(lines)-i <= maxSignature:
			n = len(lines) - i
		case strings.HasPrefix(strings.TrimSpace(lines[i]), ">"):
			n = count(lines[i:], func(l string) bool { return strings.HasPrefix(strings.TrimSpace(l), ">") })
		case rule(lines[i]):
		case headLength(lines[i:]) > 0:
			n = headLength(lines[i:])
			if first == (head{}) {
				first = headOf(lines[i : i+n])
			}
		default:
			furniture = false
		}
		all = appended(all, strings.Join(lines[i:i+n], "\n"), furniture)
		i += n
	}
	return all, first
}

// appended joins text to the stretch before it where both are of one kind.
func appended(all []stretch, text string, furniture bool) []stretch {
	if n := len(all); n > 0 && all[n-1].furniture == furniture {
		all[n-1].text += "\n" + text
		return all
	}
	return append(all, stretch{text, furniture})
}

func count(lines []string, is func(string) bool) int {
	n := 0
	for n < len(lines) && is(lines[n]) {
		n++
	}
	return n
}

// rule reports the line that programs put above a message passed on.
func rule(line string) bool {
	t := strings.TrimSpace(line)
	return strings.HasPrefix(t, "-----") || strings.HasPrefix(t, "_____") || strings.EqualFold(t, "Begin forwarded message:")
}

// Fields of the head of a message passed on, as programs in English write them.
var headFields = map[string]bool{"from": true, "sent": true, "date": true, "to": true, "cc": true, "bcc": true, "subject": true, "reply-to": true, "importance": true, "attachments": true}

// headLength is how many lines the head of a message passed on has at the
// beginning of lines: 0 where none begins there. It names sender, subject and time.
func headLength(lines []string) int {
	n, seen := 0, map[string]bool{}
	for n < len(lines) && n < 30 {
		name, _, ok := field(lines[n])
		if !ok && !(n > 0 && strings.HasPrefix(lines[n], " ") && strings.TrimSpace(lines[n]) != "") {
			break
		}
		seen[name] = true
		n++
	}
	if seen["from"] && seen["subject"] && (seen["date"] || seen["sent"]) {
		return n
	}
	return 0
}

func field(line string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(strings.Trim(strings.TrimSpace(line), "*"), ":")
	name = strings.ToLower(strings.Trim(name, "* "))
	return name, strings.TrimSpace(strings.Trim(value, "*")), ok && headFields[name]
}

// Ways in which programs write the time of a message passed on.
var sentLayouts = []string{
	"Monday, January 2, 2006 3:04 PM", "Monday, 2 January 2006 15:04", "Monday, January 2, 2006 3:04:05 PM",
	"Mon, Jan 2, 2006 at 3:04 PM", "Mon, 2 Jan 2006 at 15:04", "2 January 2006 15:04", "2 January 2006 at 15:04:05 MST", "January 2, 2006 at 3:04:05 PM MST",
}

func headOf(lines []string) head {
	var h head
	for _, l := range lines {
		name, value, _ := field(l)
		switch name {
		case "from":
			if a, err := mail.ParseAddress(value); err == nil && a.Name != "" {
				h.from = a.Name
			} else {
				h.from = strings.TrimSpace(strings.SplitN(strings.Trim(value, "\""), "<", 2)[0])
			}
		case "subject":
			h.subject = value
		case "date", "sent":
			h.sent = sentOf(strings.ReplaceAll(value, "\u202f", " "))
		}
	}
	return h
}

// sentOf reads the time of a message passed on; a time without a zone is kept to
// the minute, and one that cannot be read stays open.
func sentOf(value string) pledgebook.Stamp {
	if t, err := mail.ParseDate(value); err == nil {
		return stamp(t)
	}
	for _, layout := range sentLayouts {
		if t, err := time.Parse(layout, value); err == nil {
			return pledgebook.Stamp(t.Format("2006-01-02T15:04"))
		}
	}
	return ""
}
