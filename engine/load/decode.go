package load

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"banshi/engine/diag"
	"banshi/engine/load/grammar"
	"banshi/engine/spec"
)

// decoder fills structs of package spec from YAML nodes. The structs' yaml tags name the keys, package
// grammar says what else a key demands, and the table in union.go reads the types that
// YAML can write in several ways. It never asks YAML what a scalar is: the declared type decides.
type decoder struct {
	src   *source
	files *diag.Sources
	list  *faults
	bad   map[*yaml.Node]bool // already reported: not to be reported again
	reads map[reflect.Type]readFunc
	slots map[reflect.Type][]grammar.Slot // kept, since the same structs come again and again
	cells int                             // how many tables, sources or licences deep: ids there are cells, not fields
}

// place is where a value stands: the struct of spec and the key in it.
type place struct{ owner, key string }

func (p place) facts() grammar.Key { return grammar.Of(p.owner, p.key) }

// sound reports what is never allowed, whatever the struct: anchors, aliases, tags, odd keys, doubles,
// depth. It is false where the nodes are not worth reading on.
func (d *decoder) sound(n *yaml.Node, depth int) bool {
	if depth > MaxDepth {
		d.list.Add(tooDeep(d.src.spanOf(n)))
		return false
	}
	if n.Anchor != "" || n.Kind == yaml.AliasNode {
		d.list.Add(alias(d.src.spanOf(n)))
		d.bad[n] = n.Kind == yaml.AliasNode
		return true
	}
	if n.Style&yaml.TaggedStyle != 0 {
		d.list.Add(yamlTag(d.src.spanOf(n), n.Tag))
		d.bad[n] = true
	}
	switch n.Kind {
	case yaml.MappingNode:
		return d.soundMap(n, depth)
	case yaml.SequenceNode:
		for _, c := range n.Content {
			if !d.sound(c, depth+1) {
				return false
			}
		}
	}
	return true
}

func (d *decoder) soundMap(n *yaml.Node, depth int) bool {
	first := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch {
		case k.Kind == yaml.ScalarNode && k.Value == "<<" && k.Style == 0:
			d.list.Add(alias(d.src.spanOf(k)))
			d.bad[k], d.bad[v] = true, true
			continue
		case k.Kind != yaml.ScalarNode || k.Anchor != "" || k.Style&yaml.TaggedStyle != 0:
			if !d.sound(k, depth+1) {
				return false
			}
			if k.Kind == yaml.MappingNode || k.Kind == yaml.SequenceNode {
				d.list.Add(wrongType(d.src.spanOf(k), "一个键", shape(k)).Mend("键是一个词；值以 { 或 [ 开头的要加引号"))
			}
			d.bad[k] = true
		case first[k.Value] != nil:
			d.list.Add(duplicateKey(d.src.spanOf(k), d.src.spanOf(first[k.Value]), k.Value))
			d.bad[k], d.bad[v] = true, true
		default:
			first[k.Value] = k
		}
		if !d.sound(v, depth+1) {
			return false
		}
	}
	return true
}

// value reads a node into v, whose type says how.
func (d *decoder) value(n *yaml.Node, v reflect.Value, at place) {
	if d.bad[n] {
		return
	}
	if read, ok := d.reads[v.Type()]; ok {
		read(d, n, v.Addr().Interface(), at)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if d.null(n, at) {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), at)
	case reflect.Struct:
		d.mapping(n, v, at)
	case reflect.Slice:
		d.slice(n, v, at)
	default:
		// A test reads every struct of spec through here: a type without a reader never gets this far.
		panic("load: no reader for " + v.Type().String())
	}
}

