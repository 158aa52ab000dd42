package catalog

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Bounds of a draft.
const (
	longestText = 1 << 20 // bytes of a file
	longestPath = 200
	mostFiles   = 100
)

// newID is that of a draft or a comment.
func newID() string { return strings.ToLower(rand.Text()) }

// read gives the text of a file of a pack; "" where there is none.
func (e *edition) read(name string) (string, error) {
	data, err := fs.ReadFile(e.files, name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("catalog: %s of folder %.12s: %w", name, e.id, err)
	}
	return string(data), nil
}

// has tells whether a pack holds an item.
func (e *edition) has(item string) (bool, error) {
	text, err := e.read(itemFile(item))
	return text != "", err
}

func itemFolder(item string) string { return "items/" + item + "/" }

func itemFile(item string) string { return itemFolder(item) + "item.yaml" }

// own is the first file of what a draft is of.
func own(subject string) string {
	if shares(subject) {
		return subject
	}
	return itemFile(subject)
}

// owns tells whether a file is a draft's own.
func owns(subject, name string) bool {
	return name == subject || !shares(subject) && strings.HasPrefix(name, itemFolder(subject))
}

// of lists the files of an item's folder in a pack, or the one file that a draft of what items share is of.
func (e *edition) of(item string) ([]string, error) {
	if shares(item) {
		return []string{item}, nil
	}
	list, err := fs.ReadDir(e.files, strings.TrimSuffix(itemFolder(item), "/"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var out []string
	for _, x := range list {
		if name := itemFolder(item) + x.Name(); !x.IsDir() && definitionFile(name) {
			out = append(out, name)
		}
	}
	return out, err
}

// definitionFile tells whether a path may be that of a definition.
func definitionFile(name string) bool {
	if !fs.ValidPath(name) || len(name) > longestPath || !strings.HasSuffix(name, ".yaml") || strings.HasPrefix(name, "shared-data/") {
		return false
	}
	return !slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return strings.HasPrefix(part, ".") })
}

// Files gives the files of a draft: those of its item's folder, and others that it has changed or that are asked for, in
// the order of paths, the item itself first. Codes: as Draft.
func (s *Drafts) Files(ctx context.Context, d Draft, also ...string) ([]DraftFile, error) {
	base, err := s.catalogue.edition(ctx, d.Base)
	if err != nil {
		return nil, err
	}
	changed, err := s.store.DraftFiles(ctx, d.ID)
	if err != nil {
		return nil, fmt.Errorf("catalog: files of a draft: %w", err)
	}
	names, err := base.of(d.Item)
	if err != nil {
		return nil, err
	}
	out := map[string]DraftFile{}
	for _, name := range slices.Concat(names, also) {
		if !definitionFile(name) {
			continue
		}
		text, err := base.read(name)
		if err != nil {
			return nil, err
		}
		out[name] = DraftFile{Path: name, Text: text}
	}
	for _, f := range changed {
		out[f.Path] = f
	}
	var list []DraftFile
	for _, f := range out {
		if f.Text != "" {
			list = append(list, f)
		}
	}
	first := own(d.Item)
	slices.SortFunc(list, func(a, b DraftFile) int {
		switch {
		case a.Path == first:
			return -1
		case b.Path == first:
			return 1
		}
		return strings.Compare(a.Path, b.Path)
	})
	return list, nil
}

// Texts are the files that a draft has changed, by path, and nothing else.
func (s *Drafts) Texts(ctx context.Context, d Draft) (map[string]string, error) {
	list, err := s.store.DraftFiles(ctx, d.ID)
	if err != nil {
		return nil, fmt.Errorf("catalog: files of a draft: %w", err)
	}
	out := make(map[string]string, len(list))
	for _, f := range list {
		out[f.Path] = f.Text
	}
	return out, nil
}

// text is a file as a draft has it now; "" where there is none.
func (s *Drafts) text(ctx context.Context, d Draft, name string) (string, error) {
	changed, err := s.Texts(ctx, d)
	if err != nil {
		return "", err
	}
	if text, ok := changed[name]; ok {
		return text, nil
	}
	base, err := s.catalogue.edition(ctx, d.Base)
	if err != nil {
		return "", err
	}
	return base.read(name)
}

// mayWrite: whoever edits a draft may write the files of its item, and others that are of a department of his or hers.
// What many share is nobody's alone. Codes: invalid, forbidden, not_found.
func (s *Drafts) mayWrite(ctx context.Context, who actor.Actor, d Draft, name string) error {
	if !definitionFile(name) {
		return fault.New(fault.Invalid, sayBadFile)
	}
	if owns(d.Item, name) {
		return nil
	}
	base, err := s.catalogue.edition(ctx, d.Base)
	if err != nil {
		return err
	}
	return actor.Can(who, actor.ItemEdit, actor.Object{Kind: actor.Item, ID: name, Department: base.keeper(name)})
}

// keeper is the department whose file it is; "" of what many share.
func (e *edition) keeper(name string) string {
	kind, rest, _ := strings.Cut(name, "/")
	id, _, _ := strings.Cut(rest, "/")
	switch kind {
	case "items":
		if r, ok := e.shelf.Items[id]; ok {
			return r.speak(Chinese).Card.Department.ID
		}
	case "sources":
		for _, x := range e.Spec.Sources {
			if x.ID.S == strings.TrimSuffix(path.Base(name), ".yaml") {
				return x.Department.S
			}
		}
	case "licences":
		for _, x := range e.Spec.Licences {
			if x.ID.S == strings.TrimSuffix(path.Base(name), ".yaml") {
				return x.Issuer.S
			}
		}
	}
	return ""
}

// FileKind is what a file of a catalogue's folder holds: item, tests, translation, source, licence, fragment, codes,
// bundle, catalogue; "" something else.
func FileKind(name string) string {
	file := path.Base(name)
	switch top, _, _ := strings.Cut(name, "/"); top {
	case "items":
		switch {
		case file == "item.yaml":
			return "item"
		case file == "tests.yaml":
			return "tests"
		case strings.HasPrefix(file, "item."):
			return "translation"
		}
	case "sources", "licences", "fragments", "bundles":
		return strings.TrimSuffix(top, "s")
	case "codes":
		return "codes"
	case "catalog.yaml":
		return "catalogue"
	}
	return ""
}

func validText(text string) error {
	if len(text) > longestText {
		return fault.New(fault.TooLarge, sayLongText)
	}
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return fault.New(fault.Invalid, sayNoText)
	}
	return nil
}

func sorted(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// Before is the catalogue that a draft changes, without the draft.
func (s *Drafts) Before(ctx context.Context, d Draft) (fs.FS, error) {
	base, err := s.catalogue.edition(ctx, d.Base)
	if err != nil {
		return nil, err
	}
	return base.files, nil
}
