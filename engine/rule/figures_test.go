package rule_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"banshi/engine"
	"banshi/engine/check"
	"banshi/engine/compile"
	"banshi/engine/eval"
	"banshi/engine/load"
	"banshi/engine/spec"
	"banshi/engine/value"
)

const measuredDir = "../testdata/measured"

// bareRules is the measured item once more, as plain cel-go programs.
type bareRules struct {
	env      *cel.Env
	sources  []string
	programs []cel.Program
	act      bareActivation
	newEnv   func(testing.TB) *cel.Env
}

func measuredSession(tb testing.TB) (*engine.Catalogue, *eval.Session, eval.Input) {
	tb.Helper()
	c := engine.Open(os.DirFS(measuredDir))
	f, err := os.Open(measuredDir + "/input.json")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	d := json.NewDecoder(f)
	d.UseNumber()
	var in eval.Input
	if err := d.Decode(&in); err != nil {
		tb.Fatal(err)
	}
	s, err := c.Program("measured", "zh-Hans").Open(in)
	if err != nil {
		tb.Fatal(err)
	}
	return c, s, in
}

// celTypes are the types of the measured item's fields in bare CEL.
var celTypes = map[string]*types.Type{
	"text": types.StringType, "address": types.StringType, "choice": types.StringType, "boolean": types.BoolType, "integer": types.IntType,
	"number": types.DoubleType, "date": bareDateType, "choices": types.NewListType(types.StringType),
}

func newBare(tb testing.TB) (*bareRules, *eval.Session) {
	c, s, _ := measuredSession(tb)
	item := c.Spec.Items[0]
	p := &bareProvider{Registry: types.NewEmptyRegistry(), structs: map[string]*bareStruct{}}
	b := &bareRules{act: bareActivation{"today": bareDate{s.Value("today").Date()}}}

	of, names := map[string]*types.Type{}, []string{}
	rows := map[string]*bareStruct{}
	for _, f := range item.Form[0].Fields {
		names = append(names, f.ID.S)
		if f.Type.S != "table" {
			of[f.ID.S] = celTypes[f.Type.S]
			continue
		}
		cols, colTypes := []string{}, map[string]*types.Type{}
		for _, col := range f.Fields {
			cols = append(cols, col.ID.S)
			colTypes[col.ID.S] = celTypes[col.Type.S]
		}
		rows[f.ID.S] = p.define("row_"+f.ID.S, cols, colTypes)
		of[f.ID.S] = types.NewListType(rows[f.ID.S].typ)
	}
	form := p.define("form_type", names, of)
	orgCells := map[string]*types.Type{"name": types.StringType, "address": types.StringType, "since": bareDateType, "status": types.StringType}
	orgNames := []string{"name", "address", "since", "status"}
	org := p.define("org_type", orgNames, orgCells)

	b.act["form"] = object(form, names, func(n string) value.Value { return s.Value("form." + n) }, rows, item)
	b.act["org"] = object(org, orgNames, s.Value("org").Record().Get, nil, item)
	b.act["value"] = types.String("文字若干")
	b.newEnv = func(tb testing.TB) *cel.Env {
		return bareEnv(tb, p, map[string]*types.Type{"form": form.typ, "org": org.typ, "today": bareDateType, "value": types.StringType})
	}
	b.env = b.newEnv(tb)
	b.sources = ruleTexts(item)
	b.compile(tb)
	return b, s
}

func object(of *bareStruct, names []string, get func(string) value.Value, rows map[string]*bareStruct, item *spec.Item) *bareObj {
	o := &bareObj{of: of}
	for _, n := range names {
		o.slots = append(o.slots, bareValue(get(n), func(r value.Record) ref.Val {
			var cols []string
			for _, f := range item.Form[0].Fields {
				if f.ID.S == n {
					for _, c := range f.Fields {
						cols = append(cols, c.ID.S)
					}
				}
			}
			return object(rows[n], cols, r.Get, nil, item)
		}))
	}
	return o
}

// ruleTexts are the 60 rules of the measured item. A whole literal that multiplies a number gets a
// point: bare CEL has no mixed arithmetic.
func ruleTexts(item *spec.Item) []string {
	var out []string
	add := func(r *spec.Rule) {
		if r.Set() && r.S != "true" && r.S != "0" {
			out = append(out, strings.ReplaceAll(r.S, "form.size5 * 2 >", "form.size5 * 2.0 >"))
		}
	}
	for i := range item.Eligibility {
		add(&item.Eligibility[i].That)
	}
	for i := range item.Form[0].Fields {
		f := &item.Form[0].Fields[i]
		add(f.Show)
		add(f.Need)
		for j := range f.Check {
			add(&f.Check[j].That)
		}
		for j := range f.Compute {
			add(&f.Compute[j].Value)
		}
		for j := range f.Fill {
			add(&f.Fill[j].Value)
		}
	}
	return out
}

