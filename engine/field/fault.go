package field

import (
	"strings"

	"banshi/engine/value"
)

// Code says what is wrong with an answer. The list only grows: codes stand in
// kept cases.
type Code string

// The codes, in the order in which they came.
const (
	Shape            Code = "shape"             // not of the type's shape
	ControlCharacter Code = "control_character" // holds what can't be seen or read
	TooLong          Code = "too_long"          // more code points than allowed
	CheckDigit       Code = "check_digit"       // a digit was mistyped
	NoSuchDay        Code = "no_such_day"       // the calendar has no such day
	BornLater        Code = "born_later"        // an id number of someone not born yet
	OldNumber        Code = "old_number"        // an id number of 15 digits
	NotMobile        Code = "not_mobile"        // a landline where a message must reach
	NotAnOption      Code = "not_an_option"     // no option has this code
	NotWhole         Code = "not_whole"         // decimals in a whole number
	TooManyDigits    Code = "too_many_digits"   // more decimals than the field has
	TooBig           Code = "too_big"           // above max, or than can be kept
	TooSmall         Code = "too_small"         // below min
	TooShort         Code = "too_short"         // fewer code points than asked for
	SameRow          Code = "same_row"          // two rows of one name
	TooFewRows       Code = "too_few_rows"      // fewer rows than asked for
	TooManyRows      Code = "too_many_rows"     // more rows than allowed
	Missing          Code = "missing"           // needed and not answered
)

// Codes lists every code in its order.
func Codes() []Code {
	return []Code{
		Shape, ControlCharacter, TooLong, CheckDigit, NoSuchDay, BornLater, OldNumber, NotMobile, NotAnOption, NotWhole,
		TooManyDigits, TooBig, TooSmall, TooShort, SameRow, TooFewRows, TooManyRows, Missing,
	}
}

// Fault is why an answer can't be taken, or (length, min, max, rows) what is
// wrong with a value. Limit is the bound it missed, of kind KindNone where
// there is none.
type Fault struct {
	Code  Code
	Limit value.Value
}

// limitOf is the bound that a type's own fault speaks of.
func limitOf(code Code, p Params) value.Value {
	switch code {
	case TooManyDigits:
		return value.Int(int64(p.digits()))
	case TooLong:
		return value.Int(MaxText)
	case TooBig:
		return value.Int(value.MaxSafe)
	}
	return value.Value{}
}

// Message says to a person what to do about a fault of this type's field, in
// the language (en, else Chinese).
func (t *Type) Message(f *Fault, p Params, lang string) string {
	table := messages
	text, ok := table[t.Name+"."+string(f.Code)]
	if !ok {
		text, ok = table[string(f.Code)]
	}
	if f.Code == TooManyDigits && p.digits() == 0 {
		text = table[string(NotWhole)]
	}
	if !ok {
		text = table[string(Shape)]
	}
	return strings.ReplaceAll(text.in(lang), "{limit}", t.limitText(f, p, lang))
}

func (t *Type) limitText(f *Fault, p Params, lang string) string {
	switch {
	case f.Limit.Kind() == value.KindDate:
		return formatDate(f.Limit, Params{}, english(lang))
	case f.Limit.IsNumeric() && (f.Code == TooBig || f.Code == TooSmall):
		if t.Rule == ruleNumber {
			return t.format(f.Limit, p, english(lang))
		}
		return withUnit(f.Limit.Number().Text(value.MaxPlaces), p.Unit, english(lang))
	case f.Limit.IsNumeric():
		return f.Limit.Number().Canon()
	}
	return ""
}
