package load

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/load/regular"
	"banshi/engine/spec"
)

// homes says where in a catalogue's folder each kind lives, as authors read it.
var homes = map[string]string{
	"Catalog": "catalog.yaml", "Licence": "licences/<id>.yaml", "Source": "sources/<id>.yaml",
	"Codes": "codes/<id>.yaml", "Fragment": "fragments/<id>.yaml", "Bundle": "bundles/<id>.yaml",
	"Item": "items/<id>/item.yaml", "Tests": "items/<id>/tests.yaml",
}

// folders gives the kind of the files in each folder.
var folders = map[string]string{
	"licences": "Licence", "sources": "Source", "codes": "Codes", "fragments": "Fragment", "bundles": "Bundle",
}

// Catalog reads a whole catalogue from its folder. Files come in the order of their paths; records
// (shared-data) and whatever doesn't end in .yaml are not looked at. A definition whose file has an
// error is left out, and named among the Broken: what follows from a half-read one is no fault of its
// own. Of catalog.yaml what could be read is there. A folder without one is no catalogue, and nothing
// else in it is looked at.
func Catalog(fsys fs.FS) (*spec.Catalogue, *diag.Sources, diag.List) {
	l := newLoader()
	out := &spec.Catalogue{}
	if !IsCatalogue(fsys) {
		l.list.Add(noCatalog())
		return out, l.files, l.list.finish()
	}
	err := fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			l.list.Add(unreadable(name, reason(err)))
			return nil
		}
		if e.IsDir() {
			return l.folder(name)
		}
		if hidden(name) || !isYAML(name) {
			return nil
		}
		l.entry(fsys, name, out)
		return nil
	})
	if err != nil {
		l.list.Add(unreadable(".", reason(err)))
	}
	list := l.list.finish()
	leaveOut(out, l.files, list)
	return out, l.files, list
}

// Shared reads what the items of a catalogue share, and of the items no more than that they are there:
// each is a stub with its id. Item opens one.
func Shared(fsys fs.FS) (*spec.Catalogue, *diag.Sources, diag.List) {
	out, texts, list := Catalog(without{fsys, "items"})
	folders, err := fs.ReadDir(fsys, "items")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		list.Add(unreadable("items", reason(err)))
	}
	for _, e := range folders {
		if e.IsDir() && !hidden(e.Name()) {
			out.Items = append(out.Items, &spec.Item{ID: spec.Word{S: e.Name()}})
		}
	}
	return out, texts, list
}

// without is a folder of which one sub-folder isn't seen.
type without struct {
	fs.FS
	name string
}

// ReadDir lists all but that one.
func (w without) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(w.FS, name)
	if name != "." {
		return list, err
	}
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool { return e.Name() == w.name }), err
}

// Folder reads everything in the folder of one item: its definition, its tests, its translations. What
// can't be read is told, and named among the Broken.
func Folder(fsys fs.FS, id string) (*spec.Catalogue, *diag.Sources, diag.List) {
	return folder(fsys, id, func(string) bool { return true })
}

// Definition reads the definition of one item of a catalogue; nil if it can't be read.
func Definition(fsys fs.FS, id string) (*spec.Item, diag.List) {
	out, _, found := folder(fsys, id, func(kind string) bool { return kind == "Item" })
	return out.Item(id), found
}

// Translations reads what an item of a catalogue is called in other languages.
func Translations(fsys fs.FS, id string) ([]*spec.Translations, diag.List) {
	out, _, found := folder(fsys, id, func(kind string) bool { return kind == "" })
	return out.Translations, found
}

// folder reads files of an item's folder, of the kinds that are wanted.
func folder(fsys fs.FS, id string, wanted func(kind string) bool) (*spec.Catalogue, *diag.Sources, diag.List) {
	l := newLoader()
	out := &spec.Catalogue{}
	dir := path.Join("items", id)
	list, err := fs.ReadDir(fsys, dir)
	if err != nil {
		l.list.Add(unreadable(dir, reason(err)))
	}
	for _, e := range list {
		name := path.Join(dir, e.Name())
		if kind, ok := KindAt(name); ok && wanted(kind) && !e.IsDir() && !hidden(name) {
			l.entry(fsys, name, out)
		}
	}
	found := l.list.finish()
	leaveOut(out, l.files, found)
	return out, l.files, found
}

// IsCatalogue tells whether a folder is one of definitions: it has a catalog.yaml.
func IsCatalogue(fsys fs.FS) bool {
	_, err := fs.Stat(fsys, "catalog.yaml")
	return !errors.Is(err, fs.ErrNotExist)
}

func hidden(name string) bool { return name != "." && strings.HasPrefix(path.Base(name), ".") }

