package rows

import (
	"slices"
	"strings"
)

// OperandKind says what an Operand is.
type OperandKind string

// The kinds of operands.
const (
	PathOperand    OperandKind = "path"      // Text: form.area
	LiteralOperand OperandKind = "literal"   // Text as it is written, -5 among them
	ListOperand    OperandKind = "list"      // Args
	DateOperand    OperandKind = "date"      // Args[0] Text (+ or -) Args[1] Unit; or the day Text itself
	FuncOperand    OperandKind = "func"      // Text ( Args )
	CalcOperand    OperandKind = "calc"      // Args with Text (+ - * /) between them, or -Args[0]
	PickOperand    OperandKind = "pick"      // Text (filter or map) of Args[0]: Where, or Args[1]
	IfOperand      OperandKind = "if"        // Where ? Args[0] : Args[1]
	CondOperand    OperandKind = "condition" // Where, a yes or no
	TextOperand    OperandKind = "text"      // what rows can't say
)

// Operand is a value as rows show it.
type Operand struct {
	Kind  OperandKind
	Node  *Node
	Text  string
	Args  []*Operand
	Unit  string // of DateOperand: days, workdays, months or years; "" for a day that is written out
	Var   string // of PickOperand
	Where *Cond
}

// Units are the functions that make a period of a number.
var Units = []string{"days", "workdays", "months", "years"}

// valueFunctions are the functions that give no yes or no.
var valueFunctions = append([]string{"size", "sum", "greatest", "age", "date", "number"}, Units...)

// Operand looks at a node as a value.
func (n *Node) Operand() *Operand {
	o := &Operand{Kind: TextOperand, Node: n}
	switch n.Kind {
	case Literal:
		o.Kind, o.Text = LiteralOperand, n.Text
	case Name, Get:
		if p := n.Path(); p != "" {
			o.Kind, o.Text = PathOperand, p
		}
	case List:
		o.Kind = ListOperand
		o.operands(n.Args)
	case If:
		o.Kind, o.Where = IfOperand, n.Args[0].Condition()
		o.operands(n.Args[1:])
	case Unary:
		o.signed(n)
	case Binary:
		o.binary(n)
	case Call, Method:
		o.call(n)
	}
	return o
}

func (o *Operand) operands(list []*Node) {
	for _, a := range list {
		o.Args = append(o.Args, a.Operand())
	}
}

func (o *Operand) signed(n *Node) {
	of := n.Args[0]
	switch {
	case n.Text == "!":
		o.condition(n)
	case of.Kind == Literal && of.Bare() && strings.IndexByte("0123456789.", of.Text[0]) >= 0:
		o.Kind, o.Text = LiteralOperand, "-"+of.Text
	default:
		o.Kind, o.Text = CalcOperand, "-"
		o.operands(n.Args)
	}
}

func (o *Operand) binary(n *Node) {
	if binds[n.Text] < looseAdd {
		o.condition(n)
		return
	}
	o.Kind, o.Text = CalcOperand, n.Text
	if by := n.Args[1]; (n.Text == "+" || n.Text == "-") && by.isPeriod() && !n.Args[0].isPeriod() {
		o.Kind, o.Unit = DateOperand, by.Text
		o.operands([]*Node{n.Args[0], by.Args[0]})
		return
	}
	o.operands(n.Args)
}

// isPeriod tells days(30).
func (n *Node) isPeriod() bool {
	return n.Kind == Call && len(n.Args) == 1 && slices.Contains(Units, n.Text)
}

func (o *Operand) condition(n *Node) { o.Kind, o.Where = CondOperand, n.Condition() }

func (o *Operand) call(n *Node) {
	switch c := n.Condition(); {
	case c.Kind != OpenIt:
		o.Kind, o.Where = CondOperand, c
	case n.Kind == Call && n.Text == "date" && len(n.Args) == 1 && n.Args[0].Kind == Literal:
		if day, ok := n.Args[0].Quoted(); ok {
			o.Kind, o.Text = DateOperand, day
		}
	case n.Kind == Call && slices.Contains(valueFunctions, n.Text):
		o.Kind, o.Text = FuncOperand, n.Text
		o.operands(n.Args)
	case n.isMacro("filter"):
		o.Kind, o.Text, o.Var = PickOperand, n.Text, n.Args[1].Text
		o.operands(n.Args[:1])
		o.Where = n.Args[2].Condition()
	case n.isMacro("map"):
		o.Kind, o.Text, o.Var = PickOperand, n.Text, n.Args[1].Text
		o.operands([]*Node{n.Args[0], n.Args[2]})
	}
}
