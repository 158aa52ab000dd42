package list

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A cell that holds several things is written as numbered lines. What would be read as something else stands behind a
// backslash, so that whatever a definition says comes back as it was.
//
// escaped maps a rune behind a backslash to one of a private plane while a cell is taken apart.
const escaped = 0xF0000

var unescape = func(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r >= escaped && r < escaped+0x10000 {
			return r - escaped
		}
		return r
	}, s))
}

// guarded takes the backslashes away, and marks what stands behind them.
func guarded(s string) string {
	var b strings.Builder
	behind := false
	for _, r := range s {
		switch {
		case r >= escaped && r < escaped+0x10000: // nobody writes these
		case behind && r < 0x10000:
			b.WriteRune(r + escaped)
			behind = false
		case behind:
			b.WriteRune(r)
			behind = false
		case r == '\\':
			behind = true
		default:
			b.WriteRune(r)
		}
	}
	if behind {
		b.WriteRune('\\' + escaped)
	}
	return b.String()
}

// escape writes a text so that none of the runes in special means anything in it.
func escape(s, special string) string {
	var b strings.Builder
	for _, r := range s {
		if r == '\\' || r == '\n' || strings.ContainsRune(special, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

var (
	marker = regexp.MustCompile(`^[（(]?(\d{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])[、.．）)]?[ \t]*`)
	closed = regexp.MustCompile(`^([（(].+[）)]|.+[、.．）)]|[①-⑳])[ \t]*$`)
)

// markedAs tells which number a text begins with (1: the first), and how long that is; 0: with none.
func markedAs(s string) (n, size int) {
	m := marker.FindStringSubmatch(s)
	if m == nil || !closed.MatchString(strings.TrimSpace(m[0])) {
		return 0, 0
	}
	if strings.HasSuffix(strings.TrimSpace(m[0]), ".") && len(s) > len(m[0]) && s[len(m[0])] >= '0' && s[len(m[0])] <= '9' && !strings.HasSuffix(m[0], " ") {
		return 0, 0 // 1.5 is a number
	}
	if r := []rune(m[1])[0]; r >= '①' && r <= '⑳' {
		return int(r-'①') + 1, len(m[0])
	}
	if n, err := strconv.Atoi(m[1]); err == nil {
		return n, len(m[0])
	}
	return chinese(m[1]), len(m[0])
}

// chinese reads 一 to 九十九; 0: it is no number.
func chinese(s string) int {
	const digits = "一二三四五六七八九"
	digit := func(s string) int { return strings.Index(digits, s)/3 + 1 }
	before, after, tens := strings.Cut(s, "十")
	switch {
	case !tens && len(s) == 3:
		return digit(s)
	case !tens, len(before) > 3, len(after) > 3:
		return 0
	}
	n := 10
	if before != "" {
		n = 10 * digit(before)
	}
	if after != "" {
		n += digit(after)
	}
	return n
}

// split takes a cell apart: by its numbers where it begins with the first, else by its lines, else by separators. What it
// gives is still guarded.
func split(cell, separators string) []string {
	cell = guarded(cell)
	var out []string
	if n, _ := markedAs(cell); n == 1 {
		out = byNumbers(cell)
	} else if strings.Contains(cell, "\n") {
		out = strings.Split(cell, "\n")
	} else {
		out = outside(cell, separators)
	}
	for i, s := range out {
		out[i] = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(s), "；;"))
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// byNumbers cuts where the next number stands: at the beginning of a line, or behind a semicolon.
func byNumbers(cell string) []string {
	var out []string
	next, from := 1, 0
	for at := range cell {
		if at > 0 && !strings.HasSuffix(cell[:at], "\n") && !strings.HasSuffix(cell[:at], "；") && !strings.HasSuffix(cell[:at], ";") {
			continue
		}
		n, size := markedAs(cell[at:])
		if n != next {
			continue
		}
		if at > 0 {
			out = append(out, cell[from:at])
		}
		next, from = next+1, at+size
	}
	return append(out, cell[from:])
}

const brackets = "（(《【）)》】"

// balanced tells whether each bracket of a text is closed again.
func balanced(s string) bool {
	depth := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("（(《【", r):
			depth++
		case strings.ContainsRune("）)》】", r):
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}

// outside cuts at separators that stand outside of brackets.
func outside(s, separators string) []string {
	var out []string
	depth, from := 0, 0
	for at, r := range s {
		switch {
		case strings.ContainsRune("（(《【", r):
			depth++
		case strings.ContainsRune("）)》】", r):
			depth = max(0, depth-1)
		case depth == 0 && strings.ContainsRune(separators, r):
			out = append(out, s[from:at])
			from = at + len(string(r))
		}
	}
	return append(out, s[from:])
}

// inEntries writes a text as one of several: separators are guarded only where something would be cut there.
func inEntries(s string) string {
	var b strings.Builder
	for at, r := range s {
		cut := strings.ContainsRune(betweenEntries, r)
		if cut {
			rest := strings.TrimLeft(s[at+len(string(r)):], betweenEntries+" ")
			n, _ := markedAs(rest)
			cut = rest == "" || n > 0
		}
		if r == '\\' || r == '\n' || cut {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// join writes several things as split reads them. Each is written already, as entry or inEntries does.
func join(list []string) string {
	plain := numbered(list)
	if len(list) == 1 {
		plain = list[0]
	}
	for _, text := range []string{plain, numbered(list)} {
		if slices.EqualFunc(split(text, betweenEntries), list, func(a, b string) bool { return a == guarded(b) }) {
			return text
		}
	}
	// Pieces that mean nothing by themselves look like a number together.
	hard := make([]string, len(list))
	for i, s := range list {
		var b strings.Builder
		for _, r := range guarded(s) {
			switch {
			case r >= escaped && r < escaped+0x10000:
				b.WriteByte('\\')
				r -= escaped
			case strings.ContainsRune(betweenEntries, r):
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
		hard[i] = b.String()
	}
	return numbered(hard)
}

func numbered(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strconv.Itoa(i+1) + ". " + s
	}
	return strings.Join(out, "\n")
}

// entry is one thing with what is said of it: 营业执照（复印件1份，说明：加盖公章）.
type entry struct {
	title   string
	details []detail
}

type detail struct{ label, value string } // a word alone has no label

// The runes that mean something in a list, and within the brackets of an entry.
const (
	betweenEntries = "；;"
	betweenNames   = "；;、，,"
	inDetails      = "（）()，,：:；;、"
)

// read parts an entry: what stands in its last brackets are details where known says so of each.
func readEntry(s string, known func(detail) bool) entry {
	whole := entry{title: unescape(s)}
	if !strings.HasSuffix(s, "）") && !strings.HasSuffix(s, ")") {
		return whole
	}
	inner := s[:len(s)-len(")")]
	if strings.HasSuffix(s, "）") {
		inner = s[:len(s)-len("）")]
	}
	open := strings.LastIndexAny(inner, "（(")
	if open <= 0 {
		return whole
	}
	title := unescape(inner[:open])
	_, size := firstRune(inner[open:])
	var details []detail
	inner, last := cutTail(inner[open+size:])
	for _, part := range strings.FieldsFunc(inner, func(r rune) bool { return strings.ContainsRune("，,、；;", r) }) {
		d := detail{value: unescape(part)}
		if at := strings.IndexAny(part, "：:"); at > 0 {
			_, size := firstRune(part[at:])
			d = detail{unescape(part[:at]), unescape(part[at+size:])}
		}
		if !known(d) {
			return whole
		}
		details = append(details, d)
	}
	if last.label != "" {
		if !known(last) {
			return whole
		}
		details = append(details, last)
	}
	if title == "" || len(details) == 0 {
		return whole
	}
	return entry{title, details}
}

// tails are the labels of details that go on to the bracket's end, whatever stands in them.
var tails = []string{"说明", "材料说明", "内容", "答"}

// cutTail takes the last detail of brackets away where it has such a label.
func cutTail(inner string) (rest string, last detail) {
	for _, label := range tails {
		for _, colon := range []string{"：", ":"} {
			at := strings.Index(inner, label+colon)
			if at < 0 || at > 0 && !strings.ContainsRune("，,、；; ", lastRune(inner[:at])) {
				continue
			}
			return inner[:at], detail{label, unescape(inner[at+len(label+colon):])}
		}
	}
	return inner, detail{}
}

func lastRune(s string) rune {
	r := []rune(s)
	return r[len(r)-1]
}

func firstRune(s string) (rune, int) {
	for _, r := range s {
		return r, len(string(r))
	}
	return 0, 0
}

// write is an entry as readEntry reads it.
func (e entry) write() string {
	title := inEntries(e.title)
	if len(e.details) == 0 {
		return title
	}
	parts := make([]string, len(e.details))
	for i, d := range e.details {
		parts[i] = escape(d.value, inDetails)
		if i == len(e.details)-1 && slices.Contains(tails, d.label) {
			parts[i] = escape(d.value, "（）()"+betweenEntries)
		}
		if d.label != "" {
			parts[i] = d.label + "：" + parts[i]
		}
	}
	return title + "（" + strings.Join(parts, "，") + "）"
}
