// Package pledgebook holds the words of the field as Go types: who promised
// what to whom, by when, and how much of it came true.
//
// A [Report] is one published document. Reading it yields a [Reading]: the
// [Claim]s it makes about flows of aid, and the quotes, needs, meetings,
// mechanisms and positions it tells of. The book keeps readings for ever;
// [Entry] is what the book holds once the many claims about one pledge are
// brought together, and [Bounds] is what can be said about a total.
//
//	report ──reading──▶ claims ──matching──▶ entries ──bounding──▶ bounds
//	                                             └────tracking──▶ fulfilment, status
//
// The terms follow OECD DAC, IATI 2.03, OCHA FTS, the Kiel Ukraine Support
// Tracker and the W3C Web Annotation model. The package imports nothing but
// the standard library and the decimal type, so that every other package can
// import it.
package pledgebook

// Engine is the version of the reading rules and lexicon. It is part of every
// claim's id: a newer engine makes newer claims of the same text, and the
// older ones stay readable.
const Engine = "en-11"
