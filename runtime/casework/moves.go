package casework

import (
	"fmt"
	"slices"

	"banshi/runtime/base/actor"
)

type move struct {
	from []actor.State
	do   func(c Course, p *Progress, o Order) error
}

func from(s ...actor.State) []actor.State { return s }

var (
	beforeIntake = from(actor.Submitted, actor.PrecheckPassed, actor.AwaitingOnsite)
	underWay     = from(actor.Accepted, actor.InReview, actor.JointReview, actor.OnsiteVerify)
	undecided    = from(actor.Submitted, actor.PrecheckFailed, actor.PrecheckPassed, actor.AwaitingOnsite, actor.Received, actor.Correction,
		actor.Accepted, actor.InReview, actor.JointReview, actor.Special, actor.Suspended, actor.OnsiteVerify)
	// amendable is when a mistake may be amended: not while the applicant mends the case, whose draft holds what stood before.
	amendable = append(from(actor.Received, actor.Special, actor.Suspended), underWay...)
	given     = from(actor.DecidedYes, actor.DecidedPartial)
	atAnEnd   = from(actor.Done, actor.RejectedIntake, actor.Withdrawn, actor.Transferred)
)

// moves are all ways that there are; where the steps decide, they are asked.
var moves = map[Event]move{
	PrecheckPass: {from(actor.Submitted), func(c Course, p *Progress, o Order) error {
		c.enter(p, c.next(precheckStep), o.Day)
		return nil
	}},
	PrecheckReturn: {from(actor.Submitted), func(_ Course, p *Progress, _ Order) error { p.State = actor.PrecheckFailed; return nil }},
	Resubmit: {from(actor.PrecheckFailed), func(c Course, p *Progress, o Order) error {
		again := c.Begin(o.Day)
		p.State, p.Open, p.Until = again.State, again.Open, ""
		return nil
	}},
	Book:          {from(actor.PrecheckPassed, actor.AwaitingOnsite), book},
	Receive:       {beforeIntake[1:], receive},
	Intake:        {from(actor.Submitted), receive}, // who stands before the window need not be examined from afar first
	Accept:        {from(actor.Received), accept},
	Deem:          {from(actor.Received), deem},
	InstantAccept: {from(actor.Submitted), func(c Course, p *Progress, o Order) error { p.Received = o.Day; return accept(c, p, o) }},
	NotAccept:     {from(actor.Received), end(actor.RejectedIntake)},
	Correct:       {append(from(actor.Received), underWay...), correct},
	Corrected: {from(actor.Correction), func(c Course, p *Progress, o Order) error {
		if p.Accepted == "" {
			p.Received = o.Day // five working days to say something begin anew
		}
		c.back(p, o.Day)
		return nil
	}},
	Lapse:      {from(actor.Correction, actor.PrecheckFailed, actor.PrecheckPassed, actor.AwaitingOnsite), lapse},
	TakeUp:     {from(actor.Accepted), func(c Course, p *Progress, o Order) error { c.back(p, o.Day); return nil }},
	Finish:     {append(append(from(actor.Special), underWay...), given...), finish},
	SpecialOn:  {underWay, hold(actor.Special, SpecialOn)},
	SpecialOff: {from(actor.Special), release(SpecialOn)},
	Suspend:    {underWay, hold(actor.Suspended, Suspend)},
	Resume:     {from(actor.Suspended), release(Suspend)},
	Extend: {underWay, func(_ Course, p *Progress, o Order) error {
		if p.Clock.Extended != "" || p.Clock.Extra == "" {
			return refused(*p, o) // once, and only where the definition says by how much
		}
		p.Clock.Extended = o.Day
		return nil
	}},
	Grant:         {append(from(actor.Accepted), actor.InReview), decide(Granted)},
	GrantPart:     {append(from(actor.Accepted), actor.InReview), decide(Partly)},
	Refuse:        {append(from(actor.Accepted), actor.InReview), decide(Refused)},
	SendBack:      {from(actor.InReview), sendBack},
	InstantDecide: {from(actor.Accepted), instantly},
	Paid:          {from(actor.Paying), leave(payStep)},
	Issue:         {given, leave(makeStep)},
	Send:          {from(actor.Issued), func(_ Course, p *Progress, _ Order) error { p.State = actor.Delivering; return nil }},
	HandOver:      {from(actor.Issued, actor.Delivering, actor.DecidedNo), end(actor.Done)},
	Withdraw:      {undecided, end(actor.Withdrawn)},
	NotOurs:       {append(slices.Clone(beforeIntake), actor.Received), end(actor.Transferred)},
	PassOn:        {append(slices.Clone(beforeIntake), actor.Received), stay},
	Archive:       {atAnEnd, end(actor.Archived)},
	AmendAsk:      {amendable, stay},
	Amend:         {amendable, amend},
	AmendDeny:     {amendable, stay},
	AmendDrop:     {amendable, stay},
}

