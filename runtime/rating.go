package runtime

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
	"banshi/runtime/identity"
)

// Grade is one of the five of 好差评.
type Grade int

// The grades, the worst first.
const (
	VeryBad  Grade = 1 + iota // 非常不满意
	Bad                       // 不满意
	Fair                      // 基本满意
	Good                      // 满意
	VeryGood                  // 非常满意
)

// Bad tells whether the grade is a 差评, which somebody has to look into.
func (g Grade) Bad() bool { return g <= Bad }

// Reason is one that can be ticked.
type Reason struct {
	Code  string
	Title fault.Text
}

// GradeRow is a grade with what can be ticked for it.
type GradeRow struct {
	Grade   Grade
	Title   fault.Text
	Reasons []Reason
}

// Grades lists them, the best first.
func Grades() []GradeRow {
	return []GradeRow{{VeryGood, sayVeryGood, praises}, {Good, sayGood, praises}, {Fair, sayFair, complaints}, {Bad, sayBad, complaints}, {VeryBad, sayVeryBad, complaints}}
}

func gradeRow(g Grade) (GradeRow, bool) {
	list := Grades()
	i := slices.IndexFunc(list, func(r GradeRow) bool { return r.Grade == g })
	if i < 0 {
		return GradeRow{}, false
	}
	return list[i], true
}

// OccasionKind is what is graded.
type OccasionKind string

// A matter is graded once it has ended; a visit is all that happened at the window on one day.
const (
	OfMatter OccasionKind = "matter"
	OfVisit  OccasionKind = "visit"
)

// Occasion is something that may be graded, once.
type Occasion struct {
	ID     string // matter, or visit/2026-11-30
	Kind   OccasionKind
	Day    string // YYYY-MM-DD
	Rating *Rating
	graded []string // accounts of those whose work it was
}

// Rating (好差评) is a grade that somebody gave. It is written once and never changes; what is done about it stands in its task.
type Rating struct {
	ID         string
	Number     string // of the case
	Occasion   string
	Kind       OccasionKind
	Item       string
	ItemName   string
	Department string
	Office     string
	OfficeName string
	Grade      Grade
	Reasons    []string
	Text       string
	Channel    string
	Account    string // who gave it; "" whoever had the case's query code
	Holder     string // in whose name the case is
	Graded     []string
	At         time.Time
	Task       *RatingTask // of a bad one
}

// RatingOrder is what somebody gives.
type RatingOrder struct {
	Occasion string
	Grade    Grade
	Reasons  []string
	Text     string
}

// RatingStore keeps grades and what is done about bad ones.
type RatingStore interface {
	// Rate writes one, with its task and its event. The same again gives the one that is there. Codes: conflict (another stands there).
	Rate(ctx context.Context, r Rating, e audit.Event) (Rating, error)
	// RatingsOf lists those of a case.
	RatingsOf(ctx context.Context, number string) ([]Rating, error)
	// Rating finds one with its task. Codes: not_found.
	Rating(ctx context.Context, id string) (Rating, error)
	// BadRatings lists those with a task, of offices (nil: all): the open ones first, by the day they are due.
	BadRatings(ctx context.Context, offices []string, most int) ([]Rating, error)
	// RatingStep writes a step over the version of the task that was seen, and tells who gave the grade where it says so. Codes: conflict.
	RatingStep(ctx context.Context, r Rating, s RatingStep, tell bool, e audit.Event) error
}

// Ratings lets people grade visits and matters, and the office mend what was bad.
type Ratings struct{ *hall }

const maxRatingText = 500

// atWindow are events that happen at the window if staff brings them about there.
var atWindow = map[casework.Event]string{casework.Submit: "", casework.Intake: "", casework.Receive: receiveStep, casework.HandOver: "deliver"}

// occasions are what may be graded of a case, the latest first.
func (h *hall) occasions(ctx context.Context, c Case) ([]Occasion, error) {
	line, err := h.Store.Timeline(ctx, c.Number)
	if err != nil {
		return nil, fmt.Errorf("runtime: timeline of a case: %w", err)
	}
	t, err := h.turnOf(ctx, c)
	if err != nil {
		return nil, err
	}
	var out []Occasion
	all := Occasion{ID: string(OfMatter), Kind: OfMatter, Day: c.Changed.In(h.Zone).Format(time.DateOnly)}
	for _, e := range line {
		if e.By != actor.Staff || e.Actor == "" || e.Event == string(casework.TakeDown) { // which is no work on the matter
			continue
		}
		all.add(e.Actor)
		step, there := atWindow[casework.Event(e.Event)]
		if s, ok := t.course.Step(step); !there || step != "" && !(ok && s.Visit) {
			continue
		}
		day := e.At.In(h.Zone).Format(time.DateOnly)
		i := slices.IndexFunc(out, func(o Occasion) bool { return o.Day == day })
		if i < 0 {
			out, i = append(out, Occasion{ID: "visit/" + day, Kind: OfVisit, Day: day}), len(out)
		}
		out[i].add(e.Actor)
	}
	slices.Reverse(out)
	if slices.Contains(atEnd, c.State) {
		out = append([]Occasion{all}, out...)
	}
	given, err := h.Store.RatingsOf(ctx, c.Number)
	if err != nil {
		return nil, fmt.Errorf("runtime: grades of a case: %w", err)
	}
	for i := range out {
		for j := range given {
			if given[j].Occasion == out[i].ID {
				out[i].Rating = &given[j]
			}
		}
	}
	return out, nil
}

