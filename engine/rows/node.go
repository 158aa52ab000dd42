package rows

// Span is a part of a text, in bytes; To is behind its end.
type Span struct{ From, To int }

// Of gives the part itself.
func (s Span) Of(text string) string { return text[s.From:s.To] }

// Holds tells whether o lies within s.
func (s Span) Holds(o Span) bool { return s.From <= o.From && o.To <= s.To }

// Kind says what a Node is.
type Kind string

// The kinds of nodes.
const (
	Literal Kind = "literal" // Text as it is written: 12, 0.5, "租", r'\', true
	Name    Kind = "name"    // Text
	Get     Kind = "get"     // Args[0] . Text
	Call    Kind = "call"    // Text ( Args )
	Method  Kind = "method"  // Args[0] . Text ( Args[1:] ); all, exists, filter and map are methods
	List    Kind = "list"    // [ Args ]
	Unary   Kind = "unary"   // Text, ! or -, before Args[0]
	Binary  Kind = "binary"  // Args with Text between them; && and || have as many as no parentheses part
	If      Kind = "if"      // Args[0] ? Args[1] : Args[2]
)

// Node is one node of a rule, with its place in the text.
type Node struct {
	Kind Kind
	Text string
	Args []*Node

	Span         // without the parentheses around it
	Outer Span   // with them
	Signs []Span // the operators; of Get, Call and Method the word; of If ? and :
}

// Bare tells that no parentheses stand around the node.
func (n *Node) Bare() bool { return n.Span == n.Outer }

// Walk visits n and all below it, outermost first, until f returns false for one.
func (n *Node) Walk(f func(*Node) bool) {
	if n == nil || !f(n) {
		return
	}
	for _, a := range n.Args {
		a.Walk(f)
	}
}

// Path gives form.area of such a node, blanks left out; "" for one that is no path.
func (n *Node) Path() string {
	switch n.Kind {
	case Name:
		return n.Text
	case Get:
		if base := n.Args[0].Path(); base != "" {
			return base + "." + n.Text
		}
	}
	return ""
}

// Same tells whether two nodes say the same, wherever they stand and whatever parentheses and blanks they
// have. Of literals it compares what they are, not how they are quoted.
func (n *Node) Same(o *Node) bool {
	if n.Kind != o.Kind || len(n.Args) != len(o.Args) {
		return false
	}
	if n.Text != o.Text {
		a, ok := n.Quoted()
		b, ok2 := o.Quoted()
		if !ok || !ok2 || a != b {
			return false
		}
	}
	for i, a := range n.Args {
		if !a.Same(o.Args[i]) {
			return false
		}
	}
	return true
}

// How tightly a node holds together: an operand needs parentheses where its place wants more.
const (
	looseIf = 1 + iota
	looseOr
	looseAnd
	looseCompare
	looseAdd
	looseTimes
	looseSign
	tight
)

var binds = map[string]int{
	"||": looseOr, "&&": looseAnd, "<": looseCompare, "<=": looseCompare, ">": looseCompare, ">=": looseCompare,
	"==": looseCompare, "!=": looseCompare, "in": looseCompare, "+": looseAdd, "-": looseAdd, "*": looseTimes, "/": looseTimes,
}

// hold is how tightly the node holds together without its parentheses.
func (n *Node) hold() int {
	switch n.Kind {
	case If:
		return looseIf
	case Binary:
		return binds[n.Text]
	case Unary:
		return looseSign
	}
	return tight
}

// wants is how tightly the i-th part of n has to hold together.
func (n *Node) wants(i int) int {
	switch n.Kind {
	case If:
		if i == 2 {
			return looseIf
		}
		return looseOr
	case Binary:
		if i == 0 && n.Text != "&&" && n.Text != "||" {
			return binds[n.Text]
		}
		return binds[n.Text] + 1
	case Unary:
		return tight
	case Get:
		return tight
	case Method:
		if i == 0 {
			return tight
		}
	}
	return looseIf
}
