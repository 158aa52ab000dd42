package load

import (
	"fmt"
	"reflect"

	"gopkg.in/yaml.v3"

	"banshi/engine/load/grammar"
	"banshi/engine/spec"
)

// readFunc reads a node into a pointer to one type.
type readFunc func(d *decoder, n *yaml.Node, to any, at place)

// table lists the leaves, and the types that YAML writes in more than one way. All other types of
// spec are structs and lists, which are read by their yaml tags. (A function and no variable: the
// readers call one another through it.)
func table() map[reflect.Type]readFunc {
	return map[reflect.Type]readFunc{
		reflect.TypeFor[spec.Word]():      readWord,
		reflect.TypeFor[spec.Text]():      readText,
		reflect.TypeFor[spec.Rule]():      readRule,
		reflect.TypeFor[spec.Span]():      readSpan,
		reflect.TypeFor[int]():            readInt,
		reflect.TypeFor[bool]():           readBool,
		reflect.TypeFor[any]():            readAny,
		reflect.TypeFor[map[string]any](): readFreeMap,

		reflect.TypeFor[spec.Entries]():   readEntries,  // a rule | [{when, value}]
		reflect.TypeFor[[]spec.Fee]():     readFees,     // a rule | [{when, amount, …}]
		reflect.TypeFor[[]spec.Result]():  readResults,  // {…} | [{…}]
		reflect.TypeFor[[]spec.Basis]():   readBases,    // a law | {…} | [either]
		reflect.TypeFor[spec.Pitfall]():   readPitfall,  // a text | {fault, mend}
		reflect.TypeFor[spec.Hint]():      readHint,     // a text | true
		reflect.TypeFor[spec.Consent]():   readConsent,  // a material | {law}
		reflect.TypeFor[spec.EntryWay]():  readEntryWay, // guide | {external, sign_on}
		reflect.TypeFor[spec.Options]():   readOptions,  // {code: text} | [{code, text, …}] | {codes, within}
		reflect.TypeFor[spec.Rows]():      readRows,     // {min, max} | [titles] | {from}
		reflect.TypeFor[spec.Length]():    readLength,   // [least, most]
		reflect.TypeFor[[2]spec.Text]():   readPair,     // [from, to]
		reflect.TypeFor[spec.FactList]():  readFacts,    // {id: fact}
		reflect.TypeFor[[]spec.Step]():    readSteps,    // {id: step}
		reflect.TypeFor[[]spec.Outcome](): readOutcomes, // {answer: step}
		reflect.TypeFor[[]spec.Assign]():  readAssigns,  // {field: rule}
		reflect.TypeFor[[]spec.Pair]():    readPairs,    // {name: text}
		reflect.TypeFor[[]spec.Shown]():   readShown,    // {path: mask}
	}
}

// hasRules are the types whose plain scalar is a rule: only there an open bracket means a cut.
var hasRules = map[reflect.Type]bool{
	reflect.TypeFor[spec.Rule](): true, reflect.TypeFor[*spec.Rule](): true,
	reflect.TypeFor[spec.Entries](): true, reflect.TypeFor[[]spec.Fee](): true,
}

// list reads each element of a list.
func list[T any](d *decoder, n *yaml.Node, read func(n *yaml.Node, to *T)) []T {
	out := make([]T, len(n.Content))
	for i, c := range n.Content {
		if !d.bad[c] {
			read(c, &out[i])
		}
	}
	return out
}

// pairs reads a map whose keys the author chooses; what names the shape for who wrote another.
func (d *decoder) pairs(n *yaml.Node, at place, what string, read func(k, v *yaml.Node)) {
	if d.null(n, at) {
		return
	}
	if n.Kind != yaml.MappingNode {
		d.want(n, what, "")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if k := n.Content[i]; !d.bad[k] {
			read(k, n.Content[i+1])
		}
	}
}

func (d *decoder) into(n *yaml.Node, to any, at place) { d.value(n, reflect.ValueOf(to).Elem(), at) }

// fields reads a map into a struct although its type has a reader of its own.
func (d *decoder) fields(n *yaml.Node, to any, at place) {
	d.mapping(n, reflect.ValueOf(to).Elem(), at)
}

