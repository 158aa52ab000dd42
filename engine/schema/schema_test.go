package schema_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"
	validator "github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"banshi/engine/diag"
	"banshi/engine/load/grammar"
	"banshi/engine/schema"
	"banshi/engine/spec"
)

const example = "../../examples/nanhai"

// The embedded comments are those of the source. UPDATE=1 (go generate) rewrites them.
func TestCommentsAreCurrent(t *testing.T) {
	r := &jsonschema.Reflector{}
	if err := r.AddGoComments("banshi/engine/schema", "../spec", jsonschema.WithFullComment()); err != nil {
		t.Fatal(err)
	}
	for k, v := range r.CommentMap {
		r.CommentMap[k] = strings.Join(strings.Fields(v), " ")
	}
	want, err := json.MarshalIndent(r.CommentMap, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile("comments.json", want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("comments.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("comments.json is not that of package spec: run go generate ./engine/schema")
	}
}

func compile(t testing.TB, source []byte) *validator.Schema {
	t.Helper()
	doc, err := validator.UnmarshalJSON(bytes.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	c := validator.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// schemas compiles the schema of every kind, and that of all under "".
func schemas(t testing.TB) map[string]*validator.Schema {
	t.Helper()
	out := map[string]*validator.Schema{}
	for _, kind := range schema.Kinds() {
		source, err := schema.JSON(kind)
		if err != nil {
			t.Fatal(err)
		}
		out[kind] = compile(t, source)
	}
	all, err := schema.All()
	if err != nil {
		t.Fatal(err)
	}
	out[""] = compile(t, all)
	return out
}

func TestUnknownKind(t *testing.T) {
	if _, err := schema.JSON("Itme"); err == nil || !strings.Contains(err.Error(), "Item") {
		t.Errorf("an unknown kind must be refused with the kinds there are: %v", err)
	}
}

// plain turns a node into what an editor's YAML 1.2 reader makes of it.
func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return plain(n.Content[0])
	case yaml.SequenceNode:
		out := make([]any, len(n.Content))
		for i, c := range n.Content {
			out[i] = plain(c)
		}
		return out
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			out[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return out
	}
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return n.Value
	}
	switch n.Value {
	case "", "~", "null":
		return nil
	case "true", "false":
		return n.Value == "true"
	}
	if coreNumber.MatchString(n.Value) {
		return json.Number(n.Value)
	}
	return n.Value
}

var coreNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

type document struct {
	file, kind string
	root       *yaml.Node
}

// documents are all definitions of the example district.
func documents(t testing.TB) []document {
	t.Helper()
	var out []document
	err := fs.WalkDir(os.DirFS(example), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".yaml") {
			return err
		}
		data, err := os.ReadFile(filepath.Join(example, name))
		if err != nil {
			return err
		}
		d := yaml.NewDecoder(bytes.NewReader(data))
		for {
			var n yaml.Node
			if d.Decode(&n) != nil {
				return nil
			}
			kind := schema.Translations
			if m, ok := plain(&n).(map[string]any); ok && m["kind"] != nil {
				kind = m["kind"].(string)
			}
			out = append(out, document{name, kind, n.Content[0]})
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 30 {
		t.Fatalf("only %d documents", len(out))
	}
	return out
}

func TestExampleDistrict(t *testing.T) {
	all := schemas(t)
	for _, d := range documents(t) {
		if s := all[d.kind]; s == nil {
			t.Errorf("%s: no schema of %s", d.file, d.kind)
		} else if err := s.Validate(plain(d.root)); err != nil {
			t.Errorf("%s: %#v", d.file, err)
		}
		if d.kind != schema.Translations {
			if err := all[""].Validate(plain(d.root)); err != nil {
				t.Errorf("%s, by the schema of all: %#v", d.file, err)
			}
		}
	}
}

// What the loader calls wrong and the schema can see, the schema refuses too: the codes' own examples.
func TestPlantedFaults(t *testing.T) {
	all := schemas(t)
	seen := map[diag.Code]bool{}
	for _, info := range diag.Codes() {
		if !slices.Contains(visible, info.Code) {
			continue
		}
		seen[info.Code] = true
		var n yaml.Node
		if err := yaml.Unmarshal([]byte(info.Source()), &n); err != nil {
			t.Fatalf("%s: %v", info.Code, err)
		}
		if err := all[""].Validate(plain(&n)); err == nil {
			t.Errorf("%s: the schema takes its example", info.Code)
		}
	}
	if len(seen) != len(visible) {
		t.Errorf("only %d of %d codes were tried", len(seen), len(visible))
	}
}

// visible are the codes of faults that a JSON Schema can see; the others are about bytes, about YAML
// itself, about days of the calendar, or about places of files.
var visible = []diag.Code{
	diag.UnknownKey, diag.WrongType, diag.MissingKey, diag.BadID, diag.ReservedID, diag.UnknownWord,
	diag.BadSpan, diag.MissingValue, diag.UnknownKind, diag.BadNumber, diag.OneOf, diag.CutRule,
}

// Schema and loader know the same keys of each struct.
func TestSameKeys(t *testing.T) {
	source, err := schema.All()
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Defs map[string]struct {
			Properties  map[string]struct{ Title string }
			Description string
			Title       string
		} `json:"$defs"`
	}
	if err := json.Unmarshal(source, &all); err != nil {
		t.Fatal(err)
	}
	types := map[string]reflect.Type{}
	for _, v := range []any{spec.Catalog{}, spec.Source{}, spec.Licence{}, spec.Codes{}, spec.Fragment{}, spec.Bundle{}, spec.Item{},
		spec.Tests{}, spec.Option{}, spec.Entry{}, spec.Fee{}, spec.Result{}, spec.Basis{}, spec.Fact{}, spec.Step{}, spec.Pitfall{}} {
		collect(reflect.TypeOf(v), types)
	}
	for name, of := range types {
		def, ok := all.Defs[name]
		if !ok {
			t.Errorf("the schema lacks %s", name)
			continue
		}
		if def.Description == "" || def.Title == "" {
			t.Errorf("%s has no description or title", name)
		}
		for _, slot := range grammar.Slots(of) {
			if p, ok := def.Properties[slot.Key]; !ok {
				t.Errorf("the schema lacks %s.%s", name, slot.Key)
			} else if p.Title == "" {
				t.Errorf("%s.%s has no title", name, slot.Key)
			}
			delete(def.Properties, slot.Key)
		}
		for k := range def.Properties {
			t.Errorf("the schema has %s.%s, which the loader doesn't know", name, k)
		}
	}
	for name := range all.Defs {
		if types[name] == nil {
			t.Errorf("the schema has %s, which the loader doesn't know", name)
		}
	}
}

func collect(of reflect.Type, out map[string]reflect.Type) {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		collect(of.Elem(), out)
	case reflect.Struct:
		if slots := grammar.Slots(of); len(slots) > 0 && out[of.Name()] == nil {
			out[of.Name()] = of
			for _, s := range slots {
				collect(of.Field(s.Index).Type, out)
			}
		}
	}
}
