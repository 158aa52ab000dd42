package field

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"banshi/engine/value"
	"pgregory.net/rapid"
)

func TestRegistry(t *testing.T) {
	want := strings.Fields("text region address id_number uscc phone bank_card project_code choice finding choices integer number money date boolean file point table")
	rules := []string{ruleText, ruleInteger, ruleNumber, ruleDate, ruleBoolean, ruleTexts, ruleRecords, ruleOpaque}
	var got []string
	for _, ty := range All() {
		got = append(got, ty.Name)
		if Of(ty.Name) != ty {
			t.Errorf("Of(%s) is another type", ty.Name)
		}
		if !slices.Contains(rules, ty.Rule) || ty.Title("zh-Hans") == "" || ty.Title("en") == ty.Title("zh") || ty.format == nil || ty.parse == nil {
			t.Errorf("%s is not whole", ty.Name)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("All lists %v\n           want %v\nA new type belongs in this list too, where the language page has it; see registry.go for the rest.", got, want)
	}
	if Of("colour") != nil {
		t.Error("a type that doesn't exist was found")
	}
}

func TestMessagesAreWhole(t *testing.T) {
	used := map[string]bool{}
	for _, ty := range All() {
		codes := slices.Concat(ty.Faults, []Code{Missing, TooLong, TooShort, TooBig, TooSmall, TooFewRows, TooManyRows})
		for _, code := range codes {
			own := ty.Name + "." + string(code)
			used[own], used[string(code)] = true, true
			for _, lang := range []string{"zh-Hans", "en"} {
				text := ty.Message(&Fault{Code: code, Limit: value.Int(3)}, Params{}, lang)
				if text == "" || strings.Contains(text, "{") {
					t.Errorf("%s %s: %q", own, lang, text)
				}
				for _, word := range []string{"非法", "无效", "失败", "有误", "错误", "!", "！", "invalid", "Invalid", "error"} {
					if strings.Contains(text, word) {
						t.Errorf("%s %s blames: %q", own, lang, text)
					}
				}
				before, _, example := strings.Cut(text, "如")
				if lang != "en" && utf8.RuneCountInString(before) > 25 && !example {
					t.Errorf("%s is longer than 25 characters: %q", own, text)
				}
			}
			if _, ok := messages[string(code)]; !ok {
				t.Errorf("%s has no words for every type", code)
			}
		}
	}
	for key := range messages {
		if !used[key] {
			t.Errorf("words %s are said nowhere", key)
		}
	}
	seen := map[Code]bool{}
	for _, code := range Codes() {
		if seen[code] {
			t.Errorf("%s stands twice", code)
		}
		seen[code] = true
		if _, ok := messages[string(code)]; !ok {
			t.Errorf("%s has no words", code)
		}
	}
}

func TestMessagesNameTheLimit(t *testing.T) {
	day, _ := value.NewDate(2026, 11, 23)
	one, half := 1, value.Num(decimal(t, "0.5"))
	for _, c := range []struct {
		ty   *Type
		f    *Fault
		p    Params
		lang string
		want string
	}{
		{dateType, Least(value.DateOf(day-1), value.DateOf(day)), Params{}, "zh", "请填2026年11月23日或更晚的日期"},
		{dateType, Most(value.DateOf(day+1), value.DateOf(day)), Params{}, "en", "Please enter 23 November 2026 or an earlier date"},
		{numberType, Least(value.Int(0), half), Params{Unit: "㎡"}, "zh", "请填不小于0.5㎡的数"},
		{moneyType, Most(value.Int(3000), value.Int(2500)), Params{}, "zh", "请填不超过2,500元的数"},
		{integerType, Most(value.Int(51), value.Int(50)), Params{Unit: "人"}, "zh", "请填不超过50人的数"},
		{textType, Length(value.Text("㛃"), 2, 50), Params{}, "zh", "请至少填2个字"},
		{textType, Length(value.Text("黄㛃珊𬭎"), 2, 3), Params{}, "en", "Please use at most 3 characters"},
		{tableType, RowCount(51, 1, 50), Params{}, "zh", "请最多填50行"},
		{numberType, &Fault{Code: TooManyDigits, Limit: value.Int(1)}, Params{Digits: &one}, "zh", "请最多填1位小数"},
		{idNumberType, &Fault{Code: Shape}, Params{}, "zh", "请填18位身份证号码，最后一位是X也可以"},
	} {
		if c.f == nil {
			t.Errorf("%s: no fault", c.want)
			continue
		}
		if got := c.ty.Message(c.f, c.p, c.lang); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	zero := 0
	_, fault := numberType.Parse("1.5", Params{Digits: &zero})
	if got := numberType.Message(fault, Params{Digits: &zero}, "zh"); got != "请填整数，不带小数" {
		t.Errorf("a number without decimals says %q", got)
	}
}

func TestBoundsPassWhatTheyShould(t *testing.T) {
	for name, f := range map[string]*Fault{
		"length met":     Length(value.Text("黄㛃珊"), 3, 3),
		"no upper bound": Length(value.Text("黄㛃珊"), 0, 0),
		"not a text":     Length(value.Int(5), 2, 3),
		"least met":      Least(value.Int(5), value.Int(5)),
		"most met":       Most(value.Int(5), value.Int(5)),
		"least unknown":  Least(value.Int(5), value.Unknown(nil)),
		"empty":          Most(value.Empty(), value.Int(5)),
		"rows":           RowCount(3, 1, 0),
	} {
		if f != nil {
			t.Errorf("%s: %s", name, f.Code)
		}
	}
}

func decimal(t testing.TB, s string) value.Number {
	t.Helper()
	n, ok := value.ParseDecimal(s)
	if !ok {
		t.Fatalf("no number: %s", s)
	}
	return n
}

func TestStoreRounds(t *testing.T) {
	third, _ := value.Fraction(1000, 3)
	if n, ok := Store(third, Params{}); !ok || n.Canon() != "333.33" {
		t.Errorf("stored as %s", n)
	}
}

func TestFormatOfNoValue(t *testing.T) {
	for _, ty := range All() {
		if s := ty.Format(value.Unknown(value.NamesOf("form.x")), Params{}, "zh"); s != "待填" {
			t.Errorf("%s: unknown is written %q", ty.Name, s)
		}
		for _, v := range []value.Value{value.Empty(), {}, value.PeriodOf(value.Period{Years: 1})} {
			if s := ty.Format(v, Params{}, "zh"); s != "无" {
				t.Errorf("%s: %s is written %q", ty.Name, v.Kind(), s)
			}
			if x := ty.JSON(v); x != nil {
				t.Errorf("%s: %s as JSON is %v", ty.Name, v.Kind(), x)
			}
		}
	}
}

func TestParseRows(t *testing.T) {
	rows, fault := ParseRows([]any{map[string]any{"_row": "r2", "n": "x"}, map[string]any{"_row": "r1"}})
	if fault != nil || len(rows) != 2 || rows[0].ID != "r2" || rows[0].Cells["n"] != "x" {
		t.Errorf("rows %v, %v", rows, fault)
	}
	if rows, fault := ParseRows(nil); rows != nil || fault != nil {
		t.Errorf("no answer gives %v, %v", rows, fault)
	}
	if _, fault := ParseRows(make([]any, MaxRows+1)); fault == nil {
		t.Error("too many rows were taken")
	}
}

// A wrong character anywhere is found: that is what the check digits are for.
func TestCheckDigitsFindOneWrongDigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]struct {
			ty     *Type
			id     string
			digits string
		}{
			{idNumberType, "440622198604129913", "0123456789"},
			{idNumberType, "11010519491231002X", "0123456789"},
			{usccType, "91350100M000100Y43", usccAlphabet},
			{usccType, "914406055723590196", usccAlphabet},
			{bankCardType, "4111111111111111", "0123456789"},
		}).Draw(t, "number")
		if _, fault := c.ty.Parse(c.id, Params{}); fault != nil {
			t.Fatalf("%s itself: %s", c.id, fault.Code)
		}
		at := rapid.IntRange(0, len(c.id)-1).Draw(t, "at")
		wrong := rapid.SampledFrom([]byte(c.digits)).Draw(t, "wrong")
		if wrong == c.id[at] {
			return
		}
		s := c.id[:at] + string(wrong) + c.id[at+1:]
		if v, fault := c.ty.Parse(s, Params{}); fault == nil {
			t.Fatalf("%s passes as %s", s, v.Text())
		}
	})
}

