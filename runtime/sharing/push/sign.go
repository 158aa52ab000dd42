package push

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"banshi/runtime/base/fault"
)

// The headers of a push.
const (
	HeaderKey       = "Banshi-Key"
	HeaderTime      = "Banshi-Time"      // unix seconds
	HeaderNonce     = "Banshi-Nonce"     // once for each request
	HeaderSignature = "Banshi-Signature" // hex
)

// Signed is a push as it arrives.
type Signed struct {
	Key, Time, Nonce, Signature string
	// Subject is the common name of the certificate that the sender has shown on this connection, and that was verified;
	// "" none. What comes so and unsigned needs no time and no nonce: the connection can't be played again.
	Subject string
	Body    []byte
}

// minSecret is the least length of a secret, in bytes.
const minSecret = 32

var (
	nonceShape = regexp.MustCompile(`^[A-Za-z0-9_-]{16,64}$`)
	keyShape   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
)

// Sign gives the signature: HMAC-SHA256 over the parts and the body's digest, one a line, so that no two requests
// give the same text.
func Sign(secret []byte, key, at, nonce string, body []byte) string {
	m := hmac.New(sha256.New, secret)
	fmt.Fprintf(m, "banshi-push-1\n%s\n%s\n%s\n%s", key, at, nonce, Digest(body))
	return hex.EncodeToString(m.Sum(nil))
}

// Digest is the sha-256 of bytes.
func Digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// known finds the key of a push: by its signature, else by the certificate of the connection.
func (s *Service) known(r *Signed, now time.Time) (Key, error) {
	if r.Signature != "" || r.Subject == "" {
		return s.verify(*r, now)
	}
	for _, k := range s.keys {
		if k.Subject == r.Subject && (r.Key == "" || r.Key == k.ID) {
			r.Nonce = rand.Text()
			return k.Key, nil
		}
	}
	return Key{}, fault.New(fault.Unauthenticated, sayUnsigned)
}

// verify finds the key of a signed push. Whoever may not push isn't told why: which keys there are is no one's business.
func (s *Service) verify(r Signed, now time.Time) (Key, error) {
	no := fault.New(fault.Unauthenticated, sayUnsigned)
	k, known := s.keys[r.Key]
	// The same work is done for a key that isn't there.
	given, err := hex.DecodeString(r.Signature)
	want, _ := hex.DecodeString(Sign(k.secret, r.Key, r.Time, r.Nonce, r.Body))
	if !hmac.Equal(given, want) || err != nil || !known || k.Secret == "" || !nonceShape.MatchString(r.Nonce) {
		return Key{}, no
	}
	at, err := strconv.ParseInt(r.Time, 10, 64)
	if err != nil {
		return Key{}, no
	}
	if off := now.Sub(time.Unix(at, 0)); off > Window || off < -Window {
		return Key{}, fault.New(fault.Unauthenticated, sayOutOfTime.With(int(Window/time.Minute)))
	}
	return k.Key, nil
}

// Keys reads a file of keys: a JSON list.
func Keys(data []byte) ([]Key, error) {
	var out []Key
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("push: keys: %w", err)
	}
	return out, nil
}

type secretKey struct {
	Key
	secret []byte
}

func readKeys(list []Key, shapes map[string]Shape) (map[string]secretKey, error) {
	out := map[string]secretKey{}
	var faults []error
	for _, k := range list {
		secret, err := base64.StdEncoding.DecodeString(k.Secret)
		_, twice := out[k.ID]
		for _, other := range out {
			if k.Subject != "" && other.Subject == k.Subject {
				faults = append(faults, fmt.Errorf("push: key %s: its certificate is that of %s, too", k.ID, other.ID))
			}
		}
		switch {
		case !keyShape.MatchString(k.ID) || twice:
			faults = append(faults, fmt.Errorf("push: key %q: ids are lower case letters, digits and _, each once", k.ID))
		case k.Secret == "" && k.Subject == "":
			faults = append(faults, fmt.Errorf("push: key %s: it has neither a secret nor the subject of a certificate", k.ID))
		case k.Secret != "" && (err != nil || len(secret) < minSecret):
			faults = append(faults, fmt.Errorf("push: key %s: its secret is no base64 of at least %d bytes", k.ID, minSecret))
		case len(k.Sources) == 0:
			faults = append(faults, fmt.Errorf("push: key %s: it says no source that it may push", k.ID))
		}
		for _, name := range k.Sources {
			if shapes[name] == nil {
				faults = append(faults, fmt.Errorf("push: key %s: there is no source %q", k.ID, name))
			}
		}
		out[k.ID] = secretKey{k, secret}
	}
	return out, errors.Join(faults...)
}
