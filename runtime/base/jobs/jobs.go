// Package jobs does work that must not be lost, and may fail for a while: River keeps the queue, tries again with growing
// pauses, and shares the work among nodes.
//
// On PostgreSQL the queue lies in a schema of its own beside the tables of the stores; on SQLite in a file of its own
// beside the database, whose single writer it would hold up otherwise. Either way a queue is no record: whoever orders
// a job keeps in the database, in the transaction of what it is about, that it is to be done, and orders it until it is.
// So a queue that is lost, or was restored from elsewhere, loses nothing.
package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	_ "modernc.org/sqlite" // the driver
)

// schema is where the queue lies on PostgreSQL.
const schema = "banshi_jobs"

// Try is one attempt at a job.
type Try struct {
	ID      int64
	Attempt int  // from 1
	Last    bool // no further one comes after this by itself
}

// Work does a job, at least once: a node that is killed meanwhile has another begin anew. An error is tried again, Later
// after a while that doesn't count as an attempt.
type Work func(ctx context.Context, t Try) error

// Options says where the queue lies, and what is worked on.
type Options struct {
	Path  string // SQLite: file of the queue, made when missing
	URL   string // PostgreSQL
	Work  map[string]Work
	Tries int // at most, of a job; 0: 12, which takes about six hours
	// Pause tells how long to wait after an attempt, from 1; nil: River's, the fourth power of the attempt in seconds.
	Pause func(attempt int) time.Duration
	Log   *slog.Logger
}

// Queue is an open queue.
type Queue struct {
	insert func(ctx context.Context, list []river.InsertManyParams) error
	start  func(ctx context.Context) error
	stop   func(ctx context.Context) error
	close  func() error
}

// order is a job as River keeps it: nothing but whose row it is.
type order struct {
	Name string `json:"name" river:"unique"`
	ID   int64  `json:"id" river:"unique"`
}

// Kind names all of ours.
func (order) Kind() string { return "banshi" }

type later struct{ after time.Duration }

func (l later) Error() string { return fmt.Sprintf("later, in %v", l.after) }

// Later puts a job off without counting an attempt.
func Later(after time.Duration) error { return later{after} }

type worker struct {
	river.WorkerDefaults[order]
	o Options
}

// longest is how long one attempt may take; after twice as long its node is taken for dead, and another does the job.
const longest = time.Minute

// Timeout of one attempt.
func (w *worker) Timeout(*river.Job[order]) time.Duration { return longest }

// NextRetry is when a failed attempt is followed by the next.
func (w *worker) NextRetry(job *river.Job[order]) time.Time {
	if w.o.Pause == nil || job.AttemptedAt == nil {
		return time.Time{} // as River does
	}
	return job.AttemptedAt.Add(w.o.Pause(job.Attempt))
}

// Work does one.
func (w *worker) Work(ctx context.Context, job *river.Job[order]) error {
	do, ok := w.o.Work[job.Args.Name]
	if !ok {
		return river.JobSnooze(time.Minute) // of a newer program, whose nodes do it
	}
	err := do(ctx, Try{ID: job.Args.ID, Attempt: job.Attempt, Last: job.Attempt >= job.MaxAttempts})
	var l later
	if errors.As(err, &l) {
		return river.JobSnooze(l.after)
	}
	return err
}

// Open opens the queue and brings its tables up to date. Nothing is worked on before Start.
func Open(ctx context.Context, o Options) (*Queue, error) {
	if (o.Path == "") == (o.URL == "") {
		return nil, errors.New("jobs: Options need Path or URL")
	}
	if o.Tries == 0 {
		o.Tries = 12
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.URL != "" {
		return openPostgres(ctx, o)
	}
	return openSQLite(ctx, o)
}

func openSQLite(ctx context.Context, o Options) (*Queue, error) {
	f, err := os.OpenFile(o.Path, os.O_CREATE|os.O_RDWR, 0o600) // nobody's but ours to read
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	// The address of a file that doesn't begin at the root would be taken for one on another machine.
	path, err := filepath.Abs(o.Path)
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	dsn := (&url.URL{Scheme: "file", Path: path, RawQuery: url.Values{"_txlock": {"immediate"},
		"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(NORMAL)"}}.Encode()}).String()
	pool, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	pool.SetMaxOpenConns(1)
	return open(ctx, riversqlite.New(pool), o, "", pool.Close)
}

func openPostgres(ctx context.Context, o Options) (*Queue, error) {
	config, err := pgxpool.ParseConfig(o.URL)
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err) // pgx leaves the password out of it
	}
	config.MaxConns = 4
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	closing := func() error { pool.Close(); return nil }
	if _, err := pool.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+pgx.Identifier{schema}.Sanitize()); err != nil {
		return nil, errors.Join(fmt.Errorf("jobs: make the schema %s: %w", schema, err), closing())
	}
	return open(ctx, riverpgxv5.New(pool), o, schema, closing)
}

func open[TTx any](ctx context.Context, driver riverdriver.Driver[TTx], o Options, schema string, closing func() error) (*Queue, error) {
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Schema: schema, Logger: o.Log})
	if err == nil {
		_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("jobs: tables of the queue: %w", err), closing())
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker{o: o})
	client, err := river.NewClient(driver, &river.Config{Schema: schema, Workers: workers, MaxAttempts: o.Tries, Logger: o.Log, RescueStuckJobsAfter: 2 * longest,
		Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 8}}, FetchPollInterval: 500 * time.Millisecond})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("jobs: %w", err), closing())
	}
	return &Queue{
		insert: func(ctx context.Context, list []river.InsertManyParams) error {
			_, err := client.InsertMany(ctx, list)
			return err
		},
		start: client.Start, stop: client.Stop, close: closing,
	}, nil
}

// Add orders jobs of a name by the ids of their rows. One that waits, runs or was done within a day is not ordered again.
func (q *Queue) Add(ctx context.Context, name string, ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	list := make([]river.InsertManyParams, len(ids))
	for i, id := range ids {
		list[i] = river.InsertManyParams{Args: order{name, id}, InsertOpts: &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByArgs: true}}}
	}
	if err := q.insert(ctx, list); err != nil {
		return fmt.Errorf("jobs: order %s: %w", name, err)
	}
	return nil
}

// Start begins to work.
func (q *Queue) Start(ctx context.Context) error { return q.start(ctx) }

// Stop lets what is being worked on finish until ctx ends.
func (q *Queue) Stop(ctx context.Context) error { return q.stop(ctx) }

// Close gives the connections back; a queue that was started is stopped first.
func (q *Queue) Close() error { return q.close() }
