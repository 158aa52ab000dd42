package compile

import (
	"strings"

	"banshi/engine/expr"
	"banshi/engine/rule"
	"banshi/engine/spec"
)

// Somebody else's record is looked up to judge by, and never leaves the server; what may go out is a
// fill, once he or the law has consented. So a value that people read is not taken from it directly.

// keepsOthers reports a value that the applicant would read and that is taken from somebody else's record.
// what says where the value would stand, hint what to write instead.
func (c *compiler) keepsOthers(r spec.Rule, n *expr.Node, env *rule.Env, what, hint string) {
	if n == nil || env == nil || !c.carries(n, env, nil).held {
		return
	}
	c.othersShown(r, what, hint)
}

// carried is what a value may hold: rows of a table, or what a record behind a consent says.
type carried struct {
	table *spec.Field
	held  bool
}

// carries follows where a value comes from. A condition carries nothing of what it looks at: whether it
// holds is for everybody to know.
func (c *compiler) carries(n *expr.Node, env *rule.Env, bound map[string]carried) carried {
	switch n.Op {
	case expr.Var:
		return c.nameCarries(n.Name, env, bound)
	case expr.Get:
		of := c.carries(n.Args[0], env, bound)
		return carried{held: of.held || of.table != nil && consented(of.table.Facts, n.Name)}
	case expr.Filter:
		return c.carries(n.Args[0], env, bound)
	case expr.Map:
		inner := map[string]carried{n.Name: c.carries(n.Args[0], env, bound)}
		for name, x := range bound {
			if name != n.Name {
				inner[name] = x
			}
		}
		return c.carries(n.Args[1], env, inner)
	case "!", expr.And, expr.Or, expr.Has, expr.All, expr.Exists, "==", "!=", "<", "<=", ">", ">=", "in",
		"startsWith", "contains", "same_name", "same_address":
		return carried{}
	}
	args := n.Args
	if n.Op == expr.Cond {
		args = args[1:]
	}
	var out carried
	for _, a := range args {
		out.held = out.held || c.carries(a, env, bound).held
	}
	return out
}

func (c *compiler) nameCarries(name string, env *rule.Env, bound map[string]carried) carried {
	if x, ok := bound[name]; ok {
		return x
	}
	if id, ok := strings.CutPrefix(name, "form."); ok {
		f, _ := c.fieldNamed(id)
		return carried{table: f}
	}
	if id, ok := strings.CutPrefix(name, "row."); ok {
		table, _ := c.tableOf(env)
		return carried{held: table != nil && consented(table.Facts, id)}
	}
	return carried{held: consented(c.merged.facts, name)}
}

// consented tells a fact that is looked up by somebody's consent, or the law's: it may be about others.
func consented(facts []spec.Fact, id string) bool {
	for i := range facts {
		if facts[i].ID.S == id {
			return facts[i].Consent.Set()
		}
	}
	return false
}
