package storage

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"slices"

	"github.com/uptrace/bun"

	"pledgebook"
)

// Decide appends decisions in one transaction, and carries redactions out in it.
func (b *Book) Decide(ctx context.Context, decisions ...pledgebook.Decision) ([]pledgebook.Outcome, error) {
	rows := make([]decisionRow, len(decisions))
	for i := range decisions {
		var err error
		if rows[i], err = newDecisionRow(decisions[i]); err != nil {
			return nil, err
		}
	}
	outcomes := make([]pledgebook.Outcome, len(decisions))
	redacted := false
	err := b.inTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var err error
		redacted, err = b.decide(ctx, tx, decisions, rows, outcomes)
		return err
	})
	if err != nil {
		return nil, err
	}
	if redacted {
		err = b.eraseRedacted(ctx)
	}
	return outcomes, err
}

// newDecisionRow checks a decision and gives it its id.
func newDecisionRow(d pledgebook.Decision) (decisionRow, error) {
	if err := checkDecision(&d); err != nil {
		return decisionRow{}, err
	}
	d.At = d.At.UTC()
	if d.ID == "" {
		doc, err := json.Marshal(d)
		if err != nil {
			return decisionRow{}, pledgebook.WrapError(pledgebook.Invalid, err, "the decision cannot be stored")
		}
		d.ID = sha256Hex(string(doc))[:32]
	}
	doc, err := json.Marshal(d)
	if err != nil {
		return decisionRow{}, pledgebook.WrapError(pledgebook.Invalid, err, "the decision %s cannot be stored", d.ID)
	}
	return decisionRow{ID: d.ID, Verb: d.Verb, Who: indexed(d.Who), At: stamp(d.At), Doc: string(doc), Digest: sha256Hex(string(doc))}, nil
}

// verbs are the decisions there are.
var verbs = []pledgebook.DecisionVerb{
	pledgebook.Accept, pledgebook.Reject, pledgebook.Edit, pledgebook.Merge, pledgebook.Split,
	pledgebook.ConfirmStage, pledgebook.Consult, pledgebook.Undo, pledgebook.Retract, pledgebook.Redact, pledgebook.SetAccess,
}

func checkDecision(d *pledgebook.Decision) error {
	switch {
	case !slices.Contains(verbs, d.Verb):
		return pledgebook.Errorf(pledgebook.Invalid, "%q is no decision", d.Verb)
	case d.ID != "" && !soundID(d.ID):
		return pledgebook.Errorf(pledgebook.Invalid, "%q cannot be the id of a decision", d.ID)
	case d.Who == "":
		return pledgebook.Errorf(pledgebook.Invalid, "a decision needs to say who made it")
	case d.Why == "":
		return pledgebook.Errorf(pledgebook.Invalid, "a decision needs a reason; give one with --why")
	case d.At.IsZero():
		return pledgebook.Errorf(pledgebook.Invalid, "a decision needs its time")
	case d.Verb == pledgebook.Undo && d.Undoes == "":
		return pledgebook.Errorf(pledgebook.Invalid, "an undo needs the decision it takes back")
	case d.Verb != pledgebook.Undo && len(d.On) == 0:
		return pledgebook.Errorf(pledgebook.Invalid, "a decision needs the id of what it is about")
	}
	for _, id := range d.On {
		if !soundID(id) {
			return pledgebook.Errorf(pledgebook.Invalid, "%q is no id in the book", id)
		}
	}
	return nil
}

// decide stores decisions in the order of the chain: keys are given out while
// its head is locked.
func (b *Book) decide(ctx context.Context, tx bun.Tx, decisions []pledgebook.Decision, rows []decisionRow, outcomes []pledgebook.Outcome) (redacted bool, err error) {
	if err := b.lockRedacted(ctx, tx, decisions); err != nil {
		return false, err
	}
	if _, err := b.lockHead(ctx, tx); err != nil {
		return false, err
	}
	var links []linkRow
	for i := range rows {
		outcomes[i] = pledgebook.Outcome{ID: rows[i].ID, State: pledgebook.FiledKnown}
		known, err := tx.NewSelect().Model((*decisionRow)(nil)).Where("id = ?", rows[i].ID).Exists(ctx)
		if err != nil {
			return false, err
		}
		if known {
			continue
		}
		outcomes[i].State = pledgebook.FiledNew
		if err := b.carryOut(ctx, tx, &decisions[i], &rows[i]); err != nil {
			return false, err
		}
		redacted = redacted || rows[i].Verb == pledgebook.Redact
		links = append(links, linkRow{Kind: "decision", ID: rows[i].ID, Digest: rows[i].Digest})
	}
	if len(links) == 0 {
		return false, nil
	}
	return redacted, b.chain(ctx, tx, links)
}

// carryOut stores one decision and does what it demands of the book itself.
func (b *Book) carryOut(ctx context.Context, tx bun.Tx, d *pledgebook.Decision, row *decisionRow) error {
	if d.Undoes != "" {
		if err := checkUndo(ctx, tx, d.Undoes); err != nil {
			return err
		}
	}
	if err := storeDecision(ctx, tx, row, d.On); err != nil {
		return err
	}
	if d.Verb == pledgebook.Redact {
		return redact(ctx, tx, d.On, row.ID)
	}
	return nil
}

func storeDecision(ctx context.Context, tx bun.Tx, row *decisionRow, on []string) error {
	if _, err := tx.NewInsert().Model(row).Returning("key").Exec(ctx); err != nil {
		return err
	}
	targets := make([]decisionOnRow, 0, len(on))
	for i, id := range on {
		if !slices.Contains(on[:i], id) {
			targets = append(targets, decisionOnRow{Decision: row.Key, Target: id})
		}
	}
	return insert(ctx, tx, targets)
}

// checkUndo refuses to undo what is not there or cannot be brought back.
func checkUndo(ctx context.Context, tx bun.Tx, id string) error {
	var verbs []pledgebook.DecisionVerb
	if err := tx.NewRaw("SELECT verb FROM decision WHERE id = ?", id).Scan(ctx, &verbs); err != nil {
		return err
	}
	switch {
	case len(verbs) == 0:
		return pledgebook.Errorf(pledgebook.NotFound, "no decision %s in the book to undo", id)
	case verbs[0] == pledgebook.Redact:
		return pledgebook.Errorf(pledgebook.Invalid, "decision %s redacted a report: its content is gone and cannot be brought back", id)
	}
	return nil
}

// Decisions yields decisions in the order they were made.
func (b *Book) Decisions(ctx context.Context, on ...string) iter.Seq2[pledgebook.Decision, error] {
	q := b.read.NewSelect().Model((*decisionRow)(nil)).Order("key")
	if len(on) > 0 {
		q.Where("key IN (SELECT decision FROM decision_on WHERE target IN (?))", bun.List(on))
	}
	return stream(ctx, b, q, func(row *decisionRow) (pledgebook.Decision, error) { return readDecision(row.ID, row.Doc) })
}

func readDecision(id, doc string) (d pledgebook.Decision, err error) {
	if err = json.Unmarshal([]byte(doc), &d); err != nil {
		err = pledgebook.WrapError(pledgebook.Damaged, errors.Unwrap(err), "decision %s cannot be read back; run pledgebook verify", id)
	}
	return d, err
}
