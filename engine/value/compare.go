package value

import "cmp"

// Compare orders two numbers (whole and exact mix) or two days: -1, 0, 1.
// False for anything else: texts and yes/no have no order.
func Compare(a, b Value) (int, bool) {
	switch {
	case a.kind == KindInt && b.kind == KindInt, a.kind == KindDate && b.kind == KindDate:
		return cmp.Compare(a.a, b.a), true
	case a.IsNumeric() && b.IsNumeric():
		return a.Number().Cmp(b.Number()), true
	}
	return 0, false
}

// Equal compares two known values of one kind (whole and exact numbers mix);
// lists item by item. False as second result when they can't be compared:
// other kinds, records, files, or an empty or unknown anywhere.
func Equal(a, b Value) (equal, ok bool) {
	if c, ok := Compare(a, b); ok {
		return c == 0, true
	}
	if a.kind != b.kind {
		return false, false
	}
	switch a.kind {
	case KindText:
		return a.Text() == b.Text(), true
	case KindBool, KindPeriod:
		return a.a == b.a && a.b == b.b, true
	case KindList:
		return equalLists(a.List(), b.List())
	}
	return false, false
}

func equalLists(a, b []Value) (equal, ok bool) {
	equal = len(a) == len(b)
	for i := range min(len(a), len(b)) {
		same, ok := Equal(a[i], b[i])
		if !ok {
			return false, false
		}
		equal = equal && same
	}
	return equal, true
}
