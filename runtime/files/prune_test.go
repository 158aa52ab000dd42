package files_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"banshi/runtime/files"
)

// names is what is written down of contents elsewhere.
type names struct {
	mu   sync.Mutex
	held map[files.Hash]bool
}

func (n *names) name(s files.Stored) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.held[s.Hash] = true
	return nil
}

func (n *names) forget(h files.Hash) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.held, h)
}

func (n *names) named(_ context.Context, list []files.Hash) (map[files.Hash]bool, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := map[files.Hash]bool{}
	for _, h := range list {
		out[h] = n.held[h]
	}
	return out, nil
}

func TestPrune(t *testing.T) {
	s, _, dir := open(t, files.Limits{})
	n := &names{held: map[files.Hash]bool{}}
	var all []files.Stored
	for i := range 3 {
		got, err := s.Put(ctx, bytes.NewReader(pdf(1000+i)), free, n.name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, got)
	}
	n.forget(all[0].Hash)
	n.forget(all[1].Hash)
	broken := errors.New("mine")
	if removed, err := s.Prune(ctx, time.Now().Add(time.Hour), func(context.Context, []files.Hash) (map[files.Hash]bool, error) { return nil, broken }); removed != 0 || !errors.Is(err, broken) {
		t.Errorf("nobody knows what is needed: %d %v", removed, err)
	}
	if removed, err := s.Prune(ctx, time.Now().Add(-time.Hour), n.named); removed != 0 || err != nil {
		t.Errorf("just written: %d %v", removed, err)
	}
	if err := s.Drop(ctx, []files.Hash{all[0].Hash, all[2].Hash, "../../etc"}, n.named); err != nil || len(onDisk(t, dir)) != 2 {
		t.Errorf("%v %v", err, onDisk(t, dir))
	}
	half := filepath.Join(dir, filepath.Dir(onDisk(t, dir)[0]), string(all[2].Hash)+".18ec8b13.tmp")
	if err := os.WriteFile(half, []byte("%PDF"), 0o600); err != nil {
		t.Fatal(err)
	}
	if removed, err := s.Prune(ctx, time.Now().Add(time.Hour), n.named); removed != 1 || err != nil {
		t.Errorf("%d %v", removed, err)
	}
	if left := onDisk(t, dir); len(left) != 1 || filepath.Base(left[0]) != string(all[2].Hash) {
		t.Errorf("%v", left)
	}
}

// Whoever is told that his upload is kept finds it, whatever is removed at the same time.
func TestUploadsWhileContentIsRemoved(t *testing.T) {
	s, _, _ := open(t, files.Limits{})
	n := &names{held: map[files.Hash]bool{}}
	stop := make(chan struct{})
	var sweeps, uploads sync.WaitGroup
	sum := sha256.Sum256(pdf(2000))
	hash := files.Hash(hex.EncodeToString(sum[:]))
	slowly := func(got files.Stored) error {
		time.Sleep(time.Millisecond)
		return n.name(got)
	}
	sweeps.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			if err := s.Drop(ctx, []files.Hash{hash}, n.named); err != nil {
				t.Error(err)
			}
			if _, err := s.Prune(ctx, time.Now().Add(time.Hour), n.named); err != nil {
				t.Error(err)
			}
		}
	})
	var one sync.Mutex // who holds it has the name, and takes it away again
	for range 4 {
		uploads.Go(func() {
			for range 8 {
				one.Lock()
				if _, err := s.Put(ctx, bytes.NewReader(pdf(2000)), free, slowly); err != nil {
					t.Error(err)
				}
				if r, _, err := s.Open(ctx, hash); err != nil {
					t.Errorf("it is gone: %v", err)
				} else if err := r.Close(); err != nil {
					t.Error(err)
				}
				n.forget(hash)
				one.Unlock()
			}
		})
	}
	uploads.Wait()
	close(stop)
	sweeps.Wait()
}

// What the disk has spoilt is put right by the next upload of the same bytes.
func TestADamagedContentIsReplaced(t *testing.T) {
	s, _, dir := open(t, files.Limits{})
	want := pdf(5000)
	if _, err := s.Put(ctx, bytes.NewReader(want), free, unnamed); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, onDisk(t, dir)[0])
	spoilt := slices.Clone(want)
	spoilt[2500] ^= 1
	if err := os.WriteFile(path, spoilt, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(ctx, bytes.NewReader(want), free, unnamed); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
		t.Errorf("still spoilt: %v", err)
	}
}
