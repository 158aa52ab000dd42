// Package schema makes the JSON Schema (draft 2020-12) of definition files out of the Go types of
// package spec, so that editors complete and check YAML, and the designer's property panel knows
// what a key takes. It says what the strict loader says, as far as JSON Schema can: what hangs on
// the file itself (duplicate keys, anchors, places of files) or on other values stays with the loader.
package schema

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"banshi/engine/load/grammar"
	"banshi/engine/spec"
)

// comments are the doc comments of package spec by Go name. A test holds them against the source and
// rewrites them.
//
//go:generate env UPDATE=1 go test -run TestCommentsAreCurrent .
//go:embed comments.json
var comments []byte

// Translations is the name under which JSON knows the files item.<language>.yaml, which have no kind.
const Translations = "Translations"

// roots are the structs of the kinds of files.
var roots = map[string]reflect.Type{
	"Catalog": reflect.TypeFor[spec.Catalog](), "Licence": reflect.TypeFor[spec.Licence](),
	"Source": reflect.TypeFor[spec.Source](), "Codes": reflect.TypeFor[spec.Codes](),
	"Fragment": reflect.TypeFor[spec.Fragment](), "Bundle": reflect.TypeFor[spec.Bundle](),
	"Item": reflect.TypeFor[spec.Item](), "Tests": reflect.TypeFor[spec.Tests](),
}

// Kinds lists what JSON takes: the kinds of files, and Translations.
func Kinds() []string { return append(grammar.Listed(grammar.Kinds), Translations) }

// JSON is the schema of one kind of file, indented. An unknown kind is an error that lists the kinds.
func JSON(kind string) ([]byte, error) {
	if kind == Translations {
		return encode(head("translations", translations()))
	}
	t, ok := roots[kind]
	if !ok {
		return nil, fmt.Errorf("schema: no kind %q; there are %s", kind, strings.Join(Kinds(), ", "))
	}
	b, err := newBuilder()
	if err != nil {
		return nil, err
	}
	root := b.ref(t)
	root.Definitions = b.defs
	return encode(head(strings.ToLower(kind), root))
}

// All is one schema for every file with a `kind`: it picks the rest by that word.
func All() ([]byte, error) {
	b, err := newBuilder()
	if err != nil {
		return nil, err
	}
	kind := choice(grammar.Kinds)
	kind.Title = grammar.KeyTitle("", "kind")
	root := &jsonschema.Schema{Type: "object", Required: []string{"kind"}, Properties: jsonschema.NewProperties()}
	root.Properties.Set("kind", kind)
	for _, w := range grammar.Kinds {
		is := &jsonschema.Schema{Properties: jsonschema.NewProperties(), Required: []string{"kind"}}
		is.Properties.Set("kind", &jsonschema.Schema{Const: w.Word})
		root.AllOf = append(root.AllOf, &jsonschema.Schema{If: is, Then: b.ref(roots[w.Word])})
	}
	root.Definitions = b.defs
	return encode(head("all", root))
}

// head puts the identification before a schema.
func head(name string, s *jsonschema.Schema) *jsonschema.Schema {
	s.Version = jsonschema.Version
	s.ID = jsonschema.ID(fmt.Sprintf("urn:banshi:language:%d:%s", grammar.Language, name))
	return s
}

func encode(s *jsonschema.Schema) ([]byte, error) {
	out, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("schema: encode: %w", err)
	}
	return append(out, '\n'), nil
}

// builder reflects structs into definitions, each once.
type builder struct {
	defs     jsonschema.Definitions
	comments map[string]string
	unions   map[reflect.Type]func(*builder) *jsonschema.Schema
}

func newBuilder() (*builder, error) {
	b := &builder{defs: jsonschema.Definitions{}, unions: unions()}
	if err := json.Unmarshal(comments, &b.comments); err != nil {
		return nil, fmt.Errorf("schema: comments.json: %w; run go generate ./engine/schema", err)
	}
	return b, nil
}

