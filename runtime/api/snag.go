package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/fault"
)

type snagStepLine struct {
	Act     string    `json:"act" enum:"hand,answer,close"`
	Outcome string    `json:"outcome,omitempty" enum:"solved,explained,not_ours,unreached"`
	Text    string    `json:"text"`
	Office  string    `json:"office,omitempty" doc:"title, of a hand-over" name:"catalog"`
	Name    string    `json:"name,omitempty" doc:"for staff"`
	Title   string    `json:"title,omitempty" doc:"for staff"`
	At      time.Time `json:"at"`
}

// snagLine is what somebody could not get done, and what came of it.
type snagLine struct {
	ID      string         `json:"id"`
	Item    string         `json:"item,omitempty" doc:"name"`
	Case    string         `json:"case,omitempty" doc:"number"`
	Text    string         `json:"text"`
	At      time.Time      `json:"at"`
	Due     string         `json:"due" doc:"the promised day of the answer"`
	State   string         `json:"state" enum:"open,answered,closed"`
	Office  string         `json:"office,omitempty" doc:"title of the office to which it was handed over" name:"catalog"`
	Steps   []snagStepLine `json:"steps"`
	Code    string         `json:"code,omitempty" doc:"of who isn't signed in: by it the answer is seen"`
	Name    string         `json:"name,omitempty" doc:"for staff"`
	Phone   string         `json:"phone,omitempty" doc:"for staff"`
	Version int            `json:"version,omitempty" doc:"for staff"`
	Late    bool           `json:"late,omitempty" doc:"for staff"`
	May     bool           `json:"may,omitempty" doc:"for staff: you may go on with it"`
}

func snagOf(s runtime.Snag, staff bool) snagLine {
	l := snagLine{ID: s.ID, Item: s.Title, Case: s.Case, Text: s.Text, At: s.At, Due: s.Due, State: string(s.State), Office: s.Of, Steps: []snagStepLine{}}
	if staff {
		l.Name, l.Phone, l.Version = s.Name, s.Phone, s.Version
	}
	for _, x := range s.Steps {
		line := snagStepLine{Act: x.Act, Outcome: x.Outcome, Text: x.Text, Office: x.Office, At: x.At}
		if staff {
			line.Name, line.Title = x.Name, x.Title
		} else if x.Act == "hand" || x.Act == "close" {
			line.Text = "" // what staff writes to each other; the answer is for the person
		}
		l.Steps = append(l.Steps, line)
	}
	return l
}

type snagIn struct {
	Tongue
	Asked
	Body struct {
		Item  string `json:"item,omitempty" maxLength:"80" doc:"id"`
		Case  string `json:"case,omitempty" maxLength:"60" doc:"number"`
		Text  string `json:"text" maxLength:"4000" doc:"what could not be done"`
		Name  string `json:"name,omitempty" maxLength:"200"`
		Phone string `json:"phone,omitempty" maxLength:"40" doc:"needed of who isn't signed in"`
		Key   string `json:"key" maxLength:"100"`
	}
}

type snagCodeIn struct {
	Asked
	Body struct {
		Code string `json:"code" maxLength:"40" doc:"twelve digits"`
	}
}

type snagWorkIn struct {
	Tongue
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int    `json:"version" minimum:"1"`
		Act     string `json:"act" enum:"hand,answer,close"`
		Office  string `json:"office,omitempty" maxLength:"80" doc:"id, of a hand-over; left out: back to the government-service office"`
		Outcome string `json:"outcome,omitempty" enum:"solved,explained,not_ours,unreached" doc:"of closing it"`
		Text    string `json:"text" maxLength:"2000" doc:"of an answer the person reads it"`
	}
}

type snagOut struct{ Body snagLine }

type snagsOut struct {
	Body struct {
		Snags   []snagLine   `json:"snags"`
		Offices []officeLine `json:"offices,omitempty" doc:"for staff: to which it can be handed over"`
	}
}

func registerSnags(api huma.API, s Services) {
	h := snags{s}
	tell := operation("tell-snag", http.MethodPost, "/api/snags", "反映办不成的事，不用登录", "space", fault.NotFound, fault.TooMany, fault.TooLarge, fault.Forbidden)
	tell.DefaultStatus = http.StatusCreated
	huma.Register(api, tell, h.tell)
	huma.Register(api, operation("look-snag", http.MethodPost, "/api/snags/look", "凭编码看答复", "space", fault.NotFound, fault.TooMany), h.look)
	huma.Register(api, operation("list-snags", http.MethodGet, "/api/snags", "我反映的办不成的事", "space", signedIn...), h.mine)
	huma.Register(api, operation("list-snag-tasks", http.MethodGet, "/api/staff/snags", "办不成的事，待答复", "staff", looked...), h.tasks)
	huma.Register(api, operation("take-snag-step", http.MethodPost, "/api/staff/snags/{id}/steps", "转交、答复、办结", "staff", changing...), h.step)
}

type snags struct{ Services }

func (h snags) tell(ctx context.Context, in *snagIn) (*snagOut, error) {
	b := in.Body
	s, code, err := h.Snags.Tell(ctx, runtime.SnagOrder{Item: b.Item, Case: b.Case, Text: b.Text, Name: b.Name, Phone: b.Phone, Key: b.Key}, in.from, in.language())
	if err != nil {
		return nil, err
	}
	out := &snagOut{snagOf(s, false)}
	out.Body.Code = code
	return out, nil
}

func (h snags) look(ctx context.Context, in *snagCodeIn) (*snagOut, error) {
	s, err := h.Snags.ByCode(ctx, in.Body.Code, in.from)
	if err != nil {
		return nil, err
	}
	return &snagOut{snagOf(s, false)}, nil
}

// named is one with its item by the name that it has now.
func (h snags) named(ctx context.Context, s runtime.Snag, language string) snagLine {
	s.Title = h.Snags.NameOf(ctx, s.Item, s.Title, language)
	return snagOf(s, false)
}

func (h snags) mine(ctx context.Context, in *Tongue) (*snagsOut, error) {
	list, err := h.Snags.Mine(ctx)
	if err != nil {
		return nil, err
	}
	out := &snagsOut{}
	out.Body.Snags = make([]snagLine, len(list))
	for i, s := range list {
		out.Body.Snags[i] = h.named(ctx, s, in.language())
	}
	return out, nil
}

func (h snags) tasks(ctx context.Context, in *Tongue) (*snagsOut, error) {
	list, err := h.Snags.Tasks(ctx)
	if err != nil {
		return nil, err
	}
	out := &snagsOut{}
	out.Body.Snags = make([]snagLine, len(list))
	for i, s := range list {
		out.Body.Snags[i] = h.line(ctx, s)
		out.Body.Snags[i].Item = h.Snags.NameOf(ctx, s.Item, s.Title, in.language())
	}
	out.Body.Offices = placesOf(h.Snags.Places())
	return out, nil
}

func (h snags) step(ctx context.Context, in *snagWorkIn) (*snagOut, error) {
	b := in.Body
	s, err := h.Snags.Step(ctx, in.ID, runtime.SnagWork{Version: b.Version, Act: b.Act, Office: b.Office, Outcome: b.Outcome, Text: b.Text})
	if err != nil {
		return nil, err
	}
	return &snagOut{h.line(ctx, s)}, nil
}

func (h snags) line(ctx context.Context, s runtime.Snag) snagLine {
	l := snagOf(s, true)
	l.May, l.Late = h.Snags.May(ctx, s), h.Snags.Late(s)
	return l
}
