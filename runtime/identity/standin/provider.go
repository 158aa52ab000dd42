package standin

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"banshi/runtime/identity"
)

// Path is where the stand-in is served; its issuer ends in it, without the last slash.
const Path = "/stand-in/"

const (
	// Client is the one client that the stand-in knows.
	Client = "banshi"
	// acrPrefix comes before a level of identity.
	acrPrefix = "urn:banshi:level:"
	codeTime  = time.Minute
	tokenTime = 5 * time.Minute
	mostCodes = 10_000
)

// ACR names the levels as the stand-in does.
func ACR() map[identity.Level]string {
	out := map[identity.Level]string{}
	for l := identity.LeastLevel; l <= identity.MostLevel; l++ {
		out[l] = acrPrefix + strconv.Itoa(int(l))
	}
	return out
}

// Provider speaks OpenID Connect for the people of a list: one chooses who one is. It is as strict as a real one (code
// used once, PKCE, secret of the client), so that what is tried with it holds with any. Its keys and codes live as long
// as the process.
type Provider struct {
	people *Accounts
	issuer string
	clock  func() time.Time
	secret string
	key    *ecdsa.PrivateKey
	kid    string

	mu    sync.Mutex
	codes map[string]grant
}

// grant is what a code stands for.
type grant struct {
	back, nonce, challenge string
	account, acting        string
	level                  identity.Level
	until                  time.Time
}

// NewProvider serves the people of a list under an issuer, http://host:port/stand-in.
func NewProvider(people *Accounts, issuer string, clock func() time.Time) (*Provider, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("standin: make a key: %w", err)
	}
	return &Provider{people: people, issuer: issuer, clock: clock, secret: rand.Text(), key: key, kid: rand.Text()[:8], codes: map[string]grant{}}, nil
}

// Secret is that of the one client.
func (p *Provider) Secret() string { return p.secret }

// Handler serves everything below Path.
func (p *Provider) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Path+".well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET "+Path+"keys", p.keys)
	mux.HandleFunc("GET "+Path+"authorize", p.ask)
	mux.HandleFunc("POST "+Path+"authorize", p.choose)
	mux.HandleFunc("POST "+Path+"token", p.token)
	mux.HandleFunc("GET "+Path+"page.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write(style)
	})
	return mux
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	var acr []string
	for l := identity.LeastLevel; l <= identity.MostLevel; l++ {
		acr = append(acr, ACR()[l])
	}
	answer(w, http.StatusOK, map[string]any{
		"issuer": p.issuer, "authorization_endpoint": p.issuer + "/authorize", "token_endpoint": p.issuer + "/token", "jwks_uri": p.issuer + "/keys",
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"}, "grant_types_supported": []string{"authorization_code"},
		"id_token_signing_alg_values_supported": []string{"ES256"}, "token_endpoint_auth_methods_supported": []string{"client_secret_basic"},
		"code_challenge_methods_supported": []string{"S256"}, "scopes_supported": []string{"openid"}, "acr_values_supported": acr,
		"stand_in": Label("zh-Hans"),
	})
}

func b64(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	public, err := p.key.PublicKey.Bytes() // 4, x, y
	if err != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	answer(w, http.StatusOK, map[string]any{"keys": []any{map[string]string{"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": p.kid,
		"x": b64(public[1:33]), "y": b64(public[33:])}}})
}

// asked reads what the client wants, or says what is wrong with it.
func (p *Provider) asked(r *http.Request) (url.Values, *url.URL, error) {
	q := r.URL.Query()
	back, err := url.Parse(q.Get("redirect_uri"))
	switch {
	case q.Get("client_id") != Client:
		return nil, nil, errors.New("unknown client_id")
	case err != nil || back.Host == "" || !p.ours(r, back):
		return nil, nil, errors.New("redirect_uri isn't of this site")
	case q.Get("response_type") != "code", q.Get("code_challenge_method") != "S256", q.Get("code_challenge") == "", q.Get("state") == "", q.Get("nonce") == "":
		return nil, nil, errors.New("needed: response_type=code, code_challenge with S256, state and nonce")
	}
	return q, back, nil
}

