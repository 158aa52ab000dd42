package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// Two nodes on one PostgreSQL: 32 submit at once, and no number is given twice or left out; the trail has one chain.
func TestNumbersOfTwoNodes(t *testing.T) {
	const people = 96
	catalogue, accounts := crowd(t, people)
	cfg := config(t)
	cfg.Catalog, cfg.Database = catalogue, dbtest.Need(t)
	one, other := start(t, cfg), start(t, cfg)
	drafts := one.fillIn(t, accounts)
	numbers := make([]string, people)
	var all sync.WaitGroup
	next := make(chan int)
	for w := range 32 {
		node := one.site
		if w%2 == 1 {
			node = other.site
		}
		all.Go(func() {
			for i := range next {
				c, err := node.submit(drafts[i])
				if err != nil {
					t.Errorf("draft %d: %v", i, err)
					continue
				}
				numbers[i] = c.Number
				// The answer may be lost on its way: whoever asks again, anywhere, gets the same.
				if again, err := one.submit(drafts[i]); err != nil || again.Number != c.Number {
					t.Errorf("once more: %s, %v; want %s", again.Number, err, c.Number)
				}
			}
		})
	}
	for i := range people {
		next <- i
	}
	close(next)
	all.Wait()
	seen := map[string]bool{}
	for _, n := range numbers {
		_, serial, _ := strings.Cut(strings.TrimPrefix(n, "440605-"), "-")
		seen[serial] = true
	}
	for i := range people {
		if !seen[fmt.Sprintf("%05d", i+1)] {
			t.Errorf("number %d is missing", i+1)
		}
	}
	one.stop()
	other.stop()
	d := dbtest.OpenAt(t, place("", cfg.Database, time.Now), dbtest.NewClock())
	if r, err := audit.Verify(context.Background(), d.Read(), audit.By{}); err != nil || !r.OK() || r.Waiting != 0 || r.Sealed < people {
		t.Errorf("%+v %v", r, err)
	}
}

// What one node is told, the others know: who signed in or out, and which version of an item is in force.
func TestNodesKnowTheSame(t *testing.T) {
	catalogue, _ := crowd(t, 1)
	cfg := config(t)
	cfg.Catalog, cfg.Database = catalogue, dbtest.Need(t)
	one, other := start(t, cfg), start(t, cfg)
	ctx := context.Background()
	who, token, err := one.sessions.Begin(ctx, "P004", "", "web")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.sessions.Resume(ctx, token); err != nil {
		t.Errorf("signed in at one node, the other says %v", err)
	}
	if err := one.sessions.End(identity.With(ctx, who)); err != nil {
		t.Fatal(err)
	}
	// No node remembers a session: the next question already finds none.
	if _, err := other.sessions.Resume(ctx, token); !fault.Is(err, fault.Unauthenticated) {
		t.Fatalf("signed out at one node, the other says %v", err)
	}
	for _, node := range []*running{one, other} {
		if _, body := node.do(t, "GET", "/api/items/elder_allowance", ""); strings.Contains(body, "高龄津贴新申领") {
			t.Fatal("it has the new name already")
		}
	}
	path := filepath.Join(catalogue, "items/elder_allowance/item.yaml")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(raw), "name: 高龄津贴申领", "name: 高龄津贴新申领", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	third := start(t, cfg)
	for i, node := range []*running{one, other, third} {
		d, err := node.catalog.Current(ctx, "elder_allowance")
		if err != nil || d.Number != 2 {
			t.Errorf("node %d: version %d, %v", i, d.Number, err)
		}
		if _, body := node.do(t, "GET", "/api/items?q=gaoling", ""); !strings.Contains(body, "新申领") {
			t.Errorf("node %d shows the old name", i)
		}
	}
}
