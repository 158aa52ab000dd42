package load

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"banshi/engine/diag"
	"banshi/engine/load/grammar"
	"banshi/engine/spec"
	"banshi/engine/value"
)

// text reads a scalar that must be a text: not a list, not nothing, and nothing that another reader of
// YAML would take for a number or a truth value.
func (d *decoder) text(n *yaml.Node, at place) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		d.want(n, "文字", "文字里有 { [ 或以它们开头的，要加引号")
		return "", false
	}
	if n.Style == 0 {
		switch {
		case d.null(n, at):
			return "", false
		case grammar.IsNumber(n.Value):
			d.list.Add(numberForText(d.src.spanOf(n), n.Value))
			return "", false
		case grammar.IsBool(n.Value):
			d.want(n, "文字", "要写这个词的，加引号")
			return "", false
		}
	}
	if strings.TrimSpace(n.Value) == "" {
		d.list.Add(missingValue(d.src.spanOf(n), at.key))
		return "", false
	}
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return strings.TrimRight(n.Value, "\n"), true
	}
	return n.Value, true
}

// mark keeps the places of a scalar's characters where they are not one behind the other.
func (d *decoder) mark(n *yaml.Node) []diag.Mark {
	marks := d.src.marks(n)
	d.files.Mark(d.src.start(n), marks)
	return marks
}

func readText(d *decoder, n *yaml.Node, to any, at place) {
	s, ok := d.text(n, at)
	if !ok {
		return
	}
	d.form(n, s, at)
	d.mark(n)
	*to.(*spec.Text) = spec.Text{S: s, Pos: d.src.start(n)}
}

func readWord(d *decoder, n *yaml.Node, to any, at place) {
	s, ok := d.text(n, at)
	if !ok {
		return
	}
	if words := at.facts().Words; words != nil && !slices.Contains(grammar.Listed(words), s) {
		if at.key != "kind" { // File has said it already
			d.list.Add(unknownWord(d.src.spanOf(n), s, words))
		}
		return
	}
	d.form(n, s, at)
	*to.(*spec.Word) = spec.Word{S: s, Pos: d.src.start(n)}
}

// form holds a text against the form that grammar demands of the key.
func (d *decoder) form(n *yaml.Node, s string, at place) {
	span := d.src.spanOf(n)
	switch form := at.facts().Form; form {
	case grammar.ID, grammar.Name:
		d.id(span, s, form == grammar.Name, false)
	case grammar.Handle:
		if !grammar.HandleShape.MatchString(s) || len(s) > grammar.MaxID {
			d.list.Add(badHandle(span, s))
		}
	case grammar.Date:
		if _, ok := value.ParseDate(s); !ok {
			d.list.Add(badDate(span, s))
		}
	case grammar.Timeout:
		if !grammar.TimeoutShape.MatchString(s) {
			d.list.Add(badTimeout(span, s))
		}
	}
}

// id checks the spelling of an id. One that rules can say must not be a word of theirs: of a field
// (name) none of the names that every rule has, unless it is a cell, of a fact no keyword either.
func (d *decoder) id(span diag.Span, s string, name, fact bool) {
	if !grammar.IDShape.MatchString(s) || len(s) > grammar.MaxID {
		d.list.Add(badID(span, s))
		return
	}
	reserved := name && slices.Contains(grammar.Literals, s) ||
		name && d.cells == 0 && slices.Contains(grammar.Names, s) ||
		fact && (slices.Contains(grammar.Keywords, s) || slices.Contains(grammar.Names, s))
	if reserved {
		d.list.Add(reservedID(span, s))
	}
}

// idKey reads the key of a map as an id.
func (d *decoder) idKey(k *yaml.Node, name, fact bool) spec.Word {
	d.id(d.src.spanOf(k), k.Value, name, fact)
	return spec.Word{S: k.Value, Pos: d.src.start(k)}
}

// wordKey reads the key of a map as a word, such as the code of an option.
func (d *decoder) wordKey(k *yaml.Node) (spec.Word, bool) {
	s, ok := d.text(k, place{key: k.Value})
	return spec.Word{S: s, Pos: d.src.start(k)}, ok
}

