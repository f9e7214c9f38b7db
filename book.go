package pledgebook

import (
	"context"
	"iter"
	"time"
)

// Book keeps what was read. Reports, readings and decisions are append only:
// each batch is chained by hash to the one before it, and ids come from
// content, so that filing the same reading again changes nothing.
//
// Every method may return an error of kind [Damaged] (the database cannot be
// trusted; restore a backup), [Unreadable] (it cannot be reached), [NoSpace]
// (the disk is full; the book is whole) or [Internal]. Further kinds are named
// with each method. A Book may be used by many goroutines, and several
// processes may have the same book open.
//
// The iterators stream: memory does not grow with the answer. Each shows the
// book as it was when the iteration began and holds a database connection
// until it ends. An error ends the iteration.
type Book interface {
	// Append files a batch of readings in one transaction: all of them are in
	// the book afterwards, or, on an error, none. Each gets its [Outcome], in
	// order; a reading that cannot be filed is refused with its reason and does
	// not stop the others.
	Append(ctx context.Context, batch []Filing) ([]Outcome, error)

	// Reading returns what an engine version read out of a report, with its
	// text; engine "" asks for the current reading. [NotFound]: no such report
	// or reading, or it was redacted.
	Reading(ctx context.Context, report, engine string) (Reading, error)
	// Reports yields the reports as their readings describe them, without the texts.
	// [Invalid]: as for Claims.
	Reports(ctx context.Context, q Query) iter.Seq2[Held[Report], error]
	// Original returns the document as it was received. [NotFound]: none was
	// kept, or it was redacted.
	Original(ctx context.Context, report string) (Original, error)
	// SourcedClaims and SourcedNeeds return claims and needs by their ids, current or
	// not, each with the report it was read from, in no order. What is not there, or
	// was redacted, is left out.
	SourcedClaims(ctx context.Context, ids ...string) ([]Sourced[Claim], error)
	SourcedNeeds(ctx context.Context, ids ...string) ([]Sourced[Need], error)

	// Report returns a report with its text, as its current reading describes it.
	// [NotFound]: no such report, or it was redacted.
	Report(ctx context.Context, id string) (Report, error)

	// Unplaced returns reports with their texts whose copies were not looked for
	// yet, at most so many, in the order of filing.
	Unplaced(ctx context.Context, most int) ([]Held[Report], error)
	// Mark files what reports are recognised by, so that others find them.
	Mark(ctx context.Context, prints map[string]Print) error
	// Alike returns the reports that may be copies of one, or versions of its page,
	// likeliest first: a bounded number, however many the book holds.
	Alike(ctx context.Context, report string, p Print) ([]Kin, error)
	// Place files the ties of reports whose copies were looked for. Ties that are
	// there already stay as they are.
	Place(ctx context.Context, placings ...Placing) error
	// Ties yields the ties of the given reports, or of all.
	Ties(ctx context.Context, reports ...string) iter.Seq2[Tie, error]

	// These yield what the current readings say, in the order it was filed.
	// [Invalid]: the query asks for something that such things do not have.
	Claims(ctx context.Context, q Query) iter.Seq2[Held[Claim], error]
	Quotes(ctx context.Context, q Query) iter.Seq2[Held[Quote], error]
	Needs(ctx context.Context, q Query) iter.Seq2[Held[Need], error]
	Meetings(ctx context.Context, q Query) iter.Seq2[Held[Meeting], error]
	Mechanisms(ctx context.Context, q Query) iter.Seq2[Held[Mechanism], error]
	Positions(ctx context.Context, q Query) iter.Seq2[Held[Position], error]

	// Decide appends reviewers' decisions in one transaction. A decision
	// without an id gets one from its content. [Invalid]: no verb, reviewer,
	// time, reason or object. [NotFound]: it undoes a decision, or redacts a
	// report, that is not there. On an error none is kept.
	//
	// [Redact] names report ids and takes their content out of the book, of
	// every reading and the archive; the hashes, the ids and the reason stay.
	Decide(ctx context.Context, decisions ...Decision) ([]Outcome, error)
	// Decisions yields decisions in the order they were made: all of them, or
	// those on any of the given ids.
	Decisions(ctx context.Context, on ...string) iter.Seq2[Decision, error]

	// Fail notes that an input could not be read; a further failure of the same
	// input counts its tries. Filing a reading of that input clears it.
	Fail(ctx context.Context, failures ...Failure) error
	// Settle forgets the failures of inputs that were read after all and have no
	// reading of their own, such as lists of links.
	Settle(ctx context.Context, inputs ...string) error
	// Failures yields what failed and was not read since, the latest first.
	Failures(ctx context.Context) iter.Seq2[Failure, error]

	// Since yields what was filed and decided after a batch of the chain, in the
	// order of the chain; 0 begins at its beginning.
	Since(ctx context.Context, batch int64) iter.Seq2[Link, error]

	// Inventory counts what the book holds.
	Inventory(ctx context.Context) (Inventory, error)
	// Verify proves the whole book: the chain, every text's hash, every piece
	// of evidence against its text, every original against its digest. It
	// returns an error only if the proof could not be carried through; what is
	// damaged is in the proof. progress, if not nil, hears of done and total.
	Verify(ctx context.Context, progress func(done, total int)) (Proof, error)
	// Backup writes the whole book to one new file that can be restored on either
	// engine. [Conflict]: the file exists.
	Backup(ctx context.Context, file string) error
	// Close releases the book.
	Close() error
}

// Filing is one reading on its way into the book, with the bytes it was made from.
type Filing struct {
	Reading  Reading
	Original Original
	// Print is what its text is recognised by when it comes again; nil leaves that
	// for later, an empty one says that the report is a row and copies nothing.
	Print *Print
}

