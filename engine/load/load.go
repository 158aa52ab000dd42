// Package load reads definitions: YAML bytes become the structs of package spec, with the place of
// every word. It is strict (unknown keys, numbers for codes, anchors, tabs … are refused) and tells
// all faults at once. What the words mean together is for packages rule and check to judge.
//
// With faults the result holds what could be read; ask the list's HasErrors before using it.
package load

import (
	"path"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"banshi/engine/diag"
	"banshi/engine/load/grammar"
	"banshi/engine/spec"
)

// Language is the version of the definition language that this package reads.
const Language = grammar.Language

// File reads one file: each document becomes a *spec.Item, *spec.Source and so on, by its `kind`. A
// file named item.<language>.yaml holds translations (*spec.Translations). The name is used for
// positions and, of translations and tests, for the item that they belong to.
func File(name string, data []byte) ([]any, *diag.Sources, diag.List) {
	l := newLoader()
	words := l.file(name, data, "")
	return words, l.files, l.list.finish()
}

// Item reads the definition of one item; nil if the file holds something else.
func Item(name string, data []byte) (*spec.Item, *diag.Sources, diag.List) {
	l := newLoader()
	for _, word := range l.file(name, data, "Item") {
		if item, ok := word.(*spec.Item); ok {
			return item, l.files, l.list.finish()
		}
	}
	return nil, l.files, l.list.finish()
}

// loader gathers what is read from several files.
type loader struct {
	files *diag.Sources
	list  faults
	reads map[reflect.Type]readFunc
	slots map[reflect.Type][]grammar.Slot
}

func newLoader() *loader {
	return &loader{files: &diag.Sources{}, reads: table(), slots: map[reflect.Type][]grammar.Slot{}}
}

// faults collects what is said, at most mostOfFile times about one file: a file of a million tabs is
// no reason to fill the memory.
type faults struct {
	list    diag.List
	here    int // said of the file that is being read
	dropped int
	at      diag.Span
}

const mostOfFile = 1000

// Add appends what is still wanted of the file.
func (f *faults) Add(d diag.Diagnostic) {
	if f.here++; f.here > mostOfFile {
		f.dropped++
		return
	}
	f.list.Add(d)
	f.at = d.Span
}

// file begins to count for another file.
func (f *faults) file() {
	if f.dropped > 0 {
		f.list.Add(tooMany(f.at, f.dropped))
	}
	f.here, f.dropped = 0, 0
}

func (f *faults) finish() diag.List {
	f.file()
	return f.list.Finish(0)
}

// kinds makes the struct for a kind of file; many tells whether a file may hold several of them.
var kinds = map[string]struct {
	make func() any
	many bool
}{
	"Catalog":  {func() any { return &spec.Catalog{} }, false},
	"Licence":  {func() any { return &spec.Licence{} }, true},
	"Source":   {func() any { return &spec.Source{} }, true},
	"Codes":    {func() any { return &spec.Codes{} }, true},
	"Fragment": {func() any { return &spec.Fragment{} }, true},
	"Bundle":   {func() any { return &spec.Bundle{} }, true},
	"Item":     {func() any { return &spec.Item{} }, false},
	"Tests":    {func() any { return &spec.Tests{} }, false},
}

// translationName is item.en.yaml or catalog.en.yaml: the texts of the item beside it, or what all items share, in another
// language (BCP 47).
var translationName = regexp.MustCompile(`^(item|catalog)\.([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.yaml$`)

