package main

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banshi/cmd/banshi/standin"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/signon"
)

// danger is one thing that --production refuses. The message of its key says why, and how to mend it; found gives what
// the message names, and whether it is so.
type danger struct {
	key   string
	found func(ctx context.Context, s *site) (args []any, is bool, err error)
}

// unsafeSettings are seen in what was set and what lies in the folder, before anything is opened. All that are found
// are told at once.
var unsafeSettings = []danger{
	{"production", when(func(c siteConfig) bool { return c.Identity.Issuer == "" })},
	{"not-https", when(func(c siteConfig) bool {
		return c.Identity.Issuer != "" && (!strings.HasPrefix(c.Identity.Issuer, "https://") || !strings.HasPrefix(c.URL, "https://"))
	})},
	{"default-secret", when(func(c siteConfig) bool { return c.Identity.Issuer != "" && guessable(c.Identity.Secret) })},
	{"default-s3-secret", when(func(c siteConfig) bool { return c.Storage.S3 != nil && guessable(c.Storage.S3.Secret) })},
	{"bare-files", when(func(c siteConfig) bool { return c.Storage.S3 != nil && bareURL(c.Storage.S3.Endpoint) })},
	{"bare-clamd", when(func(c siteConfig) bool {
		if c.Storage.Clamd == nil {
			return false
		}
		network, address := c.Storage.Clamd.At()
		return network == "tcp" && !nearby(address)
	})},
	{"no-clamd", when(func(c siteConfig) bool { return c.Storage.Clamd == nil && !c.Storage.Unclean })},
	{"no-tls", when(func(c siteConfig) bool { return c.TLS == nil && len(c.Proxies) == 0 })},
	{"any-proxy", func(_ context.Context, s *site) ([]any, bool, error) {
		i := slices.IndexFunc(s.cfg.Proxies, func(p netip.Prefix) bool { return p.Bits() < leastProxy(p.Addr()) })
		if i < 0 {
			return nil, false, nil
		}
		return []any{s.cfg.Proxies[i]}, true, nil
	}},
	{"bare-database", func(_ context.Context, s *site) ([]any, bool, error) {
		if s.cfg.Database == "" {
			return nil, false, nil
		}
		bare, where, err := db.Bare(s.cfg.Database)
		if err != nil {
			return nil, false, s.refuse("no-database", err)
		}
		return []any{where}, bare, nil
	}},
	{"bare-source", func(_ context.Context, s *site) ([]any, bool, error) {
		for name, at := range s.cfg.Replaced {
			if bareURL(at) {
				return []any{name}, true, nil
			}
		}
		return nil, false, nil
	}},
	{"external-production", when(func(c siteConfig) bool { return len(c.External) > 0 })},
	{"stand-in-key", func(_ context.Context, s *site) ([]any, bool, error) {
		keys, err := signon.ParseKeys(s.cfg.SignOn)
		if err != nil {
			return nil, false, s.refuse("bad-sign-on", signOnEnv, err)
		}
		for origin, key := range keys {
			if standin.IsSystemKey(key) {
				return []any{signOnEnv, origin}, true, nil
			}
		}
		return nil, false, nil
	}},
	{"trial-catalogue", func(_ context.Context, s *site) ([]any, bool, error) {
		_, err := os.Stat(filepath.Join(s.cfg.Catalog, accountsFile))
		return []any{filepath.Join(s.cfg.Catalog, accountsFile)}, err == nil, nil
	}},
	{"open-place", func(_ context.Context, s *site) ([]any, bool, error) {
		for _, path := range s.secretPlaces() {
			info, err := os.Stat(path)
			if errors.Is(err, os.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, false, err
			}
			if info.Mode().Perm()&0o007 != 0 {
				return []any{path, path}, true, nil
			}
		}
		return nil, false, nil
	}},
	{"bare-traces", when(func(c siteConfig) bool { return bareURL(c.Traces) })},
	{"default-audit-key", when(func(c siteConfig) bool { return c.Audit.Text == "" })},
	{"no-limits", when(func(c siteConfig) bool { return len(c.Limits.Rates) == 0 || len(c.Limits.Lanes) == 0 })},
	{"root", when(func(c siteConfig) bool { return c.Root })},
	{"loose-clock", when(func(c siteConfig) bool { return !c.ClockKept })},
}

// unsafeClock is seen once the tables are there.
var unsafeClock = []danger{
	{"clock-behind", func(ctx context.Context, s *site) ([]any, bool, error) {
		last, err := audit.Latest(ctx, s.db.Read())
		now := s.cfg.Clock()
		return []any{now.Format(time.DateTime), last.In(now.Location()).Format(time.DateTime)}, last.Sub(now) > mostBehind, err
	}},
}

// mostBehind is how far clocks of nodes may lie apart.
const mostBehind = 5 * time.Second

// when is a finding that the settings alone tell.
func when(is func(siteConfig) bool) func(context.Context, *site) ([]any, bool, error) {
	return func(_ context.Context, s *site) ([]any, bool, error) { return nil, is(s.cfg), nil }
}

// refuseUnsafe tells all of a list that is found, in production.
func (s *site) refuseUnsafe(ctx context.Context, list []danger) error {
	if !s.cfg.Production {
		return nil
	}
	var said []error
	for _, u := range list {
		args, is, err := u.found(ctx, s)
		if err != nil {
			return err
		}
		if is {
			said = append(said, s.refuse(u.key, args...))
		}
	}
	return errors.Join(said...)
}

// secretPlaces are those that nobody else may read.
func (s *site) secretPlaces() []string {
	out := []string{s.cfg.Data, filepath.Join(s.cfg.Data, secretFile), filepath.Join(s.cfg.Data, pushKeysFile), filepath.Join(s.cfg.Data, auditKeyFile), s.cfg.Identity.SecretFile, s.cfg.Audit.File}
	if s.cfg.TLS != nil {
		out = append(out, s.cfg.TLS.Key)
	}
	return slices.DeleteFunc(out, func(p string) bool { return p == "" })
}

// leastSecret is how long a secret is at least, in bytes.
const leastSecret = 16

// defaults are what stands in manuals.
var defaults = []string{"changeme", "change-me", "change_me", "secret", "password", "minioadmin", "example", "banshi", "default", "123456", "test"}

// guessable: short, of a manual, or hardly any characters that differ.
func guessable(secret string) bool {
	plain := strings.ToLower(secret)
	for _, d := range defaults {
		plain = strings.ReplaceAll(plain, d, "")
	}
	different := map[rune]bool{}
	for _, r := range secret {
		different[r] = true
	}
	return len(secret) < leastSecret || len(plain) < leastSecret/2 || len(different) < 6
}

// bareURL: what is sent there goes over a net in the clear.
func bareURL(at string) bool {
	u, err := url.Parse(at)
	return err == nil && u.Scheme == "http" && !nearby(u.Host)
}

// nearby is this machine.
func nearby(at string) bool {
	host, _, err := net.SplitHostPort(at)
	if err != nil {
		host = at
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// leastProxy is how many bits name a proxy and not half the world.
func leastProxy(a netip.Addr) int {
	if a.Is4() {
		return 16
	}
	return 48
}
