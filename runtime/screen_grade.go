package runtime

import (
	"context"
	"fmt"
	"slices"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// gradeHolds is how long a second screen asks for a grade.
const gradeHolds = 3 * time.Minute

// AskGrade is what a clerk lets the applicant grade, after the hand-in or the handing over at the window.
type AskGrade struct {
	Number   string
	Screen   string
	Language string // in which it begins
	Large    bool   // large type
}

// ToGrade is what a second screen asks about: a case, without anybody's name, and what of it may be graded.
type ToGrade struct {
	Item, Office string
	Occasions    []Occasion
}

// Grade asks for a grade (好差评) on a second screen, for three minutes. Codes: unauthenticated, forbidden, not_found, conflict (nothing is to
// be graded, or the screen isn't paired yet).
func (s *Screens) Grade(ctx context.Context, order AskGrade) error {
	who, x, err := s.mine(ctx, order.Screen, actor.ScreenShow)
	if err != nil {
		return err
	}
	if x.Paired.IsZero() {
		return fault.New(fault.Conflict, sayScreenNotPaired)
	}
	c, err := s.find(ctx, who, order.Number, actor.CaseView)
	if err != nil {
		return err
	}
	// The window that has served somebody asks, and not one that only sees the case.
	if err := actor.Can(who.Actor(), actor.ScreenShow, screenObject(c.Office)); err != nil {
		return err
	}
	open, err := s.ungraded(ctx, c)
	if err != nil {
		return err
	}
	if len(open) == 0 {
		return fault.New(fault.Conflict, sayNothingToGrade)
	}
	show := Showing{Number: c.Number, By: who.Account.ID, Language: order.Language, Large: order.Large, Until: s.Clock().UTC().Add(gradeHolds)}
	e := s.screenEvent(who, "case.ask_grade", x)
	e.Detail["case"] = c.Number
	if err := s.Store.ShowOn(ctx, x.ID, &show, e); err != nil {
		return orGone(err, "ask for a grade")
	}
	return nil
}

// ungraded are the occasions of a case that wait for their grade.
func (h *hall) ungraded(ctx context.Context, c Case) ([]Occasion, error) {
	all, err := h.occasions(ctx, c)
	return slices.DeleteFunc(all, func(o Occasion) bool { return o.Rating != nil }), err
}

// graded is the case that a screen asks about, as long as whoever sent it there may. Codes: not_found, forbidden.
func (s *Screens) graded(ctx context.Context, x Screen) (Case, error) {
	who, err := s.sender(ctx, x)
	if err != nil {
		return Case{}, err
	}
	return s.find(ctx, who, x.Show.Number, actor.CaseView)
}

// toGrade is what is asked for; a conflict where all of it was graded meanwhile.
func (s *Screens) toGrade(ctx context.Context, x Screen, language string) (*ToGrade, error) {
	c, err := s.graded(ctx, x)
	if err != nil {
		return nil, err
	}
	open, err := s.ungraded(ctx, c)
	if err != nil {
		return nil, err
	}
	if len(open) == 0 {
		return nil, fault.New(fault.Conflict, sayNothingToGrade)
	}
	def, err := s.Definitions.At(ctx, c.Item, c.ItemVersion)
	if err != nil {
		return nil, fmt.Errorf("runtime: definition of a case: %w", err)
	}
	return &ToGrade{Item: def.Program(language).Plan().Name, Office: c.OfficeTitle, Occasions: open}, nil
}

// Rate takes a grade from a screen. It is nobody's account: whoever stands there gives it, once, like any other; the screen is
// done once nothing is left. It tells what is left. Codes: unauthenticated, conflict (something else is shown, or another grade
// stands), invalid.
func (s *Screens) Rate(ctx context.Context, token string, turn int, o RatingOrder) ([]Occasion, Rating, error) {
	x, err := s.known(ctx, token)
	if err != nil {
		return nil, Rating{}, err
	}
	gone := fault.New(fault.Conflict, sayChangedMeanwhile)
	if x.Show == nil || x.Turn != turn || x.Show.Number == "" {
		return nil, Rating{}, gone
	}
	c, err := s.graded(ctx, x)
	if over(err) {
		return nil, Rating{}, gone
	}
	if err != nil {
		return nil, Rating{}, err
	}
	r := Ratings{s.hall}
	given, err := r.give(ctx, c, o, actor.Robot("screen"), "counter")
	if err != nil {
		return nil, given, err
	}
	left, err := s.ungraded(ctx, c)
	if err != nil {
		return nil, given, err
	}
	if len(left) == 0 {
		// The grade stands: that somebody else was quicker to clear the screen is no trouble.
		if err := s.clearGrade(ctx, x); err != nil && !fault.Is(err, fault.Conflict) {
			return nil, given, err
		}
	}
	return left, given, nil
}

// noGrade: the applicant would rather not. There is nothing to say yes to.
func (s *Screens) noGrade(ctx context.Context, x Screen, yes bool) error {
	if yes {
		return fault.New(fault.Conflict, sayChangedMeanwhile)
	}
	return s.clearGrade(ctx, x)
}

// clearGrade takes the question away. Codes: conflict (it is no longer there, or no longer the clerk's to take away).
func (s *Screens) clearGrade(ctx context.Context, x Screen) error {
	who, err := s.sender(ctx, x)
	if over(err) {
		return fault.Wrap(err, fault.Conflict, sayChangedMeanwhile)
	}
	if err != nil {
		return err
	}
	if err := s.Store.ShownOut(ctx, x.ID, x.Turn, s.screenEvent(who, "screen.clear", x)); err != nil {
		return fmt.Errorf("runtime: take away what a second screen shows: %w", err)
	}
	return nil
}
