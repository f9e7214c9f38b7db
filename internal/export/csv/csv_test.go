package csv

import (
	"testing"

	"pledgebook/internal/export/exporttest"
)

func TestExport(t *testing.T) { exporttest.Run(t, Format{}) }

func TestNoCellIsAFormula(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "@SUM(A1)": "'@SUM(A1)", "-cmd": "'-cmd", "\t=1": "'\t=1", "\r=1": "'\r=1",
		"-5": "-5", "-5.25": "-5.25", "-": "'-", "30 tents": "30 tents", "": "",
	} {
		if got := harmless(cell); got != want {
			t.Errorf("harmless(%q) = %q, want %q", cell, got, want)
		}
	}
}
