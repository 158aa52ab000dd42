// Package value holds what a rule computes with: three-valued values, exact
// numbers, civil days, periods, the working calendar, and the canonical JSON of
// all of them. It is pure and uses the standard library only; the client has a
// twin of it, and testdata/vectors.json is run by both.
//
// Nothing in this package panics on a value of another kind: an accessor of the
// wrong kind gives the zero value. What can't be computed is said by a second
// result (false), and the caller makes it empty.
package value

import (
	"math/big"
	"unsafe"
)

// Kind says what a Value is. The zero Kind is no value at all: a bug.
type Kind uint8

// The kinds of a value. KindEmpty and KindUnknown are the two states beside a
// value; every other kind is known.
const (
	KindNone Kind = iota
	KindEmpty
	KindUnknown
	KindBool
	KindText
	KindInt
	KindNumber
	KindDate
	KindPeriod
	KindList
	KindRecord
	KindOpaque
)

var kindWords = [...]string{
	"none", "empty", "unknown", "bool", "text", "int", "number", "date", "period", "list", "record", "opaque",
}

// String is the kind as a word, as it stands in the typed JSON of the vectors.
func (k Kind) String() string {
	if int(k) < len(kindWords) {
		return kindWords[k]
	}
	return "none"
}

// Record is one record, row or fact. Get gives Empty() for a field that the
// record doesn't hold; it never gives the zero Value.
type Record interface {
	Get(name string) Value
}

// Value is one value of a rule, passed by value. Scalars allocate nothing.
// The zero Value has KindNone and is invalid.
//
// It is 32 bytes, since evaluation does little else than hand values over: what doesn't fit into two
// numbers stands behind one pointer, whose type the kind tells.
type Value struct {
	kind Kind
	a, b int64          // bool, int, date: a. number: a/b. period: two halves in each. text, list: a is the length
	ref  unsafe.Pointer // *Names, bytes of a text, first of a list, *Record, *big.Rat, *any for a file or point
}

// Empty is the value of what was left blank on purpose, is hidden, or does not exist.
func Empty() Value { return Value{kind: KindEmpty} }

// Unknown is a value that waits for the named answers and facts.
func Unknown(names *Names) Value { return Value{kind: KindUnknown, ref: unsafe.Pointer(names)} }

// Bool makes a yes or no.
func Bool(b bool) Value {
	v := Value{kind: KindBool}
	if b {
		v.a = 1
	}
	return v
}

// Text makes a text.
func Text(s string) Value {
	return Value{kind: KindText, a: int64(len(s)), ref: unsafe.Pointer(unsafe.StringData(s))}
}

// Int makes a whole number.
func Int(i int64) Value { return Value{kind: KindInt, a: i} }

// Num makes an exact number.
func Num(n Number) Value {
	if n.big != nil {
		return Value{kind: KindNumber, ref: unsafe.Pointer(n.big)}
	}
	return Value{kind: KindNumber, a: n.num, b: n.den}
}

// DateOf makes a civil day.
func DateOf(d Date) Value { return Value{kind: KindDate, a: int64(d)} }

// PeriodOf makes a period.
func PeriodOf(p Period) Value {
	return Value{
		kind: KindPeriod,
		a:    int64(p.Years)<<32 | int64(uint32(p.Months)),
		b:    int64(p.Days)<<32 | int64(uint32(p.Workdays)),
	}
}

// List makes a list. The slice is kept, so the caller must not change it.
func List(items []Value) Value {
	return Value{kind: KindList, a: int64(len(items)), ref: unsafe.Pointer(unsafe.SliceData(items))}
}

// RecordOf makes a record. It allocates: who hands out the same record often keeps its Value.
func RecordOf(r Record) Value { return Value{kind: KindRecord, ref: unsafe.Pointer(&r)} }

// Opaque makes a value of which rules can only ask whether it is there (file,
// point). x is JSON-like: it must be what Canonical takes.
func Opaque(x any) Value { return Value{kind: KindOpaque, ref: unsafe.Pointer(&x)} }

// Kind says what v is.
func (v Value) Kind() Kind { return v.kind }

// IsEmpty tells whether v is empty.
func (v Value) IsEmpty() bool { return v.kind == KindEmpty }

// IsUnknown tells whether v is unknown.
func (v Value) IsUnknown() bool { return v.kind == KindUnknown }

// Known tells whether v is a value: neither empty nor unknown.
func (v Value) Known() bool { return v.kind > KindUnknown }

// IsTrue tells whether v is the yes of a yes or no.
func (v Value) IsTrue() bool { return v.kind == KindBool && v.a == 1 }

// IsFalse tells whether v is the no of a yes or no.
func (v Value) IsFalse() bool { return v.kind == KindBool && v.a == 0 }

// Bool is the yes or no of a KindBool, else false.
func (v Value) Bool() bool { return v.IsTrue() }

// Text is the text of a KindText, else "".
func (v Value) Text() string {
	if v.kind != KindText {
		return ""
	}
	return unsafe.String((*byte)(v.ref), v.a)
}

// Int is the whole number of a KindInt, else 0.
func (v Value) Int() int64 {
	if v.kind != KindInt {
		return 0
	}
	return v.a
}

// Number is the exact number of a KindNumber or KindInt, else 0.
func (v Value) Number() Number {
	switch v.kind {
	case KindInt:
		return FromInt(v.a)
	case KindNumber:
		if v.ref != nil {
			return Number{big: (*big.Rat)(v.ref)}
		}
		return Number{num: v.a, den: v.b}
	}
	return Number{}
}

// IsNumeric tells whether v is a whole or an exact number.
func (v Value) IsNumeric() bool { return v.kind == KindInt || v.kind == KindNumber }

// Date is the civil day of a KindDate, else 1970-01-01.
func (v Value) Date() Date {
	if v.kind != KindDate {
		return 0
	}
	return Date(v.a)
}

// Period is the period of a KindPeriod, else none.
func (v Value) Period() Period {
	if v.kind != KindPeriod {
		return Period{}
	}
	return Period{
		Years: int32(v.a >> 32), Months: int32(uint32(v.a)),
		Days: int32(v.b >> 32), Workdays: int32(uint32(v.b)),
	}
}

// List is the items of a KindList, else nil. It must not be changed.
func (v Value) List() []Value {
	if v.kind != KindList {
		return nil
	}
	return unsafe.Slice((*Value)(v.ref), v.a)
}

// Record is the record of a KindRecord, else nil.
func (v Value) Record() Record {
	if v.kind != KindRecord {
		return nil
	}
	return *(*Record)(v.ref)
}

// Opaque is what stands behind a KindOpaque, else nil.
func (v Value) Opaque() any {
	if v.kind != KindOpaque {
		return nil
	}
	return *(*any)(v.ref)
}

// Names is what a KindUnknown waits for, else nil (the empty set).
func (v Value) Names() *Names {
	if v.kind != KindUnknown {
		return nil
	}
	return (*Names)(v.ref)
}
