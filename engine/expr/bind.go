package expr

import (
	"fmt"

	"banshi/engine/value"
)

// Where says in which part of a Frame a name lives.
type Where uint8

// The parts of a Frame.
const (
	Nowhere Where = iota
	InSlots       // Frame.Slots: form.x, facts, applicant.x, user.x, today
	InRow         // Frame.Row: row.x
	IsValue       // Frame.Value: value
	IsIt          // Frame.It: it
)

// Scope tells Bind where a name lives.
type Scope interface {
	Find(name string) (Where, int)
}

// Program is a rule bound to the slots of one plan. It is immutable and safe for concurrent use.
type Program struct {
	root *inst
	node *Node
}

// Node gives the rule that was bound.
func (p *Program) Node() *Node { return p.node }

// Const gives the value of a rule that reads nothing and is one literal.
func (p *Program) Const() (value.Value, bool) {
	if p.root.op == opLit {
		return p.root.lit, true
	}
	return value.Value{}, false
}

type opcode uint8

const (
	opLit opcode = iota
	opSlot
	opRow
	opValue
	opIt
	opLocal
	opGet
	opHas
	opNot
	opAnd
	opOr
	opCond
	opList
	opAll
	opExists
	opFilter
	opMap
	opBinary
	opUnary
)

type inst struct {
	op      opcode
	index   int
	name    string
	lit     value.Value
	unary   func(*Frame, value.Value) value.Value
	binary  func(*Frame, value.Value, value.Value) value.Value
	a, b, c *inst
	list    []*inst
}

// maxLocals is the deepest nesting of all, exists, filter and map; rule refuses deeper ones.
const maxLocals = 4

// Bind resolves the names of a rule. A nil rule is nil. Unknown names and functions are errors: a
// plan that was compiled by this version has none.
func Bind(n *Node, scope Scope) (*Program, error) {
	if n == nil {
		return nil, nil
	}
	b := binder{scope: scope}
	root, err := b.bind(n)
	if err != nil {
		return nil, err
	}
	return &Program{root: root, node: n}, nil
}

type binder struct {
	scope  Scope
	locals []string
}

func (b *binder) bind(n *Node) (*inst, error) {
	switch n.Op {
	case Lit:
		return &inst{op: opLit, lit: n.Value}, nil
	case Var:
		return b.bindVar(n.Name)
	case All, Exists, Filter, Map:
		return b.bindMacro(n)
	}
	args := make([]*inst, len(n.Args))
	for i, a := range n.Args {
		in, err := b.bind(a)
		if err != nil {
			return nil, err
		}
		args[i] = in
	}
	return assemble(n, args)
}

func assemble(n *Node, args []*inst) (*inst, error) {
	in := &inst{name: n.Name}
	switch n.Op {
	case List:
		in.op, in.list = opList, args
		return in, nil
	case Get:
		in.op = opGet
	case Has:
		in.op = opHas
	case "!":
		in.op = opNot
	case And:
		in.op = opAnd
	case Or:
		in.op = opOr
	case Cond:
		in.op = opCond
	default:
		f, ok := functions[string(n.Op)]
		if !ok || f.arity() != len(args) {
			return nil, fmt.Errorf("expr: no function %q with %d parts", n.Op, len(args))
		}
		in.unary, in.binary = f.Unary, f.Binary
		in.op = opBinary
		if f.Unary != nil {
			in.op = opUnary
		}
	}
	slots := []**inst{&in.a, &in.b, &in.c}
	if len(args) > len(slots) {
		return nil, fmt.Errorf("expr: %s has %d parts", n.Op, len(args))
	}
	for i, a := range args {
		*slots[i] = a
	}
	return in, nil
}

func (b *binder) bindVar(name string) (*inst, error) {
	for i := len(b.locals) - 1; i >= 0; i-- {
		if b.locals[i] == name {
			return &inst{op: opLocal, index: i}, nil
		}
	}
	where, index := b.scope.Find(name)
	switch where {
	case InSlots:
		return &inst{op: opSlot, index: index, name: name}, nil
	case InRow:
		return &inst{op: opRow, index: index, name: name}, nil
	case IsValue:
		return &inst{op: opValue}, nil
	case IsIt:
		return &inst{op: opIt}, nil
	}
	return nil, fmt.Errorf("expr: no name %q here", name)
}

var macroOps = map[Op]opcode{All: opAll, Exists: opExists, Filter: opFilter, Map: opMap}

func (b *binder) bindMacro(n *Node) (*inst, error) {
	list, err := b.bind(n.Args[0])
	if err != nil {
		return nil, err
	}
	if len(b.locals) == maxLocals {
		return nil, fmt.Errorf("expr: more than %d nested lists", maxLocals)
	}
	b.locals = append(b.locals, n.Name)
	body, err := b.bind(n.Args[1])
	b.locals = b.locals[:len(b.locals)-1]
	if err != nil {
		return nil, err
	}
	return &inst{op: macroOps[n.Op], index: len(b.locals), a: list, b: body}, nil
}
