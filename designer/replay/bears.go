package replay

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
)

// Bears tells whether a change of a definition may bear on past cases: on who is accepted, on what papers are needed, or on what
// stands in for them. What is only worded otherwise, and questions that none of these read, don't.
func Bears(before, after *plan.Plan) bool {
	a, err := bearing(before)
	if err != nil {
		return true // what can't be told apart is replayed
	}
	b, err := bearing(after)
	return err != nil || !bytes.Equal(a, b)
}

// bears are the parts of a plan that decide, without their words; all that they read is among them.
type bears struct {
	Rules     []plan.Rule
	Materials []plan.Material
	Read      []named
}

type named struct {
	Name string
	Is   any
}

func bearing(p *plan.Plan) ([]byte, error) {
	var out bears
	g := &gathering{plan: p, seen: map[string]bool{}, fields: map[string]*plan.Field{}, facts: map[string]*plan.Fact{}}
	for _, f := range p.Fields {
		g.fields[f.ID] = f
	}
	for _, f := range p.Facts {
		g.facts[f.ID] = f
	}
	for _, r := range p.Rules {
		g.read(r.When, r.That)
		out.Rules = append(out.Rules, plan.Rule{ID: r.ID, Part: r.Part, When: r.When, That: r.That, Effect: r.Effect, To: r.To})
	}
	for _, m := range p.Materials {
		bare := plan.Material{ID: m.ID, Need: m.Need, Part: m.Part, Per: m.Per, Made: m.Made, AnyOf: m.AnyOf, Reuse: m.Reuse}
		g.read(m.Need)
		for _, r := range m.Reuse {
			g.read(r.Node, r.When)
			g.fact(r.By)
			g.record(r.Records)
		}
		if m.Defer != nil {
			bare.Defer = &plan.Defer{When: m.Defer.When}
			g.read(m.Defer.When)
		}
		if m.Promise != nil {
			bare.Promise = &plan.Promise{When: m.Promise.When}
			g.read(m.Promise.When)
		}
		if m.Per != "" {
			g.field(m.Per)
		}
		out.Materials = append(out.Materials, bare)
	}
	slices.SortFunc(g.out, func(a, b named) int { return strings.Compare(a.Name, b.Name) })
	out.Read = g.out
	return json.Marshal(out)
}

// gathering follows what rules read, each thing once.
type gathering struct {
	plan   *plan.Plan
	seen   map[string]bool
	fields map[string]*plan.Field
	facts  map[string]*plan.Fact
	out    []named
}

func (g *gathering) first(name string) bool {
	if g.seen[name] {
		return false
	}
	g.seen[name] = true
	return true
}

func (g *gathering) read(nodes ...*expr.Node) {
	for _, n := range nodes {
		for _, name := range n.Reads() {
			if id, ok := strings.CutPrefix(name, "form."); ok {
				g.field(id)
				continue
			}
			id, _, _ := strings.Cut(name, ".")
			g.fact(id)
		}
	}
}

// field adds a question by what shows and computes it: the words around it decide nothing.
func (g *gathering) field(id string) {
	id, _, _ = strings.Cut(id, ".")
	f := g.fields[id]
	if f == nil || !g.first("form."+id) {
		return
	}
	g.out = append(g.out, named{"form." + id, g.bare(f)})
}

type bareField struct {
	Type    string
	Show    *expr.Node
	Compute []plan.Choice
	Rows    *plan.Rows
	Facts   []*plan.Fact
	Columns []named
}

func (g *gathering) bare(f *plan.Field) bareField {
	out := bareField{Type: f.Type, Show: f.Show, Rows: f.Rows, Facts: f.Facts}
	g.read(f.Show)
	for _, c := range f.Compute {
		g.read(c.When, c.Value)
		out.Compute = append(out.Compute, plan.Choice{When: c.When, Value: c.Value})
	}
	for _, x := range f.Facts {
		g.read(x.Key, x.When)
		g.record(x.Source)
	}
	for _, c := range f.Columns {
		out.Columns = append(out.Columns, named{c.ID, g.bare(c)})
	}
	return out
}

// fact adds what is looked up, of a row too (row.x is in its table).
func (g *gathering) fact(id string) {
	f := g.facts[id]
	if f == nil || !g.first(id) {
		return
	}
	g.out = append(g.out, named{id, plan.Fact{ID: f.ID, Source: f.Source, Licence: f.Licence, Key: f.Key, Many: f.Many, When: f.When, Latest: f.Latest}})
	g.read(f.Key, f.When)
	g.record(f.Source)
}

// record adds a source or licence by how much it is trusted and whether it has days of its own.
func (g *gathering) record(id string) {
	r := g.plan.Records[id]
	if r == nil || !g.first("record "+id) {
		return
	}
	g.out = append(g.out, named{"record " + id, plan.RecordType{ID: r.ID, Many: r.Many, Dated: r.Dated, Required: r.Required, Trust: r.Trust}})
}
