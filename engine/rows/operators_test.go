package rows_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"banshi/engine/rows"
)

// samples are parts that operators are written with.
var samples = map[string]string{"l": "form.it", "x": "r", "where": `r.ok && r.n > 1 || r.live`, "a": "form.a ? form.b : form.c", "b": "form.d"}

// TestOperators holds that what an operator writes is found again as written by it, with the same parts, and
// that the table that the browser reads is this one.
func TestOperators(t *testing.T) {
	seen := map[string]bool{}
	var lines [][]byte
	for _, o := range rows.Operators {
		if seen[o.ID] || o.Chinese == "" || o.English == "" || len(o.Types) == 0 {
			t.Errorf("%s: stands twice, or lacks words or types", o.ID)
		}
		seen[o.ID] = true
		text, err := o.Write(samples)
		if err != nil {
			t.Errorf("%s: %v", o.ID, err)
			continue
		}
		parts, ok := o.Match(parsed(t, text))
		if !ok {
			t.Errorf("%s writes %s, and does not know it", o.ID, text)
		}
		for name, n := range parts {
			if !n.Same(parsed(t, samples[name])) {
				t.Errorf("%s: %s of %s is found as %s", o.ID, name, text, n.Of(text))
			}
		}
		line, err := json.Marshal(map[string]any{
			"id": o.ID, "zh": o.Chinese, "en": o.English, "types": o.Types, "written": o.Written, "values": append([]string{}, o.Values...), "not": o.Not, "sample": text,
		})
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	golden(t, "../../frontend/core/rows/operators.json", append(append([]byte("[\n"), bytes.Join(lines, []byte(",\n"))...), "\n]\n"...))
}
