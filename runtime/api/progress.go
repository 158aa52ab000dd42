package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/casework"
)

// follow is the address of a case for who scans its paper. Number and code stand behind the hash: they are sent to no
// server and stand in no log.
func (s Services) follow(number, code string) string {
	return s.Site + "/progress#" + number + "." + code
}

// grouped is a query code as it is read out: 12345 67890.
func grouped(code string) string {
	if len(code) != 10 {
		return code
	}
	return code[:5] + " " + code[5:]
}

type progressStep struct {
	Title string `json:"title"`
	Who   string `json:"who,omitempty" doc:"whose step it is, in words"`
}

type progressEvent struct {
	At    time.Time `json:"at"`
	Title string    `json:"title"`
}

// progressBody is all that anybody learns who has the paper of a case: no personal data.
type progressBody struct {
	Number     string          `json:"number"`
	Item       string          `json:"item"`
	Name       string          `json:"name" doc:"of the item"`
	State      string          `json:"state"`
	StateTitle string          `json:"stateTitle"`
	Office     string          `json:"office" doc:"title" name:"catalog"`
	Place      *runtime.Office `json:"place,omitempty" doc:"the office, as the catalogue has it"`
	Submitted  time.Time       `json:"submitted"`
	Changed    time.Time       `json:"changed"`
	Promised   string          `json:"promised,omitempty" doc:"5wd"`
	Due        string          `json:"due,omitempty" doc:"the promised day"`
	Instant    bool            `json:"instant,omitempty" doc:"decided by the system itself at submission (即办)"`
	Accepted   string          `json:"accepted,omitempty"`
	Waits      string          `json:"waits,omitempty" enum:"office,applicant" doc:"on whose side it waits"`
	ActBy      string          `json:"actBy,omitempty" doc:"the last day of what it waits for"`
	Light      string          `json:"light,omitempty" doc:"of the promised time"`
	Left       int             `json:"left" doc:"working days of the promise"`
	Now        []progressStep  `json:"now" doc:"what waits"`
	Ahead      []progressStep  `json:"ahead"`
	Events     []progressEvent `json:"events" doc:"oldest first"`
	Today      string          `json:"today"`
	Ratings    []occasionLine  `json:"ratings" doc:"what may be graded, and was"`
	Grades     []gradeLine     `json:"grades"`
}

type progressOut struct{ Body progressBody }

type progressIn struct {
	Tongue
	Asked
	Body struct {
		Number string `json:"number" maxLength:"60" doc:"办件编号"`
		Code   string `json:"code" maxLength:"40" doc:"查询码, ten digits"`
	}
}

type queryCodeIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Body   struct {
		Anew bool `json:"anew,omitempty" doc:"another takes its place, and older papers show nothing any more"`
	}
}

type queryCodeOut struct {
	Body struct {
		Code string `json:"code" doc:"查询码: 12345 67890"`
		To   string `json:"to" doc:"address at which it shows the case"`
		QR   qrPath `json:"qr" doc:"that address"`
	}
}

func registerProgress(api huma.API, s Services) {
	h := progress{s}
	huma.Register(api, operation("follow-case", http.MethodPost, "/api/progress", "凭办件编号和查询码查进度，不用登录", "case", "not_found", "too_many", "full"), h.of)
	huma.Register(api, operation("get-query-code", http.MethodPost, "/api/cases/{number}/query-code", "我的办件的查询码", "case", changing...), h.code)
}

type progress struct{ Services }

func (h progress) of(ctx context.Context, in *progressIn) (*progressOut, error) {
	language := in.language()
	f, err := h.Progress.Of(ctx, in.Body.Number, in.Body.Code, in.from, language)
	if err != nil {
		return nil, err
	}
	c := runtime.Case{State: f.State, Instant: f.Instant}
	c.Progress.Outcome = f.Outcome
	b := progressBody{Number: f.Number, Item: f.Item, Name: f.Name, State: string(f.State), StateTitle: stateTitleOf(c, language), Office: f.Office, Place: f.Place,
		Submitted: f.Submitted, Changed: f.Changed, Promised: f.Promised, Due: f.Due, Instant: f.Instant, Accepted: f.Accepted, Waits: string(f.Waits), ActBy: f.ActBy,
		Light: string(f.Light), Left: f.Left, Now: progressSteps(f.Now), Ahead: progressSteps(f.Ahead), Events: []progressEvent{}, Today: f.Today,
		Ratings: occasionLines(f.Ratings, false, language), Grades: gradeLines(language)}
	for _, e := range f.Events {
		title := e.Step
		if title == "" {
			title = casework.EventTitle(e.Event, language)
		}
		b.Events = append(b.Events, progressEvent{At: e.At, Title: title})
	}
	return &progressOut{b}, nil
}

func progressSteps(list []runtime.FollowedStep) []progressStep {
	out := make([]progressStep, len(list))
	for i, s := range list {
		out[i] = progressStep(s)
	}
	return out
}

func (h progress) code(ctx context.Context, in *queryCodeIn) (*queryCodeOut, error) {
	code, err := h.Progress.Code(ctx, in.Number, in.Body.Anew)
	if err != nil {
		return nil, err
	}
	out := &queryCodeOut{}
	out.Body.Code, out.Body.To = grouped(code), h.follow(in.Number, code)
	out.Body.QR.Size, out.Body.QR.Path, err = runtime.QRPath(out.Body.To)
	return out, err
}
