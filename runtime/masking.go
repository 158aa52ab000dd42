package runtime

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/view"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/mask"
)

// This file is the only place that decides what of a case somebody sees, by his or her role. Who
// handles the case, and its applicant, see all of it; whoever else may look at it (who only oversees)
// sees the decisions and the reasons, but nothing by which a person could be told. What is not known
// to be harmless is hidden: a new part of the state or a new type of field is hidden until it is
// listed here, and a test looks for strays in everything that leaves the server.

// whole reports whether somebody sees all of a case: its applicant, or one of the roles that work on
// cases in the office that has this one.
func whole(a actor.Actor, c Case) bool {
	return a.Kind == actor.Person || a.HandlesAt(c.Office)
}

// handled gives a case to one of the staff, and whether he or she sees all of it. Codes: unauthenticated, not_found.
func (d *Desk) handled(ctx context.Context, number string) (c Case, all bool, err error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, false, err
	}
	c, err = d.find(ctx, who, number, actor.CaseView)
	return c, err == nil && whole(who.Actor(), c), err
}

// lineFor is a case in a list, as somebody sees it.
func lineFor(a actor.Actor, c Case) Case {
	if whole(a, c) {
		return c
	}
	// Nothing of the case was read but its own row: the opinion could quote anything of it.
	c.Opinion = ""
	return maskedCase(c)
}

func maskedCase(c Case) Case {
	if c.ApplicantKind != organisation {
		c.ApplicantName = mask.Name(c.ApplicantName)
	}
	c.Owner, c.Holder, c.Credit, c.Claim.Account = "", "", "", ""
	c.Progress.Answers, c.Progress.Makers = nil, nil
	return c
}

// organisation is the kind of applicant whose name and number are public.
const organisation = "organisation"

// pageFor is a case with all that belongs to it, as somebody sees it.
func pageFor(a actor.Actor, p CasePage) (CasePage, error) {
	if whole(a, p.Case) {
		return p, nil
	}
	var in eval.Input
	if err := Decode(p.Round.Input, &in); err != nil {
		return CasePage{}, fmt.Errorf("runtime: input of case %s: %w", p.Number, err)
	}
	v := veilOf(p.View.Plan, in, p.View.State)
	p.Masked = true
	p.Booking = nil
	p.Case = maskedCase(p.Case)
	p.Agent = mask.Name(p.Agent)
	p.Opinion = v.say(p.Opinion)
	p.View = v.view(p.View)
	p.Timeline = slices.Clone(p.Timeline)
	for i := range p.Timeline {
		h := &p.Timeline[i]
		h.Text = v.say(h.Text)
		if h.By == actor.Person {
			h.Actor, h.Name = "", mask.Name(h.Name)
		}
	}
	p.Unverified = slices.Clone(p.Unverified)
	for i := range p.Unverified {
		p.Unverified[i].Said, p.Unverified[i].Key = nil, ""
	}
	p.Files = slices.Clone(p.Files)
	for i := range p.Files {
		p.Files[i].Name = "***" + path.Ext(p.Files[i].Name)
	}
	p.Counter = nil
	p.Standing = v.standing(p.Standing)
	r := &p.Round
	r.Content, r.Input, r.Facts, r.Materials, r.State, r.Trace, r.Files = nil, nil, nil, nil, nil, nil, p.Files
	return p, nil
}

// veil knows what is personal in one case, and hides it wherever it stands.
type veil struct {
	plan   *plan.Plan
	open   map[string]bool   // texts that are public: an organisation's name and number
	hides  map[string]string // what is personal → what stands in its place
	inText *strings.Replacer // all of hides, the longest first
}

// veilOf gathers the personal values of a case: what was answered, what registers said, who applied.
func veilOf(p *plan.Plan, in eval.Input, state *eval.State) *veil {
	v := &veil{plan: p, open: map[string]bool{}, hides: map[string]string{}}
	if in.Applicant.Kind == organisation {
		v.open[in.Applicant.Name], v.open[in.Applicant.No] = true, true
	} else {
		v.hide(in.Applicant.Name, mask.Name(in.Applicant.Name))
		v.hide(in.Applicant.No, mask.IDNumber(in.Applicant.No))
	}
	v.hide(in.User.Name, mask.Name(in.User.Name))
	v.hide(in.User.No, mask.IDNumber(in.User.No))
	v.hide(in.User.Phone, mask.Phone(in.User.Phone))
	for at, f := range state.Fields {
		def := defOf(p, at)
		v.gather(def, f.Value)
		v.gather(def, f.Filled)
	}
	for id, raw := range in.Answers {
		v.gatherAnswer(p.Field(id), raw)
	}
	for source, byKey := range in.Facts {
		for key, found := range byKey {
			v.gather(nil, key)
			for _, r := range found.Records {
				v.gather(nil, r.ID)
				for id, cell := range r.Cells {
					if !slices.Contains(publicCells, id) {
						v.gather(p.Records[source].Cell(id), cell)
					}
				}
			}
		}
	}
	v.inText = replacer(v.hides)
	return v
}

