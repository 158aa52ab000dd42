// Package parity holds the client's evaluator equal to the server's: random applications are replayed
// by both, edit by edit, and their states must agree to the byte.
package parity

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"banshi/frontend/build"
)

// client is the client's evaluator in a node process of its own.
type client struct {
	t   testing.TB
	in  io.Writer
	out *bufio.Reader
}

// open starts the evaluator. change, if given, rewrites its source files first.
func open(t testing.TB, change func(path, text string) string) *client {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed, so the client's evaluator can't be compared with the server's; install node 20")
	}
	code, err := build.Tool("main.ts", change)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "main.mjs")
	if err := os.WriteFile(file, code, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, file)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := in.Close(); err != nil {
			t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("node: %v", err)
		}
	})
	return &client{t: t, in: in, out: bufio.NewReaderSize(out, 1<<20)}
}

// ask sends one command and reads its reply into to.
func (c *client) ask(name string, arg, to any) {
	c.t.Helper()
	line, err := json.Marshal([]any{name, arg})
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := c.in.Write(append(line, '\n')); err != nil {
		c.t.Fatal(err)
	}
	answer, err := c.out.ReadBytes('\n')
	if err != nil {
		c.t.Fatalf("node ended: %v", err)
	}
	var reply struct {
		OK    json.RawMessage
		Error string
	}
	if err := json.Unmarshal(answer, &reply); err != nil {
		c.t.Fatal(err)
	}
	if reply.Error != "" {
		c.t.Fatalf("client: %s\nat %.2000s", reply.Error, line)
	}
	if to != nil {
		if err := json.Unmarshal(reply.OK, to); err != nil {
			c.t.Fatal(fmt.Errorf("%w in %s", err, reply.OK))
		}
	}
}
