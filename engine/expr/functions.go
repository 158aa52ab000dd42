package expr

import (
	"strings"
	"unicode/utf8"

	"banshi/engine/value"
)

// Function is one row of the table of functions: what it is called, which types it takes, and what
// it does with known values. Package rule declares the signatures to CEL. To add one, write
//
//   - its row here, and its twin in frontend/core/expr/functions.ts;
//   - how it is said, in engine/tell/words.go (a row of several meanings: also in sentence.go);
//   - what it costs beyond one step, if it goes through a text or list, in engine/rule/limits.go, and how
//     large a text or list that it makes may be, in engine/rule/size.go;
//   - what a yes or no can come to, in ofKnown of engine/prove/outcomes.go.
//
// Each of these has a test that goes through the whole table and names what is missing, and the last
// one tries the twins on random values:
//
//	go test ./engine/rule ./engine/tell ./engine/prove -run Function
//	go test ./frontend/core/parity
type Function struct {
	Name string
	// Signatures in words: "date,period -> date". Type words: text boolean integer number date
	// period list<T> and T for any one type.
	Signatures []string
	Unary      func(*Frame, value.Value) value.Value
	Binary     func(*Frame, value.Value, value.Value) value.Value
	// Member functions are written behind a dot: s.startsWith("…").
	Member bool
	// Doc tells authors what it gives, in Chinese; Example is a rule with it. `banshi functions` shows both.
	Doc, Example string
}

// Boolean tells whether the function gives a yes or no.
func (f *Function) Boolean() bool { return strings.HasSuffix(f.Signatures[0], "-> boolean") }

// FunctionOf finds the row of an op; nil where it is none of the table.
func FunctionOf(op Op) *Function { return functions[string(op)] }

func (f *Function) arity() int {
	if f.Unary != nil {
		return 1
	}
	return 2
}

// Functions is the whole table, in the order in which authors meet it.
func Functions() []Function { return table }

// Form is a way of writing a rule that is no function: it looks at its parts before they are known.
type Form struct{ Written, Doc, Example string }

// Forms lists them in the order in which authors meet them.
func Forms() []Form {
	return []Form{
		{"a && b", "两边都成立", `form.rooms > 0 && form.area > 60`},
		{"a || b", "至少一边成立", `person.region.startsWith("440605") || form.works_here`},
		{"!a", "不成立", `!form.works_here`},
		{"a ? b : c", "a 成立就是 b，不然是 c", `form.works_here ? 100 : 200`},
		{"has(a)", "有值（没填、隐藏、没查到都是没有）", `has(form.start)`},
		{"l.all(x, …)", "每一项都满足；一项也没有也算", `form.staff.all(s, s.pay > 0)`},
		{"l.exists(x, …)", "有一项满足", `form.staff.exists(s, s.since <= today)`},
		{"l.filter(x, …)", "满足的那几项", `size(form.staff.filter(s, has(s.since)))`},
		{"l.map(x, …)", "每一项的……", `sum(form.staff.map(s, s.pay))`},
	}
}

