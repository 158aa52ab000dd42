package rows_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"banshi/engine/rows"
	"banshi/engine/rows/rowstest"
)

// tree is a rule without places: what commands are held to.
type tree struct {
	kind rows.Kind
	text string
	args []*tree
}

func treeOf(n *rows.Node) *tree {
	t := &tree{kind: n.Kind, text: n.Text}
	for _, a := range n.Args {
		t.args = append(t.args, treeOf(a))
	}
	return t
}

func (t *tree) String() string {
	parts := []string{string(t.kind), t.text}
	for _, a := range t.args {
		parts = append(parts, a.String())
	}
	return "(" + strings.Join(parts, " ") + ")"
}

// at gives the part that a path of indexes leads to.
func (t *tree) at(path []int) *tree {
	for _, i := range path {
		t = t.args[i]
	}
	return t
}

func parsed(t testing.TB, text string) *rows.Node {
	t.Helper()
	n, err := rows.Parse(text)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return n
}

// paths lists the parts of a rule.
func paths(n *rows.Node, under []int) [][]int {
	out := [][]int{under}
	for i, a := range n.Args {
		out = append(out, paths(a, append(slices.Clone(under), i))...)
	}
	return out
}

func nodeAt(n *rows.Node, path []int) *rows.Node {
	for _, i := range path {
		n = n.Args[i]
	}
	return n
}

func isGroup(n *tree) bool { return n.kind == rows.Binary && (n.text == "&&" || n.text == "||") }

// trial is one command on one part of a rule, with what it has to come to.
type trial struct {
	text string
	node *rows.Node
	want *tree // of the whole rule; the command may change it
	path []int
	r    func(int) int
}

func (c *trial) part() *tree { return c.want.at(c.path) }

// put puts another part in the place.
func (c *trial) put(t *tree) {
	if len(c.path) == 0 {
		c.want = t
		return
	}
	c.want.at(c.path[:len(c.path)-1]).args[c.path[len(c.path)-1]] = t
}

func (c *trial) parent() *tree {
	if len(c.path) == 0 {
		return &tree{}
	}
	return c.want.at(c.path[:len(c.path)-1])
}

// put are conditions and values that are put into rules.
var put = []string{`a == "甲"`, `a || b`, `a && b`, `c ? d : e`, `!x`, `x`, `x // 说明`, "(x) ", `-5`, `"//" in y`}

// removed takes an item out of the tree.
func (c *trial) removed() bool {
	p := c.parent()
	if !isGroup(p) {
		return false
	}
	i := c.path[len(c.path)-1]
	p.args = slices.Delete(slices.Clone(p.args), i, i+1)
	if len(p.args) == 1 {
		*p = *p.args[0]
	}
	return true
}

