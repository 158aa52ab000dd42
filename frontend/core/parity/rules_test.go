package parity

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// vocabulary makes random rules that type-check, over named slots of every type.
type vocabulary struct {
	r     *rand.Rand
	slots map[string]any // typed JSON
	vals  map[string]value.Value
	names map[string][]string // type → names
	bound []string            // "name type" of lists that the rule walks
	texts []string
}

var baseTypes = []string{"boolean", "integer", "number", "text", "date", "period"}

func newVocabulary(r *rand.Rand, texts []string) *vocabulary {
	v := &vocabulary{r: r, slots: map[string]any{}, vals: map[string]value.Value{}, names: map[string][]string{}, texts: texts}
	for _, typ := range baseTypes {
		for i := range 3 {
			v.slot(typ, fmt.Sprintf("form.%s%d", typ, i))
		}
		if typ != "period" {
			v.slot("list<"+typ+">", "form.list_"+typ)
		}
	}
	return v
}

func (v *vocabulary) slot(typ, name string) {
	x, val := v.typed(typ)
	switch n := v.r.IntN(6); {
	case n == 0 && !strings.HasPrefix(typ, "list"):
		x, val = map[string]any{"empty": true}, value.Empty()
	case n == 1:
		x, val = map[string]any{"unknown": []string{name}}, value.Unknown(value.NamesOf(name))
	}
	v.slots[name], v.vals[name] = x, val
	v.names[typ] = append(v.names[typ], name)
}

var wholes = []int64{0, 1, -1, 2, 3, 7, 10, 12, 60, 100, 365, 4_000_000, 1<<53 - 1, 1 << 53, -1 << 53, 1<<63 - 1, -1 << 63, 1 << 62, 999999937}

func (v *vocabulary) typed(typ string) (any, value.Value) {
	r := v.r
	if inner, ok := strings.CutPrefix(typ, "list<"); ok {
		xs, vals := []any{}, []value.Value{}
		for range r.IntN(4) {
			x, val := v.typed(strings.TrimSuffix(inner, ">"))
			xs, vals = append(xs, x), append(vals, val)
		}
		return map[string]any{"list": xs}, value.List(vals)
	}
	switch typ {
	case "boolean":
		b := r.IntN(2) == 0
		return map[string]any{"bool": b}, value.Bool(b)
	case "integer":
		i := pick(r, wholes)
		return map[string]any{"int": fmt.Sprint(i)}, value.Int(i)
	case "number":
		n, ok := value.Fraction(pick(r, wholes), pick(r, []int64{1, 2, 3, 8, 10, 100, 1000, 7, 1 << 40}))
		if !ok {
			n = value.FromInt(5)
		}
		return map[string]any{"number": n.Canon()}, value.Num(n)
	case "date":
		d := value.Date(pick(r, []int{0, 11016, 19782, 20513, 20514, 20780, int(value.MinDate), int(value.MaxDate), 20000 + r.IntN(1000)}))
		return map[string]any{"date": d.String()}, value.DateOf(d)
	case "period":
		p := value.Period{Years: int32(r.IntN(5)), Months: int32(r.IntN(20)) - 10, Days: int32(r.IntN(60)), Workdays: int32(r.IntN(30)) - 10}
		return map[string]any{"period": map[string]any{"years": p.Years, "months": p.Months, "days": p.Days, "workdays": p.Workdays}}, value.PeriodOf(p)
	}
	s := pick(r, v.texts)
	if r.IntN(2) == 0 {
		s = mutated(r, s)
	}
	return map[string]any{"text": s}, value.Text(s)
}

// node makes a rule of a type. depth bounds it.
func (v *vocabulary) node(typ string, depth int) *expr.Node {
	r := v.r
	if depth <= 0 || r.IntN(8) == 0 {
		return v.leaf(typ)
	}
	if r.IntN(6) == 0 {
		return call(expr.Cond, v.node("boolean", depth-1), v.node(typ, depth-1), v.node(typ, depth-1))
	}
	if typ == "boolean" && r.IntN(2) == 0 {
		return v.logic(depth)
	}
	var fits []expr.Function
	var signatures []string
	for _, f := range expr.Functions() {
		for _, s := range f.Signatures {
			if _, result, _ := strings.Cut(s, " -> "); result == typ {
				fits, signatures = append(fits, f), append(signatures, s)
			}
		}
	}
	if len(fits) == 0 {
		return v.leaf(typ)
	}
	i := r.IntN(len(fits))
	args, _, _ := strings.Cut(signatures[i], " -> ")
	var parts []*expr.Node
	for _, a := range strings.Split(args, ",") {
		parts = append(parts, v.node(strings.ReplaceAll(a, "<T>", "<"+pick(r, []string{"text", "integer", "date"})+">"), depth-1))
	}
	return call(expr.Op(fits[i].Name), parts...)
}

func call(op expr.Op, args ...*expr.Node) *expr.Node { return &expr.Node{Op: op, Args: args} }

func (v *vocabulary) logic(depth int) *expr.Node {
	switch v.r.IntN(5) {
	case 0:
		return call("!", v.node("boolean", depth-1))
	case 1:
		return call(expr.Has, v.leaf(pick(v.r, append(slices.Clone(baseTypes), "list<text>"))))
	case 2:
		return v.walk(pick(v.r, []expr.Op{expr.All, expr.Exists}), pick(v.r, []string{"text", "integer", "number", "date", "boolean"}), "boolean", depth)
	}
	return call(pick(v.r, []expr.Op{expr.And, expr.Or}), v.node("boolean", depth-1), v.node("boolean", depth-1))
}

