// Package oidc asks a provider of identities by OpenID Connect: authorization code with PKCE, state and nonce. It is
// the only importer of go-oidc and oauth2. The provider may be down, slow or wrong: nothing of what it says counts that
// isn't signed by its keys for us, now, and for this one question.
package oidc

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	gooidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
	"golang.org/x/sync/singleflight"

	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

const (
	// patience is how long one request to the provider may take.
	patience = 5 * time.Second
	// fresh is how long what the provider says of itself is believed; its keys are looked up whenever a new one appears.
	fresh = time.Hour
	// skew is how far its clock may be from ours.
	skew = time.Minute
	// oldest is how long ago a token may have been made.
	oldest = 10 * time.Minute
	// mostBytes is the longest answer that is read.
	mostBytes = 1 << 20
)

// believed are the signatures that count, as far as the provider offers them; never none, never a shared secret.
var believed = []string{"RS256", "PS256", "ES256", "ES384", "EdDSA", "RS384", "RS512", "PS384", "PS512"}

// Config says who the provider is.
type Config struct {
	Issuer  string
	Client  string
	Secret  string
	Scopes  []string // openid is always among them
	Names   Names
	ACR     map[identity.Level]string // how the provider calls a level; a level without a name is asked for by the next higher one
	Clock   func() time.Time
	Network http.RoundTripper // nil: http.DefaultTransport
}

// Provider is identity.Provider by OpenID Connect.
type Provider struct {
	cfg    Config
	client *http.Client

	asking singleflight.Group // discovery, by one for all who wait
	mu     sync.Mutex
	found  *discovered
}

var _ identity.Provider = (*Provider)(nil)

// discovered is what the provider says of itself.
type discovered struct {
	at       time.Time
	provider *gooidc.Provider
	endpoint oauth2.Endpoint
	algs     []string
	end      string // where one signs out there
}

// New needs issuer, client and clock. The provider is asked when it is needed first, so that it may be down meanwhile.
func New(c Config) (*Provider, error) {
	if c.Issuer == "" || c.Client == "" || c.Clock == nil {
		return nil, errors.New("oidc: Config needs Issuer, Client and Clock")
	}
	if c.Network == nil {
		c.Network = http.DefaultTransport
	}
	c.Names = c.Names.orUsual()
	return &Provider{cfg: c, client: &http.Client{Timeout: patience, Transport: limited{c.Network},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}, nil
}

// limited reads no more of an answer than any honest one has.
type limited struct{ next http.RoundTripper }

func (l limited) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := l.next.RoundTrip(r)
	if err == nil {
		res.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(res.Body, mostBytes), res.Body}
	}
	return res, err
}

func (p *Provider) with(ctx context.Context) context.Context {
	return gooidc.ClientContext(ctx, p.client)
}

func down(err error) error { return fault.Wrap(err, fault.Unavailable, sayDown) }

func wrong(err error) error { return fault.Wrap(err, fault.Unauthenticated, sayNotBelieved) }

// discover gives what the provider says of itself. What is an hour old is read again, and still counts if it is down. One asks
// for all who wait, each no longer than ctx: a provider that hangs holds nobody up in turn. Codes: unavailable.
func (p *Provider) discover(ctx context.Context) (*discovered, error) {
	known, old := p.known()
	if known != nil && !old {
		return known, nil
	}
	// What is found outlives the request that asks first.
	asked := p.asking.DoChan("", func() (any, error) { return p.look(context.WithoutCancel(ctx)) })
	select {
	case r := <-asked:
		found, _ := r.Val.(*discovered) // as look gives it
		return found, r.Err
	case <-ctx.Done():
		return nil, down(fmt.Errorf("oidc: discovery of %s: %w", p.cfg.Issuer, ctx.Err()))
	}
}

// known is what was found last; old: it is to be looked up again.
func (p *Provider) known() (found *discovered, old bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		return nil, true
	}
	age := p.cfg.Clock().Sub(p.found.at)
	return p.found, age >= fresh || age < 0
}

func (p *Provider) keep(d *discovered) *discovered {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.found = d
	return d
}

