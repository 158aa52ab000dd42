package rows

import (
	"slices"
	"strings"
)

// Replace puts another text in the place of an operand, a condition or any other part: with its
// parentheses, and in new ones where the place needs them.
func Replace(text string, at Span, with string) (Edit, error) {
	p, err := find(text, at)
	if err != nil {
		return Edit{}, err
	}
	if with, err = fitted(with, p.wants()); err != nil {
		return Edit{}, err
	}
	return Apply(text, []Patch{apart(text, at, with)}), nil
}

// Negate says the opposite of a condition, or takes the ! away that stands before it.
func Negate(text string, at Span) (Edit, error) {
	p, err := find(text, at)
	if err != nil {
		return Edit{}, err
	}
	n := p.node
	if n.Kind == Unary && n.Text == "!" {
		between := Span{n.From, n.Args[0].Outer.From}
		if noted(text, between) {
			between.To = n.From + 1
		}
		return Apply(text, []Patch{apart(text, between, "")}), nil
	}
	patches := []Patch{{Span{at.From, at.From}, "!"}}
	patches = append(patches, n.wrapped(tight)...)
	if p.wants() > looseSign && p.parent.Kind != Unary {
		patches = append([]Patch{{Span{at.From, at.From}, "("}}, append(patches, Patch{Span{at.To, at.To}, ")"})...)
	}
	return Apply(text, patches), nil
}

// SetOperator gives a row another operator: == != < <= > >= in startsWith contains same_name same_address. A !
// before it stays.
func SetOperator(text string, at Span, op string) (Edit, error) {
	p, err := find(text, at)
	if err != nil {
		return Edit{}, err
	}
	if n := p.node; n.Kind == Unary && n.Text == "!" {
		p = &place{text, n.Args[0], n, 0}
	}
	c := p.node.Condition()
	if c.Kind != Row || c.Neg || !slices.Contains(compared, op) && !slices.Contains(rowFunctions, op) {
		return Edit{}, ErrNothingThere
	}
	n, left, right := p.node, c.Left.Node, c.Right.Node
	if n.Kind == Binary && binds[op] > 0 {
		return Apply(text, []Patch{apart(text, n.Signs[0], op)}), nil
	}
	before, between, after := Span{n.From, left.Outer.From}, Span{left.Outer.To, right.Outer.From}, Span{right.Outer.To, n.To}
	if noted(text, before) || noted(text, between) || noted(text, after) {
		return Edit{}, ErrComment
	}
	return Apply(text, rowPatches(p, op, [3]Span{before, between, after}, left, right)), nil
}

// rowPatches writes what stands before, between and behind the two operands of a row.
func rowPatches(p *place, op string, at [3]Span, left, right *Node) []Patch {
	open, between, end := "", " "+op+" ", ""
	wantsLeft, wantsRight, hold := looseCompare, looseCompare+1, looseCompare
	switch op {
	case "startsWith", "contains":
		between, end = "."+op+"(", ")"
		wantsLeft, wantsRight, hold = tight, looseIf, tight
	case "same_name", "same_address":
		open, between, end = op+"(", ", ", ")"
		wantsLeft, wantsRight, hold = looseIf, looseIf, tight
	}
	if left.grip() < wantsLeft {
		open, between = open+"(", ")"+between
	}
	if right.grip() < wantsRight {
		between, end = between+"(", ")"+end
	}
	if p.node.Bare() && hold < p.wants() {
		open, end = "("+open, end+")"
	}
	return []Patch{{at[0], open}, {at[1], between}, {at[2], end}}
}

// Add puts a condition into a group, as its item of that index; of a condition that is no group of that
// kind (All or Any) it makes one of the two: index 0 puts the new one first.
func Add(text string, at Span, index int, kind CondKind, with string) (Edit, error) {
	p, err := find(text, at)
	if err != nil {
		return Edit{}, err
	}
	sign := signOf[kind]
	if with, err = fitted(with, binds[sign]+1); err != nil || sign == "" {
		return Edit{}, cmpErr(err)
	}
	n := p.node
	if n.isGroup() && n.Text == sign {
		return Apply(text, []Patch{n.inserted(text, index, with)}), nil
	}
	patches := n.wrapped(binds[sign] + 1)
	if index <= 0 {
		patches = append([]Patch{{Span{at.From, at.From}, with + " " + sign + " "}}, patches...)
	} else {
		patches = append(patches, Patch{Span{at.To, at.To}, " " + sign + " " + with})
	}
	if p.wants() > binds[sign] {
		patches = append([]Patch{{Span{at.From, at.From}, "("}}, append(patches, Patch{Span{at.To, at.To}, ")"})...)
	}
	return Apply(text, patches), nil
}

// signOf are the operators of the groups.
var signOf = map[CondKind]string{All: "&&", Any: "||"}

func cmpErr(err error) error {
	if err == nil {
		return ErrNothingThere
	}
	return err
}

