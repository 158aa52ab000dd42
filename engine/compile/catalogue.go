package compile

import (
	"banshi/engine/diag"
	"banshi/engine/field"
	"banshi/engine/spec"
)

// Records judges the cells of all sources and licences, whether an item reads them or not: types,
// keys that a cell can have, code tables that there are.
func Records(cat *spec.Catalogue) diag.List {
	c := newCompiler(cat, &spec.Item{}, Chinese)
	for _, s := range cat.Sources {
		c.recordCells(s.Fields)
	}
	for _, l := range cat.Licences {
		c.recordCells(l.Fields)
	}
	return c.faults.Finish(0)
}

func (c *compiler) recordCells(list []spec.Field) {
	seen := map[string]spec.Word{}
	for i := range list {
		f := &list[i]
		if first, again := seen[f.ID.S]; again {
			c.cellTwice(f.ID, first)
		} else {
			seen[f.ID.S] = f.ID
		}
		if t := field.Of(f.Type.S); t == nil {
			c.ruleType(f)
			continue
		}
		c.fieldKeys(f)
		c.options(f)
		for _, k := range questionKeys(f) {
			c.cellAsks(f, k)
		}
	}
}

// questionKeys are the keys of a field that only a question has.
func questionKeys(f *spec.Field) []writtenKey {
	var out []writtenKey
	ruled := func(r *spec.Rule, key string) {
		if r.Set() {
			out = append(out, writtenKey{key, r.Pos, len([]rune(r.S))})
		}
	}
	ruled(f.Need, "need")
	ruled(f.Show, "show")
	for _, list := range []struct {
		key     string
		entries spec.Entries
	}{{"fill", f.Fill}, {"compute", f.Compute}} {
		if len(list.entries) > 0 {
			ruled(&list.entries[0].Value, list.key)
		}
	}
	if len(f.Check) > 0 {
		ruled(&f.Check[0].That, "check")
	}
	for _, w := range []struct{ key, s string }{{"ask", f.Ask.S}, {"by", f.By.S}} {
		if w.s != "" {
			out = append(out, writtenKey{w.key, f.ID.Pos, len(f.ID.S)})
		}
	}
	return out
}