// walk makes all, exists, filter or map, with the elements bound to a name.
func (v *vocabulary) walk(op expr.Op, element, body string, depth int) *expr.Node {
	if len(v.bound) >= 2 {
		return v.leaf("boolean")
	}
	list := v.node("list<"+element+">", depth-1)
	name := fmt.Sprintf("x%d", len(v.bound))
	v.bound = append(v.bound, name+" "+element)
	inner := v.node(body, depth-1)
	v.bound = v.bound[:len(v.bound)-1]
	return &expr.Node{Op: op, Name: name, Args: []*expr.Node{list, inner}}
}

func (v *vocabulary) leaf(typ string) *expr.Node {
	for _, b := range v.bound {
		if name, t, _ := strings.Cut(b, " "); t == typ && v.r.IntN(2) == 0 {
			return &expr.Node{Op: expr.Var, Name: name}
		}
	}
	if inner, ok := strings.CutPrefix(typ, "list<"); ok {
		inner = strings.TrimSuffix(inner, ">")
		switch v.r.IntN(6) {
		case 0:
			return call(expr.List, v.leaf(inner), v.leaf(inner))
		case 1:
			if len(v.bound) < 2 {
				return v.walk(expr.Filter, inner, "boolean", 2)
			}
		case 2:
			if len(v.bound) < 2 {
				return v.walk(expr.Map, pick(v.r, []string{"text", "integer", "date"}), inner, 2)
			}
		}
	} else if typ != "period" && v.r.IntN(4) == 0 {
		if _, val := v.typed(typ); typ != "number" || exact(val) {
			return expr.Literal(val)
		}
	}
	return &expr.Node{Op: expr.Var, Name: pick(v.r, v.names[typ])}
}

// exact tells whether a number is one that can be written as a literal.
func exact(v value.Value) bool {
	s, ok := v.Number().Exact()
	if !ok {
		return false
	}
	_, ok = value.ParseDecimal(s)
	return ok
}

type slotScope []string

func (s slotScope) Find(name string) (expr.Where, int) {
	if i := slices.Index(s, name); i >= 0 {
		return expr.InSlots, i
	}
	return expr.Nowhere, 0
}

type ruleCase struct {
	Node  *expr.Node     `json:"node"`
	Slots map[string]any `json:"slots"`
}

var home = []string{"广东省", "佛山市", "南海区"}

// TestRules evaluates random rules over random values on both sides: every function, every mix of
// value, empty and unknown.
func TestRules(t *testing.T) {
	w, c := readWorld(t), open(t, nil)
	results := map[string]int{}
	count, text := rulesDiffer(t, c, w, max(20, sequences), results)
	if text != "" {
		t.Error(text)
	}
	t.Logf("%d rules, results %v", count, results)
}

// rulesDiffer evaluates random rules on both sides, 50 in a round, until a difference. results counts
// the kinds of values that they came to.
func rulesDiffer(t testing.TB, c *client, w *world, rounds int, results map[string]int) (count int, text string) {
	r := random("rules", 0)
	years := w.catalogue.Plan(w.items[0], "zh-Hans").Calendar
	calendar := calendarOf(t, years)
	texts := []string{"", "a", "2026-01-01", "1.50", "广东省佛山市南海区桂城街道叠滘虚构路8号1座602", "佛山市南海区桂城街道叠滘虚构路八号一栋602房", "梁𬭎", "梁?", "黄JIE珊", "黄婕珊", "阿依古丽·买买提"}
	for _, list := range [][]any{w.texts["address"], w.texts["key"]} {
		for _, x := range list[:min(len(list), 40)] {
			if s, ok := x.(string); ok {
				texts = append(texts, s)
			}
		}
	}
	for range rounds {
		var batch []ruleCase
		var want []string
		for range 50 {
			v := newVocabulary(r, texts)
			n := v.node(pick(r, append(slices.Clone(baseTypes), "boolean", "boolean", "list<text>", "list<integer>")), 4)
			batch = append(batch, ruleCase{n, v.slots})
			got := v.evaluate(t, n, calendar)
			want = append(want, seenValue(t, got))
			results[got.Kind().String()]++
		}
		var got []string
		c.ask("rules", map[string]any{"rules": batch, "calendar": years, "home": home}, &got)
		for i := range batch {
			count++
			if got[i] != want[i] {
				return count, fmt.Sprintf("%s\n  server: %s\n  client: %s", asJSON(t, batch[i]), want[i], got[i])
			}
		}
	}
	return count, ""
}

func (v *vocabulary) evaluate(t testing.TB, n *expr.Node, calendar *value.Calendar) value.Value {
	names := slices.Sorted(maps.Keys(v.vals))
	prog, err := expr.Bind(n, slotScope(names))
	if err != nil {
		t.Fatal(err)
	}
	f := expr.Frame{Calendar: calendar, Home: home}
	for _, name := range names {
		f.Slots = append(f.Slots, v.vals[name])
	}
	return prog.Eval(&f)
}

func calendarOf(t testing.TB, years []plan.Year) *value.Calendar {
	days := func(list []string) []value.Date {
		var out []value.Date
		for _, s := range list {
			d, ok := value.ParseDate(s)
			if !ok {
				t.Fatalf("%s is no day", s)
			}
			out = append(out, d)
		}
		return out
	}
	var list []value.Year
	for _, y := range years {
		list = append(list, value.Year{Year: y.Year, Off: days(y.Off), Work: days(y.Work)})
	}
	c, err := value.NewCalendar(list)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
