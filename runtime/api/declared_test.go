package api_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"banshi/runtime"
	"banshi/runtime/sharing"
)

// Of every record only what the rules of the item read is stored for a draft, whatever else a register sends along.
func TestOnlyDeclaredFieldsAreStored(t *testing.T) {
	w := newWorld(t)
	for _, r := range w.sources {
		r.set(func(r *register) {
			r.change = func(list []sharing.Record) []sharing.Record {
				out := append([]sharing.Record(nil), list...)
				for i, rec := range out {
					cells := map[string]any{"planted": "more than was asked for"}
					for k, v := range rec.Cells {
						cells[k] = v
					}
					out[i].Cells = cells
				}
				return out
			}
		})
	}
	begun := 0
	for _, item := range catalogue().Spec.Items {
		for _, account := range []string{"P001", "P004", "P020"} {
			a := w.as(account, "", "web").do("POST", "/api/drafts", `{"item": "`+item.ID.S+`"}`)
			if a.status != 201 {
				continue // not for this person
			}
			begun++
			read := catalogue().Program(item.ID.S, "zh-Hans").Plan().CellsRead()
			var facts runtime.Facts
			check(t, json.Unmarshal([]byte(w.value("SELECT facts FROM applications WHERE id = ?", a.str("id"))), &facts))
			for _, f := range facts {
				for _, r := range f.Records {
					for cell := range r.Cells {
						if !read[cell] {
							t.Errorf("%s, %s: %s.%s is stored, and no rule reads it", item.ID.S, account, f.Source, cell)
						}
					}
				}
			}
		}
	}
	if begun < 10 {
		t.Errorf("only %d drafts were begun", begun)
	}
	var rows []string
	check(t, w.db.Read().NewSelect().TableExpr("applications").Column("facts").Scan(context.Background(), &rows))
	if strings.Contains(strings.Join(rows, ""), "more than was asked for") {
		t.Error("what no rule reads was stored")
	}
}
