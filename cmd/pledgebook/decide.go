package main

import (
	"cmp"
	"os/user"
	"slices"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/printing"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reviewing"
	"pledgebook/internal/settings"
)

// reasons are what every decision takes.
type reasons struct {
	Why  string `required:"" help:"The reason; it is kept for ever." placeholder:"TEXT"`
	Who  string `help:"Who decides; the reviewer in config.toml or the user of this computer if not given." placeholder:"NAME"`
	JSON bool   `help:"Print one JSON object per decision, one per line."`
}

// subjects are entries and claims, by their ids or the beginnings of these.
type subjects struct {
	ID []string `arg:"" name:"id" help:"Entries or claims: ids, or the beginnings of them."`
	reasons
}

type acceptCommand struct{ subjects }

// Run accepts entries.
func (c *acceptCommand) Run(a *app) error { return c.simple(a, pledgebook.Accept) }

type rejectCommand struct{ subjects }

// Help is what "reject --help" adds.
func (rejectCommand) Help() string {
	return "A rejected entry counts for nothing and stays in sight. Rejecting a claim takes it out of its entry; other claims stay."
}

// Run rejects entries or claims.
func (c *rejectCommand) Run(a *app) error { return c.simple(a, pledgebook.Reject) }

// simple makes one decision on all subjects.
func (c *subjects) simple(a *app, verb pledgebook.DecisionVerb) error {
	return a.decide(c.reasons, func(d *desk) ([]pledgebook.Decision, error) {
		on, err := d.all(c.ID)
		return []pledgebook.Decision{{Verb: verb, On: on}}, err
	})
}

type consultCommand struct{ subjects }

// Help is what "consult --help" adds.
func (consultCommand) Help() string {
	return "Decides nothing: the question stands in the inbox until somebody else decides."
}

// Run asks a second reviewer.
func (c *consultCommand) Run(a *app) error { return c.simple(a, pledgebook.Consult) }

type editCommand struct {
	subjects
	Set map[string]string `required:"" mapsep:"none" help:"A field and its value; may be repeated." placeholder:"FIELD=VALUE"`
}

// Help is what "edit --help" adds.
func (editCommand) Help() string {
	return "Fields: " + strings.Join(reviewing.Editable(), ", ") + ". For example --set stage=pledge, " +
		"--set 'money=EUR 20900000000', --set 'money=USD 1000000-1500000 about', --set period=2024-01-01..2024-06-30, " +
		"--set 'providers=Norway, DNK', --set part_of=ID. An empty value takes a field away."
}

// Run corrects entries. The claims keep what their reports say.
func (c *editCommand) Run(a *app) error {
	return a.decide(c.reasons, func(d *desk) ([]pledgebook.Decision, error) {
		on, err := d.all(c.ID)
		if err != nil {
			return nil, err
		}
		for field, value := range c.Set {
			if c.Set[field], err = d.spelled(field, value); err != nil {
				return nil, err
			}
		}
		return []pledgebook.Decision{{Verb: pledgebook.Edit, On: on, Set: c.Set}}, nil
	})
}

type mergeCommand struct{ subjects }

// Run makes one entry of several.
func (c *mergeCommand) Run(a *app) error {
	return a.decide(c.reasons, func(d *desk) ([]pledgebook.Decision, error) {
		on, err := d.all(c.ID)
		if err != nil {
			return nil, err
		}
		if len(d.entriesOf(on)) < 2 {
			return nil, usef("merge needs two entries or more, and these ids lead to one")
		}
		return []pledgebook.Decision{{Verb: pledgebook.Merge, On: on}}, nil
	})
}

type splitCommand struct{ subjects }

// Help is what "split --help" adds.
func (splitCommand) Help() string {
	return "With one entry: each of its claims becomes an entry of its own. With claims: they leave their entry together. " +
		"With several entries: they are not one; nothing changes but that \"pledgebook check\" no longer proposes it."
}

// Run takes entries apart.
func (c *splitCommand) Run(a *app) error {
	return a.decide(c.reasons, func(d *desk) ([]pledgebook.Decision, error) {
		on, err := d.all(c.ID)
		if err != nil {
			return nil, err
		}
		return []pledgebook.Decision{{Verb: pledgebook.Split, On: on}}, d.canSplit(on)
	})
}

type confirmStageCommand struct {
	subjects
	Stage pledgebook.Stage `help:"pledge, commitment, allocation, disbursement or delivery; what the entry has if not given." placeholder:"STAGE"`
}

// Run confirms how far aid had come, or says so where the words do not tell.
func (c *confirmStageCommand) Run(a *app) error {
	return a.decide(c.reasons, func(d *desk) ([]pledgebook.Decision, error) {
		on, err := d.all(c.ID)
		if err != nil {
			return nil, err
		}
		var all []pledgebook.Decision
		for _, e := range d.entriesOf(on) {
			stage := cmp.Or(c.Stage, e.Stage)
			if stage == pledgebook.StageUnclear {
				return nil, usef("the reports do not tell the stage of entry %s; say it with --stage", e.ID)
			}
			all = append(all, pledgebook.Decision{Verb: pledgebook.ConfirmStage, On: []string{e.ID}, Set: map[string]string{"stage": string(stage)}})
		}
		return all, nil
	})
}

