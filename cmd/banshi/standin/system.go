package standin

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"time"

	"banshi/runtime/signon"
)

//go:embed system.html
var systemPage string

// Redeems is the hall as a department's own system sees it.
type Redeems func(ctx context.Context, token, proof string) (signon.Claims, error)

// systemKey is known to everybody: it only shows how keys are used.
const systemKey = "banshi stand-in: a key that everybody knows"

// SystemKey is the key of the stand-in.
func SystemKey() []byte { return []byte(systemKey) }

// IsSystemKey tells whether a key is the stand-in's.
func IsSystemKey(key []byte) bool { return bytes.Equal(key, SystemKey()) }

// ErrSpent is what Redeems gives where a token was redeemed before, or is too old.
var ErrSpent = errors.New("standin: the sign-on was used before")

// System stands in for a department's own system: it takes the sign-on that a browser posts to any of its paths,
// verifies and redeems it, and greets. audience is the origin that it stands in for.
func System(audience string, redeem Redeems, clock func() time.Time) http.Handler {
	page := template.Must(template.New("system").Parse(systemPage))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Banshi-Stand-In", "external")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
		w.Header().Set("Cache-Control", "no-store")
		say := struct {
			Audience, Wrong, English string
			Claims                   *signon.Claims
		}{Audience: audience}
		status := http.StatusOK
		if r.Method == http.MethodPost {
			c, err := takeIn(w, r, audience, redeem, clock())
			switch {
			case errors.Is(err, ErrSpent), errors.Is(err, signon.ErrExpired):
				status, say.Wrong, say.English = http.StatusConflict, "这次登录已经用过，或者过期了。请从办事大厅再进入一次", "This sign-on was used before, or is too old: come from the hall once more"
			case err != nil:
				status, say.Wrong, say.English = http.StatusForbidden, "登录没有通过核验", "The sign-on was not verified"
			default:
				say.Claims = &c
			}
		}
		w.WriteHeader(status)
		_ = page.Execute(w, say)
	})
}

func takeIn(w http.ResponseWriter, r *http.Request, audience string, redeem Redeems, now time.Time) (signon.Claims, error) {
	r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
	token := r.PostFormValue(signon.Field)
	c, err := signon.Verify(SystemKey(), token, audience, now)
	if err != nil {
		return c, err
	}
	return redeem(r.Context(), token, signon.Proof(SystemKey(), token))
}

// RedeemAt redeems at the hall of that address.
func RedeemAt(hall string) Redeems {
	client := &http.Client{Timeout: 10 * time.Second}
	return func(ctx context.Context, token, proof string) (c signon.Claims, err error) {
		body, err := json.Marshal(map[string]string{"token": token, "proof": proof})
		if err != nil {
			return c, err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, hall+signon.RedeemPath, bytes.NewReader(body))
		if err != nil {
			return c, err
		}
		req.Header.Set("Content-Type", "application/json")
		res, err := client.Do(req)
		if err != nil {
			return c, err
		}
		defer func() { err = errors.Join(err, res.Body.Close()) }()
		switch res.StatusCode {
		case http.StatusOK:
			return c, json.NewDecoder(io.LimitReader(res.Body, 16<<10)).Decode(&c)
		case http.StatusConflict:
			return c, ErrSpent
		}
		return c, fmt.Errorf("standin: the hall says %d", res.StatusCode)
	}
}
