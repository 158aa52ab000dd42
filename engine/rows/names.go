package rows

import (
	"slices"
	"strings"
)

// Use is one word of a rule that names something.
type Use struct {
	Span        // of the word alone: area of form.area
	Word string // as it is written
	Path string // what it stands for: form.area; of a cell of a table's row form.staff.no, also where it is written r.no
	Or   []string
	// Bound: the word is no name of its own. It is a macro's variable, or where that is bound, or a name of
	// the scope; Path is what it stands for, the list of whose rows it is one, or "".
	Bound bool
	// Read: the rule reads this, and does not only go on to something within it.
	Read bool
}

// Is tells whether the word may stand for a path.
func (u Use) Is(path string) bool { return u.Path == path || slices.Contains(u.Or, path) }

// Names lists the words of a rule that name something, in the order of the text. scope tells what stands for
// something else in the place of the rule: {"row": "form.staff"} in a table's own rules, {"it": "permits"} in
// a reuse; nil for none. A variable's cell has as many paths as the list has sources: Path and Or.
func (n *Node) Names(scope map[string]string) []Use {
	w := &namer{}
	w.visit(n, func(name string) ([]string, bool) {
		if to, ok := scope[name]; ok {
			return []string{to}, true
		}
		return []string{name}, false
	}, true)
	slices.SortFunc(w.uses, func(a, b Use) int { return a.From - b.From })
	return w.uses
}

// naming tells for what a name stands: its paths, and whether a macro bound it.
type naming func(name string) (paths []string, bound bool)

type namer struct{ uses []Use }

func (w *namer) use(at Span, word string, paths []string, bound, read bool) {
	u := Use{Span: at, Word: word, Bound: bound, Read: read}
	if len(paths) > 0 {
		u.Path, u.Or = paths[0], paths[1:]
	}
	w.uses = append(w.uses, u)
}

// visit notes the names of a part, and gives the paths that its value, or the rows of it, may have.
func (w *namer) visit(n *Node, of naming, read bool) []string {
	switch n.Kind {
	case Name:
		paths, bound := of(n.Text)
		w.use(n.Span, n.Text, paths, bound, read)
		return paths
	case Get:
		var paths []string
		for _, p := range w.visit(n.Args[0], of, false) {
			paths = append(paths, p+"."+n.Text)
		}
		w.use(n.Signs[0], n.Text, paths, false, read)
		return paths
	case Method:
		if macro := n.isMacro("exists") || n.isMacro("all") || n.isMacro("filter") || n.isMacro("map"); macro {
			return w.macro(n, of)
		}
	}
	var out []string
	for i, a := range n.Args {
		paths := w.visit(a, of, true)
		if n.Kind == List || n.Kind == If && i > 0 {
			out = append(out, paths...)
		}
	}
	return out
}

func (w *namer) macro(n *Node, of naming) []string {
	list := w.visit(n.Args[0], of, true)
	w.use(n.Args[1].Span, n.Args[1].Text, list, true, false)
	inner := w.visit(n.Args[2], func(name string) ([]string, bool) {
		if name == n.Args[1].Text {
			return list, true
		}
		return of(name)
	}, true)
	switch n.Text {
	case "filter":
		return list
	case "map":
		return inner
	}
	return nil
}

// Rename gives the patches by which a rule names a field, column, fact or cell by its new name: from and to
// are paths that differ in their last word, form.area and form.size. Texts, comments and variables of macros
// that have the same name stay. A variable that has the new name of a fact gets another, whether the rule
// reads the fact or not: no variable may be called as what exists.
func (n *Node) Rename(scope map[string]string, from, to string) []Patch {
	word := to[strings.LastIndexByte(to, '.')+1:]
	var out []Patch
	uses := n.Names(scope)
	for _, u := range uses {
		if !u.Bound && u.Is(from) {
			out = append(out, Patch{u.Span, word})
		}
	}
	if strings.Contains(to, ".") {
		return out
	}
	other := word
	for slices.ContainsFunc(uses, func(u Use) bool { return u.Word == other }) {
		other += "_"
	}
	for _, u := range uses {
		if u.Bound && u.Word == word && scope[word] == "" {
			out = append(out, Patch{u.Span, other})
		}
	}
	return out
}