// inserted writes an item into a group, with what the group has between its items.
func (n *Node) inserted(text string, index int, with string) Patch {
	index = min(max(index, 0), len(n.Args))
	first := max(index-1, 0)
	if first == len(n.Args)-1 {
		first--
	}
	gap := Span{n.Args[first].Outer.To, n.Args[first+1].Outer.From}.Of(text)
	if strings.Contains(gap, "//") || strings.TrimSpace(gap) == gap {
		gap = " " + n.Text + " "
	}
	if index == 0 {
		return Patch{Span{n.From, n.From}, with + gap}
	}
	end := n.Args[index-1].Outer.To
	return Patch{Span{end, end}, gap + with}
}

// Remove takes an item out of its group. ErrAlone: it is in none.
func Remove(text string, at Span) (Edit, error) {
	p, err := find(text, at)
	if err != nil {
		return Edit{}, err
	}
	patches, err := p.removed()
	if err != nil {
		return Edit{}, err
	}
	return Apply(text, patches), nil
}

// removed takes an item away with the operator beside it. Comments between items stay.
func (p *place) removed() ([]Patch, error) {
	if p.parent == nil || !p.parent.isGroup() {
		return nil, ErrAlone
	}
	at, list := p.node.Outer, p.parent.Args
	gap, sign := Span{}, Span{}
	if p.index < len(list)-1 {
		gap, sign = Span{at.To, list[p.index+1].Outer.From}, p.parent.Signs[p.index]
		if !noted(p.text, gap) {
			return []Patch{{Span{at.From, gap.To}, ""}}, nil
		}
	} else {
		gap, sign = Span{list[p.index-1].Outer.To, at.From}, p.parent.Signs[p.index-1]
		if !noted(p.text, gap) {
			return []Patch{{Span{gap.From, at.To}, ""}}, nil
		}
	}
	return []Patch{{sign, ""}, {at, ""}}, nil
}

// Switch makes 全部满足 of 满足任一, and the reverse.
func Switch(text string, at Span) (Edit, error) {
	p, err := find(text, at)
	if err != nil {
		return Edit{}, err
	}
	if !p.node.isGroup() {
		return Edit{}, ErrNothingThere
	}
	sign := map[string]string{"&&": "||", "||": "&&"}[p.node.Text]
	patches := p.node.joinedBy(sign, 0, len(p.node.Args)-1)
	if p.node.Bare() && p.wants() > binds[sign] {
		patches = append([]Patch{{Span{at.From, at.From}, "("}}, append(patches, Patch{Span{at.To, at.To}, ")"})...)
	}
	return Apply(text, patches), nil
}

// joinedBy are the patches that put another operator between some items.
func (n *Node) joinedBy(sign string, from, to int) []Patch {
	var out []Patch
	for i := from; i <= to; i++ {
		out = append(out, n.Args[i].wrapped(binds[sign]+1)...)
		if i < to && sign != n.Text {
			out = append(out, Patch{n.Signs[i], sign})
		}
	}
	return out
}

// Group makes a group of its own of the items from..to of a group, which must not be all of them.
func Group(text string, at Span, from, to int, kind CondKind) (Edit, error) {
	p, err := find(text, at)
	if err != nil {
		return Edit{}, err
	}
	n, sign := p.node, signOf[kind]
	if !n.isGroup() || sign == "" || from < 0 || to >= len(n.Args) || from >= to || to-from == len(n.Args)-1 {
		return Edit{}, ErrNothingThere
	}
	begin, end := n.Args[from].Outer.From, n.Args[to].Outer.To
	patches := append([]Patch{{Span{begin, begin}, "("}}, n.joinedBy(sign, from, to)...)
	return Apply(text, append(patches, Patch{Span{end, end}, ")"})), nil
}

// Dissolve makes the items of a group those of the group that it stands in.
func Dissolve(text string, at Span) (Edit, error) {
	p, err := find(text, at)
	if err != nil {
		return Edit{}, err
	}
	n := p.node
	if !n.isGroup() || p.parent == nil || !p.parent.isGroup() {
		return Edit{}, ErrNothingThere
	}
	patches := n.joinedBy(p.parent.Text, 0, len(n.Args)-1)
	for i := skip(text, at.From); i < n.From; i = skip(text, i+1) {
		patches = append(patches, apart(text, Span{i, i + 1}, ""))
	}
	for i := skip(text, n.To); i < at.To; i = skip(text, i+1) {
		patches = append(patches, apart(text, Span{i, i + 1}, ""))
	}
	return Apply(text, patches), nil
}

// Move takes an item out of its group and puts it into the group at to, before what is now its item of that
// index.
func Move(text string, at, to Span, index int) (Edit, error) {
	p, err := find(text, at)
	if err != nil {
		return Edit{}, err
	}
	goal, err := find(text, to)
	if err != nil {
		return Edit{}, err
	}
	if !goal.node.isGroup() || at.Holds(to) {
		return Edit{}, ErrNothingThere
	}
	if p.parent != nil && p.parent.Outer == to && (index == p.index || index == p.index+1) {
		return Apply(text, nil), nil
	}
	patches, err := p.removed()
	if err != nil {
		return Edit{}, err
	}
	with, err := fitted(at.Of(text), binds[goal.node.Text]+1)
	if err != nil {
		return Edit{}, err
	}
	return Apply(text, append(patches, goal.node.inserted(text, index, with))), nil
}