func readEntries(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*spec.Entries)
	if n.Kind == yaml.SequenceNode {
		*out = list(d, n, func(n *yaml.Node, to *spec.Entry) { d.fields(n, to, at) })
		return
	}
	if n.Kind == yaml.MappingNode {
		d.want(n, "一条规则，或者列表", "分条取值写成列表：- when: …、value: …")
		return
	}
	if r, ok := d.rule(n, at); ok {
		*out = spec.Entries{{Value: r, Pos: d.src.start(n)}}
	}
}

func readFees(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*[]spec.Fee)
	if n.Kind == yaml.SequenceNode {
		*out = list(d, n, func(n *yaml.Node, to *spec.Fee) { d.fields(n, to, at) })
		return
	}
	if n.Kind == yaml.MappingNode {
		d.want(n, "金额的规则，或者列表", "分条收费写成列表：- when: …、amount: …")
		return
	}
	if r, ok := d.rule(n, at); ok {
		*out = []spec.Fee{{Amount: r, Pos: d.src.start(n)}}
	}
}

func readResults(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*[]spec.Result)
	if n.Kind == yaml.SequenceNode {
		*out = list(d, n, func(n *yaml.Node, to *spec.Result) { d.fields(n, to, at) })
		return
	}
	*out = make([]spec.Result, 1)
	d.fields(n, &(*out)[0], at)
}

func readBases(d *decoder, n *yaml.Node, to any, at place) {
	one := func(n *yaml.Node, to *spec.Basis) {
		if n.Kind == yaml.MappingNode {
			d.fields(n, to, at)
			return
		}
		readText(d, n, &to.Law, place{"Basis", "law"})
	}
	out := to.(*[]spec.Basis)
	if n.Kind == yaml.SequenceNode {
		*out = list(d, n, one)
		return
	}
	*out = make([]spec.Basis, 1)
	one(n, &(*out)[0])
}

func readPitfall(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*spec.Pitfall)
	if n.Kind == yaml.MappingNode {
		d.fields(n, out, at)
		return
	}
	readText(d, n, &out.Fault, at)
}

func readConsent(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*spec.Consent)
	out.Pos = d.src.start(n)
	if n.Kind != yaml.MappingNode {
		readWord(d, n, &out.Material, at)
		return
	}
	var law struct {
		Law spec.Text `yaml:"law"`
	}
	d.record("Consent", n, &law, at)
	out.Law = law.Law
}

func readEntryWay(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*spec.EntryWay)
	out.Pos = d.src.start(n)
	if n.Kind != yaml.MappingNode {
		if s, ok := d.text(n, at); ok && s == "guide" {
			out.Guide = true
		} else if ok {
			d.list.Add(unknownWord(d.src.spanOf(n), s, grammar.GuideOnly))
		}
		return
	}
	var way struct {
		External spec.Text `yaml:"external"`
		System   spec.Text `yaml:"system"`
		SignOn   bool      `yaml:"sign_on"`
	}
	d.record("EntryWay", n, &way, at)
	out.External, out.System, out.SignOn = way.External, way.System, way.SignOn
}

func readOptions(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*spec.Options)
	out.Pos = d.src.start(n)
	if n.Kind == yaml.SequenceNode {
		out.List = list(d, n, func(n *yaml.Node, to *spec.Option) { d.fields(n, to, at) })
		return
	}
	if fromTable(n) {
		var table struct {
			Codes  spec.Word  `yaml:"codes"`
			Within *spec.Rule `yaml:"within"`
		}
		d.record("Options", n, &table, at)
		out.Codes, out.Within = table.Codes, table.Within
		return
	}
	d.pairs(n, at, "选项：代码: 文字，或者列表", func(k, v *yaml.Node) {
		var o spec.Option
		var ok bool
		if o.Code, ok = d.wordKey(k); ok && !d.bad[v] {
			readText(d, v, &o.Text, place{key: k.Value})
			out.List = append(out.List, o)
		}
	})
}

// fromTable tells options out of a code table, {codes: …, within: …}, from those written out.
func fromTable(n *yaml.Node) bool {
	if n.Kind != yaml.MappingNode || len(n.Content) > 4 {
		return false
	}
	codes := false
	for i := 0; i < len(n.Content); i += 2 {
		switch n.Content[i].Value {
		case "codes":
			codes = true
		case "within":
		default:
			return false
		}
	}
	return codes
}

