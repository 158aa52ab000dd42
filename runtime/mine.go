package runtime

import (
	"context"
	"fmt"
	"slices"
	"time"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/view"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// MyCases is what applicants do with their cases.
type MyCases struct{ *hall }

// CasePage is one case as somebody sees it.
type CasePage struct {
	Case
	View     view.View
	Timeline []Happening
	Files    []File
	Round    Submission
	Digest   string  // of what was handed in, see Submission.Digest
	Masked   bool    // sensitive values are hidden
	Agent    string  // name of who acted for the applicant; "" the applicant did
	ActsAs   string  // by what right
	Place    *Office // for the applicant: the office that has it; nil: it is no longer in the catalogue
	Standing
	// Unverified is what was typed while its register was silent, and what came of comparing it.
	Unverified []Unverified
	Booking    *Booking // of a visit that is to come; nil: none
	Books      bool     // visits about it are booked now
	Counter    *Counter // of the window at which it was handed in or filled in; nil: it was at none
}

func caseObject(c Case) actor.Object {
	return actor.Object{Kind: actor.Case, ID: c.Number, State: c.State, Owner: c.Owner, Holder: c.Holder, Office: c.Office, Makers: c.Progress.Makers}
}

// find gives a case that the caller may do act to.
func (h *hall) find(ctx context.Context, who identity.Current, number string, act actor.Act) (Case, error) {
	c, err := h.Store.Case(ctx, number)
	if fault.Is(err, fault.NotFound) {
		return c, gone()
	}
	if err != nil {
		return c, fmt.Errorf("runtime: find a case: %w", err)
	}
	return c, actor.Can(who.Actor(), act, caseObject(c))
}

// List gives the caller's cases, and those in the name for which he or she may speak; newest first.
func (m *MyCases) List(ctx context.Context, language string) ([]Case, error) {
	who, err := citizen(ctx)
	if err != nil {
		return nil, err
	}
	list, err := m.Store.CasesOf(ctx, who.Account.ID, who.Actor().Binds())
	if err != nil {
		return nil, fmt.Errorf("runtime: list cases: %w", err)
	}
	list = slices.DeleteFunc(list, func(c Case) bool { return actor.Can(who.Actor(), actor.CaseView, caseObject(c)) != nil })
	for i, c := range list {
		if def, err := m.Definitions.At(ctx, c.Item, c.ItemVersion); err == nil {
			list[i].Name = def.Program(language).Plan().Name
		}
	}
	return list, nil
}

// Get shows one with all that was submitted. Codes: unauthenticated, not_found.
func (m *MyCases) Get(ctx context.Context, number, language string) (CasePage, error) {
	who, err := citizen(ctx)
	if err != nil {
		return CasePage{}, err
	}
	c, err := m.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return CasePage{}, err
	}
	return m.seen(ctx, c, who.Actor(), view.Applicant, language)
}

// page puts a case together as it was frozen.
func (h *hall) page(ctx context.Context, c Case, who view.Audience, language string) (CasePage, error) {
	s, err := h.Store.Submission(ctx, c.Number)
	if err != nil {
		return CasePage{}, fmt.Errorf("runtime: submission of a case: %w", err)
	}
	if err := h.checked(ctx, s.Files); err != nil {
		return CasePage{}, err
	}
	out := CasePage{Case: c, Files: s.Files, Round: s, Digest: s.Digest()}
	if who == view.Staff && len(c.Progress.Answers) > 0 {
		out.View, err = h.worked(ctx, s, c, language)
	} else {
		out.View, err = h.frozen(ctx, s, who, language)
	}
	if err != nil {
		return CasePage{}, err
	}
	if out.View.Plan != nil {
		out.Case.Name = out.View.Plan.Name
	}
	if out.Agent, out.ActsAs, err = actedBy(s); err != nil {
		return CasePage{}, err
	}
	if out.Counter, err = counterOf(s); err != nil {
		return CasePage{}, err
	}
	if out.Timeline, err = h.Store.Timeline(ctx, c.Number); err != nil {
		return CasePage{}, fmt.Errorf("runtime: timeline of a case: %w", err)
	}
	if out.Unverified, err = h.Store.Unverified(ctx, c.Number, c.Round); err != nil {
		return CasePage{}, fmt.Errorf("runtime: what is unverified of a case: %w", err)
	}
	if who != view.Staff { // what a register says of a value is for those who handle the case
		for i := range out.Unverified {
			out.Unverified[i].Said = nil
		}
	}
	return out, nil
}

// counterOf is what is known of the counter at which a submission was handed in; nil: it was at none.
func counterOf(s Submission) (*Counter, error) {
	var c Content
	if err := Decode(s.Content, &c); err != nil {
		return nil, fmt.Errorf("runtime: content of case %s: %w", s.Number, err)
	}
	return c.Counter, nil
}

