package rows

import (
	"cmp"
	"errors"
	"slices"
	"strings"
)

// Patch puts Text in the place of a part of a text.
type Patch struct {
	Span
	Text string
}

// Edit is what a command makes of a rule: the new text, the patches that lead there, and those that lead
// back. What no patch touches keeps its bytes.
type Edit struct {
	Text    string
	Patches []Patch
	Inverse []Patch
}

// Apply makes an edit of patches that don't overlap. Of two at one place the earlier comes first.
func Apply(text string, patches []Patch) Edit {
	patches = slices.Clone(patches)
	slices.SortStableFunc(patches, func(a, b Patch) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	var b strings.Builder
	var inverse []Patch
	at := 0
	for _, p := range patches {
		b.WriteString(text[at:p.From])
		from := b.Len()
		b.WriteString(p.Text)
		inverse = append(inverse, Patch{Span{from, b.Len()}, p.Of(text)})
		at = p.To
	}
	b.WriteString(text[at:])
	return Edit{b.String(), patches, inverse}
}

// What a command refuses. The text is left as it is.
var (
	ErrNothingThere = errors.New("rows: nothing stands there that this could be done to")
	ErrAlone        = errors.New("rows: it is all that stands in its place")
	ErrComment      = errors.New("rows: a comment stands in between")
)

// place is a part of a rule with what it stands in.
type place struct {
	text   string
	node   *Node
	parent *Node // nil for the whole rule
	index  int   // among the parent's parts
}

// find looks for the part that stands at a place, its parentheses included.
func find(text string, at Span) (*place, error) {
	root, err := Parse(text)
	if err != nil {
		return nil, err
	}
	if p := findIn(text, root, at); p != nil {
		return p, nil
	}
	return nil, ErrNothingThere
}

func findIn(text string, root *Node, at Span) *place {
	if root.Outer == at {
		return &place{text: text, node: root}
	}
	for parent := root; ; {
		i := slices.IndexFunc(parent.Args, func(a *Node) bool { return a.Outer.Holds(at) })
		if i < 0 {
			return nil
		}
		if parent.Args[i].Outer == at {
			return &place{text, parent.Args[i], parent, i}
		}
		parent = parent.Args[i]
	}
}

// wants is how tightly what stands there has to hold together.
func (p *place) wants() int {
	if p.parent == nil {
		return looseIf
	}
	return p.parent.wants(p.index)
}

// isGroup tells a chain of && or ||.
func (n *Node) isGroup() bool { return n.Kind == Binary && (n.Text == "&&" || n.Text == "||") }

// grip is how tightly the node holds together with the parentheses that it has.
func (n *Node) grip() int {
	if !n.Bare() {
		return tight
	}
	return n.hold()
}

// wrapped are the patches that put parentheses round a node if its place wants so much.
func (n *Node) wrapped(wants int) []Patch {
	if n.grip() >= wants {
		return nil
	}
	return []Patch{{Span{n.Outer.From, n.Outer.From}, "("}, {Span{n.Outer.To, n.Outer.To}, ")"}}
}

// fitted is a new part as it is written where so much is wanted.
func fitted(with string, wants int) (string, error) {
	with = strings.Trim(with, " \t\r\n\f")
	n, err := Parse(with)
	if err != nil {
		return "", err
	}
	if n.Outer.To < len(with) { // a comment, which goes to the end of its line
		with += "\n"
	}
	if n.grip() < wants {
		with = "(" + with + ")"
	}
	return with, nil
}

// apart puts blanks round a new part that would be one word with what stands beside it.
func apart(text string, at Span, with string) Patch {
	isWord := func(s string, i int) bool { return i >= 0 && i < len(s) && (isLetter(s[i]) || isDigit(s[i])) }
	before, after := isWord(text, at.From-1), isWord(text, at.To)
	if before && (with == "" && after || isWord(with, 0)) {
		with = " " + with
	}
	if with != "" && after && isWord(with, len(with)-1) {
		with += " "
	}
	return Patch{at, with}
}

// noted tells whether a comment stands in a part between two nodes.
func noted(text string, s Span) bool { return strings.Contains(s.Of(text), "//") }