func isYAML(name string) bool {
	return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

// reason is an error's cause without the path, which the diagnostic names already.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	switch {
	case errors.Is(err, regular.ErrKind):
		return "不是普通文件"
	case errors.Is(err, fs.ErrNotExist):
		return "不存在"
	case errors.Is(err, fs.ErrPermission):
		return "没有权限"
	}
	return err.Error()
}

func (l *loader) folder(name string) error {
	if hidden(name) || name == "shared-data" {
		return fs.SkipDir
	}
	if isYAML(name) {
		l.list.Add(unreadable(name, "这是一个文件夹"))
		return fs.SkipDir
	}
	return nil
}

// KindAt is the kind that belongs at a path; ok is false where no definition belongs. Translations
// have no kind.
func KindAt(name string) (kind string, ok bool) {
	parts := strings.Split(name, "/")
	base := parts[len(parts)-1]
	switch {
	case strings.HasSuffix(base, ".yml"):
	case len(parts) == 1 && base == "catalog.yaml":
		return "Catalog", true
	case len(parts) == 1 && strings.HasPrefix(base, "catalog.") && translationName.MatchString(base):
		return "", true
	case len(parts) == 2:
		kind, ok = folders[parts[0]]
		return kind, ok
	case len(parts) == 3 && parts[0] == "items":
		switch {
		case base == "item.yaml":
			return "Item", true
		case base == "tests.yaml":
			return "Tests", true
		case strings.HasPrefix(base, "item.") && translationName.MatchString(base):
			return "", true
		}
	}
	return "", false
}

// entry reads one file of the catalogue and puts its words where they belong.
func (l *loader) entry(fsys fs.FS, name string, out *spec.Catalogue) {
	kind, ok := KindAt(name)
	if !ok {
		l.list.Add(misplacedFile(name, ""))
		return
	}
	data, err := regular.Read(fsys, name, MaxBytes)
	if errors.Is(err, regular.ErrSize) {
		l.list.Add(tooLarge(name))
		return
	}
	if err != nil {
		l.list.Add(unreadable(name, reason(err)))
		return
	}
	words := l.file(name, data, kind)
	for _, word := range words {
		found, id := kindOf(word)
		if found.S != "" && found.S != kind {
			l.list.Add(misplacedKind(diag.At(found.Pos, len(found.S)), found.S, homes[found.S]))
			continue
		}
		l.named(name, kind, id, len(words))
		put(out, word)
	}
}

// named holds a definition's id against the name of its file, or of its item's folder.
func (l *loader) named(name, kind string, id spec.Word, words int) {
	if kind == "Catalog" {
		return
	}
	want := nameOf(name, kind)
	if words == 1 && id.S != "" && id.S != want {
		home := strings.Replace(homes[kind], "<id>", id.S, 1)
		l.list.Add(wrongFileName(diag.At(id.Pos, len(id.S)), id.S, home))
	}
}

// nameOf is the id that a file's name, or its item's folder, stands for.
func nameOf(file, kind string) string {
	if kind == "Item" || kind == "Tests" {
		return path.Base(path.Dir(file))
	}
	return strings.TrimSuffix(path.Base(file), ".yaml")
}

func kindOf(word any) (kind, id spec.Word) {
	switch w := word.(type) {
	case *spec.Catalog:
		return w.Kind, w.ID
	case *spec.Licence:
		return w.Kind, w.ID
	case *spec.Source:
		return w.Kind, w.ID
	case *spec.Codes:
		return w.Kind, w.ID
	case *spec.Fragment:
		return w.Kind, w.ID
	case *spec.Bundle:
		return w.Kind, w.ID
	case *spec.Item:
		return w.Kind, w.ID
	case *spec.Tests:
		return w.Kind, w.Item
	}
	return spec.Word{}, spec.Word{}
}

func put(out *spec.Catalogue, word any) {
	switch w := word.(type) {
	case *spec.Catalog:
		out.Catalog = *w
	case *spec.Licence:
		out.Licences = append(out.Licences, w)
	case *spec.Source:
		out.Sources = append(out.Sources, w)
	case *spec.Codes:
		out.Codes = append(out.Codes, w)
	case *spec.Fragment:
		out.Fragments = append(out.Fragments, w)
	case *spec.Bundle:
		out.Bundles = append(out.Bundles, w)
	case *spec.Item:
		out.Items = append(out.Items, w)
	case *spec.Tests:
		out.Tests = append(out.Tests, w)
	case *spec.Translations:
		out.Translations = append(out.Translations, w)
	default:
		panic(fmt.Sprintf("load: no place for a %T", word))
	}
}
