// Package rows reads a rule as its author wrote it, so that it can be shown as rows (当 … 是 …) and edited
// there without touching a byte that was not meant.
//
//	n, err := rows.Parse(`form.right == "rent" && form.until < today + months(6)`)
//	c := n.Condition()         // all: two rows, each with its operands
//	c.Items[1].Right.Node.Span // where "today + months(6)" stands
//
// The text stays the only truth. Parse keeps where everything stands: parentheses, quotes, blanks and
// comments are the author's. Condition and Value look at the tree as a form would show it; what rows
// can't say is an item of kind Text, and nothing is simplified, put in another order or left out. A
// group is the author's own: `a && b && c` is one, `a && (b && c)` are two.
//
// Nothing here judges: package rule does, by cel-go. Where cel-go reads a rule of the language, Parse reads
// the same tree, apart from what cel-go doesn't keep: it drops !! and parentheses, folds -5 and balances
// chains. Nothing here knows CEL's types, plans or values.
//
// Offsets are bytes of the text; UTF16 and Bytes convert. The twin is frontend/core/rows, whose
// offsets are UTF-16.
package rows
