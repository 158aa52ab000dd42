package follow

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"banshi/engine"
	"banshi/engine/diag"
	"banshi/engine/print"
)

// ErrNoEntry is told where there is nothing to take away.
var ErrNoEntry = errors.New("follow: there is no such entry in the item's file")

// Removed is what taking entries away comes to.
type Removed struct {
	Changes []Change  // all that goes: the entries, rules that read them, and translations that nobody would see any more
	Rules   []Place   // of that, the rules
	Breaks  diag.List // faults that come all the same: tests that name what goes. What becomes of them is for the author to say
}

// Remove works out what taking the entries at some paths of the item's file away does; nothing is changed. base is what the items of
// the folder share. Of an item that has errors already not every place is found. Errors: ErrNoEntry.
func Remove(base *engine.Base, folder fs.FS, item string, paths []print.Path) (Removed, error) {
	s, _ := begin(base, folder, item)
	own := Change{File: path.Join("items", item, "item.yaml")}
	for _, at := range paths {
		if err := s.away(&own, at); err != nil {
			return Removed{}, err
		}
	}
	out := Removed{}
	for range mostRounds {
		out.Breaks = s.left()
		// While a rule reads what is gone, tests and translations are not looked at.
		gone, err := s.unread(&own, out.Breaks)
		if err != nil {
			return Removed{}, err
		}
		if len(gone) > 0 {
			out.Rules = append(out.Rules, gone...)
			continue
		}
		also, err := s.untold(out.Breaks)
		if err != nil {
			return Removed{}, err
		}
		if len(also) == 0 {
			break
		}
		out.Changes = append(out.Changes, also...)
	}
	out.Changes = append([]Change{own}, out.Changes...)
	return out, nil
}

// halves are the keys that mean nothing without the others of their entry: with one of them the whole goes.
var halves = []string{"that", "when", "otherwise", "say", "value"}

// unread takes the rules of the item away that read what is gone.
func (s *state) unread(c *Change, faults diag.List) ([]Place, error) {
	var out []Place
	for _, d := range slices.Backward(faults) { // from the end, so that places in lists stay what they are
		if d.Span.Start.File != c.File || d.Severity() != diag.Error {
			continue
		}
		doc, err := s.document(c.File)
		if err != nil {
			return nil, err
		}
		text := doc.Text()
		at := doc.PathAt(d.Span.Start.In(text))
		if parent, key := at.Parent(); slices.Contains(halves, key) {
			at = parent
		}
		if slices.ContainsFunc(out, func(p Place) bool { return p.Path == at }) {
			continue // two faults of one rule
		}
		if err := s.away(c, at); err != nil {
			if errors.Is(err, ErrNoEntry) {
				continue
			}
			return nil, err
		}
		out = append(out, c.Places[len(c.Places)-1])
	}
	return out, nil
}

// away takes one entry of a file away.
func (s *state) away(c *Change, at print.Path) error {
	doc, err := s.document(c.File)
	if err != nil {
		return err
	}
	entry, there := doc.At(at)
	if !there || at == "" {
		return ErrNoEntry
	}
	command := print.Command{Do: print.Delete, At: at}
	next, _, err := doc.Apply(command)
	if err != nil {
		return fmt.Errorf("follow: %w", err)
	}
	s.files[c.File] = next.Text()
	c.Commands = append(c.Commands, command)
	c.Places = append(c.Places, Place{Path: at, Was: entry.Text})
	return nil
}

// untold takes the translations away that are now of nothing.
func (s *state) untold(faults diag.List) ([]Change, error) {
	var out []Change
	at := map[string]int{}
	for _, d := range faults {
		file := d.Span.Start.File
		if d.Code != diag.UnknownTextPath || path.Dir(file) != path.Join("items", s.item) {
			continue
		}
		text, err := s.text(file)
		if err != nil {
			return nil, fmt.Errorf("follow: %w", err)
		}
		i, known := at[file]
		if !known {
			i = len(out)
			at[file], out = i, append(out, Change{File: file})
		}
		key := text[d.Span.Start.In(text):d.Span.End.In(text)]
		out[i].Places = append(out[i].Places, Place{Path: print.Path("").Join(strings.Trim(key, `"'`))})
	}
	for i := range out {
		places := out[i].Places
		out[i].Places = nil
		for _, p := range places {
			if err := s.away(&out[i], p.Path); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
