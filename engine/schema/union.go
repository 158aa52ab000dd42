package schema

import (
	"reflect"

	"github.com/invopop/jsonschema"

	"banshi/engine/load/grammar"
	"banshi/engine/spec"
)

// unions are the leaves of the language, and the types that YAML writes in more than one way; the
// readers of package load are their twins, and a test holds the two against each other. Each call
// makes a new schema, since titles are written into it.
func unions() map[reflect.Type]func(*builder) *jsonschema.Schema {
	return map[reflect.Type]func(*builder) *jsonschema.Schema{
		reflect.TypeFor[spec.Word]():      func(*builder) *jsonschema.Schema { return text() },
		reflect.TypeFor[spec.Text]():      func(*builder) *jsonschema.Schema { return text() },
		reflect.TypeFor[spec.Rule]():      func(*builder) *jsonschema.Schema { return rule() },
		reflect.TypeFor[spec.Span]():      func(*builder) *jsonschema.Schema { return pattern(grammar.SpanPattern) },
		reflect.TypeFor[any]():            func(*builder) *jsonschema.Schema { return &jsonschema.Schema{} },
		reflect.TypeFor[map[string]any](): func(*builder) *jsonschema.Schema { return &jsonschema.Schema{Type: "object"} },

		reflect.TypeFor[spec.Entries](): func(b *builder) *jsonschema.Schema {
			return anyOf(rule(), array(b.ref(reflect.TypeFor[spec.Entry]())))
		},
		reflect.TypeFor[[]spec.Fee](): func(b *builder) *jsonschema.Schema {
			return anyOf(rule(), array(b.ref(reflect.TypeFor[spec.Fee]())))
		},
		reflect.TypeFor[[]spec.Result](): func(b *builder) *jsonschema.Schema {
			return anyOf(b.ref(reflect.TypeFor[spec.Result]()), array(b.ref(reflect.TypeFor[spec.Result]())))
		},
		reflect.TypeFor[[]spec.Basis](): func(b *builder) *jsonschema.Schema {
			one := func() *jsonschema.Schema { return b.ref(reflect.TypeFor[spec.Basis]()) }
			return anyOf(text(), one(), array(anyOf(text(), one())))
		},
		reflect.TypeFor[spec.Pitfall]():   pitfall,
		reflect.TypeFor[spec.Consent]():   consent,
		reflect.TypeFor[spec.EntryWay]():  entryWay,
		reflect.TypeFor[spec.Options]():   options,
		reflect.TypeFor[spec.Rows]():      rows,
		reflect.TypeFor[spec.Length]():    length,
		reflect.TypeFor[[2]spec.Text]():   days,
		reflect.TypeFor[spec.FactList]():  facts,
		reflect.TypeFor[[]spec.Step]():    steps,
		reflect.TypeFor[[]spec.Outcome](): func(*builder) *jsonschema.Schema { return keyed(idText(), text()) },
		reflect.TypeFor[spec.Hint]():      func(*builder) *jsonschema.Schema { return anyOf(text(), &jsonschema.Schema{Const: true}) },
		reflect.TypeFor[[]spec.Pair]():    func(*builder) *jsonschema.Schema { return keyed(text(), text()) },
		reflect.TypeFor[[]spec.Shown]():   func(*builder) *jsonschema.Schema { return keyed(text(), choice(grammar.Masks)) },
		reflect.TypeFor[[]spec.Assign]():  func(*builder) *jsonschema.Schema { return keyed(idText(), rule()) },
	}
}

// text is a scalar that isn't blank.
func text() *jsonschema.Schema { return pattern(`\S`) }

func pattern(p string) *jsonschema.Schema { return &jsonschema.Schema{Type: "string", Pattern: p} }

// rule is a rule's text; true, false and numbers need no quotes.
func rule() *jsonschema.Schema {
	return &jsonschema.Schema{Pattern: `\S`, Extras: map[string]any{"type": []string{"string", "boolean", "number"}}}
}

func idText() *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	form(s, grammar.ID)
	return s
}

func anyOf(s ...*jsonschema.Schema) *jsonschema.Schema { return &jsonschema.Schema{AnyOf: s} }

func array(items *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "array", Items: items}
}

// keyed is a map whose keys the author chooses.
func keyed(names, values *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "object", PropertyNames: names, AdditionalProperties: values}
}

// record is a map with the given keys and no others, whose titles and bounds are those of owner.
func record(b *builder, owner string, keys ...any) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "object", Properties: jsonschema.NewProperties(), AdditionalProperties: jsonschema.FalseSchema}
	for i := 0; i < len(keys); i += 2 {
		s.Properties.Set(keys[i].(string), keys[i+1].(*jsonschema.Schema))
	}
	return b.refine(s, owner)
}

func pitfall(b *builder) *jsonschema.Schema {
	name := "Pitfall"
	if b.defs[name] == nil {
		b.defs[name] = &jsonschema.Schema{}
		b.defs[name] = b.object(reflect.TypeFor[spec.Pitfall](), name)
	}
	return anyOf(text(), &jsonschema.Schema{Ref: "#/$defs/" + name})
}

func consent(b *builder) *jsonschema.Schema {
	return anyOf(text(), record(b, "Consent", "law", text()))
}

func entryWay(b *builder) *jsonschema.Schema {
	guide := &jsonschema.Schema{Const: grammar.GuideOnly[0].Word, Description: grammar.GuideOnly[0].Title}
	return anyOf(guide, record(b, "EntryWay", "external", text(), "system", text(), "sign_on", &jsonschema.Schema{Type: "boolean"}))
}

func options(b *builder) *jsonschema.Schema {
	written := keyed(text(), text())
	// {codes: …, within: …} with nothing else is a code table, and must be a right one.
	written.Not = &jsonschema.Schema{Required: []string{"codes"}, PropertyNames: &jsonschema.Schema{Enum: []any{"codes", "within"}}}
	return anyOf(
		array(b.ref(reflect.TypeFor[spec.Option]())),
		record(b, "Options", "codes", text(), "within", rule()),
		written,
	)
}

func rows(b *builder) *jsonschema.Schema {
	whole := func() *jsonschema.Schema { return &jsonschema.Schema{Type: "integer"} }
	return anyOf(array(text()), record(b, "Rows", "min", whole(), "max", whole(), "from", text()))
}

func length(*builder) *jsonschema.Schema {
	two := uint64(2)
	bound := func(least string) *jsonschema.Schema {
		return &jsonschema.Schema{Type: "integer", Minimum: number(0), Maximum: number(grammar.MaxLength), Description: least}
	}
	most := bound("最多")
	most.Minimum = number(1)
	return &jsonschema.Schema{Type: "array", PrefixItems: []*jsonschema.Schema{bound("最少"), most}, MinItems: &two, MaxItems: &two}
}

func days(*builder) *jsonschema.Schema {
	two := uint64(2)
	s := array(text())
	s.MinItems, s.MaxItems = &two, &two
	return s
}

func facts(b *builder) *jsonschema.Schema {
	names := idText()
	names.Not = noneOf(grammar.Names, grammar.Literals, grammar.Keywords)
	return keyed(names, b.ref(reflect.TypeFor[spec.Fact]()))
}

func steps(b *builder) *jsonschema.Schema {
	return keyed(idText(), b.ref(reflect.TypeFor[spec.Step]()))
}

// translations is a map from the path of a text to its translation.
func translations() *jsonschema.Schema {
	s := keyed(text(), text())
	s.Title = "译文"
	return s
}
