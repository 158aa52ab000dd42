package compile

import (
	"slices"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/spec"
)

// What a clerk fills is unknown until the step is done. It is read by handling, and by fields of that or a
// later step: whoever read it before would wait for what can't come in time.

// reader is the part of an item whose rules are compiled.
type reader struct {
	what  string // how it is called; "": handling, which may read everything
	step  string // whose field it is; "" the applicant's, or of the item as a whole
	first bool   // it decides whether the step is done at all: its own fields come too late as well
}

// reading is a rule with who reads it.
type reading struct {
	rule spec.Rule
	node *expr.Node
	by   reader
}

// as compiles rules in the name of a reader.
func (c *compiler) as(r reader, compile func()) {
	outer := c.reader
	c.reader = r
	compile()
	c.reader = outer
}

// note remembers a rule until all steps are known.
func (c *compiler) note(r spec.Rule, n *expr.Node) {
	if c.reader.what != "" {
		c.reads = append(c.reads, reading{r, n, c.reader})
	}
}

// early reports what reads a clerk's field before it can be known.
func (c *compiler) early() {
	steps := c.stepsOfFields()
	for _, r := range c.reads {
		r.node.Walk(func(n *expr.Node) bool {
			if n.Op != expr.Var {
				return true
			}
			if step := c.filledIn(n.Name, steps, nil); step != "" && !c.inTime(step, r.by) {
				c.readTooEarly(r, n, step)
			}
			return true
		})
	}
}

// stepsOfFields gives the step of each field that a clerk fills, by its name in a rule.
func (c *compiler) stepsOfFields() map[string]string {
	out := map[string]string{}
	for _, f := range c.out.Fields {
		if f.Step != "" {
			out["form."+f.ID] = f.Step
		}
	}
	return out
}

// filledIn is the last step that must be done before a field or fact can be known; "" for none. A fact
// waits for what its key and its condition read.
func (c *compiler) filledIn(name string, steps map[string]string, seen []string) string {
	f := c.out.Fact(name)
	if f == nil {
		return steps[name]
	}
	if slices.Contains(seen, name) {
		return "" // a cycle, of which is told elsewhere
	}
	last := ""
	for _, read := range append(f.Key.Reads(), f.When.Reads()...) {
		if step := c.filledIn(read, steps, append(seen, name)); last == "" || c.stage(step) > c.stage(last) {
			last = step
		}
	}
	return last
}

// inTime tells whether what a step fills is known to a reader.
func (c *compiler) inTime(step string, by reader) bool {
	return by.step == step && !by.first || by.step != "" && c.stage(step) < c.stage(by.step)
}

// stage is the place of a step in the order of handling; those beside each other have the same.
func (c *compiler) stage(id string) int {
	for range c.out.Steps {
		s := c.out.Step(id)
		if s == nil || s.Beside == "" {
			break
		}
		id = s.Beside
	}
	return c.stepAt(id)
}

func fieldReader(f *spec.Field, step string) reader {
	return reader{what: "“" + f.Title.S + "”", step: step}
}

// titleOf names a field or fact of a rule, for messages.
func (c *compiler) titleOf(name string) string {
	if f := c.out.Field(strings.TrimPrefix(name, "form.")); f != nil {
		return f.Title
	}
	return name
}

func (c *compiler) stepTitle(id string) string {
	if s := c.out.Step(id); s != nil {
		return s.Title
	}
	return id
}
