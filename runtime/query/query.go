// Package query reads the filters of the work list: a sentence about one case that holds or does not.
// It is the only importer of expr-lang. Of that language it lets through comparisons, words of a list and
// and/or/not, so that a filter looks at one case, has no effect, and costs no more than it is long.
package query

import (
	"fmt"
	"reflect"
	"slices"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"banshi/runtime/base/fault"
)

// What a filter may be.
const (
	MaxLength = 500 // characters
	MaxNodes  = 120
	MaxWords  = 50 // of one list
)

// Case is what a filter knows of a case.
type Case struct {
	State         string `expr:"state"`
	Waits         bool   `expr:"waits"`     // the office has to do something
	DaysLeft      int    `expr:"days_left"` // calendar days to the day until which something has to be done; NoDue where there is none
	DaysWaiting   int    `expr:"days_waiting"`
	Item          string `expr:"item"`
	ItemName      string `expr:"item_name"`
	Office        string `expr:"office"`
	ApplicantKind string `expr:"applicant_kind"`
	Verdict       string `expr:"verdict"`
	ChecksOpen    int    `expr:"checks_open"`
	Channel       string `expr:"channel"`
	Assignee      string `expr:"assignee"` // name; "" nobody
	Claimed       bool   `expr:"claimed"`
	Mine          bool   `expr:"mine"`
	Submitted     string `expr:"submitted"` // YYYY-MM-DD
	Round         int    `expr:"round"`
	Credit        string `expr:"credit"` // "" not known
	Instant       bool   `expr:"instant"`
}

// NoDue is days_left of a case that has no such day.
const NoDue = 99999

// Filter is a sentence that was judged. It may be used by many at once.
type Filter struct{ program *vm.Program }

// Words are what a name may be compared with, where that is known: state → submitted, received …
type Words map[string][]string

// Names lists what a filter may ask about, in the order of Case.
func Names() []string {
	t := reflect.TypeFor[Case]()
	out := make([]string, t.NumField())
	for i := range out {
		out[i] = t.Field(i).Tag.Get("expr")
	}
	return out
}

// Compile judges a filter. A *Fault says at which column it can't be read, and why.
func Compile(text string, words Words) (*Filter, error) {
	if n := utf8.RuneCountInString(text); n > MaxLength {
		return nil, &Fault{Column: MaxLength + 1, Message: sayLong.With(MaxLength)}
	}
	tree, err := parser.Parse(text)
	if err != nil {
		return nil, read(err)
	}
	j := judge{words: words}
	if is := j.sort(tree.Node); j.fault == nil && is != truth {
		j.fail(tree.Node, sayNoTruth)
	}
	if j.fault != nil {
		return nil, j.fault
	}
	program, err := expr.Compile(text, expr.Env(Case{}), expr.AsBool(), expr.MaxNodes(MaxNodes), expr.DisableAllBuiltins())
	if err != nil {
		return nil, read(err)
	}
	return &Filter{program}, nil
}

// Match tells whether the filter holds for a case.
func (f *Filter) Match(c Case) (bool, error) {
	got, err := vm.Run(f.program, c)
	if err != nil {
		return false, fmt.Errorf("query: %w", err)
	}
	yes, _ := got.(bool)
	return yes, nil
}

// kind is what sort of value a part of a filter gives.
type kind int

const (
	none kind = iota
	truth
	number
	text
	list
)

// kinds of the names.
var kinds = func() map[string]kind {
	t, out := reflect.TypeFor[Case](), map[string]kind{}
	for i := range t.NumField() {
		k := text
		switch t.Field(i).Type.Kind() {
		case reflect.Bool:
			k = truth
		case reflect.Int:
			k = number
		}
		out[t.Field(i).Tag.Get("expr")] = k
	}
	return out
}()

// judge reads a tree and keeps the first thing that is wrong.
type judge struct {
	words Words
	nodes int
	fault *Fault
}

func (j *judge) fail(n ast.Node, message fault.Text) {
	if j.fault == nil {
		j.fault = &Fault{Column: n.Location().From + 1, Message: message}
	}
}

func (j *judge) sort(n ast.Node) kind {
	if j.nodes++; j.nodes > MaxNodes {
		j.fail(n, sayMany)
	}
	if j.fault != nil {
		return none
	}
	switch n := n.(type) {
	case *ast.IdentifierNode:
		k, known := kinds[n.Value]
		if !known {
			j.fail(n, unknown(n.Value))
		}
		return k
	case *ast.BoolNode:
		return truth
	case *ast.IntegerNode:
		return number
	case *ast.StringNode:
		return text
	case *ast.UnaryNode:
		return j.unary(n)
	case *ast.BinaryNode:
		return j.binary(n)
	}
	j.fail(n, sayNotHere)
	return none
}

func (j *judge) unary(n *ast.UnaryNode) kind {
	is := j.sort(n.Node)
	switch n.Operator {
	case "!", "not":
		j.want(n.Node, is, truth)
		return truth
	case "-", "+":
		j.want(n.Node, is, number)
		return number
	}
	j.fail(n, sayNotHere)
	return none
}

func (j *judge) binary(n *ast.BinaryNode) kind {
	switch n.Operator {
	case "in":
		j.one(n)
		return truth
	case "&&", "and", "||", "or":
		j.want(n.Left, j.sort(n.Left), truth)
		j.want(n.Right, j.sort(n.Right), truth)
		return truth
	case "contains", "startsWith", "endsWith":
		j.want(n.Left, j.sort(n.Left), text)
		j.want(n.Right, j.sort(n.Right), text)
		return truth
	case "==", "!=":
		j.want(n.Right, j.sort(n.Right), j.sort(n.Left))
	case "<", "<=", ">", ">=":
		is := j.sort(n.Left)
		if is == truth {
			j.fail(n.Left, sayNoOrder)
		}
		j.want(n.Right, j.sort(n.Right), is)
	default:
		j.fail(n, sayNotHere)
	}
	j.known(n.Left, n.Right)
	j.known(n.Right, n.Left)
	return truth
}

// one reads x in ["a", "b"].
func (j *judge) one(n *ast.BinaryNode) {
	is := j.sort(n.Left)
	all, ok := n.Right.(*ast.ArrayNode)
	if !ok {
		j.fail(n.Right, sayNoList)
		return
	}
	if len(all.Nodes) > MaxWords {
		j.fail(n.Right, sayManyWords.With(MaxWords))
	}
	for _, one := range all.Nodes {
		j.want(one, j.sort(one), is)
		j.known(n.Left, one)
	}
}

func (j *judge) want(n ast.Node, is, want kind) {
	if j.fault == nil && is != want {
		j.fail(n, sayKind.With(named[want], named[is]))
	}
}

// known holds a word against those that the name can be.
func (j *judge) known(name, word ast.Node) {
	n, isName := name.(*ast.IdentifierNode)
	s, isWord := word.(*ast.StringNode)
	if !isName || !isWord || j.fault != nil {
		return
	}
	if all := j.words[n.Value]; all != nil && s.Value != "" && !slices.Contains(all, s.Value) {
		j.fail(word, unknownWord(s.Value, n.Value, all))
	}
}
