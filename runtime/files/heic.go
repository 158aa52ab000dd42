package files

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"banshi/runtime/base/fault"
)

// Limits of the converter, a program that reads what strangers send.
const (
	heicTime   = 20 * time.Second
	heicMemory = 1 << 30
	heicOutput = 64 << 20
	heicCPU    = 15 // seconds
)

// Converter finds Debian's heif-convert with what holds it in bounds; "" where one of them is missing.
func Converter() string {
	for _, program := range []string{"prlimit", "unshare"} {
		if _, err := exec.LookPath(program); err != nil {
			return ""
		}
	}
	path, err := exec.LookPath("heif-convert")
	if err != nil {
		return ""
	}
	return path
}

// heic makes a JPEG of a HEIC, in a process with little memory and time, no files but its own and, where the system lets us,
// no network.
func (s *Store) heic(ctx context.Context, raw []byte) ([]byte, error) {
	if s.limits.Converter == "" {
		return nil, fault.New(fault.NotFound, sayNoConverter)
	}
	dir, err := os.MkdirTemp("", "banshi-picture-")
	if err != nil {
		return nil, fmt.Errorf("files: convert a picture: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "a.heic"), raw, 0o600); err != nil {
		return nil, full(fmt.Errorf("files: convert a picture: %w", err))
	}
	ctx, cancel := context.WithTimeout(ctx, heicTime)
	defer cancel()
	limited := []string{"prlimit", fmt.Sprintf("--as=%d", heicMemory), fmt.Sprintf("--cpu=%d", heicCPU), fmt.Sprintf("--fsize=%d", heicOutput), "--nofile=32", "--core=0",
		s.limits.Converter, "-q", "90", "a.heic", "a.jpg"}
	var faults bytes.Buffer
	for _, apart := range [][]string{{"unshare", "--net", "--map-root-user"}, nil} {
		faults.Reset()
		args := append(append([]string{}, apart...), limited...)
		cmd := exec.CommandContext(ctx, args[0], args[1:]...)
		cmd.Dir, cmd.Env, cmd.Stderr = dir, []string{"PATH=/usr/bin:/bin", "LC_ALL=C", "HOME=" + dir, "TMPDIR=" + dir}, &faults
		cmd.WaitDelay = time.Second
		if err = cmd.Run(); err == nil || !bytes.HasPrefix(faults.Bytes(), []byte("unshare:")) {
			break
		}
	}
	if err != nil {
		return nil, fault.Wrap(fmt.Errorf("heif-convert: %w: %.200s", err, faults.String()), fault.NotFound, sayNoPreview)
	}
	found, err := filepath.Glob(filepath.Join(dir, "a*.jpg")) // a file of several pictures gives a-1.jpg …
	if err != nil || len(found) == 0 {
		return nil, fault.New(fault.NotFound, sayNoPreview)
	}
	return os.ReadFile(found[0])
}
