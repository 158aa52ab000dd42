package outcomes

import (
	"encoding/json"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/prove"
	"banshi/engine/tell"
)

// What is asked of nobody, since signing in tells it.
const (
	kindOf   = "applicant.kind"
	actingAs = "user.acts_as"
)

// walk tries answers, one question after the other.
type walk struct {
	prog   *eval.Program
	plan   *plan.Plan
	world  *prove.World
	teller *tell.Teller
	today  string
	cells  map[string][]Cell   // by question; none where it can't be branched on
	hangs  map[string][]string // what a question or fact is read from, by its name in rules
	told   map[string]bool     // names that some rule reads

	run     *prove.Run
	session *eval.Session
	asked   map[string]bool // questions answered on the way here
	allowed map[string]bool // questions that may be branched on; nil: all
	waits   map[string]bool // questions that something hung on and that are not allowed
	leaves  int
	over    bool // beyond the bounds: what was grown is no use
}

// node is a branching on its way, or a leaf. key is what it comes to: two of one key are the same.
type node struct {
	question string
	branches []branch
	leaf     *Outcome
	key      string
}

type branch struct {
	cells []int
	to    *node
}

func newWalk(prog *eval.Program, world *prove.World, today string) *walk {
	p := prog.Plan()
	w := &walk{prog: prog, plan: p, world: world, teller: tell.New(p), today: today, hangs: hangsOf(p), told: map[string]bool{}}
	p.EachRule(func(n *expr.Node) {
		for _, name := range n.Reads() {
			w.told[name] = true
		}
	})
	w.cells = cellsOf(p, today)
	w.cells[kindOf], w.cells[actingAs] = w.people(p.Applicants), w.people(p.Acting)
	return w
}

func (w *walk) people(codes []string) []Cell {
	out := make([]Cell, len(codes))
	for i, code := range codes {
		out[i] = Cell{tell.Person(code, w.plan.Language), code}
	}
	return out
}

// tree grows the whole tree, branching on the questions that are allowed; nil: on all.
func (w *walk) tree(allowed map[string]bool) (*node, error) {
	w.allowed, w.asked, w.waits, w.leaves, w.over = allowed, map[string]bool{}, map[string]bool{}, 0, false
	top, err := w.fork(kindOf, w.matters(kindOf), func(kind any) (*node, error) {
		return w.fork(actingAs, w.matters(actingAs), func(acting any) (*node, error) {
			if err := w.open(kind.(string), acting.(string)); err != nil {
				return nil, err
			}
			return w.grow()
		})
	})
	w.over = w.over || err == nil && top.rows() > MostRows
	return top, err
}

// matters are the cells of what signing in tells; the first alone where no rule reads it.
func (w *walk) matters(name string) []int {
	if n := len(w.cells[name]); w.told[name] || n == 0 {
		return numbers(n)
	}
	return []int{0}
}

