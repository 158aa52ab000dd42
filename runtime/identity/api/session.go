package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/mask"
	"banshi/runtime/base/web"
	"banshi/runtime/channel"
	"banshi/runtime/identity"
)

// Config is what the routes need.
type Config struct {
	Sessions *identity.Sessions
	People   identity.People              // nil: there is a real provider, and no list to choose from
	Label    func(language string) string // of the stand-in, shown wherever it is used
	Secure   bool                         // cookies over TLS only
	Entrance Entrance
	Mandates *identity.Mandates
	Log      func(context.Context, error) // what failed on the way to the provider and back; nil: nobody hears it
}

// Session is what a channel shows of who is signed in. Numbers are masked: a screen
// can be seen by others, and the form shows what it needs by its own fields.
type Session struct {
	SignedIn  bool        `json:"signed_in"`
	Who       *Who        `json:"who,omitempty"`
	Applicant *Applicant  `json:"applicant,omitempty" doc:"in whose name; absent for staff"`
	Choices   []Applicant `json:"choices,omitempty" doc:"in whose name one may act; choose by POST /api/session with as"`
	Channel   string      `json:"channel,omitempty"`
	CSRF      string      `json:"csrf,omitempty" doc:"send it back as X-CSRF-Token on every unsafe request"`
	Ends      *time.Time  `json:"ends,omitempty"`
	StandIn   string      `json:"stand_in,omitempty" doc:"not empty: sign-in is a stand-in, show this text"`
}

// Who is the person who is signed in.
type Who struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	No     string `json:"no,omitempty" doc:"masked"`
	Phone  string `json:"phone,omitempty" doc:"masked"`
	Level  int    `json:"level" doc:"1 to 5"`
	Method string `json:"method,omitempty"`
	Staff  *Staff `json:"staff,omitempty"`
}

// Staff is the person's place behind the counter.
type Staff struct {
	Title   string       `json:"title"`
	Roles   []actor.Role `json:"roles"`
	Offices []string     `json:"offices" doc:"of whose cases he or she takes steps"`
	// Colleagues on leave.
	InPlaceOf []string `json:"in_place_of,omitempty" doc:"names of colleagues on leave in whose place he or she acts (代)"`
}

// Applicant is one in whose name to act.
type Applicant struct {
	ID       string          `json:"id"`
	Kind     identity.Kind   `json:"kind" enum:"person,organisation"`
	Name     string          `json:"name" doc:"masked where it is another person's"`
	No       string          `json:"no" doc:"masked for persons"`
	ActsAs   identity.ActsAs `json:"acts_as" enum:"self,agent,guardian,family,village"`
	Relation string          `json:"relation,omitempty"`
	Proven   bool            `json:"proven" doc:"false: an authorisation is needed before anything is looked up or submitted"`
}

// Person is one on the stand-in's list.
type Person struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	Role       string      `json:"role" doc:"who this is, in a line"`
	Level      int         `json:"level"`
	Method     string      `json:"method,omitempty"`
	Applicants []Applicant `json:"applicants,omitempty"`
	Staff      *Staff      `json:"staff,omitempty"`
}

type sessionOut struct {
	SetCookie string `header:"Set-Cookie"`
	Body      Session
}

type switchIn struct {
	Body struct {
		As string `json:"as" maxLength:"64" doc:"id of the applicant, one of the session's choices; empty: the first"`
	}
}

// channelID is the id of a channel; the document of the API lists them.
type channelID string

// Schema lists what package channel has.
func (channelID) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, c := range channel.All() {
		s.Enum = append(s.Enum, c.ID)
	}
	return s
}

type signedOut struct {
	SetCookie string `header:"Set-Cookie"`
	Clear     string `header:"Clear-Site-Data"`
}

type peopleOut struct {
	Body struct {
		Label  string   `json:"label" doc:"says that this is no real sign-in; show it"`
		People []Person `json:"people"`
	}
}

// Register adds the routes. The list of the stand-in exists only with Config.People.
func Register(api huma.API, mux *http.ServeMux, c Config) {
	if c.Log == nil {
		c.Log = func(context.Context, error) {}
	}
	h := handler{c}
	huma.Register(api, web.Refuses(huma.Operation{OperationID: "get-session", Method: http.MethodGet, Path: "/api/session", Summary: "谁在办事", Tags: []string{"session"}}), h.get)
	huma.Register(api, web.Refuses(huma.Operation{OperationID: "end-session", Method: http.MethodDelete, Path: "/api/session", Summary: "退出登录", Tags: []string{"session"}}), h.end)
	huma.Register(api, web.Refuses(huma.Operation{OperationID: "switch-applicant", Method: http.MethodPost, Path: "/api/session", Summary: "换一个申请人", Tags: []string{"session"}}, fault.Unauthenticated, fault.NotFound), h.change)
	if c.Entrance.SignIn != nil {
		registerSignIn(api, mux, h)
	}
	if c.Mandates != nil {
		registerMandates(api, h)
	}
	if c.People == nil {
		return
	}
	huma.Register(api, web.Refuses(huma.Operation{OperationID: "list-stand-in-people", Method: http.MethodGet, Path: "/api/stand-in/people", Summary: "可以登录的示例人员", Tags: []string{"session"}}), h.people)
}

