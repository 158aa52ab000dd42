package regular_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"banshi/engine/load/regular"
)

// What has no end or keeps its reader waiting is told and not read.
func TestOnlyRegularFiles(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.yaml"), 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	for name, target := range map[string]string{"zero.yaml": "/dev/zero", "waits.yaml": "pipe.yaml", "round.yaml": "round.yaml"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range map[string]string{"fits.yaml": strings.Repeat("x", 8), "large.yaml": strings.Repeat("x", 9)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]error{
		"zero.yaml": regular.ErrKind, "pipe.yaml": regular.ErrKind, "waits.yaml": regular.ErrKind, ".": regular.ErrKind,
		"large.yaml": regular.ErrSize, "fits.yaml": nil, "none.yaml": os.ErrNotExist, "round.yaml": syscall.ELOOP,
	} {
		if data, err := regular.Read(os.DirFS(dir), name, 8); !errors.Is(err, want) || want == nil && len(data) != 8 {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
}
