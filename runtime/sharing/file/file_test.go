package file_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"banshi/runtime/sharing"
	"banshi/runtime/sharing/file"
	"banshi/runtime/sharing/sharingtest"
)

// disk holds one file, hangs like a network, and drips, until it is in another world.
type disk struct {
	mu    sync.Mutex
	now   sharingtest.World
	moved chan struct{}
	set   int // how often: the file's age
}

func (d *disk) Open(name string) (fs.File, error) {
	d.mu.Lock()
	w, moved, at := d.now, d.moved, time.Unix(1_800_000_000+int64(d.set), 0)
	d.mu.Unlock()
	wait(w.Delay, moved)
	fsys := fstest.MapFS{}
	if !w.Down {
		fsys[w.ID+".json"] = &fstest.MapFile{Data: []byte(w.Body), ModTime: at}
	}
	f, err := fsys.Open(name)
	if err == nil && w.Drip {
		f = drip{f, moved}
	}
	return f, err
}

func wait(d time.Duration, moved chan struct{}) {
	select {
	case <-time.After(d):
	case <-moved:
	}
}

type drip struct {
	fs.File
	moved chan struct{}
}

func (d drip) Read(p []byte) (int, error) {
	wait(30*time.Millisecond, d.moved)
	return d.File.Read(p[:min(len(p), 1)])
}

func TestSuite(t *testing.T) {
	sharingtest.Run(t, sharingtest.Kind{Seeks: true, Open: func(t *testing.T, w sharingtest.World) (sharing.Driver, func(sharingtest.World)) {
		d := &disk{now: w, moved: make(chan struct{})}
		return file.New(d, w.ID+".json"), func(w sharingtest.World) {
			d.mu.Lock()
			defer d.mu.Unlock()
			close(d.moved)
			d.now, d.set, d.moved = w, d.set+1, make(chan struct{})
		}
	}})
}

func TestReadAgainWhenItChanges(t *testing.T) {
	dir := t.TempDir()
	write := func(text string, age time.Duration) {
		t.Helper()
		path := filepath.Join(dir, "person.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Unix(1_800_000_000, 0).Add(-age)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	d := file.New(os.DirFS(dir), "person.json")
	n := func() (int, error) {
		r, err := d.Lookup(context.Background(), sharing.Want{Source: "person", Key: "k"})
		return len(r), err
	}
	write(`[]`, 3*time.Hour)
	if got, err := n(); got != 0 || err != nil {
		t.Fatal(got, err)
	}
	write(`[{"id":"1","key":"k","fields":{}}]`, 2*time.Hour)
	if got, err := n(); got != 1 || err != nil {
		t.Fatal(got, err)
	}
	write(`[{`, time.Hour)
	if _, err := n(); !errors.Is(err, sharing.ErrGarbage) {
		t.Fatal(err)
	}
	write(`[{"id":"1","key":"k","fields":{}}]`, 0)
	if got, err := n(); got != 1 || err != nil {
		t.Fatalf("mended, but %d %v", got, err)
	}
}

// Every file of the example district can be read.
func TestNanhai(t *testing.T) {
	root := "../../../examples/nanhai/shared-data"
	files, _ := filepath.Glob(root + "/*.json")
	more, _ := filepath.Glob(root + "/licences/*.json")
	if len(files) == 0 {
		t.Skip("the example's data isn't there")
	}
	for _, path := range append(files, more...) {
		name, err := filepath.Rel(root, path)
		if err != nil {
			t.Fatal(err)
		}
		if name == "accounts.json" {
			continue // of the stand-in for identities, no source
		}
		w := sharing.Want{Source: "x", Key: "nobody"}
		if filepath.Dir(name) == "licences" {
			w = sharing.Want{Licence: "x", Key: "nobody"}
		}
		if _, err := file.New(os.DirFS(root), name).Lookup(context.Background(), w); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
