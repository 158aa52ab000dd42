// Package publicity holds the masks by which a decision is made public (结果公示): how much of a value anybody may read.
//
// Decisions on licences are open to the public (行政许可法 art. 40; 国家发改委 双公示), and the same law and the
// regulations on open government information (政府信息公开条例, State Council order 711, art. 15, 20) keep what would
// harm a person's privacy out of it. So nothing is shown that a definition does not name, each value that is named has a
// mask, and a mask takes away by rules that don't depend on what the value is: never how long it was.
package publicity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"banshi/engine/value"
)

// Mask is how a value is shown. It is applied to the value as its field is written for people.
type Mask struct {
	Name  string
	Types []string // of fields that it is for
	hide  func(string) string
}

// The masks. Whole shows everything: package check refuses it for what tells who or where a person is.
const (
	Whole  = "whole"
	Name   = "name"
	Number = "number"
	Area   = "area"
	Year   = "year"
)

var masks = []*Mask{
	{Name: Whole, hide: func(s string) string { return s }, Types: []string{"text", "region", "address", "uscc", "project_code", "choice", "choices", "finding",
		"integer", "number", "money", "date", "boolean"}},
	{Name: Name, hide: surname, Types: []string{"text"}},
	{Name: Number, hide: tail, Types: []string{"text", "id_number", "uscc"}},
	{Name: Area, hide: area, Types: []string{"address"}},
	{Name: Year, hide: year, Types: []string{"date"}},
}

// Names lists the masks.
func Names() []string {
	out := make([]string, len(masks))
	for i, m := range masks {
		out[i] = m.Name
	}
	return out
}

// Of finds a mask; nil for none.
func Of(name string) *Mask {
	for _, m := range masks {
		if m.Name == name {
			return m
		}
	}
	return nil
}

// Fits tells whether a mask is for a type of field.
func (m *Mask) Fits(fieldType string) bool { return slices.Contains(m.Types, fieldType) }

// Hide gives what is shown of a value; "" of none. A mask that is not known hides all.
func Hide(mask, s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	if m := Of(mask); m != nil {
		return m.hide(s)
	}
	return hidden
}

const hidden = "**"

// surname shows the first character of a name: 张**. What is no letter is not shown at all.
func surname(s string) string {
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsLetter(r) {
		return string(r) + hidden
	}
	return hidden
}

// tail shows the last two characters of a number, where it is long enough to hide the rest: with the day of birth, the
// place and the check digit known, the last four would tell the number.
func tail(s string) string {
	r := []rune(s)
	if len(r) < 8 {
		return hidden
	}
	return "****" + string(r[len(r)-2:])
}

// year shows the year of a day, which is written 2026年11月23日 or 2026-11-23.
func year(s string) string {
	if len(s) < 5 || strings.IndexFunc(s[:4], func(r rune) bool { return r < '0' || r > '9' }) >= 0 || s[4] >= '0' && s[4] <= '9' {
		return hidden
	}
	return s[:4] + "年"
}

// units are those of the state by their last characters, the largest first; an address goes down through them.
var units = [][]string{{"省", "自治区"}, {"市"}, {"区", "县"}, {"镇", "乡", "街道"}}

// area shows an address down to its town: 广东省佛山市南海区桂城街道. What does not begin with units is not shown.
func area(s string) string {
	shown := ""
	for from := 0; from < len(units); {
		unit, level := take(s[len(shown):], from)
		if unit == "" {
			break
		}
		shown, from = shown+unit, level+1
	}
	if shown == "" {
		return hidden
	}
	return shown
}

// belowTown are signs of an address below a town; notUnits end like a unit and are none of the state's.
const belowTown = "路街巷弄号栋幢座楼室-－—()（）"

var notUnits = []string{"工业区", "小区", "社区", "园区", "校区", "库区", "厂区"}

// take is the unit with which an address begins, of a level or below, with its level: a few Chinese characters with one
// of the ends; "" for none.
func take(s string, from int) (string, int) {
	n := 0
	for i, r := range s {
		for level := from; level < len(units) && n > 0; level++ {
			for _, end := range units[level] {
				if !strings.HasPrefix(s[i:], end) {
					continue
				}
				unit := s[:i+len(end)]
				if slices.ContainsFunc(notUnits, func(not string) bool { return strings.HasSuffix(unit, not) }) {
					return "", 0
				}
				return unit, level
			}
		}
		if n++; n > 8 || !unicode.Is(unicode.Han, r) || strings.ContainsRune(belowTown, r) {
			return "", 0
		}
	}
	return "", 0
}

// Held tells whether a text that is shown holds a value that must not be read from it: a number of somebody, or a name
// of two characters and more.
func Held(shown, secret string) bool {
	secret = value.NameKey(secret)
	return utf8.RuneCountInString(secret) >= 2 && strings.Contains(value.NameKey(shown), secret)
}