// file reads all documents of a file. expect is the kind that belongs at its place, "" for any: a
// document without a kind of its own is read as that, so that its other faults are told as well.
func (l *loader) file(name string, data []byte, expect string) []any {
	l.list.file()
	text, ok := decodeText(name, data, &l.list)
	l.files.Add(name, text)
	if !ok {
		return nil
	}
	src := newSource(name, text)
	docs := parse(src, &l.list)
	if len(docs) == 0 && l.list.here == 0 {
		l.list.Add(emptyDocument(src.span(1, 1, 1)))
	}
	var out []any
	for i, doc := range docs {
		d := &decoder{src: src, files: l.files, list: &l.list, bad: map[*yaml.Node]bool{}, reads: l.reads, slots: l.slots}
		if len(doc.Content) == 0 || isEmpty(doc.Content[0]) {
			l.list.Add(emptyDocument(src.span(doc.Line, doc.Column, 1)))
			continue
		}
		root := doc.Content[0]
		if !d.sound(root, 1) {
			continue
		}
		if m := translationName.FindStringSubmatch(path.Base(name)); m != nil {
			if i == 0 {
				out = append(out, d.translations(root, name, m[2]))
			} else {
				l.list.Add(severalDocs(d.first(root)))
			}
			continue
		}
		if word := d.document(root, i, expect); word != nil {
			out = append(out, word)
		}
	}
	return out
}

func isEmpty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style == 0 && n.Anchor == "" && n.Value == "" ||
		n.Kind == yaml.MappingNode && len(n.Content) == 0
}

// first is what to underline for a document: its first key.
func (d *decoder) first(n *yaml.Node) diag.Span {
	if n.Kind == yaml.MappingNode && len(n.Content) > 0 {
		return d.src.spanOf(n.Content[0])
	}
	return d.src.spanOf(n)
}

// document reads document number i of a file, by its kind.
func (d *decoder) document(root *yaml.Node, i int, expect string) any {
	if root.Kind != yaml.MappingNode {
		d.want(root, "一份定义（一组“键: 值”）", "以 kind: … 开头")
		return nil
	}
	kind, span := d.kind(root)
	if _, ok := kinds[kind]; !ok {
		if !d.bad[root] {
			d.list.Add(unknownKind(span, kind))
		}
		kind = expect
	}
	k, ok := kinds[kind]
	if !ok {
		return nil
	}
	if i > 0 && !k.many {
		d.list.Add(severalDocs(d.first(root)))
		return nil
	}
	word := k.make()
	if catalog, ok := word.(*spec.Catalog); ok && !d.language(root) {
		return catalog
	}
	d.mapping(root, reflect.ValueOf(word).Elem(), place{key: "kind"})
	if item, ok := word.(*spec.Item); ok {
		item.File = d.src.name
	}
	return word
}

func (d *decoder) kind(root *yaml.Node) (string, diag.Span) {
	for i := 0; i+1 < len(root.Content); i += 2 {
		if k, v := root.Content[i], root.Content[i+1]; k.Value == "kind" && !d.bad[k] {
			if v.Kind == yaml.ScalarNode {
				return v.Value, d.src.spanOf(v)
			}
			return "", d.src.spanOf(k)
		}
	}
	return "", d.first(root)
}

// language looks at a catalogue's version before anything else: of another version no other key can
// be judged.
func (d *decoder) language(root *yaml.Node) bool {
	for i := 0; i+1 < len(root.Content); i += 2 {
		k, v := root.Content[i], root.Content[i+1]
		if k.Value != "language" || v.Kind != yaml.ScalarNode || !wholeNumber.MatchString(v.Value) {
			continue
		}
		if n, err := strconv.Atoi(v.Value); err != nil || n != Language {
			d.list.Add(badLanguage(d.src.spanOf(v), v.Value))
			return false
		}
	}
	return true
}

// translations reads {path of a text: its translation}.
func (d *decoder) translations(root *yaml.Node, name, language string) *spec.Translations {
	out := &spec.Translations{Language: language, Texts: map[string]spec.Text{}, File: name}
	if dir := path.Base(path.Dir(name)); dir != "." && dir != "/" && strings.HasPrefix(path.Base(name), "item.") {
		out.Item = dir
	}
	d.pairs(root, place{key: "item"}, "译文：路径: 文字", func(k, v *yaml.Node) {
		if _, ok := d.wordKey(k); !ok || d.bad[v] {
			return
		}
		var t spec.Text
		if readText(d, v, &t, place{key: k.Value}); t.S != "" {
			out.Texts[k.Value] = t
			out.Paths = append(out.Paths, spec.Word{S: k.Value, Pos: d.src.start(k)})
		}
	})
	return out
}
