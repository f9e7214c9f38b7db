package storage

import (
	"encoding/json"
	"slices"
	"strings"

	"pledgebook"
)

// things are the rows of everything read out of a batch of reports.
type things struct {
	claims       []claimRow
	claimParties []claimPartyRow
	quotes       []quoteRow
	needs        []needRow
	needParties  []needPartyRow
	meetings     []meetingRow
	mechanisms   []mechanismRow
	positions    []positionRow
}

// addDocument adds the row of one thing from its stored document.
func (t *things) addDocument(table string, row thingRow, published pledgebook.Day) error {
	switch table {
	case "claim":
		return decodeInto(row, published, t.addClaim)
	case "quote":
		return decodeInto(row, published, t.addQuote)
	case "need":
		return decodeInto(row, published, t.addNeed)
	case "meeting":
		return decodeInto(row, published, t.addMeeting)
	case "mechanism":
		return decodeInto(row, published, t.addMechanism)
	case "position":
		return decodeInto(row, published, t.addPosition)
	}
	return pledgebook.Errorf(pledgebook.Damaged, "there is no table %q of things", table)
}

// addEmpty adds the row of a thing whose content was redacted.
func (t *things) addEmpty(table string, row thingRow) {
	switch table {
	case "claim":
		t.claims = append(t.claims, claimRow{thingRow: row})
	case "quote":
		t.quotes = append(t.quotes, quoteRow{thingRow: row})
	case "need":
		t.needs = append(t.needs, needRow{thingRow: row})
	case "meeting":
		t.meetings = append(t.meetings, meetingRow{thingRow: row})
	case "mechanism":
		t.mechanisms = append(t.mechanisms, mechanismRow{thingRow: row})
	case "position":
		t.positions = append(t.positions, positionRow{thingRow: row})
	}
}

func decodeInto[T any](row thingRow, published pledgebook.Day, add func(*T, thingRow, pledgebook.Day)) error {
	var thing T
	if err := json.Unmarshal([]byte(row.Doc), &thing); err != nil {
		return err
	}
	add(&thing, row, published)
	return nil
}

func (t *things) addClaim(c *pledgebook.Claim, row thingRow, published pledgebook.Day) {
	row.setTime(claimTime(c, published))
	r := claimRow{thingRow: row, Stage: indexed(c.Stage), Polarity: indexed(c.Polarity), Revision: indexed(c.Revision),
		Extent: indexed(c.Extent), Kind: indexed(c.Kind), Modality: indexed(c.Modality), Deadline: isoDay(c.Deadline.String())}
	if c.Money != nil {
		r.AmountLo, r.AmountHi = pledgebook.Plain(c.Money.Lo), pledgebook.Plain(c.Money.Hi)
		r.Currency = indexed(c.Money.Currency)
	}
	t.claims = append(t.claims, r)
	t.addParties(row.Key, "provider", c.Providers)
	t.addParties(row.Key, "receiver", c.Receivers)
	t.addParties(row.Key, "channel", c.Channels)
}

// claimTime is the time a claim is about: the stated period; for a promise the
// window from its publication to the deadline; else the day of the act, else of
// publication.
func claimTime(c *pledgebook.Claim, published pledgebook.Day) pledgebook.Interval {
	switch {
	case !c.Period.IsZero():
		return c.Period
	case c.Deadline.Known():
		iv := pledgebook.Interval{Start: published, End: c.Deadline + 1}
		if c.Date.Known() {
			iv.Start = c.Date
		}
		if iv.Start >= iv.End { // told after the deadline had passed
			iv.Start = c.Deadline
		}
		return iv
	case c.Date.Known():
		return oneDay(c.Date)
	}
	return oneDay(published)
}

func oneDay(d pledgebook.Day) pledgebook.Interval {
	if !d.Known() {
		return pledgebook.Interval{}
	}
	return pledgebook.Interval{Start: d, End: d + 1}
}

func (r *thingRow) setTime(iv pledgebook.Interval) {
	r.TimeFrom, r.TimeUntil = isoDay(iv.Start.String()), isoDay(iv.End.String())
}

func (t *things) addParties(claim int64, role string, parties []pledgebook.PartyID) {
	for _, p := range distinct(parties) {
		t.claimParties = append(t.claimParties, claimPartyRow{Claim: claim, Role: role, Party: p})
	}
}

// distinct returns each party once, as its column takes it.
func distinct(parties []pledgebook.PartyID) []pledgebook.PartyID {
	list := make([]pledgebook.PartyID, 0, len(parties))
	for _, p := range parties {
		if p = indexed(p); !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}

func (t *things) addQuote(q *pledgebook.Quote, row thingRow, published pledgebook.Day) {
	row.setTime(oneDay(published))
	t.quotes = append(t.quotes, quoteRow{thingRow: row, Form: indexed(q.Form),
		Speaker: indexed(strings.ToLower(q.Speaker.Name)), SpeakerParty: indexed(q.Speaker.Party)})
}

func (t *things) addNeed(n *pledgebook.Need, row thingRow, published pledgebook.Day) {
	row.setTime(oneDay(published))
	t.needs = append(t.needs, needRow{thingRow: row, What: indexed(n.What)})
	for _, p := range distinct(n.Receivers) {
		t.needParties = append(t.needParties, needPartyRow{Need: row.Key, Party: p})
	}
}

func (t *things) addMeeting(m *pledgebook.Meeting, row thingRow, published pledgebook.Day) {
	day := m.Date
	if !day.Known() {
		day = published
	}
	row.setTime(oneDay(day))
	t.meetings = append(t.meetings, meetingRow{thingRow: row, Name: indexed(m.Name), Body: indexed(m.Body)})
}

func (t *things) addMechanism(m *pledgebook.Mechanism, row thingRow, published pledgebook.Day) {
	row.setTime(oneDay(published))
	t.mechanisms = append(t.mechanisms, mechanismRow{thingRow: row, Name: indexed(m.Name), Status: indexed(m.Status)})
}

func (t *things) addPosition(p *pledgebook.Position, row thingRow, published pledgebook.Day) {
	row.setTime(oneDay(published))
	t.positions = append(t.positions, positionRow{thingRow: row, Holder: indexed(p.Holder), Stance: indexed(p.Stance)})
}
