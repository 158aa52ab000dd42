package load_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"banshi/engine/diag"
	"banshi/engine/load"
	"banshi/engine/load/grammar"
	"banshi/engine/spec"
)

// Each example of a code raises that code, once or more, and nothing else.
func TestExamplesOfCodes(t *testing.T) {
	for _, info := range diag.Codes() {
		if !strings.HasPrefix(string(info.Code), "E1") || info.Source() == "" {
			continue
		}
		t.Run(string(info.Code)+" "+info.Name, func(t *testing.T) {
			got := loadText(t, info.Source())
			if len(got) == 0 {
				t.Fatal("raises nothing")
			}
			for _, d := range got {
				if d.Code != info.Code {
					t.Errorf("also raises %v", d)
				}
				if d.Hint == "" && d.Code != diag.BadNumber && d.Code != diag.WrongType {
					t.Errorf("%v: doesn't say how to mend it", d)
				}
			}
		})
	}
}

// loadText loads a single definition, or a catalogue in the txtar format.
func loadText(t *testing.T, text string) diag.List {
	t.Helper()
	if strings.HasPrefix(text, "-- ") {
		fsys, err := txtar.FS(txtar.Parse([]byte(text)))
		if err != nil {
			t.Fatal(err)
		}
		_, _, list := load.Catalog(fsys)
		return list
	}
	_, _, list := load.File("example.yaml", []byte(text))
	return list
}

// The goldens: each testdata/*.txtar holds a catalogue and, as "want", all that is said of it.
// UPDATE=1 rewrites what is wanted.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
			if want < 0 {
				archive.Files = append(archive.Files, txtar.File{Name: "want"})
				want = len(archive.Files) - 1
			}
			expected := string(archive.Files[want].Data)
			input := *archive
			input.Files = slices.Delete(slices.Clone(archive.Files), want, want+1)
			fsys, err := txtar.FS(&input)
			if err != nil {
				t.Fatal(err)
			}
			_, src, list := load.Catalog(fsys)
			got := list.Text(src, "")
			if os.Getenv("UPDATE") != "" {
				archive.Files[want].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != expected {
				t.Errorf("got:\n%s\nwant:\n%s", got, expected)
			}
		})
	}
}

const example = "../../examples/nanhai"

// The example district loads without a word, and every word that was read stands where it says.
func TestExampleDistrict(t *testing.T) {
	c, src, list := load.Catalog(os.DirFS(example))
	if len(list) > 0 {
		t.Fatalf("the example has faults:\n%s", list.Text(src, ""))
	}
	if len(c.Items) == 0 || len(c.Sources) < 5 || len(c.Licences) < 14 || c.Catalog.District.Code.S != "440605" {
		t.Errorf("something is missing: %d items, %d sources, %d licences", len(c.Items), len(c.Sources), len(c.Licences))
	}
	if n := checkPlaces(t, reflect.ValueOf(c), src); n < 2000 {
		t.Errorf("only %d places were looked at", n)
	}
}

// checkPlaces compares each character of every text and rule with the one in its file at the place
// that is told for it, where the two can be the same (no escapes).
func checkPlaces(t *testing.T, v reflect.Value, src *diag.Sources) int {
	t.Helper()
	n := 0
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			n += checkPlaces(t, v.Elem(), src)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			n += checkPlaces(t, v.Index(i), src)
		}
	case reflect.Struct:
		switch w := v.Interface().(type) {
		case spec.Word:
			return checkPlace(t, w.S, w.Pos, func(int) spec.Pos { return w.Pos }, src, true)
		case spec.Text:
			return checkPlace(t, w.S, w.Pos, func(i int) spec.Pos { return src.Within(w.Pos, i) }, src, false)
		case spec.Rule:
			return checkPlace(t, w.S, w.Pos, w.At, src, false)
		}
		for i := range v.NumField() {
			n += checkPlaces(t, v.Field(i), src)
		}
	}
	return n
}

