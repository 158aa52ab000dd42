package print

import "strings"

// delete takes an entry away.
func (d *Document) delete(addr []int) (draft, error) {
	if len(addr) == 0 {
		return draft{}, ErrShape
	}
	i := addr[len(addr)-1]
	n := d.around(addr)
	parent, _ := d.entry(addr[:len(addr)-1])
	e := n.entries[i]
	says := d.Value()
	taken(inside(&says, addr[:len(addr)-1]), i)
	out := draft{says: says, lost: []Span{{e.extFrom, e.extTo}}}
	empty := "[]"
	if n.kind == Map {
		empty = "{}"
	}
	switch {
	case n.flow:
		out.patches, out.lost = d.outOfBrackets(n, i)
	case len(n.entries) > 1:
		out.patches = d.outOfLines(n, i)
	case parent == nil: // the last entry of the file
		end := empty
		if d.text[e.extTo-1] == '\n' {
			end += d.newline
		}
		out.patches = []Patch{{e.extFrom, e.extTo, end}}
	case e.behind:
		end := empty
		if d.text[e.extTo-1] == '\n' {
			end += d.newline
		}
		out.patches = []Patch{{e.extFrom, e.extTo, end}}
	default:
		out.patches = []Patch{{parent.mark, parent.mark, " " + empty}, {e.extFrom, e.extTo, ""}}
	}
	return out, nil
}

// outOfLines takes entry i of several away.
func (d *Document) outOfLines(n *node, i int) []Patch {
	e := n.entries[i]
	if !e.behind {
		return []Patch{{e.extFrom, e.extTo, ""}}
	}
	next := n.entries[i+1] // an entry behind a dash is the first
	if between := d.text[e.extTo:next.from]; strings.Contains(between, "#") {
		// The comments of the next one stay: it begins below the dash.
		from := len(strings.TrimRight(d.text[:e.from], " "))
		return []Patch{{from, e.extTo, d.newline}}
	}
	return []Patch{{e.from, next.from, ""}}
}

// outOfBrackets takes entry i of {…} or […] away.
func (d *Document) outOfBrackets(n *node, i int) ([]Patch, []Span) {
	e := n.entries[i]
	end := e.value.to
	if len(n.entries) == 1 {
		return []Patch{{n.from + 1, n.to - 1, ""}}, []Span{{n.from, n.to}}
	}
	line, first := d.begins(e.from)
	behind, comma := d.afterComma(end)
	rest := strings.TrimLeft(d.text[behind:d.lineEnd(behind)], " ")
	if first && line > n.from && (rest == "" || rest[0] == '#') {
		// It has lines of its own.
		from, to := d.headOf(line, n.from), d.nextLine(end)
		out := []Patch{{from, to, ""}}
		if i == len(n.entries)-1 && !comma {
			before := n.entries[i-1].value.to
			if after, ok := d.afterComma(before); ok {
				out = []Patch{{before, after, ""}, {from, to, ""}}
			}
		}
		return out, []Span{{from, to}}
	}
	if i == len(n.entries)-1 {
		before, blank := n.entries[i-1].value, ""
		if before.missing() {
			blank = " " // a colon with a bracket behind it is none
		}
		return []Patch{{before.to, end, blank}}, nil
	}
	next := n.entries[i+1].from
	if !strings.Contains(d.text[end:next], "\n") {
		return []Patch{{e.from, next, ""}}, nil
	}
	if i > 0 {
		return []Patch{{n.entries[i-1].value.to, end, ""}}, nil
	}
	return []Patch{{e.from, len(d.text[:behind]) + len(d.text[behind:d.lineEnd(behind)]) - len(rest), ""}}, nil
}
