package rule_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"

	"banshi/engine/expr"
	"banshi/engine/rule"
	"banshi/engine/value"
)

// outsideList is what of CEL the rule language leaves out: testdata/conformance/outside.json.
type outsideList struct {
	Outside []*outsideEntry
}

type outsideEntry struct {
	Pattern, Reason string
	fits            int
}

func readOutside(tb testing.TB) *outsideList {
	tb.Helper()
	data, err := os.ReadFile("testdata/conformance/outside.json")
	if err != nil {
		tb.Fatal(err)
	}
	list := &outsideList{}
	if err := json.Unmarshal(data, list); err != nil {
		tb.Fatalf("outside.json: %v", err)
	}
	return list
}

// holds tells whether a case is outside, and counts for every entry that fits.
func (l *outsideList) holds(uses map[string]bool) bool {
	out := false
	for _, e := range l.Outside {
		for use := range uses {
			if fits, _ := path.Match(e.Pattern, use); fits {
				e.fits++
				out = true
				break
			}
		}
	}
	return out
}

// outcome is what our language makes of one case that is inside.
type outcome struct {
	of      *suiteCase
	src     string
	adapted bool
	node    *expr.Node // nil when the judge refuses the case
	got     value.Value
	wrong   string // what differs from the suite; "" if nothing
}

// conformance runs every case of the suites that is inside our language.
func conformance(tb testing.TB) (inside []*outcome, list *outsideList) {
	tb.Helper()
	list = readOutside(tb)
	for _, c := range readSuite(tb) {
		o := &outcome{of: c, src: c.Expr}
		plain := *c
		if o.src, o.adapted = c.adapted(); o.adapted {
			plain.Expr = o.src
		}
		if list.holds(plain.uses()) {
			continue
		}
		o.run(tb)
		inside = append(inside, o)
	}
	return inside, list
}

func (o *outcome) run(tb testing.TB) {
	names := map[string]*rule.Type{}
	for _, n := range o.of.TypeEnv {
		names[n.Name] = n.Ident.Type.ruleType()
	}
	env, err := rule.NewEnv(names)
	if err != nil {
		tb.Fatalf("%s: %v", o.of.Path, err)
	}
	checked, faults := env.Compile(o.src, nil)
	if checked == nil {
		if !o.of.wantsError() {
			o.wrong = fmt.Sprintf("refused: %s", faults[0].Message)
		}
		return
	}
	o.node = checked.Node
	if want := o.of.wantedType(); want != "" && checked.Type.String() != want {
		o.wrong = fmt.Sprintf("is of type %s, not %s", checked.Type, want)
		return
	}
	if o.of.CheckOnly {
		if o.of.wantsError() {
			o.wrong = "not refused"
		}
		return
	}
	o.evaluate(tb)
}

func (o *outcome) evaluate(tb testing.TB) {
	scope, frame := boundNames{}, &expr.Frame{}
	for _, n := range o.of.TypeEnv {
		v, ok := o.of.Bindings[n.Name].Value.ours()
		if !ok {
			v = value.Empty()
		}
		scope[n.Name] = len(frame.Slots)
		frame.Slots = append(frame.Slots, v)
	}
	program, err := expr.Bind(o.node, scope)
	if err != nil {
		tb.Fatalf("%s: a checked rule can't be bound: %v", o.of.Path, err)
	}
	o.got = program.Eval(frame)
	want, _ := o.of.wanted().ours()
	switch {
	case o.of.wantsError():
		if !o.got.IsEmpty() {
			o.wrong = "is " + text(o.got) + "; the suite expects an error"
		}
	case o.got.Kind() != want.Kind() || text(o.got) != text(want):
		o.wrong = "is " + text(o.got) + ", not " + text(want)
	}
}

