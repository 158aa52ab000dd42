package engine_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"banshi/engine"
)

// TestNoNull: lists of a plan are there, empty or not, also of an item that is only a guide, in every language.
func TestNoNull(t *testing.T) {
	c := engine.Open(os.DirFS("../examples/nanhai"))
	for _, item := range c.Spec.Items {
		for _, language := range []string{"zh-Hans", "en"} {
			p := c.Plan(item.ID.S, language)
			if p == nil {
				t.Fatalf("%s has no plan", item.ID.S)
			}
			data, err := json.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			for _, key := range []string{"sections", "fields", "order", "applicants", "acting"} {
				if bytes.Contains(data, []byte(`"`+key+`":null`)) {
					t.Errorf("%s in %s: %s is null", item.ID.S, language, key)
				}
			}
		}
	}
}
