package rule_test

import (
	"testing"

	"banshi/engine/field"
	"banshi/engine/rows"
	"banshi/engine/rule"
)

// TestRowOperators holds that every type of field is offered operators, and that what each writes on each of its
// types is a rule.
func TestRowOperators(t *testing.T) {
	scalar := func(k rule.Kind) *rule.Type { return &rule.Type{Kind: k, Most: 20} }
	record := &rule.RecordType{Name: "R", Title: "行", Fields: map[string]*rule.Type{"n": scalar(rule.Integer), "live": scalar(rule.Boolean)}}
	of := map[string]*rule.Type{
		"choices": rule.ListOf(scalar(rule.Text), 5), "number": scalar(rule.Number), "money": scalar(rule.Number), "integer": scalar(rule.Integer),
		"date": scalar(rule.Date), "boolean": scalar(rule.Boolean), "table": rule.ListOf(rule.RecordOf(record), 5), "record": rule.RecordOf(record),
		"records": rule.ListOf(rule.RecordOf(record), 5), "file": scalar(rule.Opaque), "point": scalar(rule.Opaque),
	}
	types := []string{"record", "records"}
	for _, f := range field.All() {
		types = append(types, f.Name)
	}
	for _, typ := range types {
		offered := rows.OperatorsOf(typ)
		if len(offered) < 2 {
			t.Errorf("%s: %d operators", typ, len(offered))
		}
		left := of[typ]
		if left == nil {
			left = scalar(rule.Text)
		}
		env, err := rule.NewEnv(map[string]*rule.Type{"form.it": left, "today": scalar(rule.Date)})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range offered {
			a := map[string]string{"number": "60", "several": `["a", "b"]`, "years": "5", "months": "6", "days": "30", "count": "1", "date": "today + months(6)"}
			parts := map[string]string{"l": "form.it", "x": "r", "where": "r.n > 1", "a": `"a"`, "b": "70"}
			if len(o.Values) > 0 && a[o.Values[0]] != "" {
				parts["a"] = a[o.Values[0]]
			}
			if o.ID == "between" {
				if parts["a"] = "60"; typ == "date" {
					parts["a"], parts["b"] = `date("2026-01-01")`, "today"
				}
			}
			text, err := o.Write(parts)
			if err != nil {
				t.Fatal(err)
			}
			if _, faults := env.Compile(text, rule.Scalar(rule.Boolean)); len(faults) > 0 {
				t.Errorf("%s on %s writes %s: %s", o.ID, typ, text, faults[0].Message)
			}
		}
	}
}
