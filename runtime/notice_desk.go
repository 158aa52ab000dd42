package runtime

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"banshi/engine/value"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
	"banshi/runtime/identity"
	"banshi/runtime/notice"
)

// mayDesk tells who of the staff is there, and what he or she reads: what the account was told as one of the offices and departments
// where it has a post today, in nobody's place. Codes: unauthenticated, forbidden.
func (n *Notices) mayDesk(ctx context.Context) (notice.Reader, error) {
	who, err := worker(ctx)
	if err != nil {
		return notice.Reader{}, err
	}
	a := who.Actor()
	o := noticeObject(who)
	if err := actor.Can(a, actor.NoticeDesk, o); err != nil {
		return notice.Reader{}, err
	}
	r := notice.Reader{Account: a.ID, Staff: true, Names: []string{notice.Desk}}
	for _, p := range a.Posts {
		r.Names = append(r.Names, notice.DeskOf(p.Office), notice.DeskOf(p.Department))
	}
	slices.Sort(r.Names)
	r.Names = slices.Compact(r.Names)
	return r, nil
}

// AtDesk gives what the caller is told as a member of staff. Codes: unauthenticated, forbidden.
func (n *Notices) AtDesk(ctx context.Context, after notice.Place) (NoticePage, error) {
	r, err := n.mayDesk(ctx)
	if err != nil {
		return NoticePage{}, err
	}
	return n.page(ctx, r, after)
}

// UnreadAtDesk counts what the caller has not read of it. Codes: as AtDesk.
func (n *Notices) UnreadAtDesk(ctx context.Context) (int, error) {
	r, err := n.mayDesk(ctx)
	if err != nil {
		return 0, err
	}
	return n.count(ctx, r)
}

// ReadAtDesk notes that the caller has read some of it, or all. Codes: as AtDesk, invalid (too many).
func (n *Notices) ReadAtDesk(ctx context.Context, ids []int64, all bool) error {
	r, err := n.mayDesk(ctx)
	if err != nil {
		return err
	}
	return n.mark(ctx, r, ids, all)
}

// toDesks is one notice for each of some members of staff, at a place: an office, a department, "" wherever.
func toDesks(list []identity.Account, place string, n notice.Notice) []notice.Notice {
	out := make([]notice.Notice, len(list))
	for i, a := range list {
		n.To = notice.To{Account: a.ID, Holder: notice.DeskOf(place)}
		out[i] = n
	}
	return out
}

// whoMay lists the members of staff among some who may do act to an object today, without one of them.
func whoMay(list []identity.Account, act actor.Act, o actor.Object, but string) []identity.Account {
	var out []identity.Account
	for _, a := range list {
		if a.ID != but && actor.Can(identity.Current{Account: a}.Actor(), act, o) == nil {
			out = append(out, a)
		}
	}
	return out
}

// atOffice lists those who may do act to an object of an office today, without one of them.
func (h *hall) atOffice(ctx context.Context, act actor.Act, o actor.Object, but string) ([]identity.Account, error) {
	list, err := h.Config.Colleagues.Colleagues(ctx, o.Office)
	if err != nil {
		return nil, fmt.Errorf("runtime: who serves an office: %w", err)
	}
	return whoMay(list, act, o, but), nil
}

// anywhere lists those who may do act to an object that no office has, without one of them.
func (h *hall) anywhere(ctx context.Context, act actor.Act, o actor.Object, but string) ([]identity.Account, error) {
	list, err := h.Config.Colleagues.Having(ctx, actor.WhoMay(act, "")...)
	if err != nil {
		return nil, fmt.Errorf("runtime: who has a role: %w", err)
	}
	return whoMay(list, act, o, but), nil
}

// deskNews is what staff is told of a case that has just moved: the office to which it was passed on, and whoever waits for
// what the applicant was to mend.
func (t *turn) deskNews(ctx context.Context, before ...casework.Event) ([]notice.Notice, error) {
	events := before
	for _, d := range t.step.Done {
		events = append(events, casework.Event(d.Event.Event))
	}
	switch {
	case slices.Contains(events, casework.PassOn):
		list, err := t.h.atOffice(ctx, actor.CaseClaim, caseObject(t.c), t.who.ID)
		return toDesks(list, t.c.Office, t.h.ofCase(t.c, t.def, notice.DeskPassedOn, t.now)), err
	case slices.Contains(events, casework.Resubmit), slices.Contains(events, casework.Corrected):
		list, err := t.h.whoseWork(ctx, t.c)
		return toDesks(list, t.c.Office, t.h.ofCase(t.c, t.def, notice.DeskCorrected, t.now)), err
	}
	return nil, nil
}

