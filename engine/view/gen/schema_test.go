package gen

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"banshi/engine"
	"banshi/engine/eval"
	"banshi/engine/prove"
	"banshi/engine/view"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile(core + "view.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("view.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("view.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// tree is the view of an input, as a channel reads it.
func tree(t *testing.T, p *eval.Program, in eval.Input, who view.Audience) any {
	t.Helper()
	s, err := p.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(view.Of(s, who))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestViewsFitTheSchema holds the view of every item of the example against the schema: nothing answered, each
// sixth of its tests (with SCALE=full each) as a draft and as submitted, in both languages, for applicant and staff.
func TestViewsFitTheSchema(t *testing.T) {
	schema, fsys := compiled(t), os.DirFS(root+"/examples/nanhai")
	c := engine.Open(fsys)
	if c.Faults.HasErrors() {
		t.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
	}
	prover, err := prove.Open(c, fsys)
	if err != nil {
		t.Fatal(err)
	}
	views := 0
	for _, item := range c.Spec.Items {
		inputs := []eval.Input{{Today: "2026-11-23"}}
		for i, r := range prover.Item(item.ID.S) {
			if r.Error != "" || i%6 > 0 && os.Getenv("SCALE") != "full" {
				continue
			}
			for _, submit := range []bool{false, true} {
				in := r.Outcome.Input
				in.Submit = submit
				inputs = append(inputs, in)
			}
		}
		for i, in := range inputs {
			language := []string{"zh-Hans", "en"}[i%2]
			p := c.Program(item.ID.S, language)
			if p == nil {
				p = c.Program(item.ID.S, "zh-Hans")
			}
			who := []view.Audience{view.Applicant, view.Staff}[i/2%2]
			if err := schema.Validate(tree(t, p, in, who)); err != nil {
				t.Fatalf("%s, input %d: %v", item.ID.S, i, err)
			}
			views++
		}
	}
	t.Logf("%d items, %d views", len(c.Spec.Items), views)
}

// TestSchemaFindsFaults plants wrong keys and words into a view: the schema takes none of them.
func TestSchemaFindsFaults(t *testing.T) {
	schema := compiled(t)
	c := engine.Open(os.DirFS(root + "/examples/nanhai"))
	p := c.Program("elder_allowance", "zh-Hans")
	fresh := func() map[string]any {
		return tree(t, p, eval.Input{Today: "2026-11-23", Applicant: eval.Applicant{Kind: "person", No: "x"},
			Facts: map[string]map[string]eval.Found{"person": {"x": {Status: eval.Down}}}}, view.Applicant).(map[string]any)
	}
	if err := schema.Validate(fresh()); err != nil {
		t.Fatalf("the view without a fault: %v", err)
	}
	into := func(x any, path ...string) map[string]any {
		for _, key := range path {
			switch y := x.(type) {
			case map[string]any:
				x = y[key]
			case []any:
				x = y[0]
			}
		}
		return x.(map[string]any)
	}
	for name, plant := range map[string]func(v map[string]any){
		"a key of the view":         func(v map[string]any) { v["extra"] = 1 },
		"a key of the plan":         func(v map[string]any) { into(v, "plan")["extra"] = 1 },
		"a key of a field":          func(v map[string]any) { into(v, "plan", "fields", "0")["tittle"] = "" },
		"a key of the state":        func(v map[string]any) { into(v, "state")["verdikt"] = "pass" },
		"a key of a field's state":  func(v map[string]any) { into(v, "state", "fields", "form.claim")["is_"] = "value" },
		"a key of the input":        func(v map[string]any) { into(v, "input")["confirm"] = map[string]any{} },
		"confirmed as a list":       func(v map[string]any) { into(v, "input")["confirmed"] = []any{"form.claim"} },
		"a word that is none":       func(v map[string]any) { into(v, "state")["verdict"] = "passed" },
		"a status that is none":     func(v map[string]any) { into(v, "input", "facts", "person", "x")["status"] = "gone" },
		"a type of field":           func(v map[string]any) { into(v, "plan", "fields", "0")["type"] = "string" },
		"a rule that is no list":    func(v map[string]any) { into(v, "plan", "fields", "0")["show"] = "true" },
		"another version":           func(v map[string]any) { v["contract"] = 1 },
		"a state without a verdict": func(v map[string]any) { delete(into(v, "state"), "verdict") },
	} {
		v := fresh()
		plant(v)
		if schema.Validate(v) == nil {
			t.Errorf("%s: the schema takes it", name)
		}
	}
}
