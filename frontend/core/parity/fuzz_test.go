package parity

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"banshi/engine/expr"
	"banshi/engine/field"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// seenValue writes a value with its kind, as frontend/core/value/typed.ts does.
func seenValue(t testing.TB, v value.Value) string {
	t.Helper()
	if v.Kind() == value.KindNone {
		return "none"
	}
	if v.Kind() == value.KindList {
		items := []string{}
		for _, e := range v.List() {
			items = append(items, seenValue(t, e))
		}
		return "list " + canonicalOf(t, items)
	}
	b, err := value.JSON(v)
	if err != nil {
		t.Fatal(err)
	}
	return v.Kind().String() + " " + string(b)
}

func canonicalOf(t testing.TB, x any) string {
	t.Helper()
	b, err := value.Canonical(x)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// answer is one answer, or cell of a register, to one type of field.
type answer struct {
	Type   string     `json:"type"`
	Raw    any        `json:"raw"`
	Record bool       `json:"record"`
	Params answerKeys `json:"params"`
}

type answerKeys struct {
	Digits  *int           `json:"digits,omitempty"`
	Unit    string         `json:"unit,omitempty"`
	Lines   int            `json:"lines,omitempty"`
	Mobile  bool           `json:"mobile,omitempty"`
	Options []*plan.Option `json:"options,omitempty"`
	Today   *value.Date    `json:"today,omitempty"`
}

func (k answerKeys) params() field.Params {
	p := field.Params{Digits: k.Digits, Unit: k.Unit, Lines: k.Lines, Mobile: k.Mobile, Today: k.Today}
	for _, o := range k.Options {
		p.Options = append(p.Options, field.Option{Code: o.Code, Text: o.Text})
	}
	return p
}

// onServer is what the server makes of the answer, in the words of the client's reply.
func (a answer) onServer(t testing.TB) string {
	ty, p := field.Of(a.Type), a.Params.params()
	v, fault := ty.Parse(a.Raw, p)
	if a.Record {
		v, fault = ty.ParseRecord(a.Raw, p)
	}
	if fault != nil {
		return "fault " + string(fault.Code)
	}
	return strings.Join([]string{seenValue(t, v), ty.Format(v, p, "zh-Hans"), ty.Format(v, p, "en"), canonicalOf(t, ty.JSON(v))}, " | ")
}

// letters are characters that some type looks at, and neighbours that it must not take for them.
var letters = []rune("0123456789０９12年月日-－—./,，、 　\t\n\r+()（）XxAZIOSVaz元㎡#号八十百栋幢楼层室房\u00a0\u200b\u00ad\ufeff\ufffd\u202e\u2028\U000e0100𠀀𬭎\ufffe\x00\x7f□·•")

// mutated is s with some characters changed, dropped, doubled or put in.
func mutated(r *rand.Rand, s string) string {
	runes := []rune(s)
	for range 1 + r.IntN(3) {
		at := r.IntN(len(runes) + 1)
		switch {
		case at == len(runes) || r.IntN(3) == 0:
			runes = slices.Insert(runes, at, pick(r, letters))
		case r.IntN(2) == 0:
			runes[at] = pick(r, letters)
		default:
			runes = slices.Delete(runes, at, at+1)
		}
	}
	return string(runes)
}

func (w *world) raw(r *rand.Rand, typ string) any {
	list := w.texts[typ]
	if len(list) == 0 || r.IntN(4) == 0 {
		list = nasty
	}
	raw := pick(r, list)
	if s, ok := raw.(string); ok && r.IntN(3) > 0 {
		return mutated(r, s)
	}
	return raw
}

// ofOption is how an answer or a register may mean an option.
func ofOption(r *rand.Rand, o *plan.Option) any {
	s := pick(r, []string{o.Code, o.Text, " " + o.Text, strings.ReplaceAll(o.Text, " ", ""), strings.Join(strings.Split(o.Text, ""), "　")})
	if r.IntN(6) == 0 {
		s = mutated(r, s)
	}
	return pick(r, []any{s, s, []any{s}, []any{s, o.Code}, s + "、" + o.Code})
}

func randomKeys(r *rand.Rand) answerKeys {
	var k answerKeys
	if r.IntN(2) == 0 {
		n := r.IntN(22) - 1
		k.Digits = &n
	}
	k.Unit = pick(r, []string{"", "", "㎡", "万元", "亿元", "元/月"})
	k.Lines, k.Mobile = r.IntN(3), r.IntN(2) == 0
	for i := range r.IntN(4) {
		k.Options = append(k.Options, &plan.Option{Code: pick(r, []string{"a", "b", "440605", "440605011", "440605126"}), Text: pick(r, []string{"餐饮服务经营者", "是", "桂城街道", "合 格", fmt.Sprint(i)})})
	}
	if r.IntN(3) == 0 {
		d := value.Date(r.IntN(25000))
		k.Today = &d
	}
	return k
}

// TestAnswers reads random answers and cells of every type of field on both sides.
func TestAnswers(t *testing.T) {
	w, c := readWorld(t), open(t, nil)
	count, faults, list := answersDiffer(t, c, w, max(300, 20*sequences))
	for _, text := range list {
		t.Error(text)
	}
	t.Logf("%d answers, %d of them faults", count, faults)
}

// answersDiffer reads n answers of each type on both sides, and gives the first difference of each.
func answersDiffer(t testing.TB, c *client, w *world, n int) (count, faults int, list []string) {
	r := random("answers", 0)
	for _, ty := range field.All() {
		var batch []answer
		for range n {
			a := answer{Type: ty.Name, Raw: w.raw(r, ty.Name), Record: r.IntN(2) == 0, Params: randomKeys(r)}
			if len(a.Params.Options) > 0 && r.IntN(2) == 0 {
				a.Raw = ofOption(r, pick(r, a.Params.Options))
			}
			batch = append(batch, a)
		}
		var got []string
		c.ask("answers", batch, &got)
		for i, a := range batch {
			want := a.onServer(t)
			count++
			if strings.HasPrefix(want, "fault") {
				faults++
			}
			if got[i] != want {
				list = append(list, fmt.Sprintf("%s\n  server: %.300s\n  client: %.300s", asJSON(t, a), want, got[i]))
				break
			}
		}
	}
	return count, faults, list
}

func asJSON(t testing.TB, x any) []byte {
	t.Helper()
	b, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

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

var wholes = []int64{0, 1, -1, 2, 3, 7, 10, 12, 60, 100, 365, 1<<53 - 1, 1 << 53, -1 << 53, 1<<63 - 1, -1 << 63, 1 << 62, 999999937}

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