func readRows(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*spec.Rows)
	out.Pos = d.src.start(n)
	if n.Kind == yaml.SequenceNode {
		out.Fixed = list(d, n, func(n *yaml.Node, to *spec.Text) { readText(d, n, to, at) })
		return
	}
	var rows struct {
		Min  int       `yaml:"min"`
		Max  int       `yaml:"max"`
		From spec.Word `yaml:"from"`
	}
	d.record("Rows", n, &rows, at)
	out.Min, out.Max, out.From = rows.Min, rows.Max, rows.From
	if rows.Max != 0 && rows.Min > rows.Max {
		d.list.Add(badLength(d.src.spanOf(n)))
	}
}

func readLength(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*spec.Length)
	if n.Kind != yaml.SequenceNode || len(n.Content) != 2 {
		d.two(n, "最少和最多两个整数", "例如 length: [2, 100]")
		return
	}
	least, ok := d.int(n.Content[0], 0, grammar.MaxLength, at)
	most, also := d.int(n.Content[1], 1, grammar.MaxLength, at)
	if ok && also && least > most {
		d.list.Add(badLength(d.src.spanOf(n.Content[0])))
		return
	}
	*out = spec.Length{Least: least, Most: most}
}

// two reports what should have been a list of two.
func (d *decoder) two(n *yaml.Node, want, hint string) {
	got := shape(n)
	if n.Kind == yaml.SequenceNode {
		got = fmt.Sprintf(" %d 项的列表", len(n.Content))
	}
	d.list.Add(wrongType(d.src.spanOf(n), want, got).Mend("%s", hint))
}

func readPair(d *decoder, n *yaml.Node, to any, at place) {
	if n.Kind != yaml.SequenceNode || len(n.Content) != 2 {
		d.two(n, "开始和结束两天", "例如 open: [2026-03-01, 2026-03-31]")
		return
	}
	out := to.(*[2]spec.Text)
	for i, c := range n.Content {
		d.into(c, &out[i], at)
	}
}

func readFacts(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*spec.FactList)
	d.pairs(n, at, "共享数据：标识: {source: …}", func(k, v *yaml.Node) {
		f := spec.Fact{ID: d.idKey(k, true, true)}
		d.into(v, &f, place{key: k.Value})
		*out = append(*out, f)
	})
}

func readSteps(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*[]spec.Step)
	d.pairs(n, at, "环节：标识: {title: …}", func(k, v *yaml.Node) {
		s := spec.Step{ID: d.idKey(k, false, false)}
		d.into(v, &s, place{key: k.Value})
		*out = append(*out, s)
	})
}

func readOutcomes(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*[]spec.Outcome)
	d.pairs(n, at, "结论：回答: 去哪个环节", func(k, v *yaml.Node) {
		o := spec.Outcome{Answer: d.idKey(k, false, false)}
		d.into(v, &o.To, place{key: k.Value})
		*out = append(*out, o)
	})
}

func readAssigns(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*[]spec.Assign)
	d.pairs(n, at, "字段: 规则", func(k, v *yaml.Node) {
		a := spec.Assign{Field: d.idKey(k, false, false)}
		if r, ok := d.rule(v, place{key: k.Value}); ok {
			a.Value = r
		}
		*out = append(*out, a)
	})
}

func readShown(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*[]spec.Shown)
	d.pairs(n, at, "公开的内容：路径: 怎么遮", func(k, v *yaml.Node) {
		var s spec.Shown
		readWord(d, k, &s.Path, place{key: k.Value})
		d.into(v, &s.Mask, place{"Shown", "mask"})
		*out = append(*out, s)
	})
}

func readPairs(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*[]spec.Pair)
	d.pairs(n, at, "名称: 文字", func(k, v *yaml.Node) {
		var p spec.Pair
		readWord(d, k, &p.Name, place{key: k.Value})
		readText(d, v, &p.Text, place{key: k.Value})
		*out = append(*out, p)
	})
}

func readHint(d *decoder, n *yaml.Node, to any, at place) {
	out := to.(*spec.Hint)
	if n.Kind == yaml.ScalarNode && n.Style == 0 && n.Value == "true" {
		*out = spec.Hint{Text: spec.Text{S: n.Value, Pos: d.src.start(n)}, Only: true}
		return
	}
	readText(d, n, &out.Text, at)
}