func checkPlace(t *testing.T, s string, start spec.Pos, at func(int) spec.Pos, src *diag.Sources, first bool) int {
	t.Helper()
	if s == "" || start.Line == 0 {
		return 0
	}
	for i, r := range []rune(s) {
		p := at(i)
		line := []rune(src.Line(p.File, p.Line))
		if p.Column < 1 || p.Column > len(line)+1 {
			t.Errorf("%s:%d:%d is outside of its line (of %q)", p.File, p.Line, p.Column, s)
			return 1
		}
		if !unicode.IsSpace(r) && (p.Column > len(line) || line[p.Column-1] != r && line[p.Column-1] != '\\') {
			t.Errorf("%s:%d:%d: character %d of %q isn't there", p.File, p.Line, p.Column, i, s)
			return 1
		}
		if first {
			break
		}
	}
	return 1
}

// Scalars in every style: a rule's characters are found again in the file.
func TestPlacesInEveryStyle(t *testing.T) {
	const text = `kind: Fragment
id: styles
facts:
  plain: {source: s, when: 甲.a == "乙" && b}
  single: {source: s, when: 'it''s == "乙" && x'}
  double: {source: s, when: "a == \"乙\" && \u4e59 == b"}
  twolines:
    source: s
    when: a ==
      b && 丙

      || c
  quotedlines:
    source: s
    when: 'a ==   
        ''b''

      || c'
  doublelines:
    source: s
    when: "a == \
      b &&
      \"乙\""
  block:
    source: s
    when: |
      甲 == b
        && c

      || d
  strip:
    source: s
    when: |-

      甲 == b
materials:
  - {id: m, title: "题\"{form.a}\"目", promise: {text: 'a''{form.b}'}}
`
	words, src, list := load.File("styles.yaml", []byte(text))
	if len(list) > 0 {
		t.Fatal(list.Text(src, ""))
	}
	f := words[0].(*spec.Fragment)
	want := []string{`甲.a == "乙" && b`, `it's == "乙" && x`, `a == "乙" && 乙 == b`, "a == b && 丙\n|| c",
		"a == 'b'\n|| c", `a == b && "乙"`, "甲 == b\n  && c\n\n|| d", "\n甲 == b"}
	for i, fact := range f.Facts {
		if fact.When.S != want[i] {
			t.Errorf("%s: %q, want %q", fact.ID.S, fact.When.S, want[i])
		}
	}
	// \u4e59 stands for 乙: only its first character is in the file.
	if n := checkPlaces(t, reflect.ValueOf(words), src); n < 20 {
		t.Errorf("only %d places", n)
	}
	if p := f.Facts[2].When.At(len([]rune(`a == "乙" && 乙 `))); p.Column != 51 || p.Line != 6 {
		t.Errorf("behind an escape the place is %v", p)
	}
	if p := f.Facts[6].When.At(len([]rune("甲 == b\n  && c\n\n|| "))); p.Line != 30 || p.Column != 10 {
		t.Errorf("in a block the place is %v", p)
	}
}

// Every type of spec can be read: nothing reached from the roots lacks a reader, and the tables of
// grammar speak only of keys that there are.
func TestEveryTypeHasAReader(t *testing.T) {
	known := map[string]bool{}
	for _, root := range []any{spec.Catalog{}, spec.Source{}, spec.Licence{}, spec.Codes{}, spec.Fragment{}, spec.Bundle{}, spec.Item{}, spec.Tests{}, spec.Option{}} {
		walkKeys(t, reflect.TypeOf(root), known)
	}
	for _, own := range []string{"Consent.law", "EntryWay.external", "EntryWay.sign_on", "EntryWay.system", "Options.codes", "Options.within", "Rows.min", "Rows.max", "Rows.from", "Shown.mask"} {
		known[own] = true
	}
	for _, entry := range grammar.Entries() {
		if !known[entry] {
			t.Errorf("grammar speaks of %s, which isn't there", entry)
		}
	}
	for k := range known {
		if owner, _, _ := strings.Cut(k, "."); grammar.Titles[owner] == "" {
			t.Errorf("%s has no Chinese name", owner)
		}
		if owner, name, _ := strings.Cut(k, "."); grammar.KeyTitle(owner, name) == "" {
			t.Errorf("the key %s has no Chinese name", k)
		}
	}
	for owner, keys := range grammar.OneOf {
		for _, k := range keys {
			if !known[owner+"."+k] {
				t.Errorf("grammar.OneOf speaks of %s.%s, which isn't there", owner, k)
			}
		}
	}
}

