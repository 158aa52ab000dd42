package outcomes

import (
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banshi/engine"
	"banshi/engine/eval"
	"banshi/engine/prove"
	"banshi/engine/value"
)

const today = "2026-09-01"

// district opens the examples.
func district(t testing.TB) (*engine.Catalogue, *prove.World) {
	t.Helper()
	fsys := os.DirFS("../../examples/nanhai")
	c := engine.Open(fsys)
	p, err := prove.Open(c, fsys)
	if err != nil {
		t.Fatal(err)
	}
	return c, p.World
}

// Whatever the questions of a table are answered with, one row has these answers and no other, and evaluating them gives what it says.
func TestEachAnswerHasOneRow(t *testing.T) {
	c, world := district(t)
	branched := 0
	for _, item := range c.Spec.Items {
		prog := c.Program(item.ID.S, "zh-Hans")
		table, err := Of(prog, world, today)
		if err != nil {
			t.Fatalf("%s: %v", item.ID.S, err)
		}
		if len(table.Rows) > MostRows || len(table.Rows) == 0 {
			t.Errorf("%s: %d rows", item.ID.S, len(table.Rows))
		}
		branched += len(table.Questions)
		t.Run(item.ID.S, func(t *testing.T) { rapid.Check(t, func(r *rapid.T) { oneRow(r, table, newWalk(prog, world, today)) }) })
	}
	if branched < 20 {
		t.Errorf("the examples have %d questions to branch on: the property holds of next to nothing", branched)
	}
}

// oneRow answers the questions at random, as far as they are asked.
func oneRow(t *rapid.T, table *Table, w *walk) {
	picks := make([]int, len(table.Questions))
	person := map[string]string{kindOf: w.plan.Applicants[0], actingAs: w.plan.Acting[0]}
	for i, q := range table.Questions {
		if picks[i] = -1; !strings.HasPrefix(q.Name, "form.") {
			picks[i] = rapid.IntRange(0, len(q.Cells)-1).Draw(t, q.Name)
			person[q.Name] = q.Cells[picks[i]].Answer.(string)
		}
	}
	if err := w.open(person[kindOf], person[actingAs]); err != nil {
		t.Fatal(err)
	}
	var st *eval.State
	look := func() {
		if _, err := w.run.Settle(w.session); err != nil {
			t.Fatal(err)
		}
		st = w.session.State()
	}
	look()
	left := map[string]bool{}
	for _, title := range table.Left {
		left[title] = true
	}
	// Every question that can be branched on and is still open is answered, be it in the table or not, until none is.
	for again := true; again; {
		again = false
		for _, f := range w.plan.Fields {
			name := "form." + f.ID
			is := st.Fields[name]
			if w.cells[name] == nil || left[f.Title] || w.asked[f.ID] || !is.Shown || is.Is != eval.IsUnknown {
				continue
			}
			offered := w.offered(f, st)
			if len(offered) == 0 {
				continue
			}
			pick := rapid.SampledFrom(offered).Draw(t, name)
			if at := slices.IndexFunc(table.Questions, func(q Question) bool { return q.Name == name }); at >= 0 {
				picks[at] = pick
			}
			if w.asked == nil {
				w.asked = map[string]bool{}
			}
			w.asked[f.ID], again = true, true
			w.session.Answer(f.ID, w.cells[name][pick].Answer, true)
			look()
		}
	}
	found := []int{}
	for i, row := range table.Rows {
		if !slices.ContainsFunc(picksOf(row, picks), func(fits bool) bool { return !fits }) {
			found = append(found, i)
		}
	}
	if len(found) != 1 {
		t.Fatalf("rows %v have the answers %v", found, picks)
	}
	now, row := w.outcome(st), table.Rows[found[0]].Outcome
	if ends(row.Verdict) { // more answers may be against it, too
		now.Fails = slices.DeleteFunc(now.Fails, func(c Condition) bool { return !slices.Contains(row.Fails, c) })
	}
	is, _ := json.Marshal(now)
	says, _ := json.Marshal(row)
	if string(is) != string(says) {
		t.Fatalf("answers %v\nrow %d says %s\nit comes to %s", picks, found[0]+1, says, is)
	}
	if leaf := follow(table.Tree, picks); leaf != found[0] {
		t.Fatalf("answers %v: the tree leads to row %d, the table has %d", picks, leaf+1, found[0]+1)
	}
}

var update = flag.Bool("update", false, "write the goldens anew")

// What two items lead to, as `banshi outcomes` prints it.
func TestGoldens(t *testing.T) {
	c, world := district(t)
	for _, item := range []string{"publication_retail", "resident_pension_enrolment"} {
		table, err := Of(c.Program(item, "zh-Hans"), world, today)
		if err != nil {
			t.Fatal(err)
		}
		file, got := "testdata/"+item+".txt", table.Text("zh-Hans")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(file); err != nil || string(want) != got {
			t.Errorf("%s: %v; see what differs with go test -update ./designer/outcomes && git diff\n%s", file, err, got)
		}
	}
}

// Beyond the bounds the later questions are left out, and named; what hangs on them is told as possible.
func TestLeftOut(t *testing.T) {
	c, world := district(t)
	table, err := Of(c.Program("food_business_licence_new", "zh-Hans"), world, today)
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Left) == 0 || !strings.Contains(table.Text("zh-Hans"), table.Left[0]) {
		t.Fatalf("left out: %v", table.Left)
	}
	for _, q := range table.Questions {
		if slices.Contains(table.Left, q.Title) {
			t.Errorf("%s is branched on and left out", q.Title)
		}
	}
}

// Whatever number is answered with, it lies in one cell with all that the rules make of it.
func TestRanges(t *testing.T) {
	c, _ := district(t)
	p := c.Program("food_business_licence_new", "zh-Hans").Plan()
	f := p.Field("pollution_distance_m")
	all := usesOf(p, relevant(p))["form."+f.ID]
	cut := &cutter{p, f, all, value.DateOf(0)}
	cells := cut.cut()
	if len(cells) != 2 || cells[0].Label != "少于25米" || cells[1].Label != "不少于25米" {
		t.Fatalf("%+v", cells)
	}
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.Int64Range(0, 100000).Draw(r, "n")
		cell := cells[0]
		if n >= 25 {
			cell = cells[1]
		}
		v, _ := cut.parse(cell.Answer)
		if all.vector("form."+f.ID, value.Int(n), cut.today) != all.vector("form."+f.ID, v, cut.today) {
			r.Fatalf("%d is another thing to the rules than %v", n, cell)
		}
	})
}

func picksOf(row Row, picks []int) []bool {
	var out []bool
	for q, cells := range row.Answers {
		out = append(out, len(cells) == 0 || slices.Contains(cells, picks[q]))
	}
	return out
}

func follow(n Node, picks []int) int {
	for _, b := range n.Branches {
		if slices.Contains(b.Cells, picks[n.Question]) {
			return follow(b.To, picks)
		}
	}
	if len(n.Branches) > 0 {
		return -2
	}
	return n.Row
}
