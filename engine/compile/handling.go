package compile

import (
	"banshi/engine/expr"
	"banshi/engine/mode"
	"banshi/engine/plan"
	"banshi/engine/rule"
	"banshi/engine/spec"
)

// head compiles what is said of the item as a whole.
func (c *compiler) head() {
	i, o := c.item, c.out
	o.ID, o.Code, o.Name, o.Type = i.ID.S, i.Code.S, c.words("name", i.Name), i.Type.S
	o.AlsoKnownAs = c.wordList("also_known_as", i.AlsoKnownAs)
	o.Department = plan.Named{ID: i.Department.S, Title: c.department()}
	o.Applicants, o.Acting = wordsOf(i.Applicants), wordsOf(i.Acting)
	if i.Entry != nil {
		o.Entry = &plan.Entry{Guide: i.Entry.Guide, External: i.Entry.External.S, System: c.words("entry.system", i.Entry.System), SignOn: i.Entry.SignOn}
	}
	o.Keep = spanOf(i.Keep)
	o.Guide = c.guide()
	o.Access = c.identity(i.Access.Identity)
	c.as(reader{what: "派件的规则"}, func() { o.Dispatch = c.choices(i.Dispatch, c.env, rule.Scalar(rule.Text)) })
	if i.Parts.Set() {
		if n := c.compile(i.Parts, c.env, rule.ListOf(rule.Scalar(rule.Text), 0)); n != nil && n.Op == expr.Var {
			o.Parts = n.Name[len("form."):]
		}
	}
	o.Home = append(textsOf(c.cat.Catalog.District.Within), c.cat.Catalog.District.Title.S)
	for _, y := range c.cat.Catalog.Calendar {
		o.Calendar = append(o.Calendar, plan.Year{Year: y.Year, Off: textsOf(y.Off), Work: textsOf(y.Work)})
	}
}

// identity compiles a rule for the level of identity that something needs: the item, a section, a signature.
func (c *compiler) identity(r *spec.Rule) (n *expr.Node) {
	c.as(reader{what: "实名等级"}, func() { n = c.compile(r, c.env, rule.Scalar(rule.Integer)) })
	return n
}

func (c *compiler) department() string {
	var known []string
	for _, d := range c.cat.Catalog.Departments {
		if d.ID.S == c.item.Department.S {
			return d.Title.S
		}
		known = append(known, d.ID.S)
	}
	c.unknownWord("部门", c.item.Department, known)
	return ""
}

func wordsOf(list []spec.Word) []string {
	out := make([]string, 0, len(list))
	for _, w := range list {
		out = append(out, w.S)
	}
	return out
}

func textsOf(list []spec.Text) []string {
	out := make([]string, 0, len(list))
	for _, t := range list {
		out = append(out, t.S)
	}
	return out
}

func (c *compiler) guide() plan.Guide {
	g := c.item.Guide
	out := plan.Guide{
		Basis: bases(g.Basis), Authority: c.words("guide.authority", g.Authority), Reach: c.words("guide.reach", g.Reach), OnlineLevel: c.words("guide.online_level", g.OnlineLevel),
		WhyVisit: c.words("guide.why_visit", g.WhyVisit), Rights: c.words("guide.rights", g.Rights),
		YearlyCheck: c.words("guide.yearly_check", g.YearlyCheck), Hours: c.words("guide.hours", g.Hours),
	}
	for i, q := range g.FAQ {
		path := numbered("guide.faq", i)
		out.FAQ = append(out.FAQ, plan.QA{Ask: c.words(path+".ask", q.Ask), Answer: c.words(path+".answer", q.Answer)})
	}
	for i, f := range g.Pitfalls {
		path := numbered("guide.faults", i)
		out.Pitfalls = append(out.Pitfalls, plan.Pitfall{Fault: c.words(path+".fault", f.Fault), Mend: c.words(path+".mend", f.Mend)})
	}
	for i, t := range g.Intermediary {
		out.Intermediary = append(out.Intermediary, c.words(numbered("guide.intermediary", i), t))
	}
	for _, t := range g.Phones {
		out.Phones = append(out.Phones, t.S)
	}
	return out
}