func numbers(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// open begins an application of somebody of whom nothing is known. Whatever is looked up under a key has not answered.
func (w *walk) open(kind, acting string) error {
	who := prove.Nobody[kind]
	user := eval.User{No: who.No, Name: who.Name, Level: level, ActsAs: acting}
	if acting != "self" || kind != "person" {
		user.No, user.Name = other.No, other.Name
	}
	w.run = &prove.Run{Program: w.prog, World: w.world, Pending: keyed(w.plan), Input: eval.Input{Today: w.today, Applicant: who, User: user}}
	var err error
	w.session, err = w.prog.Open(w.run.Input)
	return err
}

// level is the identity level of who fills in the form: whatever an item asks for.
const level = 4

// other is who acts for somebody else.
var other = eval.Applicant{No: "440605200001010031", Name: "（办事人）"}

// keyed lists the sources that are asked for somebody or something: of whom nothing is known here.
func keyed(p *plan.Plan) []string {
	var out []string
	add := func(list []*plan.Fact) {
		for _, f := range list {
			if f.Key != nil {
				out = append(out, f.Source)
			}
		}
	}
	add(p.Facts)
	for _, f := range p.Fields {
		add(f.Facts)
	}
	return out
}

// fork tries the cells of a question; those that come to the same are one, and a question that doesn't matter is none.
func (w *walk) fork(question string, cells []int, try func(answer any) (*node, error)) (*node, error) {
	out := &node{question: question}
	for _, i := range cells {
		to, err := try(w.cells[question][i].Answer)
		if err != nil {
			return nil, err
		}
		if at := slices.IndexFunc(out.branches, func(b branch) bool { return b.to.key == to.key }); at >= 0 {
			out.branches[at].cells = append(out.branches[at].cells, i)
			continue
		}
		out.branches = append(out.branches, branch{[]int{i}, to})
	}
	if len(out.branches) == 1 {
		return out.branches[0].to, nil
	}
	var key strings.Builder
	key.WriteString(question)
	for _, b := range out.branches {
		raw, _ := json.Marshal(b.cells)
		key.WriteString("(" + string(raw) + b.to.key + ")")
	}
	out.key = key.String()
	return out, nil
}

// grow branches on the first question that something hangs on, until nothing hangs on any.
func (w *walk) grow() (*node, error) {
	if w.leaves++; w.leaves > mostLeaves {
		w.over = true
		return &node{leaf: &Outcome{}}, nil
	}
	if _, err := w.run.Settle(w.session); err != nil {
		return nil, err
	}
	st := w.session.State()
	f := w.next(st)
	if f == nil {
		o := w.outcome(st)
		raw, err := json.Marshal(o)
		return &node{leaf: &o, key: string(raw)}, err
	}
	w.asked[f.ID] = true
	defer func() {
		delete(w.asked, f.ID)
		w.session.Answer(f.ID, nil, false)
	}()
	return w.fork("form."+f.ID, w.offered(f, st), func(answer any) (*node, error) {
		w.session.Answer(f.ID, answer, true)
		return w.grow()
	})
}

// next is the first question that something hangs on; nil where nothing does.
func (w *walk) next(st *eval.State) *plan.Field {
	open := w.undecided(st)
	return w.first(func(id string) bool {
		is, name := st.Fields["form."+id], "form."+id
		if w.asked[id] || w.cells[name] == nil || !is.Shown || is.Is != eval.IsUnknown || len(w.offered(w.plan.Field(id), st)) == 0 {
			return false
		}
		waited := slices.ContainsFunc(open, func(h hanging) bool {
			return slices.Contains(h.names, name) || h.reads[name] && slices.ContainsFunc(is.Missing, func(n string) bool { return slices.Contains(h.names, n) })
		})
		if waited && w.allowed != nil && !w.allowed[id] {
			w.waits[id] = true
			return false
		}
		return waited
	})
}

func (w *walk) first(fits func(id string) bool) *plan.Field {
	if i := slices.IndexFunc(w.plan.Fields, func(f *plan.Field) bool { return fits(f.ID) }); i >= 0 {
		return w.plan.Fields[i]
	}
	return nil
}

// ends tells a verdict with which nothing is handed in.
func ends(verdict string) bool { return verdict == "refuse" || verdict == "refer" }

// offered are the cells of a question that may be answered with now, or may be once a record is known.
func (w *walk) offered(f *plan.Field, st *eval.State) []int {
	is := st.Fields["form."+f.ID]
	var out []int
	for i, c := range w.cells["form."+f.ID] {
		if c.Answer == nil && is.Need {
			continue
		}
		if is.Options != nil && slices.ContainsFunc(codes(c.Answer), func(code string) bool { return !slices.Contains(is.Options, code) }) && !w.taken(f, c) {
			continue
		}
		out = append(out, i)
	}
	return out
}

// taken tells whether an answer that is not on offer counts all the same: whether it is on offer hangs on a record.
func (w *walk) taken(f *plan.Field, c Cell) bool {
	w.session.Answer(f.ID, c.Answer, true)
	defer w.session.Answer(f.ID, nil, false)
	return w.session.State().Fields["form."+f.ID].Is == eval.IsValue
}

// codes are the options that an answer picks.
func codes(answer any) []string {
	switch a := answer.(type) {
	case string:
		return []string{a}
	case []any:
		var out []string
		for _, c := range a {
			out = append(out, c.(string))
		}
		return out
	}
	return nil
}

// rows counts the leaves.
func (n *node) rows() int {
	if n.leaf != nil {
		return 1
	}
	sum := 0
	for _, b := range n.branches {
		sum += b.to.rows()
	}
	return sum
}
