// Package differ tells the differences of two definitions in the words of the language: what was added, removed, changed,
// renamed and moved, part by part. Entries of a list are followed by their ids, so that a field that stands elsewhere
// now was moved, not deleted and made anew. It looks at what definitions say, not at how they are written.
package differ

import (
	"reflect"
	"slices"
	"strconv"

	"banshi/engine/load/grammar"
	"banshi/engine/print"
	"banshi/engine/spec"
)

// Kind is what happened to an entry.
type Kind string

const (
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed"
	Moved   Kind = "moved"   // to another place of its list or another list; a map: its names stand in another order
	Renamed Kind = "renamed" // it has another id and is the same otherwise
)

// Words are a text in the languages of the people who read differences.
type Words struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// Change is one difference.
type Change struct {
	Path   print.Path   `json:"path"`          // after the change; of what was removed, before
	Was    print.Path   `json:"was,omitempty"` // of what was moved or renamed, before
	Kind   Kind         `json:"kind"`
	Title  Words        `json:"title"` // of the entry: its title, or that of its key
	Says   Words        `json:"says"`  // the whole difference as a sentence
	Before *print.Value `json:"before,omitempty"`
	After  *print.Value `json:"after,omitempty"`

	in place
}

// Compare gives the differences of two definitions of one kind, in the order in which the later one goes; what was
// removed stands behind what is left of its list or map. The zero Value is no definition: there is one now, or none any more.
func Compare(before, after print.Value) []Change {
	c := &comparer{}
	root := place{of: roots[kindOf(after)]}
	nothing := func(v print.Value) bool { return v.Kind == "" || v.Kind == print.Null }
	switch {
	case nothing(before) && !nothing(after):
		c.add(Added, root, nil, &after)
	case !nothing(before) && nothing(after):
		c.add(Removed, root, &before, nil)
	default:
		c.value(root, before, after)
	}
	c.wanderers()
	for i := range c.out {
		c.out[i].words()
	}
	return c.out
}

// roots are the structs that say which keys a kind of definition has, and what they hold.
var roots = map[string]reflect.Type{
	"Catalog": reflect.TypeFor[spec.Catalog](), "Item": reflect.TypeFor[spec.Item](), "Source": reflect.TypeFor[spec.Source](),
	"Licence": reflect.TypeFor[spec.Licence](), "Codes": reflect.TypeFor[spec.Codes](), "Fragment": reflect.TypeFor[spec.Fragment](),
	"Bundle": reflect.TypeFor[spec.Bundle](), "Tests": reflect.TypeFor[spec.Tests](),
}

func kindOf(v print.Value) string {
	kind, _ := v.Get("kind")
	return kind.Text
}

// place is where a value stands: its path, the names on the way, and the struct that knows its keys (nil: nobody does).
type place struct {
	path  print.Path
	trail []crumb
	of    reflect.Type
	names bool // the keys of this map are names that the author gave; of is what stands under each
	index int  // in its list
}

// crumb is one name on the way.
type crumb struct {
	Words
	item bool // an entry that the author named, not a key of the language
}

// key is the place under a key of the map at p; v is what stands there.
func (p place) key(key string, v print.Value) place {
	out := place{path: p.path.Join(key)}
	if p.names {
		out.trail = append(slices.Clip(p.trail), crumb{Words{quoted(titleOf(v, key)), quoted(titleOf(v, key))}, true})
		out.of = p.of
		return out
	}
	owner := ""
	if p.of != nil {
		owner = p.of.Name()
		out.of, out.names = p.field(key, v)
	}
	zh := grammar.KeyTitle(owner, key)
	if zh == "" {
		zh = key
	}
	out.trail = append(slices.Clip(p.trail), crumb{Words{zh, key}, false})
	return out
}

// named are the types of spec that are written as a map of names.
var named = []string{"Options", "Assign", "Shown", "Pair", "Outcome"}

