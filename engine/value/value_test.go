package value

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestAccessorsGiveBackWhatWasPutIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.Int64().Draw(t, "i")
		p := Period{rapid.Int32().Draw(t, "y"), rapid.Int32().Draw(t, "m"), rapid.Int32().Draw(t, "d"), rapid.Int32().Draw(t, "w")}
		d, n := anyDate().Draw(t, "date"), anyNumber().Draw(t, "n")
		if Int(i).Int() != i || PeriodOf(p).Period() != p || DateOf(d).Date() != d || Num(n).Number().Cmp(n) != 0 {
			t.Fatal("a value changed")
		}
		if Int(i).Number().Cmp(FromInt(i)) != 0 {
			t.Fatalf("Int(%d).Number() = %s", i, Int(i).Number())
		}
	})
}

func TestAccessorsOfAnotherKindGiveZero(t *testing.T) {
	all := []Value{{}, Empty(), Unknown(NamesOf("a")), Bool(true), Text("x"), Int(7), Num(FromInt(7)), DateOf(7), PeriodOf(Period{7, 7, 7, 7}), List([]Value{Int(1)}), RecordOf(row{}), Opaque("f")}
	for _, v := range all {
		k := v.Kind()
		if k != KindBool && (v.Bool() || v.IsFalse()) || k != KindText && v.Text() != "" || k != KindInt && v.Int() != 0 ||
			k != KindInt && k != KindNumber && v.Number().Sign() != 0 || k != KindDate && v.Date() != 0 || k != KindPeriod && v.Period() != (Period{}) ||
			k != KindList && v.List() != nil || k != KindRecord && v.Record() != nil || k != KindOpaque && v.Opaque() != nil || k != KindUnknown && v.Names().Len() != 0 {
			t.Errorf("a %s answers for another kind", k)
		}
		if v.Known() != (k > KindUnknown) || v.IsEmpty() != (k == KindEmpty) || v.IsUnknown() != (k == KindUnknown) {
			t.Errorf("the state of a %s", k)
		}
	}
}

type row map[string]Value

func (r row) Get(name string) Value { return r[name] }
func (r row) Fields() []string {
	var out []string
	for name := range r {
		out = append(out, name)
	}
	return out
}

func TestRecordsAsJSON(t *testing.T) {
	b, err := JSON(List([]Value{RecordOf(row{"b": Empty(), "a": Num(FromInt(3)), "_row": Text("r1")})}))
	if err != nil || string(b) != `[{"_row":"r1","a":"3","b":null}]` {
		t.Fatalf("%s, %v", b, err)
	}
	for _, v := range []Value{{}, RecordOf(nil), Opaque(struct{}{}), List([]Value{{}}), Opaque(map[string]any{"x": math.NaN()})} {
		if b, err := JSON(v); err == nil {
			t.Errorf("%s has JSON %s", v.Kind(), b)
		}
	}
}

func TestTextJSONReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		b, err := Canonical(s)
		var back string
		if err != nil || json.Unmarshal(b, &back) != nil || back != s {
			t.Fatalf("%q became %s, read back as %q", s, b, back)
		}
	})
	if b, _ := Canonical("a\xffb"); string(b) != "\"a\uFFFDb\"" || !utf8.Valid(b) {
		t.Errorf("broken UTF-8 became %q", b)
	}
}

func TestUnion(t *testing.T) {
	some := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "form.x", "credit", "中"}), 0, 5)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := NamesOf(some.Draw(t, "a")...), NamesOf(some.Draw(t, "b")...), NamesOf(some.Draw(t, "c")...)
		want := slices.Concat(a.Slice(), b.Slice())
		slices.Sort(want)
		want = slices.Compact(want)
		if got := Union(a, b); !slices.Equal(got.Slice(), want) {
			t.Fatalf("%v and %v give %v", a.Slice(), b.Slice(), got.Slice())
		}
		if !slices.Equal(Union(Union(a, b), c).Slice(), Union(a, Union(b, c)).Slice()) {
			t.Fatal("not associative")
		}
	})
	a, b := NamesOf("x", "y", "x"), NamesOf("y")
	if Union(a, b) != a || Union(b, a) != a || Union(a, nil) != a || Union(nil, a) != a || !a.Has("x") || a.Has("z") || a.Len() != 2 {
		t.Error("a set that holds the other is not given back itself")
	}
}

