// Package signon is the sign-on that is handed over to a department's own system: a small signed token that says who
// comes, how surely we know it and what for, good for one minute and one use. README.md is the protocol, for whoever
// builds the receiving side; both sides can use this package.
package signon

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Life is how long a token is good.
const Life = 60 * time.Second

// Field is the name of the form field in which the browser brings the token.
const Field = "banshi_signon"

// RedeemPath is where the system redeems a token.
const RedeemPath = "/api/sign-on/redeem"

// Claims are what is handed over: nobody's name, and no number of a document.
type Claims struct {
	Issuer   string `json:"iss"`
	Audience string `json:"aud"` // origin of the system: https://host[:port]
	Subject  string `json:"sub"` // the person, by a name that this system alone knows
	For      string `json:"for"` // in whose name, likewise; the same as Subject: in his or her own
	Kind     string `json:"kind"`
	Level    int    `json:"level"`
	Item     string `json:"item"`
	Issued   int64  `json:"iat"`
	Expires  int64  `json:"exp"`
	ID       string `json:"jti"`
}

// Why a token isn't taken.
var (
	ErrForged  = errors.New("signon: no token, or not signed with this system's key")
	ErrExpired = errors.New("signon: the token is too old")
	ErrOther   = errors.New("signon: the token is for another system")
)

// header is the only one there is: a token that names another way of signing is none.
var header = base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS256","typ":"banshi-signon+jwt"}`))

// Sign writes a token.
func Sign(key []byte, c Claims) (string, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return "", fmt.Errorf("signon: %w", err)
	}
	signed := header + "." + base64.RawURLEncoding.EncodeToString(body)
	return signed + "." + mac(key, signed), nil
}

// Verify reads a token that the key of the audience has signed and that is still good.
func Verify(key []byte, token, audience string, now time.Time) (Claims, error) {
	at := strings.LastIndexByte(token, '.')
	if at < 0 || !hmac.Equal([]byte(mac(key, token[:at])), []byte(token[at+1:])) {
		return Claims{}, ErrForged
	}
	c, err := read(token)
	switch {
	case err != nil:
		return Claims{}, err
	case c.Audience != audience:
		return Claims{}, ErrOther
	case now.Unix() >= c.Expires || c.Expires-c.Issued > int64(Life/time.Second):
		return Claims{}, ErrExpired
	}
	return c, nil
}

// Audience says for whom a token claims to be; nothing of it is proven yet.
func Audience(token string) (string, error) {
	c, err := read(token)
	return c.Audience, err
}

// Proof shows that whoever redeems a token has the system's key, and not only the token.
func Proof(key []byte, token string) string { return mac(key, "redeem\n"+token) }

// Proved tells whether the proof is good.
func Proved(key []byte, token, proof string) bool {
	return hmac.Equal([]byte(Proof(key, token)), []byte(proof))
}

func read(token string) (Claims, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 || parts[0] != header {
		return Claims{}, ErrForged
	}
	body, err := base64.RawURLEncoding.Strict().DecodeString(parts[1])
	if err != nil {
		return Claims{}, ErrForged
	}
	var c Claims
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if d.Decode(&c) != nil {
		return Claims{}, ErrForged
	}
	return c, nil
}

func mac(key []byte, text string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}
