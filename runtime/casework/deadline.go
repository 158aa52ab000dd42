package casework

import (
	"banshi/engine/value"
	"banshi/runtime/base/actor"
)

// Side is on whose side a case waits.
type Side string

// The sides.
const (
	OfOffice    Side = "office"
	OfApplicant Side = "applicant"
	OfNobody    Side = ""
)

// How long a case may wait where neither law nor definition says so for the item.
const (
	toPrecheck   Span = "1wd"
	toSay        Span = "5wd" // 行政许可法第三十二条: then it is deemed accepted
	toReceive    Span = "1wd"
	toComeBack   Span = "90d" // a returned or invited applicant who does not come; then it is taken as withdrawn
	toCorrect30  Span = "30d"
	toTakeUp     Span = "2wd"
	toServe      Span = "10d"  // 行政许可法第四十四条, of what is refused
	toMakeOut    Span = "10wd" // the same, of what is granted
	toPay        Span = "30d"
	toBeHanded   Span = "30d"
	toLookAgain  Span = "30d"
	toBeArchived Span = "1wd"
)

// CorrectionDays is how long an applicant has to correct, as the notice says.
const CorrectionDays = 30

// Deadline is what a case waits for now: on whose side, and its last day. "" where it is at its end.
type Deadline struct {
	Side Side
	By   string
}

// Deadline of a case as it stands. The limit of the step counts where the definition gives one.
func (c Course) Deadline(cal *value.Calendar, p Progress) Deadline {
	side, span := c.waits(p)
	if side == OfNobody {
		return Deadline{}
	}
	if p.Until != "" {
		return Deadline{side, p.Until}
	}
	for _, id := range p.Open {
		if s, ok := c.Step(id); ok && s.Limit != nil && (p.State != actor.Accepted && side == OfOffice || s.Who == Applicant) {
			span = spanOf(s)
		}
	}
	day, ok := Clock{From: p.Since}.DueOn(cal, span, p.Since)
	if !ok {
		return Deadline{Side: side}
	}
	return Deadline{side, day}
}

func spanOf(s Step) Span {
	if s.Limit == nil {
		return ""
	}
	return Span(itoa(s.Limit.N) + s.Limit.Unit)
}

func (c Course) waits(p Progress) (Side, Span) {
	switch p.State {
	case actor.Submitted:
		return OfOffice, toPrecheck
	case actor.PrecheckFailed, actor.AwaitingOnsite:
		return OfApplicant, toComeBack
	case actor.PrecheckPassed:
		if s, ok := c.Step(receiveStep); p.isOpen(bookStep) || ok && s.Visit {
			return OfApplicant, toComeBack
		}
		return OfOffice, toReceive
	case actor.Received:
		return OfOffice, toSay
	case actor.Correction:
		return OfApplicant, toCorrect30
	case actor.Accepted:
		return OfOffice, toTakeUp
	case actor.InReview, actor.JointReview, actor.OnsiteVerify, actor.Special:
		for _, id := range p.Open {
			if s, ok := c.Step(id); ok && s.Who == Applicant {
				return OfApplicant, toComeBack
			}
		}
		return OfOffice, toLookAgain
	case actor.Suspended:
		return OfOffice, toLookAgain
	case actor.DecidedNo:
		return OfOffice, toServe
	case actor.DecidedYes, actor.DecidedPartial:
		return OfOffice, toMakeOut
	case actor.Paying:
		return OfApplicant, toPay
	case actor.Issued:
		return OfOffice, toMakeOut
	case actor.Delivering:
		return OfApplicant, toBeHanded
	case actor.Done, actor.RejectedIntake, actor.Withdrawn, actor.Transferred:
		return OfOffice, toBeArchived
	}
	return OfNobody, ""
}

// Late is what the system does when the last day has passed: an event, or none where only people can go on.
func (c Course) Late(p Progress) (Event, bool) {
	switch p.State {
	case actor.Received:
		return Deem, true
	case actor.Correction, actor.PrecheckFailed, actor.AwaitingOnsite:
		return Lapse, true
	case actor.PrecheckPassed:
		side, _ := c.waits(p)
		return Lapse, side == OfApplicant
	}
	return "", false
}
