package value

import (
	"slices"
	"strings"
)

// Names is an immutable set of the paths that an unknown waits for, sorted by
// code point. nil is the empty set.
type Names struct{ list []string }

// NamesOf makes a set; order and repetition don't matter. No names give nil.
func NamesOf(names ...string) *Names {
	if len(names) == 0 {
		return nil
	}
	list := slices.Clone(names)
	slices.Sort(list)
	return &Names{slices.Compact(list)}
}

// Slice is the names in order. It must not be changed.
func (n *Names) Slice() []string {
	if n == nil {
		return nil
	}
	return n.list
}

// Len is the number of names.
func (n *Names) Len() int { return len(n.Slice()) }

// Has tells whether name is in the set.
func (n *Names) Has(name string) bool {
	_, found := slices.BinarySearch(n.Slice(), name)
	return found
}

// Union is the set of all names of a and b. It gives back a or b itself where
// that holds the other, which is the common case: an unknown that was handed on.
func Union(a, b *Names) *Names {
	switch {
	case a == b || b == nil:
		return a
	case a == nil:
		return b
	}
	onlyA, onlyB := differ(a.list, b.list)
	switch {
	case onlyB == 0:
		return a
	case onlyA == 0:
		return b
	}
	list := make([]string, 0, len(a.list)+onlyB)
	i, j := 0, 0
	for i < len(a.list) && j < len(b.list) {
		switch c := strings.Compare(a.list[i], b.list[j]); {
		case c < 0:
			list = append(list, a.list[i])
			i++
		case c > 0:
			list = append(list, b.list[j])
			j++
		default:
			list = append(list, a.list[i])
			i, j = i+1, j+1
		}
	}
	list = append(list, a.list[i:]...)
	return &Names{append(list, b.list[j:]...)}
}

// differ counts what only one of two sorted sets holds.
func differ(a, b []string) (onlyA, onlyB int) {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch c := strings.Compare(a[i], b[j]); {
		case c < 0:
			onlyA, i = onlyA+1, i+1
		case c > 0:
			onlyB, j = onlyB+1, j+1
		default:
			i, j = i+1, j+1
		}
	}
	return onlyA + len(a) - i, onlyB + len(b) - j
}
