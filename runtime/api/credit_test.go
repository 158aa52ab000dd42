package api_test

import (
	"testing"

	"banshi/runtime/sharing"
)

// The tier is shown while one fills in, asked anew at submission, and stands with the case and in its facts.
func TestCreditTier(t *testing.T) {
	w := newWorld(t)
	w.defs.extra = withFiles(map[string]string{"items/trusted/item.yaml": `kind: Item
id: trusted
name: 看信用的事
type: other
department: civil_affairs
applicants: [person]
acting: [self]
facts:
  credit: {source: credit}
eligibility:
  - {id: trusted, title: 没有严重失信, that: 'credit.level != "D"', otherwise: D级的先修复信用, effect: warn}
form:
  - section: who
    title: 事由
    fields:
      - {id: why, type: text, title: 事由, length: [2, 20]}
handling:
  mode: fully_online
  limit: [{promised: 5wd}]
  fee: 0
  result: {document: 回执}
  deliver: [electronic]
`})
	if p := w.defs.extra.Program("trusted", "zh-Hans"); p == nil {
		t.Fatalf("the item has faults:\n%s", w.defs.extra.Faults.Text(w.defs.extra.Sources, "zh-Hans"))
	}
	tier := "B"
	w.sources["credit"].set(func(r *register) {
		r.change = func([]sharing.Record) []sharing.Record {
			return []sharing.Record{{ID: "1", At: "2026-11-01", Cells: map[string]any{"level": tier}}}
		}
	})
	chen := w.as("P004", "", "web")
	id := chen.begin("trusted")
	chen.do("GET", "/api/drafts/"+id, "").want(200).has(`"credit":{"tier":"B"`)
	w.sources["credit"].set(func(*register) { tier = "D" })
	got := chen.do("POST", "/api/drafts/"+id+"/submit", `{"version": 1, "key": "credit-tier-1"}`).want(201).has(`"credit":"D"`)
	number := got.str("case", "number")
	if stored := w.value("SELECT credit FROM cases WHERE number = ?", number); stored != "D" {
		t.Errorf("stored as %q", stored)
	}
	if n := w.value("SELECT count(*) FROM submissions WHERE number = ? AND facts LIKE '%\"level\":\"D\"%'", number); n != "1" {
		t.Errorf("its record isn't among the facts")
	}
}
