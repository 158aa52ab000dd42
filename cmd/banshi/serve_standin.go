package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"banshi/cmd/banshi/standin"
	"banshi/engine/load"
	"banshi/runtime/base/web"
	"banshi/runtime/signon"
)

// runStandin is `banshi standin source` and `banshi standin external`: what isn't ours, as a process of its own.
func runStandin(c *call, args []string) int {
	f := c.flags()
	dir := f.String("dir", "examples/nanhai/shared-data", "")
	addr := f.String("addr", "127.0.0.1:0", "")
	only := f.String("only", "", "")
	system := f.String("for", "https://jishu-gaizao.example", "")
	hall := f.String("hall", "http://"+defaultAddr, "")
	var trouble standin.Trouble
	f.DurationVar(&trouble.Slow, "slow", 0, "")
	f.BoolVar(&trouble.Wrong, "wrong", false, "")
	f.BoolVar(&trouble.Garbage, "garbage", false, "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	switch {
	case len(words) == 1 && words[0] == "source":
		return c.standinSource(*dir, *only, *addr, trouble)
	case len(words) == 1 && words[0] == "external":
		return c.standinSystem(*system, *hall, *addr)
	}
	return c.wrong("want-source")
}

func (c *call) standinSource(dir, only, addr string, trouble standin.Trouble) int {
	var names []string
	if only != "" {
		names = strings.Split(only, ",")
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return c.wrong("no-dir", dir)
	}
	h, served, err := standin.Sources(dir, filesOf(dir), names)
	if err != nil {
		fmt.Fprintln(c.stderr, "banshi: "+siteSay(c.language(), "no-records", err))
		return exitFaults
	}
	return c.stand(addr, trouble.In(h), func(at net.Addr) {
		fmt.Fprintln(c.stdout, siteSay(c.language(), "standin-started", at))
		for _, name := range served {
			fmt.Fprintf(c.stdout, "  --source %s=http://%s\n", name, at)
		}
	})
}

// standinSystem stands in for a department's own system; it redeems at the hall of that address.
func (c *call) standinSystem(system, hall, addr string) int {
	for _, address := range []string{system, hall} {
		if got, err := signon.Origin(address); err != nil || got != address {
			fmt.Fprintln(c.stderr, "banshi: "+siteSay(c.language(), "bad-external"))
			return exitUsage
		}
	}
	return c.stand(addr, standin.System(system, standin.RedeemAt(hall), time.Now), func(at net.Addr) {
		fmt.Fprintln(c.stdout, siteSay(c.language(), "system-started", system, at))
		fmt.Fprintf(c.stdout, "  --external %s=http://%s\n", system, at)
	})
}

// stand serves until it is told to stop.
func (c *call) stand(addr string, h http.Handler, announce func(net.Addr)) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		fmt.Fprintln(c.stderr, "banshi: "+siteSay(c.language(), "no-listen", addr, cause(c.language(), err)))
		return exitFaults
	}
	announce(l.Addr())
	srv := web.Listener("", h)
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err = <-failed:
	case <-ctx.Done():
		err = stopServer(ctx, srv)
	}
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitInternal
	}
	return exitFine
}

func stopServer(ctx context.Context, srv *http.Server) error {
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	return srv.Shutdown(wait)
}

// filesOf says which file each source of the catalogue beside the folder reads.
func filesOf(dir string) map[string]string {
	out := map[string]string{}
	cat, _, _ := load.Catalog(os.DirFS(filepath.Dir(filepath.Clean(dir))))
	if cat == nil {
		return out
	}
	base := filepath.Base(filepath.Clean(dir)) + "/"
	for _, s := range cat.Sources {
		if name, ok := strings.CutPrefix(s.Driver.File.S, base); ok {
			out[s.ID.S] = name
		}
	}
	for _, l := range cat.Licences {
		if name, ok := strings.CutPrefix(l.Driver.File.S, base); ok {
			out["licences/"+l.ID.S] = name
		}
	}
	return out
}
