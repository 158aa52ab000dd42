package engine

import (
	"fmt"
	"io/fs"
	"sync"

	"banshi/engine/compile"
	"banshi/engine/diag"
	"banshi/engine/eval"
	"banshi/engine/load"
	"banshi/engine/spec"
)

// Library is a catalogue that was found sound before, of which items are opened one at a time: what they
// share is read at once, an item when it is wanted. Nothing is checked again beyond what compiling needs.
// It never changes.
type Library struct {
	Spec *spec.Catalogue // its items are stubs: ids and nothing else

	fsys   fs.FS
	spoken map[string]compile.Spoken // by language, of those in which what items share has names
}

// OpenLibrary reads what the items of a folder share. It fails where that has an error that would stop
// all of them.
func OpenLibrary(fsys fs.FS) (*Library, error) {
	cat, texts, faults := load.Shared(fsys)
	for file := range faultyFiles(faults) {
		if !ofSome(file) {
			return nil, fmt.Errorf("what all items share has an error: %s", faults.Text(texts, compile.Chinese))
		}
	}
	l := &Library{Spec: cat, fsys: fsys}
	l.spoken, _ = compile.SpeakAll(cat)
	return l, nil
}

// In is the catalogue with what items share called as in a language; in Chinese where the language has no names.
func (l *Library) In(language string) *spec.Catalogue {
	if in := l.spoken[language]; in.Catalogue != nil {
		return in.Catalogue
	}
	return l.Spec
}

// Names gives what a name of what items share is called in a language, by the Chinese one. Nobody changes it.
func (l *Library) Names(language string) map[string]string { return l.spoken[language].Names }

// Item reads and compiles one item; what it is called in other languages only once somebody asks. Each call
// does all the work again: keep what it gives. It fails where the item isn't there or doesn't compile.
func (l *Library) Item(id string) (*Opened, error) {
	item, faults := load.Definition(l.fsys, id)
	if item == nil {
		return nil, fmt.Errorf("item %s can't be read: %s", id, first(faults))
	}
	p, faults := compile.Item(l.Spec, item, compile.Chinese)
	if p == nil {
		return nil, fmt.Errorf("item %s doesn't compile: %s", id, first(faults))
	}
	prog, err := eval.Bind(p)
	if err != nil {
		return nil, fmt.Errorf("item %s: %w", id, err)
	}
	out := &Opened{Spec: item, chinese: prog}
	out.Translations = sync.OnceValue(func() []*spec.Translations {
		list, _ := load.Translations(l.fsys, id)
		return list
	})
	out.translated = sync.OnceValue(func() map[string]*eval.Program { return l.translate(out) })
	return out, nil
}

// translate compiles an item in its other languages. One that has an error is left out, as when the whole
// catalogue is opened.
func (l *Library) translate(o *Opened) map[string]*eval.Program {
	out := map[string]*eval.Program{}
	for _, t := range o.Translations() {
		cat := *l.In(t.Language)
		cat.Translations = o.Translations()
		p, _ := compile.Translate(&cat, o.Spec, o.chinese.Plan(), t.Language)
		if p == nil {
			continue
		}
		if prog, err := eval.Bind(p); err == nil {
			out[t.Language] = prog
		}
	}
	return out
}

func first(faults diag.List) string {
	for _, d := range faults {
		if d.Severity() == diag.Error {
			return d.Error()
		}
	}
	return "no reason was told"
}

// Opened is one item of a library, ready to be evaluated.
type Opened struct {
	Spec         *spec.Item
	Translations func() []*spec.Translations

	chinese    *eval.Program
	translated func() map[string]*eval.Program
}

// Program gives the item in a language; Chinese where it has none. Safe for concurrent use.
func (o *Opened) Program(language string) *eval.Program {
	if language == compile.Chinese {
		return o.chinese
	}
	if prog := o.translated()[language]; prog != nil {
		return prog
	}
	return o.chinese
}
