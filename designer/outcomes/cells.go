package outcomes

import (
	"fmt"
	"slices"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/field"
	"banshi/engine/plan"
	"banshi/engine/value"
)

const (
	mostWhole   = 40 // options of a question that each may come to something else
	mostFew     = 12 // options that are shown one by one even where no rule tells them apart
	mostChoices = 5  // options of a choice of several that are tried in all combinations
	mostNamed   = 6  // options that a cell names
)

// cutter cuts what a question may be answered with into cells.
type cutter struct {
	plan  *plan.Plan
	f     *plan.Field
	uses  *uses
	today value.Value
}

// cellsOf gives the cells of every question that can be branched on, by its name in rules.
func cellsOf(p *plan.Plan, today string) map[string][]Cell {
	out := map[string][]Cell{}
	all := usesOf(p, relevant(p))
	day, _ := value.ParseDate(today)
	for _, f := range p.Fields {
		if f.Clerk || len(f.Compute) > 0 || f.Edit == "locked" && len(f.Fill) > 0 {
			continue
		}
		name := "form." + f.ID
		c := &cutter{p, f, all[name], value.DateOf(day)}
		if cells := c.cut(); len(cells) > 0 {
			if !f.Need.IsConst(true) {
				cells = append(cells, Cell{Label: say(sayBlank, p.Language)})
			}
			out[name] = cells
		}
	}
	return out
}

func (c *cutter) cut() []Cell {
	switch c.f.Type {
	case "boolean":
		return c.label([]any{true, false})
	case "choice", "region":
		return c.options()
	case "choices":
		return c.several()
	case "integer", "number", "money", "date":
		return c.ranges()
	}
	return c.filled()
}

// options are those of a choice: each by itself, or those together that no rule tells apart where they are many.
func (c *cutter) options() []Cell {
	var all []any
	for _, o := range c.f.Options {
		all = append(all, o.Code)
	}
	if len(all) <= mostFew || c.uses.whole && len(all) <= mostWhole {
		return c.label(all)
	}
	if c.uses.whole {
		return nil
	}
	return c.alike(all, func(answer any) string {
		v, _ := c.parse(answer)
		return c.written(v)
	})
}

// several are the combinations of a choice of several: of the few options there are, or of those that a rule names.
func (c *cutter) several() []Cell {
	if c.uses.whole || len(c.uses.tests) == 0 {
		return nil
	}
	var named, rest []any
	for _, o := range c.f.Options {
		if c.names(o.Code) {
			named = append(named, o.Code)
		} else {
			rest = append(rest, o.Code)
		}
	}
	known := named
	if len(rest) > 0 { // one stands for all that no rule names
		named = append(slices.Clone(named), rest[0])
	}
	if len(named) > mostChoices || !c.fitSeveral() {
		return nil
	}
	var all []any
	for bits := 1; bits < 1<<len(named); bits++ {
		var set []any
		for i, code := range named {
			if bits>>i&1 == 1 {
				set = append(set, code)
			}
		}
		all = append(all, set)
	}
	return c.alike(all, func(answer any) string {
		var texts []string
		for _, code := range answer.([]any) {
			if v, ok := c.parse([]any{code}); ok && slices.Contains(known, code) {
				texts = append(texts, c.written(v))
			}
		}
		switch {
		case len(texts) > 0:
			return strings.Join(texts, " + ")
		case len(known) > 0:
			return say(sayOthers, c.plan.Language)
		}
		return say(sayFilled, c.plan.Language)
	})
}

// names tells whether a test is about an option.
func (c *cutter) names(code string) bool {
	return slices.ContainsFunc(c.uses.tests, func(t *expr.Node) bool {
		found := false
		t.Walk(func(n *expr.Node) bool {
			found = found || n.Op == expr.Lit && n.Value.Kind() == value.KindText && n.Value.Text() == code
			return true
		})
		return found
	})
}

// fitSeveral tells whether every test is one that a set and another with more of the options no rule names have in common:
// whether an option is among those chosen, whether any is.
func (c *cutter) fitSeveral() bool {
	for _, t := range c.uses.tests {
		a := t.Args
		switch {
		case t.Op == expr.Has, t.Op == "in" && a[0].Op == expr.Lit && a[1].Op == expr.Var:
		case (t.Op == ">" || t.Op == "==" || t.Op == "!=") && a[0].Op == "size" && a[1].Op == expr.Lit && isInt(a[1].Value, 0):
		case t.Op == ">=" && a[0].Op == "size" && a[1].Op == expr.Lit && isInt(a[1].Value, 1):
		default:
			return false
		}
	}
	return true
}

// alike puts answers together that no rule tells apart.
func (c *cutter) alike(all []any, label func(answer any) string) []Cell {
	var out []Cell
	var keys []string
	labels := map[string][]string{}
	for _, answer := range all {
		v, ok := c.parse(answer)
		if !ok {
			continue
		}
		key := c.uses.vector("form."+c.f.ID, v, c.today)
		if !slices.Contains(keys, key) {
			keys, out = append(keys, key), append(out, Cell{Answer: answer})
		}
		if text := label(answer); !slices.Contains(labels[key], text) {
			labels[key] = append(labels[key], text)
		}
	}
	for i, key := range keys {
		out[i].Label = c.joined(labels[key])
	}
	return out
}

func (c *cutter) joined(list []string) string {
	between := say(sayEither, c.plan.Language)
	if len(list) <= mostNamed {
		return strings.Join(list, between)
	}
	return fmt.Sprintf(say(sayAndMore, c.plan.Language), strings.Join(list[:mostNamed/2], between), len(list))
}

func (c *cutter) label(all []any) []Cell {
	var out []Cell
	for _, answer := range all {
		if v, ok := c.parse(answer); ok {
			out = append(out, Cell{c.written(v), answer})
		}
	}
	return out
}

// filled is that there is an answer, where no rule asks for more.
func (c *cutter) filled() []Cell {
	if c.uses.whole || slices.ContainsFunc(c.uses.tests, func(t *expr.Node) bool { return t.Op != expr.Has }) || len(c.uses.tests) == 0 {
		return nil
	}
	for _, try := range []string{"440605200001010031", "91440605MA4UJ8CH1X", "13800000000", "佛山市南海区桂城街道天佑三路15号", "6222021001116245702"} {
		if _, ok := c.parse(try); ok {
			return []Cell{{say(sayFilled, c.plan.Language), try}}
		}
	}
	return nil
}

func (c *cutter) params() field.Params {
	p := field.Params{Unit: c.f.Unit, Digits: c.f.Digits, Lines: c.f.Lines, Mobile: c.f.Mobile}
	for _, o := range c.f.Options {
		p.Options = append(p.Options, field.Option{Code: o.Code, Text: o.Text})
	}
	return p
}

func (c *cutter) parse(answer any) (value.Value, bool) {
	v, fault := field.Of(c.f.Type).Parse(answer, c.params())
	return v, fault == nil && v.Known()
}

func (c *cutter) written(v value.Value) string {
	return field.Of(c.f.Type).Format(v, c.params(), c.plan.Language)
}

func isInt(v value.Value, n int64) bool { return v.Kind() == value.KindInt && v.Int() == n }
