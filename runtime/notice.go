package runtime

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"banshi/engine/value"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
	"banshi/runtime/identity"
	"banshi/runtime/notice"
)

// Notices is what people are told of their matters (消息).
type Notices struct{ *hall }

// NoticeStore keeps notices. notice/store.Store is one; what tells of a change is written with the change by Store.
type NoticeStore interface {
	// Notices lists what a reader is told by now, the latest first, from a place on.
	Notices(ctx context.Context, r notice.Reader, now time.Time, after notice.Place, most int) ([]notice.Notice, error)
	// Unread counts what a reader is told by now and has not read, up to a number.
	Unread(ctx context.Context, r notice.Reader, now time.Time, most int) (int, error)
	// MarkRead writes that a reader has read some (nil: all); those that are not for the reader are passed over.
	MarkRead(ctx context.Context, r notice.Reader, now time.Time, ids []int64) error
	// Write tells what belongs to no other change.
	Write(ctx context.Context, list []notice.Notice) error
	// Choices are those that somebody made of channels; one of which nothing was said is missing.
	Choices(ctx context.Context, account string) (map[notice.Channel]notice.Choice, error)
	// Choose writes one.
	Choose(ctx context.Context, account string, c notice.Channel, choice notice.Choice, e audit.Event) error
}

// NoticePage is a part of the list.
type NoticePage struct {
	Notices []notice.Notice
	Unread  int // mostUnread stands for that many or more
	More    bool
}

const (
	noticesMost = 30 // of a page
	mostUnread  = 99
)

func noticeObject(who identity.Current) actor.Object {
	return actor.Object{Kind: actor.Notice, Owner: who.Account.ID}
}

// reader is who reads: the same rule as actor.Own, for a list.
func reader(who identity.Current) notice.Reader {
	a := who.Actor()
	return notice.Reader{Account: a.ID, Names: a.Names, Holder: a.Binds()}
}

// may tells who is there: only people are told of matters of theirs. Codes: unauthenticated, forbidden.
func (n *Notices) may(ctx context.Context) (identity.Current, error) {
	who, ok := identity.From(ctx)
	a := actor.Actor{}
	if ok {
		a = who.Actor()
	}
	return who, actor.Can(a, actor.NoticeView, noticeObject(who))
}

// List gives what the caller is told, and those in whose name he or she may speak. Codes: unauthenticated, forbidden.
func (n *Notices) List(ctx context.Context, after notice.Place) (NoticePage, error) {
	who, err := n.may(ctx)
	if err != nil {
		return NoticePage{}, err
	}
	return n.page(ctx, reader(who), after)
}

func (n *Notices) page(ctx context.Context, r notice.Reader, after notice.Place) (NoticePage, error) {
	now := n.Clock()
	list, err := n.Told.Notices(ctx, r, now, after, noticesMost+1)
	if err != nil {
		return NoticePage{}, fmt.Errorf("runtime: list notices: %w", err)
	}
	out := NoticePage{Notices: list, More: len(list) > noticesMost}
	out.Notices = list[:min(len(list), noticesMost)]
	out.Unread, err = n.count(ctx, r)
	return out, err
}

// Unread counts what the caller has not read. Codes: as List.
func (n *Notices) Unread(ctx context.Context) (int, error) {
	who, err := n.may(ctx)
	if err != nil {
		return 0, err
	}
	return n.count(ctx, reader(who))
}

func (n *Notices) count(ctx context.Context, r notice.Reader) (int, error) {
	count, err := n.Told.Unread(ctx, r, n.Clock(), mostUnread)
	if err != nil {
		return 0, fmt.Errorf("runtime: count notices: %w", err)
	}
	return count, nil
}

// mostRead is how many notices are marked by name in one request.
const mostRead = 100

// MarkRead notes that the caller has read some, or all that there are. Others' notices are passed over. It is no event
// of the trail: nobody decides anything by it. Codes: as List, invalid (too many).
func (n *Notices) MarkRead(ctx context.Context, ids []int64, all bool) error {
	who, err := n.may(ctx)
	if err != nil {
		return err
	}
	return n.mark(ctx, reader(who), ids, all)
}

func (n *Notices) mark(ctx context.Context, r notice.Reader, ids []int64, all bool) error {
	switch {
	case len(ids) > mostRead:
		return fault.New(fault.Invalid, sayTooManyAtOnce.With(mostRead))
	case all:
		ids = nil
	case len(ids) == 0:
		return nil
	}
	if err := n.Told.MarkRead(ctx, r, n.Clock(), ids); err != nil {
		return fmt.Errorf("runtime: notices that were read: %w", err)
	}
	return nil
}

// news is what of a case's events people are told; where several happen at once, the last that is any news.
func (t *turn) news(before ...casework.Event) []notice.Notice {
	events := before
	for _, d := range t.step.Done {
		events = append(events, casework.Event(d.Event.Event))
	}
	if slices.Contains(events, casework.GrantPart) {
		events = []casework.Event{casework.GrantPart} // what was not granted is not lost behind what was delivered
	}
	for _, e := range slices.Backward(events) {
		if kind := t.kindOf(e); kind != "" {
			return []notice.Notice{t.h.ofCase(t.c, t.def, kind, t.now)}
		}
	}
	return nil
}

