package jobs_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/jobs"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }

// place is where a queue may lie: as the stores' database does.
func place(t *testing.T) jobs.Options {
	at := dbtest.Place(t)
	if at.URL != "" {
		return jobs.Options{URL: at.URL}
	}
	return jobs.Options{Path: filepath.Join(t.TempDir(), "jobs.db")}
}

// A queue lies where it is told to, also seen from where the program was started: so `banshi serve` has it.
func TestRelativePath(t *testing.T) {
	t.Chdir(t.TempDir())
	q, err := jobs.Open(t.Context(), jobs.Options{Path: "jobs.db"})
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat("jobs.db"); err != nil {
		t.Error(err)
	}
}

// log is what was worked on, in order, and which tries at a job were told to be its last.
type log struct {
	mu    sync.Mutex
	done  []int64
	lasts map[int64][]bool
}

func (l *log) add(t jobs.Try) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lasts == nil {
		l.lasts = map[int64][]bool{}
	}
	l.done, l.lasts[t.ID] = append(l.done, t.ID), append(l.lasts[t.ID], t.Last)
	return len(l.lasts[t.ID])
}

func (l *log) all() []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.done)
}

func (l *log) of(id int64) []bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.lasts[id])
}

func (l *log) wait(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Fatalf("%s: done %v, of 7 %v", what, l.all(), l.of(7))
}

func open(t *testing.T, o jobs.Options, work jobs.Work) *jobs.Queue {
	t.Helper()
	o.Work = map[string]jobs.Work{"send": work}
	o.Tries, o.Pause = 3, func(int) time.Duration { return 100 * time.Millisecond }
	q, err := jobs.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := errors.Join(q.Stop(ctx), q.Close()); err != nil {
			t.Error(err)
		}
	})
	return q
}

// A job that fails is tried again, and told which try is its last; one that is put off is not counted; one that was
// ordered twice is done once; two nodes share the work.
func TestJobsAreDone(t *testing.T) {
	at := place(t)
	l := &log{}
	work := func(_ context.Context, try jobs.Try) error {
		n := l.add(try)
		switch {
		case try.ID == 7:
			return errors.New("it never works")
		case try.ID == 8 && n == 1:
			return errors.New("the first try fails")
		case try.ID == 9 && n < 5:
			return jobs.Later(10 * time.Millisecond)
		}
		return nil
	}
	q := open(t, at, work)
	other := q
	if at.URL != "" {
		other = open(t, at, work)
	}
	add := func(q *jobs.Queue, ids ...int64) {
		t.Helper()
		if err := q.Add(context.Background(), "send", ids...); err != nil {
			t.Fatal(err)
		}
	}
	add(q, 1, 2, 3)
	add(other, 3, 2, 1)
	l.wait(t, "three jobs", func() bool { return len(l.all()) >= 3 })
	add(q, 1, 2, 3, 4) // those that were done are not done anew
	l.wait(t, "one more", func() bool { return len(l.of(4)) > 0 })
	if sorted := slices.Sorted(slices.Values(l.all())); !slices.Equal(sorted, []int64{1, 2, 3, 4}) {
		t.Errorf("done %v", sorted)
	}
	add(q, 8)
	l.wait(t, "tried again", func() bool { return len(l.of(8)) == 2 })
	add(other, 9)
	l.wait(t, "put off four times, with three tries", func() bool { return len(l.of(9)) == 5 })
	add(q, 7)
	l.wait(t, "given up", func() bool { return len(l.of(7)) == 3 })
	// What was given up may be ordered again, as soon as the queue has noted that it was; it then has three tries of its own.
	l.wait(t, "ordered again", func() bool { add(q, 7); return len(l.of(7)) > 3 })
	l.wait(t, "given up again", func() bool { return len(l.of(7)) >= 6 })
	if got := l.of(7)[:6]; !slices.Equal(got, []bool{false, false, true, false, false, true}) {
		t.Errorf("which of the tries were the last: %v", got)
	}
}

// A queue that is opened again goes on: the node that had ordered it is gone.
func TestJobsOutliveTheNode(t *testing.T) {
	at := place(t)
	q, err := jobs.Open(context.Background(), at)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(q.Add(context.Background(), "send", 5), q.Close()); err != nil {
		t.Fatal(err)
	}
	l := &log{}
	open(t, at, func(_ context.Context, try jobs.Try) error { l.add(try); return nil })
	l.wait(t, "done by the next", func() bool { return slices.Equal(l.all(), []int64{5}) })
}

// A job that a node was working on when it was killed is another's after a few minutes, not after hours.
func TestAKilledNodesJobIsTakenOver(t *testing.T) {
	at := place(t)
	q, err := jobs.Open(context.Background(), at)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(q.Add(context.Background(), "send", 5), q.Close()); err != nil {
		t.Fatal(err)
	}
	leftBehind(t, at, 3*time.Minute)
	l := &log{}
	open(t, at, func(_ context.Context, try jobs.Try) error { l.add(try); return nil })
	l.wait(t, "taken over", func() bool { return slices.Equal(l.all(), []int64{5}) })
}

// leftBehind makes the queue one whose node began on all its jobs and was killed a while ago.
func leftBehind(t *testing.T, at jobs.Options, ago time.Duration) {
	t.Helper()
	driver, address, text, began := "sqlite", at.Path, "UPDATE river_job SET state = 'running', attempt = 1, attempted_at = ?", any(time.Now().UTC().Add(-ago).Format("2006-01-02 15:04:05.000"))
	if at.URL != "" {
		driver, address, text, began = "pgx", at.URL, "UPDATE banshi_jobs.river_job SET state = 'running', attempt = 1, attempted_at = $1", time.Now().Add(-ago)
	}
	pool, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	res, err := pool.Exec(text, began)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		t.Fatalf("%d jobs, %v", n, err)
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
}
