package eval_test

import (
	"testing"

	"banshi/engine/expr"
	"banshi/engine/value"
)

// states are the four states of a yes or no, with their letters: true, false, unknown, empty.
var states = map[byte]value.Value{
	't': value.Bool(true), 'f': value.Bool(false), 'u': value.Unknown(value.NamesOf("a")), 'e': value.Empty(),
}

func letter(v value.Value) byte {
	switch {
	case v.IsUnknown():
		return 'u'
	case v.IsEmpty():
		return 'e'
	case v.IsTrue():
		return 't'
	}
	return 'f'
}

type slots map[string]int

func (s slots) Find(name string) (expr.Where, int) { return expr.InSlots, s[name] }

func v(name string) *expr.Node { return &expr.Node{Op: expr.Var, Name: name} }

func op(o expr.Op, args ...*expr.Node) *expr.Node { return &expr.Node{Op: o, Args: args} }

func over(o expr.Op, list, body *expr.Node) *expr.Node {
	return &expr.Node{Op: o, Name: "x", Args: []*expr.Node{list, body}}
}

// TestCombining is how two results combine: each string lists the results of t, f, u, e (left) with
// t, f, u, e (right).
func TestCombining(t *testing.T) {
	const order = "tfue"
	list := op(expr.List, v("a"), v("b"))
	pair := value.List([]value.Value{value.Int(0), value.Int(1)})
	// each of the pair stands for a or b: x == 0 ? a : b
	each := op(expr.Cond, op("==", v("x"), expr.Literal(value.Int(0))), v("a"), v("b"))
	cells := []struct {
		name string
		rule *expr.Node
		want string
	}{
		{"a && b", op(expr.And, v("a"), v("b")), "tfue" + "ffff" + "ufuu" + "efue"},
		{"a || b", op(expr.Or, v("a"), v("b")), "tttt" + "tfue" + "tuuu" + "teue"},
		{"pair.all(x, x is a or b)", over(expr.All, v("pair"), each), "tfue" + "ffff" + "ufuu" + "efue"},
		{"pair.exists(x, x is a or b)", over(expr.Exists, v("pair"), each), "tttt" + "tfue" + "tuuu" + "teue"},
		{"a == b", op("==", v("a"), v("b")), "tfue" + "ftue" + "uuue" + "eeee"},
		{"a != b", op("!=", v("a"), v("b")), "ftue" + "tfue" + "uuue" + "eeee"},
		{"size([a, b]) == 2", op("==", op("size", list), expr.Literal(value.Int(2))), "ttue" + "ttue" + "uuue" + "eeee"},
		{"a in [b]", op("in", v("a"), op(expr.List, v("b"))), "tfue" + "ftue" + "uuue" + "eeee"},
		{"has(pair.filter(x, x is a or b))", op(expr.Has, over(expr.Filter, v("pair"), each)), "ttuf" + "tfuf" + "uuuf" + "ffff"},
		{"size(pair.map(x, x is a or b)) == 2", op("==", op("size", over(expr.Map, v("pair"), each)), expr.Literal(value.Int(2))), "ttue" + "ttue" + "uuue" + "eeee"},
		{"a ? b : t", op(expr.Cond, v("a"), v("b"), expr.True()), "tfue" + "tttt" + "uuuu" + "eeee"},
		{"!a", op("!", v("a")), "ffff" + "tttt" + "uuuu" + "eeee"},
		{"has(a)", op(expr.Has, v("a")), "tttt" + "tttt" + "uuuu" + "ffff"},
	}
	for _, c := range cells {
		prog, err := expr.Bind(c.rule, slots{"a": 0, "b": 1, "pair": 2})
		if err != nil {
			t.Fatal(err)
		}
		for i := range 16 {
			left, right := order[i/4], order[i%4]
			f := &expr.Frame{Slots: []value.Value{states[left], states[right], pair}}
			want := c.want[i]
			if got := letter(prog.Eval(f)); got != want {
				t.Errorf("%s with a %c, b %c: %c, want %c", c.name, left, right, got, want)
			}
		}
	}
}

// TestNames holds that an unknown carries the names of all parts that it hangs on, each once.
func TestNames(t *testing.T) {
	unknown := func(n string) value.Value { return value.Unknown(value.NamesOf(n)) }
	f := &expr.Frame{Slots: []value.Value{unknown("form.a"), unknown("credit"), value.Bool(true), value.Bool(false)}}
	names := slots{"a": 0, "b": 1, "t": 2, "f": 3}
	for _, c := range []struct {
		rule *expr.Node
		want []string
	}{
		{op(expr.And, v("a"), v("b")), []string{"credit", "form.a"}},
		{op(expr.And, v("a"), v("t")), []string{"form.a"}},
		{op(expr.And, v("a"), v("f")), nil},
		{op("==", v("b"), v("a")), []string{"credit", "form.a"}},
		{op(expr.Cond, v("a"), v("b"), v("t")), []string{"form.a"}},
		{op(expr.Cond, v("t"), v("b"), v("a")), []string{"credit"}},
		{op("in", v("a"), op(expr.List, v("a"), v("b"))), []string{"credit", "form.a"}},
	} {
		prog, err := expr.Bind(c.rule, names)
		if err != nil {
			t.Fatal(err)
		}
		got := prog.Eval(f).Names().Slice()
		if len(got) != len(c.want) || len(got) > 0 && got[0] != c.want[0] || len(got) > 1 && got[1] != c.want[1] {
			t.Errorf("%v: %v, want %v", c.rule.Op, got, c.want)
		}
	}
}
