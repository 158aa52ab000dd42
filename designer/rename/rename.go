// Package rename gives an entry of an item another id, and follows the id wherever the item, its tests and its translations name
// it. It keeps no list of such places: it asks the compiler. With the new id in place, whatever named the old one is a fault with its
// place in the text; each is put right, until the item is as sound as it was. What can't be followed refuses the whole.
package rename

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"banshi/engine"
	"banshi/engine/diag"
	"banshi/engine/print"
	"banshi/runtime/base/over"
)

// Why an id can't be changed.
var (
	ErrNoID    = errors.New("rename: the entry has no id of its own in the item's file")
	ErrShape   = errors.New("rename: an id begins with a letter and holds small letters, digits and _, at most 60")
	ErrSame    = errors.New("rename: that is its id")
	ErrUnsound = errors.New("rename: the item has errors, so that not every place that names the entry can be found")
)

// Left is what would be wrong with the new id and can't be put right by following it: the id is taken, or a place that can't be told.
type Left struct{ Faults diag.List }

func (l *Left) Error() string {
	return fmt.Sprintf("rename: %d faults would be left, first: %s", len(l.Faults), l.Faults[0].Message)
}

// Change is what is done to one file: commands, to be carried out one after the other.
type Change struct {
	File     string
	Commands []print.Command
	Places   []Place // of all that is said otherwise, in the order of the file as it was
}

// Place is an entry that says something else.
type Place struct {
	Path     print.Path // before
	Was, Now string     // the whole key or value
}

// handles are the keys that hold an id.
var handles = []string{"id", "section", "name", "code"}

var shape = regexp.MustCompile(`^[a-z][a-z0-9_]{0,59}$`)

// mostRounds is how often what is left is looked for: one place may hide the next, as where a rule names two.
const mostRounds = 40

// Plan works out what giving the entry at a path of the item's file the id `to` does; nothing is changed. base is what the items of
// the folder share. The errors are those above, or a *Left.
func Plan(base *engine.Base, folder fs.FS, item string, at print.Path, to string) ([]Change, error) {
	if !shape.MatchString(to) {
		return nil, ErrShape
	}
	opened := base.Item(folder, item)
	if !opened.Sound(item) {
		return nil, ErrUnsound
	}
	r := renaming{base: base, item: item, to: to, folder: folder, files: map[string]string{}, before: map[key]int{}}
	for _, d := range opened.Faults {
		r.before[keyOf(opened, d)]++
	}
	file := path.Join("items", item, "item.yaml")
	doc, err := r.document(file)
	if err != nil {
		return nil, err
	}
	command, err := r.first(doc, at)
	if err != nil {
		return nil, err
	}
	first, _, err := doc.Apply(command)
	if err != nil {
		return nil, fmt.Errorf("rename: %w", err)
	}
	r.files[file] = first.Text()
	if err := r.follow(); err != nil {
		return nil, err
	}
	return r.changes()
}

// renaming is the item while places are followed.
type renaming struct {
	base     *engine.Base
	item     string
	was, to  string
	folder   fs.FS
	files    map[string]string // as they are now, by path, where they aren't as in the folder
	before   map[key]int
	wholeWas *regexp.Regexp
}

// first is the command that changes the id itself.
func (r *renaming) first(doc *print.Document, at print.Path) (print.Command, error) {
	entry, ok := doc.At(at)
	if !ok {
		return print.Command{}, ErrNoID
	}
	command := print.Command{Do: print.RenameKey, At: at, Key: r.to}
	for _, handle := range handles {
		if v, there := doc.ValueAt(at.Join(handle)); there && v.Kind != print.Map && v.Kind != print.List {
			value := print.Of(r.to)
			r.was, command = v.Text, print.Command{Do: print.Set, At: at.Join(handle), Value: &value}
			break
		}
	}
	if r.was == "" {
		in, key := at.Parent()
		if _, list := in.Parent(); list != "facts" || entry.Key.From == entry.Key.To {
			return print.Command{}, ErrNoID
		}
		r.was = key // facts are known by their keys
	}
	if r.was == r.to {
		return print.Command{}, ErrSame
	}
	r.wholeWas = regexp.MustCompile(`(^|[^\pL\pN_])(` + regexp.QuoteMeta(r.was) + `)($|[^\pL\pN_])`)
	return command, nil
}