// look asks the provider.
func (p *Provider) look(ctx context.Context) (*discovered, error) {
	before, old := p.known()
	if !old {
		return before, nil // found since
	}
	now := p.cfg.Clock()
	found, err := gooidc.NewProvider(p.with(ctx), p.cfg.Issuer)
	if err != nil {
		if before != nil {
			again := *before
			again.at = now.Add(time.Minute - fresh) // asked again in a minute, not at each sign-in
			return p.keep(&again), nil
		}
		return nil, down(fmt.Errorf("oidc: discovery of %s: %w", p.cfg.Issuer, err))
	}
	var more struct {
		Algs    []string `json:"id_token_signing_alg_values_supported"`
		Methods []string `json:"token_endpoint_auth_methods_supported"`
		PKCE    []string `json:"code_challenge_methods_supported"`
		End     string   `json:"end_session_endpoint"`
	}
	if err := found.Claims(&more); err != nil {
		return nil, down(fmt.Errorf("oidc: discovery of %s: %w", p.cfg.Issuer, err))
	}
	if len(more.Algs) == 0 {
		more.Algs = []string{"RS256"}
	}
	d := &discovered{at: now, provider: found, endpoint: found.Endpoint(), end: more.End}
	for _, a := range believed {
		if slices.Contains(more.Algs, a) {
			d.algs = append(d.algs, a)
		}
	}
	if len(d.algs) == 0 {
		return nil, down(fmt.Errorf("oidc: %s signs by %v, none of which counts", p.cfg.Issuer, more.Algs))
	}
	// Said once and for all: oauth2 would find it out by sending the code twice.
	d.endpoint.AuthStyle = oauth2.AuthStyleInHeader
	if len(more.Methods) > 0 && !slices.Contains(more.Methods, "client_secret_basic") {
		d.endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	return p.keep(d), nil
}

func (p *Provider) oauth(d *discovered, back string) *oauth2.Config {
	scopes := append([]string{gooidc.ScopeOpenID}, slices.DeleteFunc(slices.Clone(p.cfg.Scopes), func(s string) bool { return s == gooidc.ScopeOpenID })...)
	return &oauth2.Config{ClientID: p.cfg.Client, ClientSecret: p.cfg.Secret, Endpoint: d.endpoint, RedirectURL: back, Scopes: scopes}
}

// Ask gives the provider's address for one sign-in. Codes: unavailable.
func (p *Provider) Ask(ctx context.Context, q identity.Question) (string, error) {
	d, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	options := []oauth2.AuthCodeOption{gooidc.Nonce(q.Nonce), oauth2.S256ChallengeOption(q.Verifier)}
	if acr := p.acr(q.Level); acr != "" {
		options = append(options, oauth2.SetAuthURLParam("acr_values", acr))
	}
	if q.Fresh {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"))
	}
	if q.Language != "" {
		options = append(options, oauth2.SetAuthURLParam("ui_locales", q.Language))
	}
	return p.oauth(d, q.Return).AuthCodeURL(q.State, options...), nil
}

// acr is the provider's word for a level or, where it has none, for the next higher one.
func (p *Provider) acr(l identity.Level) string {
	if l <= 0 {
		return ""
	}
	for ; l <= identity.MostLevel; l++ {
		if name := p.cfg.ACR[l]; name != "" {
			return name
		}
	}
	return ""
}

// Answer changes the code for a token, and believes what it says if it is signed, for us, of now, and for this question.
// Codes: unavailable, unauthenticated.
func (p *Provider) Answer(ctx context.Context, code string, q identity.Question) (identity.Claims, error) {
	d, err := p.discover(ctx)
	if err != nil {
		return identity.Claims{}, err
	}
	token, err := p.oauth(d, q.Return).Exchange(p.with(ctx), code, oauth2.VerifierOption(q.Verifier))
	if err != nil {
		var refused *oauth2.RetrieveError
		if errors.As(err, &refused) && refused.Response != nil && refused.Response.StatusCode >= 400 && refused.Response.StatusCode < 500 {
			return identity.Claims{}, wrong(fmt.Errorf("oidc: the provider refuses the code: %s", refused.ErrorCode))
		}
		return identity.Claims{}, down(fmt.Errorf("oidc: token: %w", scrubbed(err)))
	}
	raw, _ := token.Extra("id_token").(string)
	if raw == "" {
		return identity.Claims{}, wrong(errors.New("oidc: no id_token in the answer"))
	}
	id, err := p.verifier(d).Verify(p.with(ctx), raw)
	if err != nil {
		if isNetwork(err) {
			return identity.Claims{}, down(err)
		}
		return identity.Claims{}, wrong(err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(q.Nonce)) != 1 {
		return identity.Claims{}, wrong(errors.New("oidc: the token answers another question: nonce"))
	}
	now := p.cfg.Clock()
	if id.IssuedAt.After(now.Add(skew)) || id.IssuedAt.Before(now.Add(-oldest)) {
		return identity.Claims{}, wrong(fmt.Errorf("oidc: the token was made %s from now", id.IssuedAt.Sub(now).Round(time.Second)))
	}
	return p.claims(id)
}

func (p *Provider) verifier(d *discovered) *gooidc.IDTokenVerifier {
	return d.provider.Verifier(&gooidc.Config{ClientID: p.cfg.Client, SupportedSigningAlgs: d.algs,
		Now: func() time.Time { return p.cfg.Clock().Add(-skew) }})
}

// LoggedOut reads a logout token of the provider. Codes: unavailable, invalid.
func (p *Provider) LoggedOut(ctx context.Context, token string) (identity.Claims, error) {
	d, err := p.discover(ctx)
	if err != nil {
		return identity.Claims{}, err
	}
	t, err := p.verifier(d).VerifyLogout(p.with(ctx), token)
	if err != nil {
		if isNetwork(err) {
			return identity.Claims{}, down(err)
		}
		return identity.Claims{}, fault.Wrap(err, fault.Invalid, sayBadLogout)
	}
	return identity.Claims{Issuer: p.cfg.Issuer, Subject: t.Subject, Provider: t.SessionID}, nil
}

// Is tells whether an issuer's name is that of this provider.
func (p *Provider) Is(issuer string) bool { return issuer == p.cfg.Issuer }

// Leave gives the address at which the browser signs out at the provider; "" if it offers none. Codes: unavailable.
func (p *Provider) Leave(ctx context.Context, back string) (string, error) {
	d, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	u, err := url.Parse(d.end)
	if d.end == "" || err != nil {
		return "", nil
	}
	q := u.Query()
	q.Set("client_id", p.cfg.Client)
	q.Set("post_logout_redirect_uri", back)
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// isNetwork tells whether nobody answered, as opposed to what was answered being wrong. go-oidc tells it in words alone.
func isNetwork(err error) bool {
	var u *url.Error
	return errors.As(err, &u) || strings.Contains(err.Error(), "fetching keys") || errors.Is(err, context.DeadlineExceeded)
}

// scrubbed keeps what a provider's answer says, which may name a person, out of the log.
func scrubbed(err error) error {
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) && refused.Response != nil {
		return fmt.Errorf("status %d", refused.Response.StatusCode)
	}
	return err
}
