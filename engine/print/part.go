package print

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// part puts text in the place of a stretch of what a scalar says. Where it can, only the stretch is written anew; where
// the new value can't be written as the old one was, the whole scalar is.
func (d *Document) part(c Command, addr []int) (*Document, []Patch, error) {
	e, n := d.entry(addr)
	if e == nil || n.kind == List || n.kind == Map {
		return nil, nil, ErrShape
	}
	if c.From < 0 || c.End < c.From || c.End > len(n.text) || !starts(n.text, c.From) || !starts(n.text, c.End) || !utf8.ValidString(c.Text) {
		return nil, nil, ErrNoEntry
	}
	v := Value{Kind: n.kind, Text: n.text[:c.From] + c.Text + n.text[c.End:]}
	if n.style == plain && sameShape(n.text, n.text) || n.kind == Text || n.kind == Null {
		v.Kind = Text
	} else if v.Kind = plainKind(v.Text); v.Kind == Null {
		v.Kind = Text
	}
	if v.Text == n.text {
		return d, nil, nil
	}
	says := d.Value()
	*inside(&says, addr) = v
	if patch, ok := d.within(n, d.around(addr).flow, c, v.Text); ok {
		e := draft{[]Patch{patch}, says, nil}
		if next, err := d.try(e); err == nil {
			return next, e.patches, nil
		}
	}
	return d.apply(Command{Do: Set, At: c.At, Value: &v})
}

// within is the patch of the stretch alone; ok tells whether there is one.
func (d *Document) within(n *node, flow bool, c Command, whole string) (p Patch, ok bool) {
	places := d.places(n)
	if places == nil {
		return p, false
	}
	p = Patch{From: places[c.From], To: places[c.End]}
	switch n.style {
	case plain:
		ok = plainShape(whole, flow) && (plainly(whole, flow) || plainKind(whole) != Text || readOtherwise.MatchString(n.text))
		p.Text = c.Text
	case single:
		ok = !strings.ContainsFunc(c.Text, unwritable)
		p.Text = strings.ReplaceAll(c.Text, "'", "''")
	case double:
		quoted := inDouble(c.Text)
		ok, p.Text = true, quoted[1:len(quoted)-1]
	case literal:
		ok = blockly(whole) && strings.HasSuffix(whole, "\n") == strings.HasSuffix(n.text, "\n")
		line := strings.LastIndexByte(d.text[:p.From], '\n') + 1
		indent := len(d.text[line:p.From]) - len(strings.TrimLeft(d.text[line:p.From], " "))
		p.Text = strings.ReplaceAll(c.Text, "\n", d.newline+strings.Repeat(" ", indent))
	}
	return p, ok
}

// places is where each byte of what a scalar says stands in the text, and where it ends; nil: it is not so simple.
func (d *Document) places(n *node) []int {
	var out []int
	var says strings.Builder
	add := func(s string, at int) {
		says.WriteString(s)
		for range len(s) {
			out = append(out, at)
		}
	}
	end := n.to
	switch n.style {
	case plain:
		for i := n.from; i < n.to; i++ {
			add(d.text[i:i+1], i)
		}
	case single:
		end--
		for i := n.from + 1; i < end; i++ {
			add(d.text[i:i+1], i)
			if d.text[i] == '\'' {
				i++
			}
		}
	case double:
		end--
		for i := n.from + 1; i < end; {
			if d.text[i] != '\\' {
				add(d.text[i:i+1], i)
				i++
				continue
			}
			s, size := unescaped(d.text[i:end])
			if size == 0 {
				return nil
			}
			add(s, i)
			i += size
		}
	case literal:
		indent := -1
		for line := d.nextLine(n.marks); line < n.to; line = d.nextLine(line) {
			eol := min(d.lineEnd(line), n.to)
			if blanks := eol - line - len(strings.TrimLeft(d.text[line:eol], " ")); indent < 0 {
				if blanks == eol-line {
					return nil
				}
				indent = blanks
			}
			for i := line + min(indent, eol-line); i < eol; i++ {
				add(d.text[i:i+1], i)
			}
			add("\n", eol)
			end = eol
		}
		if !strings.HasSuffix(n.text, "\n") {
			if says.Len() == 0 {
				return nil
			}
			out = out[:len(out)-1]
			return checked(append(out, end), strings.TrimSuffix(says.String(), "\n"), n.text)
		}
	default:
		return nil
	}
	return checked(append(out, end), says.String(), n.text)
}

// checked gives places only if they are those of what YAML read.
func checked(places []int, says, text string) []int {
	if says != text {
		return nil
	}
	return places
}

// unescaped reads an escape at the beginning of s; size 0: one that goes over lines, or none.
func unescaped(s string) (out string, size int) {
	if len(s) < 2 {
		return "", 0
	}
	digits := 0
	switch s[1] {
	case '"', '\\', '/', ' ':
		return s[1:2], 2
	case 'n':
		return "\n", 2
	case 't':
		return "\t", 2
	case 'r':
		return "\r", 2
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	}
	if digits == 0 || len(s) < 2+digits {
		return "", 0
	}
	code, err := strconv.ParseInt(s[2:2+digits], 16, 32)
	if err != nil {
		return "", 0
	}
	return fmt.Sprintf("%c", rune(code)), 2 + digits
}
