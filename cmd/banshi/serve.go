package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"banshi/runtime/base/web"
)

// runServe is `banshi serve`: it stays in the foreground until it is told to stop.
func runServe(c *call, args []string) int {
	cfg, code, ok := serveFlags(c, args)
	if !ok {
		return code
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	collectLess(c.env)
	s, err := openSite(ctx, cfg)
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		var refused *refusal
		if errors.As(err, &refused) {
			return exitFaults
		}
		return exitInternal
	}
	s.announce(c.stdout)
	if err := errors.Join(s.Run(ctx), s.Close()); err != nil {
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitInternal
	}
	return exitFine
}

// collectLess lets the heap grow to three times what is in use before rubbish is collected, twice being usual, unless the
// environment says how much (GOGC): what a request leaves behind is small beside the catalogue, which each round goes through
// anew, and every twelfth part of a view's time went there.
func collectLess(env func(string) string) {
	if env("GOGC") == "" {
		debug.SetGCPercent(200)
	}
}

// defaultAddr is where the site is unless --addr says otherwise.
const defaultAddr = "127.0.0.1:8080"

// serveFlags reads the command line.
func serveFlags(c *call, args []string) (siteConfig, int, bool) {
	cfg := siteConfig{Clock: time.Now, Language: c.language(), Replaced: map[string]string{}, Databases: map[string]string{},
		External: map[string]string{}, SignOn: c.env(signOnEnv)}
	level := slog.LevelWarn
	f := c.flags()
	f.StringVar(&cfg.Catalog, "catalog", "examples/nanhai", "")
	f.StringVar(&cfg.Data, "data", ".banshi", "")
	database := f.String("database", "", "")
	f.StringVar(&cfg.Addr, "addr", defaultAddr, "")
	f.BoolVar(&cfg.Production, "production", false, "")
	cert, key := f.String("tls-cert", c.env("BANSHI_TLS_CERT"), ""), f.String("tls-key", c.env("BANSHI_TLS_KEY"), "")
	proxy := f.String("proxy", c.env("BANSHI_PROXY"), "")
	f.StringVar(&cfg.Metrics, "metrics", c.env("BANSHI_METRICS"), "")
	f.StringVar(&cfg.URL, "url", c.env("BANSHI_URL"), "")
	f.StringVar(&cfg.Identity.Issuer, "issuer", c.env("BANSHI_OIDC_ISSUER"), "")
	f.StringVar(&cfg.Identity.Client, "client", c.env("BANSHI_OIDC_CLIENT"), "")
	f.Func("source", "", func(s string) error {
		name, value, ok := strings.Cut(s, "=")
		if !ok || name == "" || value == "" {
			return errors.New(siteSay(cfg.Language, "bad-pair"))
		}
		cfg.Replaced[name] = value
		return nil
	})
	f.Func("register", "", func(s string) error {
		name, address, ok := strings.Cut(s, "=")
		if !ok || name == "" || address == "" {
			return errors.New(siteSay(cfg.Language, "bad-register"))
		}
		cfg.Databases[name] = address
		return nil
	})
	f.Func("external", "", func(s string) error {
		origin, to, ok := strings.Cut(s, "=")
		if !ok || origin == "" || to == "" {
			return errors.New(siteSay(cfg.Language, "bad-external"))
		}
		cfg.External[origin] = to
		return nil
	})
	f.BoolFunc("verbose", "", func(string) error { level = slog.LevelInfo; return nil })
	words, code, ok := c.parse(f, args)
	cfg.AnyPort = !cfg.Production
	f.Visit(func(given *flag.Flag) { cfg.AnyPort = cfg.AnyPort && given.Name != "addr" })
	if ok && len(words) > 0 {
		return cfg, c.wrong("extra-word", words[0]), false
	}
	if ok && (*cert == "") != (*key == "") {
		return cfg, c.wrong("bad-flag", siteSay(cfg.Language, "half-tls")), false
	}
	var bad string
	if cfg.Limits, bad = readLimits(c.env(limitsVar)); ok && bad != "" {
		return cfg, c.wrong("bad-flag", siteSay(cfg.Language, "bad-limits", limitsVar, bad)), false
	}
	cfg.Traces = tracesTo(c.env)
	if at, err := readCardReader(c.env(cardReaderVar)); ok && err != nil {
		return cfg, c.wrong("bad-flag", siteSay(cfg.Language, "bad-card-reader", cardReaderVar)), false
	} else {
		cfg.CardReader = at
	}
	if ok {
		if err := cfg.Audit.read(c.env); err != nil {
			return cfg, c.wrong("bad-flag", siteSay(cfg.Language, "bad-audit-key", err)), false
		}
	}
	if *cert != "" {
		cfg.TLS = &keyPair{Cert: *cert, Key: *key}
	}
	if pushers, err := c.pushers(); ok && (err != nil || pushers != nil && *cert == "") {
		return cfg, c.wrong("bad-flag", siteSay(cfg.Language, "bad-pushers", err)), false
	} else {
		cfg.Pushers = pushers
	}
	if cfg.Proxies, bad = proxies(*proxy); ok && bad != "" {
		return cfg, c.wrong("bad-flag", siteSay(cfg.Language, "bad-proxy", bad)), false
	}
	cfg.Root, cfg.ClockKept = os.Geteuid() == 0, clockKept() || c.env(clockVar) == "host"
	if ok {
		if err := cfg.Identity.read(c.env); err != nil {
			return cfg, c.wrong("bad-flag", siteSay(cfg.Language, "issuer", err)), false
		}
		if u, err := url.Parse(cfg.URL); cfg.URL != "" && (err != nil || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.Scheme != "https" && u.Scheme != "http") {
			return cfg, c.wrong("bad-flag", siteSay(cfg.Language, "bad-url", cfg.URL)), false
		}
		cfg.Database, code, ok = c.database(*database)
	}
	if ok {
		var err error
		if cfg.Outside, err = readOutside(c.env); err != nil {
			return cfg, c.wrong("bad-flag", siteSay(cfg.Language, "bad-messages", err)), false
		}
	}
	if ok {
		var err error
		if cfg.Storage, err = c.storage(); err != nil {
			return cfg, c.wrong("bad-storage", err), false
		}
	}
	options := &slog.HandlerOptions{Level: level}
	var lines slog.Handler = slog.NewTextHandler(c.stderr, options)
	if cfg.Production { // a machine reads them, and they are kept
		options.Level = slog.LevelInfo
		lines = slog.NewJSONHandler(c.stderr, options)
	}
	cfg.Log = slog.New(web.MaskLog(lines))
	return cfg, code, ok
}
