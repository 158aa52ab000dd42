package plan

import (
	"banshi/engine/expr"
	"banshi/engine/value"
)

// Levels of identity (实名等级): those that may be asked for, and 0 for none.
const (
	NoLevel    = 0
	LeastLevel = 2
	TopLevel   = 5
)

// Levels finds the lowest and the highest identity level that a rule can give; NoLevel and TopLevel for one that may
// come to any, NoLevel twice for no rule.
func Levels(n *expr.Node) (lowest, highest int) {
	switch {
	case n == nil:
		return NoLevel, NoLevel
	case n.Op == expr.Lit && n.Value.Kind() == value.KindInt:
		return int(n.Value.Int()), int(n.Value.Int())
	case n.Op == expr.Cond:
		low, high := Levels(n.Args[1])
		least, most := Levels(n.Args[2])
		return min(low, least), max(high, most)
	}
	return NoLevel, TopLevel
}
