package runtime

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"banshi/engine/value"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
)

// RatingState is what is to be done next about a bad grade.
type RatingState string

// The states, in turn: 核实 → 整改 → 反馈 → 回访. A grade that the office finds unfounded goes to a supervisor.
const (
	RatingCheck  RatingState = "check"
	RatingExcuse RatingState = "excuse" // a supervisor decides whether it counts
	RatingMend   RatingState = "mend"
	RatingAnswer RatingState = "answer"
	RatingCall   RatingState = "call"
	RatingClosed RatingState = "closed"
)

// ratingLimits are working days for each step.
var ratingLimits = map[RatingState]int64{RatingCheck: 1, RatingExcuse: 2, RatingMend: 5, RatingAnswer: 1, RatingCall: 5}

// RatingTask is what is done about a bad grade.
type RatingTask struct {
	State   RatingState
	Version int    // rises with every step
	Due     string // the last day of the step that is next; "" closed
	Excused bool   // 不成立: it doesn't count against anybody
	Rounds  int    // how often it was called back
	Steps   []RatingStep
}

// RatingStep is one that was taken.
type RatingStep struct {
	State   RatingState // the step
	Outcome string      // see ratingOutcomes
	Text    string
	Account string
	Name    string
	Title   string
	At      time.Time
}

// ratingOutcomes are what a step may come to, and where it leads.
var ratingOutcomes = map[RatingState]map[string]RatingState{
	RatingCheck:  {"founded": RatingMend, "unfounded": RatingExcuse},
	RatingExcuse: {"excused": RatingAnswer, "counts": RatingMend},
	RatingMend:   {"mended": RatingAnswer},
	RatingAnswer: {"answered": RatingCall},
	RatingCall:   {"satisfied": RatingClosed, "unreached": RatingClosed, "unsatisfied": RatingMend},
}

// RatingWork is a step that somebody takes.
type RatingWork struct {
	Version int // of the task as it was seen
	Outcome string
	Text    string // for the person, of an answer; else for the record
}

func ratingObject(r Rating) actor.Object {
	return actor.Object{Kind: actor.Rating, ID: r.ID, Office: r.Office, Makers: r.Graded}
}

// actOf is the permission that a step takes.
func (t RatingTask) actOf() actor.Act {
	if t.State == RatingExcuse {
		return actor.RatingExcuse
	}
	return actor.RatingHandle
}

// Tasks lists the bad grades that the caller may see: nobody sees one of his or her own work, nor who gave it. That they
// are looked at is written down. Codes: unauthenticated, forbidden.
func (r *Ratings) Tasks(ctx context.Context) ([]Rating, error) {
	who, err := worker(ctx)
	if err != nil {
		return nil, err
	}
	a := who.Actor()
	offices, err := officesFor(a, actor.RatingView, actor.Rating)
	if err != nil {
		return nil, err
	}
	list, err := r.Store.BadRatings(ctx, offices, mostTasks)
	if err != nil {
		return nil, fmt.Errorf("runtime: list bad grades: %w", err)
	}
	list = slices.DeleteFunc(list, func(x Rating) bool { return actor.Can(a, actor.RatingView, ratingObject(x)) != nil })
	return list, listed(ctx, r.hall, a, actor.RatingView, actor.Rating, list, func(x Rating) string { return x.ID })
}

// Late tells whether a last day is over.
func (r *Ratings) Late(due string) bool { return due != "" && due < r.today() }

// May tells whether the caller may take the next step of a task.
func (r *Ratings) May(ctx context.Context, x Rating) bool {
	who, err := worker(ctx)
	return err == nil && x.Task.State != RatingClosed && actor.Can(who.Actor(), x.Task.actOf(), ratingObject(x)) == nil
}

// Step takes the next step of a task. Codes: unauthenticated, forbidden (one's own work), not_found, invalid, conflict
// (somebody took it meanwhile, or it is closed).
func (r *Ratings) Step(ctx context.Context, id string, w RatingWork) (Rating, error) {
	who, err := worker(ctx)
	if err != nil {
		return Rating{}, err
	}
	x, err := r.Store.Rating(ctx, id)
	if err != nil {
		return Rating{}, lost(err, "find a grade")
	}
	if err := actor.Can(who.Actor(), actor.RatingView, ratingObject(x)); err != nil {
		return Rating{}, err
	}
	if x.Task == nil || x.Task.State == RatingClosed {
		return Rating{}, fault.New(fault.Conflict, sayRatingClosed)
	}
	if err := actor.Can(who.Actor(), x.Task.actOf(), ratingObject(x)); err != nil {
		return Rating{}, err
	}
	t := *x.Task
	if w.Version != t.Version {
		return Rating{}, fault.New(fault.Conflict, sayRatingMoved)
	}
	next, ok := ratingOutcomes[t.State][w.Outcome]
	if !ok {
		return Rating{}, fault.New(fault.Invalid, sayBadStep, fault.Field{Path: "body.outcome", Message: sayWhichOutcome})
	}
	w.Text = strings.TrimSpace(w.Text)
	say := textWithin(w.Text, maxReason, sayRatingReason)
	if !say.None() {
		return Rating{}, fault.New(fault.Invalid, sayBadStep, fault.Field{Path: "body.text", Message: say})
	}
	step := RatingStep{State: t.State, Outcome: w.Outcome, Text: w.Text, Account: who.Account.ID, Name: who.Account.Name, At: r.Clock().UTC()}
	if who.Account.Staff != nil {
		step.Title = who.Account.Staff.Title
	}
	if t.State == RatingCall {
		if t.Rounds++; t.Rounds > 1 {
			next = RatingClosed // it was mended twice: what is left stands in the record
		}
	}
	t.Excused = t.Excused || w.Outcome == "excused"
	tell := t.State == RatingAnswer
	t.State, t.Due = next, r.workday(ctx, ratingLimits[next])
	if next == RatingClosed {
		t.Due = ""
	}
	x.Task = &t
	e := audit.Event{At: step.At, Actor: who.Actor(), Act: string(actor.RatingHandle), Object: audit.Object{Kind: string(actor.Rating), ID: x.ID},
		Detail: map[string]any{"step": string(step.State), "outcome": step.Outcome, "case": x.Number}}
	if step.State == RatingExcuse {
		e.Act = string(actor.RatingExcuse)
	}
	if err := r.Store.RatingStep(ctx, x, step, tell, e); err != nil {
		return Rating{}, fmt.Errorf("runtime: a step about a grade: %w", err)
	}
	return r.Store.Rating(ctx, id)
}

// workday is the day so many working days after today. Where the calendar can't be read it counts Monday to Friday, and
// says so in the log: a promise that knows no holidays ends too early for us.
func (h *hall) workday(ctx context.Context, n int64) string {
	day, ok := value.ParseDate(h.today())
	if !ok {
		return ""
	}
	var cal *value.Calendar // Monday to Friday, where nobody publishes one
	if h.Workdays != nil {
		c, err := h.Workdays.Calendar(ctx)
		if err != nil {
			h.Log.ErrorContext(ctx, "the calendar can't be read: a last day counts Monday to Friday", "error", err)
		}
		cal = c
	}
	due, _ := cal.AddWorkdays(day, n)
	return due.String()
}