// ref defines a struct, if it isn't yet, and refers to it.
func (b *builder) ref(t reflect.Type) *jsonschema.Schema {
	name := t.Name()
	if b.defs[name] == nil {
		b.defs[name] = &jsonschema.Schema{} // so that a struct within itself ends here
		b.defs[name] = b.object(t, name)
	}
	return &jsonschema.Schema{Ref: "#/$defs/" + name}
}

// object is the schema of one struct: what Go says of its keys, and what package grammar adds.
func (b *builder) object(t reflect.Type, name string) *jsonschema.Schema {
	r := &jsonschema.Reflector{
		Anonymous: true, ExpandedStruct: true, RequiredFromJSONSchemaTags: true,
		FieldNameTag: "yaml", CommentMap: b.comments,
	}
	r.Mapper = func(of reflect.Type) *jsonschema.Schema {
		if of == t {
			return nil
		}
		return b.known(of)
	}
	s := r.ReflectFromType(t)
	// A struct that holds itself is reflected in place: the reflector's own definition of it is s.
	s.Version, s.Definitions = "", nil
	return b.refine(s, name)
}

// known is the schema of the types that are no plain lists or maps of Go, nil for others.
func (b *builder) known(t reflect.Type) *jsonschema.Schema {
	if union, ok := b.unions[t]; ok {
		return union(b)
	}
	if t.Kind() == reflect.Struct && len(grammar.Slots(t)) > 0 {
		return b.ref(t)
	}
	return nil
}

// refine adds to a struct's schema what grammar knows of its keys.
func (b *builder) refine(s *jsonschema.Schema, name string) *jsonschema.Schema {
	s.Title = grammar.Titles[name]
	for p := s.Properties.Oldest(); p != nil; p = p.Next() {
		key := grammar.Of(name, p.Key)
		if key.Need {
			s.Required = append(s.Required, p.Key)
		}
		p.Value.Title = grammar.KeyTitle(name, p.Key)
		constrain(p.Value, key)
	}
	if keys := grammar.OneOf[name]; keys != nil {
		for _, k := range keys {
			s.OneOf = append(s.OneOf, &jsonschema.Schema{Required: []string{k}})
		}
	}
	return s
}

// constrain narrows a key's schema, or that of the elements of its list.
func constrain(s *jsonschema.Schema, key grammar.Key) {
	if s.Type == "array" && s.Items != nil && s.Items.Ref == "" {
		constrain(s.Items, key)
		return
	}
	switch {
	case len(key.Words) == 1:
		s.Const, s.Pattern = key.Words[0].Word, ""
	case len(key.Words) > 1:
		s.OneOf, s.Pattern = choice(key.Words).OneOf, ""
	}
	if s.Type == "integer" {
		high := key.Max
		if high == 0 {
			high = 1_000_000
		}
		s.Minimum, s.Maximum = number(key.Min), number(high)
	}
	form(s, key.Form)
}

// form narrows a text to how it must be written.
func form(s *jsonschema.Schema, f grammar.Form) {
	most := uint64(grammar.MaxID)
	switch f {
	case grammar.ID:
		s.Pattern, s.MaxLength = grammar.IDPattern, &most
	case grammar.Name:
		s.Pattern, s.MaxLength, s.Not = grammar.IDPattern, &most, noneOf(grammar.Literals)
	case grammar.Handle:
		s.Pattern, s.MaxLength = grammar.HandlePattern, &most
	case grammar.Date:
		s.Pattern, s.Format = grammar.DatePattern, "date"
	case grammar.Timeout:
		s.Pattern = grammar.TimeoutPattern
	}
}

// choice lists words with their Chinese names, as editors show them.
func choice(words []grammar.Word) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, w := range words {
		s.OneOf = append(s.OneOf, &jsonschema.Schema{Const: w.Word, Description: w.Title})
	}
	return s
}

func noneOf(lists ...[]string) *jsonschema.Schema {
	s := &jsonschema.Schema{}
	for _, w := range slices.Concat(lists...) {
		s.Enum = append(s.Enum, w)
	}
	return s
}

func number(n int) json.Number { return json.Number(fmt.Sprint(n)) }
