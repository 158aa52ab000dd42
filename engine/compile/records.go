package compile

import (
	"banshi/engine/plan"
	"banshi/engine/spec"
)

// recordType gives the type of the records of a fact, and enters it into the plan.
func (c *compiler) recordType(f *spec.Fact) *plan.RecordType {
	word := f.Source
	if f.Licence.S != "" {
		word = f.Licence
	}
	if r, ok := c.out.Records[word.S]; ok {
		return r
	}
	r := c.findRecord(f, word)
	if r != nil {
		c.out.Records[word.S] = r
	}
	return r
}

func (c *compiler) findRecord(f *spec.Fact, word spec.Word) *plan.RecordType {
	var known []string
	if f.Licence.S != "" {
		if l := c.cat.Licence(word.S); l != nil {
			return c.licenceRecord(l)
		}
		for _, l := range c.cat.Licences {
			known = append(known, l.ID.S)
		}
		c.unknownWord("证照", word, known)
		return nil
	}
	if r, ok := builtIn[word.S]; ok {
		return r
	}
	if s := c.cat.Source(word.S); s != nil {
		return c.sourceRecord(s)
	}
	for _, s := range c.cat.Sources {
		known = append(known, s.ID.S)
	}
	c.unknownWord("来源", word, known)
	return nil
}

func (c *compiler) sourceRecord(s *spec.Source) *plan.RecordType {
	r := &plan.RecordType{ID: s.ID.S, Title: s.Title.S, Many: s.Many, Dated: s.Dated, Required: s.Required, Trust: s.Trust.S, Cells: c.cells(s.Fields)}
	if s.Dated {
		r.Cells = withMissing(r.Cells, []*plan.Field{
			{ID: "from", Type: "date", Title: "起"}, {ID: "to", Type: "date", Title: "止"}, {ID: "basis", Type: "text", Title: "依据", Length: []int{0, 200}},
		})
	}
	return r
}

// licenceAttributes are what every licence has besides its own fields.
func licenceAttributes() []*plan.Field {
	return []*plan.Field{
		{ID: "number", Type: "text", Title: "证号", Length: []int{1, 60}}, {ID: "holder", Type: "text", Title: "持证人", Length: []int{1, 100}},
		{ID: "holder_no", Type: "text", Title: "持证人号码", Length: []int{1, 30}}, {ID: "issuer", Type: "text", Title: "发证机关", Length: []int{1, 100}},
		{ID: "issued", Type: "date", Title: "发证日期"}, {ID: "valid_from", Type: "date", Title: "有效期起"}, {ID: "valid_to", Type: "date", Title: "有效期至"},
		{ID: "status", Type: "text", Title: "状态", Length: []int{1, 10}}, {ID: "trust", Type: "text", Title: "可信等级", Length: []int{1, 1}},
		{ID: "live", Type: "boolean", Title: "现在有效"},
	}
}

func (c *compiler) licenceRecord(l *spec.Licence) *plan.RecordType {
	r := &plan.RecordType{ID: l.ID.S, Title: l.Title.S, Licence: true, Cells: c.cells(l.Fields)}
	r.Cells = withMissing(r.Cells, licenceAttributes())
	return r
}

func withMissing(cells, more []*plan.Field) []*plan.Field {
	have := map[string]bool{}
	for _, cell := range cells {
		have[cell.ID] = true
	}
	for _, m := range more {
		if !have[m.ID] {
			cells = append(cells, m)
		}
	}
	return cells
}

func (c *compiler) cells(list []spec.Field) []*plan.Field {
	var out []*plan.Field
	for i := range list {
		f := &list[i]
		cell := &plan.Field{ID: f.ID.S, Type: f.Type.S, Title: f.Title.S, Unit: f.Unit.S, Digits: f.Digits, Options: c.options(f), OnlyHint: f.Hint.Only}
		if f.Length != nil {
			cell.Length = []int{f.Length.Least, f.Length.Most}
		}
		out = append(out, cell)
	}
	return out
}

// builtIn are the sources that every catalogue has: what this holder applied for, and what the
// person typed before.
var builtIn = map[string]*plan.RecordType{
	"cases": {ID: "cases", Title: "办件库", Many: true, Trust: "A", Cells: []*plan.Field{
		{ID: "item", Type: "text", Title: "事项", Length: []int{1, 40}},
		{ID: "status", Type: "choice", Title: "状态", Options: []*plan.Option{{Code: "open", Text: "在办"}, {Code: "granted", Text: "准予"}, {Code: "refused", Text: "不予"}, {Code: "withdrawn", Text: "撤回"}}},
		{ID: "submitted", Type: "date", Title: "提交日期"}, {ID: "decided", Type: "date", Title: "决定日期"},
		{ID: "subject", Type: "text", Title: "对象", Length: []int{0, 200}}, {ID: "number", Type: "text", Title: "办件号", Length: []int{1, 60}},
	}},
	plan.Papers: {ID: plan.Papers, Title: "以前交过的材料", Many: true, Cells: []*plan.Field{
		{ID: "paper", Type: "text", Title: "材料", Length: []int{1, 100}}, {ID: "given", Type: "date", Title: "提交日期"},
		{ID: "number", Type: "text", Title: "办件号", Length: []int{1, 60}}, {ID: "issuer", Type: "text", Title: "事项", Length: []int{1, 100}},
		{ID: "trust", Type: "text", Title: "可信等级", Length: []int{1, 1}},
	}},
	"profile": {ID: "profile", Title: "您以前填过的", Trust: "D", Cells: []*plan.Field{
		{ID: "phone", Type: "phone", Title: "手机"}, {ID: "address", Type: "address", Title: "地址", Length: []int{1, 200}}, {ID: "account", Type: "bank_card", Title: "账号"},
	}},
}

// builtInMax is how many earlier cases of one holder rules look at.
const builtInMax = 200

func (c *compiler) recordMax(f *spec.Fact) int {
	if s := c.cat.Source(f.Source.S); s != nil {
		return s.Max
	}
	if l := c.cat.Licence(f.Licence.S); l != nil && l.Max > 0 {
		return l.Max
	}
	return builtInMax
}

// options of a choice: written out, from a code table, or those of a finding.
func (c *compiler) options(f *spec.Field) []*plan.Option {
	if f.Type.S == "finding" {
		return []*plan.Option{{Code: "pass", Text: c.system("pass").S}, {Code: "fail", Text: c.system("fail").S}, {Code: "na", Text: c.system("na").S}}
	}
	if f.Options == nil {
		return nil
	}
	var out []*plan.Option
	if f.Options.Codes.S != "" {
		return c.codeOptions(f.Options.Codes)
	}
	for _, o := range f.Options.List {
		out = append(out, &plan.Option{Code: o.Code.S, Text: o.Text.S, Hint: o.Hint.S})
	}
	return out
}

func (c *compiler) codeOptions(table spec.Word) []*plan.Option {
	if t := c.cat.CodeTable(table.S); t != nil {
		return planOptions(t.Codes)
	}
	var known []string
	for _, t := range c.cat.Codes {
		known = append(known, t.ID.S)
	}
	if c.cat.BrokenFile("Codes", table.S) == "" {
		c.unknownWord("代码表", table, known)
	}
	return nil
}

func planOptions(codes []spec.Code) []*plan.Option {
	var out []*plan.Option
	for _, code := range codes {
		out = append(out, &plan.Option{Code: code.Code.S, Text: code.Text.S, Parent: code.Parent.S, From: code.From.S, To: code.To.S})
	}
	return out
}