// One fuzz target for every type: any JSON is a value, blank, or a declared
// fault, and what was read reads back as itself.
func FuzzParse(f *testing.F) {
	for _, v := range readVectors(f).Vectors {
		raw, err := json.Marshal(v.Raw)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(v.Type, string(raw), v.As == "record")
	}
	f.Fuzz(func(t *testing.T, name, raw string, record bool) {
		ty := Of(name)
		if ty == nil {
			return
		}
		var x any
		dec := json.NewDecoder(strings.NewReader(raw))
		dec.UseNumber()
		if dec.Decode(&x) != nil {
			return
		}
		p := Params{Unit: "㎡", Lines: 2, Options: []Option{{"a", "甲"}, {"440605011", "桂城街道"}}}
		read := ty.Parse
		if record {
			read = ty.ParseRecord
		}
		v, fault := read(x, p)
		if fault != nil {
			if !slices.Contains(ty.Faults, fault.Code) || !v.IsEmpty() || ty.Message(fault, p, "zh") == "" {
				t.Fatalf("%s of %s: fault %v beside %s", name, raw, fault, v.Kind())
			}
			return
		}
		if !v.IsEmpty() && !ty.holds(v) {
			t.Fatalf("%s of %s gives a %s", name, raw, v.Kind())
		}
		if text := ty.Format(v, p, "zh"); text == "" || !utf8.ValidString(text) {
			t.Fatalf("%s of %s is written %q", name, raw, text)
		}
		if v.IsEmpty() || ty == tableType {
			return
		}
		again, fault := ty.ParseRecord(ty.JSON(v), p)
		if fault != nil || !identical(v, again) {
			t.Fatalf("%s of %s: %v reads back as %v, %v", name, raw, v, again, fault)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	p := Params{}
	for _, c := range []struct {
		ty  *Type
		raw any
	}{{textType, "陈启航"}, {idNumberType, "440622198604129913"}, {usccType, "91350100M000100Y43"}, {numberType, "62000.5"}, {dateType, "2026-11-23"}} {
		b.Run(c.ty.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, fault := c.ty.Parse(c.raw, p); fault != nil {
					b.Fatal(fault.Code)
				}
			}
		})
	}
}