func (o *Occasion) add(account string) {
	if !slices.Contains(o.graded, account) {
		o.graded = append(o.graded, account)
	}
}

// Of lists what the applicant may grade of a case, and has. Codes: unauthenticated, forbidden, not_found.
func (r *Ratings) Of(ctx context.Context, number string) ([]Occasion, error) {
	who, err := citizen(ctx)
	if err != nil {
		return nil, err
	}
	c, err := r.find(ctx, who, number, actor.CaseRate)
	if err != nil {
		return nil, err
	}
	return r.occasions(ctx, c)
}

// Due lists the caller's latest cases that have something to grade, with the name of the item in a language.
func (r *Ratings) Due(ctx context.Context, language string) ([]Case, error) {
	mine := MyCases{r.hall}
	list, err := mine.List(ctx, language)
	if err != nil {
		return nil, err
	}
	since := r.Clock().Add(-ratingAsked)
	out := []Case{}
	for _, c := range list {
		if c.Changed.Before(since) || len(out) == mostAsked {
			continue
		}
		all, err := r.occasions(ctx, c)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(all, func(o Occasion) bool { return o.Rating == nil }) {
			out = append(out, c)
		}
	}
	return out, nil
}

const (
	ratingAsked = 30 * 24 * time.Hour // how long somebody is asked for a grade; it may be given later, too
	mostAsked   = 10
)

// Give writes a grade of the applicant's. Given again, the same is one. Codes: unauthenticated, forbidden, not_found,
// invalid, conflict (nothing to grade yet, or another grade stands).
func (r *Ratings) Give(ctx context.Context, number string, o RatingOrder) (Rating, error) {
	who, err := citizen(ctx)
	if err != nil {
		return Rating{}, err
	}
	c, err := r.find(ctx, who, number, actor.CaseRate)
	if err != nil {
		return Rating{}, err
	}
	return r.give(ctx, c, o, who.Actor(), who.Channel)
}

// ByCode writes a grade of whoever has the case's query code: at a terminal, on the counter's second screen, on a phone
// that scanned the receipt. Codes: as Progress.Of, and those of Give.
func (r *Ratings) ByCode(ctx context.Context, number, code, from string, o RatingOrder) (Rating, error) {
	p := Progress{r.hall}
	c, err := p.admit(ctx, number, code, from)
	if err != nil {
		return Rating{}, err
	}
	channel := "web"
	if who, ok := identity.From(ctx); ok {
		channel = who.Channel
	}
	return r.give(ctx, c, o, actor.Robot("query-code"), channel)
}

func (r *Ratings) give(ctx context.Context, c Case, o RatingOrder, by actor.Actor, channel string) (Rating, error) {
	o.Text = strings.TrimSpace(o.Text)
	if err := o.check(); err != nil {
		return Rating{}, err
	}
	all, err := r.occasions(ctx, c)
	if err != nil {
		return Rating{}, err
	}
	i := slices.IndexFunc(all, func(x Occasion) bool { return x.ID == o.Occasion })
	if i < 0 {
		return Rating{}, fault.New(fault.Conflict, sayNothingToGrade)
	}
	def, err := r.Definitions.At(ctx, c.Item, c.ItemVersion)
	if err != nil {
		return Rating{}, fmt.Errorf("runtime: definition of a case: %w", err)
	}
	slices.Sort(o.Reasons)
	sum := sha256.Sum256([]byte(c.Number + "/" + o.Occasion))
	x := Rating{ID: hex.EncodeToString(sum[:13]), Number: c.Number, Occasion: o.Occasion, Kind: all[i].Kind, Item: c.Item, ItemName: c.Name,
		Department: def.Program("zh-Hans").Plan().Department.ID, Office: c.Office, OfficeName: c.OfficeTitle, Grade: o.Grade, Reasons: o.Reasons, Text: o.Text,
		Channel: channel, Holder: c.Holder, Graded: all[i].graded, At: r.Clock().UTC()}
	if by.Kind == actor.Person {
		x.Account = by.ID
	}
	if o.Grade.Bad() {
		x.Task = &RatingTask{State: RatingCheck, Version: 1, Due: r.workday(ctx, ratingLimits[RatingCheck])}
	}
	e := audit.Event{At: x.At, Actor: by, Act: string(actor.CaseRate), Object: audit.Object{Kind: string(actor.Rating), ID: x.ID},
		Detail: map[string]any{"case": c.Number, "occasion": x.Occasion, "grade": int(x.Grade)}}
	if x, err = r.Store.Rate(ctx, x, e); err != nil {
		return Rating{}, fmt.Errorf("runtime: write a grade: %w", err)
	}
	return x, nil
}

func (o RatingOrder) check() error {
	var bad []fault.Field
	row, ok := gradeRow(o.Grade)
	if !ok {
		bad = append(bad, fault.Field{Path: "body.grade", Message: sayWhichGrade})
	}
	for i, code := range o.Reasons {
		known := slices.ContainsFunc(row.Reasons, func(r Reason) bool { return r.Code == code })
		if !known || slices.Contains(o.Reasons[:i], code) {
			bad = append(bad, fault.Field{Path: "body.reasons", Message: sayWhichReason})
			break
		}
	}
	if say := textWithin(o.Text, maxRatingText, fault.Text{}); !say.None() {
		bad = append(bad, fault.Field{Path: "body.text", Message: say})
	}
	if len(bad) > 0 {
		return fault.New(fault.Invalid, sayBadRating, bad...)
	}
	return nil
}
