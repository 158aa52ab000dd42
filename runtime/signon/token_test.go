package signon_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"banshi/runtime/signon"
)

var (
	now   = time.Unix(1_780_000_000, 0)
	key   = []byte(strings.Repeat("k", 32))
	other = []byte(strings.Repeat("o", 32))
)

const system = "https://system.example"

func claims() signon.Claims {
	return signon.Claims{Issuer: "banshi:440605", Audience: system, Subject: "s", For: "f", Kind: "organisation", Level: 4, Item: "shop",
		Issued: now.Unix(), Expires: now.Add(signon.Life).Unix(), ID: "j"}
}

func token(t *testing.T, key []byte, c signon.Claims) string {
	t.Helper()
	out, err := signon.Sign(key, c)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestATokenIsReadAsItWasWritten(t *testing.T) {
	got, err := signon.Verify(key, token(t, key, claims()), system, now.Add(59*time.Second))
	if err != nil || got != claims() {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestATokenIsRefused(t *testing.T) {
	good := token(t, key, claims())
	parts := strings.Split(good, ".")
	b64 := base64.RawURLEncoding.EncodeToString
	long := claims()
	long.Expires += 1
	for name, c := range map[string]struct {
		token, audience string
		after           time.Duration
		want            error
	}{
		"nothing":                     {"", system, 0, signon.ErrForged},
		"two parts":                   {parts[0] + "." + parts[1], system, 0, signon.ErrForged},
		"another key":                 {token(t, other, claims()), system, 0, signon.ErrForged},
		"unsigned":                    {b64([]byte(`{"alg":"none"}`)) + "." + parts[1] + ".", system, 0, signon.ErrForged},
		"another way of signing":      {b64([]byte(`{"alg":"none","typ":"banshi-signon+jwt"}`)) + "." + parts[1] + "." + parts[2], system, 0, signon.ErrForged},
		"a claim was changed":         {parts[0] + "." + b64([]byte(strings.Replace(string(must(base64.RawURLEncoding.DecodeString(parts[1]))), `"level":4`, `"level":5`, 1))) + "." + parts[2], system, 0, signon.ErrForged},
		"for another system":          {good, "https://elsewhere.example", 0, signon.ErrOther},
		"a minute old":                {good, system, signon.Life, signon.ErrExpired},
		"good for more than a minute": {token(t, key, long), system, 0, signon.ErrExpired},
	} {
		if _, err := signon.Verify(key, c.token, c.audience, now.Add(c.after)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

func TestOnlyWhoHasTheKeyProvesIt(t *testing.T) {
	good := token(t, key, claims())
	if !signon.Proved(key, good, signon.Proof(key, good)) {
		t.Error("the proof of who has the key is refused")
	}
	if signon.Proved(key, good, signon.Proof(other, good)) || signon.Proved(key, good, "") || signon.Proved(key, good+"x", signon.Proof(key, good)) {
		t.Error("another proof is taken")
	}
}

func TestNamesDifferFromSystemToSystem(t *testing.T) {
	a, b := signon.Pairwise(key, system, "person/1"), signon.Pairwise(key, "https://elsewhere.example", "person/1")
	if a == b || a != signon.Pairwise(key, system, "person/1") || a == signon.Pairwise(key, system, "person/2") || a == signon.Pairwise(other, system, "person/1") {
		t.Error("a name is one person's at one system, and nothing else")
	}
}

func TestKeys(t *testing.T) {
	good := base64.StdEncoding.EncodeToString(key)
	got, err := signon.ParseKeys(" https://a.example=" + good + "\n https://b.example:8443=" + good)
	if err != nil || len(got) != 2 || string(got["https://b.example:8443"]) != string(key) {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"a.example=" + good, "https://a.example", "https://a.example/path=" + good, "https://a.example=" + good[:20], "https://a.example=" + good + " https://a.example=" + good} {
		if _, err := signon.ParseKeys(bad); err == nil {
			t.Errorf("%q is taken", bad)
		} else if strings.Contains(err.Error(), good[:20]) {
			t.Errorf("the error holds a secret: %v", err)
		}
	}
}
