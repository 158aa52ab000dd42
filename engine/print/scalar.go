package print

import (
	"strings"

	"gopkg.in/yaml.v3"

	"banshi/engine/load/grammar"
)

// scalar walks through a scalar that begins where the walk stands.
func (x *indexer) scalar(n *yaml.Node, around int, flow bool) *node {
	out := &node{kind: Text, text: n.Value, from: x.pos}
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		out.style, out.to = double, x.quoted('"')
	case n.Style&yaml.SingleQuotedStyle != 0:
		out.style, out.to = single, x.quoted('\'')
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		out.style = literal
		if n.Style&yaml.FoldedStyle != 0 {
			out.style = folded
		}
		x.block(out, around)
	default:
		out.style, out.to = plain, x.plainEnd(n.Value, flow)
		out.kind = plainKind(n.Value)
	}
	x.pos = out.to
	return out
}

func plainKind(s string) Kind {
	switch {
	case grammar.IsNull(s):
		return Null
	case grammar.IsBool(s):
		return Bool
	case grammar.IsNumber(s):
		return Number
	}
	return Text
}

// quoted is where a scalar in quotes ends.
func (x *indexer) quoted(quote byte) int {
	if x.pos >= len(x.text) || x.text[x.pos] != quote {
		x.odd(min(x.pos, len(x.text)))
	}
	for i := x.pos + 1; i < len(x.text); i++ {
		switch {
		case x.text[i] == '\\' && quote == '"':
			i++
		case x.text[i] == quote && quote == '\'' && strings.HasPrefix(x.text[i+1:], "'"):
			i++
		case x.text[i] == quote:
			return i + 1
		}
	}
	x.odd(x.pos)
	return 0
}

// plainEnd is where a scalar without quotes ends: at the first end of a line up to which it says value.
func (x *indexer) plainEnd(value string, flow bool) int {
	for at := x.pos; at < len(x.text); {
		end := x.lineEnd(at)
		stop := plainStop(x.text[at:end], flow, at > x.pos)
		to := at + stop
		for to > x.pos && x.text[to-1] == ' ' {
			to--
		}
		if foldedLines(x.text[x.pos:to]) == value {
			return to
		}
		if at+stop < end {
			break
		}
		at = x.nextLine(end)
	}
	x.odd(x.pos)
	return 0
}

// plainStop is where a plain scalar stops in a line: at a comment, a colon with a blank behind it, or in
// brackets at a comma or bracket.
func plainStop(line string, flow, further bool) int {
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '#' && (i > 0 && line[i-1] == ' ' || i == 0 && further):
			return i
		case c == ':' && (i+1 == len(line) || line[i+1] == ' ' || flow && strings.IndexByte(",[]{}", line[i+1]) >= 0):
			return i
		case flow && strings.IndexByte(",[]{}", c) >= 0:
			return i
		}
	}
	return len(line)
}

// foldedLines joins the lines of a plain scalar as YAML does: one break is a blank, more are one less.
func foldedLines(s string) string {
	if !strings.Contains(s, "\n") {
		return s
	}
	var b strings.Builder
	breaks := 0
	for i, line := range strings.Split(s, "\n") {
		line = strings.Trim(line, " \r")
		if i > 0 {
			breaks++
		}
		if line == "" {
			continue
		}
		switch {
		case b.Len() == 0:
		case breaks == 1:
			b.WriteByte(' ')
		default:
			b.WriteString(strings.Repeat("\n", breaks-1))
		}
		breaks = 0
		b.WriteString(line)
	}
	return b.String()
}

// block finds the lines of a text behind | or >, in a map or list at column around.
func (x *indexer) block(n *node, around int) {
	at := n.from + 1
	given, keep := 0, false
	for at < len(x.text) && strings.IndexByte("+-123456789", x.text[at]) >= 0 {
		switch c := x.text[at]; c {
		case '+':
			keep = true
		case '-':
		default:
			given = int(c - '0')
		}
		at++
	}
	n.marks, n.to = at, at
	x.pos = at
	x.blanks()
	if x.pos < len(x.text) && x.text[x.pos] == '#' {
		x.comments = append(x.comments, comment{x.pos, x.lineEnd(x.pos), false})
	}
	indent := -1
	if given > 0 {
		indent = max(around, 0) + given
	}
	for line := x.nextLine(at); line < len(x.text); line = x.nextLine(line) {
		end := x.lineEnd(line)
		blanks := len(x.text[line:end]) - len(strings.TrimLeft(x.text[line:end], " "))
		if blanks == end-line {
			if keep || indent >= 0 && blanks > indent {
				n.to = end
			}
			continue
		}
		if indent < 0 {
			if blanks <= around {
				break
			}
			indent = blanks
		}
		if blanks < indent {
			break
		}
		n.to = end
	}
	if keep && n.to > at {
		return
	}
}
