package main

import (
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/accounts"
	"pledgebook/internal/printing"
	"pledgebook/internal/settings"
)

// usersCommand looks after the accounts beside a book.
type usersCommand struct {
	List    usersList    `cmd:"" default:"withargs" help:"List the accounts."`
	Add     usersAdd     `cmd:"" help:"Print a one-time link that makes an account."`
	Role    usersRole    `cmd:"" help:"Give an account another role."`
	Reset   usersReset   `cmd:"" help:"Print a one-time link that sets a new password."`
	Disable usersDisable `cmd:"" help:"Keep an account from signing in, and end its sessions."`
	Enable  usersEnable  `cmd:"" help:"Let an account sign in again."`
	Log     usersLog     `cmd:"" help:"Show who signed in and what was changed."`
}

// atTheComputer is who acts at the command line, in the log of accounts.
var atTheComputer = accounts.By{Login: "the owner"}

// withAccounts hands the accounts beside the book to do.
func (a *app) withAccounts(do func(*accounts.Service) error) error {
	return a.withBook(func(book pledgebook.Book, set settings.Settings) error {
		address := set.Address
		if address == "" {
			address = "http://localhost:8080" // where serve listens
		}
		s, err := accounts.New(accounts.Options{Store: accountsOf(book), Address: address})
		if err != nil {
			return err
		}
		return do(s)
	})
}

type usersList struct {
	JSON bool `help:"Print one object a line."`
}

// listedUser is an account as --json prints it.
type listedUser struct {
	Login    string          `json:"login"`
	Name     string          `json:"name"`
	Role     pledgebook.Role `json:"role"`
	Made     time.Time       `json:"made"`
	Seen     time.Time       `json:"seen,omitzero"`
	Disabled time.Time       `json:"disabled,omitzero"`
}

// Run lists the accounts.
func (c *usersList) Run(a *app) error {
	return a.withAccounts(func(s *accounts.Service) error {
		all, err := s.All(a.ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			for _, u := range all {
				if err := printJSON(a, listedUser{u.Login, u.Name, u.Role, u.Made, u.Seen, u.Disabled}); err != nil {
					return err
				}
			}
			return nil
		}
		if len(all) == 0 {
			a.screen.Printf("There are no accounts. \"pledgebook serve --accounts\" prints a link that makes the first.\n")
			return nil
		}
		printing.Accounts(a.screen, all)
		return nil
	})
}

type usersAdd struct {
	Role pledgebook.Role `default:"reviewer" enum:"reader,reviewer,editor,administrator" help:"What the account may do: reader, reviewer, editor or administrator." placeholder:"ROLE"`
}

// Run prints a link that makes an account.
func (c *usersAdd) Run(a *app) error {
	return a.withAccounts(func(s *accounts.Service) error {
		link, err := s.Invite(a.ctx, c.Role, atTheComputer)
		if err != nil {
			return err
		}
		a.screen.Printf("This link makes an account with the role %s; it works once, within seven days:\n%s\n", c.Role, link)
		return nil
	})
}

type oneUser struct {
	Login string `arg:"" help:"The name the account signs in with."`
}

// act does something to an account and says what.
func (u oneUser) act(a *app, do func(s *accounts.Service) error, did string) error {
	return a.withAccounts(func(s *accounts.Service) error {
		if err := whoIs(do(s), u.Login); err != nil {
			return err
		}
		a.screen.Printf("%s %s\n", strings.ToLower(u.Login), did)
		return nil
	})
}

// whoIs says which account is not there.
func whoIs(err error, login string) error {
	if pledgebook.KindOf(err) == pledgebook.NotFound {
		return pledgebook.Errorf(pledgebook.NotFound, "nobody signs in as %.60q; \"pledgebook users\" lists the accounts", login)
	}
	return err
}

type usersRole struct {
	oneUser
	Role pledgebook.Role `arg:"" enum:"reader,reviewer,editor,administrator" help:"reader, reviewer, editor or administrator."`
}

// Run gives an account another role.
func (c *usersRole) Run(a *app) error {
	return c.act(a, func(s *accounts.Service) error { return s.SetRole(a.ctx, c.Login, c.Role, atTheComputer) }, "is now "+string(c.Role))
}

type usersReset struct{ oneUser }

