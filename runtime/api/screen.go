package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/fault"
)

// screenCookie holds the token of a second screen. It is no session: a screen is nobody.
const screenCookie = "banshi_screen"

// screenKept is how long a browser keeps the token: until the screen is ended here. Browsers allow 400 days, and each
// pairing begins them anew.
const screenKept = 400 * 24 * time.Hour

// ScreenToken is what a second screen is known by.
type ScreenToken struct {
	Plain string `cookie:"banshi_screen" doc:"of a second screen; over TLS with the prefix __Host-"`
	Host  string `cookie:"__Host-banshi_screen"`
}

func (h screens) token(t ScreenToken) string {
	if h.secure() {
		return t.Host
	}
	return t.Plain
}

func (h screens) secure() bool { return strings.HasPrefix(h.Site, "https://") }

func (h screens) cookie(token string) string {
	c := http.Cookie{Name: screenCookie, Value: token, Path: "/", HttpOnly: true, Secure: h.secure(), SameSite: http.SameSiteStrictMode, MaxAge: int(screenKept / time.Second)}
	if h.secure() {
		c.Name = "__Host-" + screenCookie
	}
	return c.String()
}

// screenLine is a second screen, for staff.
type screenLine struct {
	ID     string    `json:"id"`
	Office string    `json:"office"`
	Title  string    `json:"title" doc:"of the office" name:"catalog"`
	Place  string    `json:"place" doc:"at which window it stands"`
	Paired bool      `json:"paired" doc:"false: it waits for its code"`
	On     bool      `json:"on" doc:"it has asked of late"`
	Seen   time.Time `json:"seen,omitzero" doc:"when it asked last, to a minute"`
	Draft  string    `json:"draft,omitempty" doc:"that it shows"`
}

type screensIn struct {
	Office string `query:"office" maxLength:"64" doc:"left out: all that one may see"`
}

type screensOut struct {
	Body struct {
		Screens []screenLine `json:"screens"`
		Offices []officeLine `json:"offices" doc:"to whose windows you may pair one"`
	}
}

type pairIn struct {
	Body struct {
		Office string `json:"office" maxLength:"64"`
		Place  string `json:"place" maxLength:"80" doc:"at which window it stands, in words"`
	}
}

type screenIn struct {
	ID string `path:"id" maxLength:"64"`
}

type showIn struct {
	Tongue
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Version  int    `json:"version" minimum:"1"`
		Screen   string `json:"screen" minLength:"1" maxLength:"64"`
		Language string `json:"language" enum:"zh-Hans,en" doc:"in which it begins"`
		Large    bool   `json:"large" doc:"large type"`
	}
}

type screenJoinIn struct {
	Body struct {
		Code string `json:"code" maxLength:"40" doc:"twelve digits"`
	}
}

type screenJoinOut struct {
	SetCookie string `header:"Set-Cookie"`
	Body      screenPlace
}

type screenPlace struct {
	Title string `json:"title" doc:"of the office" name:"catalog"`
	Place string `json:"place"`
}

type screenLookIn struct {
	ScreenToken
	Seen     int    `query:"seen" minimum:"0" doc:"the turn that it shows now; 0 none"`
	Language string `query:"language" enum:"zh-Hans,en" doc:"left out: as the clerk sent it"`
}

type screenLookOut struct {
	Body struct {
		screenPlace
		Turn     int          `json:"turn"`
		Shows    bool         `json:"shows" doc:"false: nothing, and whatever is there goes"`
		Language string       `json:"language,omitempty" doc:"as the clerk sent it"`
		Large    bool         `json:"large,omitempty"`
		Draft    *Draft       `json:"draft,omitempty" doc:"left out where it is what the turn named already"`
		Grade    *gradeAsked  `json:"grade,omitempty" doc:"in place of a draft: what is to be graded; left out likewise"`
		Counter  *counterBody `json:"counter,omitempty"`
	}
}

// gradeAsked is what a second screen asks to be graded. Nobody's name stands in it.
type gradeAsked struct {
	Item      string         `json:"item"`
	Office    string         `json:"office" name:"catalog"`
	Occasions []occasionLine `json:"occasions"`
	Grades    []gradeLine    `json:"grades" doc:"the best first"`
}

type askGradeIn struct {
	Tongue
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Number   string `json:"number" maxLength:"40" doc:"of the case"`
		Language string `json:"language" enum:"zh-Hans,en" doc:"in which it begins"`
		Large    bool   `json:"large" doc:"large type"`
	}
}

type screenRateIn struct {
	Tongue
	ScreenToken
	Body struct {
		RatingOrder
		Turn int `json:"turn" minimum:"1"`
	}
}

type screenRateOut struct {
	Body struct {
		Given occasionLine `json:"given"`
		Left  int          `json:"left" doc:"how many more are asked for"`
	}
}

type sayIn struct {
	ScreenToken
	Body struct {
		Turn int  `json:"turn" minimum:"1"`
		Yes  bool `json:"yes"`
	}
}