// field is the struct that a key of the struct at p holds; names: v is a map of names, each with such a struct, if any.
func (p place) field(key string, v print.Value) (of reflect.Type, names bool) {
	for _, s := range grammar.Slots(p.of) {
		if s.Key != key {
			continue
		}
		t, many := p.of.Field(s.Index).Type, false
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			many = many || t.Kind() == reflect.Slice
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || len(grammar.Slots(t)) == 0 {
			return nil, t.Kind() == reflect.Map || slices.Contains(named, t.Name())
		}
		// Facts and steps are lists of structs that are written as maps, each under its id.
		return t, many && v.Kind == print.Map && !known(t, v.Keys)
	}
	return nil, false
}

// known tells whether a struct has all keys.
func known(t reflect.Type, keys []string) bool {
	slots := grammar.Slots(t)
	return !slices.ContainsFunc(keys, func(key string) bool {
		return !slices.ContainsFunc(slots, func(s grammar.Slot) bool { return s.Key == key })
	})
}

// item is the place of entry i of a list at p.
func (p place) item(i int, list print.Value) place {
	v, name := list.Items[i], strconv.Itoa(i)
	if id := v.Handle(); id != "" && !slices.ContainsFunc(list.Items[:i], func(o print.Value) bool { return o.Handle() == id }) {
		name = "#" + id
	}
	title := titleOf(v, "")
	out := place{path: p.path.Join(name), of: p.of, index: i}
	words := Words{"第" + strconv.Itoa(i+1) + "项", "no. " + strconv.Itoa(i+1)}
	if title != "" {
		words = Words{quoted(title), quoted(title)}
	}
	out.trail = append(slices.Clip(p.trail), crumb{words, true})
	return out
}

// titleOf is what people call an entry.
func titleOf(v print.Value, other string) string {
	for _, key := range []string{"title", "name", "text", "law", "ask", "id", "section", "item", "by"} {
		if t, ok := v.Get(key); ok && t.Kind == print.Text && t.Text != "" {
			return t.Text
		}
	}
	if v.Kind == print.Text && other == "" {
		return v.Text
	}
	return other
}

func quoted(s string) string { return "“" + s + "”" }

type comparer struct{ out []Change }

func (c *comparer) add(kind Kind, p place, before, after *print.Value) {
	c.out = append(c.out, Change{Path: p.path, Kind: kind, Before: before, After: after, in: p})
}

func (c *comparer) value(p place, a, b print.Value) {
	switch {
	case a.Equal(b):
	case a.Kind == print.Map && b.Kind == print.Map:
		c.maps(p, a, b)
	case a.Kind == print.List && b.Kind == print.List:
		c.lists(p, a, b)
	default:
		c.add(Changed, p, &a, &b)
	}
}

func (c *comparer) maps(p place, a, b print.Value) {
	for i, key := range b.Keys {
		item := b.Items[i]
		if old, ok := a.Get(key); ok {
			c.value(p.key(key, item), old, item)
		} else {
			c.add(Added, p.key(key, item), nil, &item)
		}
	}
	for i, key := range a.Keys {
		if _, ok := b.Get(key); !ok {
			c.add(Removed, p.key(key, a.Items[i]), &a.Items[i], nil)
		}
	}
	if p.names && !slices.Equal(common(a.Keys, b.Keys), common(b.Keys, a.Keys)) {
		c.add(Moved, p, &a, &b)
	}
}

// common are the names of one list that are in another, too.
func common(names, others []string) (out []string) {
	for _, n := range names {
		if slices.Contains(others, n) {
			out = append(out, n)
		}
	}
	return out
}

