package outcomes

import (
	"regexp"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/plan"
)

// Outcome is what answers lead to.
type Outcome struct {
	// Verdict is what the answers alone decide: pass where nothing is against it so far, else the gravest effect. With refuse and
	// refer nothing is handed in, and the rest is left out.
	Verdict string            `json:"verdict"`
	Parts   map[string]string `json:"parts,omitempty"` // by title of a part that is asked for, where something is against it
	Fails   []Condition       `json:"fails"`           // conditions that the answers don't satisfy
	Open    []Condition       `json:"open"`            // conditions that records decide, or what is looked at
	Papers  []Paper           `json:"papers"`
	Visits  eval.Range        `json:"visits"`
	// Promised is the promised time: 5wd (working days), 20d, 1mo; Least and Most where records decide.
	Promised  string `json:"promised,omitempty"`
	Least     string `json:"least,omitempty"`
	Most      string `json:"most,omitempty"`
	Statutory string `json:"statutory,omitempty"`
	Fee       string `json:"fee,omitempty"` // 元; "" where there is none, or FeeOpen
	FeeOpen   bool   `json:"feeOpen,omitempty"`
	// Hangs is what visits, time and fee still hang on.
	Hangs []string `json:"hangs,omitempty"`
}

// Condition is a condition of acceptance.
type Condition struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Effect string `json:"effect"`
	To     string `json:"to,omitempty"` // where it refers to, unless that is another item
}

// Paper is a paper that is asked for.
type Paper struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Maybe bool   `json:"maybe,omitempty"` // only where When holds
	When  string `json:"when,omitempty"`
	Made  bool   `json:"made,omitempty"` // by the system, to be signed: nobody brings it
	Each  string `json:"each,omitempty"` // one for each row of this
	// Reuse are the records by which it needn't be handed in, if they are there.
	Reuse   []string `json:"reuse,omitempty"`
	Promise bool     `json:"promise,omitempty"` // it may come to be promised instead (告知承诺)
	Defer   bool     `json:"defer,omitempty"`   // or be handed in later (容缺)
}

// itemID is what no person is told.
var itemID = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// outcome reads a state.
func (w *walk) outcome(st *eval.State) Outcome {
	out := Outcome{Verdict: w.verdict(st), Fails: []Condition{}, Open: []Condition{}, Papers: []Paper{}}
	for _, r := range w.plan.Rules {
		c := Condition{ID: r.ID, Title: r.Title, Effect: r.Effect}
		if !itemID.MatchString(r.To) {
			c.To = r.To
		}
		switch is := st.Rules[r.ID]; {
		case !counts(r):
		case is.Result == eval.IsUnknown:
			out.Open = append(out.Open, c)
		case is.Effect != "":
			out.Fails = append(out.Fails, c)
		}
	}
	if ends(out.Verdict) {
		out.Open = []Condition{} // nothing of them matters any more
		out.Fails = slices.DeleteFunc(out.Fails, func(c Condition) bool { return c.Effect != out.Verdict })
		return out
	}
	for part, effect := range st.Parts {
		if effect != "pass" && effect != "warn" {
			if out.Parts == nil {
				out.Parts = map[string]string{}
			}
			out.Parts[w.option(w.plan.Parts, part)] = effect
		}
	}
	reuse := w.reuses()
	for _, m := range w.plan.Materials {
		if p, asked := w.paper(m, st); asked {
			p.Reuse = reuse[m.ID]
			out.Papers = append(out.Papers, p)
		}
	}
	out.Visits = st.Visits
	w.time(st, &out)
	return out
}

// verdict is the gravest effect of the conditions. Whatever else a person would have to look at hangs on records, and is none of it;
// of parts, all must be refused for the whole to be.
func (w *walk) verdict(st *eval.State) string {
	gravest := 0
	for _, r := range w.plan.Rules {
		if r.Part == "" && counts(r) {
			gravest = max(gravest, plan.Gravity(st.Rules[r.ID].Effect))
		}
	}
	kept, refused := 0, len(st.Parts) > 0
	for _, effect := range st.Parts {
		if effect != "refuse" {
			refused = false
			if effect != "warn" {
				kept = max(kept, plan.Gravity(effect))
			}
		}
	}
	if refused {
		return "refuse"
	}
	return plan.Effects[max(gravest, kept)]
}

func (w *walk) time(st *eval.State, out *Outcome) {
	var open []string
	for _, s := range st.Steps {
		open = append(open, s.Missing...)
	}
	if l := st.Limit; l != nil {
		out.Promised, out.Statutory, out.Least, out.Most = l.Promised, l.Statutory, l.Least, l.Most
		open = append(open, l.Missing...)
	}
	if f := st.Fee; f != nil {
		out.Fee, out.FeeOpen = f.Amount, len(f.Missing) > 0
		open = append(open, f.Missing...)
	}
	for _, name := range open {
		if title := w.title(name); !slices.Contains(out.Hangs, title) {
			out.Hangs = append(out.Hangs, title)
		}
	}
}

func (w *walk) title(name string) string {
	return strings.TrimSuffix(strings.TrimPrefix(w.teller.Path(name), "“"), "”")
}

func (w *walk) option(id, code string) string {
	if f := w.plan.Field(id); f != nil {
		for _, o := range f.Options {
			if o.Code == code {
				return o.Text
			}
		}
	}
	return code
}

// paper tells whether a paper is asked for, or may be.
func (w *walk) paper(m *plan.Material, st *eval.State) (Paper, bool) {
	p := Paper{ID: m.ID, Title: m.Title, Made: m.Made, Promise: m.Promise != nil, Defer: m.Defer != nil}
	need := "materials." + m.ID + ".need"
	if m.Per != "" {
		table := w.plan.Field(m.Per)
		p.Each = table.Title
		is := st.Fields["form."+m.Per]
		if !is.Shown && is.Is != eval.IsUnknown {
			return p, false
		}
		switch {
		case m.Need != nil:
			p.Maybe, p.When = true, w.teller.Sentence(need, m.Need)
		case !is.Shown && table.Show != nil:
			p.Maybe, p.When = true, w.teller.Sentence("form."+m.Per+".show", table.Show)
		}
		return p, true
	}
	is := st.Materials[m.ID]
	switch {
	case is.Need:
		return p, true
	case is.State != "undecided":
		return p, false
	}
	p.Maybe = true
	if m.Need != nil {
		p.When = w.teller.Sentence(need, m.Need)
	}
	return p, true
}

// reuses are, of each paper, the titles of the records that may stand in for it.
func (w *walk) reuses() map[string][]string {
	out := map[string][]string{}
	w.session.Reuses(func(t eval.Tried) {
		id, _, _ := strings.Cut(t.Material, "[")
		r := w.plan.Records[t.Records]
		if r == nil || t.Outcome != eval.TriedUnknown && t.Outcome != eval.TriedReused || slices.Contains(out[id], r.Title) {
			return
		}
		out[id] = append(out[id], r.Title)
	})
	for _, m := range w.plan.Materials { // no row is there yet: what may stand in for each
		for _, r := range m.Reuse {
			if rec := w.plan.Records[r.Records]; m.Per != "" && rec != nil && !slices.Contains(out[m.ID], rec.Title) {
				out[m.ID] = append(out[m.ID], rec.Title)
			}
		}
	}
	return out
}