// Original is a document as it was received. It may be empty.
type Original struct {
	Bytes     []byte
	MediaType string // "text/html", "application/pdf"; "" where nobody said
}

// Outcome is what became of one reading or decision handed to the book.
type Outcome struct {
	// ID is the report's or the decision's.
	ID    string `json:"id"`
	State Filed  `json:"state"`
	// Differs is true where the book already had a reading of this report by
	// this engine that says something else (another published date, say); the
	// first one stays.
	Differs bool `json:"differs,omitempty"`
	// Err is why it was refused.
	Err error `json:"-"`
}

// Filed says what became of a reading.
type Filed string

// What may become of a reading. Decisions are new or known.
const (
	FiledNew      Filed = "new"      // the report was not in the book
	FiledNewer    Filed = "newer"    // a newer engine's reading: it is the current one now
	FiledOlder    Filed = "older"    // an older engine's reading: kept beside the current one
	FiledKnown    Filed = "known"    // already there; nothing changed
	FiledRedacted Filed = "redacted" // taken down before; not kept again
	FiledRefused  Filed = "refused"  // not a sound reading; see Err
)

// Query chooses what to list. Empty fields are open; a list means any of its members.
type Query struct {
	// Parties in any role: provider, receiver, channel, speaker, meeting body.
	Parties   []PartyID
	Providers []PartyID
	Receivers []PartyID
	Kinds     []AidKind
	Stages    []Stage
	// Speaker is a part of a quoted person's name, in any case.
	Speaker string
	// Period is the time the thing is about: a claim's period, act or window to
	// the deadline, a meeting's date; else the day of publication. Things
	// without any date are left out where a period is asked for.
	Period Interval
	// Report is the id of the report it was read from.
	Report string
	// IDs are those of single things; what is no id finds nothing.
	IDs []string
	// Superseded also yields what newer readings of the same text replaced.
	Superseded bool
	// Newest yields the last filed first.
	Newest bool
	// After is the cursor of the last thing seen; "" begins at the beginning.
	After Cursor
	// Limit is the most things to yield; 0 for all.
	Limit int
}

// Cursor marks a place in a list. It stays valid for the life of the book.
type Cursor string

// Held is a thing in the book, with where it was read and its place in the list.
type Held[T any] struct {
	Thing    T        `json:"thing"`
	Citation Citation `json:"citation"`
	Cursor   Cursor   `json:"cursor"`
}

// Sourced is a thing in the book with the report it was read from, and its text.
type Sourced[T any] struct {
	Held[T]
	Report Report
}

// Citation is what it takes to cite the report behind a thing, and tells which
// reading it comes from.
type Citation struct {
	Report    string `json:"report"`
	Engine    string `json:"engine"`
	Outlet    string `json:"outlet,omitempty"`
	Headline  string `json:"headline,omitempty"`
	URL       string `json:"url,omitempty"`
	Input     string `json:"input,omitempty"`
	Language  string `json:"language,omitempty"`
	Published Stamp  `json:"published,omitempty"`
	// Current is false for a reading that a newer engine's has replaced.
	Current bool `json:"current"`
}

// Failure is an input that could not be read.
type Failure struct {
	Input string    `json:"input"`
	Kind  ErrorKind `json:"kind"`
	Cause string    `json:"cause"`
	First time.Time `json:"first"`
	Last  time.Time `json:"last"`
	Tries int       `json:"tries"`
}

// Inventory is what a book holds, by number.
type Inventory struct {
	Database   string `json:"database"` // "sqlite" or "postgres"
	Schema     int64  `json:"schema"`
	Reports    int    `json:"reports"`
	Redacted   int    `json:"redacted"`
	Readings   int    `json:"readings"`
	Claims     int    `json:"claims"`
	Quotes     int    `json:"quotes"`
	Needs      int    `json:"needs"`
	Meetings   int    `json:"meetings"`
	Mechanisms int    `json:"mechanisms"`
	Positions  int    `json:"positions"`
	Decisions  int    `json:"decisions"`
	Failures   int    `json:"failures"`
	// Batches is the length of the chain and Head the hash of its last link.
	// Whoever writes the head down elsewhere can prove that nothing was cut off
	// the end.
	Batches int64  `json:"batches"`
	Head    string `json:"head"`
}

// Link is one reading or decision in the chain.
type Link struct {
	// Batch is the place in the chain of the batch it came with, Hash that batch's hash.
	Batch int64
	Hash  string
	// Decision is what was decided; nil for a reading.
	Decision *Decision
	// Report and Engine say whose reading it is, and by which engine; "" for a decision.
	Report, Engine string
}

// Proof is the result of verifying a book: how much was proven, and what failed.
type Proof struct {
	Batches   int64   `json:"batches"`
	Head      string  `json:"head"`
	Reports   int     `json:"reports"`
	Readings  int     `json:"readings"`
	Things    int     `json:"things"` // claims, quotes, needs, meetings, mechanisms, positions
	Spans     int     `json:"spans"`  // pieces of evidence compared with their text
	Originals int     `json:"originals"`
	Decisions int     `json:"decisions"`
	Redacted  int     `json:"redacted"`
	Faults    []Fault `json:"faults"`
	// MoreFaults counts the faults beyond those listed.
	MoreFaults int `json:"more_faults,omitempty"`
}

// Sound reports whether nothing failed.
func (p Proof) Sound() bool { return len(p.Faults) == 0 }

// Fault names one damaged thing and what is wrong with it.
type Fault struct {
	What string `json:"what"` // "batch", "report", "claim", "original", …
	ID   string `json:"id"`
	Why  string `json:"why"`
}
