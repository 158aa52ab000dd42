package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// victim is the program itself, in a process of its own, on a folder that outlives it: killed without warning, and
// started again on what it left.
type victim struct {
	program   string // a build of this test, which is also the program; "": this one
	data      string
	catalogue string
	more      []string // behind what it is always told
	env       []string

	gate  sync.RWMutex // held for reading while a request is under way, for writing while nobody answers
	at    atomic.Value // where it answers
	armed atomic.Pointer[point]

	cmd  *exec.Cmd
	said *tail
	log  io.Writer // takes all that it says besides; nil: nobody
}

// point is where a kill strikes: as soon as a client has sent something, or has been told that it is done, and a moment
// later. Without a name it strikes at any time.
type point struct {
	act   string
	state string // sent, acked
	hit   chan struct{}
	once  sync.Once
}

// met tells a point that what it waits for has happened.
func (v *victim) met(act, state string) {
	if p := v.armed.Load(); p != nil && p.act == act && p.state == state {
		p.once.Do(func() { close(p.hit) })
	}
}

// pointsToKill are the names, "" at any time.
var pointsToKill = []string{"", "begin sent", "save sent", "save acked", "upload sent", "take sent", "take acked", "submit sent", "submit sent", "submit acked",
	"submit acked", "precheck sent", "precheck acked"}

var answersAt = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// begin starts it and waits until it answers.
func (v *victim) begin() error {
	program := v.program
	if program == "" {
		var err error
		if program, err = os.Executable(); err != nil {
			return err
		}
	}
	link := filepath.Join(filepath.Dir(v.data), "banshi")
	if _, err := os.Lstat(link); err != nil {
		if err := os.Symlink(program, link); err != nil {
			return err
		}
	}
	words := append([]string{"serve", "--catalog", v.catalogue, "--data", v.data, "--addr", "127.0.0.1:0", "--verbose"}, v.more...)
	v.cmd = exec.Command(link, words...)
	// A hunt asks as fast as it can, from one address.
	v.cmd.Env = append(os.Environ(), append([]string{limitsVar + "=off"}, v.env...)...)
	v.said = &tail{}
	v.cmd.Stderr = v.said
	if v.log != nil {
		v.cmd.Stderr = io.MultiWriter(v.said, v.log)
	}
	out, err := v.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := v.cmd.Start(); err != nil {
		return err
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if at := answersAt.FindString(line); at != "" {
			v.at.Store(at)
			break
		}
		if err != nil {
			return fmt.Errorf("it never answered: %w: %v\n%s", err, v.cmd.Wait(), v.said)
		}
	}
	go func() { _, _ = io.Copy(v.cmd.Stderr, lines) }()
	return nil
}

// kill ends it as a power cut would end a process: nothing is told to it.
func (v *victim) kill() {
	_ = v.cmd.Process.Kill()
	_ = v.cmd.Wait()
}

// strike waits for the point, a moment longer, and kills. It tells whether the point was met.
func (v *victim) strike(random *rand.Rand, p *point) bool {
	met := true
	if p.act == "" {
		time.Sleep(time.Duration(random.Int64N(int64(400 * time.Millisecond))))
	} else {
		v.armed.Store(p)
		select {
		case <-p.hit:
			if p.state == "sent" { // while it is being worked on
				time.Sleep(time.Duration(random.Int64N(int64(25 * time.Millisecond))))
			}
		case <-time.After(3 * time.Second):
			met = false
		}
		v.armed.Store(nil)
	}
	v.kill()
	return met
}

// tail keeps the end of what is written.
type tail struct {
	mu   sync.Mutex
	kept bytes.Buffer
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.kept.Len() > 1<<20 {
		t.kept.Reset()
	}
	return t.kept.Write(p)
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.kept.String()
	return s[max(0, len(s)-4000):]
}

// victimOf is one on a folder of its own, with people who may apply.
func victimOf(t *testing.T, program string, people int) (*victim, []string) {
	t.Helper()
	catalogue, accounts := crowd(t, people)
	v := &victim{program: program, data: filepath.Join(t.TempDir(), "data"), catalogue: catalogue}
	if err := v.begin(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.kill)
	return v, accounts
}
