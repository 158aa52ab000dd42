package parity

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/plan"
)

// days are todays on which something may turn: leap days, ends of years, eves of calendars.
var days = []string{"2026-11-23", "2026-11-23", "2026-03-02", "2026-02-28", "2024-02-29", "2026-12-31", "2027-01-04", "2028-02-29", "2025-10-09", "2031-06-30"}

// step is one edit, as the client's session takes it.
type step struct {
	Do   []any  `json:"do"`
	Want string `json:"want"`
}

// player makes one random application and follows it on the server's side.
type player struct {
	w     *world
	r     *rand.Rand
	prog  *eval.Program
	in    eval.Input
	state *eval.State
	do    []any // the last edit
	// diligent people want to finish: they rarely do anything but what submission waits for.
	diligent bool
}

func newPlayer(w *world, prog *eval.Program, r *rand.Rand) *player {
	p := &player{w: w, r: r, prog: prog, diligent: r.IntN(2) == 0}
	p.in = eval.Input{Today: pick(r, days), Answers: map[string]any{}, Facts: map[string]map[string]eval.Found{}, Submit: r.IntN(4) == 0}
	p.someone()
	return p
}

func (p *player) someone() {
	people := p.w.people
	p.in.Applicant = pick(p.r, people)
	if slices.Contains(p.prog.Plan().Applicants, "organisation") && p.r.IntN(10) > 0 {
		p.in.Applicant = pick(p.r, p.w.firms)
	}
	who := pick(p.r, people)
	if p.in.Applicant.Kind == "person" && p.r.IntN(2) == 0 {
		who = p.in.Applicant
	}
	p.in.User = eval.User{No: who.No, Name: who.Name, Phone: "13900000001", Level: 1 + p.r.IntN(5), ActsAs: pick(p.r, p.prog.Plan().Acting)}
	if p.diligent {
		p.in.User.Level, p.in.User.ActsAs = 5, "self"
		p.in.Submit = true
	}
	if p.r.IntN(30) == 0 {
		p.in.User = eval.User{ActsAs: "self"} // nobody has signed in
	}
}

// next changes the input by one edit and notes it in do.
func (p *player) next() {
	for p.do = nil; p.do == nil; {
		n := p.r.IntN(100)
		if p.diligent && p.r.IntN(10) > 0 {
			n %= 58
		}
		switch {
		case len(p.state.Wants) > 0 && n < 45:
			w := pick(p.r, p.state.Wants)
			p.tell(w.Source, w.Key)
		case n < 58:
			p.progress()
		case n < 76:
			p.edit(pick(p.r, p.prog.Plan().Fields))
		default:
			p.aside(n)
		}
	}
}

// aside is an edit that is no answer.
func (p *player) aside(n int) {
	switch {
	case n < 80:
		p.again()
	case n < 84:
		p.confirm(p.waiting())
	case n < 86:
		p.mark("dispute", &p.in.Disputed, p.paths())
	case n < 89:
		p.mark("give", &p.in.Given, slices.Sorted(maps.Keys(p.state.Materials)))
	case n < 91:
		p.mark("promise", &p.in.Promised, slices.Sorted(maps.Keys(p.state.Materials)))
	case n < 92:
		p.mark("defer", &p.in.Deferred, slices.Sorted(maps.Keys(p.state.Materials)))
	case n < 94:
		p.sign()
	case n < 95:
		p.choose()
	case n < 96:
		p.form()
	case n < 97:
		p.in.Insist = !p.in.Insist
		p.do = []any{"insist", p.in.Insist}
	case n < 99:
		p.in.Submit = !p.in.Submit
		p.do = []any{"submit", p.in.Submit}
	default:
		p.in.Today = pick(p.r, days)
		if p.r.IntN(2) == 0 {
			p.someone()
		}
		p.do = []any{"replace", p.in}
	}
}

// tell has a source answer.
func (p *player) tell(source, key string) {
	f := p.w.answer(p.r, source, key)
	p.in.Facts = maps.Clone(p.in.Facts)
	byKey := maps.Clone(p.in.Facts[source])
	if byKey == nil {
		byKey = map[string]eval.Found{}
	}
	byKey[key] = f
	p.in.Facts[source] = byKey
	p.do = []any{"found", source, key, f}
}

// again has a source change its mind.
func (p *player) again() {
	sources := slices.Sorted(maps.Keys(p.in.Facts))
	if len(sources) == 0 {
		return
	}
	source := pick(p.r, sources)
	p.tell(source, pick(p.r, slices.Sorted(maps.Keys(p.in.Facts[source]))))
}

// progress answers what submission waits for, as somebody would who wants to finish.
func (p *player) progress() {
	if len(p.state.Blocked) == 0 {
		return
	}
	b := pick(p.r, p.state.Blocked)
	switch b.Kind {
	case "missing", "error":
		id, inRow, _ := strings.Cut(strings.TrimPrefix(b.Path, "form."), "[")
		for _, f := range p.prog.Plan().Fields {
			if f.ID == id && (inRow == "" || !p.mendCell(f, inRow)) {
				p.put(id, p.valid(f))
			}
		}
		if fact, ok := strings.CutPrefix(b.Path, "choose:"); ok {
			p.record(fact)
		}
	case "confirm":
		p.confirm([]string{b.Path})
	case "verdict":
		p.in.Insist = true
		p.do = []any{"insist", true}
	case "material":
		if signer := p.state.Materials[b.Path].Signer; signer != "" {
			p.signAs(b.Path, signer)
			return
		}
		p.mark("give", &p.in.Given, []string{b.Path})
	}
}

