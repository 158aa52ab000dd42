package eval_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banshi/engine"
	"banshi/engine/eval"
	"banshi/engine/expr"
	"banshi/engine/prove"
	"banshi/engine/value"
)

// pool is a program with inputs to begin from, and everything that may be put into them.
type pool struct {
	program *eval.Program
	begin   []eval.Input
	answers map[string][]any
	found   map[eval.Key][]eval.Found
	fields  []string
	keys    []eval.Key
}

// pools are the measured ways into the example district (the inputs of its tests), and the table item.
func pools(tb testing.TB) []*pool {
	fsys := os.DirFS("../../examples/nanhai")
	c := engine.Open(fsys)
	if c.Faults.HasErrors() {
		tb.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
	}
	prover, err := prove.Open(c, fsys)
	if err != nil {
		tb.Fatal(err)
	}
	var out []*pool
	for _, item := range c.Spec.Items {
		p := &pool{program: c.Program(item.ID.S, "zh-Hans")}
		for _, r := range prover.Item(item.ID.S) {
			if r.Error == "" {
				p.begin = append(p.begin, r.Outcome.Input)
			}
		}
		if len(p.begin) > 0 {
			out = append(out, p)
		}
	}
	table := &pool{program: openTable(tb)}
	for _, state := range []string{"true", "false", "empty", "pending"} {
		in := tableInput(state, false)
		in.Answers["text"], in.Answers["key"], in.Answers["number"], in.Answers["rows"] = "甲", friend, 3, rows("a", "b")
		in.Answers["option"], in.Answers["opinion"] = "a", "好"
		in.Answers["apply_for"], in.Answers["region"], in.Answers["place"], in.Answers["bounded"] = []any{"one", "two"}, "north", "n1", 5
		in.Answers["fixed"] = []any{map[string]any{"_row": "f1", "done": true}}
		in.Answers["people"] = []any{map[string]any{"_row": "A"}, map[string]any{"_row": "x", "name": "王五", "no": other}, map[string]any{"_row": "y", "name": "无", "no": friend}}
		in.Facts["listed"][me] = found(map[string]any{"name": "李二", "no": friend}, map[string]any{"name": "王三"})
		in.Facts["amounts"][""] = found(map[string]any{"per_month": "80", "to": "2026-11-23"}, map[string]any{"per_month": "90", "from": "2026-11-24"})
		in.Facts["person"][other] = flagged("pending")
		in.Facts["person"][me].Records[0].Cells["size"] = 9
		in.Facts["person"][me].Records[0].Cells["friend"] = friend
		table.begin = append(table.begin, in)
	}
	out = append(out, table)
	for _, p := range out {
		p.gather()
	}
	return out
}

func (p *pool) gather() {
	p.answers, p.found = map[string][]any{}, map[eval.Key][]eval.Found{}
	for _, in := range p.begin {
		for id, v := range in.Answers {
			p.answers[id] = append(p.answers[id], v)
		}
		for source, byKey := range in.Facts {
			for key, f := range byKey {
				k := eval.Key{Source: source, Key: key}
				p.found[k] = append(p.found[k], f)
			}
		}
	}
	for _, f := range p.program.Plan().Fields {
		p.fields = append(p.fields, f.ID)
		p.answers[f.ID] = append(p.answers[f.ID], nil, "甲", true, "2026-11-23", 7, []any{})
	}
	for k := range p.found {
		p.keys = append(p.keys, k)
		p.found[k] = append(p.found[k], eval.Found{Status: eval.Pending}, eval.Found{Status: eval.Down}, eval.Found{Status: eval.HasRecords})
	}
	sort.Strings(p.fields)
	sort.Slice(p.keys, func(i, j int) bool {
		return p.keys[i].Source+"\x00"+p.keys[i].Key < p.keys[j].Source+"\x00"+p.keys[j].Key
	})
}

func (p *pool) input(t *rapid.T) eval.Input {
	in := p.begin[rapid.IntRange(0, len(p.begin)-1).Draw(t, "begin")]
	in.Submit = rapid.Bool().Draw(t, "submit")
	answers := map[string]any{}
	maps.Copy(answers, in.Answers)
	in.Answers = answers
	return in
}

