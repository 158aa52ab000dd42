package parity

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"banshi/engine/eval"
	"banshi/engine/expr"
	"banshi/engine/value"
	"banshi/frontend/build"
)

// How much is tried, from the environment: BANSHI_PARITY sequences for each item (1000 is the full
// measure), BANSHI_PARITY_STEPS edits in each, BANSHI_PARITY_SEED to try others.
var (
	sequences = setting("BANSHI_PARITY", 6)
	steps     = setting("BANSHI_PARITY_STEPS", 40)
	seed      = uint64(setting("BANSHI_PARITY_SEED", 1))
)

func setting(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return otherwise
}

// sequence is one application: an input, and edits with the states that the server comes to.
type sequence struct {
	Input eval.Input `json:"input"`
	Want  string     `json:"want"`
	Steps []step     `json:"steps"`
	End   string     `json:"end"` // the input after the last edit
}

// difference is the first place where client and server disagree.
type difference struct {
	Step           int
	Path           string
	Server, Client json.RawMessage
}

// seen counts what the sequences came to, so that it shows whether they got anywhere.
type seen struct {
	sequences, edits, differences int
	verdicts, rules, materials    map[string]int
	instant, ready                int
	server                        string // the first edit after which the server's own session was not what it makes of the input at once
}

func newSeen() *seen {
	return &seen{verdicts: map[string]int{}, rules: map[string]int{}, materials: map[string]int{}}
}

func (s *seen) note(st *eval.State) {
	s.verdicts[st.Verdict]++
	for id, r := range st.Rules {
		s.rules[id+" "+r.Result]++
	}
	for _, m := range st.Materials {
		s.materials[m.State]++
	}
	if st.Instant {
		s.instant++
	}
	if st.Submit && len(st.Blocked) == 0 {
		s.ready++
	}
}

func (s *seen) add(o *seen) {
	s.sequences, s.edits, s.differences = s.sequences+o.sequences, s.edits+o.edits, s.differences+o.differences
	s.instant, s.ready = s.instant+o.instant, s.ready+o.ready
}

func random(item string, n int) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(item))
	return rand.New(rand.NewPCG(seed+uint64(n), h.Sum64()))
}

// play makes one sequence, evaluated by the server from nothing after every edit; and compares what its
// session comes to when it is only told of the edit.
func play(t testing.TB, w *world, prog *eval.Program, r *rand.Rand, count *seen) sequence {
	p := newPlayer(w, prog, r)
	session, err := prog.Open(p.in)
	if err != nil {
		t.Fatal(err)
	}
	seq := sequence{Input: p.in, Want: p.evaluate(t, count), Steps: []step{}}
	edits := steps
	if len(prog.Plan().Fields) == 0 { // a guide: nothing to answer
		edits = 0
	}
	for range edits {
		p.next()
		want := p.evaluate(t, count)
		seq.Steps = append(seq.Steps, step{Do: p.do, Want: want})
		session = follow(t, session, p)
		if got := canonical(t, session.State()); got != want && count.server == "" {
			count.server = fmt.Sprintf("after %v\n  in steps: %s\n  at once:  %s", p.do, around(got, want), around(want, got))
		}
	}
	end, err := json.Marshal(p.in)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := decode(end, &tree); err != nil {
		t.Fatal(err)
	}
	seq.End = loose(t, tree)
	return seq
}