var table = []Function{
	{Name: "==", Signatures: equality, Binary: equal, Doc: "两边相等", Example: `form.kind == "shop"`},
	{Name: "!=", Signatures: equality, Binary: notEqual, Doc: "两边不等", Example: `form.kind != "shop"`},
	{Name: "<", Signatures: ordered, Binary: order(func(c int) bool { return c < 0 }), Doc: "小于、早于", Example: `form.rooms < 3`},
	{Name: "<=", Signatures: ordered, Binary: order(func(c int) bool { return c <= 0 }), Doc: "不大于、不晚于", Example: `form.start <= today`},
	{Name: ">", Signatures: ordered, Binary: order(func(c int) bool { return c > 0 }), Doc: "大于、晚于", Example: `form.area > 60`},
	{Name: ">=", Signatures: ordered, Binary: order(func(c int) bool { return c >= 0 }), Doc: "不小于、不早于", Example: `age(person.born, today) >= 80`},
	{Name: "+", Signatures: append([]string{"date,period -> date", "period,period -> period", "text,text -> text"}, arithmetic...), Binary: add, Doc: "相加；日期加一段时间", Example: `person.born + years(80)`},
	{Name: "-", Signatures: append([]string{"date,period -> date", "date,date -> integer", "period,period -> period"}, arithmetic...), Binary: subtract, Doc: "相减；两个日期相差的天数", Example: `today - form.start`},
	{Name: "*", Signatures: arithmetic, Binary: multiply, Doc: "相乘", Example: `form.area * 2`},
	{Name: "/", Signatures: arithmetic, Binary: divide, Doc: "相除；两个整数相除时舍去余数", Example: `form.area / 3`},
	{Name: "neg", Signatures: []string{"integer -> integer", "number -> number"}, Unary: negate, Doc: "取负数", Example: `-form.rooms`},
	{Name: "in", Signatures: membership, Binary: in, Doc: "在列出的几个之中", Example: `form.kind in ["shop", "stall"]`},
	{Name: "size", Signatures: []string{"text -> integer", "list<T> -> integer"}, Unary: size, Doc: "字数，或者有几个", Example: `size(form.staff) > 0`},
	{Name: "startsWith", Signatures: []string{"text,text -> boolean"}, Binary: startsWith, Doc: "以……开头", Member: true, Example: `person.region.startsWith("440605")`},
	{Name: "contains", Signatures: []string{"text,text -> boolean"}, Binary: contains, Doc: "含有……", Member: true, Example: `form.name.contains("南海")`},
	{Name: "sum", Signatures: []string{"list<integer> -> integer", "list<number> -> number"}, Unary: sum, Doc: "合计；一个也没有时是0", Example: `sum(form.staff.map(s, s.pay))`},
	{Name: "greatest", Signatures: []string{"list<integer> -> integer", "list<number> -> number", "list<date> -> date"}, Unary: greatest, Doc: "最大的、最晚的；一个也没有时是空", Example: `greatest(form.staff.map(s, s.since))`},
	{Name: "age", Signatures: []string{"date,date -> integer"}, Binary: age, Doc: "到某一天的周岁；生日当天算满", Example: `age(person.born, today)`},
	{Name: "years", Signatures: []string{"integer -> period"}, Unary: period(value.Years), Doc: "几年", Example: `today - years(1)`},
	{Name: "months", Signatures: []string{"integer -> period"}, Unary: period(value.Months), Doc: "几个月", Example: `today + months(6)`},
	{Name: "days", Signatures: []string{"integer -> period"}, Unary: period(value.Days), Doc: "几天", Example: `today + days(30)`},
	{Name: "workdays", Signatures: []string{"integer -> period"}, Unary: period(value.Workdays), Doc: "几个工作日，按工作日历", Example: `form.start + workdays(5)`},
	{Name: "date", Signatures: []string{"text -> date"}, Unary: date, Doc: "写明的日期，如 date(\"2026-01-01\")", Example: `form.start >= date("2026-01-01")`},
	{Name: "number", Signatures: []string{"integer -> number", "text -> number", "number -> number"}, Unary: number, Doc: "变成可带小数的数", Example: `number(form.rooms) / 3`},
	{Name: "same_name", Signatures: []string{"text,text -> boolean"}, Binary: sameName, Doc: "同一个姓名；只差生僻字写法时要人看", Example: `same_name(form.name, person.name)`},
	{Name: "same_address", Signatures: []string{"text,text -> boolean"}, Binary: sameAddress, Doc: "同一个地址", Example: `same_address(form.address, person.address)`},
}

var equality = []string{
	"text,text -> boolean", "boolean,boolean -> boolean", "integer,integer -> boolean", "number,number -> boolean",
	"integer,number -> boolean", "number,integer -> boolean", "date,date -> boolean", "period,period -> boolean",
	"list<text>,list<text> -> boolean", "list<boolean>,list<boolean> -> boolean", "list<integer>,list<integer> -> boolean",
	"list<number>,list<number> -> boolean", "list<integer>,list<number> -> boolean", "list<number>,list<integer> -> boolean",
	"list<date>,list<date> -> boolean",
}

