package check

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"sort"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/field"
	"banshi/engine/spec"
)

// Records holds the records behind a catalogue's sources, where they lie in files beside it, against
// the cells that the sources declare: a value that its options or code table don't know, or that its
// type can't read, would be empty for every rule, and nobody would notice. A file that is missing or
// broken is an error, unless no records at all lie beside the catalogue, as in a published pack.
func Records(cat *spec.Catalogue, fsys fs.FS) diag.List {
	c := &checker{cat: cat}
	r := readRegisters(cat, fsys)
	for _, s := range cat.Sources {
		c.held(r, s.Title.S, s.Driver.File, s.Fields)
		c.dated(s)
	}
	for _, l := range cat.Licences {
		c.held(r, l.Title.S, l.Driver.File, l.Fields)
	}
	return c.faults.Finish(0)
}

// held judges the file of one source.
func (c *checker) held(r *registers, title string, file spec.Text, fields []spec.Field) {
	if file.S == "" {
		return
	}
	rows, err := r.rows(file.S)
	if err != nil {
		if r.beside || errors.Is(err, errOutside) {
			c.sourceFile(title, file, err)
		}
		return
	}
	for i := range fields {
		f := &fields[i]
		bad := map[string]int{}
		read := c.reader(f)
		for _, r := range rows {
			if raw, there := r.Fields[f.ID.S]; there && read != nil && !read(raw) {
				bad[shown(raw)]++
			}
		}
		if len(bad) > 0 {
			c.registerValue(title, f, file.S, bad)
		}
	}
}

// reader tells of a cell's value whether it can be read; nil where nobody can say, for want of its type
// or code table.
func (c *checker) reader(f *spec.Field) func(any) bool {
	t := field.Of(f.Type.S)
	if t == nil || c.cat.BrokenFile("Codes", tableOf(f)) != "" {
		return nil
	}
	p := field.Params{Digits: f.Digits, Lines: f.Lines, Mobile: f.Mobile, Options: c.options(f)}
	return func(raw any) bool {
		_, fault := t.ParseRecord(raw, p)
		return fault == nil
	}
}

// tableOf is the code table that says what a cell's value may be; "" for none.
func tableOf(f *spec.Field) string {
	switch {
	case f.Options != nil:
		return f.Options.Codes.S
	case f.Type.S == "region":
		return spec.Regions
	}
	return ""
}

// options are those that a cell's value may be: its own, of its code table, or places.
func (c *checker) options(f *spec.Field) []field.Option {
	var out []field.Option
	table := tableOf(f)
	switch {
	case f.Options != nil && table == "":
		for _, o := range f.Options.List {
			out = append(out, field.Option{Code: o.Code.S, Text: o.Text.S})
		}
	case c.cat.CodeTable(table) == nil:
	case f.Type.S == "region" && f.Options == nil:
		return fieldOptions(c.cat.Places())
	default:
		return fieldOptions(c.cat.CodeTable(table).Codes)
	}
	return out
}

func fieldOptions(codes []spec.Code) []field.Option {
	out := make([]field.Option, len(codes))
	for i, code := range codes {
		out[i] = field.Option{Code: code.Code.S, Text: code.Text.S}
	}
	return out
}

func shown(raw any) string {
	if s, ok := raw.(string); ok {
		return s
	}
	data, err := json.Marshal(raw)
	if err != nil {
		return fmt.Sprint(raw)
	}
	return string(data)
}

// listed writes values with how often they come, the most frequent first, at most five.
func listed(bad map[string]int) string {
	values := make([]string, 0, len(bad))
	for v := range bad {
		values = append(values, v)
	}
	sort.Slice(values, func(i, j int) bool {
		if bad[values[i]] != bad[values[j]] {
			return bad[values[i]] > bad[values[j]]
		}
		return values[i] < values[j]
	})
	var out []string
	for i, v := range values {
		if i == 5 {
			out = append(out, "…")
			break
		}
		times := ""
		if bad[v] > 1 {
			times = fmt.Sprintf("（%d条）", bad[v])
		}
		out = append(out, "“"+v+"”"+times)
	}
	return strings.Join(out, "、")
}

// Shape is what a source declares of its records, to hold against one that comes from outside.
type Shape struct {
	key   func(any) bool // nil: any
	cells map[string]func(any) bool
}

// ShapeOf is the shape of a source's or licence's records.
func ShapeOf(cat *spec.Catalogue, key spec.Word, fields []spec.Field) Shape {
	c := &checker{cat: cat}
	s := Shape{cells: make(map[string]func(any) bool, len(fields))}
	if t := field.Of(key.S); t != nil {
		s.key = func(raw any) bool { _, fault := t.ParseRecord(raw, field.Params{}); return fault == nil }
	}
	for i := range fields {
		s.cells[fields[i].ID.S] = c.reader(&fields[i])
	}
	return s
}

// Declares tells whether the source has a cell of that name.
func (s Shape) Declares(cell string) bool { _, ok := s.cells[cell]; return ok }

// Key tells whether a key is one of the source's type.
func (s Shape) Key(key string) bool { return s.key == nil || s.key(key) }

// Wrong names the cells that the source doesn't declare, and those whose value their type can't read; both sorted.
func (s Shape) Wrong(cells map[string]any) (undeclared, unreadable []string) {
	for name, raw := range cells {
		read, declared := s.cells[name]
		switch {
		case !declared:
			undeclared = append(undeclared, name)
		case raw != nil && read != nil && !read(raw):
			unreadable = append(unreadable, name)
		}
	}
	sort.Strings(undeclared)
	sort.Strings(unreadable)
	return undeclared, unreadable
}
