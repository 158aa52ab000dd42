package spec

// Source finds a source by its id; nil for none.
func (c *Catalogue) Source(id string) *Source {
	for _, s := range c.Sources {
		if s.ID.S == id {
			return s
		}
	}
	return nil
}

// Licence finds a kind of licence by its id; nil for none.
func (c *Catalogue) Licence(id string) *Licence {
	for _, l := range c.Licences {
		if l.ID.S == id {
			return l
		}
	}
	return nil
}

// CodeTable finds a code table by its id; nil for none.
func (c *Catalogue) CodeTable(id string) *Codes {
	for _, t := range c.Codes {
		if t.ID.S == id {
			return t
		}
	}
	return nil
}

// Fragment finds a fragment by its id; nil for none.
func (c *Catalogue) Fragment(id string) *Fragment {
	for _, f := range c.Fragments {
		if f.ID.S == id {
			return f
		}
	}
	return nil
}

// Item finds an item by its id; nil for none.
func (c *Catalogue) Item(id string) *Item {
	for _, i := range c.Items {
		if i.ID.S == id {
			return i
		}
	}
	return nil
}

// Regions is the id of the code table of places, where a catalogue has one.
const Regions = "regions"

// Towns are those of the district: what people pick from. Other places come from registers.
func (c *Catalogue) Towns() []Code {
	var out []Code
	for _, t := range c.Catalog.Towns {
		out = append(out, Code{Code: t.Code, Text: t.Title})
	}
	return out
}

// Places are all by whose names or codes a region may be written, each once: the towns, the code table of
// places, and the district.
func (c *Catalogue) Places() []Code {
	d := c.Catalog.District
	all := c.Towns()
	if t := c.CodeTable(Regions); t != nil {
		all = append(all, t.Codes...)
	}
	all = append(all, Code{Code: d.Code, Text: d.Title})
	var out []Code
	seen := map[string]bool{}
	for _, code := range all {
		if !seen[code.Code.S] {
			seen[code.Code.S] = true
			out = append(out, code)
		}
	}
	return out
}

// FieldIn finds a field of a list by its id; nil for none.
func FieldIn(list []Field, id string) *Field {
	for i := range list {
		if list[i].ID.S == id {
			return &list[i]
		}
	}
	return nil
}
