package print

import (
	"slices"
	"strconv"
)

// merge puts a map or list in the place of another by changing only the entries that differ, so that the comments and
// the writing of the others stay. ok tells whether it can: the entries that stay keep their order.
func (d *Document) merge(at Path, addr []int, v Value) (next *Document, patches []Patch, ok bool) {
	_, n := d.entry(addr)
	steps, ok := n.steps(at, v)
	if !ok {
		return nil, nil, false
	}
	next = d
	for _, c := range steps {
		after, more, err := next.apply(c)
		if err != nil {
			return nil, nil, false
		}
		next, patches = after, merged(composed(d.text, patches, more))
	}
	got, found := next.ValueAt(at)
	return next, patches, found && got.Equal(v)
}

// steps are the commands that make of a map or list another one.
func (n *node) steps(at Path, v Value) ([]Command, bool) {
	if n.kind != v.kind() || v.scalar() || len(v.Items) == 0 || len(n.entries) == 0 {
		return nil, false
	}
	old, new := n.labels(), v.labels()
	if old == nil || new == nil {
		return nil, false
	}
	stay := func(all, others []string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return !slices.Contains(others, s) })
	}
	if kept := stay(old, new); len(kept) == 0 || !slices.Equal(kept, stay(new, old)) {
		return nil, false
	}
	var out []Command
	for i, name := range slices.Backward(old) {
		if !slices.Contains(new, name) {
			out = append(out, Command{Do: Delete, At: at.Join(n.nameOf(i))})
		}
	}
	for i, name := range new {
		item := v.Items[i]
		j := slices.Index(old, name)
		switch {
		case j < 0:
			c := Command{Do: Insert, At: at, Value: &item, Index: &i}
			if n.kind == Map {
				c.Key = name
			}
			out = append(out, c)
		case !n.entries[j].value.tree().Equal(item):
			last := name
			if n.kind == List {
				last = strconv.Itoa(i)
			}
			out = append(out, Command{Do: Set, At: at.Join(last), Value: &item})
		}
	}
	return out, true
}

// labels tell the entries of a map or list apart: keys or ids; nil: they can't be told apart.
func (v Value) labels() []string {
	if v.kind() == Map {
		return v.Keys
	}
	var out []string
	for _, item := range v.Items {
		id := item.Handle()
		if id == "" || slices.Contains(out, id) {
			return nil
		}
		out = append(out, id)
	}
	return out
}

func (n *node) labels() []string { return n.tree().labels() }
