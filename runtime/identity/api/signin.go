package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
	"banshi/runtime/channel"
	"banshi/runtime/identity"
)

// attemptCookie ties a sign-in under way to the browser that began it.
const attemptCookie = "banshi_sign_in"

// The addresses of signing in that are no part of the API: the browser goes there itself, or the provider calls.
const (
	SignInPath = "/api/sign-in"
	// ReturnPath is where the provider sends the browser; it must be told of it.
	ReturnPath = "/api/sign-in/return"
	// LogoutPath is where the provider tells that somebody has signed out (POST: back-channel logout; GET: front-channel).
	LogoutPath = "/api/sign-in/logout"
	// SignOutPath leads the browser to sign out at the provider, too.
	SignOutPath = "/api/sign-out"
)

// Entrance is what signing in needs to know of the site.
type Entrance struct {
	SignIn *identity.SignIn
	// Site is how browsers reach us, https://host; "" as each of them says, which is well only for a trial.
	Site string
	// Local is the address of a provider of our own: browsers reach it by the name by which they reach us. "" none.
	Local string
	// Bases says where the pages of each channel are.
	Bases map[string]string
}

func (h handler) attemptName() string {
	if h.Secure {
		return "__Host-" + attemptCookie
	}
	return attemptCookie
}

func (h handler) held(r *http.Request) string {
	c, err := r.Cookie(h.attemptName())
	if err != nil {
		return ""
	}
	return c.Value
}

func (h handler) attempt(browser string) string {
	c := http.Cookie{Name: h.attemptName(), Value: browser, Path: "/", HttpOnly: true, Secure: h.Secure, SameSite: http.SameSiteLaxMode}
	return c.String()
}

// site is how this browser reaches us.
func (h handler) site(host string) string {
	if h.Entrance.Site != "" {
		return h.Entrance.Site
	}
	return "http://" + host
}

// near makes an address of our own provider one of this site.
func (h handler) near(address string) string {
	if l := h.Entrance.Local; l != "" {
		if u, err := url.Parse(l); err == nil && strings.HasPrefix(address, l+"/") {
			return strings.TrimPrefix(address, u.Scheme+"://"+u.Host)
		}
	}
	return address
}

type setOutIn struct {
	host, cookie string
	Body         struct {
		To      string    `json:"to,omitempty" maxLength:"2000" doc:"where to go on afterwards: a path of this site"`
		Channel channelID `json:"channel"`
		Level   int       `json:"level,omitempty" minimum:"0" maximum:"5" doc:"the least level of identity that is wanted; who is signed in steps up to it"`
	}
}

// Resolve reads how the browser reaches us and what it holds.
func (in *setOutIn) Resolve(ctx huma.Context) []error {
	in.host, in.cookie = ctx.Host(), ctx.Header("Cookie")
	return nil
}

type setOut struct {
	SetCookie string `header:"Set-Cookie"`
	Body      struct {
		URL string `json:"url" doc:"of the provider: send the browser there; it comes back to the place by itself"`
	}
}

// registerSignIn adds what leads to the provider and back.
func registerSignIn(api huma.API, mux *http.ServeMux, h handler) {
	huma.Register(api, web.Refuses(huma.Operation{OperationID: "begin-sign-in", Method: http.MethodPost, Path: SignInPath, Summary: "去统一身份认证登录，或提升认证等级", Tags: []string{"session"}}), h.setOut)
	mux.HandleFunc("GET "+SignInPath, h.setOutByBrowser)
	mux.HandleFunc("GET "+ReturnPath, h.comeBack)
	mux.HandleFunc("POST "+LogoutPath, h.loggedOut)
	mux.HandleFunc("GET "+LogoutPath, h.leftBrowser)
	mux.HandleFunc("GET "+SignOutPath, h.signOut)
}

func (h handler) setOut(ctx context.Context, in *setOutIn) (*setOut, error) {
	held := ""
	if c, err := http.ParseCookie(in.cookie); err == nil {
		for _, one := range c {
			if one.Name == h.attemptName() {
				held = one.Value
			}
		}
	}
	address, browser, err := h.Entrance.SignIn.Begin(ctx, identity.Setting{Place: in.Body.To, Channel: string(in.Body.Channel), Level: identity.Level(in.Body.Level),
		Browser: held, Return: h.site(in.host) + ReturnPath, Language: web.Language(ctx)})
	if err != nil {
		return nil, atTheDoor(err)
	}
	out := &setOut{SetCookie: h.attempt(browser)}
	out.Body.URL = h.near(address)
	return out, nil
}