// actedBy names who acted for the applicant, as it was handed in.
func actedBy(s Submission) (name, as string, err error) {
	var in eval.Input
	if err := Decode(s.Input, &in); err != nil {
		return "", "", fmt.Errorf("runtime: input of case %s: %w", s.Number, err)
	}
	if in.User.No == in.Applicant.No || in.User.ActsAs == string(identity.Self) {
		return "", in.User.ActsAs, nil
	}
	return in.User.Name, in.User.ActsAs, nil
}

// seen is the page of a case as somebody sees it who may do something about it.
func (h *hall) seen(ctx context.Context, c Case, a actor.Actor, who view.Audience, language string) (CasePage, error) {
	out, err := h.page(ctx, c, who, language)
	if err != nil {
		return CasePage{}, err
	}
	t, err := h.turnOf(ctx, c)
	if err != nil {
		return CasePage{}, err
	}
	record, err := h.Store.Record(ctx, c.Number)
	if err != nil {
		return CasePage{}, fmt.Errorf("runtime: record of a case: %w", err)
	}
	if t.has, err = h.claimant(ctx, c); err != nil {
		return CasePage{}, err
	}
	if err := t.visited(ctx, &out); err != nil {
		return CasePage{}, err
	}
	if who == view.Applicant {
		out.Place = officeIn(t.offices, c.Office)
	}
	out.Standing = t.look(a, record)
	return out, nil
}

// worked is the view of what was handed in with what staff has put down since, for staff.
func (h *hall) worked(ctx context.Context, s Submission, c Case, language string) (view.View, error) {
	def, err := h.Definitions.At(ctx, s.Item, s.ItemVersion)
	if err != nil {
		return view.View{}, fmt.Errorf("runtime: definition of a case: %s version %d: %w", s.Item, s.ItemVersion, err)
	}
	in, err := inputWith(s, c.Progress.Answers)
	if err != nil {
		return view.View{}, err
	}
	session, err := def.Program(language).Open(in)
	if err != nil {
		return view.View{}, fmt.Errorf("runtime: evaluate case %s: %w", s.Number, err)
	}
	return view.Of(session, view.Staff), nil
}

// frozen is the view of what was handed in. The state is the stored one: it is what was decided on,
// whatever a later engine would say.
func (h *hall) frozen(ctx context.Context, s Submission, who view.Audience, language string) (view.View, error) {
	def, err := h.Definitions.At(ctx, s.Item, s.ItemVersion)
	if err != nil {
		return view.View{}, fmt.Errorf("runtime: definition of a case: %s version %d: %w", s.Item, s.ItemVersion, err)
	}
	var in eval.Input
	if err := Decode(s.Input, &in); err != nil {
		return view.View{}, fmt.Errorf("runtime: input of case %s: %w", s.Number, err)
	}
	var state eval.State
	if err := Decode(s.State, &state); err != nil {
		return view.View{}, fmt.Errorf("runtime: state of case %s: %w", s.Number, err)
	}
	session, err := def.Program(language).Open(in)
	if err != nil {
		return view.View{}, fmt.Errorf("runtime: evaluate case %s: %w", s.Number, err)
	}
	return view.With(session, &state, who), nil
}

// audience is what somebody is to a case: a member of staff, or who applied.
func audience(who identity.Current) view.Audience {
	if who.Account.Staff != nil {
		return view.Staff
	}
	return view.Applicant
}

// Amend opens a draft with what was submitted, to be changed and handed in under the same number; one
// that the caller has open already is given again. Of several people who may mend a case each has a draft, and
// the first to hand in closes those of the others. Codes: unauthenticated, not_found, conflict (the case was
// not returned).
func (m *MyCases) Amend(ctx context.Context, number, language string) (Draft, error) {
	who, err := citizen(ctx)
	if err != nil {
		return Draft{}, err
	}
	c, err := m.find(ctx, who, number, actor.CaseCorrect)
	if err != nil {
		return Draft{}, err
	}
	drafts := &Drafts{m.hall}
	open, err := m.Store.Mending(ctx, number, who.Account.ID)
	if err == nil {
		return drafts.Get(ctx, open, false, language)
	}
	if !fault.Is(err, fault.NotFound) {
		return Draft{}, fmt.Errorf("runtime: draft that mends a case: %w", err)
	}
	a, err := m.mended(ctx, who, c)
	if err != nil {
		return Draft{}, err
	}
	def, err := m.Definitions.At(ctx, a.Item, a.ItemVersion)
	if err != nil {
		return Draft{}, fmt.Errorf("runtime: definition of a case: %w", err)
	}
	out, err := drafts.begin(ctx, who, def, a, language)
	if err != nil {
		return Draft{}, err
	}
	id, err := m.Store.Mend(ctx, out.Application, c.Version, m.event(who, "case.amend", a))
	if err != nil {
		return Draft{}, fmt.Errorf("runtime: mend a case: %w", err)
	}
	if id != a.ID { // begun elsewhere at the same moment
		return drafts.Get(ctx, id, false, language)
	}
	return out, nil
}

