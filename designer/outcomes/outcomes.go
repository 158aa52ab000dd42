// Package outcomes lists all that the questions of an item lead to (情形–材料表): for every way of answering them the papers,
// the verdict, the days, the visits and the fee. It is pure: a program goes in, with what the registers hold for all, and a
// table comes out, with the tree that it was read from.
//
// Nothing is known of the applicant: what a register would say about him or her is unknown, and so what it decides stays
// open, and is told so. A question is branched on only where the evaluation waits for its answer, or for what would fill it
// in; what it may be answered with is cut at the edges that the rules draw (25 metres), where a rule looks at it in no other
// way. Branches that come to the same are one.
package outcomes

import (
	"banshi/engine/eval"
	"banshi/engine/prove"
)

// The bounds of a table: beyond them questions are left unanswered, the later ones first, and Table.Left names them.
const (
	MostRows   = 200
	mostLeaves = 3000 // looked at, before those that come to the same are one
)

// Table is all outcomes of an item.
type Table struct {
	Item      string     `json:"item"`
	Name      string     `json:"name"`
	Today     string     `json:"today"` // YYYY-MM-DD: the day that is evaluated
	Questions []Question `json:"questions"`
	Rows      []Row      `json:"rows"`
	Tree      Node       `json:"tree"`
	// Left are titles of questions that something hangs on and that were not branched on, since there would be more than MostRows
	// rows. What hangs on them is told as possible.
	Left []string `json:"left"`
}

// Question is one that is branched on. Name is form.trade, user.acts_as or applicant.kind.
type Question struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Cells []Cell `json:"cells"`
}

// Cell is an answer, or a range of answers that no rule tells apart.
type Cell struct {
	Label string `json:"label"`
	// Answer is one of the range, as an application has it; nil: left blank.
	Answer any `json:"-"`
}

// Row is a line of the table. Answers has, for each question, the places of the cells that lead here; none where it isn't
// asked or doesn't matter.
type Row struct {
	Answers [][]int `json:"answers"`
	Outcome
}

// Node is a branching of the tree, or a leaf: then Branches is empty and Row its line.
type Node struct {
	Question int      `json:"question"` // its place among the questions
	Branches []Branch `json:"branches"`
	Row      int      `json:"row"`
}

// Branch leads on for some answers.
type Branch struct {
	Cells []int `json:"cells"`
	To    Node  `json:"to"`
}

// Of lists the outcomes of a program's item on a day (YYYY-MM-DD). It fails where the day is none, or evaluation doesn't end.
func Of(prog *eval.Program, world *prove.World, today string) (*Table, error) {
	w := newWalk(prog, world, today)
	top, err := w.tree(nil)
	if err != nil {
		return nil, err
	}
	left := []string{}
	if w.over {
		if top, left, err = w.within(); err != nil {
			return nil, err
		}
	}
	t := w.table(top)
	t.Left = left
	return t, nil
}

// within branches on one question more at a time, in the order of the form, and leaves out those that lead over the bounds.
func (w *walk) within() (best *node, left []string, err error) {
	left = []string{}
	allowed, refused := map[string]bool{}, map[string]bool{}
	if best, err = w.tree(allowed); err != nil {
		return nil, nil, err
	}
	for waits := w.waits; ; {
		next := w.first(func(id string) bool { return waits[id] && !refused[id] })
		if next == nil {
			return best, left, nil
		}
		allowed[next.ID] = true
		top, err := w.tree(allowed)
		switch {
		case err != nil:
			return nil, nil, err
		case w.over:
			delete(allowed, next.ID)
			refused[next.ID], left = true, append(left, next.Title)
		default:
			best, waits = top, w.waits
		}
	}
}