func walkKeys(t *testing.T, of reflect.Type, known map[string]bool) {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		walkKeys(t, of.Elem(), known)
	case reflect.Struct:
		for i := range of.NumField() {
			f := of.Field(i)
			tag := f.Tag.Get("yaml")
			if tag == "" || tag == "-" {
				continue
			}
			if !load.CanRead(f.Type) {
				t.Errorf("%s.%s: nothing reads a %s", of.Name(), tag, f.Type)
			}
			if k := of.Name() + "." + tag; !known[k] {
				known[k] = true
				walkKeys(t, f.Type, known)
			}
		}
	}
}

// Big or nasty files end soon, and with few words.
func TestNastyFiles(t *testing.T) {
	const size = 1 << 20
	repeat := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, text := range map[string]string{
		"tabs":       repeat("\t"),
		"brackets":   repeat("["),
		"braces":     repeat("{a: "),
		"keys":       "kind: Item\n" + repeat("a:\n")[:size-20],
		"unknown":    "kind: Codes\ncodes:\n" + repeat("- {x: 1}\n")[:size-40],
		"dashes":     repeat("- "),
		"late fault": "kind: Codes\ncodes:\n" + repeat("- {code: a, text: b}\n")[:size-60] + "\n x: y: z",
		"quotes":     "a: '" + repeat("''\n")[:size-10],
		"long line":  "kind: Item\nname: " + repeat("甲 ")[:size-60] + ": b",
		"anchors":    repeat("- &a b\n"),
		"documents":  repeat("---\n"),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, _, list := load.File("f.yaml", []byte(text))
			if !list.HasErrors() || len(list) > 1001 {
				t.Errorf("%d diagnostics", len(list))
			}
			if spent := time.Since(start); spent > 20*time.Second {
				t.Errorf("took %v", spent)
			} else {
				t.Log(spent)
			}
		})
	}
}

// FuzzLoad: whatever the bytes, loading ends, its places lie in the file, and it is the same twice.
func FuzzLoad(f *testing.F) {
	for _, info := range diag.Codes() {
		if text := info.Source(); text != "" && len(text) < 4096 {
			f.Add([]byte(text))
		}
	}
	if err := fs.WalkDir(os.DirFS(example), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".yaml") {
			return err
		}
		data, err := os.ReadFile(filepath.Join(example, name))
		if len(data) < 8192 {
			f.Add(data)
		}
		return err
	}); err != nil {
		f.Fatal(err)
	}
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range archive.Files {
			f.Add(part.Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, src, list := load.File("f.yaml", data)
		if !utf8.Valid(data) && !list.HasErrors() {
			t.Error("what is not UTF-8 was taken")
		}
		for _, d := range list {
			p := d.Span.Start
			if p.Line == 0 || d.Code == diag.NotUTF8 {
				continue
			}
			line := []rune(src.Line("f.yaml", p.Line))
			if p.Line < 1 || p.Column < 1 || p.Column > len(line)+1 {
				t.Errorf("%v lies outside of line %d of %d characters", d, p.Line, len(line))
			}
		}
		if _, again, other := load.File("f.yaml", data); list.Text(src, "") != other.Text(again, "") {
			t.Error("the second time it says something else")
		}
	})
}
