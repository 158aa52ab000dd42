package parity

import (
	"os"
	"testing"

	"banshi/engine"
	"banshi/engine/eval"
)

// tableFolder is a catalogue of one item that has every place where a condition may stand.
const tableFolder = "../../../engine/eval/testdata/table"

func record(id string, cells map[string]any) eval.Record { return eval.Record{ID: id, Cells: cells} }

func card(id, number, trust, until string) eval.Record {
	return record(id, map[string]any{"number": number, "status": "有效", "issued": "2020-01-0" + number, "valid_to": until, "trust": trust, "kind": "普通"})
}

func paper(day, trust string) eval.Record {
	return record(day, map[string]any{"paper": "table/given_before", "given": day, "number": "440605-1", "issuer": "语义表", "trust": trust})
}

// tableWorld is what sources hold for that item: every cell that some rule reads, in several ways.
func tableWorld(t testing.TB) *world {
	t.Helper()
	c := engine.Open(os.DirFS(tableFolder))
	if c.Faults.HasErrors() {
		t.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
	}
	const one, two, three, unborn = "440605196611230010", "440605197001010015", "440605202503010027", "440605202803010010"
	w := &world{catalogue: c, items: []string{"table"}, keys: map[string][]string{}, texts: map[string][]any{"text": {"甲", "乙", "a", "陈一"}}}
	w.found = map[string]map[string][]eval.Record{
		"flag": {one: {record("F1", map[string]any{"b": true, "t": "甲"})}, two: {record("F2", map[string]any{"b": false})}, three: {record("F3", map[string]any{})}},
		"person": {
			one:    {record("P1", map[string]any{"name": "陈一", "friend": two, "pick": "a", "kind": "old", "picks": []any{"always", "old", "new"}, "yes": true, "no": false, "size": 9})},
			two:    {record("P2", map[string]any{"name": "李二", "pick": "b", "kind": "new", "picks": []any{"past"}, "yes": true, "size": 10})},
			three:  {record("P3", map[string]any{"name": "陈?", "friend": one, "pick": "c", "kind": "past", "yes": false, "no": true})},
			unborn: {record("P4", map[string]any{"name": "小五"})},
		},
		"papers": {one: {paper("2025-11-23", "C"), paper("2026-11-22", "D")}, two: {paper("2024-02-29", "B")}, three: {paper("2030-01-01", "A")}},
		"listed": {
			one: {record("a", map[string]any{"name": "陈一", "no": two}), record("b", map[string]any{"name": "李二"})},
			two: {record("a", map[string]any{"no": three})},
		},
		"amounts": {"": {
			record("N1", map[string]any{"per_month": "80", "to": "2026-11-23"}), record("N2", map[string]any{"per_month": "90", "from": "2026-11-23", "to": "2026-13-31"}),
			record("N3", map[string]any{"per_month": "100", "from": "2026-12-31", "to": ""}), record("N4", map[string]any{"per_month": "110", "from": "2027-01-04"}),
		}},
		"must": {one: {record("M1", map[string]any{"b": true})}},
		"card": {one: {card("C1", "1", "A", "2030-01-01")}, two: {card("C2", "2", "C", "2020-01-01")}},
		"pass": {one: {card("S1", "1", "B", ""), card("S2", "2", "B", "2027-01-04")}, two: {card("S3", "3", "A", "2026-11-23")}},
	}
	w.sortKeys()
	w.pool(c.Plan("table", "zh-Hans"))
	w.people = w.holders("person", "person")
	w.firms = w.people
	return w
}

// TestTable replays random applications of the item that holds every place of the language page, so that
// what no example uses is compared as well.
func TestTable(t *testing.T) {
	w := tableWorld(t)
	count, d, text := run(t, open(t, nil), w, "table", 8*sequences)
	if d != nil {
		t.Errorf("client and server disagree, %s", text)
	}
	if count.server != "" {
		t.Errorf("the server's session is not what it makes of the input at once, %s", count.server)
	}
	t.Logf("%d sequences, %d edits; %d kinds of rule results, verdicts %v, materials %v, ready to submit %d, instant %d",
		count.sequences, count.edits, len(count.rules), count.verdicts, count.materials, count.ready, count.instant)
}