func stay(Course, *Progress, Order) error { return nil }

// end is a state after which nothing waits.
func end(to actor.State) func(Course, *Progress, Order) error {
	return func(_ Course, p *Progress, o Order) error {
		p.State, p.Open, p.Until = to, nil, ""
		p.Clock.start(o.Day)
		if p.Clock.From != "" && p.Clock.Ended == "" {
			p.Clock.Ended = o.Day
		}
		return nil
	}
}

func receive(c Course, p *Progress, o Order) error {
	p.Received = o.Day
	if c.at(receiveStep) < 0 {
		return refused(*p, o)
	}
	c.enter(p, c.next(receiveStep), o.Day)
	return nil
}

// book notes the day on which the applicant comes: to the step at which he or she is seen.
func book(c Course, p *Progress, o Order) error {
	if s, ok := c.Step(receiveStep); !ok || !s.Visit || o.Until < o.Day {
		return refused(*p, o)
	}
	p.Visit = o.Until
	c.enter(p, receiveStep, o.Day)
	return nil
}

// accept starts the clock. Nothing is decided that was not received.
func accept(c Course, p *Progress, o Order) error {
	p.Accepted = o.Day
	p.Clock = Clock{From: o.Day, Promised: o.Promised, Statutory: o.Statutory, Extra: o.Extra}
	c.enter(p, c.next(acceptStep), o.Day)
	p.State = actor.Accepted
	return nil
}

// deem accepts what nobody said anything about, as of the day of receipt.
func deem(c Course, p *Progress, o Order) error {
	today := o.Day
	if p.Received != "" {
		o.Day = p.Received
	}
	err := accept(c, p, o)
	if p.Clock.Stands() {
		p.Clock.Stops[len(p.Clock.Stops)-1].From = today
	}
	return err
}

// correct holds the case up for the applicant, once before acceptance and once after.
func correct(_ Course, p *Progress, o Order) error {
	asked := &p.AskedBefore
	if p.Accepted != "" {
		asked = &p.AskedAfter
		p.made(o.By)
	}
	if *asked > 0 || o.Until < o.Day {
		return refused(*p, o)
	}
	*asked++
	p.State, p.Until = actor.Correction, o.Until
	p.Clock.stop(o.Day, Correct)
	return nil
}

func lapse(c Course, p *Progress, o Order) error {
	if side, _ := c.waits(*p); side != OfApplicant {
		return refused(*p, o)
	}
	return end(actor.Withdrawn)(c, p, o)
}

// hold stops the clock for something that does not count.
func hold(state actor.State, why Event) func(Course, *Progress, Order) error {
	return func(_ Course, p *Progress, o Order) error {
		if o.Until < o.Day {
			return refused(*p, o)
		}
		p.made(o.By)
		p.State, p.Until = state, o.Until
		p.Clock.stop(o.Day, why)
		return nil
	}
}

// release goes back to the steps that were held up; a step that is itself special ends by being finished.
func release(why Event) func(Course, *Progress, Order) error {
	return func(c Course, p *Progress, o Order) error {
		if why == SpecialOn && p.Until == "" {
			return refused(*p, o)
		}
		p.made(o.By)
		c.back(p, o.Day)
		return nil
	}
}