// commands do one thing to the rule's text and to its tree; false: it can't be done there.
var commands = map[string]func(*trial) (rows.Edit, error, bool){
	"replace": func(c *trial) (rows.Edit, error, bool) {
		with := put[c.r(len(put))]
		if len(c.path) > 0 && (c.parent().kind == rows.Method && c.path[len(c.path)-1] == 1) {
			return rows.Edit{}, nil, false // the name that a macro binds
		}
		n, _ := rows.Parse(with)
		c.put(treeOf(n))
		e, err := rows.Replace(c.text, c.node.Outer, with)
		return e, err, true
	},
	"negate": func(c *trial) (rows.Edit, error, bool) {
		if p := c.part(); p.kind == rows.Unary && p.text == "!" {
			c.put(p.args[0])
		} else {
			c.put(&tree{rows.Unary, "!", []*tree{p}})
		}
		e, err := rows.Negate(c.text, c.node.Outer)
		return e, err, true
	},
	"remove": func(c *trial) (rows.Edit, error, bool) {
		can := c.removed()
		e, err := rows.Remove(c.text, c.node.Outer)
		return e, err, can
	},
	"switch": func(c *trial) (rows.Edit, error, bool) {
		p := c.part()
		can := isGroup(p)
		if can {
			p.text = map[string]string{"&&": "||", "||": "&&"}[p.text]
		}
		e, err := rows.Switch(c.text, c.node.Outer)
		return e, err, can
	},
	"add": func(c *trial) (rows.Edit, error, bool) {
		kind, sign := rows.All, "&&"
		if c.r(2) == 0 {
			kind, sign = rows.Any, "||"
		}
		with := put[c.r(len(put))]
		n, _ := rows.Parse(with)
		p, item := c.part(), treeOf(n)
		index := c.r(3)
		if isGroup(p) && p.text == sign {
			p.args = slices.Insert(slices.Clone(p.args), min(index, len(p.args)), item)
		} else if index == 0 {
			c.put(&tree{rows.Binary, sign, []*tree{item, p}})
		} else {
			c.put(&tree{rows.Binary, sign, []*tree{p, item}})
		}
		e, err := rows.Add(c.text, c.node.Outer, index, kind, with)
		return e, err, true
	},
	"group": func(c *trial) (rows.Edit, error, bool) {
		p := c.part()
		if !isGroup(p) || len(p.args) < 3 {
			return rows.Edit{}, nil, false
		}
		kind, sign := rows.All, "&&"
		if c.r(2) == 0 {
			kind, sign = rows.Any, "||"
		}
		from := c.r(len(p.args) - 1)
		to := from + 1 + c.r(len(p.args)-1-from)
		if to-from == len(p.args)-1 {
			from++
		}
		if from == to {
			return rows.Edit{}, nil, false
		}
		group := &tree{rows.Binary, sign, slices.Clone(p.args[from : to+1])}
		p.args = slices.Replace(slices.Clone(p.args), from, to+1, group)
		e, err := rows.Group(c.text, c.node.Outer, from, to, kind)
		return e, err, true
	},
	"dissolve": func(c *trial) (rows.Edit, error, bool) {
		p, parent := c.part(), c.parent()
		can := isGroup(p) && isGroup(parent)
		if can {
			i := c.path[len(c.path)-1]
			parent.args = slices.Replace(slices.Clone(parent.args), i, i+1, p.args...)
		}
		e, err := rows.Dissolve(c.text, c.node.Outer)
		return e, err, can
	},
	"move": func(c *trial) (rows.Edit, error, bool) {
		root, _ := rows.Parse(c.text)
		goals := slices.DeleteFunc(paths(root, nil), func(p []int) bool { return !isGroup(treeOf(nodeAt(root, p))) })
		if len(goals) == 0 || !isGroup(c.parent()) {
			return rows.Edit{}, nil, false
		}
		to := goals[c.r(len(goals))]
		at := nodeAt(root, to).Outer
		if c.node.Outer.Holds(at) {
			return rows.Edit{}, nil, false
		}
		goal, parent, item := c.want.at(to), c.parent(), c.part()
		index := c.r(len(goal.args) + 1)
		i := c.path[len(c.path)-1]
		e, err := rows.Move(c.text, c.node.Outer, at, index)
		mark := &tree{text: "gone"}
		parent.args = slices.Replace(slices.Clone(parent.args), i, i+1, mark)
		goal.args = slices.Insert(slices.Clone(goal.args), index, item)
		parent.args = slices.DeleteFunc(parent.args, func(t *tree) bool { return t == mark })
		if len(parent.args) == 1 {
			*parent = *parent.args[0]
		}
		return e, err, true
	},
	"operator": func(c *trial) (rows.Edit, error, bool) {
		cond := c.node.Condition()
		ops := []string{"==", "!=", "<", "in", "startsWith", "contains", "same_name", "same_address"}
		op := ops[c.r(len(ops))]
		e, err := rows.SetOperator(c.text, c.node.Outer, op)
		if cond.Kind != rows.Row || err == rows.ErrComment {
			return rows.Edit{}, nil, false
		}
		p := c.part()
		if cond.Neg {
			p = p.args[0]
		}
		kind := rows.Binary
		switch op {
		case "startsWith", "contains":
			kind = rows.Method
		case "same_name", "same_address":
			kind = rows.Call
		}
		*p = tree{kind, op, p.args}
		return e, err, true
	},
}

// fits tells the parts that a command is tried on.
func fits(name string, n *rows.Node, path []int) bool {
	switch name {
	case "replace":
		return true
	case "switch", "group":
		return isGroup(treeOf(nodeAt(n, path)))
	case "dissolve":
		return len(path) > 0 && isGroup(treeOf(nodeAt(n, path))) && isGroup(treeOf(nodeAt(n, path[:len(path)-1])))
	case "remove", "move":
		return len(path) > 0 && isGroup(treeOf(nodeAt(n, path[:len(path)-1])))
	}
	return nodeAt(n, path).Condition().Kind != rows.OpenIt
}

// TestCommands does every command to random parts of random rules: the new text is read as the tree that the
// command has to come to, its inverse leads back to the byte, and what it did not touch is as it was.
func TestCommands(t *testing.T) {
	m := rowstest.New(21)
	state := uint64(1)
	r := func(n int) int {
		state = state*6364136223846793005 + 1442695040888963407
		return int(state>>33) % n
	}
	did := map[string]int{}
	for range 1500 {
		text := m.Rule(3)
		all := paths(parsed(t, text), nil)
		for _, name := range slices.Sorted(maps.Keys(commands)) {
			n := parsed(t, text)
			fit := slices.DeleteFunc(slices.Clone(all), func(p []int) bool { return !fits(name, n, p) })
			if len(fit) == 0 {
				continue
			}
			path := fit[r(len(fit))]
			c := &trial{text: text, node: nodeAt(n, path), want: treeOf(n), path: path, r: r}
			e, err, can := commands[name](c)
			if !can {
				continue
			}
			if err != nil {
				t.Fatalf("%s of %q in %q: %v", name, c.node.Outer.Of(text), text, err)
			}
			did[name]++
			after, fault := rows.Parse(e.Text)
			if fault != nil || treeOf(after).String() != c.want.String() {
				t.Fatalf("%s of %q in\n%q gave\n%q %v\nwhich is %s\nand not  %s", name, c.node.Outer.Of(text), text, e.Text, fault, treeOf(after), c.want)
			}
			if back := rows.Apply(e.Text, e.Inverse).Text; back != text {
				t.Fatalf("%s: the inverse leads to %q and not to %q", name, back, text)
			}
		}
	}
	for name := range commands {
		if did[name] < 50 {
			t.Errorf("%s was done %d times only", name, did[name])
		}
	}
}
