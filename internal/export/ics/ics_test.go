package ics

import (
	"testing"

	"pledgebook/internal/export/exporttest"
)

func TestExport(t *testing.T) { exporttest.Run(t, Format{}) }
