package rule

import (
	"unicode/utf8"

	"banshi/engine/expr"
	"banshi/engine/value"
)

// typeOf gives the type of an exported node with its greatest sizes and the options of its choices; nil
// where neither matters (a sum, a comparison). The types themselves cel-go has judged.
func (e *Env) typeOf(n *expr.Node, bound map[string]*Type) *Type {
	switch n.Op {
	case expr.Lit:
		return typeOfLiteral(n.Value)
	case expr.Var:
		return e.varType(n.Name, bound)
	case expr.Get:
		if t := e.typeOf(n.Args[0], bound); t != nil && t.Kind == Record {
			return t.Record.Fields[n.Name]
		}
	case expr.Filter:
		return e.typeOf(n.Args[0], bound)
	case expr.Map:
		list := e.typeOf(n.Args[0], bound)
		return ListOf(e.typeOf(n.Args[1], bind(n.Name, list, bound)), list.most())
	case expr.Cond:
		return either(e.typeOf(n.Args[1], bound), e.typeOf(n.Args[2], bound))
	case expr.List:
		return e.typeOfList(n, bound)
	case "+":
		if a, b := e.typeOf(n.Args[0], bound), e.typeOf(n.Args[1], bound); a.isText() || b.isText() {
			return &Type{Kind: Text, Most: a.most() + b.most()}
		}
	}
	return nil
}

func typeOfLiteral(v value.Value) *Type {
	if v.Kind() == value.KindText {
		return &Type{Kind: Text, Most: max(utf8.RuneCountInString(v.Text()), 1)}
	}
	return nil
}

func (e *Env) typeOfList(n *expr.Node, bound map[string]*Type) *Type {
	out := ListOf(nil, max(len(n.Args), 1))
	for i, a := range n.Args {
		if t := e.typeOf(a, bound); i == 0 {
			out.Elem = t
		} else {
			out.Elem = either(out.Elem, t)
		}
	}
	return out
}

// either is the type of what is one of two: the larger sizes, the options of both.
func either(a, b *Type) *Type {
	if a == nil {
		a, b = b, a
	}
	if a == nil {
		return nil
	}
	out := *a
	out.Most = max(a.most(), b.most())
	if out.Options = nil; b != nil && len(a.Options) > 0 && len(b.Options) > 0 {
		out.Options = append(a.Options[:len(a.Options):len(a.Options)], b.Options...)
	}
	if b != nil && a.Kind == List && b.Kind == List {
		out.Elem = either(a.Elem, b.Elem)
	}
	return &out
}

func (t *Type) isText() bool { return t != nil && t.Kind == Text }

// most is the greatest length of a text or list of the type; where nothing was declared, the most that
// fields take (field.MaxText, field.MaxRows).
func (t *Type) most() int {
	switch {
	case t == nil, t.Most == 0 && t.Kind != List:
		return assumedText
	case t.Most == 0:
		return assumedList
	}
	return t.Most
}

// Sizes assumed where nothing was declared; check asks authors to declare them.
const (
	assumedText = 10_000
	assumedList = 1000
)

func (e *Env) varType(name string, bound map[string]*Type) *Type {
	if t, ok := bound[name]; ok {
		return t
	}
	if t, ok := e.names[name]; ok {
		return t
	}
	for i, r := range name {
		if r == '.' {
			if t, ok := e.names[name[:i]]; ok && t.Kind == Record {
				return t.Record.Fields[name[i+1:]]
			}
		}
	}
	return nil
}

// bind adds a name that stands for the elements of a list.
func bind(name string, list *Type, bound map[string]*Type) map[string]*Type {
	inner := make(map[string]*Type, len(bound)+1)
	for k, v := range bound {
		inner[k] = v
	}
	inner[name] = nil
	if list != nil && list.Kind == List {
		inner[name] = list.Elem
	}
	return inner
}

// bindIn is bind for the body of all, exists, filter or map.
func (e *Env) bindIn(macro *expr.Node, bound map[string]*Type) map[string]*Type {
	return bind(macro.Name, e.typeOf(macro.Args[0], bound), bound)
}