var membership = []string{
	"text,list<text> -> boolean", "boolean,list<boolean> -> boolean", "integer,list<integer> -> boolean",
	"number,list<number> -> boolean", "integer,list<number> -> boolean", "number,list<integer> -> boolean", "date,list<date> -> boolean",
}

var ordered = []string{
	"integer,integer -> boolean", "number,number -> boolean", "integer,number -> boolean",
	"number,integer -> boolean", "date,date -> boolean",
}

var arithmetic = []string{
	"integer,integer -> integer", "number,number -> number", "integer,number -> number", "number,integer -> number",
}

var functions, arities = indexTable()

func indexTable() (map[string]*Function, map[string]int) {
	byName := make(map[string]*Function, len(table))
	arity := map[string]int{string(Has): 1, "!": 1, string(And): 2, string(Or): 2, string(Cond): 3, string(List): -1}
	for i := range table {
		byName[table[i].Name] = &table[i]
		arity[table[i].Name] = table[i].arity()
	}
	return byName, arity
}

func truth(b, ok bool) value.Value {
	if !ok {
		return value.Empty()
	}
	return value.Bool(b)
}

func equal(_ *Frame, a, b value.Value) value.Value { return truth(value.Equal(a, b)) }

func notEqual(_ *Frame, a, b value.Value) value.Value {
	same, ok := value.Equal(a, b)
	return truth(!same, ok)
}

func order(holds func(int) bool) func(*Frame, value.Value, value.Value) value.Value {
	return func(_ *Frame, a, b value.Value) value.Value {
		c, ok := value.Compare(a, b)
		return truth(ok && holds(c), ok)
	}
}

func in(_ *Frame, x, list value.Value) value.Value {
	for _, e := range list.List() {
		if same, ok := value.Equal(x, e); ok && same {
			return value.Bool(true)
		}
	}
	return value.Bool(false)
}

func size(_ *Frame, v value.Value) value.Value {
	if v.Kind() == value.KindText {
		return value.Int(int64(utf8.RuneCountInString(v.Text())))
	}
	return value.Int(int64(len(v.List())))
}

func startsWith(_ *Frame, s, prefix value.Value) value.Value {
	return value.Bool(strings.HasPrefix(s.Text(), prefix.Text()))
}

func contains(_ *Frame, s, part value.Value) value.Value {
	return value.Bool(strings.Contains(s.Text(), part.Text()))
}

func sum(f *Frame, list value.Value) value.Value {
	total := value.Int(0)
	for _, e := range list.List() {
		if total = add(f, total, e); !total.Known() {
			return total
		}
	}
	return total
}

func greatest(_ *Frame, list value.Value) value.Value {
	best := value.Empty()
	for _, e := range list.List() {
		if best.IsEmpty() {
			best = e
			continue
		}
		if c, ok := value.Compare(e, best); ok && c > 0 {
			best = e
		}
	}
	return best
}

func age(_ *Frame, born, on value.Value) value.Value {
	return value.Int(value.Age(born.Date(), on.Date()))
}

func date(_ *Frame, s value.Value) value.Value {
	d, ok := value.ParseDate(s.Text())
	if !ok {
		return value.Empty()
	}
	return value.DateOf(d)
}

func sameName(_ *Frame, a, b value.Value) value.Value {
	same, unsure := value.SameName(a.Text(), b.Text())
	if unsure {
		return value.Unknown(compareNames)
	}
	return value.Bool(same)
}

// compareNames stands for a comparison that only a person can make.
var compareNames = value.NamesOf("compare")

func sameAddress(f *Frame, a, b value.Value) value.Value {
	return value.Bool(value.SameAddress(a.Text(), b.Text(), f.Home...))
}