// rule reads a rule: any scalar that isn't folded, as it stands in the source.
func (d *decoder) rule(n *yaml.Node, at place) (spec.Rule, bool) {
	if d.bad[n] {
		return spec.Rule{}, false
	}
	if n.Kind != yaml.ScalarNode {
		d.want(n, "一条规则", "以 [ 或 { 开头的规则要整个加单引号：'…'")
		return spec.Rule{}, false
	}
	if d.null(n, at) {
		return spec.Rule{}, false
	}
	if n.Style&yaml.FoldedStyle != 0 {
		d.list.Add(foldedRule(d.src.span(n.Line, n.Column, 1)))
		return spec.Rule{}, false
	}
	s := strings.TrimRight(n.Value, "\n ")
	if s == "" {
		d.list.Add(missingValue(d.src.spanOf(n), at.key))
		return spec.Rule{}, false
	}
	r := spec.Rule{S: s, Pos: d.src.start(n)}
	for _, m := range d.mark(n) {
		r.Lines = append(r.Lines, spec.LineStart{Offset: m.Offset, Pos: d.src.at(m.Line, m.Column)})
	}
	return r, true
}

func readRule(d *decoder, n *yaml.Node, to any, at place) {
	if r, ok := d.rule(n, at); ok {
		*to.(*spec.Rule) = r
	}
}

func readInt(d *decoder, n *yaml.Node, to any, at place) {
	facts := at.facts()
	low, high := facts.Min, facts.Max
	if high == 0 {
		high = 1_000_000
	}
	if i, ok := d.int(n, low, high, at); ok {
		*to.(*int) = i
	}
}

func (d *decoder) int(n *yaml.Node, low, high int, at place) (int, bool) {
	if n.Kind != yaml.ScalarNode || n.Style != 0 || !grammar.IsNumber(n.Value) && !grammar.IsNull(n.Value) {
		d.want(n, "整数", "写数字，不加引号")
		return 0, false
	}
	if d.null(n, at) {
		return 0, false
	}
	i, err := strconv.Atoi(n.Value)
	if err != nil || !wholeNumber.MatchString(n.Value) || i < low || i > high {
		d.list.Add(badNumber(d.src.spanOf(n), n.Value, low, high))
		return 0, false
	}
	return i, true
}

func readBool(d *decoder, n *yaml.Node, to any, at place) {
	switch {
	case n.Kind == yaml.ScalarNode && n.Style == 0 && (n.Value == "true" || n.Value == "false"):
		*to.(*bool) = n.Value == "true"
	case d.null(n, at):
	default:
		d.want(n, " true 或 false ", "是写 true，否写 false，不加引号")
	}
}

func readSpan(d *decoder, n *yaml.Node, to any, at place) {
	if n.Kind == yaml.ScalarNode && n.Style == 0 && d.null(n, at) {
		return
	}
	if n.Kind != yaml.ScalarNode {
		d.want(n, "期限", "例如 5wd")
		return
	}
	if !grammar.SpanShape.MatchString(n.Value) {
		d.list.Add(badSpan(d.src.spanOf(n), n.Value))
		return
	}
	digits := strings.TrimRight(n.Value, "wdmoy")
	count, _ := strconv.Atoi(digits)
	*to.(*spec.Span) = spec.Span{N: count, Unit: n.Value[len(digits):], Pos: d.src.start(n)}
}

// readAny reads free data, as in tests: texts, truth values, lists, maps, nil, and numbers as
// json.Number, in the very characters of the source.
func readAny(d *decoder, n *yaml.Node, to any, _ place) {
	*to.(*any) = d.free(n)
}

func readFreeMap(d *decoder, n *yaml.Node, to any, at place) {
	if d.null(n, at) {
		return
	}
	if n.Kind != yaml.MappingNode {
		d.want(n, "一组“键: 值”", "")
		return
	}
	*to.(*map[string]any), _ = d.free(n).(map[string]any)
}

func (d *decoder) free(n *yaml.Node) any {
	if d.bad[n] {
		return nil
	}
	switch n.Kind {
	case yaml.SequenceNode:
		out := make([]any, len(n.Content))
		for i, c := range n.Content {
			out[i] = d.free(c)
		}
		return out
	case yaml.MappingNode:
		out := make(map[string]any, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			if k := n.Content[i]; !d.bad[k] {
				out[k.Value] = d.free(n.Content[i+1])
			}
		}
		return out
	}
	switch {
	case n.Style != 0:
		return n.Value
	case grammar.IsNull(n.Value):
		return nil
	case grammar.IsBool(n.Value):
		return strings.EqualFold(n.Value, "true")
	case exactNumber.MatchString(n.Value) && utf8.RuneCountInString(n.Value) < 16:
		return json.Number(n.Value)
	case grammar.IsNumber(n.Value):
		d.list.Add(numberForText(d.src.spanOf(n), n.Value))
		return nil
	}
	return n.Value
}
