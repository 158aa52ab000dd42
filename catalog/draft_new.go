package catalog

import (
	"io/fs"
	"regexp"
	"strings"

	"banshi/engine/load/grammar"
	"banshi/engine/mode"
	"banshi/runtime/base/fault"
)

// Patterns is what new items begin with.
type Patterns interface {
	// Begin gives the texts of the files of an item's folder, by their names in it: an item that can be checked, and its
	// tests where the catalogue has anybody to try it on.
	Begin(catalogue fs.FS, b Beginning) (map[string]string, error)
}

// Beginning is what is known of a new item.
type Beginning struct {
	ID, Name   string
	Department string
	Mode       string // of handling; "" an item with as little in it as can be
}

// beginning makes the files of a new item.
func (s *Drafts) beginning(newest *edition, o DraftOrder, department string) ([]DraftFile, error) {
	kind, of, _ := strings.Cut(o.From, ":")
	var texts map[string]string
	var err error
	switch _, known := mode.Of(of); {
	case kind == "item" && grammar.IDShape.MatchString(of):
		texts, err = newest.copied(of, o)
	case o.From == "empty", kind == "template" && known:
		texts, err = s.patterns.Begin(newest.files, Beginning{ID: o.Item, Name: o.Name, Department: department, Mode: of})
	default:
		return nil, fault.New(fault.Invalid, sayBadItem, fault.Field{Path: "body.from", Message: sayBadFrom})
	}
	if err != nil {
		return nil, err
	}
	var out []DraftFile
	for _, name := range []string{"item.yaml", "tests.yaml"} {
		if text := texts[name]; text != "" {
			out = append(out, DraftFile{Path: itemFolder(o.Item) + name, Text: text})
		}
		delete(texts, name)
	}
	for _, name := range sorted(texts) {
		out = append(out, DraftFile{Path: itemFolder(o.Item) + name, Text: texts[name]})
	}
	return out, nil
}

// What of an item is its own, and can't be copied: at the left edge of its files.
var (
	ownID   = regexp.MustCompile(`(?m)^id:[ \t].*$`)
	ownName = regexp.MustCompile(`(?m)^name:[ \t].*$`)
	ownItem = regexp.MustCompile(`(?m)^item:[ \t].*$`)
)

// copied are the files of another item, under the new one's name.
func (e *edition) copied(from string, o DraftOrder) (map[string]string, error) {
	names, err := e.of(from)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fault.New(fault.Invalid, sayBadItem, fault.Field{Path: "body.from", Message: sayNoItem})
	}
	out := map[string]string{}
	for _, name := range names {
		text, err := e.read(name)
		if err != nil {
			return nil, err
		}
		switch kind := FileKind(name); kind {
		case "item":
			text = first(ownID, text, "id: "+o.Item)
			text = first(ownName, text, "name: "+quoted(o.Name))
		case "tests", "translation":
			text = first(ownItem, text, "item: "+o.Item)
		}
		out[strings.TrimPrefix(name, itemFolder(from))] = text
	}
	return out, nil
}

// first puts a text in the place of the first match.
func first(what *regexp.Regexp, text, by string) string {
	at := what.FindStringIndex(text)
	if at == nil {
		return text
	}
	return text[:at[0]] + by + text[at[1]:]
}

// quoted is a text as a YAML scalar that can't be read as anything else.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
