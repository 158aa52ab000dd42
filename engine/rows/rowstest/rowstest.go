// Package rowstest makes random rules for tests: they pass the judge over the names that it lists, and are
// written as no formatter would: odd blanks, needless parentheses, comments, every kind of quotes.
package rowstest

import (
	"fmt"
	"strings"
)

// Names are what the rules read, with their types in the words of expr.Function; "table" is a list of
// Columns, "record" one of them.
var Names = map[string]string{
	"form.name": "text", "form.kind": "text", "form.address": "text", "form.area": "number", "form.total": "number",
	"form.rooms": "integer", "user.level": "integer", "form.start": "date", "form.until": "date", "today": "date",
	"form.works_here": "boolean", "form.rented": "boolean", "form.marks": "list<text>", "form.days": "list<date>",
	"form.staff": "table", "permits": "table", "person": "record",
}

// Columns are those of every table and record.
var Columns = map[string]string{
	"no": "text", "status": "text", "pay": "number", "count": "integer", "since": "date", "trained": "boolean", "marks": "list<text>",
}

// Maker makes rules. It is not safe for concurrent use.
type Maker struct {
	state uint64
	rows  []string // variables whose rows are in reach
	texts []string // variables that are texts
}

// New makes a maker; the same seed makes the same rules.
func New(seed uint64) *Maker { return &Maker{state: seed} }

// below gives a number from 0 up to n, n not among them, by splitmix64.
func (m *Maker) below(n int) int {
	m.state += 0x9e3779b97f4a7c15
	z := m.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) % uint64(n))
}

// How tightly a part holds together.
const (
	anyHold = 1 + iota
	orHold
	andHold
	compareHold
	addHold
	timesHold
	signHold
	tightHold
)

type part struct {
	text string
	hold int
}

// Rule makes a condition, up to so deep.
func (m *Maker) Rule(depth int) string {
	m.rows, m.texts = nil, nil
	return m.blank() + m.in(m.condition(depth), anyHold) + m.blank()
}

// Value makes a rule that gives a value of a type.
func (m *Maker) Value(typ string, depth int) string {
	m.rows, m.texts = nil, nil
	return m.blank() + m.in(m.value(typ, depth), anyHold) + m.blank()
}

// Seldom is true once in n times.
func (m *Maker) seldom(n int) bool { return m.below(n) == 0 }

// Pick gives one of a list.
func pick[T any](m *Maker, list ...T) T { return list[m.below(len(list))] }

func (m *Maker) blank() string {
	switch m.below(24) {
	case 0:
		return "  "
	case 1:
		return "\n  "
	case 2:
		return "\t"
	case 3:
		return pick(m, " // 说明 \"(\n", " // && || )\n ")
	case 4, 5, 6, 7:
		return ""
	}
	return " "
}

// apart is a blank that is one.
func (m *Maker) apart() string {
	if b := m.blank(); b != "" {
		return b
	}
	return " "
}

// tightly is mostly nothing.
func (m *Maker) tightly() string {
	if m.seldom(12) {
		return m.blank()
	}
	return ""
}

// in writes a part where so much hold is wanted.
func (m *Maker) in(p part, want int) string {
	for p.hold < want || m.seldom(14) {
		p = part{"(" + m.tightly() + p.text + m.tightly() + ")", tightHold}
	}
	return p.text
}

func (m *Maker) joined(sign string, hold int, left, right part) part {
	between := m.blank() + sign + m.blank()
	if sign == "in" {
		between = m.apart() + sign + m.apart()
	}
	return part{m.in(left, hold) + between + m.in(right, hold+1), hold}
}

func (m *Maker) condition(depth int) part {
	if depth <= 0 {
		return m.row()
	}
	switch m.below(12) {
	case 0, 1:
		return m.joined("&&", andHold, m.condition(depth-1), m.condition(depth-1))
	case 2, 3:
		return m.joined("||", orHold, m.condition(depth-1), m.condition(depth-1))
	case 4:
		return part{"!" + m.tightly() + m.in(m.condition(depth-1), tightHold), signHold}
	case 5, 6:
		return m.quantified(depth)
	case 7:
		sign, hold := pick(m, "&&", "||"), andHold
		if sign == "||" {
			hold = orHold
		}
		out := m.condition(depth - 1)
		for range 2 + m.below(3) {
			out = m.joined(sign, hold, out, m.condition(depth-1))
		}
		return out
	case 8:
		if m.seldom(3) {
			return m.choice("boolean", depth)
		}
	case 9:
		if m.seldom(3) {
			return m.joined(pick(m, "==", "!="), compareHold, m.condition(depth-1), m.condition(depth-1))
		}
	}
	return m.row()
}

