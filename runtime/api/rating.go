package api

import (
	"context"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

type gradeLine struct {
	Grade   int        `json:"grade" doc:"1 very bad … 5 very good"`
	Title   string     `json:"title"`
	Reasons []codeText `json:"reasons" doc:"that can be ticked with it"`
}

func gradeLines(language string) []gradeLine {
	var out []gradeLine
	for _, g := range runtime.Grades() {
		l := gradeLine{Grade: int(g.Grade), Title: g.Title.In(language)}
		for _, r := range g.Reasons {
			l.Reasons = append(l.Reasons, codeText{r.Code, r.Title.In(language)})
		}
		out = append(out, l)
	}
	return out
}

// occasionLine is something that may be graded, once.
type occasionLine struct {
	ID     string     `json:"id" doc:"matter, or visit/2026-11-30"`
	Kind   string     `json:"kind" enum:"matter,visit"`
	Day    string     `json:"day"`
	Grade  int        `json:"grade,omitempty" doc:"that was given; it never changes"`
	Title  string     `json:"title,omitempty" doc:"of the grade"`
	Given  *time.Time `json:"given,omitempty"`
	Task   string     `json:"task,omitempty" enum:"check,excuse,mend,answer,call,closed" doc:"of a bad grade: what is done next"`
	Due    string     `json:"due,omitempty" doc:"until when"`
	Answer string     `json:"answer,omitempty" doc:"of the office, for the applicant alone"`
}

func occasionLines(list []runtime.Occasion, mine bool, language string) []occasionLine {
	out := make([]occasionLine, len(list))
	for i, o := range list {
		l := occasionLine{ID: o.ID, Kind: string(o.Kind), Day: o.Day}
		if r := o.Rating; r != nil {
			l.Grade, l.Title, l.Given = int(r.Grade), gradeTitle(r.Grade, language), &r.At
			if r.Task != nil {
				l.Task, l.Due = string(r.Task.State), r.Task.Due
				for _, s := range r.Task.Steps {
					if mine && s.State == runtime.RatingAnswer {
						l.Answer = s.Text
					}
				}
			}
		}
		out[i] = l
	}
	return out
}

func gradeTitle(g runtime.Grade, language string) string {
	for _, x := range runtime.Grades() {
		if x.Grade == g {
			return x.Title.In(language)
		}
	}
	return ""
}

// RatingOrder is a grade as it is given.
type RatingOrder struct {
	Occasion string   `json:"occasion" maxLength:"40"`
	Grade    int      `json:"grade" doc:"1 very bad … 5 very good"`
	Reasons  []string `json:"reasons,omitempty" maxItems:"10" doc:"codes"`
	Text     string   `json:"text,omitempty" maxLength:"2000"`
}

func (o RatingOrder) order() runtime.RatingOrder {
	return runtime.RatingOrder{Occasion: o.Occasion, Grade: runtime.Grade(o.Grade), Reasons: o.Reasons, Text: o.Text}
}

type ratingsOut struct {
	Body struct {
		Occasions []occasionLine `json:"occasions" doc:"latest first"`
		Grades    []gradeLine    `json:"grades" doc:"the best first"`
	}
}

type rateIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Body   RatingOrder
}

type rateByCodeIn struct {
	Tongue
	Asked
	Body struct {
		RatingOrder
		Number string `json:"number" maxLength:"60"`
		Code   string `json:"code" maxLength:"40" doc:"查询码"`
	}
}

// Asked tells from where a request comes.
type Asked struct{ from string }

// Resolve takes over the address.
func (a *Asked) Resolve(ctx huma.Context) []error {
	a.from = ctx.RemoteAddr()
	if host, _, err := net.SplitHostPort(a.from); err == nil {
		a.from = host
	}
	return nil
}

type ratingOut struct{ Body occasionLine }

func ratingOf(r runtime.Rating, mine bool, language string) *ratingOut {
	o := runtime.Occasion{ID: r.Occasion, Kind: r.Kind, Day: "", Rating: &r}
	return &ratingOut{occasionLines([]runtime.Occasion{o}, mine, language)[0]}
}

type ratingStepLine struct {
	Step    string    `json:"step"`
	Outcome string    `json:"outcome"`
	Text    string    `json:"text"`
	Name    string    `json:"name"`
	Title   string    `json:"title,omitempty"`
	At      time.Time `json:"at"`
}

// ratingTask is a bad grade for those who mend it. Who gave it is not told; whose work it is about is told to nobody.
type ratingTask struct {
	ID      string           `json:"id"`
	Case    string           `json:"case" doc:"number"`
	Item    string           `json:"item" doc:"name"`
	Office  string           `json:"office" doc:"title" name:"catalog"`
	Kind    string           `json:"kind" enum:"matter,visit"`
	Grade   int              `json:"grade"`
	Title   string           `json:"title" doc:"of the grade"`
	Reasons []string         `json:"reasons" doc:"in words"`
	Text    string           `json:"text,omitempty"`
	At      time.Time        `json:"at"`
	State   string           `json:"state" enum:"check,excuse,mend,answer,call,closed" doc:"what is next"`
	Version int              `json:"version"`
	Due     string           `json:"due,omitempty"`
	Late    bool             `json:"late,omitempty"`
	Excused bool             `json:"excused,omitempty"`
	May     bool             `json:"may" doc:"you may take the next step"`
	Opens   bool             `json:"opens" doc:"you handle cases of the office, and see this one whole"`
	Steps   []ratingStepLine `json:"steps"`
}

