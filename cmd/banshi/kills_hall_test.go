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
	"strings"
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

	at atomic.Value // where it answers; "" while nobody does

	cmd  *exec.Cmd
	said *tail
	log  io.Writer // takes all that it says besides; nil: nobody
}

// hall is where people come: one process, or several that share what they keep. Whoever comes is led to one that is up, a
// different one each time.
type hall struct {
	nodes []*victim
	host  string // by which browsers know all of them; "" each by its own address
	kept  estate
	turn  atomic.Int64
	gate  sync.RWMutex // held for reading while a request is under way, for writing while nobody asks
	armed atomic.Pointer[point]
}

// alone is a hall of one process on SQLite.
func alone(v *victim) *hall { return &hall{nodes: []*victim{v}, kept: inFolder(v.data)} }

// door is the next process that is up; nil: none is.
func (h *hall) door() *victim {
	from := int(h.turn.Add(1))
	for i := range h.nodes {
		if v := h.nodes[(from+i)%len(h.nodes)]; v.address() != "" {
			return v
		}
	}
	return nil
}

func (v *victim) address() string {
	at, _ := v.at.Load().(string)
	return at
}

// point is where a kill strikes: as soon as a client has sent something to a node, or has been told that it is done, and a
// moment later. Without a name it strikes at any time.
type point struct {
	act   string
	state string // sent, acked
	hit   chan *victim
}

func newPoint(name string) *point {
	act, state, _ := strings.Cut(name, " ")
	return &point{act: act, state: state, hit: make(chan *victim, 1)}
}

// met tells a point that what it waits for has happened, and at which node.
func (h *hall) met(act, state string, at *victim) {
	if p := h.armed.Load(); p != nil && p.act == act && p.state == state {
		select {
		case p.hit <- at:
		default:
		}
	}
}

// The points: "" is at any time, starting is while the process begins, all takes every node at once.
const (
	atAnyTime  = ""
	inStarting = "starting"
	allAtOnce  = "all"
)

// pointsToKill are their names.
var pointsToKill = []string{atAnyTime, inStarting, allAtOnce, "begin sent", "save sent", "save acked", "upload sent", "upload acked", "piece sent", "piece acked",
	"take sent", "take acked", "submit sent", "submit sent", "submit acked", "submit acked", "precheck sent", "precheck acked", "sms sent"}

var answersAt = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// begin starts it and waits until it answers.
func (v *victim) begin() error {
	lines, err := v.start()
	if err != nil {
		return err
	}
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

// start starts it; what it says can be read.
func (v *victim) start() (*bufio.Reader, error) {
	program := v.program
	if program == "" {
		var err error
		if program, err = os.Executable(); err != nil {
			return nil, err
		}
	}
	words := append([]string{"serve", "--catalog", v.catalogue, "--data", v.data, "--addr", "127.0.0.1:0", "--verbose"}, v.more...)
	v.cmd = exec.Command(program, words...)
	v.cmd.Args[0] = "banshi" // a build of this test is many programs
	// A hunt asks as fast as it can, from one address.
	v.cmd.Env = append(os.Environ(), append([]string{limitsVar + "=off"}, v.env...)...)
	v.said = &tail{}
	v.cmd.Stderr = v.said
	if v.log != nil {
		v.cmd.Stderr = io.MultiWriter(v.said, v.log)
	}
	out, err := v.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := v.cmd.Start(); err != nil {
		return nil, err
	}
	return bufio.NewReader(out), nil
}

// kill ends it as a power cut would end a process: nothing is told to it.
func (v *victim) kill() {
	v.at.Store("")
	_ = v.cmd.Process.Kill()
	_ = v.cmd.Wait()
}

// strike waits for a point, a moment longer, and kills. It gives who was killed, and whether the point was met.
func (h *hall) strike(random *rand.Rand, name string) (dead []*victim, met bool, err error) {
	one := h.nodes[random.IntN(len(h.nodes))]
	p := newPoint(name)
	met = true
	moment := func(most time.Duration) { time.Sleep(time.Duration(random.Int64N(int64(most)))) }
	switch name {
	case atAnyTime, allAtOnce:
		moment(400 * time.Millisecond)
	case inStarting:
		one.kill()
		lines, err := one.start()
		if err != nil {
			return nil, false, err
		}
		go func() { _, _ = io.Copy(io.Discard, lines) }()
		moment(300 * time.Millisecond)
	default:
		h.armed.Store(p)
		select {
		case one = <-p.hit:
			if p.state == "sent" { // while it is being worked on
				moment(25 * time.Millisecond)
			}
		case <-time.After(3 * time.Second):
			met = false
		}
		h.armed.Store(nil)
	}
	dead = []*victim{one}
	if name == allAtOnce {
		dead = h.nodes
	}
	for _, v := range dead {
		v.kill()
	}
	return dead, met, nil
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

// has tells whether it was said at all; String only gives the end.
func (t *tail) has(words string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return bytes.Contains(t.kept.Bytes(), []byte(words))
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
