// Package evaluating scores readings against claims marked by hand: how many
// figures were found, and of those how many with the right stage, parties,
// kind and time. It also says why the others went wrong, so that the next rule
// to write can be chosen.
//
// The gold format is a folder with texts/*.json and claims/*.json of the same
// base names. A reading belongs to the gold of its input's base name.
package evaluating

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"sort"

	"pledgebook"
)

// Gold is the claims that a person marked in one document.
type Gold struct {
	ID     string      `json:"id"`
	Source string      `json:"source"`
	Claims []GoldClaim `json:"claims"`
	// Name is the base name shared by the document's text and claims.
	Name string `json:"-"`
}

// GoldClaim is one claim as a person marked it. Names follow the gold files.
type GoldClaim struct {
	Evidence   string     `json:"evidence"`
	Stage      string     `json:"stage"`
	Verb       string     `json:"verb"`
	Polarity   string     `json:"polarity"`
	Revision   string     `json:"revision"`
	Extent     string     `json:"extent"`
	Donors     []string   `json:"donors"`
	Recipients []string   `json:"recipients"`
	Money      *goldMoney `json:"money"`
	Items      []goldItem `json:"items"`
	Kind       string     `json:"kind"`
	Period     *struct {
		Start string `json:"start"`
		End   string `json:"end"`
	} `json:"period"`
	Deadline string `json:"deadline"`
}

type goldMoney struct {
	Lo       json.Number `json:"lo"`
	Hi       json.Number `json:"hi"`
	Currency string      `json:"currency"`
	Verbatim string      `json:"verbatim"`
	Also     []struct {
		Amount   json.Number `json:"amount"`
		Currency string      `json:"currency"`
	} `json:"also"`
}

type goldItem struct {
	Count json.Number `json:"count"`
	What  string      `json:"what"`
}

// LoadGold reads claims/*.json of dir, sorted by name. It fails with
// [pledgebook.Unreadable] where the folder holds none, and with
// [pledgebook.Invalid] where one is malformed.
func LoadGold(dir string) ([]Gold, error) {
	names, err := filepath.Glob(filepath.Join(dir, "claims", "*.json"))
	if err != nil || len(names) == 0 {
		return nil, pledgebook.Errorf(pledgebook.Unreadable, "%s holds no claims/*.json; name a folder with texts/ and claims/", dir)
	}
	sort.Strings(names)
	all := make([]Gold, 0, len(names))
	for _, name := range names {
		g, err := loadOne(name)
		if err != nil {
			return nil, err
		}
		all = append(all, g)
	}
	return all, nil
}

func loadOne(name string) (Gold, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return Gold{}, pledgebook.WrapError(pledgebook.Unreadable, err, "gold claims %s cannot be read", name)
	}
	g, err := ParseGold(b)
	if err != nil {
		return Gold{}, pledgebook.WrapError(pledgebook.Invalid, err, "gold claims %s are malformed", name)
	}
	g.Name = filepath.Base(name)
	return g, nil
}

// ParseGold reads one file of gold claims.
func ParseGold(content []byte) (Gold, error) {
	var g Gold
	d := json.NewDecoder(bytes.NewReader(content))
	d.UseNumber()
	if err := d.Decode(&g); err != nil {
		return g, err
	}
	for i := range g.Claims {
		if err := g.Claims[i].check(); err != nil {
			return g, pledgebook.WrapError(pledgebook.Invalid, err, "claim %d", i+1)
		}
	}
	return g, nil
}

func (c *GoldClaim) check() error {
	if c.Evidence == "" {
		return pledgebook.Errorf(pledgebook.Invalid, "no evidence")
	}
	_, err := flowOfGold(c)
	return err
}
