package record_test

import (
	"maps"
	"testing"

	"banshi/engine/record"
)

func TestCells(t *testing.T) {
	row := record.Row{ID: "1", Key: "k", From: "2026-01-01", Basis: "文", HolderNo: "h", Number: "n", Status: "有效", Fields: map[string]any{"a": "1", "status": "自己的"}}
	for licence, want := range map[bool]map[string]any{
		false: {"a": "1", "status": "自己的", "from": "2026-01-01", "basis": "文"},
		true:  {"a": "1", "status": "有效", "number": "n", "holder_no": "h"},
	} {
		if got := row.Cells(licence); !maps.Equal(got, want) {
			t.Errorf("licence %t: %v", licence, got)
		}
	}
	if len(row.Fields) != 2 {
		t.Errorf("the row itself was changed: %v", row.Fields)
	}
}

func TestOf(t *testing.T) {
	row := record.Row{Key: "k", HolderNo: "h", Number: "n"}
	table := record.Row{}
	for _, c := range []struct {
		row     *record.Row
		licence bool
		key     string
		want    bool
	}{
		{&row, false, "k", true}, {&row, false, "h", false}, {&row, false, "", false}, {&table, false, "", true},
		{&row, true, "h", true}, {&row, true, "n", true}, {&row, true, "k", false}, {&table, true, "", false},
	} {
		if got := c.row.Of(c.licence, c.key); got != c.want {
			t.Errorf("%+v of %q, licence %t: %t", c.row, c.key, c.licence, got)
		}
	}
}
