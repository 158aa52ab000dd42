package catalog

import (
	"context"
	"fmt"
	"io/fs"
	"strings"

	"banshi/engine/load/grammar"
	"banshi/engine/mode"
	"banshi/engine/print"
	"banshi/runtime/base/actor"
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
	case o.From == FromText && o.Text != "":
		if doc, faults := print.Parse(itemFile(o.Item), o.Text); doc == nil || faults.HasErrors() || len(o.Text) > longestText {
			return nil, fault.New(fault.Invalid, sayBadItem, fault.Field{Path: "body.text", Message: sayUneditable})
		}
		texts = map[string]string{"item.yaml": o.Text}
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
		own := map[print.Path]string{}
		switch FileKind(name) {
		case "item":
			own["/id"], own["/name"] = o.Item, o.Name
		case "tests":
			own["/item"] = o.Item
		}
		if out[strings.TrimPrefix(name, itemFolder(from))], err = named(name, text, own); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// named puts the new item's own into a file, and leaves the rest as it is.
func named(name, text string, own map[print.Path]string) (string, error) {
	for at, value := range own {
		doc, faults := print.Parse(name, text)
		if faults.HasErrors() {
			return "", fault.New(fault.Invalid, sayBadItem, fault.Field{Path: "body.from", Message: sayUneditable})
		}
		v := print.Of(value)
		next, _, err := doc.Apply(print.Command{Do: print.Set, At: at, Value: &v})
		if err != nil {
			return "", undoable(err)
		}
		text = next.Text()
	}
	return text, nil
}

// Newest is the newest folder, as items are begun on. Codes: unavailable (nothing was imported yet).
func (s *Drafts) Newest(ctx context.Context) (fs.FS, error) {
	e, err := s.catalogue.newest(ctx)
	if err != nil {
		return nil, err
	}
	return e.files, nil
}

// ItemText is the file of an item as it is now: of its draft, where somebody may see one; else of the newest folder. Codes:
// not_found, unauthenticated, forbidden.
func (s *Drafts) ItemText(ctx context.Context, who actor.Actor, item string) (string, error) {
	if err := mayAnywhere(who); err != nil {
		return "", err
	}
	live, err := s.store.LiveDrafts(ctx)
	if err != nil {
		return "", fmt.Errorf("catalog: drafts: %w", err)
	}
	if d, there := live[item]; there && actor.Can(who, actor.ItemDrafts, d.object()) == nil {
		return s.text(ctx, d, itemFile(item))
	}
	newest, err := s.catalogue.newest(ctx)
	if err != nil {
		return "", err
	}
	text, err := newest.read(itemFile(item))
	if err == nil && text == "" {
		return "", fault.New(fault.NotFound, sayNoItem)
	}
	return text, err
}