// ours: the browser goes back to where it came from, or to the site that the issuer names.
func (p *Provider) ours(r *http.Request, back *url.URL) bool {
	own, err := url.Parse(p.issuer)
	return err == nil && (back.Host == own.Host || back.Host == r.Host) && (back.Scheme == "http" || back.Scheme == "https")
}

// wanted is the level that the client asks for; 0 any.
func wanted(q url.Values) identity.Level {
	for _, v := range strings.Fields(q.Get("acr_values")) {
		for l, name := range ACR() {
			if v == name {
				return l
			}
		}
	}
	return 0
}

// choose is what the page answers: who it is. It goes back to the client with a code; who asks for JSON gets the address.
func (p *Provider) choose(w http.ResponseWriter, r *http.Request) {
	q, back, err := p.asked(r)
	if err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"error": "invalid_request", "error_description": err.Error()})
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 4096)
	a, err := p.people.Account(r.Context(), r.PostFormValue("account"))
	if err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"error": "invalid_request", "error_description": "no such account"})
		return
	}
	g := grant{back: q.Get("redirect_uri"), nonce: q.Get("nonce"), challenge: q.Get("code_challenge"), account: a.ID, level: max(a.Level, wanted(q)),
		until: p.clock().Add(codeTime)}
	// Somebody may come by a weaker way than he could: by password, say.
	if n, err := strconv.Atoi(r.PostFormValue("level")); err == nil && identity.Level(n) >= max(identity.LeastLevel, wanted(q)) && n <= int(identity.MostLevel) {
		g.level = identity.Level(n)
	}
	if who, ok := a.Applicant(r.PostFormValue("as")); ok && who.No != a.No {
		g.acting = who.No
	}
	code := rand.Text()
	if !p.keep(code, g) {
		answer(w, http.StatusServiceUnavailable, map[string]string{"error": "temporarily_unavailable"})
		return
	}
	to := back.Query()
	to.Set("code", code)
	to.Set("state", q.Get("state"))
	to.Set("iss", p.issuer)
	back.RawQuery = to.Encode()
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		answer(w, http.StatusOK, map[string]string{"location": back.String()})
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, back.String(), http.StatusSeeOther)
}

func (p *Provider) keep(code string, g grant) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.clock()
	for c, old := range p.codes {
		if !now.Before(old.until) {
			delete(p.codes, c)
		}
	}
	if len(p.codes) >= mostCodes {
		return false
	}
	p.codes[code] = g
	return true
}

// token gives the token for a code, once.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	refuse := func(status int, kind string) { answer(w, status, map[string]string{"error": kind}) }
	r.Body = http.MaxBytesReader(w, r.Body, 8192)
	id, secret, ok := r.BasicAuth()
	if !ok || id != Client || subtle.ConstantTimeCompare([]byte(secret), []byte(p.secret)) != 1 {
		refuse(http.StatusUnauthorized, "invalid_client")
		return
	}
	p.mu.Lock()
	code := r.PostFormValue("code")
	g, ok := p.codes[code]
	delete(p.codes, code)
	p.mu.Unlock()
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !ok || r.PostFormValue("grant_type") != "authorization_code" || !p.clock().Before(g.until) || r.PostFormValue("redirect_uri") != g.back ||
		subtle.ConstantTimeCompare([]byte(b64(sum[:])), []byte(g.challenge)) != 1 {
		refuse(http.StatusBadRequest, "invalid_grant")
		return
	}
	a, err := p.people.Account(r.Context(), g.account)
	if err != nil {
		refuse(http.StatusBadRequest, "invalid_grant")
		return
	}
	signed, err := p.sign(p.claims(a, g))
	if err != nil {
		refuse(http.StatusInternalServerError, "server_error")
		return
	}
	answer(w, http.StatusOK, map[string]any{"token_type": "Bearer", "access_token": rand.Text(), "expires_in": int(tokenTime.Seconds()), "id_token": signed})
}