func (c *compiler) handling() {
	h := &c.item.Handling
	c.steps(h)
	for i := range h.Limit {
		l := &h.Limit[i]
		c.out.Limits = append(c.out.Limits, &plan.Limit{When: c.condition(l.When, c.env), Statutory: spanOf(l.Statutory), Promised: spanOf(l.Promised), Extend: spanOf(l.Extend)})
	}
	for i := range h.Fee {
		f := &h.Fee[i]
		if amount := c.compile(&f.Amount, c.env, rule.Scalar(rule.Number)); amount != nil {
			c.out.Fees = append(c.out.Fees, &plan.Fee{When: c.condition(f.When, c.env), Amount: amount, Basis: bases(f.Basis), Due: f.Due.S})
		}
	}
	for i := range h.Result {
		c.out.Results = append(c.out.Results, c.result(&h.Result[i], numbered("handling.result", i)))
	}
	c.out.Instant = c.compile(h.Instant, c.env, rule.Scalar(rule.Boolean))
	c.batch(h.Batch)
	if h.Offer != nil {
		c.offer(h.Offer)
	}
	if p := h.Publicity; p != nil {
		c.out.Publicity = &plan.Publicity{Basis: bases(p.Basis), Granted: publish(p.Granted), Refused: publish(p.Refused)}
	}
}

// publish is as it was written: package check holds paths and masks against the item.
func publish(p *spec.Publish) *plan.Publish {
	if p == nil {
		return nil
	}
	out := &plan.Publish{For: span(p.For), Show: []plan.Shown{}}
	for _, s := range p.Show {
		out.Show = append(out.Show, plan.Shown{Path: s.Path.S, Mask: s.Mask.S})
	}
	return out
}

func (c *compiler) batch(b *spec.Batch) {
	if b == nil {
		return
	}
	out := &plan.Batch{From: b.Open[0].S, To: b.Open[1].S}
	if b.Quota != nil {
		out.QuotaSource, out.QuotaKey = b.Quota.Source.S, c.compile(b.Quota.Key, c.env, rule.Scalar(rule.Text))
	}
	for i := range b.Rank {
		r := &b.Rank[i]
		out.Rank = append(out.Rank, plan.Rank{When: c.condition(r.When, c.env), By: c.compile(&r.By, c.env, nil), Down: r.Order.S == "down"})
	}
	c.out.Batch = out
}

func (c *compiler) offer(o *spec.Offer) {
	f := &spec.Fact{Source: o.Source}
	if c.recordType(f) == nil {
		return
	}
	c.out.Offer = &plan.Offer{Source: o.Source.S, When: c.compile(&o.When, c.env, rule.Scalar(rule.Boolean))}
}

func (c *compiler) result(r *spec.Result, path string) *plan.Result {
	out := &plan.Result{Kind: "document", Of: r.Document.S, Title: c.words(path+".title", r.Title), Part: r.Part.S, Valid: spanOf(r.Valid)}
	switch {
	case r.Licence.S != "":
		out.Kind, out.Of = "licence", r.Licence.S
		if rec := c.recordType(&spec.Fact{Licence: r.Licence}); rec != nil && out.Title == "" {
			out.Title = rec.Title
		}
	case r.Record.S != "":
		out.Kind, out.Of = "record", r.Record.S
		if rec := c.recordType(&spec.Fact{Source: r.Record}); rec != nil && out.Title == "" {
			out.Title = rec.Title
		}
	}
	if out.Title == "" {
		out.Title = c.words(path+".title", spec.Text{S: out.Of, Pos: r.Document.Pos})
	}
	env := c.env
	if r.Per.Set() {
		m := &spec.Material{Per: r.Per}
		out.Per = r.Per.S[min(len("form."), len(r.Per.S)):]
		env = c.perEnv(m)
	}
	out.When = c.condition(r.When, env)
	out.ValidTo = c.compile(r.ValidTo, env, rule.Scalar(rule.Date))
	c.partOption(r.Part)
	c.assigns(r, out, env)
	return out
}

// steps lays the item's own steps over those of its mode.
func (c *compiler) steps(h *spec.Handling) {
	if h.Mode.S == "" {
		return
	}
	preset, ok := mode.Of(h.Mode.S)
	if !ok {
		var known []string
		for _, m := range mode.All() {
			known = append(known, m.ID)
		}
		c.unknownWord("办理方式", h.Mode, known)
		return
	}
	c.out.Mode = preset.ID
	for _, s := range preset.Steps {
		c.out.Steps = append(c.out.Steps, c.preset(s, h))
	}
	lost := map[string]bool{}
	for i := range h.Steps {
		c.ownStep(&h.Steps[i], lost)
	}
	for _, s := range c.out.Steps {
		s.WhoTitle = c.role(s.Who)
	}
	c.presetRoles(h, preset)
}

