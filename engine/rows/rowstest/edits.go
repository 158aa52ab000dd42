package rowstest

import "banshi/engine/rows"

// Command is something done to a rule. Places are those of JavaScript: where a part begins and ends.
type Command struct {
	Do    string `json:"do"`
	Text  string `json:"text"`
	At    [2]int `json:"at"`
	To    [2]int `json:"to"`
	First int    `json:"first"`
	Last  int    `json:"last"`
	Kind  string `json:"kind"`
	With  string `json:"with"`
}

// Command makes a command on some part of a rule; many are refused.
func (m *Maker) Command() Command {
	text := m.Rule(3)
	c := Command{Text: text, First: m.below(4), Last: m.below(4), Kind: pick(m, "all", "any")}
	c.Do = pick(m, "replace", "negate", "operator", "add", "remove", "switch", "group", "dissolve", "move", "rename")
	c.With = pick(m, `a == "甲"`, "a || b", "a && b", "c ? d : e", "!x", "x", "x // 说明", "(x) ", "-5", "a b")
	switch c.Do {
	case "operator":
		c.With = pick(m, "==", "!=", "<", "in", "startsWith", "contains", "same_name", "same_address", "size")
	case "rename":
		c.With = pick(m, "form.area form.size", "form.staff.no form.staff.id", "permits x1", "person r0")
	}
	n, err := rows.Parse(text)
	if err != nil {
		panic(err) // what is made is read
	}
	all, groups, items := []*rows.Node{n}, []*rows.Node{}, []*rows.Node{}
	n.Walk(func(n *rows.Node) bool {
		all = append(all, n)
		if n.Text == "&&" || n.Text == "||" {
			groups, items = append(groups, n), append(items, n.Args...)
		}
		return true
	})
	if c.Do == "group" || c.Do == "switch" || c.Do == "dissolve" || c.Do == "move" || c.Do == "remove" {
		if all = append(groups, all[0]); c.Do == "move" || c.Do == "remove" {
			all = append(items, all[0])
		}
	}
	c.At, c.To = c.units(pick(m, all...)), c.units(pick(m, append(groups, all[0])...))
	return c
}

func (c Command) units(n *rows.Node) [2]int {
	return [2]int{rows.UTF16(c.Text, n.Outer.From), rows.UTF16(c.Text, n.Outer.To)}
}

func (c Command) span(at [2]int) rows.Span {
	return rows.Span{From: rows.Bytes(c.Text, at[0]), To: rows.Bytes(c.Text, at[1])}
}

// Run does the command: the new text, the patches and the inverse as lists, or "refused".
func (c Command) Run() any {
	e, err := c.run()
	if err != nil {
		return "refused"
	}
	return []any{e.Text, patchesOf(c.Text, e.Patches), patchesOf(e.Text, e.Inverse)}
}

func patchesOf(text string, list []rows.Patch) []any {
	out := []any{}
	for _, p := range list {
		out = append(out, []any{rows.UTF16(text, p.From), rows.UTF16(text, p.To), p.Text})
	}
	return out
}

func (c Command) run() (rows.Edit, error) {
	at, kind := c.span(c.At), rows.CondKind(c.Kind)
	switch c.Do {
	case "replace":
		return rows.Replace(c.Text, at, c.With)
	case "negate":
		return rows.Negate(c.Text, at)
	case "operator":
		return rows.SetOperator(c.Text, at, c.With)
	case "add":
		return rows.Add(c.Text, at, c.First, kind, c.With)
	case "remove":
		return rows.Remove(c.Text, at)
	case "switch":
		return rows.Switch(c.Text, at)
	case "group":
		return rows.Group(c.Text, at, c.First, c.Last, kind)
	case "dissolve":
		return rows.Dissolve(c.Text, at)
	case "move":
		return rows.Move(c.Text, at, c.span(c.To), c.First)
	}
	n, err := rows.Parse(c.Text)
	if err != nil {
		return rows.Edit{}, err
	}
	from, to := c.With, ""
	for i := range c.With {
		if c.With[i] == ' ' {
			from, to = c.With[:i], c.With[i+1:]
		}
	}
	return rows.Apply(c.Text, n.Rename(map[string]string{"row": "form.staff"}, from, to)), nil
}
