package value

import "strings"

// MaxName is the most characters of a name that SameName looks at with care;
// longer names are compared by their key alone.
const MaxName = 256

// SameName tells whether two names are the same after NameKey, and whether a
// person must look (unknown): what differs is only unreadable (?, □, a mask),
// of the private use area, or a stand-in that an old system wrote for a rare
// character: its pinyin (黄JIE珊) or its parts in brackets (梁(金弘)). Two names
// with an unreadable character are never the same for sure.
func SameName(a, b string) (same, unknown bool) {
	x, y := nameKey(a), nameKey(b)
	if string(x) == string(y) && !hasUnreadable(x) {
		return true, false
	}
	if len(x) > MaxName || len(y) > MaxName {
		return false, false
	}
	return false, mayMatch(x, y)
}

// NameKey is a name as it is compared: one width, capitals, one middle dot, no
// invisible characters, spaces only between Latin letters or digits.
func NameKey(s string) string { return string(nameKey(s)) }

func nameKey(s string) []rune {
	t := &textTables
	out := make([]rune, 0, len(s)/2+8)
	space := false
	for _, c := range s {
		c, ok := Fold(c)
		if !ok {
			continue
		}
		if strings.ContainsRune(t.Dots, c) {
			c = '·'
		}
		if c == ' ' {
			space = true
			continue
		}
		if space && len(out) > 0 && alnum(out[len(out)-1]) && alnum(c) {
			out = append(out, ' ')
		}
		space = false
		out = append(out, c)
	}
	return out
}

// Fold brings one character into its plain form: half width, capital, one kind
// of space; false when it is invisible and leaves no trace.
func Fold(c rune) (rune, bool) {
	t := &textTables
	if t.Common.has(c) || c >= '0' && c <= '9' {
		return c, true
	}
	for _, s := range t.Shift { // in turn: full-width letters become capitals too
		if s.has(c) {
			c += s.By
		}
	}
	if anyHas(t.Drop, c) {
		return 0, false
	}
	return one(t.Same, c), true
}

// one is what c stands for in a table of single characters.
func one(table map[string]string, c rune) rune {
	if to, ok := table[string(c)]; ok {
		for _, c = range to {
			break
		}
	}
	return c
}

// alnum tells whether c is an ASCII letter (folded: a capital) or digit.
func alnum(c rune) bool { return letter(c) || digit(c) }

func letter(c rune) bool { return c >= 'A' && c <= 'Z' }

func digit(c rune) bool { return c >= '0' && c <= '9' }

func unreadable(c rune) bool { return strings.ContainsRune(textTables.Unreadable, c) }

func hasUnreadable(name []rune) bool {
	for _, c := range name {
		if unreadable(c) {
			return true
		}
	}
	return false
}

// mayMatch tells whether two names could be the same once a person has read
// them. reach[i][j]: the first i characters of x may be the first j of y.
func mayMatch(x, y []rune) bool {
	reach := make([][]bool, len(x)+1)
	for i := range reach {
		reach[i] = make([]bool, len(y)+1)
	}
	reach[0][0] = true
	for i := range reach {
		for j := range reach[i] {
			if !reach[i][j] {
				continue
			}
			if i < len(x) && j < len(y) && (x[i] == y[j] || wild(x[i]) || wild(y[j])) {
				reach[i+1][j+1] = true
			}
			if again(x, i) { // one lost character may have left several marks
				reach[i+1][j] = true
			}
			if again(y, j) {
				reach[i][j+1] = true
			}
			if end := standIn(x, i); end > 0 && j < len(y) && rare(y[j]) {
				reach[end][j+1] = true
			}
			if end := standIn(y, j); end > 0 && i < len(x) && rare(x[i]) {
				reach[i+1][end] = true
			}
		}
	}
	return reach[len(x)][len(y)]
}

func wild(c rune) bool { return unreadable(c) || anyHas(textTables.Private, c) }

// again tells whether name[i] is unreadable and so is the one before it.
func again(name []rune, i int) bool {
	return i > 0 && i < len(name) && unreadable(name[i]) && unreadable(name[i-1])
}

// standIn is the end of a stand-in that begins at name[i], or 0: 1 to 6 letters
// (a pinyin syllable) or 1 to 4 characters in brackets.
func standIn(name []rune, i int) int {
	if i >= len(name) || i > 0 && letter(name[i]) && letter(name[i-1]) {
		return 0
	}
	end := i
	for end < len(name) && letter(name[end]) {
		end++
	}
	if end > i && end-i <= 6 {
		return end
	}
	if name[i] != '(' {
		return 0
	}
	for end = i + 2; end < len(name) && end <= i+5; end++ {
		if name[end] == ')' {
			return end + 1
		}
	}
	return 0
}

// rare tells whether c is a Han character that old systems could not write.
func rare(c rune) bool {
	return c >= 0x3400 && !textTables.Common.has(c) && !wild(c)
}
