package check

import (
	"strings"

	"banshi/engine/diag"
	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/spec"
)

// hints holds that no decision hangs on what its source calls a hint: such a cell may fill a field that the applicant
// confirms, and stand in a text. What the applicant has confirmed is his own word, and rules may read that.
func (c *checker) hints() {
	p := c.plan
	c.basis("登录要求", c.item.ID.Pos, nil, nil, p.Access)
	c.basis("即办条件", c.item.ID.Pos, nil, nil, p.Instant)
	for _, d := range p.Dispatch {
		c.basis("分发", c.item.ID.Pos, nil, nil, d.When, d.Value)
	}
	c.hintsOfFacts(p.Facts, nil)
	for _, s := range p.Sections {
		if w := c.sections[s.ID]; w != nil {
			c.basis("分节“"+s.Title+"”的显示条件", w.Section.Pos, nil, nil, s.Show)
			c.basis("分节“"+s.Title+"”的登录要求", w.Section.Pos, nil, nil, s.Identity)
		}
	}
	for _, f := range p.Fields {
		c.hintsOfField(f, nil, f.ID)
		for _, col := range f.Columns {
			c.hintsOfField(col, f, f.ID+"."+col.ID)
		}
		c.hintsOfFacts(f.Facts, f)
	}
	for _, r := range p.Rules {
		if w := c.rules[r.ID]; w != nil {
			c.basis("受理条件“"+r.Title+"”", w.ID.Pos, nil, nil, r.When, r.That)
		}
	}
	for _, m := range p.Materials {
		c.hintsOfMaterial(m)
	}
	c.hintsOfHandling(p)
}

func (c *checker) hintsOfFacts(list []*plan.Fact, in *plan.Field) {
	for _, f := range list {
		path := f.ID
		if in != nil {
			path = in.ID + "." + f.ID
		}
		if w := c.facts[path]; w != nil {
			c.basis("共享数据“"+f.ID+"”的键或条件", w.ID.Pos, in, nil, f.Key, f.When)
		}
	}
}

func (c *checker) hintsOfField(f, in *plan.Field, path string) {
	w := c.fields[path]
	if w == nil {
		return
	}
	what := "字段“" + f.Title + "”"
	if w.Hint.Only {
		c.hintDecides(what+"：问题的 hint 是一句话", w.Hint.Pos, "写成文字；hint: true 只用在来源和证照的字段上")
	}
	c.basis(what+"的条件", w.ID.Pos, in, nil, f.Show, f.Need, f.Min, f.Max, f.Within)
	for _, ch := range f.Compute {
		c.basis(what+"的计算", w.ID.Pos, in, nil, ch.When, ch.Value)
	}
	for _, k := range f.Check {
		c.basis(what+"的校验", w.ID.Pos, in, nil, k.When, k.That)
	}
	for _, o := range f.Options {
		c.basis(what+"的选项", w.ID.Pos, in, nil, o.When)
	}
	for _, ch := range f.Fill {
		if ch.Hint && f.Edit != "" && f.Edit != "confirm" {
			c.hintDecides(what+"：带出的只是提示，要让人确认", w.ID.Pos, "写 edit: confirm，或者去掉 edit")
		}
	}
}

func (c *checker) hintsOfMaterial(m *plan.Material) {
	w := c.materials[m.ID]
	if w == nil {
		return
	}
	var in *plan.Field
	if m.Per != "" {
		in = c.plan.Field(m.Per)
	}
	what := "材料“" + m.Title + "”"
	c.basis(what, w.ID.Pos, in, nil, m.Need, m.Sign, m.Identity)
	for _, r := range m.Reuse {
		c.basis(what+"的复用", w.ID.Pos, in, r.Node, r.When)
	}
	if m.Defer != nil {
		c.basis(what+"的容缺", w.ID.Pos, in, nil, m.Defer.When)
	}
	if m.Promise != nil {
		c.basis(what+"的告知承诺", w.ID.Pos, in, nil, m.Promise.When)
	}
}

func (c *checker) hintsOfHandling(p *plan.Plan) {
	at := c.item.ID.Pos
	for _, s := range p.Steps {
		c.basis("环节“"+s.Title+"”", at, nil, nil, s.When, s.Visit)
	}
	for _, l := range p.Limits {
		c.basis("时限", at, nil, nil, l.When)
	}
	for _, f := range p.Fees {
		c.basis("收费", at, nil, nil, f.When, f.Amount)
	}
	for _, r := range p.Results {
		c.basis("办理结果“"+r.Title+"”", at, nil, nil, r.When, r.ValidTo)
		for _, a := range r.Fields {
			c.basis("办理结果“"+r.Title+"”的内容", at, nil, nil, a.Value)
		}
	}
	if p.Offer != nil {
		c.basis("免申即享", at, nil, nil, p.Offer.When)
	}
	if p.Batch != nil {
		c.basis("集中申报", at, nil, nil, p.Batch.QuotaKey)
		for _, r := range p.Batch.Rank {
			c.basis("集中申报的排序", at, nil, nil, r.When, r.By)
		}
	}
}

// basis holds that none of the rules reads a hint. in is the table in whose rows they are evaluated, it what `it` is.
func (c *checker) basis(what string, at spec.Pos, in *plan.Field, it *expr.Node, rules ...*expr.Node) {
	for _, n := range rules {
		for _, name := range c.plan.HintsRead(n, in, it) {
			c.hintDecides(what+"用了“"+c.cellTitle(name)+"”，它只是提示", at,
				"让它带出一个字段（edit: confirm），人确认以后规则读那个字段；要作依据，请数据来源去掉 hint")
			return
		}
	}
}

func (c *checker) cellTitle(name string) string {
	source, id, _ := strings.Cut(name, ".")
	r := c.plan.Records[source]
	return r.Title + " · " + r.Cell(id).Title
}

func (c *checker) hintDecides(what string, at spec.Pos, hint string) {
	c.report(diag.HintDecides, at, 1, what, hint)
}

// hintWords holds that a cell of a source says `hint: true` or nothing, since it has no place to show a text, and a
// question a text.
func (c *checker) hintWords(title string, fields []spec.Field) {
	for i := range fields {
		if h := fields[i].Hint; h.S != "" && !h.Only {
			c.report(diag.HintDecides, h.Pos, width(h.S), "“"+title+"”的字段“"+fields[i].Title.S+"”：来源的 hint 只能写 true", "只作提示的写 hint: true；别的不写")
		}
	}
}
