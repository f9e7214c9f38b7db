package fts

import (
	"encoding/json"
	"errors"
	"io"

	"pledgebook"
	"pledgebook/internal/source"
)

// largestAnswer is the most bytes of one answer that are read; the service
// gives at most a thousand flows a page.
const largestAnswer = 256 << 20

// answer reads the flows of one page of the API, one at a time.
func (f Format) answer(file source.File, yield func(pledgebook.Reading, error) bool) {
	a := answer{format: f, file: file, yield: yield, parents: map[string]string{},
		in: json.NewDecoder(source.Limited(file.Reader, largestAnswer))}
	a.in.UseNumber()
	err := a.object(map[string]func() error{
		"data": func() error {
			return a.object(map[string]func() error{
				"flows":    a.flows,
				"incoming": func() error { return a.in.Decode(&a.page.Incoming) },
				"outgoing": func() error { return a.in.Decode(&a.page.Outgoing) },
				"internal": func() error { return a.in.Decode(&a.page.Internal) },
			})
		},
		"meta": func() error { return a.in.Decode(&a.page.Meta) },
	})
	if errors.Is(err, errStopped) {
		return
	}
	if !a.passOn() {
		return
	}
	if err != nil {
		yield(pledgebook.Reading{}, file.Broken(jsonFault(err)))
		return
	}
	f.Totals.close(file, a.page)
}

var errStopped = errors.New("the caller wants no more")

func jsonFault(err error) error {
	if pledgebook.KindOf(err) != pledgebook.Internal {
		return err
	}
	return pledgebook.WrapError(pledgebook.Invalid, err, "it is broken JSON from here on")
}

// answer is a page being read. Internal flows wait for the flows they were
// passed on from.
type answer struct {
	format  Format
	file    source.File
	yield   func(pledgebook.Reading, error) bool
	in      *json.Decoder
	page    page
	number  int
	parents map[string]string // flow passed on whole → its claim
	waiting []flow
}

// page is what an answer says of itself.
type page struct {
	Incoming, Outgoing, Internal struct {
		FlowCount    int         `json:"flowCount"`
		FundingTotal json.Number `json:"fundingTotal"`
		PledgeTotal  json.Number `json:"pledgeTotal"`
	}
	Meta struct {
		Count int `json:"count"`
	}
}

// object reads an object: the known keys each by its function, the others are
// passed over.
func (a *answer) object(known map[string]func() error) error {
	if err := a.expect('{'); err != nil {
		return err
	}
	for a.in.More() {
		key, err := a.in.Token()
		if err != nil {
			return err
		}
		read := known[key.(string)]
		if read == nil {
			read = func() error { var passed json.RawMessage; return a.in.Decode(&passed) }
		}
		if err := read(); err != nil {
			return err
		}
	}
	_, err := a.in.Token()
	return err
}

func (a *answer) expect(d json.Delim) error {
	t, err := a.in.Token()
	if err == nil && t != d {
		return pledgebook.Errorf(pledgebook.Invalid, "it is no answer of the FTS API: %v stands where %v should", t, d)
	}
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// flows reads the list of flows. One that cannot be right is named; the next follows.
func (a *answer) flows() error {
	if err := a.expect('['); err != nil {
		return err
	}
	for a.in.More() {
		var raw json.RawMessage
		if err := a.in.Decode(&raw); err != nil {
			return err
		}
		a.number++
		if !a.flow(raw) {
			return errStopped
		}
	}
	_, err := a.in.Token()
	return err
}

// flow reads one flow. It reports whether the caller wants more.
func (a *answer) flow(raw json.RawMessage) bool {
	row, err := source.JSONRow(a.number, raw)
	var fl flow
	if err == nil {
		fl, err = answerFlow(row)
	}
	if err != nil {
		return a.yield(pledgebook.Reading{}, a.file.Bad(a.number, err))
	}
	a.format.Totals.add(a.file.Name, fl)
	if fl.boundary == "internal" && fl.parent != "" {
		a.waiting = append(a.waiting, fl)
		return true
	}
	r := fl.reading()
	if fl.flowType != parked && len(r.Claims) == 1 {
		a.parents[fl.id] = r.Claims[0].ID
	}
	return a.yield(r, nil)
}

// passOn yields the internal flows that had to wait.
func (a *answer) passOn() bool {
	for _, fl := range a.waiting {
		r := fl.reading()
		if len(r.Claims) == 1 {
			r.Claims[0].PartOf = a.parents[fl.parent]
		}
		if !a.yield(r, nil) {
			return false
		}
	}
	return true
}