// whoseWork is who has a case in hand; where nobody has, who sent it back last. Nobody, where that one serves its office no more:
// then it is for all there, in their list.
func (h *hall) whoseWork(ctx context.Context, c Case) ([]identity.Account, error) {
	id := c.Claim.Account
	if id == "" && c.Round > 1 {
		list, err := h.Store.Timeline(ctx, c.Number)
		if err != nil {
			return nil, fmt.Errorf("runtime: course of a case: %w", err)
		}
		for _, e := range slices.Backward(list) {
			if e.By == actor.Staff && (e.Event == string(casework.PrecheckReturn) || e.Event == string(casework.Correct)) {
				id = e.Actor
				break
			}
		}
	}
	if id == "" {
		return nil, nil
	}
	a, err := h.Accounts.Account(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("runtime: who has a case in hand: %w", err)
	}
	return whoMay([]identity.Account{a}, actor.CaseView, caseObject(c), ""), nil
}

// assigned tells who gets a case from somebody else.
func (d *Desk) assigned(ctx context.Context, c Case, to string, now time.Time) ([]notice.Notice, error) {
	def, err := d.Definitions.At(ctx, c.Item, c.ItemVersion)
	if err != nil {
		return nil, fmt.Errorf("runtime: definition of a case: %w", err)
	}
	n := d.ofCase(c, def, notice.DeskAssigned, now)
	n.To = notice.To{Account: to, Holder: notice.DeskOf(c.Office)}
	return []notice.Notice{n}, nil
}

// disputed tells those who keep a register that something in it is said to be wrong.
func (x *Disputes) disputed(ctx context.Context, d Dispute) ([]notice.Notice, error) {
	list, err := x.anywhere(ctx, actor.DisputeAnswer, disputeObject(d), "")
	if err != nil {
		return nil, err
	}
	return toDesks(list, "", notice.Notice{Kind: notice.DeskDispute, At: d.At, Subject: notice.Subject{Kind: notice.OfDispute, ID: d.ID}, Args: notice.Args{notice.Title: d.Register}}), nil
}

// deputyNews tells who stands in for somebody on leave, or no longer does.
func deputyNews(m Member, l Leave, kind notice.Kind, now time.Time) []notice.Notice {
	if l.Deputy == "" {
		return nil
	}
	return []notice.Notice{{To: notice.To{Account: l.Deputy, Holder: notice.Desk}, Kind: kind, At: now, Subject: notice.Subject{Kind: notice.OfDeputy},
		Args: notice.Args{notice.Title: m.Title, notice.Day: l.From, notice.LastDay: l.Until}}}
}

// AboutItem is what the staff of an item's offices is told: that it was stopped urgently, or that it goes on (kind). Whoever
// orders it knows.
func (n *Notices) AboutItem(ctx context.Context, kind notice.Kind, item, by string, now time.Time) ([]notice.Notice, error) {
	def, err := n.Definitions.Current(ctx, item)
	if fault.Is(err, fault.NotFound) {
		return nil, nil // nobody can apply for it anyhow
	}
	if err != nil {
		return nil, fmt.Errorf("runtime: definition of an item: %w", err)
	}
	p := def.Program("zh-Hans").Plan()
	offices, err := n.officesOf(ctx, p.Department.ID)
	if err != nil {
		return nil, err
	}
	m := notice.Notice{Kind: kind, At: now, Subject: notice.Subject{Kind: notice.OfItem, ID: item},
		Args: notice.Args{notice.Item: p.Name, notice.Item + ".en": def.Program("en").Plan().Name}}
	var out []notice.Notice
	told := map[string]bool{by: true} // once, also of who serves two of its offices
	for _, o := range offices {
		list, err := n.Config.Colleagues.Colleagues(ctx, o.ID)
		if err != nil {
			return nil, fmt.Errorf("runtime: who serves an office: %w", err)
		}
		for _, a := range list {
			if !told[a.ID] {
				told[a.ID] = true
				out = append(out, toDesks([]identity.Account{a}, o.ID, m)...)
			}
		}
	}
	return out, nil
}

// ReviewAsked is what those are told who may review a change of an item's definition.
func (n *Notices) ReviewAsked(ctx context.Context, o actor.Object, draft, name, by string, now time.Time) ([]notice.Notice, error) {
	list, err := n.anywhere(ctx, actor.ItemReview, o, by)
	if err != nil {
		return nil, err
	}
	return toDesks(list, "", notice.Notice{Kind: notice.DeskReview, At: now, Subject: notice.Subject{Kind: notice.OfDefinition, ID: draft}, Args: notice.Args{notice.Item: name}}), nil
}