// publicCells are attributes of a licence or a dated record that say nothing of a person.
var publicCells = []string{"status", "trust", "issuer", "basis", "valid_from", "valid_to", "issued", "from", "to"}

// replacer replaces the longest first: a name inside an address must not keep the rest of it.
func replacer(hides map[string]string) *strings.Replacer {
	words := make([]string, 0, len(hides))
	for w := range hides {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	pairs := make([]string, 0, 2*len(words))
	for _, w := range words {
		pairs = append(pairs, w, hides[w])
	}
	first := strings.NewReplacer(pairs...)
	for i := 1; i < len(pairs); i += 2 {
		pairs[i] = first.Replace(pairs[i]) // what is left of an address may be somebody's name
	}
	return strings.NewReplacer(pairs...)
}

// hide remembers a text. One of a single character can't be told from any other word.
func (v *veil) hide(text, shown string) {
	if utf8.RuneCountInString(text) > 1 && !v.open[text] && text != shown {
		v.hides[text] = shown
	}
}

// gather remembers what a value holds that is personal.
func (v *veil) gather(f *plan.Field, value any) {
	if isPublic(f) {
		return
	}
	switch x := value.(type) {
	case string:
		shown, _ := v.value(f, x).(string)
		v.hide(x, shown)
		if year, month, day, ok := civil(x); ok {
			v.hide(fmt.Sprintf("%d年%d月%d日", year, month, day), fmt.Sprintf("%d年*月*日", year))
			v.hide(fmt.Sprintf("%d %s %d", day, english[month-1], year), fmt.Sprintf("* * %d", year))
		}
	case []any:
		for _, e := range x {
			v.gather(f, e)
		}
	case map[string]any:
		for _, e := range x {
			v.gather(nil, e)
		}
	case nil, bool:
	default: // a number, of which only a sensitive one is hidden
		if text := fmt.Sprint(x); f != nil && f.Sensitive && len(text) > 3 {
			v.hide(text, "***")
		}
	}
}

func (v *veil) gatherAnswer(f *plan.Field, raw any) {
	if f == nil || f.Type != "table" {
		v.gather(f, raw)
		return
	}
	for _, row := range rowsOf(raw) {
		for id, cell := range row {
			if id != "_row" {
				v.gather(f.Column(id), cell)
			}
		}
	}
}

var english = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

func civil(s string) (year, month, day int, ok bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, 0, 0, false
	}
	year, e1 := strconv.Atoi(s[:4])
	month, e2 := strconv.Atoi(s[5:7])
	day, e3 := strconv.Atoi(s[8:])
	return year, month, day, e1 == nil && e2 == nil && e3 == nil && month >= 1 && month <= 12
}

// publicTypes are types whose values are picked from the definition or only measure something.
var publicTypes = []string{"choice", "choices", "boolean", "finding", "integer", "number", "money", "region", "uscc", "project_code"}

func isPublic(f *plan.Field) bool {
	return f != nil && !f.Sensitive && slices.Contains(publicTypes, f.Type)
}

// say hides what is personal in a sentence.
func (v *veil) say(text string) string { return mask.Text(v.inText.Replace(text)) }

// value is what is shown of a value of a field; f is nil where nobody knows what it is.
func (v *veil) value(f *plan.Field, value any) any {
	text, isText := value.(string)
	switch {
	case value == nil:
		return nil
	case isText && (text == "" || v.open[text]):
		return text
	case isText && f != nil && f.Type == "id_number":
		return mask.IDNumber(text)
	case isText && f != nil && f.Type == "phone":
		return mask.Phone(text)
	case isText && f != nil && f.Type == "bank_card":
		return mask.BankCard(text)
	case f != nil && f.Sensitive:
		return "***"
	case isPublic(f):
		return mask.Value(value)
	case isText:
		if year, _, _, ok := civil(text); ok {
			return fmt.Sprintf("%d-**-**", year)
		}
		return hiddenText(text)
	}
	return "***"
}

// hiddenText keeps the first character of a text and, of one as short as a name, its last.
func hiddenText(s string) string {
	n := utf8.RuneCountInString(s)
	if n <= 4 {
		return mask.Name(s)
	}
	first, _ := utf8.DecodeRuneInString(s)
	return string(first) + "***"
}