type handler struct{ Config }

func (h handler) get(ctx context.Context, _ *struct{}) (*sessionOut, error) {
	c, ok := identity.From(ctx)
	if !ok {
		return &sessionOut{Body: Session{StandIn: h.label(ctx)}}, nil
	}
	return &sessionOut{Body: h.session(ctx, c)}, nil
}

func (h handler) change(ctx context.Context, in *switchIn) (*sessionOut, error) {
	c, token, err := h.Sessions.Switch(ctx, in.Body.As)
	if err != nil {
		return nil, err
	}
	return &sessionOut{SetCookie: cookie(token, h.Secure), Body: h.session(ctx, c)}, nil
}

func (h handler) end(ctx context.Context, _ *struct{}) (*signedOut, error) {
	c, ok := identity.From(ctx)
	if err := h.Sessions.End(ctx); err != nil {
		return nil, err
	}
	out := &signedOut{SetCookie: cookie("", h.Secure)}
	if way, _ := channel.Of(c.Channel); ok && way.Shared {
		out.Clear = `"cache", "storage"` // the next person stands already behind
	}
	return out, nil
}

func (h handler) people(ctx context.Context, _ *struct{}) (*peopleOut, error) {
	list, err := h.People.People(ctx)
	if err != nil {
		return nil, web.E(fault.Unavailable, sayNoList)
	}
	out := &peopleOut{}
	out.Body.Label, out.Body.People = h.label(ctx), make([]Person, len(list))
	for i, a := range list {
		// Everybody on this list is made up: whoever tries the hall has to know one from the other. Real
		// identity has no list.
		p := Person{ID: a.ID, Name: a.Name, Level: int(a.Level), Method: a.Method, Role: h.role(ctx, a), Staff: staffOf(a)}
		for _, who := range a.Applicants {
			p.Applicants = append(p.Applicants, applicantOf(who, false))
		}
		out.Body.People[i] = p
	}
	return out, nil
}

// role tells in a line who somebody of the stand-in is: behind which counter, or for whom he or she acts.
func (h handler) role(ctx context.Context, a identity.Account) string {
	language := web.Language(ctx)
	if a.Staff != nil {
		return a.Staff.Title
	}
	parts := []fault.Text{sayCitizen}
	for _, who := range a.Applicants {
		if text, ok := sayActing[who.ActsAs]; ok && who.ID != "self" {
			parts = append(parts, text.With(who.Name))
		}
	}
	return fault.Joined(parts, saySeparator).In(language)
}

func (h handler) label(ctx context.Context) string {
	if h.People == nil {
		return ""
	}
	return h.Label(web.Language(ctx))
}

func (h handler) session(ctx context.Context, c identity.Current) Session {
	a := c.Account
	s := Session{SignedIn: true, Channel: c.Channel, CSRF: c.CSRF, Ends: &c.Ends, StandIn: h.label(ctx),
		Who: &Who{ID: a.ID, Name: a.Name, No: mask.IDNumber(a.No), Phone: mask.Phone(a.Phone), Level: int(a.Level), Method: a.Method, Staff: staffOf(a)}}
	for _, who := range a.Applicants {
		s.Choices = append(s.Choices, applicantOf(who, who.ID != "self"))
	}
	if a.Staff == nil {
		who := applicantOf(c.Applicant, c.Applicant.ID != "self")
		s.Applicant = &who
	}
	return s
}

func staffOf(a identity.Account) *Staff {
	if a.Staff == nil {
		return nil
	}
	who := actor.Actor{Kind: actor.Staff, Posts: a.Staff.Posts}
	out := &Staff{Title: a.Staff.Title, Roles: who.Roles(), Offices: who.Offices()}
	for _, p := range a.Staff.Posts {
		if p.For != "" && !slices.Contains(out.InPlaceOf, p.ForName) {
			out.InPlaceOf = append(out.InPlaceOf, p.ForName)
		}
	}
	return out
}

// applicantOf shows an organisation as it is registered, which is public, and a person masked where it is another.
func applicantOf(who identity.Applicant, another bool) Applicant {
	out := Applicant{ID: who.ID, Kind: who.Kind, Name: who.Name, No: who.No, ActsAs: who.ActsAs, Relation: who.Relation, Proven: who.Proven}
	if who.Kind == identity.Person {
		out.No = mask.IDNumber(who.No)
		if another {
			out.Name = mask.Name(who.Name)
		}
	}
	return out
}
