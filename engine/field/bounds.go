package field

import (
	"unicode/utf8"

	"banshi/engine/value"
)

// Length judges the length of a text in code points; nil for anything else. A
// text outside is a value with a fault. most 0 means no bound.
func Length(v value.Value, least, most int) *Fault {
	if v.Kind() != value.KindText {
		return nil
	}
	n := utf8.RuneCountInString(v.Text())
	switch {
	case n < least:
		return &Fault{Code: TooShort, Limit: value.Int(int64(least))}
	case most > 0 && n > most:
		return &Fault{Code: TooLong, Limit: value.Int(int64(most))}
	}
	return nil
}

// Least judges a number or day against the least that is allowed; nil when it is
// met, or when one of the two is no value.
func Least(v, least value.Value) *Fault {
	if order, ok := value.Compare(v, least); ok && order < 0 {
		return &Fault{Code: TooSmall, Limit: least}
	}
	return nil
}

// Most judges a number or day against the most that is allowed, as Least does.
func Most(v, most value.Value) *Fault {
	if order, ok := value.Compare(v, most); ok && order > 0 {
		return &Fault{Code: TooBig, Limit: most}
	}
	return nil
}

// RowCount judges the number of rows of a table; max 0 means no bound.
func RowCount(n, least, most int) *Fault {
	switch {
	case n < least:
		return &Fault{Code: TooFewRows, Limit: value.Int(int64(least))}
	case most > 0 && n > most:
		return &Fault{Code: TooManyRows, Limit: value.Int(int64(most))}
	}
	return nil
}
