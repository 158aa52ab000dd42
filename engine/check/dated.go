package check

import (
	"fmt"
	"slices"

	"banshi/engine/diag"
	"banshi/engine/spec"
)

// dated holds the rows that a source keeps in its own file: one begins behind the other, none says what nobody declared, and every
// value can be read.
func (c *checker) dated(s *spec.Source) {
	if len(s.Rows) == 0 {
		return
	}
	if !s.Dated || s.Many {
		c.datedRows(s, spec.Text(s.ID), "只有按日期生效的来源才能把数写在这里", "写 dated: true，不写 many")
	}
	if d := s.Driver; d.File.S != "" || d.HTTP.S != "" || !d.Push.Zero() || d.JSON != nil || d.SQL != nil {
		c.datedRows(s, spec.Text(s.ID), "既写了 rows，又写了从哪里取", "rows 和 driver 只留一种")
	}
	last := map[string]spec.DatedRow{}
	for _, r := range s.Rows {
		c.datedKey(s, r)
		before, there := last[r.Key.S]
		switch {
		case r.To.S != "" && r.To.S < r.From.S:
			c.datedRows(s, r.To, "最后一天早于开始日期", "最后一天写 "+r.From.S+" 或者以后，或者不写")
		case there && r.From.S <= before.From.S:
			c.datedRows(s, r.From, "开始日期不晚于上一行的 "+before.From.S, "各行按开始日期从早到晚写，一天只开始一行")
		case there && before.To.S >= r.From.S:
			c.datedRows(s, r.From, "上一行到 "+before.To.S+" 才结束", "开始日期写得晚一些；上一行不写 to，就到这一行的前一天为止")
		}
		last[r.Key.S] = r
		c.datedValues(s, r)
	}
}

func (c *checker) datedKey(s *spec.Source, r spec.DatedRow) {
	switch {
	case s.Key.S == "" && r.Key.S != "":
		c.datedRows(s, r.Key, "来源没有 key，这一行却写了", "删去这一行的 key，或者给来源写 key")
	case s.Key.S != "" && r.Key.S == "":
		c.datedRows(s, r.From, "从 "+r.From.S+" 起的一行没有写 key", "写 key：查什么的时候用这一行")
	case s.Key.S != "" && !ShapeOf(c.cat, s.Key, nil).Key(r.Key.S):
		c.datedRows(s, r.Key, fmt.Sprintf("“%s”不合键的类型", r.Key.S), "改成来源的 key 所说的那种号码")
	}
}

func (c *checker) datedValues(s *spec.Source, r spec.DatedRow) {
	var seen []string
	for _, v := range r.Values {
		i := slices.IndexFunc(s.Fields, func(f spec.Field) bool { return f.ID.S == v.Name.S })
		switch {
		case i < 0:
			c.unknown("“"+s.Title.S+"”的字段", v.Name, cellsOf(s))
		case slices.Contains(seen, v.Name.S):
			c.datedRows(s, spec.Text(v.Name), "“"+s.Fields[i].Title.S+"”写了两次", "只留一个")
		default:
			if read := c.reader(&s.Fields[i]); read != nil && !read(v.Text.S) {
				c.datedRows(s, v.Text, fmt.Sprintf("“%s”不是%s能写的", v.Text.S, s.Fields[i].Title.S), "按字段的类型写："+s.Fields[i].Type.S)
			}
		}
		seen = append(seen, v.Name.S)
	}
}

func cellsOf(s *spec.Source) []string {
	var out []string
	for _, f := range s.Fields {
		out = append(out, f.ID.S)
	}
	return out
}

func (c *checker) datedRows(s *spec.Source, at spec.Text, what, hint string) {
	c.report(diag.DatedRows, at.Pos, width(at.S), "“"+s.Title.S+"”按日期生效的数："+what, hint)
}
