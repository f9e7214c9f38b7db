package main

import (
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
)

type accessCommand struct {
	subjects
	Level pledgebook.Level `required:"" enum:"public,team,embargoed,restricted" help:"public, team, embargoed or restricted." placeholder:"LEVEL"`
	Until string           `help:"When an embargo ends: 2026-12-01T09:00, in UTC, or with a zone." placeholder:"TIME"`
	To    []string         `help:"The accounts that may see what is restricted, by the names they sign in with." placeholder:"LOGIN"`
}

// Help is what "access --help" adds.
func (accessCommand) Help() string {
	return "Says who may see entries or reports, by their ids or the beginnings of these: everybody, the team, the team until a time and then everybody, " +
		"or the accounts named. A hidden thing is on no page and in no sum that somebody sees who may not. The command line shows everything."
}

// Run says who may see entries or reports.
func (c *accessCommand) Run(a *app) error {
	wanted := pledgebook.Access{Level: c.Level}
	for _, login := range c.To {
		wanted.Names = append(wanted.Names, strings.ToLower(strings.TrimSpace(login)))
	}
	if c.Until != "" {
		var err error
		if wanted.Until, err = moment(c.Until); err != nil {
			return err
		}
	}
	if _, err := access.Read(access.Set(wanted)); err != nil {
		return useError{err}
	}
	return a.decide(c.reasons, func(d *desk) ([]pledgebook.Decision, error) {
		var on []string
		for _, word := range c.ID {
			ids, err := d.all([]string{word})
			if err != nil {
				reports, other := d.reports(word, pledgebook.SetAccess)
				if other != nil {
					return nil, err
				}
				ids = reports
			}
			on = append(on, ids...)
		}
		return []pledgebook.Decision{{Verb: pledgebook.SetAccess, On: d.AccessNames(on), Set: access.Set(wanted)}}, nil
	})
}

// moment reads a time as people write it.
func moment(s string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, usef("--until %q is no time; write it as 2026-12-01T09:00", s)
}
