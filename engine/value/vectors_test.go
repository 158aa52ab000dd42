package value

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"testing"
)

// The vectors were computed by an implementation of its own (Python's datetime
// and fractions, days counted one by one), never by this package. The client's
// twin runs the same file.
type vectorFile struct {
	Calendar map[string]struct{ Off, Work []string }
	Vectors  []vector
}

type vector struct {
	Fn   string
	Args []json.RawMessage
	Want json.RawMessage
	Note string
}

// typed is a value with its kind as key: {"int":"5"}, {"date":"2026-01-01"}.
type typed struct {
	Empty   bool
	Unknown []string
	Bool    *bool
	Text    *string
	Int     *string
	Number  *string
	Date    *string
	Period  map[string]int32
	List    []typed
	JSON    json.RawMessage
}

func (x typed) value(t *testing.T) Value {
	t.Helper()
	switch {
	case x.Empty:
		return Empty()
	case x.Unknown != nil:
		return Unknown(NamesOf(x.Unknown...))
	case x.Bool != nil:
		return Bool(*x.Bool)
	case x.Text != nil:
		return Text(*x.Text)
	case x.Int != nil:
		n, err := strconv.ParseInt(*x.Int, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return Int(n)
	case x.Number != nil:
		return Num(ratNumber(t, *x.Number))
	case x.Date != nil:
		d, ok := ParseDate(*x.Date)
		if !ok {
			t.Fatalf("no day: %s", *x.Date)
		}
		return DateOf(d)
	case x.Period != nil:
		return PeriodOf(Period{x.Period[Years], x.Period[Months], x.Period[Days], x.Period[Workdays]})
	case x.JSON != nil:
		var raw any
		dec := json.NewDecoder(bytes.NewReader(x.JSON))
		dec.UseNumber()
		if err := dec.Decode(&raw); err != nil {
			t.Fatal(err)
		}
		return Opaque(raw)
	}
	list := make([]Value, len(x.List))
	for i, item := range x.List {
		list[i] = item.value(t)
	}
	return List(list)
}

func readVectors(t *testing.T) (*Calendar, []vector) {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var f vectorFile
	if err := json.Unmarshal(data, &f); err != nil {
		t.Fatal(err)
	}
	var years []Year
	for name, days := range f.Calendar {
		y, err := strconv.Atoi(name)
		if err != nil {
			t.Fatal(err)
		}
		years = append(years, Year{y, parseDates(t, days.Off), parseDates(t, days.Work)})
	}
	c, err := NewCalendar(years)
	if err != nil {
		t.Fatal(err)
	}
	return c, f.Vectors
}

func parseDates(t *testing.T, texts []string) []Date {
	t.Helper()
	var out []Date
	for _, s := range texts {
		d, ok := ParseDate(s)
		if !ok {
			t.Fatalf("no day: %s", s)
		}
		out = append(out, d)
	}
	return out
}

func TestVectors(t *testing.T) {
	cal, vectors := readVectors(t)
	seen := map[string]int{}
	for i, v := range vectors {
		seen[v.Fn]++
		t.Run(fmt.Sprintf("%03d_%s", i, v.Fn), func(t *testing.T) {
			fn, ok := vectorFns[v.Fn]
			if !ok {
				t.Fatalf("no function %s", v.Fn)
			}
			args := make([]Value, len(v.Args))
			for i, raw := range v.Args {
				args[i] = decodeTyped(t, raw)
			}
			got, want := fn(cal, args), decodeTyped(t, v.Want)
			if !identical(got, want) {
				g, _ := JSON(got)
				t.Errorf("%s(%s) = %s, want %s %s", v.Fn, v.Args, g, v.Want, v.Note)
			}
		})
	}
	for name := range vectorFns {
		if seen[name] == 0 {
			t.Errorf("no vector for %s", name)
		}
	}
}

func decodeTyped(t *testing.T, raw json.RawMessage) Value {
	t.Helper()
	var x typed
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&x); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return x.value(t)
}

