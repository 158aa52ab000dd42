package files_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banshi/runtime/files"
)

// virus is what our own signature finds; no other scanner knows it.
const virus = "BANSHI-TEST-VIRUS-NOT-A-REAL-ONE"

// clamd starts Debian's, with one signature of our own, and says where it listens.
func clamd(t *testing.T) string {
	t.Helper()
	program := "/usr/sbin/clamd"
	if _, err := os.Stat(program); err != nil {
		t.Skip("SKIPPED, and so not shown: clamd is not installed (clamav-daemon)")
	}
	dir := t.TempDir()
	socket := filepath.Join(dir, "clamd.ctl")
	for name, text := range map[string]string{
		"banshi.ndb": "Banshi.Test:0:*:" + hex.EncodeToString([]byte(virus)) + "\n",
		"clamd.conf": strings.Join([]string{"DatabaseDirectory " + dir, "LocalSocket " + socket, "Foreground yes", "StreamMaxLength 2M", "LogFile " + filepath.Join(dir, "log"), "TemporaryDirectory " + dir, ""}, "\n"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(program, "--config-file="+filepath.Join(dir, "clamd.conf"))
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for range 600 {
		if c, err := net.Dial("unix", socket); err == nil {
			_ = c.Close()
			return "unix:" + socket
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("clamd does not come: %s", said.String())
	return ""
}

func TestClamd(t *testing.T) {
	c, err := files.ParseClamd(clamd(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct {
		content string
		found   string
	}{
		"clean":              {string(pdf(200_000)), ""},
		"empty":              {"", ""},
		"infected":           {"%PDF-1.4 " + virus + " %%EOF", "Banshi.Test.UNOFFICIAL"},
		"across two pieces":  {strings.Repeat("x", 64<<10-10) + virus, "Banshi.Test.UNOFFICIAL"},
		"at the end of much": {strings.Repeat("y", 1<<20) + virus, "Banshi.Test.UNOFFICIAL"},
	} {
		if got, err := c.Scan(ctx, strings.NewReader(x.content)); got != x.found || err != nil {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
	if got, err := c.Scan(ctx, bytes.NewReader(make([]byte, 5<<20))); !errors.Is(err, files.ErrTooLargeToScan) {
		t.Errorf("more than it takes: %q %v", got, err)
	}
}

// double is a clamd that behaves badly: what it says, or that it says nothing.
func double(t *testing.T, say string, silent bool) *files.Clamd {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				if silent {
					_, _ = io.Copy(io.Discard, conn)
					return
				}
				buf := make([]byte, 1<<20)
				_, _ = conn.Read(buf)
				_, _ = io.WriteString(conn, say)
			}()
		}
	}()
	c, err := files.ParseClamd("tcp:" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Whatever goes wrong, nobody takes it for clean.
func TestClamdThatFails(t *testing.T) {
	gone, err := files.ParseClamd("unix:/nowhere/clamd.ctl")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]*files.Clamd{
		"not there": gone, "silent": double(t, "", true), "closes": double(t, "", false), "nonsense": double(t, "stream: perhaps\x00", false),
		"error": double(t, "INSTREAM: can't open a temporary file. ERROR\x00", false),
		// It said yes before it had seen all.
		"too early": double(t, "OK", false),
	} {
		patience := time.Minute
		if name == "silent" { // ends by the time that the scan was given, and by nothing else
			patience = 300 * time.Millisecond
		}
		short, cancel := context.WithTimeout(ctx, patience)
		content := strings.NewReader(strings.Repeat("x", 8<<20))
		if found, err := c.Scan(short, content); err == nil {
			t.Errorf("%s: %q taken for an answer", name, found)
		}
		cancel()
	}
	for _, bad := range []string{"", "clamd", "http:localhost", "unix:"} {
		if _, err := files.ParseClamd(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
