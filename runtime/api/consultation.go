package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/fault"
)

type consultationStepLine struct {
	Act    string    `json:"act" enum:"hand,answer,follow"`
	Text   string    `json:"text,omitempty" doc:"of a hand-over for staff alone"`
	Office string    `json:"office,omitempty" doc:"title, of a hand-over" name:"catalog"`
	Name   string    `json:"name,omitempty" doc:"for staff"`
	Title  string    `json:"title,omitempty" doc:"for staff"`
	At     time.Time `json:"at"`
}

// consultationLine is what somebody asked, and what was answered.
type consultationLine struct {
	ID      string                 `json:"id"`
	Number  string                 `json:"number"`
	Item    string                 `json:"item,omitempty" doc:"id"`
	Name    string                 `json:"itemName,omitempty"`
	Case    string                 `json:"case,omitempty" doc:"number"`
	Text    string                 `json:"text"`
	At      time.Time              `json:"at"`
	Due     string                 `json:"due" doc:"the promised day of the answer"`
	State   string                 `json:"state" enum:"open,answered"`
	Office  string                 `json:"office,omitempty" doc:"title of the office that has it; absent: the government-service office" name:"catalog"`
	Helped  string                 `json:"helped,omitempty" enum:"yes,no" doc:"what the asker says of the answer"`
	Follow  bool                   `json:"mayFollow,omitempty" doc:"it may be followed up, once"`
	Steps   []consultationStepLine `json:"steps"`
	By      string                 `json:"by,omitempty" doc:"for staff: who asked, masked"`
	Place   string                 `json:"officeId,omitempty" doc:"for staff"`
	Version int                    `json:"version,omitempty" doc:"for staff"`
	Late    bool                   `json:"late,omitempty" doc:"for staff"`
	May     bool                   `json:"may,omitempty" doc:"for staff: you may answer it"`
	FAQ     string                 `json:"faq,omitempty" enum:"proposed,published,declined,withdrawn" doc:"for staff: what became of its answer as a frequent question"`
}

func consultationOf(c runtime.Consultation, staff bool) consultationLine {
	l := consultationLine{ID: c.ID, Number: c.Number, Item: c.Item, Name: c.Title, Case: c.Case, Text: c.Text, At: c.At, Due: c.Due, State: string(c.State), Office: c.Of,
		Helped: string(c.Helped), Follow: c.MayFollow(), Steps: []consultationStepLine{}}
	if staff {
		l.By, l.Place, l.Version, l.Follow = c.Name, c.Office, c.Version, false
	}
	for _, s := range c.Steps {
		line := consultationStepLine{Act: string(s.Act), Text: s.Text, Office: s.Office, At: s.At}
		if staff {
			line.Name, line.Title = s.Name, s.Title
		} else if s.Act == runtime.ConsultationHand {
			line.Text = "" // what staff writes to each other
		}
		l.Steps = append(l.Steps, line)
	}
	return l
}

type askingIn struct {
	Tongue
	Item string `query:"item" maxLength:"80" doc:"id"`
	Case string `query:"case" maxLength:"60" doc:"number of a case of one's own"`
}

type answeringLine struct {
	ID    string `json:"id" doc:"absent text: the government-service office"`
	Title string `json:"title" name:"catalog"`
	Days  int    `json:"days" doc:"working days"`
	Due   string `json:"due" doc:"the last of them, were it asked today"`
}

type askingOut struct {
	Body struct {
		Item    string          `json:"item,omitempty" doc:"id"`
		Name    string          `json:"itemName,omitempty"`
		Case    string          `json:"case,omitempty"`
		Offices []answeringLine `json:"offices" doc:"that may be asked"`
		Usual   string          `json:"usual,omitempty" doc:"the one that answers if none is chosen"`
		Most    int             `json:"most" doc:"characters of a question"`
	}
}

type consultationIn struct {
	Tongue
	Body struct {
		Item   string `json:"item,omitempty" maxLength:"80" doc:"id"`
		Case   string `json:"case,omitempty" maxLength:"60" doc:"number of a case of one's own"`
		Office string `json:"office,omitempty" maxLength:"80" doc:"id of one of the offices that may be asked"`
		Text   string `json:"text" maxLength:"4000"`
		Key    string `json:"key" maxLength:"100"`
	}
}

type followIn struct {
	Tongue
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Text string `json:"text" maxLength:"4000"`
	}
}

type helpedIn struct {
	Tongue
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Helped bool `json:"helped"`
	}
}

type consultationWorkIn struct {
	Tongue
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int    `json:"version" minimum:"1"`
		Act     string `json:"act" enum:"hand,answer"`
		Office  string `json:"office,omitempty" maxLength:"80" doc:"id, of a hand-over; left out: to the government-service office"`
		Text    string `json:"text" maxLength:"8000" doc:"of an answer the asker reads it"`
	}
}

type consultationOut struct{ Body consultationLine }

type consultationsOut struct {
	Body struct {
		Consultations []consultationLine `json:"consultations"`
		Offices       []officeLine       `json:"offices,omitempty" doc:"for staff: to which a question can be handed over"`
	}
}

