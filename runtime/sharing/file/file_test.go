package file_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"banshi/runtime/sharing"
	"banshi/runtime/sharing/file"
	"banshi/runtime/sharing/sharingtest"
)

// slow is a disk that hangs like a network.
type slow struct {
	fs.FS
	delay time.Duration
}

func (s slow) Open(name string) (fs.File, error) {
	time.Sleep(s.delay)
	return s.FS.Open(name)
}

func TestSuite(t *testing.T) {
	sharingtest.Run(t, func(t *testing.T, w sharingtest.World) sharing.Driver {
		fsys := fstest.MapFS{}
		if !w.Down {
			fsys[w.ID+".json"] = &fstest.MapFile{Data: []byte(w.Body)}
		}
		return file.New(slow{fsys, w.Delay}, w.ID+".json")
	})
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