func (c *comparer) lists(p place, a, b print.Value) {
	old, now := handles(a), handles(b)
	if old == nil || now == nil {
		c.rows(p, a, b)
		return
	}
	left := map[string]bool{} // of the old ones, those that are gone
	for _, id := range old {
		left[id] = !slices.Contains(now, id)
	}
	stay := longest(old, now)
	for i, id := range now {
		item, at := b.Items[i], p.item(i, b)
		j := slices.Index(old, id)
		if j < 0 {
			if j = slices.IndexFunc(a.Items, func(o print.Value) bool { return left[o.Handle()] && sameButID(o, item) }); j >= 0 {
				left[old[j]] = false
				c.add(Renamed, at, &a.Items[j], &item)
				c.out[len(c.out)-1].Was = p.item(j, a).path
			} else {
				c.add(Added, at, nil, &item)
			}
			continue
		}
		if !slices.Contains(stay, id) {
			c.add(Moved, at, &a.Items[j], &item)
			c.out[len(c.out)-1].Was = at.path
		}
		c.value(at, a.Items[j], item)
	}
	for j, id := range old {
		if left[id] {
			c.add(Removed, p.item(j, a), &a.Items[j], nil)
		}
	}
}

// handles are the ids of a list's entries; nil: not every one has its own.
func handles(v print.Value) []string {
	out := []string{}
	for _, item := range v.Items {
		id := item.Handle()
		if id == "" || slices.Contains(out, id) {
			return nil
		}
		out = append(out, id)
	}
	return out
}

// sameButID tells whether two entries differ in their ids alone, and are more than an id.
func sameButID(a, b print.Value) bool {
	return len(a.Items) > 2 && a.WithoutHandle().Equal(b.WithoutHandle())
}

// longest are the names that keep their order: the longest row of old that is one of now, too.
func longest(old, now []string) []string {
	length := make([][]int, len(old)+1)
	for i := range length {
		length[i] = make([]int, len(now)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			if old[i] == now[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	var out []string
	for i, j := 0, 0; i < len(old) && j < len(now); {
		switch {
		case old[i] == now[j]:
			out = append(out, old[i])
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// rows compares lists whose entries have no ids: what is equal stays, and between two that stay the first stands for the first.
func (c *comparer) rows(p place, a, b print.Value) {
	name := func(v print.Value) string { return string(v.Kind) + " " + v.String() }
	var old, now []string
	for _, v := range a.Items {
		old = append(old, name(v))
	}
	for _, v := range b.Items {
		now = append(now, name(v))
	}
	i, j := 0, 0
	between := func(toI, toJ int) {
		for ; i < toI && j < toJ && a.Items[i].Kind == print.Map && b.Items[j].Kind == print.Map; i, j = i+1, j+1 {
			c.value(p.item(j, b), a.Items[i], b.Items[j])
		}
		for ; j < toJ; j++ {
			c.add(Added, p.item(j, b), nil, &b.Items[j])
		}
		for ; i < toI; i++ {
			c.add(Removed, p.item(i, a), &a.Items[i], nil)
		}
	}
	for _, same := range longest(old, now) {
		toI, toJ := i+slices.Index(old[i:], same), j+slices.Index(now[j:], same)
		between(toI, toJ)
		i, j = toI+1, toJ+1
	}
	between(len(old), len(now))
}

// wanderers are entries that were taken from one list to another of the same key: one difference, not two.
func (c *comparer) wanderers() {
	for i := 0; i < len(c.out); i++ {
		gone := c.out[i]
		if gone.Kind != Removed || gone.Before.Handle() == "" {
			continue
		}
		j := slices.IndexFunc(c.out, func(come Change) bool {
			return come.Kind == Added && come.After.Handle() == gone.Before.Handle() && listKey(come.Path) == listKey(gone.Path)
		})
		if j < 0 {
			continue
		}
		come := c.out[j]
		inner := &comparer{}
		inner.value(come.in, *gone.Before, *come.After)
		come.Kind, come.Before, come.Was = Moved, gone.Before, gone.Path
		c.out = slices.Delete(c.out, i, i+1)
		if j > i {
			j--
		}
		c.out[j] = come
		c.out = slices.Insert(c.out, j+1, inner.out...)
		i = -1 // from the beginning: places have changed
	}
}

// listKey is the key of the list that an entry stands in.
func listKey(p print.Path) string {
	list, _ := p.Parent()
	_, key := list.Parent()
	return key
}
