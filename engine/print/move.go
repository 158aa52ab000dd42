package print

import (
	"slices"
	"strings"
)

// move takes an entry away and puts it elsewhere as it is written, with its comments.
func (d *Document) move(c Command) (*Document, []Patch, error) {
	addr, left, ok := d.walk(c.At)
	if !ok || len(left) > 0 || len(addr) == 0 {
		return nil, nil, ErrNoEntry
	}
	to := addr[:len(addr)-1]
	if c.To != nil {
		if to, left, ok = d.walk(*c.To); !ok || len(left) > 0 {
			return nil, nil, ErrNoEntry
		}
	}
	if len(to) >= len(addr) && slices.Equal(to[:len(addr)], addr) {
		return nil, nil, ErrInside
	}
	e, n := d.entry(addr)
	from := d.around(addr)
	_, into := d.entry(to)
	kind := into.kind
	if kind == Null {
		kind = from.kind
	}
	if kind != from.kind {
		return nil, nil, ErrShape
	}
	p := d.lifted(from, e, n)
	p.key = e.key
	if c.Key != "" && c.Key != e.key {
		return nil, nil, ErrCommand // a new name is a command of its own
	}
	within := slices.Equal(to, addr[:len(addr)-1])
	if kind == Map && !within && into.index(e.key) >= 0 {
		return nil, nil, ErrTaken
	}
	size := len(into.entries)
	if within {
		size--
	}
	at := size
	if c.Index != nil {
		if at = *c.Index; at < 0 || at > size {
			return nil, nil, ErrNoEntry
		}
	} else if kind == Map && !within {
		at = into.placeOf(e.key, c.Order)
	}
	if within && at == addr[len(addr)-1] {
		return d, nil, nil
	}
	out, err := d.delete(addr)
	if err != nil {
		return nil, nil, err
	}
	between, err := d.try(out)
	if err != nil {
		return nil, nil, err
	}
	in, err := between.inserted(without(to, addr), at, p, kind)
	if err != nil {
		return nil, nil, err
	}
	all := merged(composed(d.text, out.patches, in.patches))
	next, err := d.try(draft{all, in.says, nil})
	return next, all, err
}

// without are the places of a map or list when the entry at gone is there no more.
func without(to, gone []int) []int {
	last := len(gone) - 1
	out := slices.Clone(to)
	if len(to) > last && slices.Equal(to[:last], gone[:last]) && to[last] > gone[last] {
		out[last]--
	}
	return out
}

// lifted is an entry as it is written.
func (d *Document) lifted(from *node, e *entry, n *node) piece {
	p := piece{value: n.tree()}
	raw := d.text[e.extFrom:e.extTo]
	commented := slices.ContainsFunc(d.comments, func(c comment) bool { return e.extFrom <= c.from && c.to <= e.extTo })
	if from.flow {
		p.wish = true
		line, _ := d.begins(e.from)
		// In lines of its own its comments stand above and behind it.
		if rest := strings.TrimLeft(d.text[line:], " "); line > from.from && len(d.text)-len(rest) == e.from {
			behind, _ := d.afterComma(e.value.to)
			head := d.headOf(line, from.from)
			commented = commented || head < line || d.trailed(behind)
		}
		if commented {
			return p // refused: neither way of writing
		}
		p.brackets = raw
		if n.missing() {
			p.brackets += " " // a colon with a bracket behind it is none
		}
		lines := strings.Split(strings.ReplaceAll(raw, "\r\n", "\n"), "\n")
		indent := e.from - line
		for i, l := range lines {
			if i > 0 {
				lines[i] = "  " + strings.TrimPrefix(l, strings.Repeat(" ", min(indent, len(l)-len(strings.TrimLeft(l, " ")))))
			}
		}
		if from.kind == List {
			lines[0] = "- " + lines[0]
		}
		p.lines = lines
		return p
	}
	if !commented {
		p.brackets = d.narrowed(e, n)
	}
	lines := strings.Split(strings.ReplaceAll(strings.TrimSuffix(strings.TrimSuffix(raw, "\n"), "\r"), "\r\n", "\n"), "\n")
	for i, l := range lines {
		if i > 0 || !e.behind {
			lines[i] = l[min(from.col, len(l)-len(strings.TrimLeft(l, " "))):]
		}
	}
	p.lines = lines
	p.wish = false
	return p
}

// narrowed is an entry in one line, for brackets.
func (d *Document) narrowed(e *entry, n *node) string {
	text := inBrackets(n.tree())
	if n.flow || n.style == single || n.style == double {
		if raw := d.text[n.from:n.to]; !strings.Contains(raw, "\n") {
			text = raw
		}
	}
	if e.keyTo > e.keyFrom {
		key := keyText(e.key, true)
		if e.quoted {
			key = d.text[e.keyFrom:e.keyTo]
		}
		text = key + ": " + text
	}
	return text
}
