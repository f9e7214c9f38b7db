package party_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/membership"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// shared is the folder of development data beside the repository.
const shared = "../../../../shared/corpora"

// cut parts a plain text into headline and paragraphs, as far as this test
// needs it.
func cut(s string) []pledgebook.Part {
	var parts []pledgebook.Part
	for at, line := range paragraphs(s) {
		kind := pledgebook.PartParagraph
		if at == 0 {
			kind = pledgebook.PartHeadline
		}
		parts = append(parts, pledgebook.Part{Kind: kind, Span: line})
	}
	return parts
}

func paragraphs(s string) []pledgebook.Span {
	var spans []pledgebook.Span
	for start := 0; start < len(s); {
		end := strings.Index(s[start:], "\n\n")
		if i := strings.Index(s[start:], "\n    "); i >= 0 && (end < 0 || i < end) {
			end = i
		}
		if end < 0 {
			end = len(s) - start
		}
		if strings.TrimSpace(s[start:start+end]) != "" {
			spans = append(spans, pledgebook.Span{Start: start, End: start + end})
		}
		start += end + 2
	}
	return spans
}

// outlets are who published the documents of a source of the gold data.
var outlets = map[string]string{"whitehouse": "The White House", "donortracker": "Donor Tracker", "reuters": "Reuters"}

type goldText struct {
	ID, Source, Text string
	Published        pledgebook.Stamp
}

type goldClaims struct {
	Claims []struct{ Donors, Recipients []string }
}

// TestGoldParties measures how many donors and recipients of the gold claims
// stand among the mentions of their text.
func TestGoldParties(t *testing.T) {
	files, _ := filepath.Glob(shared + "/gold/texts/*.json")
	if len(files) == 0 {
		t.Skip("needs the development data beside the repository, ../shared/corpora/gold")
	}
	v, r := reader(t)
	found, all := 0, 0
	missed := map[string]int{}
	for _, f := range files {
		var doc goldText
		var gold goldClaims
		load(t, f, &doc)
		load(t, strings.Replace(f, "/texts/", "/claims/", 1), &gold)
		seen := partiesOf(v, r, doc)
		for _, c := range gold.Claims {
			for _, p := range append(c.Donors, c.Recipients...) {
				all++
				if seen[slug(p)] {
					found++
				} else {
					missed[p+" in "+doc.ID]++
				}
			}
		}
	}
	t.Logf("donors and recipients found: %d of %d (%.3f)", found, all, float64(found)/float64(all))
	for _, m := range sorted(missed) {
		t.Log("missed ", m, missed[m])
	}
	if found*100 < all*95 {
		t.Errorf("found %d of %d, want at least 95 in 100", found, all)
	}
}

func partiesOf(v *text.Vocabulary, r *party.Reader, doc goldText) map[string]bool {
	var d text.Document
	d.Analyse(v, doc.Text, cut(doc.Text))
	seen := map[string]bool{}
	for _, m := range r.Resolve(&d, pledgebook.Report{Outlet: outlets[doc.Source], Published: doc.Published, Text: doc.Text}, nil, r.Find(&d, nil)) {
		seen[slug(string(m.ID))], seen[slug(string(m.State))], seen[slug(string(m.For))] = true, true, true
	}
	return seen
}

// TestDonorTrackerDonor measures how often a donor that the tracker codes for an
// update, or a group of which it is a member, is a party of the update's title
// or first paragraph.
func TestDonorTrackerDonor(t *testing.T) {
	var updates []struct {
		Title, Content string
		Published      pledgebook.Day `json:"publish_date"`
		Funders        []struct {
			Profile struct{ Name string } `json:"funder_profiles_id"`
		}
	}
	file := shared + "/donortracker/updates.json"
	if _, err := os.Stat(file); err != nil {
		t.Skip("needs the development data beside the repository, ../shared/corpora/donortracker")
	}
	load(t, file, &updates)
	v, r := reader(t)
	members := memberships(t)
	found, all := 0, 0
	for _, u := range updates {
		seen := partiesOf(v, r, goldText{Text: u.Title + "\n\n" + firstParagraph(u.Content)})
		donors, hit := 0, false
		for _, f := range u.Funders {
			if f.Profile.Name == "Global donor profile" {
				continue // the tracker's own shelf for what concerns no one donor
			}
			donors++
			id := donorID(v, r, f.Profile.Name)
			hit = hit || seen[slug(id)] || slices.ContainsFunc(members.Groups(), func(g pledgebook.PartyID) bool {
				return seen[string(g)] && members.IsMember(g, pledgebook.PartyID(id), u.Published)
			})
		}
		if donors == 0 {
			continue
		}
		all++
		if hit {
			found++
		} else {
			t.Logf("missed %v: %s / %.160s", u.Funders, u.Title, firstParagraph(u.Content))
		}
	}
	t.Logf("updates whose donor is found: %d of %d (%.3f)", found, all, float64(found)/float64(all))
	if found*100 < all*97 {
		t.Errorf("found the donor of %d of %d updates, want at least 97 in 100", found, all)
	}
}

func firstParagraph(content string) string {
	first, _, _ := strings.Cut(strings.TrimLeft(content, "\n\\* "), "\n")
	return first
}

func memberships(t *testing.T) *membership.Table {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	m, err := membership.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// donorID reads the tracker's own name of a donor.
func donorID(v *text.Vocabulary, r *party.Reader, name string) string {
	for _, m := range read(v, r, name) {
		return string(m.ID)
	}
	return name
}

func load(t *testing.T, file string, into any) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(b, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func slug(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "-") }

func sorted(m map[string]int) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
