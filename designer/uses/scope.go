package uses

import (
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
)

// scope says of what records the names of a rule are; a table of the form is one of records, too: "form.<id>".
type scope map[string]string

// scope is that of a rule, by its path.
func (f *finder) scope(path string) scope {
	out := scope{}
	for _, x := range f.plan.Facts {
		out[x.ID] = x.Source
	}
	words := strings.Split(path, ".")
	for _, t := range f.plan.Fields {
		if t.Columns == nil {
			continue
		}
		table := "form." + t.ID
		out[table] = table
		for _, x := range t.Facts {
			out[table+"."+x.ID] = x.Source
			if len(words) > 1 && words[0] == "form" && words[1] == t.ID || f.per(words) == t.ID {
				out["row."+x.ID] = x.Source
			}
		}
	}
	if m := f.material(words); m != nil {
		for i, r := range m.Reuse {
			if strings.HasPrefix(path, "materials."+m.ID+".reuse."+number(i)+".") {
				out["it"] = r.Records
			}
		}
	}
	return out
}

// material is the one in which a rule stands; nil: it stands elsewhere.
func (f *finder) material(words []string) *plan.Material {
	for _, m := range f.plan.Materials {
		if len(words) > 1 && words[0] == "materials" && words[1] == m.ID {
			return m
		}
	}
	return nil
}

// per is the table of which each row wants the paper of a rule.
func (f *finder) per(words []string) string {
	if m := f.material(words); m != nil {
		return strings.TrimPrefix(m.Per, "form.")
	}
	return ""
}

// of tells what records a node gives, one or a list; "" none.
func (s scope) of(n *expr.Node) string {
	switch n.Op {
	case expr.Var:
		return s[n.Name]
	case expr.Get:
		return s[s.of(n.Args[0])+"."+n.Name] // of a row of a table: what was looked up for it
	case expr.Filter, expr.List:
		if len(n.Args) > 0 {
			return s.of(n.Args[0])
		}
	case expr.Map:
		return s.with(n).of(n.Args[1])
	case expr.Cond:
		return s.of(n.Args[1])
	}
	return ""
}

// with is the scope of the body of all, exists, filter and map.
func (s scope) with(n *expr.Node) scope {
	out := make(scope, len(s)+1)
	for k, v := range s {
		out[k] = v
	}
	out[n.Name] = s.of(n.Args[0])
	return out
}

// reads calls emit for every record that a rule looks at, and for each cell of it; cell is "" where the record as a whole is.
func (s scope) reads(n *expr.Node, emit func(records, cell string)) {
	if n == nil {
		return
	}
	if of := s.of(n); of != "" {
		emit(of, "")
	}
	switch n.Op {
	case expr.Get:
		if of := s.of(n.Args[0]); of != "" {
			emit(of, n.Name)
		}
		s.reads(n.Args[0], emit)
	case expr.All, expr.Exists, expr.Filter, expr.Map:
		s.reads(n.Args[0], emit)
		s.with(n).reads(n.Args[1], emit)
	default:
		for _, a := range n.Args {
			s.reads(a, emit)
		}
	}
}
