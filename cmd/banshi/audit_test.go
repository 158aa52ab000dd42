package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banshi/runtime/base/audit"
)

// What happens has its place and a signed head within a second, while the hall is running; one event is proven by it to
// who has the public key alone, and the log says the head.
func TestTheTrailIsSignedWithinASecond(t *testing.T) {
	cfg := config(t)
	private, public, err := audit.MakeKey("hall.example/audit")
	if err != nil {
		t.Fatal(err)
	}
	cfg.Audit.Text = private
	r := start(t, cfg)
	var worst time.Duration
	for range 4 {
		r.begin(t, "P004", "web")
		begun := time.Now()
		for {
			n, _, err := audit.Waiting(context.Background(), r.db.Read())
			if err != nil {
				t.Fatal(err)
			}
			if n == 0 {
				break
			}
			if time.Since(begun) > time.Minute {
				t.Fatalf("%d events still wait", n)
			}
			time.Sleep(10 * time.Millisecond)
		}
		worst = max(worst, time.Since(begun))
	}
	t.Logf("the longest wait for a place was %v", worst)
	if sealEvery >= time.Second {
		t.Errorf("a round is %v: events would wait for longer than a second", sealEvery)
	}
	r.stop()
	if _, err := os.Stat(filepath.Join(cfg.Data, auditKeyFile)); !os.IsNotExist(err) {
		t.Errorf("a key was made although one was given: %v", err)
	}
	if code, text := said("audit", "verify", "--data", cfg.Data, "--key", public); code != exitFine {
		t.Fatalf("%d %s", code, text)
	}
	code, text := said("audit", "prove", "1", "--data", cfg.Data)
	if code != exitFine {
		t.Fatalf("%d %s", code, text)
	}
	path := filepath.Join(t.TempDir(), "proof.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, text := said("audit", "check", path, "--key", public); code != exitFine || !strings.Contains(text, "hall.example/audit") {
		t.Errorf("%d %s", code, text)
	}
	var p audit.Proof
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	p.ActorID = "P009"
	raw, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _ := said("audit", "check", path, "--key", public); code != exitFaults {
		t.Errorf("the proof of an event that was changed holds: %d", code)
	}
}