func (h handler) setOutByBrowser(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	level, err := strconv.Atoi(q.Get("level"))
	if err != nil {
		level = 0
	}
	way := q.Get("channel")
	if way == "" {
		way = "web"
	}
	address, browser, err := h.Entrance.SignIn.Begin(r.Context(), identity.Setting{Place: q.Get("to"), Channel: way, Level: identity.Level(level),
		Browser: h.held(r), Return: h.site(r.Host) + ReturnPath, Language: web.Language(r.Context())})
	if err != nil {
		h.failed(w, r, identity.Place{Path: identity.OwnPath(q.Get("to")), Channel: way, Level: identity.Level(level)}, err)
		return
	}
	w.Header().Add("Set-Cookie", h.attempt(browser))
	http.Redirect(w, r, h.near(address), http.StatusSeeOther)
}

// comeBack takes what the provider sent the browser back with: the session begins, and one is where one was.
func (h handler) comeBack(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Referrer-Policy", "no-referrer") // the address holds the code
	q := r.URL.Query()
	in, place, err := h.Entrance.SignIn.Finish(r.Context(), h.held(r), q.Get("state"), q.Get("code"))
	if in.Token != "" {
		w.Header().Add("Set-Cookie", cookie(in.Token, h.Secure))
	}
	switch {
	case err != nil:
		h.failed(w, r, place, err)
	case wantsJSON(r):
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(h.session(r.Context(), in.Current))
	default:
		http.Redirect(w, r, in.Place, http.StatusSeeOther)
	}
}

// atTheDoor says of a full disk what it means to who wants to sign in: a session is written down, and can't be.
func atTheDoor(err error) error {
	if fault.Is(err, fault.Full) {
		return fault.Wrap(err, fault.Full, sayFullDoor)
	}
	return err
}

func wantsJSON(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "application/json")
}

// failed leads a browser to the page of signing in, which says what happened and offers it again; programs get the problem.
func (h handler) failed(w http.ResponseWriter, r *http.Request, p identity.Place, err error) {
	if wantsJSON(r) {
		web.WriteProblem(w, r, atTheDoor(err))
		return
	}
	h.Log(r.Context(), err)
	base := h.Entrance.Bases[p.Channel]
	if base == "" {
		base = "/"
	}
	q := url.Values{"fault": {string(fault.CodeOf(err))}}
	if inside, ok := strings.CutPrefix(p.Path, base); ok {
		q.Set("to", "/"+inside)
	}
	if p.Level > 0 {
		q.Set("level", strconv.Itoa(int(p.Level)))
	}
	http.Redirect(w, r, base+"sign-in?"+q.Encode(), http.StatusSeeOther)
}

// loggedOut hears from the provider that somebody has signed out there.
func (h handler) loggedOut(w http.ResponseWriter, r *http.Request) {
	if err := h.Entrance.SignIn.LoggedOut(r.Context(), r.PostFormValue("logout_token")); err != nil {
		web.WriteProblem(w, r, err)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// leftBrowser hears the same from a page of the provider's, which the browser opens in a frame (front-channel logout). What
// is answered doesn't tell whether there was such a session.
func (h handler) leftBrowser(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if err := h.Entrance.SignIn.LeftBrowser(r.Context(), r.URL.Query().Get("iss"), r.URL.Query().Get("sid")); err != nil {
		web.WriteProblem(w, r, err)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// signOut leads the browser to the provider, so that the next person isn't taken for this one. It ends no session here:
// that is DELETE /api/session.
func (h handler) signOut(w http.ResponseWriter, r *http.Request) {
	base := h.Entrance.Bases[r.URL.Query().Get("channel")]
	if base == "" {
		base = "/"
	}
	to, err := h.Entrance.SignIn.Provider.Leave(r.Context(), h.site(r.Host)+base)
	if err != nil || to == "" {
		to = base
	}
	if way, _ := channel.Of(r.URL.Query().Get("channel")); way.Shared {
		w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}