func registerScreens(api huma.API, s Services) {
	h := screens{s}
	const at = "/api/staff/screens"
	huma.Register(api, operation("list-screens", http.MethodGet, at, "窗口的副屏", "counter", ofOnes...), h.list)
	pair := operation("pair-screen", http.MethodPost, at, "副屏：开配对码", "counter", append(changing, fault.TooLarge)...)
	pair.DefaultStatus = http.StatusCreated
	huma.Register(api, pair, h.pair)
	huma.Register(api, operation("revoke-screen", http.MethodDelete, at+"/{id}", "副屏：停用", "counter", changing...), h.revoke)
	huma.Register(api, operation("clear-screen", http.MethodDelete, at+"/{id}/shown", "副屏：收回正在显示的", "counter", changing...), h.clear)
	huma.Register(api, operation("ask-applicant", http.MethodPost, "/api/counter/drafts/{id}/confirm", "请申请人在副屏确认", "counter", changing...), h.show)
	huma.Register(api, operation("ask-grade", http.MethodPost, at+"/{id}/grade", "请申请人在副屏评价", "counter", changing...), h.askGrade)
	huma.Register(api, operation("grade-on-screen", http.MethodPost, "/api/screen/grade", "副屏：评价", "screen", fault.Unauthenticated, fault.Conflict, fault.Invalid), h.rate)
	huma.Register(api, operation("join-screen", http.MethodPost, "/api/screen", "副屏：输入配对码", "screen", fault.NotFound, fault.TooMany), h.join)
	huma.Register(api, operation("look-at-screen", http.MethodGet, "/api/screen", "副屏：现在显示什么", "screen", fault.Unauthenticated), h.look)
	huma.Register(api, operation("answer-screen", http.MethodPost, "/api/screen/answer", "副屏：确认，或者有误", "screen", fault.Unauthenticated, fault.Conflict), h.answer)
}

type screens struct{ Services }

func (h screens) list(ctx context.Context, in *screensIn) (*screensOut, error) {
	list, err := h.Screens.List(ctx, in.Office)
	if err != nil {
		return nil, err
	}
	out := &screensOut{}
	out.Body.Screens = []screenLine{}
	for _, s := range list {
		l := screenLine{ID: s.ID, Office: s.Office, Title: s.Title, Place: s.Place, Paired: !s.Paired.IsZero(), On: h.Screens.On(s), Seen: s.Seen}
		if s.Show != nil {
			l.Draft = s.Show.Draft
		}
		out.Body.Screens = append(out.Body.Screens, l)
	}
	out.Body.Offices = []officeLine{}
	for _, l := range h.Screens.Pairs(ctx) {
		out.Body.Offices = append(out.Body.Offices, officeLine{l.Office, l.Title})
	}
	return out, nil
}

func (h screens) pair(ctx context.Context, in *pairIn) (*handleOut, error) {
	x, err := h.Screens.Pair(ctx, in.Body.Office, in.Body.Place)
	if err != nil {
		return nil, err
	}
	return handleOf(x), nil
}

func (h screens) revoke(ctx context.Context, in *screenIn) (*struct{}, error) {
	return nil, h.Screens.Revoke(ctx, in.ID)
}

func (h screens) clear(ctx context.Context, in *screenIn) (*struct{}, error) {
	return nil, h.Screens.Clear(ctx, in.ID)
}

func (h screens) show(ctx context.Context, in *showIn) (*struct{}, error) {
	b := in.Body
	return nil, h.Screens.Show(ctx, runtime.Send{Draft: in.ID, Version: b.Version, Screen: b.Screen, Language: b.Language, Large: b.Large})
}

func (h screens) join(ctx context.Context, in *screenJoinIn) (*screenJoinOut, error) {
	s, token, err := h.Screens.Join(ctx, in.Body.Code)
	if err != nil {
		return nil, err
	}
	return &screenJoinOut{SetCookie: h.cookie(token), Body: screenPlace{s.Title, s.Place}}, nil
}

func (h screens) look(ctx context.Context, in *screenLookIn) (*screenLookOut, error) {
	x, err := h.Screens.Look(ctx, h.token(in.ScreenToken), in.Seen, in.Language)
	if err != nil {
		return nil, err
	}
	out := &screenLookOut{}
	b := &out.Body
	b.screenPlace, b.Turn = screenPlace{x.Title, x.Place}, x.Turn
	if x.Show == nil {
		return out, nil
	}
	b.Shows, b.Language, b.Large = true, x.Show.Language, x.Show.Large
	if g := x.Grade; g != nil {
		language := in.Language
		if language == "" {
			language = x.Show.Language
		}
		b.Grade = &gradeAsked{Item: g.Item, Office: g.Office, Occasions: occasionLines(g.Occasions, false, language), Grades: gradeLines(language)}
	}
	if at := x.At; at != nil {
		d := draftOf(at.Draft)
		b.Draft, b.Counter = &d, counterOf(&at.Counter, at.Compared, at.Agreed)
	}
	return out, nil
}

func (h screens) answer(ctx context.Context, in *sayIn) (*struct{}, error) {
	return nil, h.Screens.Answer(ctx, h.token(in.ScreenToken), in.Body.Turn, in.Body.Yes)
}

func (h screens) askGrade(ctx context.Context, in *askGradeIn) (*struct{}, error) {
	b := in.Body
	return nil, h.Screens.Grade(ctx, runtime.AskGrade{Number: b.Number, Screen: in.ID, Language: b.Language, Large: b.Large})
}

func (h screens) rate(ctx context.Context, in *screenRateIn) (*screenRateOut, error) {
	left, given, err := h.Screens.Rate(ctx, h.token(in.ScreenToken), in.Body.Turn, in.Body.order())
	if err != nil {
		return nil, err
	}
	out := &screenRateOut{}
	o := runtime.Occasion{ID: given.Occasion, Kind: given.Kind, Rating: &given}
	out.Body.Given, out.Body.Left = occasionLines([]runtime.Occasion{o}, false, in.language())[0], len(left)
	return out, nil
}
