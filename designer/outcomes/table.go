package outcomes

import (
	"encoding/json"
	"slices"
)

// table writes a tree as one.
func (w *walk) table(top *node) *Table {
	t := &Table{Item: w.plan.ID, Name: w.plan.Name, Today: w.today, Questions: w.questions(top), Rows: []Row{}}
	place := map[string]int{}
	for i, q := range t.Questions {
		place[q.Name] = i
	}
	leaves := []Row{}
	var read func(n *node, answers [][]int) Node
	read = func(n *node, answers [][]int) Node {
		if n.leaf != nil {
			leaves = append(leaves, Row{slices.Clone(answers), *n.leaf})
			return Node{Row: len(leaves) - 1, Branches: []Branch{}}
		}
		out := Node{Question: place[n.question]}
		for _, b := range n.branches {
			at := slices.Clone(answers)
			at[out.Question] = b.cells
			out.Branches = append(out.Branches, Branch{b.cells, read(b.to, at)})
		}
		return out
	}
	t.Tree = read(top, make([][]int, len(t.Questions)))
	rows, at := merged(leaves)
	for i := range rows {
		for q, cells := range rows[i].Answers {
			if len(cells) == len(t.Questions[q].Cells) {
				rows[i].Answers[q] = nil
			}
		}
	}
	t.Rows = rows
	t.Tree.number(at)
	return t
}

// number gives the leaves the places of their rows.
func (n *Node) number(at []int) {
	if len(n.Branches) == 0 {
		n.Row = at[n.Row]
	}
	for i := range n.Branches {
		n.Branches[i].To.number(at)
	}
}

// questions are those that the tree branches on, in the order of the form.
func (w *walk) questions(top *node) []Question {
	used := map[string]bool{}
	var note func(*node)
	note = func(n *node) {
		if n.leaf == nil {
			used[n.question] = true
		}
		for _, b := range n.branches {
			note(b.to)
		}
	}
	note(top)
	out := []Question{}
	add := func(name, title string) {
		if used[name] {
			out = append(out, Question{name, title, w.cells[name]})
		}
	}
	add(kindOf, say(sayKind, w.plan.Language))
	add(actingAs, say(sayActing, w.plan.Language))
	for _, f := range w.plan.Fields {
		add("form."+f.ID, f.Title)
	}
	return out
}

// merged puts rows together that come to the same and differ in the answers to one question. at is where each has gone.
func merged(leaves []Row) (rows []Row, at []int) {
	at = make([]int, len(leaves))
	keys := make([]string, len(leaves))
	gone := make([]bool, len(leaves))
	for i, r := range leaves {
		raw, _ := json.Marshal(r.Outcome)
		at[i], keys[i] = i, string(raw)
	}
	for again := true; again; {
		again = false
		for i := range leaves {
			for j := i + 1; j < len(leaves) && !gone[i]; j++ {
				q, ok := onlyIn(leaves[i].Answers, leaves[j].Answers)
				if gone[j] || keys[i] != keys[j] || !ok {
					continue
				}
				both := append(slices.Clone(leaves[i].Answers[q]), leaves[j].Answers[q]...)
				slices.Sort(both)
				leaves[i].Answers[q], gone[j], at[j], again = both, true, i, true
			}
		}
	}
	place := make([]int, len(leaves))
	for i, r := range leaves {
		if !gone[i] {
			place[i] = len(rows)
			rows = append(rows, r)
		}
	}
	for i := range at { // a row goes into one before it, which is placed already
		if gone[i] {
			place[i] = place[at[i]]
		}
	}
	return rows, place
}

// onlyIn is the one question in whose answers two rows differ; both must ask it.
func onlyIn(a, b [][]int) (at int, ok bool) {
	at = -1
	for q := range a {
		if slices.Equal(a[q], b[q]) {
			continue
		}
		if at >= 0 || len(a[q]) == 0 || len(b[q]) == 0 {
			return 0, false
		}
		at = q
	}
	return at, at >= 0
}
