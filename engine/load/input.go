package load

import (
	"path"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"banshi/engine/diag"
	"banshi/engine/load/grammar"
	"banshi/engine/spec"
)

// notInput are the keys of a test that say whose it is and what must come out.
var notInput = []string{"name", "as", "expect"}

// Input reads a file of answers: the keys of a test in tests.yaml that go in (answers, given, signed …),
// or the answers alone, by field id. It is one document, in YAML or JSON.
func Input(name string, data []byte) (*spec.Test, *diag.Sources, diag.List) {
	l := newLoader()
	l.list.file()
	if path.Ext(name) == ".json" {
		data = []byte(strings.ReplaceAll(string(data), "\t", " ")) // fine in JSON, never inside its texts
	}
	text, ok := decodeText(name, data, &l.list)
	l.files.Add(name, text)
	out := &spec.Test{}
	if !ok {
		return out, l.files, l.list.finish()
	}
	src := newSource(name, text)
	docs := parse(src, &l.list)
	d := &decoder{src: src, files: l.files, list: &l.list, bad: map[*yaml.Node]bool{}, reads: l.reads, slots: l.slots}
	switch {
	case len(docs) == 0 && l.list.here == 0, len(docs) > 0 && (len(docs[0].Content) == 0 || isEmpty(docs[0].Content[0])):
		l.list.Add(emptyInput(src.span(1, 1, 1)))
	case l.list.here > 0:
	case len(docs) > 1:
		l.list.Add(severalDocs(src.span(docs[1].Line, docs[1].Column, 1)))
	case d.sound(docs[0].Content[0], 1):
		d.input(docs[0].Content[0], out)
	}
	return out, l.files, l.list.finish()
}

func (d *decoder) input(root *yaml.Node, out *spec.Test) {
	var keys []string
	for _, s := range grammar.Slots(reflect.TypeFor[spec.Test]()) {
		if !slices.Contains(notInput, s.Key) {
			keys = append(keys, s.Key)
		}
	}
	plain := root.Kind == yaml.MappingNode
	for i := 0; plain && i < len(root.Content); i += 2 {
		plain = !slices.Contains(keys, root.Content[i].Value)
	}
	if plain {
		readFreeMap(d, root, &out.Answers, place{"Input", "answers"})
		out.Places = spec.Places{}
		d.places(root, "answers.", out.Places)
		return
	}
	for i := 0; root.Kind == yaml.MappingNode && i < len(root.Content); i += 2 {
		if k := root.Content[i]; slices.Contains(notInput, k.Value) {
			d.list.Add(unknownKey(d.src.spanOf(k), k.Value, "Input", "", keys))
			d.bad[k] = true
		}
	}
	d.record("Input", root, out, place{"Input", "answers"})
}
