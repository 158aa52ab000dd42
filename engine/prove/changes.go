package prove

import (
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// change is one other node in a node's place. say is how it is told; where it is left out, by the part
// of the rule before and after.
type change struct {
	kind, say string
	to        *expr.Node
}

var otherOp = map[expr.Op]expr.Op{"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}

func (m *mutator) changes(path string, n *expr.Node) []change {
	var out []change
	with := func(kind string, to *expr.Node) { out = append(out, change{kind: kind, to: to}) }
	switch n.Op {
	case "<", "<=", ">", ">=", "==", "!=":
		with("comparison", &expr.Node{Op: otherOp[n.Op], Args: n.Args})
		out = append(out, m.options(n)...)
	case "in":
		out = append(out, m.options(n)...)
	case expr.And, expr.Or:
		out = append(out, change{"conjunct", "without " + written(n.Args[0]), n.Args[1]}, change{"conjunct", "without " + written(n.Args[1]), n.Args[0]})
	case expr.All, expr.Exists:
		other := expr.All
		if n.Op == expr.All {
			other = expr.Exists
		}
		with("quantifier", &expr.Node{Op: other, Name: n.Name, Args: n.Args})
	case expr.Lit:
		out = append(out, constants(n)...)
	case "date":
		out = append(out, dates(n)...)
	case expr.Var:
		out = append(out, m.variable(path, n)...)
	case expr.Get:
		if other := m.otherCell(n.Name); other != "" {
			with("reference", &expr.Node{Op: expr.Get, Name: other, Args: n.Args})
		}
	}
	return out
}

func constants(n *expr.Node) []change {
	var out []change
	for _, d := range []int64{-1, 1} {
		v := value.Value{}
		switch n.Value.Kind() {
		case value.KindInt:
			v = value.Int(n.Value.Int() + d)
		case value.KindNumber:
			sum, _ := n.Value.Number().Add(value.FromInt(d))
			v = value.Num(sum)
		default:
			return nil
		}
		out = append(out, change{kind: "constant", to: expr.Literal(v)})
	}
	return out
}

func dates(n *expr.Node) []change {
	day, ok := value.ParseDate(n.Args[0].Value.Text())
	if !ok {
		return nil
	}
	var out []change
	for _, d := range []value.Date{-1, 1} {
		text := (day + d).String()
		out = append(out, change{kind: "day", to: &expr.Node{Op: "date", Args: []*expr.Node{expr.Literal(value.Text(text))}}})
	}
	return out
}

// variable moves today by a day, and puts another answer of the same type in place of one.
func (m *mutator) variable(path string, n *expr.Node) []change {
	if n.Name == "today" {
		day := &expr.Node{Op: "days", Args: []*expr.Node{expr.Literal(value.Int(1))}}
		return []change{
			{kind: "day", to: &expr.Node{Op: "+", Args: []*expr.Node{n, day}}},
			{kind: "day", to: &expr.Node{Op: "-", Args: []*expr.Node{n, day}}},
		}
	}
	id, ok := strings.CutPrefix(n.Name, "form.")
	if !ok {
		return nil
	}
	if other := m.otherField(path, id); other != "" {
		return []change{{kind: "reference", to: &expr.Node{Op: expr.Var, Name: "form." + other}}}
	}
	return nil
}

// otherField is the next field of the same type that the rule may read: one that is evaluated before.
func (m *mutator) otherField(path, id string) string {
	limit := len(m.order)
	if root := strings.SplitN(path, ".", 3); len(root) > 1 {
		name := root[0] + "." + root[1]
		if root[0] == "facts" {
			name = root[1]
		}
		if i, ok := m.order[name]; ok && !strings.Contains(path, ".check.") {
			limit = i
		}
	}
	at := -1
	for i, f := range m.plan.Fields {
		if f.ID == id {
			at = i
		}
	}
	for i := range m.plan.Fields {
		f := m.plan.Fields[(at+1+i)%len(m.plan.Fields)]
		if at >= 0 && f.ID != id && f.Type == m.plan.Fields[at].Type && f.Type != "table" && !f.Clerk && m.order["form."+f.ID] < limit {
			return f.ID
		}
	}
	return ""
}

// otherCell is the next cell of the same type beside a cell in the records that have it.
func (m *mutator) otherCell(name string) string {
	for _, id := range keys(m.plan.Records) {
		cells := m.plan.Records[id].Cells
		for i, c := range cells {
			if c.ID != name {
				continue
			}
			for j := range cells {
				other := cells[(i+1+j)%len(cells)]
				if other.ID != name && other.Type == c.Type && m.everywhere(name, other.ID) {
					return other.ID
				}
			}
		}
	}
	return ""
}

// everywhere tells that every record with one cell has the other too, so that no rule loses its type.
func (m *mutator) everywhere(name, other string) bool {
	for _, r := range m.plan.Records {
		has := map[string]bool{}
		for _, c := range r.Cells {
			has[c.ID] = true
		}
		if has[name] && !has[other] {
			return false
		}
	}
	return true
}

// options puts another option in place of one that a rule names.
func (m *mutator) options(n *expr.Node) []change {
	for i, a := range n.Args {
		codes := m.codes(n.Args[1-i])
		if a.Op == expr.Lit && a.Value.Kind() == value.KindText {
			if other := after(codes, a.Value.Text()); other != "" {
				to := &expr.Node{Op: n.Op, Args: append([]*expr.Node(nil), n.Args...)}
				to.Args[i] = expr.Literal(value.Text(other))
				return []change{{kind: "option", to: to}}
			}
		}
		if a.Op == expr.List {
			return m.listOptions(n, i, a, codes)
		}
	}
	return nil
}

func (m *mutator) listOptions(n *expr.Node, i int, list *expr.Node, codes []string) []change {
	var out []change
	for j, e := range list.Args {
		var others []string
		for _, c := range codes {
			if !contains(list, c) || c == e.Value.Text() {
				others = append(others, c)
			}
		}
		other := after(others, e.Value.Text())
		if e.Op != expr.Lit || other == "" {
			continue
		}
		inner := &expr.Node{Op: expr.List, Args: append([]*expr.Node(nil), list.Args...)}
		inner.Args[j] = expr.Literal(value.Text(other))
		to := &expr.Node{Op: n.Op, Args: append([]*expr.Node(nil), n.Args...)}
		to.Args[i] = inner
		out = append(out, change{"option", written(n.Args[1-i]) + " in […]: " + e.Value.Text() + " → " + other, to})
	}
	return out
}

func contains(list *expr.Node, code string) bool {
	for _, e := range list.Args {
		if e.Op == expr.Lit && e.Value.Text() == code {
			return true
		}
	}
	return false
}

// after is the code behind another, round the list; nothing where it is not among them or alone.
func after(codes []string, code string) string {
	for i, c := range codes {
		if c == code && len(codes) > 1 {
			return codes[(i+1)%len(codes)]
		}
	}
	return ""
}

// codes are the options of the field or cell that a node names.
func (m *mutator) codes(n *expr.Node) []string {
	var out []string
	note := func(f *plan.Field) {
		for _, o := range f.Options {
			out = append(out, o.Code)
		}
	}
	switch {
	case n.Op == expr.Get:
		for _, id := range keys(m.plan.Records) {
			for _, c := range m.plan.Records[id].Cells {
				if c.ID == n.Name && out == nil {
					note(c)
				}
			}
		}
	case n.Name == "user.acts_as":
		return m.plan.Acting
	case n.Op == expr.Var:
		for _, f := range m.plan.Fields {
			if "form."+f.ID == n.Name {
				note(f)
			}
			for _, c := range f.Columns {
				if "row."+c.ID == n.Name && out == nil {
					note(c)
				}
			}
		}
	}
	return out
}
