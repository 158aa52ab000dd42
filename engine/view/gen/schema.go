package gen

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"banshi/engine/eval"
	"banshi/engine/expr"
	"banshi/engine/field"
	"banshi/engine/plan"
	"banshi/engine/view"
)

// Schema is the JSON Schema (draft 2020-12) of what a channel gets, read off the same structs as the types
// of Contract: whoever writes a channel in another language can hold its answers against it. Keys that are
// not named are wrong. root is the folder of the module, where comments are read.
func Schema(root string) ([]byte, error) {
	d, err := readDocs(root, "engine/plan", "engine/eval", "engine/view")
	if err != nil {
		return nil, err
	}
	r := &jsonschema.Reflector{Mapper: special, Namer: nameOf}
	s := r.ReflectFromType(reflect.TypeFor[view.View]())
	s.ID = jsonschema.ID(fmt.Sprintf("https://banshi.example/view/v%d.schema.json", view.Contract))
	s.Title = fmt.Sprintf("Banshi view, version %d", view.Contract)
	seen := map[reflect.Type]bool{}
	for _, t := range []reflect.Type{reflect.TypeFor[view.View](), reflect.TypeFor[plan.Field]()} {
		mend(s.Definitions, d, t, seen)
	}
	if v, ok := s.Definitions["View"].Properties.Get("contract"); ok {
		v.Const = view.Contract
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		return nil, fmt.Errorf("gen: schema of the view: %w", err)
	}
	return out.Bytes(), nil
}

// special are the types that write their JSON themselves.
func special(t reflect.Type) *jsonschema.Schema {
	text := &jsonschema.Schema{Type: "string"}
	switch t {
	case reflect.TypeFor[expr.Node]():
		return &jsonschema.Schema{Type: "array", PrefixItems: []*jsonschema.Schema{text}, Description: "A checked rule as data: a list that begins with its kind."}
	case reflect.TypeFor[plan.Text]():
		rule := jsonschema.NewProperties()
		rule.Set("rule", special(reflect.TypeFor[expr.Node]()))
		rule.Set("as", &jsonschema.Schema{Ref: "#/$defs/PlanField"})
		part := &jsonschema.Schema{Type: "object", Properties: rule, Required: []string{"rule", "as"}, AdditionalProperties: jsonschema.FalseSchema}
		return &jsonschema.Schema{OneOf: []*jsonschema.Schema{text, {Type: "array", Items: &jsonschema.Schema{OneOf: []*jsonschema.Schema{text, part}}}}}
	case reflect.TypeFor[eval.Marks]():
		return &jsonschema.Schema{Type: "object", AdditionalProperties: text}
	}
	return nil
}

// mend adds what the reflector does not know of a struct and of those that hang on it: comments, closed sets
// of words, keys that are left out where they are nil.
func mend(defs jsonschema.Definitions, d docs, t reflect.Type, seen map[reflect.Type]bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] || special(t) != nil {
		return
	}
	seen[t] = true
	s := defs[nameOf(t)]
	s.Description = d.types[t.String()]
	for i := range t.NumField() {
		f := t.Field(i)
		key, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		p, ok := s.Properties.Get(key)
		if !ok {
			continue
		}
		if strings.Contains(rest, "omitzero") {
			s.Required = slices.DeleteFunc(s.Required, func(x string) bool { return x == key })
		}
		p.Description = d.fields[t.String()+"."+f.Name]
		if list := wordsOf(d, nameOf(t)+"."+key); list != nil {
			of := p
			if p.AdditionalProperties != nil {
				of = p.AdditionalProperties
			}
			of.Enum = list
		}
		mend(defs, d, f.Type, seen)
	}
}

var quotedWord = regexp.MustCompile(`"([^"]*)"`)

// wordsOf are the words of a key whose texts are a closed set; nil for any other.
func wordsOf(d docs, key string) []any {
	var list []string
	switch name := words[key]; strings.TrimSuffix(strings.TrimPrefix(name, "Record<string, "), ">") {
	case "":
		return nil
	case "FieldType":
		for _, t := range field.All() {
			list = append(list, t.Name)
		}
	case "Effect":
		list = plan.Effects
	case "Is":
		list = []string{eval.IsValue, eval.IsEmpty, eval.IsUnknown}
	case "FoundStatus":
		list = []string{eval.HasRecords, eval.Pending, eval.Down}
	case "EditWord":
		list = []string{"none", "locked", "confirm", "free"}
	case "MaterialWord":
		list = d.consts["notNeeded"]
	case "RuleResult":
		list = d.consts["resultTrue"]
	default:
		for _, m := range quotedWord.FindAllStringSubmatch(name, -1) {
			list = append(list, m[1])
		}
	}
	out := make([]any, len(list))
	for i, w := range list {
		out[i] = w
	}
	return out
}
