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
			c.registerValues(title, f, file.S, bad)
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
	switch {
	case f.Options != nil && f.Options.Codes.S == "":
		for _, o := range f.Options.List {
			out = append(out, field.Option{Code: o.Code.S, Text: o.Text.S})
		}
	case f.Options != nil:
		out = c.codeTable(f.Options.Codes.S)
	case f.Type.S == "region":
		if out = c.codeTable(spec.Regions); out != nil {
			for _, t := range c.cat.Catalog.Towns {
				out = append(out, field.Option{Code: t.Code.S, Text: t.Title.S})
			}
			out = append(out, field.Option{Code: c.cat.Catalog.District.Code.S, Text: c.cat.Catalog.District.Title.S})
		}
	}
	return out
}

func (c *checker) codeTable(id string) []field.Option {
	for _, t := range c.cat.Codes {
		if t.ID.S != id {
			continue
		}
		out := make([]field.Option, 0, len(t.Codes))
		for _, code := range t.Codes {
			out = append(out, field.Option{Code: code.Code.S, Text: code.Text.S})
		}
		return out
	}
	return nil
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

func (c *checker) registerValues(title string, f *spec.Field, file string, bad map[string]int) {
	name := f.Title.S
	if name == "" {
		name = f.ID.S
	}
	at, length, hint := f.ID.Pos, width(f.ID.S), "改 "+file+" 里的记录，或者改这个字段的类型"
	message := "“" + title + "”里“" + name + "”的值读不出：" + listed(bad)
	switch {
	case f.Options != nil && f.Options.Codes.S != "":
		at, length = f.Options.Codes.Pos, width(f.Options.Codes.S)
		message = "“" + title + "”里“" + name + "”的值，代码表没有：" + listed(bad)
		hint = "补进代码表 codes/" + f.Options.Codes.S + ".yaml（停用的写 to），或者改 " + file
	case f.Options != nil:
		message = "“" + title + "”里“" + name + "”的值，选项里没有：" + listed(bad)
		hint = "补进这个字段的 options，或者改 " + file
	case f.Type.S == "region" && c.options(f) != nil:
		message = "“" + title + "”里“" + name + "”的值，行政区划代码表没有：" + listed(bad)
		hint = "补进代码表 codes/" + spec.Regions + ".yaml，或者改 " + file
	}
	c.report(diag.RegisterValue, at, length, message, hint)
}