// identical compares kinds too, unlike Equal: Int 3 is not Number 3 here.
func identical(a, b Value) bool {
	if a.Kind() != b.Kind() {
		return false
	}
	x, err1 := JSON(a)
	y, err2 := JSON(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}

func orEmpty[T any](make func(T) Value, x T, ok bool) Value {
	if !ok {
		return Empty()
	}
	return make(x)
}

type vectorFn = func(*Calendar, []Value) Value

func numbers(f func(x, y Number) (Number, bool)) vectorFn {
	return func(_ *Calendar, a []Value) Value {
		n, ok := f(a[0].Number(), a[1].Number())
		return orEmpty(Num, n, ok)
	}
}

func ints(f func(a, b int64) (int64, bool)) vectorFn {
	return func(_ *Calendar, a []Value) Value {
		n, ok := f(a[0].Int(), a[1].Int())
		return orEmpty(Int, n, ok)
	}
}

func texts(list []Value) []string {
	var out []string
	for _, v := range list {
		out = append(out, v.Text())
	}
	return out
}

var vectorFns = map[string]vectorFn{
	"date_parse": func(_ *Calendar, a []Value) Value { d, ok := ParseDate(a[0].Text()); return orEmpty(DateOf, d, ok) },
	"date_add": func(_ *Calendar, a []Value) Value {
		d, ok := a[0].Date().Add(a[1].Period())
		return orEmpty(DateOf, d, ok)
	},
	"date_sub": func(_ *Calendar, a []Value) Value { return Int(a[0].Date().Sub(a[1].Date())) },
	"age":      func(_ *Calendar, a []Value) Value { return Int(Age(a[0].Date(), a[1].Date())) },
	"weekday":  func(_ *Calendar, a []Value) Value { return Int(int64(a[0].Date().Weekday())) },
	"civil": func(_ *Calendar, a []Value) Value {
		d := a[0].Date()
		return List([]Value{Int(int64(d.Year())), Int(int64(d.Month())), Int(int64(d.Day()))})
	},
	"period": func(_ *Calendar, a []Value) Value {
		p, ok := NewPeriod(a[0].Text(), a[1].Int())
		return orEmpty(PeriodOf, p, ok)
	},
	"period_add": func(_ *Calendar, a []Value) Value {
		p, ok := a[0].Period().Add(a[1].Period())
		return orEmpty(PeriodOf, p, ok)
	},
	"workday": func(c *Calendar, a []Value) Value { return Bool(c.IsWorkday(a[0].Date())) },
	"add_workdays": func(c *Calendar, a []Value) Value {
		d, ok := c.AddWorkdays(a[0].Date(), a[1].Int())
		return orEmpty(DateOf, d, ok)
	},
	"workdays_between": func(c *Calendar, a []Value) Value { return Int(c.WorkdaysBetween(a[0].Date(), a[1].Date())) },
	"estimated":        func(c *Calendar, a []Value) Value { return Bool(c.Estimated(a[0].Date())) },
	"number_parse": func(_ *Calendar, a []Value) Value {
		n, ok := ParseDecimal(a[0].Text())
		return orEmpty(Num, n, ok)
	},
	"number_add": numbers(Number.Add), "number_sub": numbers(Number.Sub), "number_mul": numbers(Number.Mul), "number_div": numbers(Number.Div),
	"number_cmp": func(_ *Calendar, a []Value) Value { return Int(int64(a[0].Number().Cmp(a[1].Number()))) },
	"number_round": func(_ *Calendar, a []Value) Value {
		n, ok := a[0].Number().Round(int(a[1].Int()))
		return orEmpty(Num, n, ok)
	},
	"number_fixed": func(_ *Calendar, a []Value) Value { return Text(a[0].Number().Fixed(int(a[1].Int()))) },
	"number_text":  func(_ *Calendar, a []Value) Value { return Text(a[0].Number().Text(int(a[1].Int()))) },
	"int_add":      ints(AddInt), "int_sub": ints(SubInt), "int_mul": ints(MulInt), "int_div": ints(DivInt),
	"compare": func(_ *Calendar, a []Value) Value {
		c, ok := Compare(a[0], a[1])
		return orEmpty(Int, int64(c), ok)
	},
	"equal": func(_ *Calendar, a []Value) Value { e, ok := Equal(a[0], a[1]); return orEmpty(Bool, e, ok) },
	"union": func(_ *Calendar, a []Value) Value {
		u := Union(NamesOf(texts(a[0].List())...), NamesOf(texts(a[1].List())...))
		list := []Value{}
		for _, name := range u.Slice() {
			list = append(list, Text(name))
		}
		return List(list)
	},
	"same_name": func(_ *Calendar, a []Value) Value {
		same, unknown := SameName(a[0].Text(), a[1].Text())
		if unknown {
			return Unknown(NamesOf("compare"))
		}
		return Bool(same)
	},
	"name_key": func(_ *Calendar, a []Value) Value { return Text(NameKey(a[0].Text())) },
	"same_address": func(_ *Calendar, a []Value) Value {
		return Bool(SameAddress(a[0].Text(), a[1].Text(), texts(a[2].List())...))
	},
	"address_key": func(_ *Calendar, a []Value) Value {
		return Text(AddressKey(a[0].Text(), texts(a[1].List())...))
	},
	"canonical": func(_ *Calendar, a []Value) Value {
		b, err := Canonical(a[0].Opaque())
		return orEmpty(Text, string(b), err == nil)
	},
	"json": func(_ *Calendar, a []Value) Value {
		b, err := JSON(a[0])
		return orEmpty(Text, string(b), err == nil)
	},
}