// Run prints a link that sets a new password.
func (c *usersReset) Run(a *app) error {
	return a.withAccounts(func(s *accounts.Service) error {
		link, err := s.ResetLink(a.ctx, c.Login, atTheComputer)
		if err != nil {
			return whoIs(err, c.Login)
		}
		a.screen.Printf("This link lets %s set a new password; it works once, within a day:\n%s\n", c.Login, link)
		return nil
	})
}

type usersDisable struct{ oneUser }

// Run keeps an account from signing in.
func (c *usersDisable) Run(a *app) error {
	return c.act(a, func(s *accounts.Service) error { return s.Disable(a.ctx, c.Login, atTheComputer) }, "may not sign in any more, and is signed out everywhere")
}

type usersEnable struct{ oneUser }

// Run lets an account sign in again.
func (c *usersEnable) Run(a *app) error {
	return c.act(a, func(s *accounts.Service) error { return s.Enable(a.ctx, c.Login, atTheComputer) }, "may sign in again")
}

type usersLog struct {
	About string `help:"Only what concerns one account." placeholder:"LOGIN"`
	Limit int    `default:"50" help:"The most lines."`
}

// Run shows the log of accounts.
func (c *usersLog) Run(a *app) error {
	return a.withAccounts(func(s *accounts.Service) error {
		notes, err := s.Notes(a.ctx, c.About, max(c.Limit, 1))
		if err == nil {
			printing.AccountLog(a.screen, notes)
		}
		return err
	})
}

// tokensCommand looks after the tokens that programs use.
type tokensCommand struct {
	List   tokensList   `cmd:"" default:"withargs" help:"List the tokens."`
	Add    tokensAdd    `cmd:"" help:"Make a token for an account and print it, this once."`
	Revoke tokensRevoke `cmd:"" help:"End a token."`
}

type tokensList struct{}

// Run lists the tokens.
func (c *tokensList) Run(a *app) error {
	return a.withAccounts(func(s *accounts.Service) error {
		tokens, err := s.Tokens(a.ctx, access.Account{})
		if err != nil {
			return err
		}
		all, err := s.All(a.ctx)
		if err != nil {
			return err
		}
		logins := map[string]string{}
		for _, u := range all {
			logins[u.ID] = u.Login
		}
		printing.Tokens(a.screen, tokens, logins, time.Now())
		return nil
	})
}

type tokensAdd struct {
	oneUser
	Name  string                `required:"" help:"What it is for." placeholder:"TEXT"`
	Scope pledgebook.TokenScope `default:"read" enum:"read,review,admin" help:"What it allows: read, review or admin." placeholder:"SCOPE"`
	Days  int                   `default:"90" help:"How long it works: 30, 90 or 365 days."`
}

// Run makes a token.
func (c *tokensAdd) Run(a *app) error {
	return a.withAccounts(func(s *accounts.Service) error {
		u, err := s.Find(a.ctx, c.Login)
		if err != nil {
			return whoIs(err, c.Login)
		}
		token, err := s.MakeToken(a.ctx, u, c.Name, c.Scope, c.Days, atTheComputer)
		if err != nil {
			return err
		}
		a.screen.Printf("%s\n", token)
		return nil
	})
}

type tokensRevoke struct {
	ID string `arg:"" help:"The token's id, or its beginning."`
}

// Run ends a token.
func (c *tokensRevoke) Run(a *app) error {
	return a.withAccounts(func(s *accounts.Service) error {
		tokens, err := s.Tokens(a.ctx, access.Account{})
		if err != nil {
			return err
		}
		var found []access.Token
		for _, t := range tokens {
			if strings.HasPrefix(t.ID, c.ID) && t.Revoked.IsZero() {
				found = append(found, t)
			}
		}
		if len(found) != 1 || len(c.ID) < 4 {
			return pledgebook.Errorf(pledgebook.NotFound, "%d tokens begin with %.40q; \"pledgebook tokens\" lists them, and four characters are the least", len(found), c.ID)
		}
		if err := s.RevokeToken(a.ctx, access.Account{ID: found[0].Account}, found[0].ID, atTheComputer); err != nil {
			return err
		}
		a.screen.Printf("the token %q works no more\n", found[0].Name)
		return nil
	})
}
