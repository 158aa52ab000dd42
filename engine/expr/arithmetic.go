package expr

import "banshi/engine/value"

// Arithmetic is exact. Overflow and division by zero give empty: a rule has nothing to say then.

func wholes(a, b value.Value) bool {
	return a.Kind() == value.KindInt && b.Kind() == value.KindInt
}

func rational(v value.Value) value.Number {
	if v.Kind() == value.KindInt {
		return value.FromInt(v.Int())
	}
	return v.Number()
}

func wholeOr(i int64, ok bool) value.Value {
	if !ok {
		return value.Empty()
	}
	return value.Int(i)
}

func numberOr(n value.Number, ok bool) value.Value {
	if !ok {
		return value.Empty()
	}
	return value.Num(n)
}

func add(f *Frame, a, b value.Value) value.Value {
	switch {
	case wholes(a, b):
		return wholeOr(value.AddInt(a.Int(), b.Int()))
	case a.Kind() == value.KindDate:
		return addPeriod(f, a.Date(), b.Period())
	case a.Kind() == value.KindPeriod:
		return addPeriods(a.Period(), b.Period())
	case a.Kind() == value.KindText:
		return value.Text(a.Text() + b.Text())
	}
	return numberOr(rational(a).Add(rational(b)))
}

func subtract(f *Frame, a, b value.Value) value.Value {
	switch {
	case wholes(a, b):
		return wholeOr(value.SubInt(a.Int(), b.Int()))
	case a.Kind() == value.KindDate && b.Kind() == value.KindDate:
		return value.Int(a.Date().Sub(b.Date()))
	case a.Kind() == value.KindDate:
		return addPeriod(f, a.Date(), b.Period().Neg())
	case a.Kind() == value.KindPeriod:
		return addPeriods(a.Period(), b.Period().Neg())
	}
	return numberOr(rational(a).Sub(rational(b)))
}

func addPeriod(f *Frame, d value.Date, p value.Period) value.Value {
	out, ok := f.Calendar.Add(d, p)
	if !ok {
		return value.Empty()
	}
	return value.DateOf(out)
}

func addPeriods(a, b value.Period) value.Value { return periodOr(a.Add(b)) }

func periodOr(p value.Period, ok bool) value.Value {
	if !ok {
		return value.Empty()
	}
	return value.PeriodOf(p)
}

func multiply(_ *Frame, a, b value.Value) value.Value {
	if wholes(a, b) {
		return wholeOr(value.MulInt(a.Int(), b.Int()))
	}
	return numberOr(rational(a).Mul(rational(b)))
}

func divide(_ *Frame, a, b value.Value) value.Value {
	if wholes(a, b) {
		return wholeOr(value.DivInt(a.Int(), b.Int()))
	}
	return numberOr(rational(a).Div(rational(b)))
}

func negate(_ *Frame, v value.Value) value.Value {
	if v.Kind() == value.KindInt {
		return wholeOr(value.SubInt(0, v.Int()))
	}
	return numberOr(value.FromInt(0).Sub(v.Number()))
}

func number(_ *Frame, v value.Value) value.Value {
	switch v.Kind() {
	case value.KindInt:
		return value.Num(value.FromInt(v.Int()))
	case value.KindText:
		return numberOr(value.ParseDecimal(v.Text()))
	}
	return v
}

func period(unit string) func(*Frame, value.Value) value.Value {
	return func(_ *Frame, n value.Value) value.Value { return periodOr(value.NewPeriod(unit, n.Int())) }
}
