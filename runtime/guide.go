package runtime

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/view"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
	"banshi/runtime/sharing"
)

// Guide shows items to people who have begun nothing yet.
type Guide struct {
	*hall
	visitors keptViews
}

// visitor is to whom look-ups are put down where nobody is signed in.
const visitor = "visitor"

// ItemPage is an item before it is begun.
type ItemPage struct {
	View      view.View
	Version   int
	Offices   []Office // every one that does the department's work
	Office    *Office  // the one that this application would go to; nil: not known yet
	Unknown   []string // what would tell which office it is, as people call it
	Drafts    []Listed
	Books     bool       // a visit about it can be booked
	Elsewhere *Elsewhere // nil: it is handled here
	Stopped   *Stopped   // it takes no new applications for now; nil: it does
	Answers   []QA       // frequent questions besides those of the guide
}

// Item shows an item without answers: for a signed-in applicant with his or her facts, else for
// nobody in particular. Codes: not_found.
func (g *Guide) Item(ctx context.Context, item, language string) (ItemPage, error) {
	def, err := g.Definitions.Current(ctx, item)
	if err != nil {
		return ItemPage{}, err
	}
	out := ItemPage{Version: def.Version}
	if out.View, err = g.look(ctx, def, nil, "", language); err != nil {
		return ItemPage{}, err
	}
	if out.Offices, err = g.officesOf(ctx, out.View.Plan.Department.ID); err != nil {
		return ItemPage{}, err
	}
	if out.Office, out.Unknown, err = g.whereTo(ctx, out.View); err != nil {
		return ItemPage{}, err
	}
	if out.Elsewhere = g.elsewhere(out.View); out.Elsewhere == nil {
		if out.Books, err = g.books(ctx, out); err != nil {
			return ItemPage{}, err
		}
	}
	if out.Stopped, err = g.stopped(ctx, item, language); err != nil {
		return ItemPage{}, err
	}
	faqs := FAQs{g.hall}
	if out.Answers, err = faqs.Of(ctx, item, language); err != nil {
		return ItemPage{}, err
	}
	if who, ok := identity.From(ctx); ok && who.Account.Staff == nil {
		if out.Drafts, err = g.drafts(ctx, who, item, language); err != nil {
			return ItemPage{}, err
		}
	}
	return out, nil
}

// books tells whether the office that an application would go to takes bookings for it; where that isn't known, whether
// any does.
func (g *Guide) books(ctx context.Context, p ItemPage) (bool, error) {
	places := p.Offices
	if p.Office != nil {
		places = []Office{*p.Office}
	}
	for _, o := range places {
		if hall, ok, err := g.hallOf(ctx, o.ID); err != nil || ok && hall.takes(p.View.Plan.ID, VisitApply) {
			return err == nil, err
		}
	}
	return false, nil
}

// whereTo is the one office that an application would go to, or what is missing to tell which.
func (g *Guide) whereTo(ctx context.Context, v view.View) (*Office, []string, error) {
	if v.Plan.Entry != nil {
		return nil, nil, nil
	}
	region := ""
	if d := v.State.Dispatch; d != nil {
		if region = d.Region; region == "" {
			return nil, titlesOf(v.Plan, d.Missing), nil
		}
	}
	o, ok, err := g.Offices.Dispatch(ctx, v.Plan.Department.ID, region)
	if err != nil {
		return nil, nil, fmt.Errorf("runtime: office that handles an item: %w", err)
	}
	if !ok {
		return nil, nil, nil
	}
	return &o, nil, nil
}

// titlesOf names fields, facts and so on as people call them, each once.
func titlesOf(p *plan.Plan, names []string) []string {
	var out []string
	for _, name := range names {
		title := ""
		id, _, _ := strings.Cut(strings.TrimPrefix(name, "form."), ".")
		if f := p.Field(id); f != nil {
			title = f.Title
		}
		for _, f := range p.Facts {
			if r := p.Records[f.Source]; f.ID == id && r != nil {
				title = r.Title
			}
		}
		if title != "" && !slices.Contains(out, title) {
			out = append(out, title)
		}
	}
	return out
}

// Preview evaluates answers without storing anything. Nothing is looked up but what belongs to the
// signed-in applicant and user: a number typed here opens nobody's record. Codes: not_found, invalid.
func (g *Guide) Preview(ctx context.Context, item string, answers map[string]any, actsAs, language string) (view.View, error) {
	def, err := g.Definitions.Current(ctx, item)
	if err != nil {
		return view.View{}, err
	}
	c := &answerCheck{plan: def.Program(language).Plan()}
	c.shape(answers)
	if len(c.faults) > 0 {
		return view.View{}, fault.New(fault.Invalid, sayCannotFill, c.faults...)
	}
	decimals(c.plan, answers)
	return g.look(ctx, def, answers, actsAs, language)
}

// Trial is what a preview is of.
type Trial struct {
	Answers map[string]any `json:"answers"`
	ActsAs  string         `json:"actsAs,omitempty"`
}

// DecodeTrial reads one strictly. Codes: invalid.
func DecodeTrial(raw []byte) (Trial, error) {
	var t Trial
	return t, strict(raw, &t)
}

func (g *Guide) look(ctx context.Context, def Definition, answers map[string]any, actsAs, language string) (view.View, error) {
	if who, ok := identity.From(ctx); ok && who.Account.Staff == nil {
		return g.lookAs(ctx, def, answers, actsAs, language, &who)
	}
	return g.lookAs(ctx, def, answers, actsAs, language, nil)
}

// lookAs is look for somebody who is signed in, or nil for nobody in particular.
func (g *Guide) lookAs(ctx context.Context, def Definition, answers map[string]any, actsAs, language string, who *identity.Current) (view.View, error) {
	prog := def.Program(language)
	in := eval.Input{Today: g.today(), Answers: answers, Applicant: eval.Applicant{Kind: onlyKind(prog.Plan())}, User: eval.User{ActsAs: actsAs}}
	if in.Answers == nil {
		in.Answers = map[string]any{}
	}
	s := subject{prog: prog, ownOnly: true, wait: g.DraftWait, purpose: sharing.Purpose{Item: def.Item, Why: "preview"}}
	if who != nil {
		in.Applicant = applicantOf(who.Applicant)
		in.User = userOf(*who, string(who.Applicant.ActsAs))
		s.proven, s.holder, s.purpose.Actor = who.Applicant.Proven, who.Applicant.Key(), who.Account.ID
	}
	s.input = func() eval.Input { return in }
	if s.purpose.Actor == "" {
		// Nobody is signed in: price lists and the like are for all, but a look-up needs somebody to
		// whom it is put down.
		s.purpose.Actor = visitor
	}
	evaluate := func() (settled, error) { return g.settle(ctx, s) }
	if in.Applicant.No == "" && in.User.No == "" && len(answers) == 0 && actsAs == "" && s.purpose.Actor == visitor {
		return g.forVisitors(ctx, prog, evaluate)
	}
	out, err := evaluate()
	if err != nil {
		return view.View{}, err
	}
	return out.view(), nil
}

// onlyKind is the kind of applicant where an item has one kind only.
func onlyKind(p *plan.Plan) string {
	if len(p.Applicants) == 1 {
		return p.Applicants[0]
	}
	return ""
}
