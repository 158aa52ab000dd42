package catalog

import (
	"slices"
	"strings"
)

// hunk is a stretch of lines that was changed: those from a up to b became others.
type hunk struct {
	a, b  int
	lines []string
}

// mostCells bounds the table that finds equal lines; what is larger counts as changed as a whole.
const mostCells = 16 << 20

// hunks are the stretches in which a text was changed.
func hunks(before, after []string) []hunk {
	head := 0
	for head < len(before) && head < len(after) && before[head] == after[head] {
		head++
	}
	tail := 0
	for tail < len(before)-head && tail < len(after)-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	old, now := before[head:len(before)-tail], after[head:len(after)-tail]
	if len(old) == 0 && len(now) == 0 {
		return nil
	}
	if len(old)*len(now) > mostCells {
		return []hunk{{head, head + len(old), now}}
	}
	// longest[i][j] is how many lines old[i:] and now[j:] have in common, in their order.
	width := len(now) + 1
	longest := make([]int32, (len(old)+1)*width)
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			if old[i] == now[j] {
				longest[i*width+j] = longest[(i+1)*width+j+1] + 1
			} else {
				longest[i*width+j] = max(longest[(i+1)*width+j], longest[i*width+j+1])
			}
		}
	}
	var out []hunk
	i, j := 0, 0
	for i < len(old) || j < len(now) {
		from, first := i, j
		for i < len(old) && j < len(now) && old[i] != now[j] || (i < len(old)) != (j < len(now)) {
			if j == len(now) || i < len(old) && longest[(i+1)*width+j] >= longest[i*width+j+1] {
				i++
			} else {
				j++
			}
		}
		if i > from || j > first {
			out = append(out, hunk{head + from, head + i, now[first:j]})
		}
		for i < len(old) && j < len(now) && old[i] == now[j] {
			i, j = i+1, j+1
		}
	}
	return out
}

func linesOf(text string) []string {
	if text == "" {
		return nil
	}
	return strings.SplitAfter(text, "\n")
}

// difference are the pieces in which a text was changed, line by line and no more of each than need be.
func difference(before, after string) []Patch {
	lines := linesOf(before)
	var out []Patch
	at, done := 0, 0
	for _, h := range hunks(lines, linesOf(after)) {
		at += units(strings.Join(lines[done:h.a], ""))
		gone := strings.Join(lines[h.a:h.b], "")
		for _, p := range between(gone, strings.Join(h.lines, "")) {
			out = append(out, Patch{at + p.From, at + p.To, p.Text})
		}
		at, done = at+units(gone), h.b
	}
	return out
}

// dispute is a stretch of lines that two have changed, each otherwise.
type dispute struct {
	line                int // from 1, in the text before either
	before, mine, their string
}

// merge puts two changes of a text together. Of what both have changed, each otherwise, take says which counts; "" leaves
// it as it was, and it is among the disputes.
func merge(before, mine, their string, take func(dispute) (text string, settled bool)) (string, []dispute) {
	lines := linesOf(before)
	a, b := hunks(lines, linesOf(mine)), hunks(lines, linesOf(their))
	var out strings.Builder
	var open []dispute
	done := 0
	for len(a) > 0 || len(b) > 0 {
		var one, two []hunk
		var from, to int
		if len(b) == 0 || len(a) > 0 && a[0].a <= b[0].a {
			from, to = a[0].a, a[0].b
			one, a = a[:1], a[1:]
		} else {
			from, to = b[0].a, b[0].b
			two, b = b[:1], b[1:]
		}
		for {
			if len(a) > 0 && meets(from, to, a[0]) {
				to, one, a = max(to, a[0].b), append(slices.Clip(one), a[0]), a[1:]
			} else if len(b) > 0 && meets(from, to, b[0]) {
				to, two, b = max(to, b[0].b), append(slices.Clip(two), b[0]), b[1:]
			} else {
				break
			}
		}
		out.WriteString(strings.Join(lines[done:from], ""))
		done = to
		was, x, y := strings.Join(lines[from:to], ""), replaced(lines, from, to, one), replaced(lines, from, to, two)
		switch {
		case len(two) == 0 || x == y:
			out.WriteString(x)
		case len(one) == 0:
			out.WriteString(y)
		default:
			d := dispute{from + 1, was, x, y}
			text, settled := take(d)
			if !settled {
				text = was
				open = append(open, d)
			}
			out.WriteString(text)
		}
	}
	out.WriteString(strings.Join(lines[done:], ""))
	return out.String(), open
}

// meets tells whether a change touches a stretch of lines. Two lines that stand one below the other don't; what is put
// between lines touches what was changed on either side of it.
func meets(from, to int, h hunk) bool {
	if from == to || h.a == h.b {
		return h.a <= to && from <= h.b
	}
	return h.a < to && from < h.b
}

// replaced is a stretch of lines with the changes that lie in it.
func replaced(lines []string, from, to int, list []hunk) string {
	var out strings.Builder
	for _, h := range list {
		out.WriteString(strings.Join(lines[from:h.a], ""))
		out.WriteString(strings.Join(h.lines, ""))
		from = h.b
	}
	out.WriteString(strings.Join(lines[from:to], ""))
	return out.String()
}
