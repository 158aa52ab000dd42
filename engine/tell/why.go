package tell

import (
	"fmt"
	"sort"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// Why says why something of a state is as it is, as data and in words.
type Why struct {
	Path       string         `json:"path"`
	Title      string         `json:"title"`
	Answer     string         `json:"answer"` // “年满80周岁”：不符合
	Conditions []Condition    `json:"conditions,omitempty"`
	Evidence   *eval.Evidence `json:"evidence,omitempty"` // of a material
	From       *eval.Origin   `json:"from,omitempty"`     // of a field
	Parts      []Why          `json:"parts,omitempty"`    // of the verdict: the rules that made it
}

// Condition is one rule that took part.
type Condition struct {
	Rule    string    `json:"rule"`   // its path
	Text    string    `json:"text"`   // the rule as a sentence
	Result  string    `json:"result"` // true false unknown empty, or value
	Value   string    `json:"value,omitempty"`
	Because []Because `json:"because,omitempty"` // the parts that decided it
	Missing []string  `json:"missing,omitempty"` // names that it waits for
}

// Because is a part of a condition that decided it, with the values that it saw.
type Because struct {
	Text   string `json:"text"`
	Result string `json:"result"`
	Values []Seen `json:"values,omitempty"`
}

// Seen is a value as a rule saw it.
type Seen struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Why explains a path of a session's state: eligibility.age, form.area, form.managers[r1].no,
// section.agent, materials.proof, handling.steps.inspect, or verdict. False for a path of nothing.
func (t *Teller) Why(s *eval.Session, path string) (Why, bool) {
	st := s.State()
	if path == "verdict" {
		return t.verdict(s, st), true
	}
	w := Why{Path: path}
	w.Title, w.Answer = t.answer(st, path, &w)
	if w.Answer == "" {
		return w, false
	}
	s.Trace(func(at *eval.Site) {
		rest, ok := strings.CutPrefix(at.Path, path+".")
		if ok && t.own(rest) {
			w.Conditions = append(w.Conditions, t.condition(at))
		}
	})
	return w, true
}

// own leaves out the rules of a table's columns where the table itself is asked about.
func (t *Teller) own(rest string) bool {
	head, _, _ := strings.Cut(rest, ".")
	switch head {
	case "show", "need", "fill", "compute", "check", "options", "within", "min", "max", "when", "that", "reuse", "promise", "defer", "sign", "visit", "key":
		return true
	}
	return false
}

func (t *Teller) verdict(s *eval.Session, st *eval.State) Why {
	w := Why{Path: "verdict", Title: t.w("verdict"), Answer: t.w("verdict:" + st.Verdict)}
	for _, r := range t.plan.Rules {
		if got := st.Rules[r.ID]; got.Effect != "" || got.Result == "unknown" {
			if part, ok := t.Why(s, "eligibility."+r.ID); ok {
				w.Parts = append(w.Parts, part)
			}
		}
	}
	for _, name := range st.Review {
		w.Parts = append(w.Parts, Why{Path: name, Title: t.Path(name), Answer: t.w("look", t.Path(name))})
	}
	return w
}

// answer says in one sentence what the state holds at a path.
func (t *Teller) answer(st *eval.State, path string, w *Why) (title, answer string) {
	kind, id, _ := strings.Cut(path, ".")
	title = t.Path(path)
	switch kind {
	case "eligibility":
		r, ok := st.Rules[id]
		if !ok {
			return "", ""
		}
		answer = t.w("answer", title, t.w(r.Result))
		if r.Text != "" {
			answer += t.w("stop") + r.Text
		}
	case "form":
		f, ok := st.Fields[path]
		if !ok {
			return "", ""
		}
		w.From = f.From
		answer = t.fieldAnswer(title, path, f)
	case "section":
		s, ok := st.Sections[id]
		if !ok {
			return "", ""
		}
		answer = t.w("answer", title, t.w(map[bool]string{true: "shown", false: "hidden"}[s.Shown]))
	case "materials":
		m, ok := st.Materials[id]
		if !ok {
			return "", ""
		}
		w.Evidence = m.Evidence
		answer = t.w("answer", title, t.w("material:"+m.State))
		if m.Evidence != nil {
			answer += t.w("open") + strings.TrimSpace(m.Evidence.Title+" "+m.Evidence.Number) + t.w("close")
		}
	case "handling":
		for _, step := range st.Steps {
			if "steps."+step.ID == id {
				answer = t.w("answer", title, t.w("step:"+step.In))
			}
		}
	}
	return title, answer
}

func (t *Teller) fieldAnswer(title, path string, f eval.FieldState) string {
	if !f.Shown {
		return t.w("answer", title, t.w("hidden"))
	}
	need := t.w(map[bool]string{true: "needed", false: "optional"}[f.Need])
	text := t.w("is:" + f.Is)
	if f.Is == eval.IsValue {
		if def := t.fieldAt(path); def != nil && !def.Sensitive && f.Value != nil {
			text = t.json(f.Value, def)
		}
	}
	if len(f.Missing) > 0 {
		text += t.w("stop") + t.w("pending", t.list0(f.Missing))
	}
	return t.w("answer", title, need+t.w("stop")+text)
}

func (t *Teller) list0(paths []string) string {
	var out []string
	for _, p := range paths {
		out = append(out, t.Path(p))
	}
	return strings.Join(out, t.w("and"))
}

// condition says a rule, what it came to, and what decided it.
func (t *Teller) condition(at *eval.Site) Condition {
	sc := t.scopeOf(at.Rule)
	c := Condition{Rule: at.Path, Text: t.Sentence(at.Rule, at.Node), Result: result(at.Value)}
	if c.Result == "value" {
		c.Value = t.format(at.Value, t.target(at, sc))
	}
	if at.Value.IsUnknown() {
		c.Missing = at.Value.Names().Slice()
	}
	if at.Node.Op != expr.Lit && c.Result != "value" {
		e := &explainer{teller: t, at: at}
		e.decided(at.Node, sc, nil, false)
		c.Because = e.out
	}
	return c
}

func (t *Teller) target(at *eval.Site, sc scope) *plan.Field {
	if strings.HasSuffix(at.Rule, ".value") && sc.of != nil {
		return sc.of
	}
	return t.shape(at.Node, sc).field
}

func result(v value.Value) string {
	switch {
	case v.IsUnknown():
		return "unknown"
	case v.IsEmpty():
		return "empty"
	case v.IsTrue():
		return "true"
	case v.IsFalse():
		return "false"
	}
	return "value"
}

// explainer goes down a rule along the parts that decided it.
type explainer struct {
	teller *Teller
	at     *eval.Site
	out    []Because
}

func (e *explainer) decided(n *expr.Node, sc scope, bound map[string]value.Value, not bool) {
	v := e.at.Eval(n, bound)
	switch n.Op {
	case "!":
		e.decided(n.Args[0], sc, bound, !not)
		return
	case expr.And, expr.Or:
		for _, a := range n.Args {
			// What decides is every part that came to the same as the whole.
			if result(e.at.Eval(a, bound)) == result(v) {
				e.decided(a, sc, bound, not)
			}
		}
		return
	case expr.Cond:
		if c := e.at.Eval(n.Args[0], bound); c.Known() {
			e.decided(n.Args[0], sc, bound, false)
			branch := n.Args[2]
			if c.IsTrue() {
				branch = n.Args[1]
			}
			e.decided(branch, sc, bound, not)
			return
		}
	}
	e.leaf(n, sc, bound, not, v)
}

func (e *explainer) leaf(n *expr.Node, sc scope, bound map[string]value.Value, not bool, v value.Value) {
	b := Because{Text: e.teller.say(n, sc, not), Result: result(v)}
	if not && v.Known() {
		b.Result = result(value.Bool(!v.Bool()))
	}
	seen := map[string]bool{}
	e.values(n, sc, bound, &b, seen)
	e.out = append(e.out, b)
}

// values lists what the part read, each once; of exists and all the element that decided.
func (e *explainer) values(n *expr.Node, sc scope, bound map[string]value.Value, b *Because, seen map[string]bool) {
	t := e.teller
	switch n.Op {
	case expr.Lit:
		return
	case expr.Var, expr.Get:
		s := t.shape(n, sc)
		name := t.name(n, sc)
		if seen[name] || s.record != nil || s.table != nil {
			return
		}
		seen[name] = true
		shown := t.shown(e.at.Eval(n, bound), s.field)
		if t.hides(n) {
			shown = t.w("held back")
		}
		b.Values = append(b.Values, Seen{name, shown})
		return
	case expr.All, expr.Exists:
		e.element(n, sc, bound, b, seen)
		return
	case expr.Filter, expr.Map:
		e.values(n.Args[0], sc, bound, b, seen)
		return
	}
	for _, a := range n.Args {
		e.values(a, sc, bound, b, seen)
	}
}

func (e *explainer) element(n *expr.Node, sc scope, bound map[string]value.Value, b *Because, seen map[string]bool) {
	whole := e.at.Eval(n, bound)
	for _, x := range e.at.Eval(n.Args[0], bound).List() {
		inner := map[string]value.Value{n.Name: x}
		for k, v := range bound {
			inner[k] = v
		}
		if result(e.at.Eval(n.Args[1], inner)) == result(whole) && whole.IsTrue() == (n.Op == expr.Exists) {
			e.values(n.Args[1], sc.with(n.Name, e.teller.shape(n.Args[0], sc)), inner, b, seen)
			return
		}
	}
	b.Values = append(b.Values, Seen{e.teller.say(n.Args[0], sc, false), fmt.Sprint(len(e.at.Eval(n.Args[0], bound).List()))})
}

func (t *Teller) shown(v value.Value, f *plan.Field) string {
	switch {
	case v.IsUnknown():
		return t.w("pending", t.list0(v.Names().Slice()))
	case v.IsEmpty():
		return t.w("nothing")
	case f != nil && f.Sensitive:
		return t.w("masked")
	}
	return t.format(v, f)
}

// Text writes a why as lines.
func (t *Teller) Text(w Why) string {
	var b strings.Builder
	b.WriteString(w.Answer + "\n")
	for _, c := range w.Conditions {
		res := t.w(c.Result)
		if c.Result == "value" {
			res = c.Value
		}
		fmt.Fprintf(&b, "  %s → %s\n", c.Text, res)
		for _, because := range c.Because {
			line := t.w("because") + because.Text + t.w("open") + t.w(because.Result) + t.w("close")
			if because.Text == c.Text && len(because.Values) == 0 {
				continue
			}
			if because.Text == c.Text {
				line = strings.TrimSpace(t.w("because"))
			}
			for i, v := range because.Values {
				sep := t.w("colon")
				if i > 0 {
					sep = t.w("and")
				}
				line += sep + v.Name + "=" + v.Value
			}
			b.WriteString("      " + line + "\n")
		}
		if len(c.Missing) > 0 {
			b.WriteString("      " + t.w("pending", t.list0(c.Missing)) + "\n")
		}
	}
	for _, p := range w.Parts {
		b.WriteString("  " + strings.ReplaceAll(strings.TrimSuffix(t.Text(p), "\n"), "\n", "\n  ") + "\n")
	}
	return b.String()
}

// Paths lists all that can be explained of a state, in order: verdict, rules, fields, materials, steps.
func (t *Teller) Paths(st *eval.State) []string {
	out := []string{"verdict"}
	for _, r := range t.plan.Rules {
		out = append(out, "eligibility."+r.ID)
	}
	more := func(prefix string, ids []string) {
		sort.Strings(ids)
		for _, id := range ids {
			out = append(out, prefix+id)
		}
	}
	var ids []string
	for path := range st.Fields {
		ids = append(ids, path)
	}
	more("", ids)
	ids = nil
	for path := range st.Materials {
		ids = append(ids, path)
	}
	more("materials.", ids)
	for _, s := range st.Steps {
		out = append(out, "handling.steps."+s.ID)
	}
	return out
}
