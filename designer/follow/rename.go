package follow

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"

	"banshi/engine"
	"banshi/engine/diag"
	"banshi/engine/print"
)

// Why an id can't be changed.
var (
	ErrNoID  = errors.New("follow: the entry has no id of its own in the item's file")
	ErrShape = errors.New("follow: an id begins with a letter and holds small letters, digits and _, at most 60")
	ErrSame  = errors.New("follow: that is its id")
)

// Left is what would be wrong with the new id and can't be put right by following it: the id is taken, or a place that can't be told.
type Left struct{ Faults diag.List }

func (l *Left) Error() string {
	return fmt.Sprintf("follow: %d faults would be left, first: %s", len(l.Faults), l.Faults[0].Message)
}

// handles are the keys that hold an id.
var handles = []string{"id", "section", "name", "code"}

var shape = regexp.MustCompile(`^[a-z][a-z0-9_]{0,59}$`)

// Rename works out what giving the entry at a path of the item's file the id `to` does; nothing is changed. base is what the items of
// the folder share. Errors: those above, ErrUnsound, a *Left.
func Rename(base *engine.Base, folder fs.FS, item string, at print.Path, to string) ([]Change, error) {
	if !shape.MatchString(to) {
		return nil, ErrShape
	}
	st, sound := begin(base, folder, item)
	if !sound {
		return nil, ErrUnsound
	}
	r := renaming{state: st, to: to}
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
		return nil, fmt.Errorf("follow: %w", err)
	}
	r.files[file] = first.Text()
	if err := r.follow(); err != nil {
		return nil, err
	}
	return r.changes()
}

// renaming is the item while places are followed.
type renaming struct {
	*state
	was, to  string
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
			done, err := r.replace(d)
			if err != nil {
				return err
			}
			moved = moved || done
		}
		if !moved {
			return &Left{left}
		}
	}
	return &Left{r.left()}
}

// replace puts the new id in the place of the old one within what a fault is about. False: that holds it no more, or it isn't ours.
func (r *renaming) replace(d diag.Diagnostic) (bool, error) {
	file := d.Span.Start.File
	if path.Dir(file) != path.Join("items", r.item) {
		return false, nil // another's, who is not asked
	}
	text, err := r.text(file)
	if err != nil {
		return false, fmt.Errorf("follow: %w", err)
	}
	from, to := d.Span.Start.In(text), d.Span.End.In(text)
	if from >= to {
		return false, nil
	}
	found := r.wholeWas.FindStringSubmatchIndex(text[from:to])
	if found == nil {
		return false, nil
	}
	r.files[file] = text[:from+found[4]] + r.to + text[from+found[5]:]
	return true, nil
}

// changes are the commands that lead from the files as they were to the files as they are.
func (r *renaming) changes() ([]Change, error) {
	var out []Change
	for _, file := range slices.Sorted(maps.Keys(r.files)) {
		was, err := (&state{folder: r.folder}).document(file)
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
				return nil, fmt.Errorf("follow: %w", err)
			}
		}
		if !next.Value().Equal(now.Value()) {
			return nil, fmt.Errorf("follow: %s would say something else", file)
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