type ratingTasksOut struct {
	Body struct {
		Ratings []ratingTask `json:"ratings"`
	}
}

type ratingTaskOut struct{ Body ratingTask }

type ratingWorkIn struct {
	Tongue
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int    `json:"version" minimum:"1"`
		Outcome string `json:"outcome" enum:"founded,unfounded,excused,counts,mended,answered,satisfied,unsatisfied,unreached"`
		Text    string `json:"text" maxLength:"2000" doc:"what was found, mended, said; of an answer the applicant reads it"`
	}
}

func registerRatings(api huma.API, s Services) {
	h := ratings{s}
	huma.Register(api, operation("list-ratings", http.MethodGet, "/api/cases/{number}/ratings", "可以评价的和已经评价的", "case", ofOnes...), h.of)
	give := operation("give-rating", http.MethodPost, "/api/cases/{number}/ratings", "评价（好差评）", "case", changing...)
	give.DefaultStatus = http.StatusCreated
	huma.Register(api, give, h.give)
	byCode := operation("rate-by-code", http.MethodPost, "/api/progress/ratings", "凭查询码评价，不用登录", "case", fault.NotFound, fault.Conflict, fault.TooMany)
	byCode.DefaultStatus = http.StatusCreated
	huma.Register(api, byCode, h.byCode)
	huma.Register(api, operation("list-due-ratings", http.MethodGet, "/api/ratings/due", "等我评价的办件", "space", signedIn...), h.due)
	huma.Register(api, operation("list-rating-tasks", http.MethodGet, "/api/staff/ratings", "差评办理", "staff", looked...), h.tasks)
	huma.Register(api, operation("take-rating-step", http.MethodPost, "/api/staff/ratings/{id}/steps", "差评：核实、整改、反馈、回访、认定", "staff", changing...), h.step)
}

type ratings struct{ Services }

func (h ratings) of(ctx context.Context, in *numberIn) (*ratingsOut, error) {
	list, err := h.Ratings.Of(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	out := &ratingsOut{}
	out.Body.Occasions, out.Body.Grades = occasionLines(list, true, in.language()), gradeLines(in.language())
	return out, nil
}

func (h ratings) give(ctx context.Context, in *rateIn) (*ratingOut, error) {
	r, err := h.Ratings.Give(ctx, in.Number, in.Body.order())
	if err != nil {
		return nil, err
	}
	return ratingOf(r, true, in.language()), nil
}

func (h ratings) byCode(ctx context.Context, in *rateByCodeIn) (*ratingOut, error) {
	r, err := h.Ratings.ByCode(ctx, in.Body.Number, in.Body.Code, in.from, in.Body.order())
	if err != nil {
		return nil, err
	}
	return ratingOf(r, false, in.language()), nil
}

func (h ratings) due(ctx context.Context, in *Tongue) (*casesOut, error) {
	list, err := h.Ratings.Due(ctx, in.language())
	if err != nil {
		return nil, err
	}
	out := &casesOut{}
	out.Body.Cases = caseLines(list, in.language())
	return out, nil
}

func (h ratings) tasks(ctx context.Context, in *Tongue) (*ratingTasksOut, error) {
	list, err := h.Ratings.Tasks(ctx)
	if err != nil {
		return nil, err
	}
	out := &ratingTasksOut{}
	out.Body.Ratings = make([]ratingTask, len(list))
	for i, r := range list {
		out.Body.Ratings[i] = h.task(ctx, r, in.language())
	}
	return out, nil
}

func (h ratings) step(ctx context.Context, in *ratingWorkIn) (*ratingTaskOut, error) {
	r, err := h.Ratings.Step(ctx, in.ID, runtime.RatingWork{Version: in.Body.Version, Outcome: in.Body.Outcome, Text: in.Body.Text})
	if err != nil {
		return nil, err
	}
	return &ratingTaskOut{h.task(ctx, r, in.language())}, nil
}

func (h ratings) task(ctx context.Context, r runtime.Rating, language string) ratingTask {
	t := ratingTask{ID: r.ID, Case: r.Number, Item: h.Ratings.NameOf(ctx, r.Item, r.ItemName, language), Office: r.OfficeName, Kind: string(r.Kind), Grade: int(r.Grade), Title: gradeTitle(r.Grade, language),
		Reasons: []string{}, Text: r.Text, At: r.At, State: string(r.Task.State), Version: r.Task.Version, Due: r.Task.Due, Late: h.Ratings.Late(r.Task.Due), Excused: r.Task.Excused, May: h.Ratings.May(ctx, r),
		Steps: []ratingStepLine{}}
	if who, ok := identity.From(ctx); ok {
		t.Opens = who.Actor().HandlesAt(r.Office)
	}
	for _, g := range gradeLines(language) {
		for _, x := range g.Reasons {
			if g.Grade == t.Grade && slices.Contains(r.Reasons, x.Code) {
				t.Reasons = append(t.Reasons, x.Text)
			}
		}
	}
	for _, s := range r.Task.Steps {
		t.Steps = append(t.Steps, ratingStepLine{string(s.State), s.Outcome, s.Text, s.Name, s.Title, s.At})
	}
	return t
}