// RemindDesks tells staff which cases and which questions are due today or tomorrow, or overdue: of a case once when the light turns
// yellow, once when it turns red, of a question once. It gives how many notices that came to; those of questions count each time. A
// case of which nobody can be told is left, and is among the errors.
func (n *Notices) RemindDesks(ctx context.Context) (int, error) {
	told := 0
	var faults []error
	for after := ""; ; {
		list, err := n.Store.Pressing(ctx, n.today(), n.tomorrow(), after)
		if err != nil {
			return told, fmt.Errorf("runtime: cases whose last day is near: %w", err)
		}
		for _, c := range list {
			k, err := n.pressing(ctx, c)
			told += k
			if err != nil {
				faults = append(faults, fmt.Errorf("case %s: %w", c.Number, err))
			}
			after = c.Number
		}
		if len(list) == 0 {
			break
		}
	}
	k, err := n.questions(ctx)
	return told + k, errors.Join(append(faults, err)...)
}

func (n *Notices) tomorrow() string {
	day, _ := value.ParseDate(n.today())
	return (day + 1).String()
}

// pressing tells who has a case in hand that its day is near or over; where nobody has, those who lead its office.
func (n *Notices) pressing(ctx context.Context, c Case) (int, error) {
	def, err := n.Definitions.At(ctx, c.Item, c.ItemVersion)
	if err != nil {
		return 0, err
	}
	list, err := n.whoseWork(ctx, c)
	if err == nil && len(list) == 0 {
		list, err = n.atOffice(ctx, actor.CaseDecide, actor.Object{Kind: actor.Case, Office: c.Office, State: actor.InReview}, "")
	}
	if err != nil {
		return 0, err
	}
	kind, day := c.light(n.today())
	m := n.ofCase(c, def, kind, n.Clock().UTC())
	m.Args[notice.Day] = day
	// The first notice has the name by which the store knows that the case was told of (Pressing): whoever comes to the office later
	// is not told of what was told before.
	news, once := toDesks(list, c.Office, m), "desk/"+string(kind)+"/"+c.Number+"/"+day
	for i := range news {
		news[i].Once = once
		if i > 0 {
			news[i].Once += "/" + news[i].To.Account
		}
	}
	return n.remind(ctx, news)
}

// light is which light a case shows that waits for its office, and the day that counts; the list says the same.
func (c Case) light(today string) (notice.Kind, string) {
	day := c.Due
	if stands := c.State == actor.Special || c.State == actor.Suspended; c.ActBy != "" && (day == "" || c.ActBy < day || stands) {
		day = c.ActBy
	}
	if day < today {
		return notice.DeskOverdue, day
	}
	return notice.DeskDueSoon, day
}

// questions tells those who may answer that the promised day of a question is today or tomorrow, or over.
func (n *Notices) questions(ctx context.Context) (int, error) {
	list, err := n.Store.ConsultationsFor(ctx, nil, mostTasks) // the open ones first, by the day they are due
	if err != nil {
		return 0, fmt.Errorf("runtime: list questions: %w", err)
	}
	tomorrow := n.tomorrow()
	told := 0
	for _, c := range list {
		if c.State != ConsultationOpen || c.Due > tomorrow {
			break
		}
		who, o := n.atOffice, actor.Object{Kind: actor.Consultation, ID: c.ID, Office: c.Office}
		if c.Office == "" {
			who = n.anywhere
		}
		people, err := who(ctx, actor.ConsultationAnswer, o, "")
		if err != nil {
			return told, err
		}
		m := notice.Notice{Kind: notice.DeskQuestion, At: n.Clock().UTC(), Subject: notice.Subject{Kind: notice.OfConsultation, ID: c.ID}, Args: notice.Args{notice.Number: c.Number, notice.Day: c.Due}}
		news := toDesks(people, c.Office, m)
		for i := range news { // each by name: it is ordered again and again, and who is the first of them may change
			news[i].Once = "desk/question/" + c.ID + "/" + c.Office + "/" + c.Due + "/" + news[i].To.Account
		}
		k, err := n.remind(ctx, news)
		told += k
		if err != nil {
			return told, err
		}
	}
	return told, nil
}

// remind tells what wasn't told yet, and gives how many were ordered.
func (n *Notices) remind(ctx context.Context, list []notice.Notice) (int, error) {
	if err := n.Told.Write(ctx, list); err != nil {
		return 0, fmt.Errorf("runtime: remind: %w", err)
	}
	return len(list), nil
}