// claims tells of somebody what a real provider would.
func (p *Provider) claims(a identity.Account, g grant) map[string]any {
	now := p.clock()
	c := map[string]any{"iss": p.issuer, "sub": a.ID, "aud": Client, "iat": now.Unix(), "exp": now.Add(tokenTime).Unix(), "auth_time": now.Unix(),
		"nonce": g.nonce, "sid": rand.Text(), "acr": ACR()[g.level], "name": a.Name, "level_method": method(a, g.level)}
	if a.Staff != nil {
		c["staff"] = a.Staff.Title
		return c
	}
	c["id_no"], c["phone_number"], c["village"] = a.No, a.Phone, a.Village
	if g.acting != "" {
		c["acting"] = g.acting
	}
	lists := map[string][]party{}
	for _, x := range a.Applicants {
		prefix, id, _ := strings.Cut(x.ID, "/")
		if claim, ok := map[string]string{"organisation": "organisations", "guardian": "wards", "family": "family"}[prefix]; ok {
			one := party{ID: id, No: x.No, Name: x.Name, Role: x.Relation}
			if prefix != "organisation" {
				one.Role, one.Relation = "", x.Relation
			}
			lists[claim] = append(lists[claim], one)
		}
	}
	for claim, list := range lists {
		c[claim] = list
	}
	return c
}

// method says how somebody was recognised.
func method(a identity.Account, l identity.Level) string {
	if l == a.Level && a.Method != "" {
		return a.Method
	}
	return []string{"", "手机号（示例）", "自报信息（示例）", "姓名和证件号码核对（示例）", "人脸核身（示例）", "数字证书或窗口（示例）"}[l]
}

// sign makes a JWT by ES256.
func (p *Provider) sign(claims map[string]any) (string, error) {
	head, err := json.Marshal(map[string]string{"alg": "ES256", "typ": "JWT", "kid": p.kid})
	if err != nil {
		return "", err
	}
	body, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	text := b64(head) + "." + b64(body)
	sum := sha256.Sum256([]byte(text))
	r, s, err := ecdsa.Sign(rand.Reader, p.key, sum[:])
	if err != nil {
		return "", err
	}
	raw := make([]byte, 64)
	r.FillBytes(raw[:32])
	s.FillBytes(raw[32:])
	return text + "." + b64(raw), nil
}

var (
	//go:embed page.css
	style []byte
	//go:embed page.html
	pageText string
	page     = template.Must(template.New("page").Parse(pageText))
)

// ask shows the list of people to a browser. It names itself as what it is.
func (p *Provider) ask(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	q, _, err := p.asked(r)
	words := chinese
	if strings.HasPrefix(r.URL.Query().Get("ui_locales"), "en") {
		words = english
	}
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		_ = page.Execute(w, pageOf{Words: words, Wrong: err.Error(), Style: Path + "page.css"})
		return
	}
	list, _ := p.people.People(r.Context())
	view := pageOf{Words: words, Style: Path + "page.css", Level: int(wanted(q)), To: r.URL.RequestURI()}
	for _, a := range list {
		if a.Staff != nil {
			view.Rows = append(view.Rows, rowOf{Account: a.ID, Name: a.Name, Line: a.Staff.Title})
			continue
		}
		for _, x := range a.Applicants {
			row := rowOf{Account: a.ID, As: x.ID, Name: x.Name, Line: words.Level + " " + strconv.Itoa(int(max(a.Level, wanted(q))))}
			if x.ID != "self" {
				row.Line = a.Name + " → " + x.Name
			}
			view.Rows = append(view.Rows, row)
		}
	}
	_ = page.Execute(w, view)
}

type pageOf struct {
	Words wordsOf
	Style string
	Wrong string
	To    string
	Level int
	Rows  []rowOf
}

type rowOf struct{ Account, As, Name, Line string }

type wordsOf struct{ Lang, Title, Label, Asks, Level, As, Wrong string }

var (
	chinese = wordsOf{"zh-CN", "您是谁？", Label("zh-Hans"), "这一步要核验到的等级：", "实名等级", "用%s登录", "这个登录请求不完整，请回到办事页面重新登录。"}
	english = wordsOf{"en", "Who are you?", Label("en"), "Level that this step asks for: ", "Identity level", "Sign in as %s", "This request to sign in is incomplete: go back to the hall and sign in again."}
)

// Sign is what a button says to those who can't see it.
func (w wordsOf) Sign(name string) string { return fmt.Sprintf(w.As, name) }
