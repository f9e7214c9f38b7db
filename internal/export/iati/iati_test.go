package iati

import (
	"bytes"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/export"
	"pledgebook/internal/export/exporttest"
)

func TestExport(t *testing.T) { exporttest.Run(t, Format{}) }

// Every file is valid by the standard's own schema, where that and xmllint are
// at hand.
func TestFilesAreValid(t *testing.T) {
	schema := schemas(t)
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed; it is in libxml2-utils")
	}
	var every []export.Row
	for _, stage := range pledgebook.Stages {
		for _, kind := range []pledgebook.AidKind{pledgebook.Military, pledgebook.Humanitarian, pledgebook.Financial, pledgebook.KindUnspecified} {
			for _, change := range changes {
				r := exporttest.Sample()[0]
				r.Entry.Stage, r.Entry.Kind = stage, kind
				change(&r.Entry)
				every = append(every, r)
			}
		}
	}
	for name, rows := range map[string][]export.Row{"sample": exporttest.Sample(), "hostile": {exporttest.Hostile()}, "every": every, "one": exporttest.Sample()[:1]} {
		path := filepath.Join(t.TempDir(), name+".xml")
		if err := os.WriteFile(path, exporttest.Written(t, Format{}, rows...), 0o644); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.CommandContext(t.Context(), lint, "--noout", "--nonet", "--schema", schema, path).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%.2000s", name, err, out)
		}
	}
}

// schemas puts the standard's schemas into a folder beside the one that they
// import and that is not among them: that of the attributes of XML itself.
func schemas(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"iati-activities-schema.xsd", "iati-common.xsd"} {
		b, err := os.ReadFile("../../../../shared/data/iati/" + name)
		if err != nil {
			t.Skip("the IATI 2.03 schema is not here; get iati-activities-schema.xsd and iati-common.xsd from the standard's site")
		}
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const attributes = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace"><xs:attribute name="lang" type="xs:language"/></xs:schema>`
	if err := os.WriteFile(filepath.Join(folder, "xml.xsd"), []byte(attributes), 0o644); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(folder, "iati-activities-schema.xsd")
}

var changes = []func(*pledgebook.Entry){
	func(*pledgebook.Entry) {},
	func(e *pledgebook.Entry) { e.Polarity = pledgebook.Asserted; e.Providers = nil; e.Channels = nil },
	func(e *pledgebook.Entry) { e.Money, e.Items = nil, []pledgebook.Item{{Count: "3", What: "tents"}} },
	func(e *pledgebook.Entry) { e.Revision = pledgebook.Reduction; e.PartOf = "e7" },
	func(e *pledgebook.Entry) { e.Receivers = append(e.Receivers, "MDG") },
	func(e *pledgebook.Entry) {
		e.Receivers, e.Modality, e.Status = nil, pledgebook.Loan, pledgebook.Withdrawn
	},
	func(e *pledgebook.Entry) { e.Deadline = 0; e.Modality = pledgebook.InKind },
}

// What the press says never becomes more than it says.
func TestTransactionTypes(t *testing.T) {
	confirmed := []pledgebook.Decision{{ID: "d1", Verb: pledgebook.ConfirmStage, At: time.Now()}}
	donor := []pledgebook.PartyID{"PER"}
	for _, tt := range []struct {
		entry pledgebook.Entry
		want  string
	}{
		{pledgebook.Entry{Stage: pledgebook.StagePledge, Providers: donor}, "12"},
		{pledgebook.Entry{Stage: pledgebook.StagePledge}, "13"},
		{pledgebook.Entry{Stage: pledgebook.StageCommitment, Providers: donor}, "12"},
		{pledgebook.Entry{Stage: pledgebook.StageCommitment, Providers: donor, Reviewed: true}, "12"},
		{pledgebook.Entry{Stage: pledgebook.StageCommitment, Providers: donor, History: confirmed}, "2"},
		{pledgebook.Entry{Stage: pledgebook.StageAllocation, Providers: donor, History: confirmed}, "12"},
		{pledgebook.Entry{Stage: pledgebook.StageUnclear, Providers: donor}, "12"},
		{pledgebook.Entry{Stage: pledgebook.StageUnclear}, "13"},
		{pledgebook.Entry{Stage: pledgebook.StageDisbursement, Providers: donor}, "3"},
		{pledgebook.Entry{Stage: pledgebook.StageDelivery, Providers: donor}, "3"},
		{pledgebook.Entry{Stage: pledgebook.StageDelivery, Polarity: pledgebook.Planned, Providers: donor}, "12"},
	} {
		tt.entry.Polarity = max(tt.entry.Polarity, pledgebook.Asserted)
		if got := kindOf(tt.entry); got != tt.want {
			t.Errorf("%s of %v, history %v: %s, want %s", tt.entry.Stage, tt.entry.Providers, tt.entry.History, got, tt.want)
		}
	}
}

// Needs and denials are no activity, nothing lies in the future, and military
// aid is marked as outside of ODA.
func TestWhatIsLeftOut(t *testing.T) {
	need, denied, future, military := exporttest.Sample()[0], exporttest.Sample()[0], exporttest.Sample()[0], exporttest.Sample()[0]
	need.Entry.Stage, denied.Entry.Polarity = pledgebook.StageNeed, pledgebook.Denied
	future.Entry.Date = pledgebook.DateOf(2025, 1, 1)
	military.Entry.Kind = pledgebook.Military
	var file struct {
		Activities []struct {
			Flow struct {
				Code string `xml:"code,attr"`
			} `xml:"default-flow-type"`
		} `xml:"iati-activity"`
	}
	if err := xml.NewDecoder(bytes.NewReader(exporttest.Written(t, Format{}, need, denied, future, military))).Decode(&file); err != nil {
		t.Fatal(err)
	}
	if len(file.Activities) != 1 || file.Activities[0].Flow.Code != "50" {
		t.Errorf("%+v", file.Activities)
	}
}