func (b *bareRules) compile(tb testing.TB) {
	tb.Helper()
	b.programs = b.programs[:0]
	for _, src := range b.sources {
		ast, iss := b.env.Compile(src)
		if iss.Err() != nil {
			tb.Fatalf("%s: %v", src, iss.Err())
		}
		prg, err := b.env.Program(ast, cel.EvalOptions(cel.OptOptimize))
		if err != nil {
			tb.Fatal(err)
		}
		b.programs = append(b.programs, prg)
	}
}

func (b *bareRules) run(tb testing.TB) {
	for i, p := range b.programs {
		if _, _, err := p.Eval(b.act); err != nil {
			tb.Fatalf("%s: %v", b.sources[i], err)
		}
	}
}

// TestBareAgrees holds that bare CEL, the oracle where everything is known, gives what our
// evaluation gives: every rule of the measured item that says yes or no says the same.
func TestBareAgrees(t *testing.T) {
	b, s := newBare(t)
	if len(b.sources) != 60 {
		t.Fatalf("%d rules; the measured item has 60", len(b.sources))
	}
	st := s.State()
	for i, p := range b.programs[:8] {
		out, _, err := p.Eval(b.act)
		if err != nil {
			t.Fatal(err)
		}
		if got := st.Rules[fmt.Sprintf("rule%d", i)].Result; got != fmt.Sprint(out.Value()) {
			t.Errorf("%s: cel-go says %v, we say %s", b.sources[i], out, got)
		}
	}
}

// TestFigures prints what evaluation costs beside bare CEL, in one run and in turns, so that noise
// cancels. It runs only where figures are asked for.
func TestFigures(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set; make figures sets it")
	}
	b, s := newBare(t)
	_, _, in := measuredSession(t)
	var full, edit []float64
	for range 9 {
		bare := timed(400, func() { b.run(t) })
		ours := timed(400, s.Again)
		full = append(full, ours/bare)
		edit = append(edit, edits(s, in, 4)/ours)
	}
	fmt.Printf("figure eval_full_ratio %.2f ×\n", median(full))
	fmt.Printf("figure eval_allocs %.0f allocations\n", testing.AllocsPerRun(200, s.Again))
	fmt.Printf("figure eval_edit_ratio %.3f ×\n", median(edit))
	fmt.Printf("figure compile_ratio %.2f ×\n", compileRatio(t, b))
}

// compileRatio compares the way of one item from bytes to a program with what cel-go needs for the
// same rules: environment, parse, check and plan.
func compileRatio(t *testing.T, b *bareRules) float64 {
	data, err := os.ReadFile(measuredDir + "/items/measured/item.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c := engine.Open(os.DirFS(measuredDir))
	var ratios []float64
	for range 9 {
		bare := timed(3, func() {
			b.env = b.newEnv(t)
			b.compile(t)
		})
		ours := timed(3, func() {
			item, _, faults := load.Item("items/measured/item.yaml", data)
			p, more := compile.Item(c.Spec, item, compile.Chinese)
			if faults.HasErrors() || more.HasErrors() || check.Item(c.Spec, item, p).HasErrors() {
				t.Fatal("the measured item has faults")
			}
			if _, err := eval.Bind(p); err != nil {
				t.Fatal(err)
			}
		})
		ratios = append(ratios, ours/bare)
	}
	return median(ratios)
}

func timed(n int, f func()) float64 {
	start := time.Now()
	for range n {
		f()
	}
	return float64(time.Since(start)) / float64(n)
}

// edits is the time of one edit, on the average over the fields: each is emptied and answered again.
func edits(s *eval.Session, in eval.Input, rounds int) float64 {
	n := 0
	start := time.Now()
	for range rounds {
		for id, a := range in.Answers {
			if _, table := a.([]any); table && strings.HasPrefix(id, "rows") {
				continue
			}
			s.Answer(id, nil, false)
			s.Update()
			s.Answer(id, a, true)
			s.Update()
			n += 2
		}
	}
	return float64(time.Since(start)) / float64(n)
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}
