package print

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"banshi/engine/load/grammar"
)

// widest is the greatest length in characters of a map or list that is written in brackets of its own accord.
const widest = 80

// readOtherwise is what some YAML reader takes for a number, a day or a time of day.
var readOtherwise = regexp.MustCompile(`^[-+.]?[0-9][0-9a-fA-FxXoObBeETtZz_.,:+ -]*$`)

// plainly tells whether a text can be written without quotes, and every YAML reader takes it for that text.
func plainly(s string, flow bool) bool {
	if !plainShape(s, flow) || grammar.IsNull(s) || grammar.IsBool(s) || grammar.IsNumber(s) || readOtherwise.MatchString(s) {
		return false
	}
	switch strings.ToLower(s) {
	case "yes", "no", "on", "off", "y", "n", "=", "<<":
		return false
	}
	return true
}

// plainShape tells whether a text can be written without quotes, whatever it is then taken for.
func plainShape(s string, flow bool) bool {
	return s != "" && strings.Trim(s, " ") == s && !strings.ContainsFunc(s, unwritable) &&
		strings.IndexByte("-?:,[]{}#&*!|>'\"%@`", s[0]) < 0 &&
		!strings.Contains(s, ": ") && !strings.Contains(s, " #") && !strings.HasSuffix(s, ":") &&
		!(flow && strings.ContainsAny(s, ",[]{}?"))
}

// unwritable tells the characters that stand in a file only escaped.
func unwritable(r rune) bool { return grammar.Unseen(r) || r == utf8.RuneError }

// blockly tells whether a text can be written as lines behind |.
func blockly(s string) bool {
	body := strings.TrimSuffix(s, "\n")
	if body == "" || strings.HasSuffix(body, "\n") || strings.HasPrefix(body, "\n") || strings.HasPrefix(body, " ") {
		return false
	}
	for line := range strings.SplitSeq(body, "\n") {
		if strings.HasSuffix(line, " ") || strings.ContainsFunc(line, unwritable) {
			return false
		}
	}
	return true
}

func inSingle(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func inDouble(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case !unwritable(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02X`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// inline writes a scalar in one line: as old is written if that can say it, else without quotes, in single ones, in
// double ones.
func inline(v Value, old *node, flow bool) string {
	switch v.kind() {
	case Null:
		return "null"
	case Bool, Number:
		return v.Text
	}
	s := v.Text
	was := absent
	if old != nil {
		was = old.style
	}
	quotable := !strings.ContainsFunc(s, unwritable)
	switch {
	case was == double, was == single && !quotable:
		return inDouble(s)
	case was == single:
		return inSingle(s)
	case plainly(s, flow), was == plain && sameShape(s, old.text) && plainShape(s, flow):
		return s
	case quotable:
		return inSingle(s)
	}
	return inDouble(s)
}

// sameShape tells whether a text that some readers take for a day stands where one stood already.
func sameShape(s, old string) bool {
	return plainKind(s) == Text && plainKind(old) == Text && readOtherwise.MatchString(s) && readOtherwise.MatchString(old)
}

// lined writes a text of several lines as a block: its mark and its lines.
func lined(s string) (mark string, lines []string) {
	mark = "|-"
	if strings.HasSuffix(s, "\n") {
		mark = "|"
	}
	return mark, strings.Split(strings.TrimSuffix(s, "\n"), "\n")
}

func keyText(key string, flow bool) string { return inline(Of(key), nil, flow) }

// inBrackets writes a value in one line.
func inBrackets(v Value) string {
	if v.scalar() {
		return inline(v, nil, true)
	}
	var parts []string
	for i, item := range v.Items {
		text := inBrackets(item)
		if v.kind() == Map {
			text = keyText(v.Keys[i], true) + ": " + text
		}
		parts = append(parts, text)
	}
	if v.kind() == Map {
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// short tells whether a value is one that people write in brackets: a few scalars.
func short(v Value) bool {
	for _, item := range v.Items {
		if !item.scalar() || strings.Contains(item.Text, "\n") {
			return false
		}
	}
	return len(v.Items) == 0 || utf8.RuneCountInString(inBrackets(v)) <= widest
}

// layout is how a file lets things stand deeper.
type layout struct{ step, dash int }

// behind writes a value behind a colon or a dash: what follows in the line, and the lines below, counted from the column
// of the key or dash.
func (l layout) behind(v Value, dash, brackets bool) (first string, rest []string) {
	switch {
	case v.scalar() && v.kind() == Text && strings.Contains(v.Text, "\n") && blockly(v.Text):
		mark, lines := lined(v.Text)
		return " " + mark, indented(lines, 2)
	case v.scalar():
		return " " + inline(v, nil, false), nil
	case brackets || len(v.Items) == 0:
		return " " + inBrackets(v), nil
	}
	lines := l.entries(v)
	switch {
	case dash:
		return " " + lines[0], indented(lines[1:], 2)
	case v.kind() == List:
		return "", indented(lines, l.dash)
	}
	return "", indented(lines, l.step)
}

// entries writes the entries of a map or list, each in lines of its own.
func (l layout) entries(v Value) []string {
	var out []string
	for i, item := range v.Items {
		key := "-"
		if v.kind() == Map {
			key = keyText(v.Keys[i], false) + ":"
		}
		first, rest := l.behind(item, v.kind() == List, short(item))
		out = append(append(out, key+first), rest...)
	}
	return out
}

// indented are lines by n columns deeper; empty ones stay empty.
func indented(lines []string, n int) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		if line != "" {
			line = strings.Repeat(" ", n) + line
		}
		out[i] = line
	}
	return out
}
