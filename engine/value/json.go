package value

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
)

// MaxSafe is the largest whole number in JSON: 2^53 - 1. Longer ones, and all
// exact numbers, travel as text.
const MaxSafe = 1<<53 - 1

// Fielded is a Record that can name its fields, which canonical JSON needs.
type Fielded interface {
	Record
	Fields() []string
}

// Append appends the canonical JSON of v: empty as null, an unknown as
// {"unknown":[names]}, whole numbers as numbers while |n| ≤ MaxSafe and as text
// beyond, exact numbers as text (Number.Canon), days as YYYY-MM-DD, periods as
// {"years":1} with the parts that are not 0. An error for a record that is not
// Fielded, for the zero Value, and for what stands behind an Opaque.
func Append(b []byte, v Value) ([]byte, error) {
	switch v.kind {
	case KindEmpty:
		return append(b, "null"...), nil
	case KindUnknown:
		b = append(b, `{"unknown":[`...)
		for i, name := range v.Names().Slice() {
			if i > 0 {
				b = append(b, ',')
			}
			b = AppendText(b, name)
		}
		return append(b, "]}"...), nil
	case KindBool:
		return strconv.AppendBool(b, v.IsTrue()), nil
	case KindText:
		return AppendText(b, v.Text()), nil
	case KindInt:
		return appendInt(b, v.a), nil
	case KindNumber:
		return AppendText(b, v.Number().Canon()), nil
	case KindDate:
		return append(v.Date().Append(append(b, '"')), '"'), nil
	case KindPeriod:
		return appendPeriod(b, v.Period()), nil
	case KindList:
		return appendValues(b, v.List())
	case KindRecord:
		return appendRecord(b, v.Record())
	case KindOpaque:
		return AppendAny(b, v.Opaque())
	}
	return b, fmt.Errorf("canonical JSON: a value of kind %s has none; it was never set", v.kind)
}

// JSON is the canonical JSON of v; see Append.
func JSON(v Value) ([]byte, error) { return Append(nil, v) }

// Canonical is the canonical JSON of x; see AppendAny.
func Canonical(x any) ([]byte, error) { return AppendAny(nil, x) }

// AppendAny appends the canonical JSON of a JSON-like x: keys sorted by code
// point, no spaces, only `"`, `\` and control characters escaped, numbers whole
// and within ±MaxSafe. It takes nil, bool, string, int, int64, float64 and
// json.Number (whole ones), map[string]any, map[string]string, map[string]Value,
// []any, []string, []Value, []map[string]any, Value, Date, Number and *Names. An error says which part it can't write.
func AppendAny(b []byte, x any) ([]byte, error) {
	switch x := x.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, x), nil
	case string:
		return AppendText(b, x), nil
	case int:
		return appendWhole(b, int64(x))
	case int64:
		return appendWhole(b, x)
	case float64:
		if x != float64(int64(x)) {
			return b, fmt.Errorf("canonical JSON: number %v is not whole; write it as text", x)
		}
		return appendWhole(b, int64(x))
	case json.Number:
		n, err := strconv.ParseInt(string(x), 10, 64)
		if err != nil {
			return b, fmt.Errorf("canonical JSON: number %s is not a plain whole one; write it as text", x)
		}
		return appendWhole(b, n)
	case map[string]any:
		return appendMap(b, x)
	case map[string]string:
		return appendMap(b, x)
	case map[string]Value:
		return appendMap(b, x)
	case []any:
		return appendList(b, x)
	case []string:
		return appendList(b, x)
	case []map[string]any:
		return appendList(b, x)
	case []Value:
		return appendValues(b, x)
	case Value:
		return Append(b, x)
	case Date:
		return Append(b, DateOf(x))
	case Number:
		return Append(b, Num(x))
	case *Names:
		return appendList(b, x.Slice())
	}
	return b, fmt.Errorf("canonical JSON: a %T can't be written; turn it into maps, lists and texts first", x)
}

func appendWhole(b []byte, n int64) ([]byte, error) {
	if n > MaxSafe || n < -MaxSafe {
		return b, fmt.Errorf("canonical JSON: number %d is beyond 2^53; write it as text", n)
	}
	return strconv.AppendInt(b, n, 10), nil
}

func appendInt(b []byte, n int64) []byte {
	if n <= MaxSafe && n >= -MaxSafe {
		return strconv.AppendInt(b, n, 10)
	}
	return append(strconv.AppendInt(append(b, '"'), n, 10), '"')
}

func appendMap[T any](b []byte, m map[string]T) ([]byte, error) {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return appendFields(b, keys, func(b []byte, key string) ([]byte, error) { return AppendAny(b, m[key]) })
}

func appendRecord(b []byte, r Record) ([]byte, error) {
	f, ok := r.(Fielded)
	if !ok {
		return b, fmt.Errorf("canonical JSON: a %T doesn't name its fields; give it a Fields method", r)
	}
	keys := slices.Clone(f.Fields())
	slices.Sort(keys)
	return appendFields(b, slices.Compact(keys), func(b []byte, key string) ([]byte, error) { return Append(b, f.Get(key)) })
}

func appendFields(b []byte, keys []string, field func([]byte, string) ([]byte, error)) ([]byte, error) {
	b = append(b, '{')
	for i, key := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(AppendText(b, key), ':')
		var err error
		if b, err = field(b, key); err != nil {
			return b, fmt.Errorf("%s: %w", key, err)
		}
	}
	return append(b, '}'), nil
}

func appendValues(b []byte, items []Value) ([]byte, error) {
	return appendItems(b, items, Append)
}

func appendList[T any](b []byte, items []T) ([]byte, error) {
	return appendItems(b, items, func(b []byte, item T) ([]byte, error) { return AppendAny(b, item) })
}

func appendItems[T any](b []byte, items []T, add func([]byte, T) ([]byte, error)) ([]byte, error) {
	b = append(b, '[')
	for i, item := range items {
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = add(b, item); err != nil {
			return b, fmt.Errorf("[%d]: %w", i, err)
		}
	}
	return append(b, ']'), nil
}

func appendPeriod(b []byte, p Period) []byte {
	b = append(b, '{')
	for _, part := range [...]struct {
		unit string
		n    int32
	}{{Days, p.Days}, {Months, p.Months}, {Workdays, p.Workdays}, {Years, p.Years}} {
		if part.n == 0 {
			continue
		}
		if b[len(b)-1] != '{' {
			b = append(b, ',')
		}
		b = append(AppendText(b, part.unit), ':')
		b = strconv.AppendInt(b, int64(part.n), 10)
	}
	return append(b, '}')
}

const hex = "0123456789abcdef"

// AppendText appends s as a JSON text, written as JavaScript's JSON.stringify does, so that both twins
// agree byte for byte: short escapes where they exist, \u00xx in small letters
// for other controls, everything else as it is. Broken UTF-8 becomes U+FFFD.
func AppendText(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			b = utf8.AppendRune(b, r)
			i += size
			continue
		}
		i++
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c >= 0x20:
			b = append(b, c)
		case c >= '\b' && c <= '\r' && c != '\v':
			b = append(b, '\\', "btn_fr"[c-'\b'])
		default:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	return append(b, '"')
}