// follow tells the server's session of an edit; those that it has no way to be told of open a new one.
func follow(t testing.TB, s *eval.Session, p *player) *eval.Session {
	switch p.do[0] {
	case "answer":
		id := p.do[1].(string)
		s.Answer(id, p.in.Answers[id], true)
	case "take":
		s.Answer(p.do[1].(string), nil, false)
	case "found":
		source, key := p.do[1].(string), p.do[2].(string)
		s.Found(source, key, p.in.Facts[source][key])
	default:
		next, err := p.prog.Open(p.in)
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
	return s
}

func (p *player) evaluate(t testing.TB, count *seen) string {
	st, err := p.prog.Evaluate(p.in)
	if err != nil {
		t.Fatal(err)
	}
	p.state = st
	count.note(st)
	return canonical(t, st)
}

func canonical(t testing.TB, s *eval.State) string {
	b, err := eval.JSON(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// loose is JSON with sorted keys of what may hold numbers that have no canonical form.
func loose(t testing.TB, x any) string {
	switch x := x.(type) {
	case map[string]any:
		parts := make([]string, 0, len(x))
		for _, k := range slices.Sorted(maps.Keys(x)) {
			parts = append(parts, loose(t, k)+":"+loose(t, x[k]))
		}
		return "{" + strings.Join(parts, ",") + "}"
	case []any:
		parts := make([]string, len(x))
		for i, e := range x {
			parts[i] = loose(t, e)
		}
		return "[" + strings.Join(parts, ",") + "]"
	case json.Number: // as a reader in floating point has it
		f, err := x.Float64()
		if err != nil {
			t.Fatal(err)
		}
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	b, err := value.Canonical(x)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// around is the first place where a differs from b, with what stands there.
func around(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return fmt.Sprintf("%q", a[max(0, i-120):min(len(a), i+120)])
}

// run plays sequences of one item on both sides, until a difference.
func run(t testing.TB, c *client, w *world, item string, n int) (*seen, *difference, string) {
	prog := w.catalogue.Program(item, "zh-Hans")
	c.ask("plan", prog.Plan(), nil)
	count := newSeen()
	if len(prog.Plan().Fields) == 0 {
		n = 1
	}
	for i := range n {
		seq := play(t, w, prog, random(item, i), count)
		var d *difference
		c.ask("sequence", seq, &d)
		count.sequences++
		count.edits += len(seq.Steps)
		if d != nil {
			count.differences++
			return count, d, describe(seq, i, d)
		}
	}
	return count, nil, ""
}

func describe(seq sequence, n int, d *difference) string {
	do := []any{"open", seq.Input.Applicant.No}
	if d.Step > 0 && d.Step <= len(seq.Steps) {
		do = seq.Steps[d.Step-1].Do
	}
	edit, err := json.Marshal(do)
	if err != nil {
		edit = []byte(err.Error())
	}
	return fmt.Sprintf("sequence %d, edit %d: %.300s\n  at %s\n  server: %.400s\n  client: %.400s", n, d.Step, edit, d.Path, d.Server, d.Client)
}

// TestSequences replays random applications of every item of the example on both sides.
func TestSequences(t *testing.T) {
	w := readWorld(t)
	total := newSeen()
	for _, item := range w.items {
		c := open(t, nil) // each its own: what another item loads may not be what this one lacks
		count, d, text := run(t, c, w, item, sequences)
		if d != nil {
			t.Errorf("%s: client and server disagree, %s", item, text)
		}
		if count.server != "" {
			t.Errorf("%s: the server's session is not what it makes of the input at once, %s", item, count.server)
		}
		t.Logf("%s: %d sequences, %d edits, %d differences; %d kinds of rule results, verdicts %v, materials %v, ready to submit %d, instant %d",
			item, count.sequences, count.edits, count.differences, len(count.rules), count.verdicts, count.materials, count.ready, count.instant)
		total.add(count)
	}
	t.Logf("all: %d items, %d sequences, %d edits, %d differences", len(w.items), total.sequences, total.edits, total.differences)
}

// fault is a mistake planted into the client: in the file, what it says becomes what it must not.
type fault struct{ file, is, becomes string }

var faults = []fault{
	{"expr/functions.ts", `"<=": order((c) => c <= 0)`, `"<=": order((c) => c < 0)`},
	{"expr/expr.ts", `y.v === by ? y : merge(x, y)`, `y.v === by ? y : strict(x, y)`},
	{"expr/expr.ts", `if (!known(v)) result = merge(result, v);`, ``},
	{"eval/fields.ts", `if (when.k === Kind.Unknown) return [when, i];`, ``},
	{"eval/fields.ts", `c.need || (!s.input.submit && c.answer.is !== "blank")`, `c.need || !s.input.submit`},
	{"eval/facts.ts", `c.down = d?.of.status === "down"`, `c.down = d?.of.status === "pending"`},
	{"eval/rules.ts", `c.names = union(namesOf(when), namesOf(that));`, `c.names = namesOf(that);`},
	{"eval/materials.ts", `trust > (r.def.trust || "B")`, `trust >= (r.def.trust || "B")`},
	{"value/dates.ts", `oy - by - (om < bm ||`, `oy - by - (om <= bm ||`},
	{"field/types.ts", `nameKey(o.text) === key`, `o.text === key`},
}

func (f fault) plant(t testing.TB, found *bool) func(path, text string) string {
	return func(path, text string) string {
		if !strings.HasSuffix(filepath.ToSlash(path), "/core/"+f.file) {
			return text
		}
		if n := strings.Count(text, f.is); n != 1 {
			t.Errorf("%s holds %q %d times; plant another fault", f.file, f.is, n)
		}
		*found = true
		return strings.Replace(text, f.is, f.becomes, 1)
	}
}

// TestPlantedFaultsAreFound shows that the other tests can fail: a client with one small mistake is told
// from the server. Without BANSHI_PARITY only the first few are planted.
func TestPlantedFaultsAreFound(t *testing.T) {
	w := readWorld(t)
	list := faults
	if os.Getenv("BANSHI_PARITY") == "" {
		list = faults[:3]
	}
	for _, f := range list {
		planted := false
		c := open(t, f.plant(t, &planted))
		if !planted {
			t.Errorf("%s is no part of the client", f.file)
		}
		if where := search(t, c, w); where == "" {
			t.Errorf("%s: %s instead of %s was not found", f.file, f.becomes, f.is)
		} else {
			t.Logf("%s: %q instead of %q found: %.200s", f.file, f.becomes, f.is, where)
		}
	}
}

// search looks for a difference by a few sequences, by rules and answers, then by more sequences.
func search(t testing.TB, c *client, w *world) string {
	tries := 0
	play := func(each int) string {
		for _, item := range w.items {
			count, d, text := run(t, c, w, item, each)
			tries += count.sequences
			if d != nil {
				return fmt.Sprintf("after %d sequences, %s, %s", tries, item, text)
			}
		}
		return ""
	}
	if where := play(2); where != "" {
		return where
	}
	if count, text := rulesDiffer(t, c, w, 60, map[string]int{}); text != "" {
		return fmt.Sprintf("after %d rules, %s", count, text)
	}
	if _, _, list := answersDiffer(t, c, w, 300); len(list) > 0 {
		return "by answers, " + list[0]
	}
	if _, d, text := run(t, c, tableWorld(t), "table", 120); d != nil {
		return "by the table item, " + text
	}
	return play(30)
}

// TestFunctions holds that every row of the table of functions has its twin, of the same arity.
func TestFunctions(t *testing.T) {
	var have struct{ Unary, Binary []string }
	open(t, nil).ask("functions", nil, &have)
	var unary, binary []string
	for _, f := range expr.Functions() {
		if f.Unary != nil {
			unary = append(unary, f.Name)
		} else {
			binary = append(binary, f.Name)
		}
	}
	for _, pair := range [][2][]string{{unary, have.Unary}, {binary, have.Binary}} {
		slices.Sort(pair[0])
		slices.Sort(pair[1])
		if !slices.Equal(pair[0], pair[1]) {
			t.Errorf("functions of engine/expr and frontend/core/expr/functions.ts differ:\n  %v\n  %v", pair[0], pair[1])
		}
	}
}

// Sizes that the evaluator may have, in bytes, gzipped: whole, and what of it every form page fetches.
const (
	most     = 23_000
	mostCore = 17_500
)

// TestSize holds the evaluator small enough to be part of every form page, and within the syntax of
// every target.
func TestSize(t *testing.T) {
	for target := range build.Targets {
		for file, most := range map[string]int{"../evaluate.ts": most, "../core.ts": mostCore} {
			n, err := build.Weigh(file, target)
			if err != nil {
				t.Error(err)
				continue
			}
			if n > most {
				t.Errorf("%s: %s takes %d bytes gzipped, more than %d", target, file, n, most)
			}
			t.Logf("%s: %s %d bytes gzipped", target, file, n)
		}
	}
}