// quantified makes all and exists, two deep at most.
func (m *Maker) quantified(depth int) part {
	word := pick(m, "all", "exists")
	return m.macro(word, depth, func() part { return m.condition(depth - 1) })
}

// macro makes list.word(x, body); a row where it would be too deep.
func (m *Maker) macro(word string, depth int, body func() part) part {
	if len(m.rows)+len(m.texts) >= 2 {
		return m.row()
	}
	name := fmt.Sprintf("%s%d", pick(m, "r", "l", "x"), len(m.rows)+len(m.texts))
	list, bound := m.table(depth-1), &m.rows
	if m.seldom(3) {
		list, bound = m.value("list<text>", depth-1), &m.texts
	}
	before := len(*bound)
	*bound = append(*bound, name)
	inner := m.in(body(), anyHold)
	*bound = (*bound)[:before]
	return part{m.in(list, tightHold) + "." + word + "(" + m.tightly() + name + m.tightly() + "," + m.blank() + inner + m.tightly() + ")", tightHold}
}

func (m *Maker) table(depth int) part {
	name := pick(m, "form.staff", "permits")
	if depth > 0 && m.seldom(5) && len(m.rows)+len(m.texts) < 1 {
		v := "f" + fmt.Sprint(len(m.rows))
		m.rows = append(m.rows, v)
		inner := m.in(m.condition(depth-1), anyHold)
		m.rows = m.rows[:len(m.rows)-1]
		return part{name + ".filter(" + v + ", " + inner + ")", tightHold}
	}
	return part{name, tightHold}
}

// row makes a condition of one row.
func (m *Maker) row() part {
	switch m.below(9) {
	case 0:
		return m.leaf("boolean")
	case 1:
		return part{"has(" + m.tightly() + m.leaf(pick(m, "text", "number", "date", "list<text>", "boolean")).text + ")", tightHold}
	case 2:
		return m.joined("in", compareHold, m.leaf("text"), m.leaf("list<text>"))
	case 3:
		word := pick(m, "startsWith", "contains")
		if m.seldom(5) {
			return part{word + "(" + m.leaf("text").text + "," + m.blank() + m.leaf("text").text + ")", tightHold}
		}
		return part{m.in(m.leaf("text"), tightHold) + "." + word + "(" + m.in(m.leaf("text"), anyHold) + ")", tightHold}
	case 4:
		return part{pick(m, "same_name", "same_address") + "(" + m.value("text", 1).text + "," + m.blank() + m.leaf("text").text + ")", tightHold}
	case 5:
		return m.joined(pick(m, "==", "!="), compareHold, m.value("text", 1), m.leaf("text"))
	case 6, 7:
		return m.joined(pick(m, "<", "<=", ">", ">=", "==", "!="), compareHold, m.value("date", 2), m.value("date", 2))
	}
	typ := pick(m, "integer", "number")
	left := m.value(typ, 2)
	for strings.Trim(left.text, "0123456789.-() \t\n") == "" { // what is asked about comes first
		left = m.value(typ, 2)
	}
	return m.joined(pick(m, "<", "<=", ">", ">=", "==", "!="), compareHold, left, m.value(typ, 1))
}

func (m *Maker) choice(typ string, depth int) part {
	side := func() part {
		if typ == "boolean" {
			return m.condition(depth - 1)
		}
		return m.value(typ, depth-1)
	}
	return part{m.in(m.condition(depth-1), orHold) + m.blank() + "?" + m.blank() + m.in(side(), orHold) + m.blank() + ":" + m.blank() + m.in(side(), anyHold), anyHold}
}

// value makes a part that gives a value of a type.
func (m *Maker) value(typ string, depth int) part {
	if depth <= 0 || m.seldom(3) {
		return m.leaf(typ)
	}
	if m.seldom(10) {
		return m.choice(typ, depth)
	}
	switch typ {
	case "date":
		return m.date(depth)
	case "integer":
		return m.integer(depth)
	case "number":
		return m.number(depth)
	case "text":
		if m.seldom(4) {
			return m.joined("+", addHold, m.value("text", depth-1), m.leaf("text"))
		}
	case "list<text>":
		if m.seldom(3) && len(m.rows)+len(m.texts) < 2 {
			return m.column("text")
		}
	}
	return m.leaf(typ)
}

// column makes the list of what a column of a table holds.
func (m *Maker) column(typ string) part {
	v := fmt.Sprintf("m%d", len(m.rows)+len(m.texts))
	list := m.table(0)
	m.rows = append(m.rows, v)
	body := m.leaf(typ)
	m.rows = m.rows[:len(m.rows)-1]
	return part{list.text + "." + "map(" + v + "," + m.blank() + body.text + ")", tightHold}
}

