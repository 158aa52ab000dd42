package print

import (
	"slices"
	"strings"
)

// piece is an entry that is to be put somewhere, in both ways of writing.
type piece struct {
	key      string
	value    Value
	lines    []string // each a line, from column 0; empty: it can only stand in brackets
	brackets string   // in one line; empty: it can't stand in brackets
	wish     bool     // it stands in brackets where it may
}

// written is a new entry as it is written into a map (under a key) or list.
func (d *Document) written(key string, v Value, into *node, at int) piece {
	p := piece{key: key, value: v, brackets: inBrackets(v)}
	first, mark := keyText(key, false)+":", keyText(key, true)+": "
	if into.kind == List {
		first, mark = "-", ""
	}
	p.brackets = mark + p.brackets
	brackets := short(v)
	if into.kind == List && v.kind() == Map {
		brackets = false
		if near := into.near(at); near != nil {
			brackets = near.flow && flowing(v)
		}
	}
	p.wish = v.scalar() && !strings.Contains(v.Text, "\n")
	behind, rest := d.layout().behind(v, into.kind == List, brackets)
	p.lines = append([]string{first + behind}, rest...)
	return p
}

// near is the value of the entry before place i, or of the first.
func (n *node) near(i int) *node {
	if len(n.entries) == 0 {
		return nil
	}
	return n.entries[max(i-1, 0)].value
}

// insert puts a new entry into a map or list; left are maps and lists that must be made first.
func (d *Document) insert(c Command, addr []int, left []string) (draft, error) {
	if c.Value == nil {
		return draft{}, ErrCommand
	}
	_, into := d.entry(addr)
	key, v := c.Key, *c.Value
	// What must be made is wrapped around the value, from the inside out.
	for i := len(left) - 1; i >= 0; i-- {
		v = wrapped(key, v)
		var at *node
		if i == 0 {
			at = into
		}
		var err error
		if key, err = keyOf(left[i], at); err != nil {
			return draft{}, err
		}
		c.Index = nil
	}
	kind := into.kind
	switch kind {
	case Null:
		kind = Map
		if key == "" {
			kind = List
		}
	case Map:
		if key == "" {
			return draft{}, ErrShape
		}
		if into.index(key) >= 0 {
			return draft{}, ErrTaken
		}
	case List:
		if key != "" {
			return draft{}, ErrShape
		}
	default:
		return draft{}, ErrShape
	}
	at := len(into.entries)
	if c.Index != nil {
		if at = *c.Index; at < 0 || at > len(into.entries) {
			return draft{}, ErrNoEntry
		}
	} else if kind == Map {
		at = into.placeOf(key, c.Order)
	}
	shape := *into
	shape.kind = kind
	return d.inserted(addr, at, d.written(key, v, &shape, at), kind)
}

// keyOf is the key of a new entry that a path names; empty: it is an item of a list. into is where it is to stand; nil: that
// must be made as well.
func keyOf(name string, into *node) (string, error) {
	if into != nil && into.kind == Map {
		return name, nil
	}
	next, listed := 0, into != nil && into.kind == List
	if listed {
		next = len(into.entries)
	}
	if n, ok := place(name); ok && n == next {
		return "", nil
	} else if ok || listed || strings.HasPrefix(name, "#") {
		return "", ErrNoEntry
	}
	return name, nil
}

// wrapped is a map with one key, or a list with one item.
func wrapped(key string, v Value) Value {
	if key == "" {
		return Value{Kind: List, Items: []Value{v}}
	}
	return Value{Kind: Map, Keys: []string{key}, Items: []Value{v}}
}

// placeOf is where a new key belongs: behind the last key that goes before it, else before the first that goes after it.
func (n *node) placeOf(key string, order []string) int {
	mine := slices.Index(order, key)
	if mine < 0 {
		return len(n.entries)
	}
	for i := len(n.entries) - 1; i >= 0; i-- {
		if at := slices.Index(order, n.entries[i].key); at >= 0 && at < mine {
			return i + 1
		}
	}
	for i, e := range n.entries {
		if slices.Index(order, e.key) > mine {
			return i
		}
	}
	return len(n.entries)
}

// inserted puts a piece into the map or list at addr (kind: what it is to be, if there is nothing yet).
func (d *Document) inserted(addr []int, at int, p piece, kind Kind) (draft, error) {
	e, into := d.entry(addr)
	if p.lines == nil && p.brackets == "" {
		return draft{}, ErrComment
	}
	says := d.Value()
	v := inside(&says, addr)
	if v.kind() == Null {
		*v = Value{Kind: kind}
	}
	put(v, at, p.key, p.value)
	out := draft{says: says}
	switch {
	case len(into.entries) > 0 && into.flow:
		if p.brackets == "" {
			return draft{}, ErrComment
		}
		out.patches = d.intoBrackets(into, at, p.brackets)
	case len(into.entries) > 0:
		out.patches = d.intoLines(into, at, p.lines)
	default:
		patches, err := d.intoNothing(e, into, addr, p, kind)
		if err != nil {
			return draft{}, err
		}
		out.patches = patches
	}
	return out, nil
}

