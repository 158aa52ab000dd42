package rows

import "slices"

// CondKind says what a Cond is.
type CondKind string

// The kinds of conditions.
const (
	All    CondKind = "all"  // 全部满足: Items
	Any    CondKind = "any"  // 满足任一: Items
	Not    CondKind = "not"  // the opposite of Items[0], which is a group, a text, or negated by itself
	Row    CondKind = "row"  // Left Op Right
	Flag   CondKind = "flag" // Left, which is yes or no
	Has    CondKind = "has"  // Left has a value
	Quant  CondKind = "quant"
	OpenIt CondKind = "text" // what rows can't say
)

// Cond is a condition as rows show it. It points into the tree that it was made from, and so to the text.
type Cond struct {
	Kind  CondKind
	Node  *Node // the whole, with its ! where Neg is set
	Body  *Node // without that !
	Neg   bool  // of Row, Flag, Has and Quant: an ! stands before it
	Items []*Cond

	Op    string // of Row: == != < <= > >= in, or startsWith contains same_name same_address
	Left  *Operand
	Right *Operand

	How   string // of Quant: exists or all
	Var   string // the name that a row of List has in Where
	List  *Operand
	Where *Cond
}

// rowFunctions are the functions of two parts that say yes or no.
var rowFunctions = []string{"startsWith", "contains", "same_name", "same_address"}

// compared are the operators of a row.
var compared = []string{"==", "!=", "<", "<=", ">", ">=", "in"}

// Condition looks at a node as a condition.
func (n *Node) Condition() *Cond {
	c := &Cond{Kind: OpenIt, Node: n, Body: n}
	switch n.Kind {
	case Literal:
		if n.Text == "true" || n.Text == "false" {
			c.Kind, c.Left = Flag, n.Operand()
		}
	case Name, Get:
		if n.Path() != "" {
			c.Kind, c.Left = Flag, n.Operand()
		}
	case Unary:
		if n.Text == "!" {
			return negated(n)
		}
	case Binary:
		c.binary(n)
	case Call, Method:
		c.call(n)
	}
	return c
}

// negated takes the ! into a row, and stands above all else.
func negated(n *Node) *Cond {
	inner := n.Args[0].Condition()
	switch inner.Kind {
	case Row, Flag, Has, Quant:
		if !inner.Neg {
			inner.Neg, inner.Node = true, n
			return inner
		}
	}
	return &Cond{Kind: Not, Node: n, Body: n.Args[0], Items: []*Cond{inner}}
}

func (c *Cond) binary(n *Node) {
	switch {
	case n.Text == "&&" || n.Text == "||":
		c.Kind = All
		if n.Text == "||" {
			c.Kind = Any
		}
		for _, a := range n.Args {
			c.Items = append(c.Items, a.Condition())
		}
	case slices.Contains(compared, n.Text):
		c.Kind, c.Op, c.Left, c.Right = Row, n.Text, n.Args[0].Operand(), n.Args[1].Operand()
	}
}

func (c *Cond) call(n *Node) {
	switch {
	case n.Kind == Call && n.Text == "has" && len(n.Args) == 1:
		c.Kind, c.Left = Has, n.Args[0].Operand()
	case slices.Contains(rowFunctions, n.Text) && len(n.Args) == 2:
		c.Kind, c.Op, c.Left, c.Right = Row, n.Text, n.Args[0].Operand(), n.Args[1].Operand()
	case n.isMacro("exists") || n.isMacro("all"):
		c.Kind, c.How, c.Var = Quant, n.Text, n.Args[1].Text
		c.List, c.Where = n.Args[0].Operand(), n.Args[2].Condition()
	}
}

// isMacro tells list.word(x, …).
func (n *Node) isMacro(word string) bool {
	return n.Kind == Method && n.Text == word && len(n.Args) == 3 && n.Args[1].Kind == Name
}

// Walk visits c and all conditions below it, outermost first, those of operands not among them, until f
// returns false for one.
func (c *Cond) Walk(f func(*Cond) bool) {
	if c == nil || !f(c) {
		return
	}
	for _, i := range c.Items {
		i.Walk(f)
	}
	c.Where.Walk(f)
}
