package tell

import (
	"strings"

	"banshi/engine/plan"
)

// Teller tells the rules of one plan, in the plan's language.
type Teller struct {
	plan    *plan.Plan
	regions map[string]string
	marks   *marks          // where Clauses asks
	hidden  map[string]bool // facts about somebody else: rep_card, form.drivers.person
}

// New makes a teller.
func New(p *plan.Plan) *Teller {
	t := &Teller{plan: p, regions: map[string]string{}}
	note := func(f *plan.Field) {
		if f == nil || f.Type != "region" {
			return
		}
		for _, o := range f.Options {
			t.regions[o.Code] = o.Text
		}
	}
	for _, r := range p.Rules {
		if r.Otherwise != nil {
			for _, part := range r.Otherwise.Parts {
				note(part.As)
			}
		}
	}
	for _, f := range p.Fields {
		note(f)
	}
	if n := len(p.Home); n > 0 { // the district's own code is what the codes of its towns begin with
		for code := range t.regions {
			if len(code) == 9 && t.regions[code[:6]] == "" {
				t.regions[code[:6]] = p.Home[n-1]
			}
		}
	}
	return t
}

// Hide keeps back what the facts of these paths hold: records about somebody else, as
// eval.Session.Lookups lists them. A fact of a table's rows is kept back in all of them. Sentences
// still say that the records were looked at.
func (t *Teller) Hide(paths []string) {
	t.hidden = make(map[string]bool, len(paths))
	for _, p := range paths {
		if table, rest, ok := strings.Cut(p, "["); ok {
			_, fact, _ := strings.Cut(rest, "].")
			p = table + "." + fact
		}
		t.hidden[p] = true
	}
}

func (t *Teller) w(key string, parts ...string) string {
	return fill(word(key, t.plan.Language), parts...)
}

func (t *Teller) bracketed(text string) string { return t.w("open") + text + t.w("close") }

// quoted puts quotes round a text that has none; quotes within become single ones.
func (t *Teller) quoted(s string) string {
	if inner := strings.TrimSuffix(strings.TrimPrefix(s, "“"), "”"); len(inner) == len(s)-len("“”") && !strings.ContainsAny(inner, "“”") {
		return s
	}
	return "“" + strings.NewReplacer("“", "‘", "”", "’").Replace(s) + "”"
}

// aside is what is added to a text in brackets.
func (t *Teller) aside(text string) string { return t.w("aside", t.bracketed(text)) }