// follow puts right what named the old id, until nothing does.
func (r *renaming) follow() error {
	for range mostRounds {
		left := r.left()
		if len(left) == 0 {
			return nil
		}
		moved := false
		for _, d := range slices.Backward(left) { // from the end, so that what stands before keeps its place
			if r.replace(d) {
				moved = true
			}
		}
		if !moved {
			return &Left{left}
		}
	}
	return &Left{r.left()}
}

// left are the faults that weren't there before, in the order of files and places.
func (r *renaming) left() diag.List {
	opened := r.base.Item(over.Files(r.folder, r.files), r.item)
	seen := map[key]int{}
	var out diag.List
	for _, d := range opened.Faults {
		k := keyOf(opened, d)
		if seen[k]++; seen[k] > r.before[k] {
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

// replace puts the new id in the place of the old one within what a fault is about. False: that holds it no more, or it isn't ours.
func (r *renaming) replace(d diag.Diagnostic) bool {
	file := d.Span.Start.File
	if path.Dir(file) != path.Join("items", r.item) {
		return false // another's, who is not asked
	}
	text, err := r.text(file)
	if err != nil {
		return false
	}
	from, to := d.Span.Start.In(text), d.Span.End.In(text)
	if from >= to {
		return false
	}
	found := r.wholeWas.FindStringSubmatchIndex(text[from:to])
	if found == nil {
		return false
	}
	r.files[file] = text[:from+found[4]] + r.to + text[from+found[5]:]
	return true
}

// text is a file as it is now.
func (r *renaming) text(file string) (string, error) {
	if text, ok := r.files[file]; ok {
		return text, nil
	}
	data, err := fs.ReadFile(r.folder, file)
	return string(data), err
}

// document is a file as it is now, to be edited.
func (r *renaming) document(file string) (*print.Document, error) {
	text, err := r.text(file)
	if err != nil {
		return nil, fmt.Errorf("rename: %w", err)
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

// changes are the commands that lead from the files as they were to the files as they are.
func (r *renaming) changes() ([]Change, error) {
	var out []Change
	for _, file := range slices.Sorted(maps.Keys(r.files)) {
		was, err := (&renaming{folder: r.folder}).document(file)
		if err != nil {
			return nil, err
		}
		now, err := r.document(file)
		if err != nil {
			return nil, err
		}
		c := Change{File: file}
		c.walk(was, "", was.Value(), now.Value())
		next := was
		for _, command := range c.Commands {
			if next, _, err = next.Apply(command); err != nil {
				return nil, fmt.Errorf("rename: %w", err)
			}
		}
		if !next.Value().Equal(now.Value()) {
			return nil, fmt.Errorf("rename: %s would say something else", file)
		}
		out = append(out, c)
	}
	return out, nil
}

// walk writes down where a file says something else than another of the same shape. What an entry is known by comes last, since
// paths lead by it.
func (c *Change) walk(doc *print.Document, at print.Path, was, now print.Value) {
	if was.Kind != print.Map && was.Kind != print.List {
		if was.Text != now.Text {
			c.Commands = append(c.Commands, print.Command{Do: print.Set, At: at, Value: &now})
			c.Places = append(c.Places, Place{at, was.Text, now.Text})
		}
		return
	}
	entry, _ := doc.At(at)
	var last []int
	for i, name := range entry.Names {
		if was.Kind == print.Map && slices.Contains(handles, name) {
			last = append(last, i)
		} else {
			c.walk(doc, at.Join(name), was.Items[i], now.Items[i])
		}
	}
	for _, i := range last {
		c.walk(doc, at.Join(entry.Names[i]), was.Items[i], now.Items[i])
	}
	for i, key := range was.Keys {
		if key != now.Keys[i] {
			c.Commands = append(c.Commands, print.Command{Do: print.RenameKey, At: at.Join(key), Key: now.Keys[i]})
			c.Places = append(c.Places, Place{at.Join(key), key, now.Keys[i]})
		}
	}
}