func (d *decoder) slice(n *yaml.Node, v reflect.Value, at place) {
	if d.null(n, at) {
		return
	}
	if n.Kind != yaml.SequenceNode {
		d.want(n, "列表", "每项写成“- …”，或者 […]")
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, c := range n.Content {
		d.value(c, v.Index(i), at)
	}
}

// mapping reads a map with strict keys into a struct.
func (d *decoder) mapping(n *yaml.Node, v reflect.Value, at place) {
	d.structure(v.Type().Name(), n, v, at)
}

// record reads a map into a struct that stands for one way of writing the type named owner.
func (d *decoder) record(owner string, n *yaml.Node, to any, at place) {
	d.structure(owner, n, reflect.ValueOf(to).Elem(), at)
}

func (d *decoder) structure(owner string, n *yaml.Node, v reflect.Value, at place) {
	if d.null(n, at) {
		return
	}
	if n.Kind != yaml.MappingNode {
		d.want(n, title(owner)+"（一组“键: 值”）", "")
		return
	}
	setPos(v, d.src.start(n))
	d.setPlaces(v, n)
	if owner == "Source" || owner == "Licence" {
		d.cells++
		defer func() { d.cells-- }()
	}
	known, ok := d.slots[v.Type()]
	if !ok {
		known = grammar.Slots(v.Type())
		d.slots[v.Type()] = known
	}
	var found []string
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, value := n.Content[i], n.Content[i+1]
		if d.bad[k] {
			continue
		}
		at := slices.IndexFunc(known, func(f grammar.Slot) bool { return f.Key == k.Value })
		if at < 0 {
			// A misspelt key is not missing as well.
			found = append(found, d.unknown(n, i, owner, known))
			continue
		}
		found = append(found, k.Value)
		if d.cutShort(n, i, v.Field(known[at].Index)) {
			continue
		}
		d.nested(owner, k.Value, func() {
			d.value(value, v.Field(known[at].Index), place{owner, k.Value})
		})
	}
	d.complete(n, owner, known, found)
}

// nested runs read, one table deeper for the columns of a table: their ids are not fields of the item.
func (d *decoder) nested(owner, key string, read func()) {
	if owner == "Field" && key == "fields" {
		d.cells++
		defer func() { d.cells-- }()
	}
	read()
}

// complete reports keys that must be there and are not.
func (d *decoder) complete(n *yaml.Node, owner string, known []grammar.Slot, found []string) {
	span := d.src.spanOf(n)
	if len(n.Content) > 0 {
		span = d.src.spanOf(n.Content[0])
	}
	for _, k := range known {
		if k.Key != "kind" && grammar.Of(owner, k.Key).Need && !slices.Contains(found, k.Key) {
			d.list.Add(missingKey(span, owner, k.Key))
		}
	}
	if keys := grammar.OneOf[owner]; keys != nil {
		have := slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return !slices.Contains(found, k) })
		if len(have) != 1 {
			d.list.Add(oneOf(span, owner, keys, have))
		}
	}
}

// unknown reports pair i of a map, whose key the struct doesn't have, and gives the key that may be meant.
// In `{…}` style a key without a value is what a comma cut off the value before it.
func (d *decoder) unknown(n *yaml.Node, i int, owner string, known []grammar.Slot) (near string) {
	k, v := n.Content[i], n.Content[i+1]
	if n.Style&yaml.FlowStyle != 0 && i > 0 && v.Kind == yaml.ScalarNode && v.Style == 0 && v.Value == "" && !d.bad[v] {
		before := n.Content[i-1]
		if before.Kind == yaml.ScalarNode && before.Style == 0 && !d.bad[before] {
			d.bad[before] = true
			d.list.Add(cut(d.src.spanOf(before), k.Value))
		}
		return ""
	}
	names := make([]string, len(known))
	for i, f := range known {
		names[i] = f.Key
	}
	if at := wideColon(k.Value); at > 0 {
		p := d.src.start(k)
		d.list.Add(wideColonFault(d.src.span(p.Line, p.Column+at-1, 1)))
		return strings.TrimSpace(string([]rune(k.Value)[:at-1])) // which is not missing as well
	}
	near, _ = diag.Closest(k.Value, names)
	d.list.Add(unknownKey(d.src.spanOf(k), k.Value, owner, near, names))
	return near
}

