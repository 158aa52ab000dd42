package main

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"sync"
	"time"

	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
)

// clockVar says what keeps the clock, where the machine itself can't tell: host.
const clockVar = "BANSHI_CLOCK"

// openSafe refuses what production may not have, and a certificate that can't be used.
func (s *site) openSafe(ctx context.Context) error {
	if err := s.refuseUnsafe(ctx, unsafeSettings); err != nil {
		return err
	}
	if s.cfg.TLS == nil {
		return nil
	}
	if s.cfg.Identity.Issuer == "" {
		return s.refuse("tls-stand-in")
	}
	if _, err := s.cfg.TLS.load(s.cfg.Clock()); err != nil {
		return s.refuse("bad-tls", err)
	}
	return nil
}

// keyPair is a certificate and its key, in files that are read again when they were renewed.
type keyPair struct {
	Cert, Key string // paths

	mu       sync.Mutex
	held     *tls.Certificate
	stamps   [2]time.Time
	lookedAt time.Time
}

// certKept is how long the files are not looked at again.
const certKept = 10 * time.Second

// load gives the pair that counts now. Where the renewed files are no pair yet, the one before goes on.
func (k *keyPair) load(now time.Time) (*tls.Certificate, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.held != nil && now.Sub(k.lookedAt) < certKept {
		return k.held, nil
	}
	k.lookedAt = now
	stamps, err := stampsOf(k.Cert, k.Key)
	if err == nil && k.held != nil && stamps == k.stamps {
		return k.held, nil
	}
	pair, err := tls.LoadX509KeyPair(k.Cert, k.Key)
	switch {
	case err == nil:
		k.held, k.stamps = &pair, stamps
	case k.held == nil:
		return nil, err
	}
	return k.held, nil
}

func stampsOf(paths ...string) (out [2]time.Time, err error) {
	for i, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return out, err
		}
		out[i] = info.ModTime()
	}
	return out, nil
}

// config is TLS 1.2 and later, with the ciphers that Go holds safe.
func (k *keyPair) config(clock func() time.Time) *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return k.load(clock()) }}
}

// proxies reads addresses and prefixes, parted by commas; bad is one that is neither.
func proxies(text string) (out []netip.Prefix, bad string) {
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		p, err := netip.ParsePrefix(part)
		if err != nil {
			a, err := netip.ParseAddr(part)
			if err != nil {
				return nil, part
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		out = append(out, p.Masked())
	}
	return out, ""
}

// around is what stands before every request: whom it comes from, and that browsers never come back in the clear.
func (s *site) around(next http.Handler) http.Handler {
	if s.secure() {
		inner := next
		next = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
			inner.ServeHTTP(w, r)
		})
	}
	var refused http.Handler
	if s.cfg.Production && s.cfg.TLS == nil {
		refused = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			web.WriteProblem(w, r, fault.New(fault.Forbidden, sayNotProxy))
		})
	}
	return web.Behind(s.cfg.Proxies, refused, next)
}