// presetRoles reports a role that a preset names and the catalogue doesn't have: nobody would do the step.
func (c *compiler) presetRoles(h *spec.Handling, preset *mode.Mode) {
	seen := map[string]bool{}
	for _, s := range preset.Steps {
		at := c.stepAt(s.ID)
		if who := c.out.Steps[at].Who; who == s.Who && c.role(who) == "" && !seen[who] {
			seen[who] = true
			c.nobodyDoes(h, preset, s, who)
		}
	}
}

func (c *compiler) preset(s mode.Step, h *spec.Handling) *plan.Step {
	out := &plan.Step{ID: s.ID, Title: s.Title, Who: s.Who, Verify: s.Verify}
	if c.out.Language != Chinese {
		out.Title = s.English
	}
	switch {
	case s.Visit:
		out.Visit = expr.True()
	case s.Handover && len(h.Deliver) == 1 && h.Deliver[0].S == "window":
		out.Visit = expr.True()
	case s.Handover && len(h.Deliver) > 1:
		out.Visit = c.compile(&spec.Rule{S: `form.deliver == "window"`}, c.env, rule.Scalar(rule.Boolean))
	}
	if s.ID == "pay" && noFee(h.Fee) {
		out.When = expr.Literal(falseValue)
	}
	return out
}

func noFee(list []spec.Fee) bool {
	for _, f := range list {
		if f.Amount.S != "0" {
			return false
		}
	}
	return true
}

// ownStep changes a step of the preset, or stands in after or beside another. Lost are own steps that
// have no place: what stands by them is no fault of its own.
func (c *compiler) ownStep(s *spec.Step, lost map[string]bool) {
	at := c.stepAt(s.ID.S)
	if at < 0 {
		at = c.place(s, lost)
	}
	if at < 0 {
		lost[s.ID.S] = true
		return
	}
	out := c.out.Steps[at]
	path := "handling.steps." + s.ID.S
	if s.Title.S != "" {
		out.Title = c.words(path+".title", s.Title)
	}
	if s.Who.S != "" {
		out.Who = s.Who.S
		c.knownRole(s.Who)
	}
	c.as(reader{what: "环节“" + out.Title + "”", step: out.ID, first: true}, func() {
		if s.When != nil {
			out.When = c.condition(s.When, c.env)
		}
		if s.Visit != nil {
			out.Visit = c.compile(s.Visit, c.env, rule.Scalar(rule.Boolean))
		}
	})
	if !s.Limit.Zero() {
		out.Limit = spanOf(s.Limit)
	}
	out.Verify = out.Verify || s.Verify.S != ""
	out.Stops = out.Stops || s.Clock.S == "stops"
	out.Document = c.words(path+".document", s.Document)
	for _, o := range s.Outcomes {
		out.Outcomes = append(out.Outcomes, plan.Outcome{Answer: o.Answer.S, To: o.To.S})
	}
}

func (c *compiler) stepAt(id string) int {
	for i, s := range c.out.Steps {
		if s.ID == id {
			return i
		}
	}
	return -1
}

func (c *compiler) place(s *spec.Step, lost map[string]bool) int {
	anchor := s.After
	if anchor.S == "" {
		anchor = s.Beside
	}
	var known []string
	for _, x := range c.out.Steps {
		known = append(known, x.ID)
	}
	if anchor.S == "" {
		c.stepNowhere(s.ID)
		return -1
	}
	at := c.stepAt(anchor.S)
	if at < 0 {
		if !lost[anchor.S] {
			c.unknownWord("环节", anchor, known)
		}
		return -1
	}
	out := &plan.Step{ID: s.ID.S, Title: s.ID.S, Beside: s.Beside.S}
	c.out.Steps = append(c.out.Steps, nil)
	copy(c.out.Steps[at+2:], c.out.Steps[at+1:])
	c.out.Steps[at+1] = out
	return at + 1
}

func (c *compiler) role(id string) string {
	if id == "applicant" {
		return c.system("applicant").S
	}
	for _, r := range c.cat.Catalog.Roles {
		if r.ID.S == id {
			return r.Title.S
		}
	}
	return ""
}

func (c *compiler) knownRole(w spec.Word) {
	if w.S == "applicant" || c.role(w.S) != "" {
		return
	}
	var known []string
	for _, r := range c.cat.Catalog.Roles {
		known = append(known, r.ID.S)
	}
	c.unknownWord("角色", w, known)
}
