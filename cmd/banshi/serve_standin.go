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
)

// runStandin is `banshi standin source`: a source of shared data as a process of its own.
func runStandin(c *call, args []string) int {
	f := c.flags()
	dir := f.String("dir", "examples/nanhai/shared-data", "")
	addr := f.String("addr", "127.0.0.1:0", "")
	only := f.String("only", "", "")
	var trouble standin.Trouble
	f.DurationVar(&trouble.Slow, "slow", 0, "")
	f.BoolVar(&trouble.Wrong, "wrong", false, "")
	f.BoolVar(&trouble.Garbage, "garbage", false, "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	if len(words) != 1 || words[0] != "source" {
		return c.wrong("want-source")
	}
	var names []string
	if *only != "" {
		names = strings.Split(*only, ",")
	}
	if info, err := os.Stat(*dir); err != nil || !info.IsDir() {
		return c.wrong("no-dir", *dir)
	}
	h, served, err := standin.Sources(*dir, filesOf(*dir), names)
	if err != nil {
		fmt.Fprintln(c.stderr, "banshi: "+siteSay(c.language(), "no-records", err))
		return exitFaults
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", *addr)
	if err != nil {
		fmt.Fprintln(c.stderr, "banshi: "+siteSay(c.language(), "no-listen", *addr, cause(c.language(), err)))
		return exitFaults
	}
	fmt.Fprintln(c.stdout, siteSay(c.language(), "standin-started", l.Addr()))
	for _, name := range served {
		fmt.Fprintf(c.stdout, "  --source %s=http://%s\n", name, l.Addr())
	}
	srv := web.Listener("", trouble.In(h))
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