// name hides a key, or the number of a record: it may name a person, a vehicle, a flat.
func (v *veil) name(s string) string {
	if s == "" || v.open[s] {
		return s
	}
	return "***"
}

// view hides what is personal in a view, and everything from which it could be read off. The decisions
// stay.
func (v *veil) view(w view.View) view.View {
	in := w.Input
	in.Answers, in.Facts, in.Confirmed, in.Chosen, in.Signed = map[string]any{}, nil, nil, nil, nil
	if in.Applicant.Kind != organisation {
		in.Applicant.No, in.Applicant.Name = mask.IDNumber(in.Applicant.No), mask.Name(in.Applicant.Name)
	}
	in.User.No, in.User.Name, in.User.Phone = mask.IDNumber(in.User.No), mask.Name(in.User.Name), mask.Phone(in.User.Phone)
	w.Input = in
	w.State = v.state(w.State)
	return w
}

func (v *veil) state(s *eval.State) *eval.State {
	state := *s
	state.Wants = nil
	state.Fields = mapped(s.Fields, func(at string, f eval.FieldState) eval.FieldState {
		def := defOf(v.plan, at)
		f.Value, f.Filled, f.Errors = v.value(def, f.Value), v.value(def, f.Filled), v.errors(f.Errors)
		f.Min, f.Max = v.bound(def, f.Min), v.bound(def, f.Max)
		if f.From != nil {
			from := *f.From
			from.Record = v.name(from.Record)
			f.From = &from
		}
		return f
	})
	state.Facts = mapped(s.Facts, func(_ string, f eval.FactState) eval.FactState {
		f.Key, f.Record, f.Pick = v.name(f.Key), v.name(f.Record), nil
		return f
	})
	state.Rules = mapped(s.Rules, func(_ string, r eval.RuleState) eval.RuleState {
		r.Text = v.say(r.Text)
		return r
	})
	state.Materials = mapped(s.Materials, func(_ string, m eval.MaterialState) eval.MaterialState {
		m.Signer, m.Promise = v.name(m.Signer), v.say(m.Promise)
		if m.Evidence != nil {
			e := *m.Evidence
			e.Number, e.Record, e.Title = v.name(e.Number), v.name(e.Record), v.say(e.Title)
			m.Evidence = &e
		}
		return m
	})
	state.Sections = mapped(s.Sections, func(_ string, x eval.SectionState) eval.SectionState {
		x.Errors = v.errors(x.Errors)
		return x
	})
	return &state
}

// mapped is a map with its values changed.
func mapped[V any](m map[string]V, change func(string, V) V) map[string]V {
	if m == nil {
		return nil
	}
	out := make(map[string]V, len(m))
	for k, x := range m {
		out[k] = change(k, x)
	}
	return out
}

func (v *veil) errors(list []eval.Error) []eval.Error {
	var out []eval.Error
	for _, e := range list {
		e.Say = v.say(e.Say)
		if e.Bound != "" && !isNumber(e.Bound) {
			e.Bound = "***"
		}
		out = append(out, e)
	}
	return out
}

func (v *veil) bound(f *plan.Field, s string) string {
	if s == "" || isPublic(f) {
		return s
	}
	return "***"
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && len(s) < 9
}

// defOf finds the field of a path; nil where there is none.
func defOf(p *plan.Plan, at string) *plan.Field {
	m := fieldPath.FindStringSubmatch(at)
	if m == nil {
		return nil
	}
	f := p.Field(m[1])
	if f == nil || m[3] == "" {
		return f
	}
	return f.Column(m[3])
}

// standing hides what was written in the course of a case: that something was, stays.
func (v *veil) standing(s Standing) Standing {
	s.Amendment, s.Offices, s.Refusable = nil, nil, nil
	s.May = slices.Clone(s.May)
	for i := range s.May { // who may is told of colleagues, once the page is masked: see Desk.Get
		s.May[i].For, s.May[i].Who = "", nil
	}
	docs := slices.Clone(s.Record.Documents)
	for i := range docs {
		docs[i].Body = Body{}
	}
	given := slices.Clone(s.Record.Issued)
	for i := range given {
		g := &given[i]
		g.Cells, g.Key, g.Number, g.Holder = nil, "", v.name(g.Number), v.name(g.Holder)
	}
	s.Record = Record{Documents: docs, Issued: given}
	s.Parts = slices.Clone(s.Parts)
	for i := range s.Parts {
		s.Parts[i].Reason, s.Parts[i].Mend = v.say(s.Parts[i].Reason), v.say(s.Parts[i].Mend)
	}
	return s
}
