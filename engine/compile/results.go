package compile

import (
	"slices"

	"banshi/engine/plan"
	"banshi/engine/rule"
	"banshi/engine/spec"
)

// keyField is the name under which the fields of a record say its key.
const keyField = "key"

// notGiven are the attributes of a licence that the system sets: nobody writes them.
var notGiven = []string{"status", "trust", "live"}

// assigns compiles what a result holds: cells of its licence or source, each by a rule of the cell's type.
func (c *compiler) assigns(r *spec.Result, out *plan.Result, env *rule.Env) {
	rec := c.out.Records[out.Of]
	known := map[string]*rule.Type{}
	if rec != nil {
		for _, cell := range rec.Cells {
			if !rec.Licence || !slices.Contains(notGiven, cell.ID) {
				known[cell.ID] = cellType(cell)
			}
		}
		if !rec.Licence {
			known[keyField] = rule.Scalar(rule.Text)
		}
	}
	for i := range r.Fields {
		a := &r.Fields[i]
		want, ok := known[a.Field.S]
		switch {
		case out.Kind == "document":
			want = nil // a document is printed: it may hold whatever the form has
		case rec == nil:
			continue // the licence or source is not there, and that has been said
		case !ok:
			c.unknownWord("“"+rec.Title+"”的字段", a.Field, keysOf(known))
			continue
		case want.Kind == rule.Opaque:
			want = nil
		}
		if v := c.compile(&a.Value, env, want); v != nil {
			c.literals(a.Value, v, want)
			out.Fields = append(out.Fields, plan.Assign{Field: a.Field.S, Value: v})
		}
	}
	switch {
	case out.Kind == "record" && rec != nil:
		out.Key = c.recordKey(r)
	case out.Kind == "licence":
		out.Key = plan.KeyApplicant
		if slices.ContainsFunc(r.Fields, func(a spec.Assign) bool { return a.Field.S == "holder_no" }) {
			out.Key = "holder_no"
		}
	}
}

// recordKey holds that the record of a result has a key: `key` among its fields, else the only field
// of the key's type that is given, else the applicant's number where it is of that type. A source whose
// keys are no numbers of people or organisations (a project's code) gives the key itself, or is looked up by the
// first text that is given.
func (c *compiler) recordKey(r *spec.Result) string {
	source := c.cat.Source(r.Record.S)
	if source == nil {
		return ""
	}
	var given []string
	for _, a := range r.Fields {
		if a.Field.S == keyField {
			return keyField
		}
		if f := spec.FieldIn(source.Fields, a.Field.S); f != nil && f.Type.S == source.Key.S {
			given = append(given, f.ID.S)
		}
	}
	switch {
	case len(given) == 1, len(given) > 1 && source.Key.S == "text":
		return given[0]
	case source.Key.S != "id_number" && source.Key.S != "uscc":
		return ""
	case len(given) == 0 && c.numbered(source.Key.S):
		return plan.KeyApplicant
	}
	c.resultWithoutKey(r, source)
	return ""
}

// numbered tells whether all applicants of the item have a number of a type.
func (c *compiler) numbered(keyType string) bool {
	of := map[string]string{"id_number": "person", "uscc": "organisation"}[keyType]
	if of == "" || len(c.item.Applicants) == 0 {
		return false
	}
	return !slices.ContainsFunc(c.item.Applicants, func(w spec.Word) bool { return w.S != of })
}
