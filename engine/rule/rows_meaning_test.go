package rule_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"cel.dev/cel-go/common"

	"banshi/engine/expr"
	"banshi/engine/rows"
	"banshi/engine/rows/rowstest"
	"banshi/engine/rule"
	"banshi/engine/value"
)

// rewritten writes a condition anew from what rows show of it, as no author would, so that what the rows lack
// is lacking in the rule.
func rewritten(text string, c *rows.Cond) string {
	out := ""
	switch c.Kind {
	case rows.All, rows.Any:
		var items []string
		for _, i := range c.Items {
			items = append(items, "("+rewritten(text, i)+")")
		}
		out = strings.Join(items, map[rows.CondKind]string{rows.All: " && ", rows.Any: " || "}[c.Kind])
	case rows.Not:
		return "!(" + rewritten(text, c.Items[0]) + ")"
	case rows.Row:
		left, right := rewrittenValue(text, c.Left), rewrittenValue(text, c.Right)
		switch c.Body.Kind {
		case rows.Method:
			out = "(" + left + ")." + c.Op + "(" + right + ")"
		case rows.Call:
			out = c.Op + "(" + left + ", " + right + ")"
		default:
			out = "(" + left + ") " + c.Op + " (" + right + ")"
		}
	case rows.Flag:
		out = rewrittenValue(text, c.Left)
	case rows.Has:
		out = "has(" + rewrittenValue(text, c.Left) + ")"
	case rows.Quant:
		out = "(" + rewrittenValue(text, c.List) + ")." + c.How + "(" + c.Var + ", " + rewritten(text, c.Where) + ")"
	default:
		out = c.Node.Outer.Of(text)
	}
	if c.Neg {
		return "!(" + out + ")"
	}
	return out
}

func rewrittenValue(text string, o *rows.Operand) string {
	var args []string
	for _, a := range o.Args {
		args = append(args, rewrittenValue(text, a))
	}
	switch o.Kind {
	case rows.PathOperand, rows.LiteralOperand:
		return o.Text
	case rows.ListOperand:
		return "[" + strings.Join(args, ", ") + "]"
	case rows.DateOperand:
		if o.Unit == "" {
			return "date(" + rows.Quote(o.Text) + ")"
		}
		return "(" + args[0] + ") " + o.Text + " " + o.Unit + "(" + args[1] + ")"
	case rows.FuncOperand:
		return o.Text + "(" + strings.Join(args, ", ") + ")"
	case rows.CalcOperand:
		if len(args) == 1 {
			return "-(" + args[0] + ")"
		}
		return "(" + args[0] + ") " + o.Text + " (" + args[1] + ")"
	case rows.PickOperand:
		body := o.Where
		if body != nil {
			return "(" + args[0] + ")." + o.Text + "(" + o.Var + ", " + rewritten(text, body) + ")"
		}
		return "(" + args[0] + ")." + o.Text + "(" + o.Var + ", " + args[1] + ")"
	case rows.IfOperand:
		return "(" + rewritten(text, o.Where) + ") ? (" + args[0] + ") : (" + args[1] + ")"
	case rows.CondOperand:
		return rewritten(text, o.Where)
	}
	return o.Node.Outer.Of(text)
}

// renamed gives names their new ones.
type renamed map[string]string

func (r renamed) of(name string) string {
	if to, ok := r[name]; ok {
		return to
	}
	return name
}

// madeWorld is what made rules are judged and evaluated in.
type madeWorld struct {
	env   *rule.Env
	scope boundNames
	slots []string // as rowstest calls them
	to    renamed
	seed  uint64
}

// newMadeWorld knows the names of rowstest, of which some may be called otherwise.
func newMadeWorld(tb testing.TB, to renamed) *madeWorld {
	tb.Helper()
	w := &madeWorld{scope: boundNames{}, slots: slices.Sorted(maps.Keys(rowstest.Names)), to: to, seed: 1}
	names := map[string]*rule.Type{}
	for i, n := range w.slots {
		names[to.of(n)] = w.typeOf(n, rowstest.Names[n])
		w.scope[to.of(n)] = i
	}
	env, err := rule.NewEnv(names)
	if err != nil {
		tb.Fatal(err)
	}
	w.env = env
	return w
}