func text(v value.Value) string {
	b, err := value.JSON(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// boundNames gives each declared name its slot.
type boundNames map[string]int

func (b boundNames) Find(name string) (expr.Where, int) {
	if i, ok := b[name]; ok {
		return expr.InSlots, i
	}
	return expr.Nowhere, 0
}

// TestConformance holds that what is inside the rule language means what CEL means: every case of the
// official suite that testdata/conformance/outside.json doesn't exclude by name and reason.
//
// An error of CEL's is a fault of the definition here, or empty when it is run: 1 / 0. Doubles are exact
// numbers: see suiteValue.ours.
func TestConformance(t *testing.T) {
	inside, list := conformance(t)
	for _, e := range list.Outside {
		if e.fits == 0 {
			t.Errorf("outside.json: %q excludes nothing; take it out", e.Pattern)
		}
		if strings.TrimSpace(e.Reason) == "" {
			t.Errorf("outside.json: %q has no reason", e.Pattern)
		}
	}
	for _, o := range inside {
		if o.wrong != "" {
			t.Errorf("%s: %s %s", o.of.Path, o.src, o.wrong)
		}
	}
	if len(inside) < 400 {
		t.Errorf("%d cases are inside; 400 or more are to be", len(inside))
	}
	hand(t, inside)
}

// handed is a case as the client's evaluator runs it: the checked rule as it travels in a plan, the
// declared names and the wanted value with their kinds: {"int":"5"}.
type handed struct {
	Path  string                    `json:"path"`
	Expr  string                    `json:"expr"`
	Node  *expr.Node                `json:"node"`
	Slots map[string]map[string]any `json:"slots"`
	Want  string                    `json:"want"` // see seen; "empty null": the suite expects an error
}

// hand writes the cases that can be run into the file that CONFORMANCE_OUT names, for the client.
func hand(t *testing.T, inside []*outcome) {
	file := os.Getenv("CONFORMANCE_OUT")
	if file == "" {
		return
	}
	out := []handed{}
	for _, o := range inside {
		if o.node == nil || o.of.CheckOnly {
			continue
		}
		want := value.Empty()
		if !o.of.wantsError() {
			want, _ = o.of.wanted().ours()
		}
		h := handed{Path: o.of.Path, Expr: o.src, Node: o.node, Slots: map[string]map[string]any{}, Want: seen(want)}
		for _, n := range o.of.TypeEnv {
			if v, ok := o.of.Bindings[n.Name].Value.ours(); ok {
				h.Slots[n.Name] = typed(v)
			}
		}
		out = append(out, h)
	}
	data, err := json.Marshal(out)
	if err == nil {
		err = os.WriteFile(file, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// seen is a value with its kind, "int 5"; lists show the kinds of their items.
func seen(v value.Value) string {
	if v.Kind() != value.KindList {
		return v.Kind().String() + " " + text(v)
	}
	items := []string{}
	for _, e := range v.List() {
		items = append(items, seen(e))
	}
	b, err := value.Canonical(items)
	if err != nil {
		return err.Error()
	}
	return "list " + string(b)
}

func typed(v value.Value) map[string]any {
	switch v.Kind() {
	case value.KindBool:
		return map[string]any{"bool": v.Bool()}
	case value.KindText:
		return map[string]any{"text": v.Text()}
	case value.KindInt:
		return map[string]any{"int": strconv.FormatInt(v.Int(), 10)}
	case value.KindList:
		items := []any{}
		for _, e := range v.List() {
			items = append(items, typed(e))
		}
		return map[string]any{"list": items}
	}
	return map[string]any{"number": v.Number().Canon()}
}

// TestFiguresConformance prints how much of the suites comes out as they say. It first shows on a
// planted fault that a case can fail.
func TestFiguresConformance(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set; make figures sets it")
	}
	inside, _ := conformance(t)
	right, official := 0, 0
	for _, o := range inside {
		if o.wrong == "" {
			right++
		}
		if strings.HasPrefix(o.of.Path, "conformance/") {
			official++
		}
	}
	if noticed(t, inside) == 0 {
		t.Fatal("no case noticed a planted fault, so the figure would say nothing")
	}
	// The others are the expressions by which cel-go tests its parser and checker, in the same package.
	fmt.Printf("figure conformance_suite_cases %d cases\n", official)
	fmt.Printf("figure conformance_cases %d cases\n", len(inside))
	fmt.Printf("figure conformance_go_pct %.2f %%\n", 100*float64(right)/float64(len(inside)))
}

// noticed plants a fault, < read as <=, and counts the cases that it makes wrong.
func noticed(t *testing.T, inside []*outcome) int {
	n := 0
	for _, o := range inside {
		if o.node == nil || o.of.CheckOnly || o.wrong != "" {
			continue
		}
		o.node.Walk(func(n *expr.Node) bool {
			if n.Op == "<" {
				n.Op = "<="
			}
			return true
		})
		if o.evaluate(t); o.wrong != "" {
			n++
		}
	}
	return n
}