type undoCommand struct {
	ID []string `arg:"" name:"id" help:"Decisions, as \"pledgebook entry ID\" lists them: ids, or the beginnings of them."`
	reasons
}

// Run takes decisions back, each by a decision of its own.
func (c *undoCommand) Run(a *app) error {
	return a.decide(c.reasons, func(d *desk) ([]pledgebook.Decision, error) {
		var all []pledgebook.Decision
		for _, id := range c.ID {
			of, err := d.toUndo(id)
			if err != nil {
				return nil, err
			}
			all = append(all, pledgebook.Decision{Verb: pledgebook.Undo, On: of.On, Undoes: of.ID})
		}
		return all, nil
	})
}

// takenDown are reports, by id or link.
type takenDown struct {
	ID []string `arg:"" name:"report" help:"Reports: ids as \"pledgebook entry ID\" shows them, the beginnings of them, or links."`
	reasons
}

type retractCommand struct{ takenDown }

// Help is what "retract --help" adds.
func (retractCommand) Help() string {
	return "For a report that its publisher took back: its claims count for nothing, and all of it stays in the book."
}

// Run notes that publishers took reports back.
func (c *retractCommand) Run(a *app) error { return c.reports(a, pledgebook.Retract) }

type redactCommand struct{ takenDown }

// Help is what "redact --help" adds.
func (redactCommand) Help() string {
	return "For content that the law demands to be taken down: the report's text, its original and everything read from it are " +
		"removed for good. Its hash and the reason stay, so that the book still proves. This cannot be undone."
}

// Run takes reports out of the book.
func (c *redactCommand) Run(a *app) error { return c.reports(a, pledgebook.Redact) }

func (c *takenDown) reports(a *app, verb pledgebook.DecisionVerb) error {
	return a.decide(c.reasons, func(d *desk) ([]pledgebook.Decision, error) {
		var on []string
		for _, id := range c.ID {
			reports, err := d.reports(id, verb)
			if err != nil {
				return nil, err
			}
			on = append(on, reports...)
		}
		return []pledgebook.Decision{{Verb: verb, On: on}}, nil
	})
}

// decide makes decisions, checks them, keeps them and shows what became of the
// entries. Either all of them are kept or none.
func (a *app) decide(r reasons, choose func(*desk) ([]pledgebook.Decision, error)) error {
	return a.withBook(func(book pledgebook.Book, set settings.Settings) error {
		ledger, err := a.bringTogether(book, asOf(0))
		if err != nil {
			return err
		}
		who, err := reviewer(r.Who, set)
		if err != nil {
			return err
		}
		decisions, err := choose(newDesk(ledger))
		if err != nil {
			return err
		}
		at := after(ledger.Decisions, time.Now())
		for i := range decisions {
			decisions[i].Who, decisions[i].Why, decisions[i].At = who, strings.TrimSpace(r.Why), at.Add(time.Duration(i)*time.Microsecond)
			if err := reviewing.Check(decisions[i]); err != nil {
				return useError{err}
			}
		}
		outcomes, err := book.Decide(a.ctx, decisions...)
		if err != nil {
			return err
		}
		for i := range decisions {
			decisions[i].ID = outcomes[i].ID
		}
		return a.decided(book, ledger, decisions, r.JSON)
	})
}

// after is a time behind all decisions there are, also where the clock of
// whoever made them was ahead: what undoes a decision comes after it.
func after(decisions []pledgebook.Decision, now time.Time) time.Time {
	now = now.UTC().Truncate(time.Microsecond)
	for _, d := range decisions {
		if !d.At.Before(now) {
			now = d.At.Add(time.Microsecond)
		}
	}
	return now
}

// reviewer is who decides: the name given, else the only one the settings
// know, else the user of this computer.
func reviewer(given string, set settings.Settings) (string, error) {
	who := strings.TrimSpace(given)
	if who == "" && len(set.Reviewers) == 1 {
		who = set.Reviewers[0]
	}
	if u, err := user.Current(); who == "" && len(set.Reviewers) == 0 && err == nil {
		who = cmp.Or(u.Name, u.Username)
	}
	switch {
	case who == "":
		return "", usef("say who decides with --who NAME")
	case len(set.Reviewers) > 0 && !slices.Contains(set.Reviewers, who):
		return "", usef("%s is not among the reviewers in %s: %s", who, settings.File, strings.Join(set.Reviewers, ", "))
	}
	return who, nil
}

// decided shows the decisions and the entries as they stand after them.
func (a *app) decided(book pledgebook.Book, before *reporting.Ledger, decisions []pledgebook.Decision, asJSON bool) error {
	if asJSON {
		for _, d := range decisions {
			if err := printJSON(a, d); err != nil {
				return err
			}
		}
		return nil
	}
	now, err := a.bringTogether(book, before.Today)
	if err != nil {
		return err
	}
	for _, d := range decisions {
		printing.Decision(a.screen, d, true)
	}
	if concerned := newDesk(now).heirs(newDesk(before), decisions); len(concerned) > 0 {
		a.screen.Printf("\n")
		printing.Ledger(a.screen, concerned)
	}
	return nil
}