func (w *madeWorld) typeOf(name, word string) *rule.Type {
	switch {
	case word == "table" || word == "record":
		r := &rule.RecordType{Name: "T_" + strings.ReplaceAll(name, ".", "_"), Title: "表", Fields: map[string]*rule.Type{}}
		for c, t := range rowstest.Columns {
			path := w.to.of(name + "." + c)
			r.Fields[path[strings.LastIndexByte(path, '.')+1:]] = w.typeOf(c, t)
		}
		if word == "record" {
			return rule.RecordOf(r)
		}
		return rule.ListOf(rule.RecordOf(r), 3)
	case strings.HasPrefix(word, "list<"):
		return rule.ListOf(w.typeOf(name, strings.TrimSuffix(strings.TrimPrefix(word, "list<"), ">")), 3)
	}
	t := rule.Scalar(rule.Kind(word))
	t.Most = 20
	return t
}

// cells is a record by the names of its cells.
type cells map[string]value.Value

func (c cells) Get(name string) value.Value { return c[name] }

func (w *madeWorld) below(n int) int {
	w.seed = w.seed*6364136223846793005 + 1442695040888963407
	return int(w.seed>>33) % n
}

// frame is a world in which some is known, some empty and some unknown; the same seed makes the same.
func (w *madeWorld) frame(seed uint64) *expr.Frame {
	w.seed = seed
	f := &expr.Frame{Calendar: &value.Calendar{}}
	for _, n := range w.slots {
		f.Slots = append(f.Slots, w.value(n, rowstest.Names[n]))
	}
	return f
}

func (w *madeWorld) value(name, word string) value.Value {
	isList := word == "table" || strings.HasPrefix(word, "list<")
	switch w.below(6) {
	case 0:
		return value.Unknown(value.NamesOf(name))
	case 1:
		if !isList {
			return value.Empty()
		}
	}
	if isList {
		inner := "record"
		if word != "table" {
			inner = strings.TrimSuffix(strings.TrimPrefix(word, "list<"), ">")
		}
		var list []value.Value
		for range w.below(4) {
			v := w.value(name, inner)
			for word != "table" && !v.Known() {
				v = w.value(name, inner)
			}
			list = append(list, v)
		}
		return value.List(list)
	}
	switch word {
	case "record":
		c := cells{}
		for _, column := range slices.Sorted(maps.Keys(rowstest.Columns)) {
			path := w.to.of(name + "." + column)
			c[path[strings.LastIndexByte(path, '.')+1:]] = w.value(name, rowstest.Columns[column])
		}
		return value.RecordOf(c)
	case "text":
		return value.Text([]string{"a", "b", "甲", "智力", "三", "", "南海区桂城街道"}[w.below(7)])
	case "boolean":
		return value.Bool(w.below(2) == 0)
	case "integer":
		return value.Int(int64(w.below(400)) - 20)
	case "number":
		n, _ := value.ParseDecimal([]string{"0.5", "12.25", "100", "7.5", "-3.5"}[w.below(5)])
		return value.Num(n)
	}
	return value.DateOf(value.Date(20500 + w.below(300)))
}

// outcomes are what a rule comes to in some worlds, with the names of what is missing; false where the judge
// refuses it.
func (w *madeWorld) outcomes(tb testing.TB, src string) ([]string, bool) {
	tb.Helper()
	checked, _ := w.env.Compile(src, nil)
	if checked == nil {
		return nil, false
	}
	program, err := expr.Bind(checked.Node, w.scope)
	if err != nil {
		tb.Fatal(err)
	}
	var out []string
	for seed := range uint64(8) {
		v := program.Eval(w.frame(seed + 1))
		s := seen(v)
		if v.IsUnknown() {
			s = fmt.Sprint("unknown ", v.Names())
		}
		out = append(out, s)
	}
	return out, true
}

