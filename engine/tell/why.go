package tell

import (
	"reflect"
	"slices"
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
	Rule    string    `json:"rule"`           // its path
	Role    string    `json:"role,omitempty"` // what hangs on it: 要交的条件; "" where the title says it
	Text    string    `json:"text"`           // the rule as a sentence
	Result  string    `json:"result"`         // true false unknown empty, or value
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
	if len(t.hidden) > 0 {
		st = s.Withhold(st)
	}
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
		if !ok || !t.own(rest) {
			return
		}
		// Of several records that come to the same for the same reasons nobody hears twice.
		if c := t.condition(at, rest); !slices.ContainsFunc(w.Conditions, func(o Condition) bool { return reflect.DeepEqual(o, c) }) {
			w.Conditions = append(w.Conditions, c)
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
	title = t.placed(st, path)
	switch kind {
	case "eligibility":
		r, ok := st.Rules[id]
		if !ok {
			return "", ""
		}
		answer = t.w("answer", title, t.w(r.Result))
		if r.Text != "" && r.Result != "empty" { // what could not be judged is not said to be so
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
		answer = t.w("answer", title, t.materialAnswer(id, m))
	case "handling":
		for _, step := range st.Steps {
			if "steps."+step.ID == id {
				answer = t.w("answer", title, t.w("step:"+step.In))
			}
		}
	}
	return title, answer
}

func (t *Teller) materialAnswer(path string, m eval.MaterialState) string {
	id, _, _ := strings.Cut(path, "[")
	made := slices.ContainsFunc(t.plan.Materials, func(p *plan.Material) bool { return p.ID == id && p.Made })
	switch {
	case m.State == "needed" && made:
		return t.w("material:sign")
	case m.Evidence != nil:
		no := m.Evidence.Number
		if secret(value.Text(no), nil) {
			no = ""
		}
		return t.w("material:"+m.State) + t.aside(strings.TrimSpace(m.Evidence.Title+" "+no))
	}
	return t.w("material:" + m.State)
}

func (t *Teller) fieldAnswer(title, path string, f eval.FieldState) string {
	def := t.fieldAt(path)
	if !f.Shown || def == nil {
		return t.w("answer", title, t.w(map[bool]string{true: "shown", false: "hidden"}[f.Shown]))
	}
	text := t.w("is:" + f.Is)
	switch {
	case slices.Equal(f.Missing, []string{path}):
		text = t.w("blank")
	case len(f.Missing) > 0:
		text = t.waits(f.Missing)
	case def.Type == "table":
		text = t.inAll(len(f.Rows))
	case f.Is == eval.IsValue && f.Value != nil:
		text = t.json(f.Value, def)
	}
	who := t.w(map[bool]string{true: "needed", false: "optional"}[f.Need])
	switch {
	case len(def.Compute) > 0:
		who = t.w("computed")
	case def.Clerk:
		who = t.w("by staff")
	}
	return t.w("answer", title, who+t.w("stop")+text)
}

// Condition says one rule where it was evaluated.
func (t *Teller) Condition(at *eval.Site) Condition {
	return t.condition(at, at.Path[strings.LastIndexByte(at.Path, '.')+1:])
}

// condition says a rule, what it came to, and what decided it. rest is the rule's path below the thing
// that is asked about.
func (t *Teller) condition(at *eval.Site, rest string) Condition {
	sc := t.scopeOf(at.Rule)
	seen := t.shape(at.Node, sc)
	c := Condition{Rule: at.Path, Role: t.role(at, rest, sc), Text: t.Sentence(at.Rule, at.Node), Result: eval.Result(at.Value)}
	if at.Value.IsUnknown() {
		c.Missing = at.Value.Names().Slice()
	}
	if givesValue(at.Rule) {
		if at.Value.Known() {
			c.Result = "value"
		}
		if sc.of != nil {
			seen.field = sc.of
		}
		c.Value = t.shown(at.Value, seen)
		if at.Node.Op == expr.Lit || strings.HasSuffix(at.Rule, ".sign") && secret(at.Value, nil) {
			c.Value = "" // the sentence says it all
		}
	}
	if at.Node.Op != expr.Lit && !(givesValue(at.Rule) && (at.Value.Known() || isName(at.Node))) {
		e := &explainer{teller: t, at: at}
		e.decided(at.Node, sc, nil, false)
		c.Because = e.out
	}
	return c
}

// role says what hangs on a rule.
func (t *Teller) role(at *eval.Site, rest string, sc scope) string {
	kind, _, _ := strings.Cut(at.Rule, ".")
	parts := strings.Split(rest, ".")
	key := parts[0]
	if last := parts[len(parts)-1]; len(parts) > 1 {
		key += "." + last
	}
	if key == "need" || key == "when" {
		key = kind + "." + key
	}
	role := t.w("role:" + key)
	switch {
	case key == "options.when":
		role = t.w("role:"+key, t.optionText(parts[1], sc))
	case (key == "min" || key == "max") && sc.of != nil && sc.of.Type == "date":
		role = t.w("role:day " + key)
	case key == "reuse.when" && sc.among && !sc.it.withheld:
		if no := numberOf(at.Eval(&expr.Node{Op: expr.Var, Name: "it"}, nil)); no != "" {
			role += t.aside(no)
		}
	}
	return role
}

func (t *Teller) optionText(code string, sc scope) string {
	if sc.of == nil {
		return code
	}
	return t.format(value.Text(code), sc.of)
}
