// Package casework walks the states of a case. It is pure: a state and an event give the next state.
// The table is the same for every item and reads no step of a definition: it goes as far as
// pre-examination, and to the decision of what is decided at once (即办). The states beyond have their
// words already; the ways between acceptance and decision are to be derived from the steps when staff
// can go them.
package casework

import (
	"fmt"

	"banshi/runtime/base/actor"
)

// Event is something that moves a case.
type Event string

// The events that there are.
const (
	Submit         Event = "submit"
	PrecheckPass   Event = "precheck_pass"
	PrecheckReturn Event = "precheck_return"
	Resubmit       Event = "resubmit"
	// InstantAccept and InstantDecide are done by the system itself at submission (即办), where the
	// definition lets it; no person has seen the case.
	InstantAccept Event = "instant_accept"
	InstantDecide Event = "instant_decide"
	// Verify moves nothing: what was typed while a register was silent has been compared with it.
	Verify Event = "verify"
)

// New is the state of a case that does not exist yet.
const New actor.State = ""

type move struct {
	from  actor.State
	event Event
}

var moves = map[move]actor.State{
	{New, Submit}:                     actor.Submitted,
	{actor.Submitted, PrecheckPass}:   actor.PrecheckPassed,
	{actor.Submitted, PrecheckReturn}: actor.PrecheckFailed,
	{actor.PrecheckFailed, Resubmit}:  actor.Submitted,
	{actor.Submitted, InstantAccept}:  actor.Accepted,
	{actor.Accepted, InstantDecide}:   actor.DecidedYes,
}

// Advance gives the state after the event; an error names both where there is no such way.
func Advance(from actor.State, event Event) (actor.State, error) {
	to, ok := moves[move{from, event}]
	if !ok {
		return from, fmt.Errorf("casework: no way from state %q by %q", from, event)
	}
	return to, nil
}

// words in Chinese and English.
type words struct{ zh, en string }

func (w words) in(language string) string {
	if language == "en" {
		return w.en
	}
	return w.zh
}

var states = map[actor.State]words{
	actor.Submitted:      {"已提交，待预审", "Submitted"},
	actor.PrecheckFailed: {"预审退回，请修改", "Returned for changes"},
	actor.PrecheckPassed: {"预审通过", "Pre-examination passed"},
	actor.AwaitingOnsite: {"待现场核验", "Visit awaited"},
	actor.Received:       {"已收件", "Received"},
	actor.Correction:     {"待补正", "Correction asked for"},
	actor.RejectedIntake: {"不予受理", "Not accepted"},
	actor.Accepted:       {"已受理", "Accepted"},
	actor.InReview:       {"审查中", "Under examination"},
	actor.JointReview:    {"联合审批中", "Joint examination"},
	actor.Special:        {"特别程序", "Special procedure"},
	actor.Suspended:      {"已挂起", "Suspended"},
	actor.OnsiteVerify:   {"现场核查", "On-site check"},
	actor.DecidedYes:     {"准予", "Granted"},
	actor.DecidedNo:      {"不予许可", "Refused"},
	actor.DecidedPartial: {"部分准予", "Granted in part"},
	actor.Paying:         {"待缴费", "Payment awaited"},
	actor.Issued:         {"已制证", "Issued"},
	actor.Delivering:     {"送达中", "Being delivered"},
	actor.Done:           {"已办结", "Done"},
	actor.Withdrawn:      {"已撤回", "Withdrawn"},
	actor.Transferred:    {"已转办", "Transferred"},
	actor.Archived:       {"已归档", "Archived"},
}

var events = map[Event]words{
	Submit:         {"提交申请", "Application submitted"},
	PrecheckPass:   {"预审通过", "Pre-examination passed"},
	PrecheckReturn: {"预审退回", "Returned for changes"},
	Resubmit:       {"修改后重新提交", "Changed and submitted again"},
	InstantAccept:  {"即办：系统受理", "Accepted at once, by the system"},
	InstantDecide:  {"即办：系统准予", "Granted at once, by the system"},
	Verify:         {"数据来源恢复，系统已核验填写的内容", "A register answers again: what was typed has been compared"},
}

// States lists every state that has a title, in the order of the way.
func States() []actor.State {
	return []actor.State{
		actor.Submitted, actor.PrecheckFailed, actor.PrecheckPassed, actor.AwaitingOnsite, actor.Received, actor.Correction,
		actor.RejectedIntake, actor.Accepted, actor.InReview, actor.JointReview, actor.Special, actor.Suspended, actor.OnsiteVerify,
		actor.DecidedYes, actor.DecidedNo, actor.DecidedPartial, actor.Paying, actor.Issued, actor.Delivering, actor.Done,
		actor.Withdrawn, actor.Transferred, actor.Archived,
	}
}

// Title names a state for people, in a language.
func Title(s actor.State, language string) string { return states[s].in(language) }

// Instant is how an item that is decided at once is called.
func Instant(language string) string { return words{"即办", "Decided at once"}.in(language) }

// EventTitle names an event for people, in a language.
func EventTitle(e Event, language string) string { return events[e].in(language) }