// finish ends a step with the answer of who does it, and goes where that leads.
func finish(c Course, p *Progress, o Order) error {
	s, ok := c.Step(o.Step)
	held := p.State == actor.Special && p.Until != "" // held up by somebody, not by the step itself
	if !ok || held || !p.isOpen(o.Step) || slices.Contains(turning, o.Step) {
		return refused(*p, o)
	}
	to := c.next(o.Step)
	if len(s.Outcomes) > 0 {
		if to, ok = s.leads(o.Answer); !ok || to == toCorrect {
			return fmt.Errorf("casework: step %q has no answer %q that ends it", o.Step, o.Answer)
		}
	}
	if c.phaseOf(o.Step) == examine {
		p.made(o.By)
	}
	if to == toRefuse {
		p.Proposed = true
		to = decideStep
	}
	if c.at(to) < 0 {
		return fmt.Errorf("casework: step %q is no part of this case", to)
	}
	rest := slices.DeleteFunc(c.still(p.Open), func(id string) bool { return id == o.Step })
	if len(rest) > 0 { // all must come back
		p.Open = rest
		return nil
	}
	if p.Proposed && c.phaseOf(o.Step) == examine {
		to = decideStep
	}
	if c.phaseOf(o.Step) == after && c.phaseOf(to) == examine {
		return again(c, p, to, o.Day)
	}
	c.enter(p, to, o.Day)
	return nil
}

// turning are the steps that end by an event of their own.
var turning = []string{submitStep, precheckStep, bookStep, receiveStep, acceptStep, decideStep, payStep, makeStep, deliverStep}

// amend goes on with the steps that are still part of the case; while it is held up, what ends that does so.
func amend(c Course, p *Progress, o Order) error {
	held := p.State == actor.Accepted || p.State == actor.Suspended || p.State == actor.Special && p.Until != ""
	if !held && len(c.still(p.Open)) < len(p.Open) {
		c.back(p, o.Day)
	}
	return nil
}

// again goes back before the decision: the time since then does not count.
func again(c Course, p *Progress, to, day string) error {
	if p.Clock.Ended != "" {
		p.Clock.Stops = append(slices.Clone(p.Clock.Stops), Stop{From: p.Clock.Ended, To: day, Why: Finish})
		p.Clock.Ended = ""
	}
	p.Outcome = ""
	c.enter(p, to, day)
	return nil
}

// decide ends the clock. Only what stands at its decision is decided.
func decide(outcome string) func(Course, *Progress, Order) error {
	return func(c Course, p *Progress, o Order) error {
		if !p.isOpen(decideStep) || o.By != "" && slices.Contains(p.Makers, o.By) {
			return refused(*p, o)
		}
		p.Clock.start(o.Day)
		p.Clock.Ended, p.Outcome = o.Day, outcome
		if outcome == Refused {
			p.State, p.Open, p.Until = actor.DecidedNo, nil, ""
			return nil
		}
		c.enter(p, c.next(decideStep), o.Day)
		return nil
	}
}

// sendBack returns what stands at its decision to the last step of the examination; what was proposed there is open
// again. Who sends back has not examined by that.
func sendBack(c Course, p *Progress, o Order) error {
	to := c.examinedLast()
	if !p.isOpen(decideStep) || to == "" {
		return refused(*p, o)
	}
	p.Proposed = false
	c.enter(p, to, o.Day)
	return nil
}

// instantly is a decision by the system itself: no step stands before it.
func instantly(c Course, p *Progress, o Order) error {
	if o.By != "" {
		return refused(*p, o)
	}
	p.Open = []string{decideStep}
	return decide(Granted)(c, p, o)
}

// leave goes on from a step that ends by an event of its own.
func leave(step string) func(Course, *Progress, Order) error {
	return func(c Course, p *Progress, o Order) error {
		if !p.isOpen(step) {
			return refused(*p, o)
		}
		c.enter(p, c.next(step), o.Day)
		return nil
	}
}
