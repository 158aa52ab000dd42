package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// calls are those by which files are made, written, kept and found. close is none of them: made to fail, it would only
// leave the file open.
var calls = []string{"openat", "mkdirat", "renameat", "linkat", "unlinkat", "pwrite64", "pread64", "write", "fsync", "fdatasync", "ftruncate", "newfstatat"}

// traced lets a process be watched, and its calls fail, by strace.
type traced struct {
	cmd  *exec.Cmd
	said *bufio.Reader
}

// needStrace skips the test where nobody may watch a process: what was not tried is never counted.
func needStrace(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("strace", "-f", "-o", os.DevNull, "-e", "inject=fsync:error=EIO", "true").CombinedOutput(); err != nil {
		t.Skipf("NOT TRIED: no call can be made to fail here (strace: %v %s)", err, out)
	}
}

// trace begins, and returns once every thread is watched.
func trace(t *testing.T, pid int, words ...string) *traced {
	t.Helper()
	cmd := exec.Command("strace", append([]string{"-f", "-o", os.DevNull, "-p", fmt.Sprint(pid)}, words...)...)
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	x := &traced{cmd, bufio.NewReader(out)}
	line, err := x.said.ReadString('\n')
	if err != nil || !strings.Contains(line, "attached") {
		_ = cmd.Wait()
		t.Fatalf("strace: %q %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, x.said) }()
	return x
}

// end lets the process go on as ever.
func (x *traced) end() {
	_ = x.cmd.Process.Signal(syscall.SIGINT)
	_ = x.cmd.Wait()
}

// trial is what came of calls that failed.
type trial struct {
	tried, answered, refused int
	wrong                    []string
}

// failing makes the nth call of a kind fail while a file is uploaded and while an application is handed in, and holds what
// was answered beside what is there.
func (tr *trial) failing(t *testing.T, v *victim, a *applicant, call, fault string, n int) {
	t.Helper()
	inject := fmt.Sprintf("inject=%s:error=%s:when=%d", call, fault, n)
	what := fmt.Sprintf("%s, %s the %d. time", call, fault, n)
	e, err := examine(v.data)
	must(err)
	defer func() { must(e.db.Close()) }()
	judge := func(act string, before error) {
		tr.tried++
		lines := a.journal.lines(false)
		for _, lost := range e.lost(lines) {
			tr.wrong = append(tr.wrong, what+": answered and not there: "+lost)
		}
		if before == nil {
			tr.answered++
			return
		}
		tr.refused++
		if last := lines[len(lines)-1]; last.State == "refused" && last.Status < 500 {
			tr.wrong = append(tr.wrong, fmt.Sprintf("%s: %s is blamed on the applicant: %v", what, act, before))
		}
	}
	// again does it once nothing fails any more. A disk that could not sync is not written to again by the same process.
	again := func(act string, do func() error) {
		err := do()
		if call == "fdatasync" || call == "fsync" {
			if err != nil && strings.Contains(err.Error(), ": 503 ") {
				v.kill()
				must(v.begin())
				err = do()
			}
		}
		if err != nil {
			tr.wrong = append(tr.wrong, fmt.Sprintf("%s: %s doesn't go on afterwards: %v", what, act, err))
		}
	}
	until := func(want func() bool) error {
		for range 20 {
			if want() {
				return nil
			}
			if err := a.step(); err != nil && !errors.Is(err, errReady) {
				return err
			}
		}
		return fmt.Errorf("%s: it doesn't get on", a.account)
	}
	a.hold = true
	must(until(func() bool { return a.draft != "" }))
	a.journal.lines(false)
	x := trace(t, v.cmd.Process.Pid, "-e", inject)
	err = a.upload()
	x.end()
	judge("upload", err)
	a.version = 0
	again("upload", func() error { return until(func() bool { return a.version > 0 }) })
	if a.version == 0 {
		a.draft = ""
		return
	}
	a.journal.lines(false)
	x = trace(t, v.cmd.Process.Pid, "-e", inject)
	draft, version := a.draft, a.version
	err = a.submit(version)
	x.end()
	judge("submit", err)
	first := a.number
	again("submit", func() error { a.draft = draft; return a.submit(version) })
	if first != "" && a.number != first {
		tr.wrong = append(tr.wrong, fmt.Sprintf("%s: %s became %s", what, first, a.number))
	}
	a.number = ""
}

// faultsTried lets each call fail, with each fault, up to the nth time.
func faultsTried(t *testing.T, times int) (tr trial) {
	t.Helper()
	needStrace(t)
	v, accounts := victimOf(t, "", 1)
	j, err := openJournal(filepath.Join(filepath.Dir(v.data), "journal"))
	if err != nil {
		t.Fatal(err)
	}
	a := &applicant{account: accounts[0], journal: j}
	if a.person, err = newPerson(v, accounts[0], "web"); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= times; n++ {
		for _, call := range calls {
			for _, fault := range []string{"EIO", "ENOSPC"} {
				tr.failing(t, v, a, call, fault, n)
			}
		}
	}
	v.kill()
	e, err := examine(v.data)
	must(err)
	tr.wrong = append(tr.wrong, e.lost(j.lines(true))...)
	tr.wrong = append(tr.wrong, e.compare(j.lines(true)).all()...)
	must(e.db.Close())
	t.Logf("%d tries: %d were answered all the same, %d refused", tr.tried, tr.answered, tr.refused)
	return tr
}

// Whatever call on a file fails while somebody uploads or hands in: nobody is told that something is kept which isn't, and
// it goes on afterwards.
func TestEveryFileCallFails(t *testing.T) {
	if testing.Short() {
		t.Skip("lets calls fail one by one")
	}
	tr := faultsTried(t, 1)
	for _, w := range tr.wrong {
		t.Error(w)
	}
	if tr.refused < 4 {
		t.Errorf("only %d of %d tries met a fault: does strace see the program?", tr.refused, tr.tried)
	}
}

func TestFiguresFaults(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("make figures")
	}
	times := 3
	if os.Getenv("SCALE") == "full" {
		times = 12
	}
	tr := faultsTried(t, times)
	for _, w := range tr.wrong {
		t.Error(w)
	}
	fmt.Printf("figure file_faults %d tries\nfigure file_faults_refused %d tries\nfigure file_faults_wrong %d things\n", tr.tried, tr.refused, len(tr.wrong))
}

// After a disk could not make durable what was written, the process acknowledges nothing more, says so in its health, and a
// new one does.
func TestNothingIsAnsweredAfterAFailedSync(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program")
	}
	needStrace(t)
	v, accounts := victimOf(t, "", 1)
	p, err := newPerson(v, accounts[0], "web")
	if err != nil {
		t.Fatal(err)
	}
	begin := func() int {
		res, _, err := p.send("POST", "/api/drafts", nil, []byte(`{"item": "elder_allowance"}`))
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode
	}
	x := trace(t, v.cmd.Process.Pid, "-e", "inject=fsync,fdatasync:error=EIO:when=1")
	if status := begin(); status < 500 {
		t.Errorf("its sync failed, and the answer is %d", status)
	}
	x.end()
	for range 3 {
		if status := begin(); status != 503 {
			t.Errorf("the disk is not to be trusted, and the answer is %d", status)
		}
	}
	for path, want := range map[string]int{"/api/drafts": 200, "/api/items/elder_allowance": 200, "/healthz": 503} {
		if res, _, err := p.send("GET", path, nil, nil); err != nil || res.StatusCode != want {
			t.Errorf("%s: %v %v", path, res.StatusCode, err)
		}
	}
	v.kill()
	time.Sleep(10 * time.Millisecond)
	must(v.begin())
	if status := begin(); status != 201 {
		t.Errorf("started again: %d", status)
	}
}
