package eval_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"banshi/engine/eval"
)

// FuzzEvaluate feeds any JSON as an input to real items. Evaluation is total: it gives a state with a
// canonical JSON, the same one each time, or says that the day is none; it never panics.
func FuzzEvaluate(f *testing.F) {
	all := pools(f)
	for i, p := range all {
		for j, in := range p.begin {
			if j%7 != 0 { // some of each item are seeds enough
				continue
			}
			data, err := json.Marshal(in)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(byte(i), data)
		}
	}
	f.Add(byte(0), []byte(`{"today":"2026-02-29"}`))
	f.Add(byte(1), []byte(`{"today":"9999-12-31","answers":{"equipment":[{"_row":"a"},{"_row":"a"}],"premises_area":1e400}}`))
	f.Add(byte(2), []byte(`{"today":"0001-01-01","facts":{"person":{"":{"status":"records","records":[{"cells":null}]}}}}`))
	f.Fuzz(func(t *testing.T, item byte, data []byte) {
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		var in eval.Input
		if d.Decode(&in) != nil {
			return
		}
		p := all[int(item)%len(all)]
		first, err := p.program.Evaluate(in)
		if err != nil {
			return
		}
		again, err := p.program.Evaluate(in)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(canonical(t, first), canonical(t, again)) {
			t.Fatal("the same input gave two states")
		}
	})
}
