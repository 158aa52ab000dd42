package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"banshi/cmd/banshi/standin"
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
func trace(t *testing.T, v *victim, words ...string) *traced {
	t.Helper()
	pid := v.cmd.Process.Pid
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
		state, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		t.Fatalf("strace: %q %v\n%.300s\n%s", line, err, state, v.said)
	}
	go func() { _, _ = io.Copy(io.Discard, x.said) }()
	return x
}

// end lets the process go on as ever.
func (x *traced) end() {
	_ = x.cmd.Process.Signal(syscall.SIGINT)
	_ = x.cmd.Wait()
}

// died tells whether it has ended by itself, and what it said last. One that doesn't answer is waited for.
func (v *victim) died() (bool, error) {
	res, err := http.Get(v.address() + "/healthz")
	if err == nil {
		return false, res.Body.Close()
	}
	v.at.Store("")
	return true, fmt.Errorf("%w\n%s", v.cmd.Wait(), v.said)
}

// trial is what came of calls that failed.
type trial struct {
	tried, answered, refused, stopped int
	wrong                             []string
}

// failing makes the nth call of a kind fail while a file is uploaded and while an application is handed in, and holds what
// was answered beside what is there.
func (tr *trial) failing(t *testing.T, v *victim, a *applicant, call, fault string, n int) {
	t.Helper()
	inject := fmt.Sprintf("inject=%s:error=%s:when=%d", call, fault, n)
	what := fmt.Sprintf("%s, %s the %d. time", call, fault, n)
	e, err := examine(inFolder(v.data))
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
	// up begins a new process where Go's own runtime gave up: it can't go on without the write by which it wakes itself.
	up := func(act string) bool {
		died, err := v.died()
		if !died {
			return false
		}
		tr.stopped++
		if !v.said.has("netpollBreak write failed") {
			tr.wrong = append(tr.wrong, fmt.Sprintf("%s: %s ended the program: %v", what, act, err))
		}
		must(v.begin())
		return true
	}
	// again does it once nothing fails any more. A disk that could not sync is not written to again by the same process.
	again := func(act string, do func() error) {
		up(act)
		err := do()
		if err != nil && up(act) {
			err = do()
		}
		if call == "fdatasync" || call == "fsync" {
			if err != nil && strings.Contains(err.Error(), ": 503 ") {
				tr.stopped++
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
	x := trace(t, v, "-e", inject)
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
	x = trace(t, v, "-e", inject)
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

// victimBesideItsRegisters is one whose registers another process serves: every file that it touches is its own.
func victimBesideItsRegisters(t *testing.T) (*victim, []string) {
	t.Helper()
	catalogue, accounts := crowd(t, 1)
	data := filepath.Join(catalogue, "shared-data")
	registers, _, err := standin.Sources(data, filesOf(data), nil)
	must(err)
	s := httptest.NewServer(registers)
	t.Cleanup(s.Close)
	v := &victim{data: filepath.Join(t.TempDir(), "data"), catalogue: catalogue}
	for name := range filesOf(data) {
		v.more = append(v.more, "--source", name+"="+s.URL)
	}
	must(v.begin())
	t.Cleanup(v.kill)
	return v, accounts
}

// faultsTried lets each call fail, with each fault, up to the nth time.
func faultsTried(t *testing.T, times int) (tr trial) {
	t.Helper()
	needStrace(t)
	v, accounts := victimBesideItsRegisters(t)
	j, err := openJournal(filepath.Join(filepath.Dir(v.data), "journal"))
	if err != nil {
		t.Fatal(err)
	}
	a := &applicant{account: accounts[0], journal: j}
	if a.person, err = newPerson(alone(v), accounts[0], "web"); err != nil {
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
	e, err := examine(inFolder(v.data))
	must(err)
	tr.wrong = append(tr.wrong, e.lost(j.lines(true))...)
	tr.wrong = append(tr.wrong, e.compare(j.lines(true)).all()...)
	must(e.db.Close())
	t.Logf("%d tries: %d were answered all the same, %d refused; %d times nothing more was written before a new start", tr.tried, tr.answered, tr.refused, tr.stopped)
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
	p, err := newPerson(alone(v), accounts[0], "web")
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
	x := trace(t, v, "-e", "inject=fsync,fdatasync:error=EIO:when=1")
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
	must(v.begin())
	if status := begin(); status != 201 {
		t.Errorf("started again: %d", status)
	}
}

// A disk without room: whoever is signed in goes on reading, also in their drafts, handing in says what is the matter and keeps the
// draft, and once there is room again it goes on without a new start.
func TestAFullDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("fills a disk")
	}
	dir := filepath.Join(t.TempDir(), "disk")
	must(os.Mkdir(dir, 0o700))
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("NOT TRIED: no small disk can be made here (mount: %v %s)", err, out)
	}
	catalogue, accounts := crowd(t, 1)
	v := &victim{data: filepath.Join(dir, "data"), catalogue: catalogue}
	t.Cleanup(func() {
		v.kill()
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
	if err := v.begin(); err != nil {
		t.Fatal(err)
	}
	j, err := openJournal(filepath.Join(t.TempDir(), "journal"))
	must(err)
	a := &applicant{account: accounts[0], journal: j, hold: true}
	if a.person, err = newPerson(alone(v), accounts[0], "web"); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if err = a.step(); err != nil {
			break
		}
	}
	if !errors.Is(err, errReady) {
		t.Fatal(err)
	}
	ballast := filepath.Join(dir, "ballast")
	fill, err := os.Create(ballast)
	must(err)
	for size := 1 << 20; size > 0; size /= 2 { // to the last byte
		for err = nil; err == nil; {
			_, err = fill.Write(make([]byte, size))
		}
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	draft, version := a.draft, a.version
	// What SQLite holds of room in its own files is used up first.
	for range 400 {
		if err = a.save(a.version, `"answers": {"emergency_name": "陈启航"}`); err != nil {
			break
		}
		a.version++
	}
	version = max(version, a.version)
	if err == nil || !strings.Contains(err.Error(), ": 507 ") {
		t.Fatalf("saving on a full disk: %v", err)
	}
	if err := a.submit(version); err == nil || !strings.Contains(err.Error(), ": 507 ") && !strings.Contains(err.Error(), ": 503 ") {
		t.Errorf("handing in on a full disk: %v", err)
	}
	for _, path := range []string{"/api/session", "/api/drafts", "/api/drafts/" + draft, "/api/cases", "/api/items", "/api/items/elder_allowance"} {
		res, raw, err := a.send("GET", path, nil, nil)
		if err != nil || res.StatusCode != 200 {
			t.Errorf("%s on a full disk: %v %v %.300s", path, res, err, raw)
		}
	}
	// Who is not signed in is told why that can't be now; a browser is led to the page that says so.
	stranger := &person{hall: a.hall, client: &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if res, raw, err := stranger.send("POST", "/api/sign-in", nil, []byte(`{"channel":"web"}`)); err != nil || res.StatusCode != 507 || !strings.Contains(string(raw), "暂时不能登录") {
		t.Errorf("signing in on a full disk: %v %v %.300s", res, err, raw)
	}
	if res, _, err := stranger.send("GET", "/api/sign-in?channel=web", nil, nil); err != nil || res.StatusCode != 303 || !strings.Contains(res.Header.Get("Location"), "fault=full") {
		t.Errorf("signing in on a full disk, by address: %v %v", res, err)
	}
	if res, _, err := a.send("GET", "/healthz", nil, nil); err != nil || res.StatusCode != 507 {
		t.Errorf("health: %v %v", res.StatusCode, err)
	}
	must(errors.Join(fill.Close(), os.Remove(ballast)))
	if _, err := newPerson(a.hall, accounts[0], "web"); err != nil {
		t.Errorf("signing in with room again: %v", err)
	}
	a.draft = draft
	var d draftPage
	must(a.get(a.person, "/api/drafts/"+draft, &d))
	if d.Version != version {
		t.Errorf("the draft has version %d, and %d was told", d.Version, version)
	}
	if err := a.submit(d.Version); err != nil {
		a.draft = draft
		for range 6 {
			if err = a.step(); err != nil {
				break
			}
		}
		if !errors.Is(err, errReady) || a.submit(a.version) != nil {
			t.Errorf("with room again: %v", err)
		}
	}
}