// mended is a draft of what was submitted last, in the caller's name.
func (m *MyCases) mended(ctx context.Context, who identity.Current, c Case) (Application, error) {
	a, _, err := m.copyOf(ctx, c)
	if err != nil {
		return a, err
	}
	for _, x := range who.Account.Applicants {
		if x.Key() == c.Holder {
			a.ApplicantID, a.User.ActsAs = x.ID, string(x.ActsAs)
		}
	}
	if a.ApplicantID == "" {
		return a, fault.New(fault.Forbidden, sayMandateOver.With(c.ApplicantName))
	}
	a.Owner, a.Channel = who.Account.ID, who.Channel
	return a, nil
}

// Receipt is what the printed receipt says.
type Receipt struct {
	Case
	ItemCode   string
	Department string
	Address    string
	Hours      string
	Phones     []string
	At         time.Time // of this submission, in the district
	Materials  []ReceiptLine
	Applicant  string
	Agent      string // name of who acted for the applicant; "" the applicant did
	Digest     string // of what was handed in, see Submission.Digest
	Files      []File
	Query      string // 查询码; "" for who may not print it
}

// ReceiptLine is one paper on the receipt.
type ReceiptLine struct{ Title, State string }

// Receipt gives the receipt of the last submission. Codes: unauthenticated, not_found.
func (m *MyCases) Receipt(ctx context.Context, number, language string) (Receipt, error) {
	who, ok := identity.From(ctx)
	if !ok {
		return Receipt{}, fault.New(fault.Unauthenticated, saySignIn)
	}
	page, err := m.printed(ctx, who, number, language, "receipt")
	if err != nil {
		return Receipt{}, err
	}
	r, err := m.receiptOf(ctx, page)
	if err != nil {
		return Receipt{}, err
	}
	for _, name := range []*string{&r.OfficeTitle, &r.Department, &r.Address, &r.Hours} {
		*name = m.named(ctx, *name, language)
	}
	r.Query, err = m.codeFor(ctx, who.Actor(), page.Case)
	return r, err
}

// receiptOf puts together what is printed of a case.
func (h *hall) receiptOf(ctx context.Context, page CasePage) (Receipt, error) {
	p := page.View.Plan
	r := Receipt{Case: page.Case, ItemCode: p.Code, Department: p.Department.Title, At: page.Round.At.In(h.Zone), Applicant: page.ApplicantName,
		Agent: page.Agent, Digest: page.Digest, Files: page.Files}
	list, err := h.officesOf(ctx, p.Department.ID)
	if err != nil {
		return Receipt{}, err
	}
	if o := officeIn(list, page.Office); o != nil {
		r.Address, r.Hours, r.Phones = o.Address, o.Hours, o.Phones
	}
	r.Materials = receiptLines(p, page.View.State)
	return r, nil
}

// printed is a case for whoever may see it, masked where that is all he may; a look by staff at what is called so is written down.
func (m *MyCases) printed(ctx context.Context, who identity.Current, number, language, what string) (CasePage, error) {
	c, err := m.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return CasePage{}, err
	}
	page, err := m.page(ctx, c, audience(who), language)
	if err != nil {
		return CasePage{}, err
	}
	if page, err = pageFor(who.Actor(), page); err != nil {
		return CasePage{}, err
	}
	if who.Account.Staff == nil {
		return page, nil
	}
	e := viewed(who, c, m.Clock())
	e.Detail["masked"], e.Detail[what] = page.Masked, true
	if err := m.Store.Viewed(ctx, e); err != nil {
		return CasePage{}, fmt.Errorf("runtime: write down a look at a case: %w", err)
	}
	return page, nil
}

func receiptLines(p *plan.Plan, state *eval.State) []ReceiptLine {
	var out []ReceiptLine
	for _, m := range p.Materials {
		paths := []string{m.ID}
		if m.Per != "" {
			paths = paths[:0]
			for _, row := range state.Fields["form."+m.Per].Rows {
				paths = append(paths, m.ID+"["+row+"]")
			}
		}
		for _, path := range paths {
			if st := state.Materials[path].State; st != "" && st != "not_needed" {
				out = append(out, ReceiptLine{Title: m.Title, State: st})
			}
		}
	}
	return out
}

// viewed is the event of a look at a case by staff.
func viewed(who identity.Current, c Case, now time.Time) audit.Event {
	return audit.Event{At: now.UTC(), Actor: who.Actor(), Act: string(actor.CaseView), Object: audit.Object{Kind: string(actor.Case), ID: c.Number},
		Detail: map[string]any{"state": string(c.State)}}
}
