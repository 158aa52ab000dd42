package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"syscall"
	"testing"
	"time"
)

// TestFiguresStart measures how long a server takes until it answers, on an empty folder and on one that it has filled
// before. The quickest of some counts, since others work on the machine.
func TestFiguresStart(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set; make figures sets it")
	}
	const rounds = 5
	var empty, filled, work []time.Duration
	for range rounds {
		cfg := config(t)
		before := worked(t)
		empty = append(empty, ready(t, cfg))
		work = append(work, worked(t)-before)
		filled = append(filled, ready(t, cfg))
	}
	fmt.Printf("figure start_ms %.0f ms\n", slices.Min(filled).Seconds()*1000)
	fmt.Printf("figure start_empty_ms %.0f ms\n", slices.Min(empty).Seconds()*1000)
	fmt.Printf("figure start_empty_cpu_ms %.0f ms\n", slices.Min(work).Seconds()*1000)
}

// worked is the processor time that this process has used: others don't count.
func worked(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// ready starts a server, waits until it answers, and stops it.
func ready(t *testing.T, cfg siteConfig) time.Duration {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	begun := time.Now()
	s, err := openSite(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	res, err := http.Get(s.url() + "/healthz")
	took := time.Since(begun)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(err, res)
	}
	if err := res.Body.Close(); err != nil {
		t.Fatal(err)
	}
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return took
}
