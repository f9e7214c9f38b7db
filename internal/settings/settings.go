// Package settings reads the config.toml of a book, and writes one with
// comments beside a new book, so that everything that can be set is seen there.
package settings

import (
	_ "embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"pledgebook"
)

// File is the name of the settings in a book's folder.
const File = "config.toml"

// Settings are what the owner of a book has chosen. The zero value is every
// default.
type Settings struct {
	// Database is a PostgreSQL URL where the folder is not to hold the book itself.
	Database string `toml:"database"`
	// LargestReportMB is the most megabytes one report may have; 0 is the default.
	LargestReportMB int `toml:"largest_report_mb"`
	// Contact is where the owner of a site can reach whoever fetches from it.
	Contact string `toml:"contact"`
	// Address is where readers reach the pages of the book, for links that
	// leave them: "https://aid.example.org".
	Address string `toml:"address"`
	// Publisher is who publishes the book, and IATIRef their organisation
	// identifier as IATI registers it.
	Publisher string `toml:"publisher"`
	IATIRef   string `toml:"iati_ref"`
	// Accounts is how people sign in to the desk.
	Accounts Accounts `toml:"accounts"`
	// Fetch is how documents are taken from the web.
	Fetch Fetch `toml:"fetch"`
	// Work is how the queue is worked on.
	Work Work `toml:"work"`
	// Sources are the lists of links that are watched.
	Sources []Source `toml:"source"`
	// Webhooks are told of news.
	Webhooks []Webhook `toml:"webhook"`
	// Reviewers are the names under which decisions may be made; any where
	// there are none.
	Reviewers []string `toml:"reviewers"`
	// Trackers are saved scopes.
	Trackers []pledgebook.Tracker `toml:"tracker"`
}

//go:embed template.toml
var template []byte

// Load reads the settings in a book's folder. A book without any has the
// defaults. It fails with [pledgebook.Invalid], naming line and cause, where
// the file is no TOML or has a setting that does not exist.
func Load(folder string) (Settings, error) {
	path := filepath.Join(folder, File)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Settings{}, nil
	}
	if err != nil {
		return Settings{}, pledgebook.WrapError(pledgebook.Unreadable, err, "settings %s cannot be read", path)
	}
	s, err := Parse(b)
	if err != nil {
		return Settings{}, pledgebook.WrapError(pledgebook.Invalid, err, "settings %s are malformed; mend the line, or remove the file to get the defaults back", path)
	}
	return s, nil
}

// Parse reads settings from TOML.
func Parse(content []byte) (Settings, error) {
	var s Settings
	d := toml.NewDecoder(strings.NewReader(string(content))).DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return s, explained(err)
	}
	return s, s.check()
}

// explained says in one line where TOML is wrong.
func explained(err error) error {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) && len(unknown.Errors) > 0 {
		row, _ := unknown.Errors[0].Position()
		return pledgebook.Errorf(pledgebook.Invalid, "line %d: there is no setting %s", row, strings.Join(unknown.Errors[0].Key(), "."))
	}
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		row, _ := wrong.Position()
		return pledgebook.Errorf(pledgebook.Invalid, "line %d: %s", row, strings.TrimPrefix(wrong.Error(), "toml: "))
	}
	return err
}

func (s Settings) check() error {
	if s.LargestReportMB < 0 || s.LargestReportMB > 1000 {
		return pledgebook.Errorf(pledgebook.Invalid, "largest_report_mb = %d is not between 0 and 1000", s.LargestReportMB)
	}
	if err := errors.Join(s.checkWeb(), s.checkAccounts()); err != nil {
		return err
	}
	if err := s.checkWebhooks(); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, t := range s.Trackers {
		if t.ID == "" || seen[t.ID] {
			return pledgebook.Errorf(pledgebook.Invalid, "every tracker needs an id of its own; %q is missing or used twice", t.ID)
		}
		seen[t.ID] = true
	}
	return nil
}

// Tracker returns a saved scope by its id. It fails with [pledgebook.NotFound].
func (s Settings) Tracker(id string) (pledgebook.Tracker, error) {
	for _, t := range s.Trackers {
		if t.ID == id {
			return t, nil
		}
	}
	return pledgebook.Tracker{}, pledgebook.Errorf(pledgebook.NotFound, "no tracker %q stands in %s", id, File)
}

// WriteTemplate puts the commented settings into a book's folder, unless it
// has some already.
func WriteTemplate(folder string) error {
	path := filepath.Join(folder, File)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err == nil {
		_, err = f.Write(template)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return pledgebook.WrapError(pledgebook.Unreadable, err, "settings %s cannot be written", path)
	}
	return nil
}
