package parity

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"banshi/engine"
	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/prove"
)

const folder = "../../../examples/nanhai"

// world is the catalogue with its shared data: what people could type, and what sources would answer.
type world struct {
	catalogue *engine.Catalogue
	items     []string
	found     map[string]map[string][]eval.Record // source → key → records
	keys      map[string][]string                 // source → its keys, sorted
	texts     map[string][]any                    // field type → values of cells of that type
	people    []eval.Applicant
	firms     []eval.Applicant
}

type row struct {
	ID, Key, At, From, To, Basis string
	HolderNo                     string `json:"holder_no"`
	Number, Holder, Issuer       string
	Issued                       string
	ValidFrom                    string `json:"valid_from"`
	ValidTo                      string `json:"valid_to"`
	Status, Trust                string
	Fields                       map[string]any
}

func readWorld(t testing.TB) *world {
	t.Helper()
	c := engine.Open(os.DirFS(folder))
	if c.Faults.HasErrors() {
		t.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
	}
	w := &world{catalogue: c, found: map[string]map[string][]eval.Record{}, keys: map[string][]string{}, texts: map[string][]any{}}
	for _, s := range c.Spec.Sources {
		if rows := prove.Dated(s); len(rows) > 0 {
			data, err := json.Marshal(rows)
			if err != nil {
				t.Fatal(err)
			}
			w.take(t, s.ID.S, data, false)
			continue
		}
		w.read(t, s.ID.S, s.Driver.File.S, false)
	}
	for _, l := range c.Spec.Licences {
		w.read(t, l.ID.S, l.Driver.File.S, true)
	}
	w.sortKeys()
	for _, item := range c.Spec.Items {
		if p := c.Plan(item.ID.S, "zh-Hans"); p != nil {
			w.items = append(w.items, item.ID.S)
			w.pool(p)
		}
	}
	w.people, w.firms = w.holders("person", "person"), w.holders("organisation", "organisation")
	if len(w.people) == 0 || len(w.firms) == 0 {
		t.Fatalf("no people (%d) or firms (%d) in %s", len(w.people), len(w.firms), folder)
	}
	return w
}

func (w *world) sortKeys() {
	for source, byKey := range w.found {
		w.keys[source] = slices.Sorted(maps.Keys(byKey))
	}
}

func (w *world) read(t testing.TB, id, file string, licence bool) {
	if file == "" {
		return
	}
	data, err := os.ReadFile(filepath.Join(folder, file))
	if os.IsNotExist(err) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	w.take(t, id, data, licence)
}

// take makes records of rows.
func (w *world) take(t testing.TB, id string, data []byte, licence bool) {
	t.Helper()
	var rows []row
	if err := decode(data, &rows); err != nil {
		t.Fatal(fmt.Errorf("records of %s: %w", id, err))
	}
	byKey := map[string][]eval.Record{}
	for _, r := range rows {
		cells := map[string]any{"from": r.From, "to": r.To, "basis": r.Basis}
		if licence {
			cells = map[string]any{
				"number": r.Number, "holder": r.Holder, "holder_no": r.HolderNo, "issuer": r.Issuer, "issued": r.Issued,
				"valid_from": r.ValidFrom, "valid_to": r.ValidTo, "status": r.Status, "trust": r.Trust,
			}
		}
		maps.DeleteFunc(cells, func(_ string, v any) bool { return v == "" })
		maps.Copy(cells, r.Fields)
		rec := eval.Record{ID: r.ID, At: r.At, Cells: cells}
		if !licence {
			byKey[r.Key] = append(byKey[r.Key], rec)
			continue
		}
		for _, key := range []string{r.HolderNo, r.Number} {
			if key != "" {
				byKey[key] = append(byKey[key], rec)
			}
		}
	}
	w.found[id] = byKey
}

func decode(data []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(to)
}

// pool collects the cells of all records by their type: what people may type so that it fits.
func (w *world) pool(p *plan.Plan) {
	for _, source := range slices.Sorted(maps.Keys(p.Records)) {
		r := p.Records[source]
		for _, key := range w.keys[source] {
			w.texts["key"] = append(w.texts["key"], key)
			for _, rec := range w.found[source][key] {
				for _, cell := range r.Cells {
					if v := rec.Cells[cell.ID]; v != nil {
						w.texts[cell.Type] = append(w.texts[cell.Type], v)
					}
				}
			}
		}
	}
}

func (w *world) holders(source, kind string) []eval.Applicant {
	var out []eval.Applicant
	for _, key := range w.keys[source] {
		name, _ := w.found[source][key][0].Cells["name"].(string)
		out = append(out, eval.Applicant{Kind: kind, No: key, Name: name})
	}
	return out
}

// answer is what a source may say to a look-up: mostly what it holds.
func (w *world) answer(r *rand.Rand, source, key string) eval.Found {
	switch n := r.IntN(100); {
	case n < 6:
		return eval.Found{Status: eval.Pending}
	case n < 14:
		return eval.Found{Status: eval.Down}
	case n < 18:
		return eval.Found{Status: eval.HasRecords}
	}
	records := w.found[source][key]
	if len(records) == 0 && r.IntN(3) == 0 && len(w.keys[source]) > 0 { // somebody else's, so that rows and reuse have something to see
		records = w.found[source][pick(r, w.keys[source])]
	}
	if r.IntN(10) == 0 {
		for _, key := range w.keys[source][:min(1, len(w.keys[source]))] {
			more := w.found[source][key]
			records = append(slices.Clone(records), more...)
		}
	}
	out := eval.Found{Status: eval.HasRecords}
	for i, rec := range records {
		rec.Cells = maps.Clone(rec.Cells)
		if r.IntN(8) == 0 {
			w.spoil(r, rec.Cells)
		}
		if i > 0 {
			rec.ID = fmt.Sprintf("%s-%d", rec.ID, i)
		}
		out.Records = append(out.Records, rec)
	}
	return out
}

// spoil drops a cell, or puts something into it that its type may refuse.
func (w *world) spoil(r *rand.Rand, cells map[string]any) {
	names := slices.Sorted(maps.Keys(cells))
	if len(names) == 0 {
		return
	}
	name := pick(r, names)
	if r.IntN(2) == 0 {
		delete(cells, name)
		return
	}
	cells[name] = pick(r, nasty)
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