func canonical(t interface{ Fatal(...any) }, s *eval.State) []byte {
	b, err := eval.JSON(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestIncremental holds that a session after any edits of answers and facts shows what a fresh
// evaluation of the same input shows, that edits leave the caller's input alone, and with it that the
// order of answers does not matter.
func TestIncremental(t *testing.T) {
	all := pools(t)
	t.Run("examples", func(t *testing.T) { incremental(t, all[:len(all)-1]) })
	t.Run("table", func(t *testing.T) { incremental(t, all[len(all)-1:]) })
}

func incremental(t *testing.T, all []*pool) {
	rapid.Check(t, func(t *rapid.T) {
		p := all[rapid.IntRange(0, len(all)-1).Draw(t, "item")]
		in := p.input(t)
		before := maps.Clone(in.Answers)
		s, err := p.program.Open(in)
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 9).Draw(t, "edits") {
			if len(p.keys) > 0 && rapid.IntRange(0, 2).Draw(t, "what") == 0 {
				k := rapid.SampledFrom(p.keys).Draw(t, "key")
				s.Found(k.Source, k.Key, rapid.SampledFrom(p.found[k]).Draw(t, "found"))
			} else if len(p.fields) > 0 { // an item of a department's own system asks nothing here
				id := rapid.SampledFrom(p.fields).Draw(t, "field")
				if rapid.IntRange(0, 4).Draw(t, "take") == 0 {
					s.Answer(id, nil, false)
				} else {
					s.Answer(id, rapid.SampledFrom(p.answers[id]).Draw(t, "answer"), true)
				}
			}
			got := canonical(t, s.State())
			fresh, err := p.program.Evaluate(s.Input())
			if err != nil {
				t.Fatal(err)
			}
			if want := canonical(t, fresh); !bytes.Equal(got, want) {
				t.Fatalf("%s: after the edits:\n%s\nafresh:\n%s", p.program.Plan().ID, got, want)
			}
		}
		if len(before) != len(in.Answers) {
			t.Fatal("the caller's answers were changed")
		}
	})
}

// TestOrder holds that the order in which answers come does not matter.
func TestOrder(t *testing.T) {
	all := pools(t)
	rapid.Check(t, func(t *rapid.T) {
		p := all[rapid.IntRange(0, len(all)-1).Draw(t, "item")]
		in := p.input(t)
		ids := slices.Sorted(maps.Keys(in.Answers))
		want, err := p.program.Evaluate(in)
		if err != nil {
			t.Fatal(err)
		}
		bare := in
		bare.Answers = nil
		s, err := p.program.Open(bare)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range rapid.Permutation(ids).Draw(t, "order") {
			s.Answer(id, in.Answers[id], true)
			if rapid.Bool().Draw(t, "update") {
				s.Update()
			}
		}
		if a, b := canonical(t, s.State()), canonical(t, want); !bytes.Equal(a, b) {
			t.Fatalf("one by one:\n%s\nat once:\n%s", a, b)
		}
	})
}

// What is asked of a session alone is what its state says, and a plan's JSON is that of encoding/json.
func TestParts(t *testing.T) {
	all := pools(t)
	rapid.Check(t, func(t *rapid.T) {
		p := all[rapid.IntRange(0, len(all)-1).Draw(t, "item")]
		s, err := p.program.Open(p.input(t))
		if err != nil {
			t.Fatal(err)
		}
		wants, level, state := s.Wants(), s.Level(), s.State()
		if !slices.Equal(wants, state.Wants) || level != state.Level {
			t.Fatalf("wants %v, level %d; the state has %v, %d", wants, level, state.Wants, state.Level)
		}
		if fixed, always := p.program.Level(); always && fixed != state.Level && !(state.Submit && fixed < state.Level) {
			t.Fatalf("always level %d; the state has %d", fixed, state.Level)
		}
		raw, err := p.program.PlanJSON()
		if want, also := json.Marshal(p.program.Plan()); err != nil || also != nil || !sameJSON(t, raw, want) {
			t.Fatalf("%v %v\n%s\n%s", err, also, raw, want)
		}
	})
}

// sameJSON tells whether two texts say the same, with every digit.
func sameJSON(t *rapid.T, a, b []byte) bool {
	var one, other any
	for raw, to := range map[string]*any{string(a): &one, string(b): &other} {
		d := json.NewDecoder(strings.NewReader(raw))
		d.UseNumber()
		if err := d.Decode(to); err != nil {
			t.Fatal(err)
		}
	}
	return string(a) == string(b) || reflect.DeepEqual(one, other)
}

// TestDecided holds that an answer in place of an unknown never changes what was decided: rules, what is
// shown, values, steps, materials.
func TestDecided(t *testing.T) {
	all := pools(t)
	rapid.Check(t, func(t *rapid.T) {
		p := all[rapid.IntRange(0, len(all)-1).Draw(t, "item")]
		in := p.input(t)
		in.Submit = false
		whole := in.Answers
		for _, id := range slices.Sorted(maps.Keys(whole)) {
			if rapid.IntRange(0, 2).Draw(t, "drop") == 0 {
				delete(in.Answers, id)
			}
		}
		before, err := p.program.Evaluate(in)
		if err != nil {
			t.Fatal(err)
		}
		var open []string
		for _, id := range p.fields {
			if f := before.Fields["form."+id]; f.Is == eval.IsUnknown && slices.Contains(f.Missing, "form."+id) {
				open = append(open, id)
			}
		}
		if len(open) == 0 {
			return
		}
		id := rapid.SampledFrom(open).Draw(t, "field")
		after := in
		after.Answers = maps.Clone(in.Answers)
		after.Answers[id] = rapid.SampledFrom(p.answers[id]).Draw(t, "answer")
		then, err := p.program.Evaluate(after)
		if err != nil {
			t.Fatal(err)
		}
		sameDecisions(t, p, before, then, "form."+id)
	})
}

func sameDecisions(t *rapid.T, p *pool, before, then *eval.State, answered string) {
	for id, r := range before.Rules {
		// A rule that holds before it is known to apply may turn out not to: either way it has no effect.
		if now := then.Rules[id]; (r.Result != "true" || now.Result != "off") && r.Result != "unknown" && r.Result != now.Result {
			t.Fatalf("rule %s was %s, is %s after %s", id, r.Result, now.Result, answered)
		}
	}
	for path, f := range before.Fields {
		now := then.Fields[path]
		if path == answered || f.Is == eval.IsUnknown && !f.Shown || f.Options != nil {
			continue
		}
		if f.Shown != now.Shown || f.Is != eval.IsUnknown && f.Is != now.Is {
			t.Fatalf("%s was %+v, is %+v after %s", path, f, now, answered)
		}
	}
	for i, st := range before.Steps {
		if st.In != "unknown" && st.In != then.Steps[i].In {
			t.Fatalf("step %s was %s, is %s after %s", st.ID, st.In, then.Steps[i].In, answered)
		}
	}
	for path, m := range before.Materials {
		if m.State != "undecided" && m.Need && m.State != then.Materials[path].State {
			t.Fatalf("material %s was %s, is %s after %s", path, m.State, then.Materials[path].State, answered)
		}
	}
}

// TestDecidedRules is the same of single rules, over random ones and all kinds of parts.
func TestDecidedRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := anyRule(t, 4)
		prog, err := expr.Bind(rule, slots{"a": 0, "b": 1, "c": 2, "d": 3})
		if err != nil {
			t.Fatal(err)
		}
		f := &expr.Frame{Slots: make([]value.Value, 4)}
		for i := range f.Slots {
			f.Slots[i] = anyState(t, i, true)
		}
		got := prog.Eval(f)
		for i, s := range f.Slots {
			if !s.IsUnknown() || got.IsUnknown() && !got.Names().Has(string(rune('a'+i))) {
				continue
			}
			f.Slots[i] = anyState(t, i, false)
			if now := prog.Eval(f); !got.IsUnknown() && letter(now) != letter(got) {
				t.Fatalf("%c became %c", letter(got), letter(now))
			}
		}
	})
}

