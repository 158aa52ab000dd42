package check

import (
	"regexp"

	"banshi/engine/spec"
)

// elements finds what publishing needs and the definition does not say (GB/T 39046—2020, and the
// consistency rules that provincial platforms apply to it).
func (c *checker) elements() {
	i := c.item
	require := func(ok bool, what, key string) {
		if !ok {
			c.missingElement(what, key)
		}
	}
	require(i.Code.S != "", "事项编码", "code")
	require(len(i.AlsoKnownAs) > 0, "通俗名称", "also_known_as")
	require(len(i.Applicants) > 0, "服务对象", "applicants")
	require(len(i.Guide.Basis) > 0, "设定依据", "guide.basis")
	require(len(i.Themes.Person)+len(i.Themes.Organisation) > 0, "主题", "themes")
	if i.Entry == nil {
		require(i.Handling.Mode.S != "", "办理方式", "handling.mode")
		require(len(i.Handling.Limit) > 0, "办结时限", "handling.limit")
		require(len(i.Handling.Result) > 0, "办理结果", "handling.result")
		require(!i.Keep.Zero(), "保管期限", "keep")
		require(len(i.Handling.Fee) > 0, "是否收费", "handling.fee")
	}
	c.themes()
	if i.Type.S == "permit" && len(i.Guide.FAQ) == 0 && i.Entry == nil {
		c.noFAQ()
	}
	for _, p := range i.Guide.Phones {
		c.phone(p)
		for _, d := range c.cat.Catalog.Departments {
			if d.ID.S == i.Department.S && d.Phone.S == p.S {
				c.samePhone(p)
			}
		}
	}
}

// dialled is a phone that one can dial from anywhere: area code, or a short national number.
var dialled = regexp.MustCompile(`^(0\d{2,3}-\d{7,8}(-\d{1,6})?|1\d{4,10}|400-?\d{3}-?\d{4})$`)

// themes finds a kind of applicant without a theme of its own, and the reverse.
func (c *checker) themes() {
	var person, organisation bool
	for _, a := range c.item.Applicants {
		person = person || a.S == "person"
		organisation = organisation || a.S == "organisation"
	}
	hasPerson, hasOrganisation := len(c.item.Themes.Person) > 0, len(c.item.Themes.Organisation) > 0
	if hasPerson || hasOrganisation { // without any, an element is missing
		// A person looks for what the own shop will need: themes of people may lead to items of organisations.
		if person && !hasPerson {
			c.themeMismatch("自然人", "person", true)
		}
		if organisation != hasOrganisation {
			c.themeMismatch("法人和其他组织", "organisation", organisation)
		}
	}
}

// texts finds what people would have to read and nobody wrote.
func (c *checker) texts() {
	for id, f := range c.fields {
		if f.Title.S == "" {
			c.untitled("字段“"+id+"”", f.ID)
		}
	}
	for id, r := range c.rules {
		if r.Title.S == "" {
			c.untitled("受理条件“"+id+"”", r.ID)
		}
	}
	for id, m := range c.materials {
		if m.Title.S == "" {
			c.untitled("材料“"+id+"”", m.ID)
		}
	}
}

// sizes finds texts without a greatest length: then nobody could say what a rule costs.
func (c *checker) sizes(what, title string, fields []spec.Field) {
	for i := range fields {
		f := &fields[i]
		if (f.Type.S == "text" || f.Type.S == "address") && f.Length == nil {
			c.endless(what, title, f)
		}
	}
}