func registerConsultations(api huma.API, s Services) {
	h := consultations{s}
	ask := operation("ask-consultation", http.MethodPost, "/api/consultations", "咨询", "space", fault.Unauthenticated, fault.Forbidden, fault.NotFound, fault.TooLarge)
	ask.DefaultStatus = http.StatusCreated
	huma.Register(api, ask, h.ask)
	huma.Register(api, operation("about-consultation", http.MethodGet, "/api/consultations/about", "问谁、几天内答复", "space", fault.Unauthenticated, fault.Forbidden, fault.NotFound), h.about)
	huma.Register(api, operation("list-consultations", http.MethodGet, "/api/consultations", "我的咨询", "space", signedIn...), h.mine)
	huma.Register(api, operation("follow-consultation", http.MethodPost, "/api/consultations/{id}/follow", "追问，一次", "space", changing...), h.follow)
	huma.Register(api, operation("judge-consultation", http.MethodPost, "/api/consultations/{id}/helped", "答复有没有帮助", "space", changing...), h.judge)
	huma.Register(api, operation("list-consultation-tasks", http.MethodGet, "/api/staff/consultations", "咨询，待答复", "staff", looked...), h.tasks)
	huma.Register(api, operation("take-consultation-step", http.MethodPost, "/api/staff/consultations/{id}/steps", "答复、转交", "staff", changing...), h.step)
}

type consultations struct{ Services }

func (h consultations) about(ctx context.Context, in *askingIn) (*askingOut, error) {
	a, err := h.Consultations.About(ctx, in.Item, in.Case, in.language())
	if err != nil {
		return nil, err
	}
	out := &askingOut{}
	b := &out.Body
	b.Item, b.Name, b.Case, b.Usual, b.Most = a.Item, a.Name, a.Case, a.Usual, runtime.MaxConsultation
	b.Offices = make([]answeringLine, len(a.Offices))
	for i, o := range a.Offices {
		b.Offices[i] = answeringLine(o)
	}
	return out, nil
}

func (h consultations) ask(ctx context.Context, in *consultationIn) (*consultationOut, error) {
	b := in.Body
	c, err := h.Consultations.Ask(ctx, runtime.ConsultationOrder{Item: b.Item, Case: b.Case, Office: b.Office, Text: b.Text, Key: b.Key}, in.language())
	if err != nil {
		return nil, err
	}
	return &consultationOut{h.titled(ctx, consultationOf(c, false), in.language())}, nil
}

// titled gives the item its name in a language.
func (h consultations) titled(ctx context.Context, l consultationLine, language string) consultationLine {
	if name := h.Consultations.ItemName(ctx, l.Item, language); name != "" {
		l.Name = name
	}
	return l
}

func (h consultations) mine(ctx context.Context, in *Tongue) (*consultationsOut, error) {
	list, err := h.Consultations.Mine(ctx)
	if err != nil {
		return nil, err
	}
	out := &consultationsOut{}
	out.Body.Consultations = make([]consultationLine, len(list))
	for i, c := range list {
		out.Body.Consultations[i] = h.titled(ctx, consultationOf(c, false), in.language())
	}
	return out, nil
}

func (h consultations) follow(ctx context.Context, in *followIn) (*consultationOut, error) {
	c, err := h.Consultations.Follow(ctx, in.ID, in.Body.Text)
	if err != nil {
		return nil, err
	}
	return &consultationOut{h.titled(ctx, consultationOf(c, false), in.language())}, nil
}

func (h consultations) judge(ctx context.Context, in *helpedIn) (*consultationOut, error) {
	c, err := h.Consultations.Judge(ctx, in.ID, in.Body.Helped)
	if err != nil {
		return nil, err
	}
	return &consultationOut{h.titled(ctx, consultationOf(c, false), in.language())}, nil
}

func (h consultations) tasks(ctx context.Context, _ *Tongue) (*consultationsOut, error) {
	list, err := h.Consultations.Tasks(ctx)
	if err != nil {
		return nil, err
	}
	out := &consultationsOut{}
	out.Body.Consultations = make([]consultationLine, len(list))
	proposed, err := h.FAQ.Proposed(ctx, list)
	if err != nil {
		return nil, err
	}
	for i, c := range list {
		out.Body.Consultations[i] = h.line(ctx, c)
		out.Body.Consultations[i].FAQ = string(proposed[c.ID])
	}
	out.Body.Offices = placesOf(h.Consultations.Places())
	return out, nil
}

func (h consultations) step(ctx context.Context, in *consultationWorkIn) (*consultationOut, error) {
	b := in.Body
	c, err := h.Consultations.Step(ctx, in.ID, runtime.ConsultationWork{Version: b.Version, Act: runtime.ConsultationAct(b.Act), Office: b.Office, Text: b.Text})
	if err != nil {
		return nil, err
	}
	return &consultationOut{h.line(ctx, c)}, nil
}

func (h consultations) line(ctx context.Context, c runtime.Consultation) consultationLine {
	l := consultationOf(c, true)
	l.May, l.Late = h.Consultations.May(ctx, c), h.Consultations.Late(c)
	return l
}
