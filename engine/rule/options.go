package rule

import (
	"banshi/engine/expr"
	"banshi/engine/value"
)

// checkOptions finds literals compared with a choice that has no such option.
func (x *exporter) checkOptions(root *expr.Node) { x.optionsIn(root, nil) }

func (x *exporter) optionsIn(n *expr.Node, bound map[string]*Type) {
	switch n.Op {
	case "==", "!=":
		x.literalsFit(n.Args[0], n.Args[1], bound)
		x.literalsFit(n.Args[1], n.Args[0], bound)
	case "in":
		x.literalsFit(n.Args[0], n.Args[1], bound)
		if t := x.env.typeOf(n.Args[1], bound); t != nil && t.Kind == List && t.Elem != nil {
			x.mustBeOption(t.Elem.Options, n.Args[0])
		}
	case expr.All, expr.Exists, expr.Filter, expr.Map:
		x.optionsIn(n.Args[0], bound)
		x.optionsIn(n.Args[1], x.env.bindIn(n, bound))
		return
	}
	for _, a := range n.Args {
		x.optionsIn(a, bound)
	}
}

func (x *exporter) literalsFit(typed, lit *expr.Node, bound map[string]*Type) {
	t := x.env.typeOf(typed, bound)
	if t == nil {
		return
	}
	options := t.Options
	if t.Kind == List && t.Elem != nil {
		options = t.Elem.Options
	}
	x.mustBeOption(options, lit)
}

func (x *exporter) mustBeOption(options []OptionCode, lit *expr.Node) {
	if len(options) == 0 {
		return
	}
	if lit.Op == expr.List {
		for _, a := range lit.Args {
			x.mustBeOption(options, a)
		}
		return
	}
	if lit.Op != expr.Lit || lit.Value.Kind() != value.KindText {
		return
	}
	for _, o := range options {
		if o.Code == lit.Value.Text() {
			return
		}
	}
	x.faults = append(x.faults, NotAnOption(lit, options))
}

// checkLiterals finds constants that can never be what they claim: date("2026-02-30").
func (x *exporter) checkLiterals(root *expr.Node) {
	root.Walk(func(n *expr.Node) bool {
		if (n.Op == "date" || n.Op == "number") && n.Args[0].Op == expr.Lit && n.Args[0].Value.Kind() == value.KindText {
			text := n.Args[0].Value.Text()
			if _, ok := value.ParseDate(text); n.Op == "date" && !ok {
				x.faults = append(x.faults, noSuchDay(n.Args[0]))
			}
			if _, ok := value.ParseDecimal(text); n.Op == "number" && !ok {
				x.faults = append(x.faults, noNumber(n.Args[0]))
			}
		}
		return true
	})
}