func TestSameNameIsSymmetric(t *testing.T) {
	name := rapid.StringOfN(rapid.SampledFrom([]rune("黄珊㛃𬭎?□A·.() \ue863")), 0, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := name.Draw(t, "a"), name.Draw(t, "b")
		same, unknown := SameName(a, b)
		same2, unknown2 := SameName(b, a)
		if same != same2 || unknown != unknown2 || same && unknown {
			t.Fatalf("%q, %q: %v %v, turned round %v %v", a, b, same, unknown, same2, unknown2)
		}
		if same, unknown := SameName(a, a); !same && !unknown {
			t.Fatalf("%q is not itself", a)
		}
		if key := NameKey(a); NameKey(key) != key {
			t.Fatalf("key of %q is not stable: %q", a, key)
		}
	})
}

func TestSameNameIsBounded(t *testing.T) {
	long := strings.Repeat("?", MaxName+1)
	if same, unknown := SameName(long, long+"x"); same || unknown {
		t.Error("a name beyond the bound was looked at")
	}
}

// tables.json is what the client's twin reads; -update is not needed: the test
// prints what the file should hold.
func TestTablesFile(t *testing.T) {
	want, err := json.MarshalIndent(TextTables(), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("tables.json")
	if err != nil || string(got) != string(want)+"\n" {
		t.Errorf("tables.json differs from the tables in Go (%v); it should hold:\n%s", err, want)
	}
}

var sink Value

func TestScalarsDoNotAllocate(t *testing.T) {
	c := testCalendar(t)
	price, _ := ParseDecimal("1234.50")
	rate, _ := ParseDecimal("1.2")
	u := NamesOf("a", "b")
	for name, f := range map[string]func(){
		"date": func() {
			d, _ := DateOf(20000).Date().Add(Period{Years: 80, Months: 3})
			sink = Int(Age(d-30000, d))
		},
		"workdays": func() { d, _ := c.AddWorkdays(20000, 20); sink = DateOf(d) },
		"number": func() {
			sum, _ := price.Mul(rate)
			sum, _ = sum.Add(price)
			sum, _ = sum.Round(2)
			sink = Bool(sum.Cmp(price) > 0)
			sink = Num(sum)
		},
		"compare":   func() { n, _ := Compare(Num(price), Int(3)); sink = Int(int64(n)) },
		"equal":     func() { same, _ := Equal(Text("a"), Text("b")); sink = Bool(same) },
		"names":     func() { sink = Unknown(Union(u, u)) },
		"parsedate": func() { d, _ := ParseDate("2026-11-23"); sink = DateOf(d) },
		"decimal":   func() { n, _ := ParseDecimal("12.5"); sink = Num(n) },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

func BenchmarkAge(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		sink = Int(Age(-8000, 20780))
	}
}

func BenchmarkAddWorkdays(b *testing.B) {
	c := testCalendar(b)
	b.ReportAllocs()
	for b.Loop() {
		d, _ := c.AddWorkdays(20780, 20)
		sink = DateOf(d)
	}
}

func BenchmarkNumber(b *testing.B) {
	price, _ := ParseDecimal("1234.50")
	rate, _ := ParseDecimal("1.2")
	b.ReportAllocs()
	for b.Loop() {
		n, _ := price.Mul(rate)
		sink = Bool(n.Cmp(price) > 0)
	}
}

func BenchmarkSameName(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		same, _ := SameName("阿依古丽·买买提", "阿依古丽.买买提")
		sink = Bool(same)
	}
}

func BenchmarkSameAddress(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		sink = Bool(SameAddress("广东省佛山市南海区桂城街道叠滘虚构路10号首层", "佛山市南海区桂城街道叠滘虚构路十号1层", "广东省", "佛山市", "南海区"))
	}
}