// kindOf is what the applicant is told of an event, by how the case stands now; "" where it is no news.
func (t *turn) kindOf(e casework.Event) notice.Kind {
	mine := t.c.Waits == casework.OfApplicant
	switch e {
	case casework.PrecheckPass:
		if mine && t.c.ActBy != "" {
			return notice.CaseBring
		}
		return notice.CasePrechecked
	case casework.Accept, casework.Deem, casework.InstantAccept:
		if t.c.lastDay() == "" {
			return notice.CaseTakenOn
		}
		return notice.CaseAccepted
	case casework.Extend:
		if t.c.lastDay() == "" {
			return ""
		}
	case casework.SpecialOn:
		if mine {
			return notice.CaseStep
		}
	case casework.Grant, casework.InstantDecide:
		if t.c.State == actor.Paying {
			return notice.CaseFee
		}
		return notice.CaseGranted
	case casework.HandOver:
		if t.c.Progress.Outcome == casework.Refused {
			return "" // the refusal was told
		}
	}
	return plainKinds[e]
}

// plainKinds are the events that tell the same however the case stands.
var plainKinds = map[casework.Event]notice.Kind{
	casework.Submit: notice.CaseSubmitted, casework.Resubmit: notice.CaseSubmitted, casework.Corrected: notice.CaseSubmitted,
	casework.PrecheckReturn: notice.CaseReturned, casework.Book: notice.CaseVisit, casework.Receive: notice.CaseReceived, casework.Intake: notice.CaseReceived,
	casework.NotAccept: notice.CaseNotAccepted, casework.Correct: notice.CaseCorrection, casework.Lapse: notice.CaseLapsed,
	casework.SpecialOn: notice.CaseSpecial, casework.Suspend: notice.CaseSuspended, casework.Resume: notice.CaseResumed, casework.SpecialOff: notice.CaseResumed,
	casework.Extend: notice.CaseExtended, casework.GrantPart: notice.CasePartly, casework.Refuse: notice.CaseRefused,
	casework.Issue: notice.CaseReady, casework.Send: notice.CaseSent, casework.HandOver: notice.CaseDelivered,
	casework.Withdraw: notice.CaseWithdrawn, casework.NotOurs: notice.CaseNotOurs, casework.PassOn: notice.CasePassedOn,
	casework.AmendAsk: notice.CaseAmendAsk, casework.Amend: notice.CaseAmended, casework.AmendDrop: notice.CaseAmendDropped,
}

// lastDay is the day by which a case is to be settled: the promised one, else that of the law.
func (c Case) lastDay() string {
	if c.Due != "" {
		return c.Due
	}
	return c.Legal
}

// ofCase is a notice about a case as it stands: its item, its office, and the day that its kind speaks of.
func (h *hall) ofCase(c Case, def Definition, kind notice.Kind, now time.Time) notice.Notice {
	day := c.ActBy
	switch kind {
	case notice.CaseAccepted, notice.CaseExtended:
		day = c.lastDay()
	case notice.CaseVisit:
		day = c.Progress.Visit
	}
	words := map[string]string{notice.Item: c.Name, notice.Day: day, notice.Office: c.OfficeTitle}
	args := notice.Args{}
	if row, ok := notice.Of(kind); ok {
		for _, a := range row.Args {
			args[a] = words[a]
		}
	}
	args[notice.Item+".en"] = def.Program("en").Plan().Name
	return notice.Notice{To: notice.To{Account: c.Owner, Holder: c.Holder}, Kind: kind, Subject: notice.Subject{Kind: notice.OfCase, ID: c.Number}, Args: args, At: now}
}

// remindDays is how many days before its last day somebody is reminded.
const remindDays = 3

// Remind tells those whose case waits for them that its last day is near, once for each such day. It tells how many
// cases it looked at. Cases whose definition is gone are told of and left.
func (n *Notices) Remind(ctx context.Context) (int, error) {
	today := n.today()
	day, _ := value.ParseDate(today)
	list, err := n.Store.DueFor(ctx, []actor.State{actor.Correction, actor.PrecheckFailed, actor.PrecheckPassed, actor.AwaitingOnsite}, today, (day + remindDays).String())
	if err != nil {
		return 0, fmt.Errorf("runtime: cases whose last day is near: %w", err)
	}
	var out []notice.Notice
	var faults []error
	for _, c := range list {
		if c.Waits != casework.OfApplicant || c.Changed.In(n.Zone).Format(time.DateOnly) == today {
			continue // who has just been told is not told again on the same day
		}
		def, err := n.Definitions.At(ctx, c.Item, c.ItemVersion)
		if err != nil {
			faults = append(faults, fmt.Errorf("case %s: %w", c.Number, err))
			continue
		}
		m := n.ofCase(c, def, notice.CaseDeadline, n.Clock().UTC())
		m.Once = "case/" + c.Number + "/deadline/" + c.ActBy // DueFor looks for it
		out = append(out, m)
	}
	if err := n.Told.Write(ctx, out); err != nil {
		faults = append(faults, fmt.Errorf("runtime: remind: %w", err))
	}
	return len(out), errors.Join(faults...)
}