func anyState(t *rapid.T, i int, unknown bool) value.Value {
	list := []value.Value{value.Bool(true), value.Bool(false), value.Empty()}
	if unknown {
		list = append(list, value.Unknown(value.NamesOf(string(rune('a'+i)))))
	}
	return list[rapid.IntRange(0, len(list)-1).Draw(t, "state")]
}

func anyRule(t *rapid.T, deep int) *expr.Node {
	if deep == 0 || rapid.IntRange(0, 3).Draw(t, "leaf") == 0 {
		return v(rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "name"))
	}
	sub := func() *expr.Node { return anyRule(t, deep-1) }
	switch rapid.IntRange(0, 8).Draw(t, "op") {
	case 0:
		return op(expr.And, sub(), sub())
	case 1:
		return op(expr.Or, sub(), sub())
	case 2:
		return op("!", sub())
	case 3:
		return op(expr.Has, sub())
	case 4:
		return op(expr.Cond, sub(), sub(), sub())
	case 5:
		return op("==", sub(), sub())
	case 6:
		return op("in", sub(), op(expr.List, sub(), sub()))
	case 7:
		return over(expr.Exists, op(expr.List, sub(), sub()), v("x"))
	}
	return over(expr.All, op(expr.List, sub(), sub()), op("==", v("x"), sub()))
}

// TestRowFactTurns holds that a field which waits for the fact of a row is asked once the source is down, and
// that a row which began with a record begins with nothing once nobody knows the records.
func TestRowFactTurns(t *testing.T) {
	p := openTable(t)
	in := tableInput("true", false)
	in.Answers["people"] = []any{map[string]any{"_row": "A"}, map[string]any{"_row": "x", "name": "王五", "no": other}}
	in.Facts["listed"][me] = found(map[string]any{"name": "李二", "no": friend})
	in.Facts["person"][other] = flagged("pending")
	s, err := p.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	if f := s.State().Fields["form.known"]; f.Unverified || f.Is != eval.IsUnknown {
		t.Errorf("pending: %+v", f)
	}
	s.Found("person", other, flagged("down"))
	if f := s.State().Fields["form.known"]; !f.Unverified || f.Edit != "free" {
		t.Errorf("down: %+v", f)
	}
	if f := s.State().Fields["form.people[A].name"]; f.Value != "李二" {
		t.Errorf("the row's record: %+v", f)
	}
	s.Found("listed", me, flagged("down"))
	if f := s.State().Fields["form.people[A].name"]; f.Is != eval.IsUnknown {
		t.Errorf("the row's record is gone: %+v", f)
	}
}
