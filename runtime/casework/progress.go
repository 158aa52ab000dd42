package casework

import (
	"fmt"
	"slices"
	"strconv"

	"banshi/runtime/base/actor"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Outcomes of a case.
const (
	Granted = "granted"
	Partly  = "partly"
	Refused = "refused"
)

// Progress is how far a case has come. It is stored with the case, as JSON.
type Progress struct {
	State actor.State `json:"-"`               // stands in a column of its own
	Open  []string    `json:"open,omitempty"`  // the steps that wait for somebody
	Since string      `json:"since,omitempty"` // the day on which it came to stand as it stands
	Until string      `json:"until,omitempty"` // a last day that somebody set: of a correction, a special procedure, a suspension
	Visit string      `json:"visit,omitempty"` // the day on which the applicant said to come
	// Received and Accepted are days; the clock is that of the time limit.
	Received string `json:"received,omitempty"`
	Accepted string `json:"accepted,omitempty"`
	Clock    Clock  `json:"clock,omitzero"`
	// Asked counts the notices of correction before and after acceptance: one each.
	AskedBefore int `json:"askedBefore,omitempty"`
	AskedAfter  int `json:"askedAfter,omitempty"`
	// Proposed: a step answered that it should be refused.
	Proposed bool   `json:"proposed,omitempty"`
	Outcome  string `json:"outcome,omitempty"`
	// Makers are the accounts of those who examined: none of them decides.
	Makers []string `json:"makers,omitempty"`
	// Answers are what staff filled in so far, by field.
	Answers map[string]any `json:"answers,omitempty"`
	// Struck are the parts that were refused; Given names the results that were made out.
	Struck []string `json:"struck,omitempty"`
	Given  []string `json:"given,omitempty"`
}

// Has tells whether a result was made out.
func (p Progress) Has(result string) bool { return slices.Contains(p.Given, result) }

func (p Progress) isOpen(step string) bool { return slices.Contains(p.Open, step) }

// Order is what is to be done.
type Order struct {
	Event  Event
	By     string // account; "" the system
	Day    string // of the district
	Step   string // of finish
	Answer string // of finish, where the step asks for one
	Until  string // of a correction, a special procedure, a suspension: its last day; of a booking: the day
	// Promised, Statutory and Extra are the limits, of acceptance.
	Promised, Statutory, Extra Span
}

// Begin is a case that has just been submitted.
func (c Course) Begin(day string) Progress {
	p := Progress{State: actor.Submitted, Since: day}
	first := precheckStep
	if c.at(first) < 0 {
		first = c.next(submitStep)
	}
	if first != "" {
		p.Open = c.together(first)
	}
	return p
}

func refused(p Progress, o Order) error {
	return fmt.Errorf("casework: no way from state %q by %q", p.State, o.Event)
}

// Advance gives how far the case has come after the order; an error names state and event where there is no
// such way. What p holds is never changed.
func (c Course) Advance(p Progress, o Order) (Progress, error) {
	move, ok := moves[o.Event]
	if !ok || !slices.Contains(move.from, p.State) {
		return p, refused(p, o)
	}
	next := p
	if err := move.do(c, &next, o); err != nil {
		return p, err
	}
	if next.State != p.State || !slices.Equal(next.Open, p.Open) {
		next.Since = o.Day
	}
	return next, nil
}

// May lists what could be done to a case now, by whoever may.
func (c Course) May(p Progress) []Event {
	var out []Event
	for _, e := range Events() {
		for _, o := range c.orders(p, e) {
			if _, err := c.Advance(p, o); err == nil {
				out = append(out, e)
				break
			}
		}
	}
	return out
}

// orders are the shapes in which an event can be ordered: each step that is open, with each of its answers.
func (c Course) orders(p Progress, e Event) []Order {
	o := Order{Event: e, Day: p.Since, Until: p.Since}
	if e != Finish {
		return []Order{o}
	}
	var out []Order
	for _, id := range p.Open {
		s, ok := c.Step(id)
		if !ok {
			continue
		}
		o.Step = id
		out = append(out, o)
		for _, a := range s.Answers() {
			o.Answer = a
			out = append(out, o)
		}
		o.Answer = ""
	}
	return out
}

// enter goes to a step; "" ends the case.
func (c Course) enter(p *Progress, id string, day string) {
	p.Until = ""
	if id == "" {
		p.State, p.Open = actor.Done, nil
		return
	}
	p.Open = c.together(id)
	p.State = c.stateOf(*p, id)
	p.Clock.start(day)
	if s, ok := c.Step(id); ok && s.Stops {
		p.Clock.stop(day, Finish)
	}
}

// back is the state of the steps that are open, after something that held them up. Where none of them is part of the case
// any more, it goes on with what follows.
func (c Course) back(p *Progress, day string) {
	p.Until = ""
	if len(p.Open) == 0 {
		return
	}
	if rest := c.still(p.Open); len(rest) > 0 {
		p.Open = rest
	} else if to := c.instead(p.Open[0]); to != "" {
		c.enter(p, to, day)
		return
	}
	p.State = c.stateOf(*p, p.Open[0])
	p.Clock.start(day)
	if s, ok := c.Step(p.Open[0]); ok && s.Stops {
		p.Clock.stop(day, Finish)
	}
}

func (p *Progress) made(by string) {
	if by != "" && !slices.Contains(p.Makers, by) {
		p.Makers = append(slices.Clone(p.Makers), by)
	}
}
