package tell

import (
	"strings"

	"banshi/engine/expr"
	"banshi/engine/field"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// Teller tells the rules of one plan, in the plan's language.
type Teller struct {
	plan    *plan.Plan
	regions map[string]string
	hidden  map[string]bool // names of facts about somebody else
}

// Hide keeps back what the facts of these paths hold: records about somebody else, as
// eval.Session.Others lists them. Sentences still say that they were looked at.
func (t *Teller) Hide(paths []string) {
	t.hidden = map[string]bool{}
	for _, p := range paths {
		if i := strings.LastIndexByte(p, '.'); i >= 0 {
			p = "row." + p[i+1:]
		}
		t.hidden[p] = true
	}
}

// hides tells whether a part of a rule reads a fact that is kept back.
func (t *Teller) hides(n *expr.Node) bool {
	for n.Op == expr.Get {
		n = n.Args[0]
	}
	return n.Op == expr.Var && t.hidden[n.Name]
}

// New makes a teller.
func New(p *plan.Plan) *Teller {
	t := &Teller{plan: p, regions: map[string]string{}}
	note := func(f *plan.Field) {
		if f == nil || f.Type != "region" {
			return
		}
		for _, o := range f.Options {
			t.regions[o.Code] = o.Text
		}
	}
	for _, r := range p.Rules {
		if r.Otherwise != nil {
			for _, part := range r.Otherwise.Parts {
				note(part.As)
			}
		}
	}
	for _, f := range p.Fields {
		note(f)
	}
	if n := len(p.Home); n > 0 { // the district's own code is what the codes of its towns begin with
		for code := range t.regions {
			if len(code) == 9 && t.regions[code[:6]] == "" {
				t.regions[code[:6]] = p.Home[n-1]
			}
		}
	}
	return t
}

func (t *Teller) w(key string, parts ...string) string {
	return fill(word(key, t.plan.Language), parts...)
}

// scope knows where a rule stands: in the rows of a table, in a reuse, inside all and exists.
type scope struct {
	table *plan.Field      // row.x
	it    *plan.RecordType // it.x
	of    *plan.Field      // value
	bound map[string]shape // x of list.exists(x, …)
}

// shape is what is known of a part of a rule: the field that it is, the record, or the row.
type shape struct {
	field  *plan.Field
	record *plan.RecordType
	table  *plan.Field
	list   bool
}

func (sc scope) with(name string, s shape) scope {
	bound := make(map[string]shape, len(sc.bound)+1)
	for k, v := range sc.bound {
		bound[k] = v
	}
	s.list = false
	bound[name] = s
	sc.bound = bound
	return sc
}

// shape finds what a part of a rule is.
func (t *Teller) shape(n *expr.Node, sc scope) shape {
	switch n.Op {
	case expr.Var:
		return t.varShape(n.Name, sc)
	case expr.Get:
		return t.cell(t.shape(n.Args[0], sc), n.Name)
	case expr.Filter:
		return t.shape(n.Args[0], sc)
	case expr.Map:
		return t.shape(n.Args[1], sc.with(n.Name, t.shape(n.Args[0], sc)))
	case expr.Cond:
		return t.shape(n.Args[1], sc)
	case "+", "-":
		return t.shape(n.Args[0], sc)
	case "date":
		return shape{field: &plan.Field{Type: "date"}}
	}
	return shape{}
}

func (t *Teller) varShape(name string, sc scope) shape {
	if s, ok := sc.bound[name]; ok {
		return s
	}
	switch name {
	case "today":
		return shape{field: &plan.Field{Type: "date"}}
	case "it":
		return shape{record: sc.it}
	case "value":
		return shape{field: sc.of}
	case "user.acts_as", "applicant.kind":
		f := &plan.Field{Type: "choice"}
		for _, code := range []string{"self", "agent", "guardian", "family", "village", "person", "organisation"} {
			f.Options = append(f.Options, &plan.Option{Code: code, Text: t.w(code)})
		}
		return shape{field: f}
	}
	if id, ok := strings.CutPrefix(name, "form."); ok {
		if f := t.plan.Field(id); f != nil {
			return fieldShape(f)
		}
	}
	if id, ok := strings.CutPrefix(name, "row."); ok && sc.table != nil {
		return t.cell(shape{table: sc.table}, id)
	}
	if f := t.plan.Fact(name); f != nil {
		return shape{record: t.plan.Records[f.Source], list: f.Many}
	}
	return shape{}
}

func fieldShape(f *plan.Field) shape {
	if f.Type == "table" {
		return shape{field: f, table: f, list: true}
	}
	return shape{field: f, list: f.Type == "choices"}
}

// cell finds a cell of a record, or a column or fact of a row.
func (t *Teller) cell(of shape, name string) shape {
	if c := of.record.Cell(name); c != nil {
		return shape{field: c}
	}
	if of.table == nil {
		return shape{}
	}
	if c := of.table.Column(name); c != nil {
		return fieldShape(c)
	}
	if f := of.table.Fact(name); f != nil {
		return shape{record: t.plan.Records[f.Source], list: f.Many}
	}
	return shape{}
}

// name is what people call a name of a rule.
func (t *Teller) name(n *expr.Node, sc scope) string {
	if n.Op == expr.Get {
		title := n.Name
		if s := t.shape(n, sc); s.field != nil {
			title = s.field.Title
		} else if s.record != nil {
			title = s.record.Title
		}
		base := n.Args[0]
		if _, isBound := sc.bound[base.Name]; base.Op == expr.Var && (isBound || base.Name == "it") {
			return title // “这一项” goes without saying
		}
		if of := t.name(base, sc); of != title {
			return t.w("of", of, title)
		}
		return title
	}
	if _, ok := sc.bound[n.Name]; ok {
		return t.w("element")
	}
	if n.Name == "today" || n.Name == "value" || n.Name == "it" || strings.HasPrefix(n.Name, "user.") || strings.HasPrefix(n.Name, "applicant.") {
		return t.w(n.Name)
	}
	s := t.shape(n, sc)
	switch {
	case s.field != nil:
		return s.field.Title
	case s.record != nil:
		return t.held(n.Name, s.record.Title, sc)
	}
	return n.Name
}

// held says whose record it is, where the key is not the applicant's own number: 业主证件号码名下的不动产权证书.
func (t *Teller) held(fact, title string, sc scope) string {
	f := t.plan.Fact(fact)
	if id, ok := strings.CutPrefix(fact, "row."); ok && sc.table != nil {
		f = sc.table.Fact(id)
	}
	if f != nil && f.Key != nil && f.Key.Name != "applicant.no" {
		return t.w("under", title, t.say(f.Key, sc, false))
	}
	return title
}

// format writes a value as its field is written; without one by its kind.
func (t *Teller) format(v value.Value, f *plan.Field) string {
	if f != nil && f.Type == "region" && v.Kind() == value.KindText && t.regions[v.Text()] != "" {
		return t.regions[v.Text()]
	}
	if f != nil && f.Type == "choices" && v.Kind() == value.KindText {
		one := *f
		one.Type = "choice"
		f = &one
	}
	if f == nil || f.Type == "table" || !fits(f.Type, v) {
		f = &plan.Field{Type: plainType(v)}
	}
	p := field.Params{Unit: f.Unit, Digits: f.Digits, Lines: f.Lines}
	for _, o := range f.Options {
		p.Options = append(p.Options, field.Option{Code: o.Code, Text: o.Text})
	}
	typ := field.Of(f.Type)
	if typ == nil {
		return ""
	}
	return typ.Format(v, p, t.plan.Language)
}

func fits(typ string, v value.Value) bool {
	t := field.Of(typ)
	return t != nil && (!v.Known() || t.JSON(v) != nil)
}

func plainType(v value.Value) string {
	switch v.Kind() {
	case value.KindBool:
		return "boolean"
	case value.KindInt:
		return "integer"
	case value.KindNumber:
		return "number"
	case value.KindDate:
		return "date"
	case value.KindList:
		return "choices"
	}
	return "text"
}