// cutShort tells whether the plain value of pair i, a rule, was cut by YAML: a bracket or a quote is
// open where it ends, and a comma or a comment follows.
func (d *decoder) cutShort(n *yaml.Node, i int, v reflect.Value) bool {
	value := n.Content[i+1]
	if value.Kind != yaml.ScalarNode || value.Style != 0 || d.bad[value] || !hasRules[v.Type()] || balanced(value.Value) {
		return false
	}
	rest := ""
	p := d.src.start(value)
	if line := d.src.line(p.Line); p.Column-1+len([]rune(value.Value)) <= len(line) {
		rest = strings.TrimSpace(string(line[p.Column-1+len([]rune(value.Value)):]))
	}
	if !strings.HasPrefix(rest, ",") && !strings.HasPrefix(rest, "#") && !strings.HasPrefix(rest, "}") && !strings.HasPrefix(rest, "]") {
		return false
	}
	d.list.Add(cut(d.src.spanOf(value), rest))
	// What was cut off stands in the map as keys of its own, up to the next key that is one.
	for j := i + 2; j+1 < len(n.Content); j += 2 {
		if v := n.Content[j+1]; v.Kind == yaml.ScalarNode && v.Style == 0 && v.Value == "" {
			d.bad[n.Content[j]] = true
			continue
		}
		break
	}
	return true
}

// balanced tells whether all brackets and quotes of a rule are closed.
func balanced(rule string) bool {
	var open []rune
	var quote rune
	escaped := false
	for _, r := range rule {
		switch {
		case quote != 0:
			if r == quote && !escaped {
				quote = 0
			}
			escaped = r == '\\' && !escaped
		case r == '"' || r == '\'':
			quote = r
		case r == '(' || r == '[' || r == '{':
			open = append(open, r)
		case r == ')' || r == ']' || r == '}':
			if len(open) == 0 {
				return false
			}
			open = open[:len(open)-1]
		}
	}
	return quote == 0 && len(open) == 0
}

// null reports a value that isn't there.
func (d *decoder) null(n *yaml.Node, at place) bool {
	if n.Kind != yaml.ScalarNode || n.Style != 0 || !grammar.IsNull(n.Value) {
		return false
	}
	span := d.src.spanOf(n)
	if n.Value == "" {
		span = d.emptySpan(n)
	}
	d.list.Add(missingValue(span, at.key))
	return true
}

// emptySpan points behind the last character before a value that is not there.
func (d *decoder) emptySpan(n *yaml.Node) diag.Span {
	p := d.src.start(n)
	if column := len(d.src.line(p.Line)) + 1; p.Column > column {
		p.Column = column
	}
	return diag.At(p, 1)
}

// want reports a node of the wrong shape.
func (d *decoder) want(n *yaml.Node, want, hint string) {
	if n.Kind == yaml.ScalarNode && n.Style == 0 {
		if at := wideColon(n.Value); at > 0 {
			p := d.src.start(n)
			d.list.Add(wideColonFault(d.src.span(p.Line, p.Column+at-1, 1)))
			return
		}
	}
	d.list.Add(wrongType(d.src.spanOf(n), want, shape(n)).Mend("%s", hint))
}

func shape(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "一组“键: 值”"
	case yaml.SequenceNode:
		return "列表"
	}
	if n.Style == 0 && grammar.IsBool(n.Value) {
		return " " + n.Value
	}
	return "“" + clipText(n.Value) + "”"
}

func clipText(s string) string {
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}

func setPos(v reflect.Value, p spec.Pos) {
	if f := v.FieldByName("Pos"); f.IsValid() && f.Type() == reflect.TypeFor[spec.Pos]() {
		f.Set(reflect.ValueOf(p))
	}
}

// setPlaces notes where all that stands below a struct is, where it asks for it: free data has no places of its own.
func (d *decoder) setPlaces(v reflect.Value, n *yaml.Node) {
	f := v.FieldByName("Places")
	if !f.IsValid() || f.Type() != reflect.TypeFor[spec.Places]() {
		return
	}
	places := spec.Places{}
	d.places(n, "", places)
	f.Set(reflect.ValueOf(places))
}

func (d *decoder) places(n *yaml.Node, path string, to spec.Places) {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			at := path + n.Content[i].Value
			to[at] = d.src.start(n.Content[i])
			if value := n.Content[i+1]; value.Kind == yaml.ScalarNode {
				to[at+"="] = d.src.start(value)
			}
			d.places(n.Content[i+1], at+".", to)
		}
	case yaml.SequenceNode:
		for i, c := range n.Content {
			at := path + strconv.Itoa(i)
			to[at] = d.src.start(c)
			d.places(c, at+".", to)
		}
	}
}
