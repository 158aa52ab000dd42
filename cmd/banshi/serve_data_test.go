package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/sharing"
)

// refuses opens a site that must not start, and gives what it says.
func refuses(t *testing.T, cfg siteConfig) string {
	t.Helper()
	s, err := openSite(context.Background(), cfg)
	var refused *refusal
	if s != nil || !errors.As(err, &refused) {
		t.Fatalf("it starts, or doesn't say what to do: %v", err)
	}
	return err.Error()
}

func TestSecretIsKept(t *testing.T) {
	cfg := config(t)
	path := filepath.Join(cfg.Data, secretFile)
	r := start(t, cfg)
	first, err := os.ReadFile(path)
	if info, _ := os.Stat(path); err != nil || len(first) != secretSize || info.Mode().Perm() != 0o600 {
		t.Fatalf("%d bytes, %v", len(first), err)
	}
	r.stop()
	// Nothing was looked up: a new one does no harm.
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	r = start(t, cfg)
	second, err := os.ReadFile(path)
	if err != nil || bytes.Equal(first, second) {
		t.Fatal("the same secret", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	want := sharing.Want{Source: "person", Key: "440622198604129913"}
	r.sources.Fetch(ctx, sharing.Request{Purpose: sharing.Purpose{Actor: "P001", Item: "x", Why: "fill"}, Wants: []sharing.Want{want}})
	r.stop()
	again := start(t, cfg)
	if third, err := os.ReadFile(path); err != nil || !bytes.Equal(second, third) {
		t.Fatal("another secret", err)
	}
	again.stop()
	for _, left := range [][]byte{nil, {}, second[:31]} {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if left != nil {
			if err := os.WriteFile(path, left, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if says := refuses(t, cfg); !strings.Contains(says, path) || !strings.Contains(says, "备份") {
			t.Errorf("%d bytes: %s", len(left), says)
		}
		if left == nil {
			if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("it was made anew: %v", err)
			}
			if err := os.WriteFile(path, second, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestOneSiteForEachFolder(t *testing.T) {
	cfg := config(t)
	first := start(t, cfg)
	if says := refuses(t, cfg); !strings.Contains(says, cfg.Data) || !strings.Contains(says, "--data") {
		t.Error(says)
	}
	first.stop()
	start(t, cfg)
}

func TestADamagedDatabaseIsNotServed(t *testing.T) {
	cfg := config(t)
	start(t, cfg).stop()
	path := filepath.Join(cfg.Data, databaseFile)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rand.Read(raw[len(raw)/2:][:min(200_000, len(raw)/4)]); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if says := refuses(t, cfg); !strings.Contains(says, path) || !strings.Contains(says, "损坏") {
		t.Error(says)
	}
	if err := os.WriteFile(path, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if says := refuses(t, cfg); !strings.Contains(says, path) {
		t.Error(says)
	}
}

// Health is whether what people send can be kept, not only whether the site answers.
func TestHealth(t *testing.T) {
	var ahead atomic.Int64
	cfg := config(t)
	cfg.Clock = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	r := start(t, cfg)
	health := func() int {
		t.Helper()
		ahead.Add(int64(healthKept))
		res, _ := r.do(t, "GET", "/healthz", "")
		return res.StatusCode
	}
	if got := health(); got != 200 {
		t.Fatalf("at first %d", got)
	}
	moved := cfg.Data + "-moved"
	if err := os.Rename(cfg.Data, moved); err != nil {
		t.Fatal(err)
	}
	if got := health(); got != 503 {
		t.Errorf("no folder for files: %d", got)
	}
	if err := os.Rename(moved, cfg.Data); err != nil {
		t.Fatal(err)
	}
	if got := health(); got != 200 {
		t.Errorf("mended: %d", got)
	}
	if err := r.db.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, "PRAGMA query_only = 1")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if got := health(); got != 503 {
		t.Errorf("nothing can be written to the database: %d", got)
	}
}

// What waits too long for its place in the trail, and what was taken out of it, is an alarm.
func TestHealthOfTheTrail(t *testing.T) {
	var ahead atomic.Int64
	cfg := config(t)
	cfg.Clock = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	ctx := context.Background()
	s, err := openSite(ctx, cfg) // nothing runs beside it, so that nothing is sealed
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := s.look(ctx); err != nil {
		t.Fatal(err)
	}
	ahead.Store(int64(2 * mostLag))
	if err := s.look(ctx); err == nil || !strings.Contains(err.Error(), "waiting") {
		t.Errorf("nothing was sealed for a minute: %v", err)
	}
	if _, err := s.sequencer().Seal(ctx); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.countTrail(ctx), s.look(ctx)); err != nil {
		t.Errorf("sealed: %v", err)
	}
	if err := dbtest.Unguard(ctx, s.db, "audit_events", "audit_events_keep"); err != nil {
		t.Fatal(err)
	}
	if err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM audit_events WHERE seq = 2")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.countTrail(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.look(ctx); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("an event was taken away: %v", err)
	}
}