// intoLines puts lines before entry i, or behind the last.
func (d *Document) intoLines(n *node, i int, lines []string) []Patch {
	lines = indented(lines, n.col)
	if i == 0 {
		first := n.entries[0]
		if first.behind {
			text := strings.TrimLeft(strings.Join(lines, d.newline), " ") + d.newline + strings.Repeat(" ", n.col)
			return []Patch{{first.from, first.from, text}}
		}
		return []Patch{{first.extFrom, first.extFrom, strings.Join(lines, d.newline) + d.newline}}
	}
	at := n.entries[i-1].extTo
	if lead := d.broken(at); lead != "" {
		return []Patch{{at, at, lead + strings.Join(lines, d.newline)}}
	}
	return []Patch{{at, at, strings.Join(lines, d.newline) + d.newline}}
}

// intoBrackets puts text before entry i of {…} or […], or behind the last.
func (d *Document) intoBrackets(n *node, i int, text string) []Patch {
	comma := ", "
	if len(n.entries) > 1 && d.text[n.entries[0].value.to:n.entries[1].from] == "," {
		comma = ","
	}
	if i < len(n.entries) {
		next := n.entries[i]
		if line, ok := d.begins(next.from); ok && line > n.from {
			// Its comments stay above it.
			from := d.headOf(line, n.from)
			return []Patch{{from, from, d.text[line:next.from] + text + "," + d.newline}}
		}
		return []Patch{{next.from, next.from, text + comma}}
	}
	last := n.entries[i-1]
	end := last.value.to
	behind, trailing := d.afterComma(end)
	if line, ok := d.begins(last.from); ok && line > n.from && d.lineEnd(behind) < n.to-1 {
		indent := d.text[line:last.from]
		eol := d.lineEnd(behind)
		if trailing {
			return []Patch{{eol, eol, d.newline + indent + text + ","}}
		}
		if eol == end {
			return []Patch{{end, end, "," + d.newline + indent + text}}
		}
		return []Patch{{end, end, ","}, {eol, eol, d.newline + indent + text}}
	}
	if trailing {
		return []Patch{{behind, behind, " " + text}}
	}
	return []Patch{{end, end, comma + text}}
}

// begins tells whether nothing but blanks stands before a place in its line, and where the line begins.
func (d *Document) begins(at int) (line int, ok bool) {
	line = strings.LastIndexByte(d.text[:at], '\n') + 1
	line = max(line, d.start)
	return line, strings.Trim(d.text[line:at], " ") == ""
}

// headOf is where the comments right above a line begin, below a place.
func (d *Document) headOf(line, floor int) int {
	for line > floor {
		before := strings.LastIndexByte(d.text[:line-1], '\n') + 1
		if before <= floor || !strings.HasPrefix(strings.TrimLeft(d.text[before:line], " "), "#") {
			break
		}
		line = before
	}
	return line
}

// afterComma is the place behind a comma that follows in the line, or the same place.
func (d *Document) afterComma(at int) (int, bool) {
	rest := d.text[at:d.lineEnd(at)]
	if trimmed := strings.TrimLeft(rest, " "); strings.HasPrefix(trimmed, ",") {
		return at + len(rest) - len(trimmed) + 1, true
	}
	return at, false
}

// intoNothing puts a piece into {}, [] or where no value stands.
func (d *Document) intoNothing(e *entry, n *node, addr []int, p piece, kind Kind) ([]Patch, error) {
	open, end := "[", "]"
	if kind == Map {
		open, end = "{", "}"
	}
	if e == nil { // the file
		if n.flow {
			return []Patch{{n.from, n.to, strings.Join(p.lines, d.newline)}}, nil
		}
		return []Patch{{n.to, n.to, d.broken(n.to) + strings.Join(p.lines, d.newline) + d.newline}}, nil
	}
	around := d.around(addr)
	if around.flow || n.flow && p.wish || p.lines == nil {
		if p.brackets == "" {
			return nil, ErrComment
		}
		text := open + p.brackets + end
		if n.missing() {
			text = " " + text
		}
		if strings.Contains(d.text[n.from:n.to], "#") {
			return nil, ErrComment
		}
		return []Patch{{n.from, n.to, text}}, nil
	}
	if strings.Contains(d.text[n.from:n.to], "\n") {
		return nil, ErrComment
	}
	if around.kind == List {
		lines := indented(p.lines, around.col+2)
		if d.trailed(n.to) || strings.HasPrefix(p.lines[0], "#") {
			// The line of the dash keeps its comment; the entry begins below it.
			eol := d.lineEnd(n.to)
			return merged([]Patch{{e.mark, n.to, ""}, {eol, eol, d.newline + strings.Join(lines, d.newline)}}), nil
		}
		return []Patch{{e.mark, n.to, " " + strings.TrimLeft(strings.Join(lines, d.newline), " ")}}, nil
	}
	deep := d.step
	if kind == List {
		deep = d.dash
	}
	eol := d.lineEnd(n.to)
	lines := strings.Join(indented(p.lines, around.col+deep), d.newline)
	return merged([]Patch{{e.mark, n.to, ""}, {eol, eol, d.newline + lines}}), nil
}

// merged drops patches that do nothing and joins those that touch.
func merged(patches []Patch) []Patch {
	var out []Patch
	for _, p := range patches {
		if p.From == p.To && p.Text == "" {
			continue
		}
		if n := len(out); n > 0 && out[n-1].To == p.From {
			out[n-1].To, out[n-1].Text = p.To, out[n-1].Text+p.Text
			continue
		}
		out = append(out, p)
	}
	return out
}
