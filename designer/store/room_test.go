package store_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"banshi/designer"
	"banshi/designer/replay"
	"banshi/designer/store"
	"banshi/engine"
	"banshi/engine/compile"
	"banshi/engine/eval"
	"banshi/engine/prove"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
)

const (
	item = "elder_allowance"
	file = "items/" + item + "/item.yaml"
)

var nanhai = os.DirFS("../../examples/nanhai")

var sayNone = fault.Say("没有，请另选", "There is none: choose another")

// room is where replays are kept, with a draft of one item and its past cases.
type room struct {
	db    *db.DB
	clock *dbtest.Clock
	store *store.Store
	cases []replay.Case

	mu      sync.Mutex
	draft   string // text of the item in the draft
	force   string // and in force; "" nothing is
	version int
	closed  bool
	broken  func(number string) error // why a case can't be read just now
}

func newRoom(t *testing.T, cases int) *room {
	t.Helper()
	clock := dbtest.NewClock()
	d := dbtest.Open(t, clock, audit.Migrations(), store.Migrations())
	text, err := fs.ReadFile(nanhai, file)
	if err != nil {
		t.Fatal(err)
	}
	r := &room{db: d, clock: clock, store: store.New(d), draft: string(text), force: string(text), version: 1}
	inputs := applied()
	for i := range cases {
		r.cases = append(r.cases, replay.Case{Number: fmt.Sprintf("C%05d", i), Day: clock.Now().AddDate(0, 0, -1-i%300).Format(time.DateOnly), Version: 1, Input: inputs[i%len(inputs)]})
	}
	return r
}

// shared is what the example's items share; applied are the applications of the item's tests.
var (
	shared  = sync.OnceValue(func() *engine.Base { return engine.OpenBase(nanhai) })
	applied = sync.OnceValue(func() (out []eval.Input) {
		w, err := prove.ReadWorld(nanhai, shared().Spec)
		if err != nil {
			panic(err)
		}
		for _, r := range (&prove.Prover{Catalogue: shared().Item(nanhai, item), World: w}).Item(item) {
			in := r.Outcome.Input
			in.Submit = true
			out = append(out, in)
		}
		return out
	})
)

// node is one that knows of the others only what stands in the database.
func (r *room) node() *designer.Service {
	return designer.New(designer.Config{Drafts: r, Published: r, Cases: r, Replays: store.New(r.db), Clock: r.clock.Now})
}

func (r *room) edit(t *testing.T, words ...string) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := 0; i < len(words); i += 2 {
		if !strings.Contains(r.draft, words[i]) {
			t.Fatalf("the item has no %q", words[i])
		}
		r.draft = strings.Replace(r.draft, words[i], words[i+1], 1)
	}
	r.version++
}

// folder is the district with the item's text.
func folder(text string) fs.FS {
	out := fstest.MapFS{file: {Data: []byte(text)}}
	for _, name := range []string{"catalog.yaml", "items/" + item + "/tests.yaml"} {
		data, err := fs.ReadFile(nanhai, name)
		if err != nil {
			panic(err)
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	return over{out, nanhai}
}

type over struct{ top, rest fs.FS }

func (o over) Open(name string) (fs.File, error) {
	if f, err := o.top.Open(name); err == nil {
		if info, err := f.Stat(); err == nil && !info.IsDir() {
			return f, nil
		}
	}
	return o.rest.Open(name)
}

func (r *room) Draft(_ context.Context, who actor.Actor, id string) (designer.Draft, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if id != "d1" || who.Kind != actor.Staff {
		return designer.Draft{}, fault.New(fault.NotFound, sayNone)
	}
	f := folder(r.draft)
	return designer.Draft{ID: id, Item: item, Version: r.version, Shared: "nanhai", Folder: f, Before: nanhai}, nil
}

func (r *room) Version(context.Context, actor.Actor, string, int) (designer.Draft, error) {
	return designer.Draft{}, fault.New(fault.NotFound, sayNone)
}

func (r *room) Candidate(ctx context.Context, who actor.Actor, id string) (designer.Draft, error) {
	d, err := r.Draft(ctx, who, id)
	if err == nil && r.closed {
		err = fault.New(fault.Conflict, sayNone)
	}
	return d, err
}

func (r *room) Ordered(ctx context.Context, id string) (designer.Draft, error) {
	return r.Candidate(ctx, amei, id)
}

func (r *room) Folder(context.Context) (string, fs.FS, error) { return "nanhai", nanhai, nil }

func (r *room) Items(context.Context) ([]string, error) { return []string{item}, nil }

func (r *room) Newest(context.Context, string, string) (*eval.Program, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.force == "" {
		return nil, fault.New(fault.NotFound, sayNone)
	}
	return programOf(r.force), nil
}

func programOf(text string) *eval.Program {
	return shared().Item(folder(text), item).Program(item, compile.Chinese)
}

func (r *room) Program(ctx context.Context, _ string, _ int) (*eval.Program, error) {
	return r.Newest(ctx, "", "")
}

func (r *room) Past(ctx context.Context, _ string, from, to time.Time, behind, upTo string) iter.Seq2[replay.Case, error] {
	return func(yield func(replay.Case, error) bool) {
		for _, c := range r.within(from, to) {
			if c.Number <= behind || upTo != "" && c.Number > upTo {
				continue
			}
			err := ctx.Err()
			if r.broken != nil && err == nil {
				err = r.broken(c.Number)
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

func (r *room) within(from, to time.Time) (out []replay.Case) {
	for _, c := range r.cases {
		if c.Day >= from.Format(time.DateOnly) && c.Day <= to.Format(time.DateOnly) {
			out = append(out, c)
		}
	}
	return out
}

func (r *room) Numbers(_ context.Context, _ string, from, to time.Time, most int) (out []string, _ error) {
	for _, c := range r.within(from, to) {
		if most == 0 || len(out) < most {
			out = append(out, c.Number)
		}
	}
	return out, nil
}

func (r *room) Case(_ context.Context, _, number string) (replay.Case, error) {
	for _, c := range r.cases {
		if c.Number == number {
			return c, nil
		}
	}
	return replay.Case{}, fault.New(fault.NotFound, sayNone)
}

// queue is one that loses nothing, and hands out what was ordered.
type queue struct {
	mu  sync.Mutex
	ids []int64
}

func (q *queue) Add(_ context.Context, name string, ids ...int64) error {
	if name != designer.ReplayJob {
		return errors.New("another job: " + name)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, id := range ids {
		if !slices.Contains(q.ids, id) {
			q.ids = append(q.ids, id)
		}
	}
	return nil
}

func (q *queue) take() (int64, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.ids) == 0 {
		return 0, false
	}
	id := q.ids[0]
	q.ids = q.ids[1:]
	return id, true
}
