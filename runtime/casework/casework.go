// Package casework walks a case from submission to its end. It is pure: what the plan of the item says of its
// steps, how far the case has come (Progress) and an order give how far it has come then. It knows no mode: the
// ways are derived from the steps that are there, in which order, by whom, with which outcomes.
//
//	course := casework.Of(plan, state)          // the steps that belong to this case
//	course.May(progress)                        // what could be done to it now
//	next, err := course.Advance(progress, order)
//	next.Clock.Due(calendar, next.Clock.Promised, today), course.Deadline(next)
//
// Being overdue is no state: Light tells it from the clock.
package casework

import "banshi/runtime/base/actor"

// Event is something that moves a case, or is told of it.
type Event string

// The events that there are.
const (
	Submit         Event = "submit"
	PrecheckPass   Event = "precheck_pass"
	PrecheckReturn Event = "precheck_return"
	Resubmit       Event = "resubmit"
	Book           Event = "book"          // the applicant says when he or she comes with the originals
	Receive        Event = "receive"       // 收件
	Intake         Event = "intake"        // 窗口收件: handed in at the counter, originals compared there
	Accept         Event = "accept"        // 受理: the clock starts
	Deem           Event = "deem_accepted" // 推定受理: nobody said anything within five working days
	NotAccept      Event = "not_accept"    // 不予受理
	Correct        Event = "correct"       // 补正: one notice that lists all
	Corrected      Event = "corrected"
	Lapse          Event = "lapse" // the applicant did not come back in time
	TakeUp         Event = "take_up"
	Finish         Event = "finish" // a step is done, with an answer
	SpecialOn      Event = "special_on"
	SpecialOff     Event = "special_off"
	Suspend        Event = "suspend"
	Resume         Event = "resume"
	Extend         Event = "extend"
	Grant          Event = "grant"
	GrantPart      Event = "grant_part"
	Refuse         Event = "refuse"
	SendBack       Event = "send_back" // who decides returns it to who examined
	Paid           Event = "paid"
	Issue          Event = "issue"
	Send           Event = "send"
	HandOver       Event = "hand_over" // 送达
	Withdraw       Event = "withdraw"
	NotOurs        Event = "not_ours" // 不属本机关, with where to go
	PassOn         Event = "pass_on"  // to another office of the same department
	Archive        Event = "archive"
	// Give is a document that is itself the result; it moves nothing.
	Give Event = "give"
	// AmendAsk and Amend are a mistake that is mended with the applicant's consent (更正); they move nothing. Who asked
	// too soon takes it back (AmendDrop).
	AmendAsk  Event = "amend_ask"
	Amend     Event = "amend"
	AmendDeny Event = "amend_deny"
	AmendDrop Event = "amend_drop"
	// InstantAccept and InstantDecide are done by the system itself at submission (即办), where the
	// definition lets it; no person has seen the case.
	InstantAccept Event = "instant_accept"
	InstantDecide Event = "instant_decide"
	// Verify moves nothing: what was typed while a register was silent has been compared with it.
	Verify Event = "verify"
	// TakeDown moves nothing either: what was made public of the decision is public no more.
	TakeDown Event = "take_down"
)

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
	Book:           {"约好到场时间", "Visit arranged"},
	Receive:        {"收件", "Received"},
	Intake:         {"窗口收件", "Received at the counter"},
	Accept:         {"受理", "Accepted"},
	Deem:           {"逾期未告知，视为受理", "Deemed accepted: nothing was said in time"},
	NotAccept:      {"不予受理", "Not accepted"},
	Correct:        {"告知补正", "Correction asked for"},
	Corrected:      {"补正后交回", "Corrected and handed in"},
	Lapse:          {"期满未办，视为撤回", "Not continued in time: taken as withdrawn"},
	TakeUp:         {"开始审查", "Examination begun"},
	Finish:         {"环节办结", "Step done"},
	SpecialOn:      {"进入特别程序", "Special procedure begun"},
	SpecialOff:     {"特别程序结束", "Special procedure ended"},
	Suspend:        {"中止审查", "Examination suspended"},
	Resume:         {"恢复审查", "Examination resumed"},
	Extend:         {"延长办理期限", "Time limit extended"},
	Grant:          {"准予", "Granted"},
	GrantPart:      {"部分准予", "Granted in part"},
	Refuse:         {"不予许可", "Refused"},
	SendBack:       {"退回审查", "Returned for more examination"},
	Paid:           {"已缴费", "Fee paid"},
	Issue:          {"制证", "Made out"},
	Send:           {"发出", "Sent"},
	HandOver:       {"送达", "Delivered"},
	Withdraw:       {"撤回申请", "Withdrawn by the applicant"},
	NotOurs:        {"不属本机关，已告知去向", "Not for this office: told where to go"},
	PassOn:         {"转到另一个受理点", "Passed on to another office"},
	Archive:        {"归档", "Archived"},
	Give:           {"出具办理结果", "Result given"},
	AmendAsk:       {"请申请人同意更正", "Consent to an amendment asked for"},
	Amend:          {"更正", "Amended"},
	AmendDeny:      {"申请人不同意更正", "Amendment declined by the applicant"},
	AmendDrop:      {"撤回更正", "Amendment taken back"},
	InstantAccept:  {"即办：系统受理", "Accepted at once, by the system"},
	InstantDecide:  {"即办：系统准予", "Granted at once, by the system"},
	TakeDown:       {"结果公示已撤下", "What was public of the decision was taken down"},
	Verify:         {"数据来源恢复，系统已核验填写的内容", "A register answers again: what was typed has been compared"},
}

// Events lists every event.
func Events() []Event {
	return []Event{Submit, PrecheckPass, PrecheckReturn, Resubmit, Book, Receive, Intake, Accept, Deem, NotAccept, Correct, Corrected, Lapse, TakeUp,
		Finish, SpecialOn, SpecialOff, Suspend, Resume, Extend, Grant, GrantPart, Refuse, SendBack, Paid, Issue, Send, HandOver, Withdraw, NotOurs, PassOn,
		Archive, Give, AmendAsk, Amend, AmendDeny, AmendDrop, InstantAccept, InstantDecide}
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

var answers = map[string]words{
	"agree":        {"同意", "Agree"},
	"disagree":     {"不同意，拟不予许可", "Disagree: a refusal is proposed"},
	"correct":      {"要补正", "Correction is needed"},
	"found":        {"见到本人，情况属实", "Met, and as stated"},
	"not_found":    {"没有见到本人", "Not met"},
	"sample":       {"要取样检测", "Samples are needed"},
	"rectify":      {"要整改", "Must be put right"},
	"no_objection": {"没有异议", "No objection"},
	"objection":    {"有异议，重新审定", "Objection: decide anew"},
	"done":         {"做完了", "Done"},
}

// AnswerTitle names what the actor of a step may answer; an answer of the definition's own stands for itself.
func AnswerTitle(answer, language string) string {
	if w, ok := answers[answer]; ok {
		return w.in(language)
	}
	return answer
}

var outcomes = map[string]words{Granted: {"准予", "granted"}, Partly: {"部分准予", "granted in part"}, Refused: {"不予许可", "refused"}}

// OutcomeTitle names what was decided; "" for nothing yet.
func OutcomeTitle(outcome, language string) string { return outcomes[outcome].in(language) }