// edit answers a field: mostly something that fits.
func (p *player) edit(f *plan.Field) {
	switch n := p.r.IntN(20); {
	case n == 0:
		p.put(f.ID, nil)
	case n == 1:
		p.in.Answers = maps.Clone(p.in.Answers)
		delete(p.in.Answers, f.ID)
		p.do = []any{"take", f.ID}
	case n < 5:
		p.put(f.ID, pick(p.r, nasty))
	case f.Type == "table":
		p.rows(f)
	default:
		p.put(f.ID, p.valid(f))
	}
}

func (p *player) put(id string, raw any) {
	p.in.Answers = maps.Clone(p.in.Answers)
	p.in.Answers[id] = raw
	p.do = []any{"answer", id, raw}
}

// rows changes one cell, or adds, drops and moves rows.
func (p *player) rows(f *plan.Field) {
	old, _ := p.in.Answers[f.ID].([]any)
	rows := slices.Clone(old)
	switch n := p.r.IntN(8); {
	case n < 4 && len(rows) > 0:
		p.cell(f, rows)
		return
	case n == 4 && len(rows) > 1:
		p.r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	case n == 5 && len(rows) > 0:
		rows = append(rows[:0], rows[1:]...)
	case n == 6:
		p.put(f.ID, p.valid(f))
		return
	default:
		rows = append(rows, p.row(f, fmt.Sprintf("n%d", p.r.IntN(1000))))
	}
	p.put(f.ID, rows)
}

// cell changes one cell of a row that is there, by its path.
func (p *player) cell(f *plan.Field, rows []any) {
	at := p.r.IntN(len(rows))
	row, ok := rows[at].(map[string]any)
	id, named := row["_row"].(string)
	if !ok || !named || len(f.Columns) == 0 {
		return
	}
	for i, other := range rows { // the path means the first row of that name
		if m, ok := other.(map[string]any); ok && m["_row"] == id && i != at {
			return
		}
	}
	col := pick(p.r, f.Columns)
	row = maps.Clone(row)
	row[col.ID] = p.valid(col)
	if p.r.IntN(5) == 0 {
		row[col.ID] = pick(p.r, nasty)
	}
	rows[at] = row
	p.put(f.ID, rows)
	p.do = []any{"answerAt", "form." + f.ID + "[" + id + "]." + col.ID, row[col.ID]}
}

// mendCell answers the cell that submission waits for: r1].no.
func (p *player) mendCell(f *plan.Field, inRow string) bool {
	id, column, ok := strings.Cut(inRow, "].")
	rows, _ := p.in.Answers[f.ID].([]any)
	rows = slices.Clone(rows)
	for i, r := range rows {
		row, _ := r.(map[string]any)
		for _, c := range f.Columns {
			if ok && row["_row"] == id && c.ID == column {
				row = maps.Clone(row)
				row[column] = p.valid(c)
				rows[i] = row
				p.put(f.ID, rows)
				p.do = []any{"answerAt", "form." + f.ID + "[" + inRow, row[column]}
				return true
			}
		}
	}
	return false
}

func (p *player) mark(method string, list *[]string, paths []string) {
	if len(paths) == 0 {
		return
	}
	path := pick(p.r, paths)
	kept := slices.DeleteFunc(slices.Clone(*list), func(x string) bool { return x == path })
	there := len(kept) < len(*list)
	on := !there || p.r.IntN(3) > 0
	switch {
	case there && on:
	case on:
		*list = append(kept, path)
	default:
		*list = kept
	}
	p.do = []any{method, path, on}
}

// confirm presses 没错 at a path, or takes it back; where the mark of an older value stands it is renewed.
func (p *player) confirm(paths []string) {
	if len(paths) == 0 {
		return
	}
	path := pick(p.r, paths)
	s, err := p.prog.Open(p.in)
	if err != nil {
		panic(err) // the same input was evaluated before
	}
	marks := maps.Clone(p.in.Confirmed)
	if marks == nil {
		marks = eval.Marks{}
	}
	_, there := marks[path]
	on := !there || p.r.IntN(3) > 0
	switch mark := s.Mark(path); {
	case !on:
		delete(marks, path)
	case mark != "":
		marks[path] = mark
	}
	p.in.Confirmed = marks
	p.do = []any{"confirm", path, on}
}

func (p *player) waiting() []string {
	var out []string
	for path, f := range p.state.Fields {
		if f.Confirm != "" || f.Filled != nil {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

func (p *player) paths() []string { return slices.Sorted(maps.Keys(p.state.Fields)) }

func (p *player) sign() {
	materials := slices.Sorted(maps.Keys(p.state.Materials))
	if len(materials) == 0 {
		return
	}
	m := pick(p.r, materials)
	p.signAs(m, pick(p.r, []string{p.in.User.No, p.in.Applicant.No, p.state.Materials[m].Signer, "nobody"}))
}

func (p *player) signAs(material, who string) { p.set("sign", &p.in.Signed, material, who) }

func (p *player) set(method string, to *map[string]string, path, v string) {
	m := maps.Clone(*to)
	if m == nil {
		m = map[string]string{}
	}
	m[path] = v
	*to = m
	p.do = []any{method, path, v}
}

// choose picks one of several records of a fact.
func (p *player) choose() {
	var facts []string
	for path, f := range p.state.Facts {
		if len(f.Pick) > 0 {
			facts = append(facts, path)
		}
	}
	slices.Sort(facts)
	if len(facts) > 0 {
		p.record(pick(p.r, facts))
	}
}

func (p *player) record(fact string) {
	p.set("choose", &p.in.Chosen, fact, pick(p.r, append([]string{"none", "gone"}, p.state.Facts[fact].Pick...)))
}

func (p *player) form() {
	if materials := slices.Sorted(maps.Keys(p.state.Materials)); len(materials) > 0 {
		p.set("pickForm", &p.in.FormOf, pick(p.r, materials), "原件")
	}
}
