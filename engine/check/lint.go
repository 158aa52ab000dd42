package check

import (
	"regexp"
	"slices"
	"strings"

	"banshi/engine/plan"
	"banshi/engine/spec"
	"banshi/engine/value"
)

// lint holds an item against the rules by which provincial platforms judge what is published: each
// says that two elements contradict each other.
func (c *checker) lint() {
	visits := slices.ContainsFunc(c.plan.Steps, func(s *plan.Step) bool {
		return s.Visit != nil && !s.Visit.IsConst(false) && !s.When.IsConst(false)
	})
	switch {
	case !visits && c.plan.Mode != "" && c.plan.Guide.WhyVisit != "":
		c.whyVisitUnneeded()
	case certain(c.plan.Steps) && levelFour(c.item.Guide.OnlineLevel.S):
		c.onlineLevel()
	}
	for i, r := range c.plan.Results {
		granted := c.item.Type.S == "permit" || c.item.Type.S == "confirmation"
		if granted && r.Kind == "document" && strings.HasSuffix(r.Title, "证") {
			c.resultKind(&c.item.Handling.Result[i], r.Title)
		}
	}
	if c.item.Type.S == "permit" {
		for i := range c.item.Handling.Steps {
			s := &c.item.Handling.Steps[i]
			if slices.Contains(permitSteps, s.ID.S) && s.When != nil && s.When.S == "false" {
				c.stepLeftOut(s)
			}
		}
	}
	for i := range c.item.Handling.Limit {
		switch l := &c.item.Handling.Limit[i]; {
		case l.Promised.Zero():
			c.missingAt(l.Pos, "承诺时限", "promised，如 promised: 5wd")
		case l.Promised.N == 0 && !c.item.Handling.Instant.Set():
			c.missingAt(l.Promised.Pos, "即办条件：承诺时限是0，就是当场办结", "handling.instant，或者把承诺时限写成1wd以上")
		}
	}
	for i := range c.item.Handling.Steps {
		if s := &c.item.Handling.Steps[i]; s.Title.S == "" && (s.After.S != "" || s.Beside.S != "") {
			c.untitled("环节“"+s.ID.S+"”", s.ID)
		}
	}
}

// permitSteps are those that a permit always has: 受理 审核 审批 送达.
var permitSteps = []string{"accept", "review", "decide", "deliver"}

func levelFour(s string) bool { return strings.Contains(s, "Ⅳ") || strings.Contains(s, "IV") }

// phones holds that numbers can be dialled from anywhere, and that one complains elsewhere than one asks.
func (c *checker) phones() {
	complaint := map[string]spec.Text{}
	for _, d := range c.cat.Catalog.Departments {
		c.phone(d.Phone)
		complaint[d.ID.S] = d.Phone
	}
	for _, o := range c.cat.Catalog.Offices {
		for _, p := range o.Phones {
			c.phone(p)
			if p.S != "" && p.S == complaint[o.Department.S].S {
				c.samePhone(p)
			}
		}
	}
}

// zoneName is how the tz database writes a place; whether there is one is found when it is opened.
var zoneName = regexp.MustCompile(`^(UTC|[A-Z][A-Za-z]+(/[A-Z][A-Za-z_-]+)+)$`)

// times holds that hours and the time zone can be read: by them it is told whether an office is open.
func (c *checker) times() {
	for _, o := range c.cat.Catalog.Offices {
		if _, ok := value.ParseHours(o.Hours.S); o.Hours.S != "" && o.Hours.S != "工作日" && !ok {
			c.badHours(o.Hours)
		}
		if b := o.Booking; b != nil {
			hours := b.Hours
			if hours.S == "" {
				hours = o.Hours
			}
			if _, ok := value.ParseHours(hours.S); !ok {
				c.noSlots(o, hours)
			}
		}
	}
	if z := c.cat.Catalog.TimeZone; z.S != "" && !zoneName.MatchString(z.S) {
		c.badZone(z)
	}
}

func (c *checker) phone(p spec.Text) {
	if p.S != "" && !dialled.MatchString(p.S) {
		c.badPhone(p)
	}
}