// losses tries what rows make of made rules and of those of the examples: it counts the rules that are read
// otherwise than by cel-go, that mean something else when they are written anew from their rows, or whose
// bytes change while nobody edits them.
func losses(tb testing.TB, made int) (tried, lost int) {
	tb.Helper()
	p, w, m := plainParser(tb), newMadeWorld(tb, nil), rowstest.New(31)
	evaluated := 0
	try := func(src string, condition, known bool) {
		tried++
		fail := func(why string, more ...any) {
			lost++
			tb.Logf("%q: %s %v", src, why, more)
		}
		n, err := rows.Parse(src)
		if err != nil {
			fail("is not read", err)
			return
		}
		parsed, _ := p.Parse(common.NewTextSource(src))
		if celTree(parsed.Expr()) != rowTree(n) {
			fail("is read otherwise")
			return
		}
		if rows.Apply(src, nil).Text != src || n.Outer.From < 0 {
			fail("other bytes")
			return
		}
		anew := rewrittenValue(src, n.Operand())
		if condition {
			anew = rewritten(src, n.Condition())
		}
		again, err := rows.Parse(anew)
		if err != nil {
			fail("can't be written anew", anew, err)
			return
		}
		if !known {
			if rowTree(again) != rowTree(n) {
				fail("is another rule when written anew", anew)
			}
			return
		}
		want, ok := w.outcomes(tb, src)
		if !ok {
			return
		}
		evaluated++
		if got, _ := w.outcomes(tb, anew); !slices.Equal(want, got) {
			fail("means something else when written anew", anew, want, got)
		}
	}
	for _, src := range exampleRules(tb) {
		try(src, true, false)
		try(src, false, false)
	}
	for i := range made {
		if i%4 == 0 {
			try(m.Value([]string{"date", "integer", "number", "text", "list<text>"}[i%5], 3), false, true)
			continue
		}
		try(m.Rule(3), true, true)
	}
	if evaluated < made*9/10 {
		tb.Errorf("%d of %d made rules pass the judge", evaluated, made)
	}
	return tried, lost
}

// TestRowsKeepTheMeaning holds that rows say all that a rule says, in all three values.
func TestRowsKeepTheMeaning(t *testing.T) {
	if _, lost := losses(t, 2000); lost > 0 {
		t.Errorf("%d rules lost something", lost)
	}
}

// TestFiguresRows prints how many rules lose something on the way from text to rows and back.
func TestFiguresRows(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set; make figures sets it")
	}
	tried, lost := losses(t, 12000)
	fmt.Printf("figure rule_roundtrip_rules %d rules\n", tried)
	fmt.Printf("figure rule_roundtrip_losses %d rules\n", lost)
}

// TestRenamingKeepsTheMeaning holds that a rule means the same after names were given other ones in it and in
// the definition: to the value and to the names of what is missing.
func TestRenamingKeepsTheMeaning(t *testing.T) {
	for _, to := range []renamed{
		{"form.area": "form.size"}, {"form.staff": "form.people"}, {"form.staff.pay": "form.staff.wage"}, {"permits.status": "permits.state"},
		{"person": "r0"}, {"permits": "x1"}, {"person.since": "person.no_longer"},
	} {
		before, after := newMadeWorld(t, nil), newMadeWorld(t, to)
		m, changed := rowstest.New(41), 0
		for range 600 {
			src := m.Rule(3)
			want, ok := before.outcomes(t, src)
			if !ok {
				continue
			}
			n, err := rows.Parse(src)
			if err != nil {
				t.Fatal(err)
			}
			text := src
			for from, other := range to {
				text = rows.Apply(src, n.Rename(nil, from, other)).Text
			}
			if text != src {
				changed++
			}
			got, ok := after.outcomes(t, text)
			if !ok || !slices.Equal(want, got) {
				t.Fatalf("%v\n%q is\n%q\n%v\n%v", to, src, text, want, got)
			}
		}
		if changed < 10 {
			t.Errorf("%v: %d rules changed; the test would not tell", to, changed)
		}
	}
}
