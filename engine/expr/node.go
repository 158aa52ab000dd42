// Package expr is a checked rule as plain data, and its evaluation in three values.
//
// Package rule has cel-go parse and type-check the text of a rule and hands over a Node tree; the
// tree travels inside the plan as JSON, to the server's evaluator and to every client. This package
// walks it in Go; frontend/core/expr.ts is its twin. Both follow one table of functions
// (functions.go) and one rule for what is empty and what is unknown (eval.go), and a set of shared
// vectors holds them together. Nothing here knows CEL.
package expr

import (
	"encoding/json"
	"fmt"

	"banshi/engine/value"
)

// Op says what a node is. Every other word in its place is the name of a function of the table.
type Op string

// The node kinds that are no plain function: they bind names, or look at their parts one by one.
const (
	Lit    Op = "lit"    // Value
	Var    Op = "var"    // Name: form.x, applicant.no, row.x, value, it, today, a fact, a bound name
	Get    Op = "get"    // Name of a cell of the record Args[0]
	Has    Op = "has"    // Args[0]
	And    Op = "&&"     // Args[0], Args[1]
	Or     Op = "||"     // Args[0], Args[1]
	Cond   Op = "?:"     // condition, then, else
	List   Op = "list"   // Args
	All    Op = "all"    // list, body; Name is bound to each element
	Exists Op = "exists" // as All
	Filter Op = "filter" // as All
	Map    Op = "map"    // as All
)

// Node is one node of a checked rule.
type Node struct {
	Op    Op
	Name  string
	Value value.Value
	Args  []*Node

	// From and To are rune offsets into the rule's source. They serve sentences and messages and do
	// not travel to clients.
	From, To int
}

// Literal makes a node of a constant.
func Literal(v value.Value) *Node { return &Node{Op: Lit, Value: v} }

// True is the rule that was not written: it always holds.
func True() *Node { return Literal(value.Bool(true)) }

// IsConst tells whether the node is the literal b.
func (n *Node) IsConst(b bool) bool {
	return n != nil && n.Op == Lit && n.Value.Kind() == value.KindBool && n.Value.Bool() == b
}

// Walk visits n and all nodes below it, outermost first, until f returns false for one.
func (n *Node) Walk(f func(*Node) bool) {
	if n == nil || !f(n) {
		return
	}
	for _, a := range n.Args {
		a.Walk(f)
	}
}

// Reads lists the names that the rule reads from outside, each once, in order of reading: form.x,
// applicant.no, today, facts, row.x, value, it. Names bound by all, exists, filter and map are not
// among them.
func (n *Node) Reads() []string {
	var out []string
	seen := map[string]bool{}
	n.reads(nil, func(name string) {
		if !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	})
	return out
}

func (n *Node) reads(bound []string, emit func(string)) {
	if n == nil {
		return
	}
	switch n.Op {
	case Var:
		for _, b := range bound {
			if b == n.Name {
				return
			}
		}
		emit(n.Name)
	case All, Exists, Filter, Map:
		n.Args[0].reads(bound, emit)
		n.Args[1].reads(append(bound[:len(bound):len(bound)], n.Name), emit)
	default:
		for _, a := range n.Args {
			a.reads(bound, emit)
		}
	}
}

// MarshalJSON writes the node as a list that begins with its Op: ["==",["var","form.right"],["lit","text","rent"]].
func (n *Node) MarshalJSON() ([]byte, error) { return n.AppendJSON(nil) }

// AppendJSON appends what MarshalJSON gives. It writes the whole tree in one go: a plan holds many.
func (n *Node) AppendJSON(b []byte) ([]byte, error) {
	b = value.AppendText(append(b, '['), string(n.Op))
	var err error
	switch n.Op {
	case Lit:
		if b, err = appendLiteral(append(b, ','), n.Value); err != nil {
			return nil, err
		}
		return append(b, ']'), nil
	case Var, All, Exists, Filter, Map:
		b = value.AppendText(append(b, ','), n.Name)
	}
	for _, a := range n.Args {
		if b, err = a.AppendJSON(append(b, ',')); err != nil {
			return nil, err
		}
	}
	if n.Op == Get {
		b = value.AppendText(append(b, ','), n.Name)
	}
	return append(b, ']'), nil
}

// UnmarshalJSON reads what MarshalJSON writes. An unknown function is an error.
func (n *Node) UnmarshalJSON(data []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil || len(parts) == 0 {
		return fmt.Errorf("expr: a node is a list that begins with its kind, not %.40s", data)
	}
	var op string
	if err := json.Unmarshal(parts[0], &op); err != nil {
		return fmt.Errorf("expr: kind of node: %w", err)
	}
	n.Op = Op(op)
	rest := parts[1:]
	switch n.Op {
	case Lit:
		if len(rest) != 2 {
			return fmt.Errorf("expr: lit wants a type and a value")
		}
		v, err := decodeLiteral(rest[0], rest[1])
		n.Value = v
		return err
	case Var:
		return n.nameAndArgs(rest, 0, 1)
	case Get:
		return n.nameAndArgs(rest, 1, 2)
	case All, Exists, Filter, Map:
		return n.nameAndArgs(rest, 0, 3)
	}
	return n.decodeCall(rest)
}

func (n *Node) nameAndArgs(rest []json.RawMessage, nameAt, want int) error {
	if len(rest) != want {
		return fmt.Errorf("expr: %s wants %d parts, has %d", n.Op, want, len(rest))
	}
	for i, r := range rest {
		if i == nameAt {
			if err := json.Unmarshal(r, &n.Name); err != nil {
				return fmt.Errorf("expr: name in %s: %w", n.Op, err)
			}
			continue
		}
		if err := n.addArg(r); err != nil {
			return err
		}
	}
	return nil
}

func (n *Node) decodeCall(rest []json.RawMessage) error {
	arity, ok := arities[string(n.Op)]
	if !ok {
		return fmt.Errorf("expr: no function %q", n.Op)
	}
	if arity >= 0 && len(rest) != arity {
		return fmt.Errorf("expr: %s wants %d parts, has %d", n.Op, arity, len(rest))
	}
	for _, r := range rest {
		if err := n.addArg(r); err != nil {
			return err
		}
	}
	return nil
}

func (n *Node) addArg(raw json.RawMessage) error {
	a := &Node{}
	if err := json.Unmarshal(raw, a); err != nil {
		return err
	}
	n.Args = append(n.Args, a)
	return nil
}
