package storage

import (
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"pledgebook"
)

// The tables as rows. Their columns are described in the migrations.

type reportRow struct {
	bun.BaseModel  `bun:"table:report"`
	Key            int64  `bun:"key,pk,autoincrement"`
	ID             string `bun:"id"`
	URL            string `bun:"url,nullzero"`
	Text           []byte `bun:"text"`
	TextSHA256     string `bun:"text_sha256"`
	OriginalSHA256 string `bun:"original_sha256,nullzero"`
	OriginalBytes  int64  `bun:"original_bytes,nullzero"`
	OriginalType   string `bun:"original_type,nullzero"`
	Digest         string `bun:"digest"`
	RedactedBy     string `bun:"redacted_by,nullzero"`
}

type readingRow struct {
	bun.BaseModel `bun:"table:reading"`
	Key           int64  `bun:"key,pk,autoincrement"`
	ID            string `bun:"id"`
	Report        int64  `bun:"report"`
	Engine        string `bun:"engine"`
	EngineRank    int64  `bun:"engine_rank"`
	Digest        string `bun:"digest"`
	DocDigest     string `bun:"doc_digest"`
	Current       bool   `bun:"current"`
	Doc           string `bun:"doc,nullzero"`
	Outlet        string `bun:"outlet,nullzero"`
	Headline      string `bun:"headline,nullzero"`
	Input         string `bun:"input,nullzero"`
	Language      string `bun:"language,nullzero"`
	Published     string `bun:"published,nullzero"`
}

// thingRow is what the tables of the six things have in common.
type thingRow struct {
	Key       int64  `bun:"key,pk"`
	ID        string `bun:"id"`
	Reading   int64  `bun:"reading"`
	Digest    string `bun:"digest"`
	Current   bool   `bun:"current"`
	Doc       string `bun:"doc,nullzero"`
	TimeFrom  isoDay `bun:"time_from,nullzero"`
	TimeUntil isoDay `bun:"time_until,nullzero"`
}

type claimRow struct {
	bun.BaseModel `bun:"table:claim"`
	thingRow
	Stage    pledgebook.Stage    `bun:"stage,nullzero"`
	Polarity pledgebook.Polarity `bun:"polarity,nullzero"`
	Revision pledgebook.Revision `bun:"revision,nullzero"`
	Extent   pledgebook.Extent   `bun:"extent,nullzero"`
	Kind     pledgebook.AidKind  `bun:"kind,nullzero"`
	Modality pledgebook.Modality `bun:"modality,nullzero"`
	AmountLo string              `bun:"amount_lo,nullzero"`
	AmountHi string              `bun:"amount_hi,nullzero"`
	Currency string              `bun:"currency,nullzero"`
	Deadline isoDay              `bun:"deadline,nullzero"`
}

type claimPartyRow struct {
	bun.BaseModel `bun:"table:claim_party"`
	Claim         int64              `bun:"claim"`
	Role          string             `bun:"role"`
	Party         pledgebook.PartyID `bun:"party"`
}

type quoteRow struct {
	bun.BaseModel `bun:"table:quote"`
	thingRow
	Form         pledgebook.QuoteForm `bun:"form,nullzero"`
	Speaker      string               `bun:"speaker,nullzero"`
	SpeakerParty pledgebook.PartyID   `bun:"speaker_party,nullzero"`
}

type needRow struct {
	bun.BaseModel `bun:"table:need"`
	thingRow
	What string `bun:"what,nullzero"`
}

type needPartyRow struct {
	bun.BaseModel `bun:"table:need_party"`
	Need          int64              `bun:"need"`
	Party         pledgebook.PartyID `bun:"party"`
}

type meetingRow struct {
	bun.BaseModel `bun:"table:meeting"`
	thingRow
	Name string             `bun:"name,nullzero"`
	Body pledgebook.PartyID `bun:"body,nullzero"`
}

type mechanismRow struct {
	bun.BaseModel `bun:"table:mechanism"`
	thingRow
	Name   string                     `bun:"name,nullzero"`
	Status pledgebook.MechanismStatus `bun:"status,nullzero"`
}

type positionRow struct {
	bun.BaseModel `bun:"table:position"`
	thingRow
	Holder string `bun:"holder,nullzero"`
	Stance string `bun:"stance,nullzero"`
}

type decisionRow struct {
	bun.BaseModel `bun:"table:decision"`
	Key           int64                   `bun:"key,pk,autoincrement"`
	ID            string                  `bun:"id"`
	Verb          pledgebook.DecisionVerb `bun:"verb"`
	Who           string                  `bun:"who"`
	At            string                  `bun:"at"`
	Doc           string                  `bun:"doc"`
	Digest        string                  `bun:"digest"`
}

type decisionOnRow struct {
	bun.BaseModel `bun:"table:decision_on"`
	Decision      int64  `bun:"decision"`
	Target        string `bun:"target"`
}

type failureRow struct {
	bun.BaseModel `bun:"table:failure,alias:failure" json:"-"`
	Input         string               `bun:"input,pk" json:"input"`
	Kind          pledgebook.ErrorKind `bun:"kind" json:"kind"`
	Cause         string               `bun:"cause" json:"cause"`
	FirstAt       string               `bun:"first_at" json:"first"`
	LastAt        string               `bun:"last_at" json:"last"`
	Tries         int                  `bun:"tries" json:"tries"`
}

// isoDay is a day as YYYY-MM-DD, or "" for none. PostgreSQL hands dates out as
// moments, SQLite as the texts that were put in.
type isoDay string

// Scan reads a day from either database.
func (d *isoDay) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = ""
	case time.Time:
		*d = isoDay(v.Format(time.DateOnly))
	case string:
		*d = isoDay(v)
	case []byte:
		*d = isoDay(v)
	default:
		return fmt.Errorf("a date column holds a %T", src)
	}
	return nil
}

// thingTables names the tables of the six things, which are also the words the
// chain and the proof use for them. Their order is part of a reading's digest.
var thingTables = []string{"claim", "quote", "need", "meeting", "mechanism", "position"}

// thingsPerReading is the room for things in one reading's range of keys.
const thingsPerReading = 1 << 20

// thingKey is the key of the thing at a place in a reading.
func thingKey(reading int64, place int) int64 { return reading*thingsPerReading + int64(place) }

// indexed prepares a text for a column that lists filter by. PostgreSQL takes
// no NUL in a text; the document beside it has the text exactly.
func indexed[S ~string](s S) S {
	return S(strings.ReplaceAll(strings.ToValidUTF8(string(s), "\uFFFD"), "\x00", ""))
}
