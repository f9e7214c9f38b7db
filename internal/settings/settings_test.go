package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pledgebook"
)

// Every line of the template that could be a setting must be one.
func TestTemplateIsTrue(t *testing.T) {
	var lines []string
	for _, line := range strings.Split(string(template), "\n") {
		bare := strings.TrimPrefix(line, "# ")
		if strings.Contains(bare, " = ") || strings.HasPrefix(bare, "[") {
			line = bare
		}
		lines = append(lines, line)
	}
	s, err := Parse([]byte(strings.Join(lines, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	if s.Database == "" || s.LargestReportMB != 20 {
		t.Errorf("settings = %+v", s)
	}
	if s.Contact == "" || s.Fetch.Pause.Duration != time.Second || len(s.Sources) != 1 || s.Sources[0].Every.Duration != 30*time.Minute {
		t.Errorf("settings of the web = %+v", s)
	}
	if o := s.Accounts.Organisation; s.Accounts.Private || len(s.Accounts.Proxies) != 1 || o.Role != pledgebook.RoleReader || o.ClientSecretFile == "" {
		t.Errorf("settings of accounts = %+v", s.Accounts)
	}
	tracker, err := s.Tracker("sahel")
	if err != nil || len(tracker.Receivers) != 3 || tracker.To != pledgebook.DateOf(2024, 12, 31) {
		t.Errorf("tracker = %+v, %v", tracker, err)
	}
	if plain, err := Parse(template); err != nil || plain.Database != "" || plain.Trackers != nil {
		t.Errorf("the template as written sets %+v, %v", plain, err)
	}
}

func TestMalformedSettingsNameTheLine(t *testing.T) {
	for content, want := range map[string]string{
		"a = ":                                           "line 1",
		"# ok\ndatabas = \"x\"":                          "line 2: there is no setting databas",
		"largest_report_mb = -1":                         "-1",
		"address = \"aid.example.org\"":                  "https://",
		"address = \"https://a/b\"":                      "https://a/b",
		"[fetch]\npause = \"1 sec\"":                     "line 2",
		"[fetch]\npause = \"-1s\"":                       "pause",
		"contact = \"a\\nX: y\"":                         "contact",
		"[work]\nat_once = -1":                           "at_once",
		"[[source]]\nevery = \"1h\"":                     "url",
		"[[source]]\nurl = \"ftp://x\"":                  "ftp://x",
		"[[source]]\nurl = \"http://x\"\nevery = \"1s\"": "every",
		"[[source]]\nurl = \"http://x\"\n[[source]]\nurl = \"http://x\"":                                             "twice",
		"[accounts]\nproxies = [\"proxy.example\"]":                                                                  "proxy.example",
		"[accounts.organisation]\nname = \"x\"":                                                                      "issuer",
		"[accounts.organisation]\nissuer = \"http://id.example\"":                                                    "https://",
		"[accounts.organisation]\nissuer = \"https://id.example\"":                                                   "client_id",
		"[accounts.organisation]\nissuer = \"https://id.example\"\nname = \"x\"\nclient_id = \"y\"\nrole = \"king\"": "king",
		"[[webhook]]\nurl = \"ftp://x\"":                                                                             "ftp://x",
		"[[webhook]]\nurl = \"https://x\"\nsecret = \"short\"":                                                       "secret",
		"[[webhook]]\nurl = \"https://x\"\nsecret = \"012345678901234567890123\"\nevents = [\"x\"]":                  "disagreement",
		"[[webhook]]\nurl = \"https://x\"\nsecret = \"012345678901234567890123\"\nlanguage = \"tlh\"":                "tlh",
		"[[webhook]]\nurl = \"https://x\"\nsecret = \"012345678901234567890123\"\ntracker = \"mars\"":                "mars",
		"[[tracker]]\ntitle = \"x\"":                                                                                 "id",
		"[[tracker]]\nid=\"a\"\nfrom = \"2024-02-30\"":                                                               "2024-02-30",
	} {
		if _, err := Parse([]byte(content)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Parse(%q) = %v, want %q in it", content, err, want)
		}
	}
}

func TestTemplateIsWrittenOnce(t *testing.T) {
	dir := t.TempDir()
	if s, err := Load(dir); err != nil || s.Database != "" {
		t.Fatalf("a book without settings: %+v, %v", s, err)
	}
	path := filepath.Join(dir, File)
	if err := WriteTemplate(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("largest_report_mb = 3"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := WriteTemplate(dir); err != nil {
		t.Fatal(err)
	}
	if s, err := Load(dir); err != nil || s.LargestReportMB != 3 {
		t.Errorf("the owner's settings were lost: %+v, %v", s, err)
	}
}
