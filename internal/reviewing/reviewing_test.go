package reviewing

import (
	"fmt"
	"testing"
	"time"

	"pledgebook"
)

func founded(claim string) string { return "entry-" + claim }

// book is two entries: one of claims a and b, one of claim c.
func book() []pledgebook.Entry {
	return []pledgebook.Entry{
		{ID: "entry-a", Stage: pledgebook.StageUnclear, Claims: []string{"a", "b"}},
		{ID: "entry-c", Stage: pledgebook.StagePledge, Claims: []string{"c"}},
	}
}

// decided makes decisions one a minute: id, verb, what it is about.
func decided(verb pledgebook.DecisionVerb, n int, change func(*pledgebook.Decision), on ...string) pledgebook.Decision {
	d := pledgebook.Decision{ID: fmt.Sprint("d", n), Verb: verb, On: on, Who: "Ana", Why: "checked",
		At: time.Date(2024, 10, 18, 9, n, 0, 0, time.UTC)}
	if change != nil {
		change(&d)
	}
	return d
}

func undo(n int, of string) pledgebook.Decision {
	return decided(pledgebook.Undo, n, func(d *pledgebook.Decision) { d.Undoes = of })
}

func set(field, value string) func(*pledgebook.Decision) {
	return func(d *pledgebook.Decision) { d.Set = map[string]string{field: value} }
}

func TestAcceptByAnyOfItsNames(t *testing.T) {
	for _, name := range []string{"entry-a", "entry-b", "b"} {
		r := Apply(book(), []pledgebook.Decision{decided(pledgebook.Accept, 1, nil, name)}, founded)
		if !r.Entries[0].Reviewed || r.Entries[1].Reviewed {
			t.Errorf("accepting %s: reviewed %v and %v", name, r.Entries[0].Reviewed, r.Entries[1].Reviewed)
		}
	}
}

func TestRejectUndoAndUndoTheUndo(t *testing.T) {
	ds := []pledgebook.Decision{decided(pledgebook.Reject, 1, nil, "entry-c")}
	if r := Apply(book(), ds, founded); len(r.Entries) != 1 || len(r.Rejected) != 1 {
		t.Fatalf("%d entries and %d rejected, want 1 and 1", len(r.Entries), len(r.Rejected))
	}
	ds = append(ds, undo(2, "d1"))
	if r := Apply(book(), ds, founded); len(r.Entries) != 2 || len(r.Entries[1].History) != 2 {
		t.Fatalf("after the undo %d entries, history %v", len(r.Entries), r.Entries[1].History)
	}
	ds = append(ds, undo(3, "d2"))
	r := Apply(book(), ds, founded)
	if len(r.Rejected) != 1 || len(r.Rejected[0].History) != 3 {
		t.Fatalf("after undoing the undo, rejected %+v", r.Rejected)
	}
}

// A claim that no longer counts is matching's business; the entry stays.
func TestRejectingAClaimKeepsItsEntry(t *testing.T) {
	r := Apply(book(), []pledgebook.Decision{decided(pledgebook.Reject, 1, nil, "b")}, founded)
	if len(r.Entries) != 2 {
		t.Errorf("%d entries, want 2", len(r.Entries))
	}
}

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		field, value string
		got          func(pledgebook.Entry) string
		want         string
	}{
		{"stage", "delivery", func(e pledgebook.Entry) string { return string(e.Stage) }, "delivery"},
		{"stage", "arrived", func(e pledgebook.Entry) string { return string(e.Stage) }, "unclear"}, // no such stage: nothing changes
		{"providers", "DEU, nato", func(e pledgebook.Entry) string { return fmt.Sprint(e.Providers) }, "[DEU nato]"},
		{"money", "EUR 20900000000 about", func(e pledgebook.Entry) string { return e.Money.Lo.String() + string(e.Money.Qualifier) }, "20900000000about"},
		{"period", "2024-01-01..2024-06-30", func(e pledgebook.Entry) string { return e.Period.String() }, "2024-01-01..2024-06-30"},
		{"deadline", "2024-12-31", func(e pledgebook.Entry) string { return e.Deadline.String() }, "2024-12-31"},
	} {
		r := Apply(book(), []pledgebook.Decision{decided(pledgebook.Edit, 1, set(c.field, c.value), "entry-a")}, founded)
		if got := c.got(r.Entries[0]); got != c.want {
			t.Errorf("%s=%s gives %s, want %s", c.field, c.value, got, c.want)
		}
	}
}

func TestTheLaterEditHolds(t *testing.T) {
	later := decided(pledgebook.Edit, 2, set("stage", "allocation"), "entry-a")
	earlier := decided(pledgebook.Edit, 1, set("stage", "pledge"), "entry-a")
	r := Apply(book(), []pledgebook.Decision{later, earlier}, founded)
	if r.Entries[0].Stage != pledgebook.StageAllocation {
		t.Errorf("stage %s, want the later edit's", r.Entries[0].Stage)
	}
}

func TestCheck(t *testing.T) {
	good := decided(pledgebook.Edit, 1, set("stage", "pledge"), "entry-a")
	if err := Check(good); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*pledgebook.Decision){
		"no reason":     func(d *pledgebook.Decision) { d.Why = " " },
		"no name":       func(d *pledgebook.Decision) { d.Who = "" },
		"no time":       func(d *pledgebook.Decision) { d.At = time.Time{} },
		"no subject":    func(d *pledgebook.Decision) { d.On = nil },
		"no value":      func(d *pledgebook.Decision) { d.Set = nil },
		"unknown verb":  func(d *pledgebook.Decision) { d.Verb = "bless" },
		"unknown field": set("weather", "fine"),
		"unknown stage": set("stage", "arrived"),
		"bad sum":       set("money", "20.9 billion"),
		"bad range":     set("money", "EUR 5-3"),
		"bad period":    set("period", "2024"),
		"period turned": set("period", "2024-06-30..2024-01-01"),
		"no such day":   set("deadline", "2024-02-30"),
		"merge of one":  func(d *pledgebook.Decision) { d.Verb = pledgebook.Merge },
		"undo of none":  func(d *pledgebook.Decision) { d.Verb = pledgebook.Undo },
		"stage and more": func(d *pledgebook.Decision) {
			d.Verb, d.Set = pledgebook.ConfirmStage, map[string]string{"kind": "military"}
		},
	} {
		bad := good
		spoil(&bad)
		if err := Check(bad); pledgebook.KindOf(err) != pledgebook.Invalid {
			t.Errorf("%s: %v, want an invalid decision", name, err)
		}
	}
}
