// Package follow tells what else of an item is touched where an entry gets another id or goes: its rules, its tests, its translations.
// It keeps no list of such places: it asks the compiler. Once the entry is changed, whatever named it is a fault with its place in the text.
package follow

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"banshi/engine"
	"banshi/engine/diag"
	"banshi/engine/print"
	"banshi/runtime/base/over"
)

// ErrUnsound is told where the text can't be followed.
var ErrUnsound = errors.New("follow: the item has errors, so that not every place that names the entry can be found")

// Change is what is done to one file: commands, to be carried out one after the other.
type Change struct {
	File     string
	Commands []print.Command
	Places   []Place // of all that is said otherwise, in the order of the file as it was
}

// Place is an entry that says something else, or is gone.
type Place struct {
	Path     print.Path // before
	Was, Now string     // the whole key or value; Now is "" of what is gone
}

// mostRounds is how often what is left is looked for: one place may hide the next, as where a rule names two.
const mostRounds = 40

// state is an item while its files are changed.
type state struct {
	base   *engine.Base
	item   string
	folder fs.FS
	files  map[string]string // as they are now, by path, where they aren't as in the folder
	before map[key]int       // the faults that there were
}

// begin opens an item as it is; false: it has errors.
func begin(base *engine.Base, folder fs.FS, item string) (*state, bool) {
	opened := base.Item(folder, item)
	s := &state{base: base, item: item, folder: folder, files: map[string]string{}, before: map[key]int{}}
	for _, d := range opened.Faults {
		s.before[keyOf(opened, d)]++
	}
	return s, opened.Sound(item)
}

// left are the faults that weren't there before, in the order of files and places.
func (s *state) left() diag.List {
	opened := s.base.Item(over.Files(s.folder, s.files), s.item)
	seen := map[key]int{}
	var out diag.List
	for _, d := range opened.Faults {
		k := keyOf(opened, d)
		if seen[k]++; seen[k] > s.before[k] {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b diag.Diagnostic) int {
		x, y := a.Span.Start, b.Span.Start
		if x.File != y.File {
			return strings.Compare(x.File, y.File)
		}
		return (x.Line-y.Line)*1_000_000 + x.Column - y.Column
	})
	return slices.CompactFunc(out, func(a, b diag.Diagnostic) bool { return a.Span == b.Span })
}

// text is a file as it is now.
func (s *state) text(file string) (string, error) {
	if text, ok := s.files[file]; ok {
		return text, nil
	}
	data, err := fs.ReadFile(s.folder, file)
	return string(data), err
}

// document is a file as it is now, to be edited.
func (s *state) document(file string) (*print.Document, error) {
	text, err := s.text(file)
	if err != nil {
		return nil, fmt.Errorf("follow: %w", err)
	}
	doc, faults := print.Parse(file, text)
	if faults.HasErrors() {
		return nil, ErrUnsound
	}
	return doc, nil
}

// key knows a fault again where the text before it has changed.
type key struct {
	code             diag.Code
	file, said, word string
}

func keyOf(c *engine.Catalogue, d diag.Diagnostic) key {
	text := c.Sources.Text(d.Span.Start.File)
	from, to := d.Span.Start.In(text), d.Span.End.In(text)
	return key{d.Code, d.Span.Start.File, d.Message, text[from:max(from, to)]}
}