func (m *Maker) date(depth int) part {
	switch m.below(5) {
	case 0:
		return part{`date("2026-0` + fmt.Sprint(1+m.below(9)) + `-15")`, tightHold}
	case 1:
		if len(m.rows)+len(m.texts) < 2 {
			return part{"greatest(" + m.column("date").text + ")", tightHold}
		}
	}
	period := part{pick(m, "days", "months", "years", "workdays") + "(" + m.in(m.value("integer", depth-1), anyHold) + ")", tightHold}
	return m.joined(pick(m, "+", "-"), addHold, m.value("date", depth-1), period)
}

func (m *Maker) integer(depth int) part {
	switch m.below(6) {
	case 0:
		return part{"age(" + m.value("date", depth-1).text + ", today)", tightHold}
	case 1:
		return part{"size(" + m.in(m.leaf(pick(m, "list<text>", "text")), anyHold) + ")", tightHold}
	case 2:
		return part{"size(" + m.in(m.table(depth), anyHold) + ")", tightHold}
	case 3:
		return m.joined("-", addHold, m.value("date", depth-1), m.leaf("date"))
	case 4:
		if m.seldom(3) {
			return part{"-" + m.in(m.value("integer", depth-1), tightHold), signHold}
		}
	}
	return m.calc("integer", depth)
}

func (m *Maker) number(depth int) part {
	switch m.below(5) {
	case 0:
		return part{"number(" + m.in(m.value("integer", depth-1), anyHold) + ")", tightHold}
	case 1:
		if len(m.rows)+len(m.texts) < 2 {
			return part{"sum(" + m.column("number").text + ")", tightHold}
		}
	}
	return m.calc("number", depth)
}

func (m *Maker) calc(typ string, depth int) part {
	if m.seldom(3) {
		return m.joined(pick(m, "*", "/"), timesHold, m.value(typ, depth-1), m.value(typ, depth-1))
	}
	return m.joined(pick(m, "+", "-"), addHold, m.value(typ, depth-1), m.value(typ, depth-1))
}

// leaf is a name, a cell or a constant.
func (m *Maker) leaf(typ string) part {
	if typ == "list<text>" && m.seldom(2) {
		var items []string
		for range 1 + m.below(3) {
			items = append(items, m.constant("text").text)
		}
		return part{"[" + m.tightly() + strings.Join(items, ","+m.blank()) + m.tightly() + "]", tightHold}
	}
	if m.seldom(3) && !strings.HasPrefix(typ, "list") {
		return m.constant(typ)
	}
	if typ == "text" && len(m.texts) > 0 && m.seldom(2) {
		return part{pick(m, m.texts...), tightHold}
	}
	if m.seldom(3) || len(m.rows) > 0 && m.seldom(2) {
		if column := m.named(Columns, typ); column != "" {
			of := "person"
			if len(m.rows) > 0 && !m.seldom(4) {
				of = pick(m, m.rows...)
			}
			return part{of + m.tightly() + "." + m.tightly() + column, tightHold}
		}
	}
	return part{m.named(Names, typ), tightHold}
}

// named gives one of the names of a type.
func (m *Maker) named(of map[string]string, typ string) string {
	var fit []string
	for _, n := range order {
		if of[n] == typ {
			fit = append(fit, n)
		}
	}
	if len(fit) == 0 {
		return ""
	}
	return pick(m, fit...)
}

// order is that of Names and Columns, so that a seed makes one rule.
var order = []string{
	"form.name", "form.kind", "form.address", "form.area", "form.total", "form.rooms", "user.level", "form.start", "form.until", "today",
	"form.works_here", "form.rented", "form.marks", "form.days", "no", "status", "pay", "count", "since", "trained", "marks",
}

func (m *Maker) constant(typ string) part {
	switch typ {
	case "boolean":
		return part{pick(m, "true", "false"), tightHold}
	case "integer":
		if m.seldom(6) {
			return part{"-" + fmt.Sprint(m.below(100)), signHold}
		}
		return part{fmt.Sprint(m.below(400)), tightHold}
	case "number":
		if m.seldom(6) {
			return part{"-" + fmt.Sprint(m.below(100)) + ".5", signHold}
		}
		return part{pick(m, "0.5", "12.25", "100", ".75", "007.5"), tightHold}
	case "date":
		return part{`date("2026-03-1` + fmt.Sprint(m.below(10)) + `")`, tightHold}
	}
	return part{pick(m, `"a"`, `'b'`, `"甲"`, `"智力"`, `r"\d"`, `"""三"""`, `'''b'''`, `"引\"号"`, `"\u7532"`, `"🍜"`, `''`, `"a && (b"`, `'//'`, `"南海区桂城街道"`), tightHold}
}
