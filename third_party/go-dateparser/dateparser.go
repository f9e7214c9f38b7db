// Package dateparser stands in for github.com/markusmobius/go-dateparser, which
// go-htmldate asks in its extensive search alone. We switch that search off,
// but the real package makes its tables whenever a program starts: 200 ms and
// 80 MB for every command. This one holds what go-htmldate must find to
// compile, and finds no date.
package dateparser

import (
	"errors"
	"time"
)

// ParserType is a way of parsing.
type ParserType uint8

// The ways that go-htmldate names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource tells which of two dates is meant.
type PreferredDateSource uint8

// Past prefers the earlier one.
const Past PreferredDateSource = 1

// Configuration is how to parse.
type Configuration struct {
	CurrentTime         time.Time
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Date is a date found.
type Date struct{ Time time.Time }

// Parser parses dates.
type Parser struct{ ParserTypes []ParserType }

// ErrOff is what every search ends with.
var ErrOff = errors.New("the extensive search for dates is left out of this program")

// Parse finds nothing.
func (*Parser) Parse(*Configuration, string, ...string) (Date, error) { return Date{}, ErrOff }
