// Package uses finds what items make of that which they share: which items look a source up, which of their rules read one of its
// fields, where a fragment, an office or a theme stands. It looks at compiled plans, so that a name in a text is never taken for a use.
package uses

import (
	"slices"
	"strings"

	"banshi/engine"
	"banshi/engine/compile"
	"banshi/engine/plan"
	"banshi/engine/prove"
	"banshi/engine/spec"
	"banshi/engine/tell"
)

// Entry names a thing that items share: a file, or an entry of it by its path there, as print.Path writes it.
type Entry struct{ File, Path string }

// Item is an item that uses an entry.
type Item struct {
	ID, Name   string
	Department string
	Issues     bool   // it gives the licence, or writes the record
	Rules      []Rule // that read the entry; none: it stands in the item otherwise
}

// Rule is a rule of an item: its path as evaluation names it, and its sentence.
type Rule struct{ Path, Sentence string }

// Index is what the items of a catalogue use, by entry; items in the order of their ids.
type Index map[Entry][]Item

// Of makes the index of a catalogue. Items that don't compile are not in it.
func Of(c *engine.Catalogue) Index {
	out := Index{}
	for _, item := range c.Spec.Items {
		p := c.Plan(item.ID.S, compile.Chinese)
		if p == nil {
			continue
		}
		f := &finder{index: out, plan: p, item: item, tell: tell.New(p)}
		for _, id := range item.Use {
			if fr := c.Spec.Fragment(id.S); fr != nil {
				f.fragments = append(f.fragments, fr)
			}
		}
		f.records()
		f.rules()
		f.standing(c.Spec)
	}
	return out
}

// finder looks at one item.
type finder struct {
	index Index
	plan  *plan.Plan
	item  *spec.Item
	tell  *tell.Teller

	fragments []*spec.Fragment
}

// at is the item's line under an entry.
func (f *finder) at(file, path string) *Item {
	e := Entry{file, path}
	list := f.index[e]
	if n := len(list); n == 0 || list[n-1].ID != f.plan.ID {
		list = append(list, Item{ID: f.plan.ID, Name: f.plan.Name, Department: f.plan.Department.Title})
		f.index[e] = list
	}
	return &list[len(list)-1]
}

// file is where a source or licence of the plan stands; "" of what is built in.
func (f *finder) file(records string) string {
	r := f.plan.Records[records]
	switch {
	case r == nil || records == "cases" || records == "profile" || records == plan.Papers:
		return ""
	case r.Licence:
		return "licences/" + records + ".yaml"
	}
	return "sources/" + records + ".yaml"
}

// records are the sources and licences that the item looks up, and those that it gives or writes.
func (f *finder) records() {
	for id := range f.plan.Records {
		if file := f.file(id); file != "" {
			f.at(file, "")
		}
	}
	for _, r := range f.plan.Results {
		switch r.Kind {
		case "licence":
			f.at("licences/"+r.Of+".yaml", "").Issues = true
		case "record":
			f.at("sources/"+r.Of+".yaml", "").Issues = true
		}
	}
}

// rules are those that read a record or one of its cells, and those that read a field of a fragment.
func (f *finder) rules() {
	own := f.ownFields()
	for _, r := range prove.Rules(f.plan) {
		var read []Entry
		note := func(e Entry) {
			if e.File != "" && !slices.Contains(read, e) {
				read = append(read, e)
			}
		}
		f.scope(r.Path).reads(r.Node, func(records, cell string) {
			file := f.file(records)
			note(Entry{file, ""})
			if cell != "" {
				note(Entry{file, "/fields/#" + cell})
			}
		})
		for _, name := range r.Node.Reads() {
			if id, ok := strings.CutPrefix(name, "form."); ok && own[id] != (Entry{}) {
				note(Entry{own[id].File, ""})
				note(own[id])
			}
		}
		for _, e := range read {
			line := f.at(e.File, e.Path)
			line.Rules = append(line.Rules, Rule{r.Path, f.tell.Sentence(r.Path, r.Node)})
		}
	}
}
