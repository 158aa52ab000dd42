package signon

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
)

// Keys are the secrets shared with systems, by origin.
type Keys map[string][]byte

// leastKey is how long a secret is at least, in bytes.
const leastKey = 32

// ParseKeys reads ORIGIN=SECRET, apart by blanks; a secret is base64 of 32 bytes or more. No error holds a secret.
func ParseKeys(s string) (Keys, error) {
	out := Keys{}
	for i, part := range strings.Fields(s) {
		name, secret, _ := strings.Cut(part, "=")
		origin, err := Origin(name)
		if err != nil || origin != name {
			return nil, fmt.Errorf("no %d: write https://host=secret", i+1)
		}
		if out[origin] != nil {
			return nil, fmt.Errorf("%s stands there twice", origin)
		}
		key, err := base64.StdEncoding.DecodeString(secret)
		if err != nil || len(key) < leastKey {
			return nil, fmt.Errorf("%s: the secret must be base64 of %d bytes or more", origin, leastKey)
		}
		out[origin] = key
	}
	return out, nil
}

// Origin is the scheme, host and port of an address.
func Origin(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
		return "", fmt.Errorf("signon: %q is no address", address)
	}
	return u.Scheme + "://" + u.Host, nil
}

// Pairwise names somebody to one system: another system hears another name of the same person, and nobody comes from
// the name to the person without the secret, which never changes.
func Pairwise(secret []byte, audience, who string) string {
	h := hmac.New(sha256.New, secret)
	fmt.Fprintf(h, "banshi-sign-on-1\n%s\n%s", audience, who)
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:20])
}
