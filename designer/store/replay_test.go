package store_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"banshi/designer"
	"banshi/designer/replay"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

var (
	ctx  = context.Background()
	amei = actor.Actor{Kind: actor.Staff, ID: "amei", Name: "阿梅", Posts: []actor.Post{{Role: actor.ItemManager, Department: "civil_affairs"}}}
	bing = actor.Actor{Kind: actor.Staff, ID: "bing", Name: "阿炳", Posts: []actor.Post{{Role: actor.ServiceOffice}}}
)

// taken takes away what stands in for a paper.
const (
	reuse = `
    reuse:
      - by: person
        when: it.hukou_region.startsWith("440605")
      - by: book
        when: it.live
`
	cases = 1500 // eight parts
)

func (r *room) start(t *testing.T, s *designer.Service, key string) designer.Replay {
	t.Helper()
	got, err := s.StartReplay(ctx, amei, "d1", r.clock.Now().AddDate(-1, 0, 0).Format(time.DateOnly), r.clock.Now().Format(time.DateOnly), key)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func (r *room) newest(t *testing.T, who actor.Actor) designer.Replays {
	t.Helper()
	got, err := r.node().ReplayOf(ctx, who, "d1")
	if err != nil || got.Newest == nil {
		t.Fatalf("%+v %v", got, err)
	}
	return got
}

// run does what waits, on one node.
func (r *room) run(t *testing.T, s *designer.Service) {
	t.Helper()
	q := &queue{}
	if err := s.Relay(ctx, q); err != nil {
		t.Fatal(err)
	}
	for id, ok := q.take(); ok; id, ok = q.take() {
		if err := s.RunPart(ctx, id, 1, false); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Relay(ctx, q); err != nil {
		t.Fatal(err)
	}
}

// However many nodes share the parts, and though one of them is killed, the result is that of looking at all cases in one go.
func TestSameResultOnAnyNodes(t *testing.T) {
	var first designer.Replay
	for _, nodes := range []int{1, 2, 7} {
		r := newRoom(t, cases)
		r.edit(t, reuse, "\n")
		q, s := &queue{}, r.node()
		begun := r.start(t, s, "the-first-key")
		if begun.State != designer.ReplayRunning || begun.Total != cases {
			t.Fatalf("%+v", begun)
		}
		if err := s.Relay(ctx, q); err != nil || len(q.ids) != 8 {
			t.Fatalf("%d parts %v", len(q.ids), err)
		}
		killed, kill := context.WithCancel(ctx)
		kill()
		lost, _ := q.take()
		if err := r.node().RunPart(killed, lost, 12, true); err == nil {
			t.Fatal("a killed node has done its part")
		}
		if half := r.newest(t, amei); half.Newest.State != designer.ReplayRunning || len(half.Newest.Result.Lines) != 0 || len(half.Lacks) != 1 {
			t.Fatalf("%+v", half)
		}
		var wg sync.WaitGroup
		for range nodes {
			s := r.node()
			wg.Go(func() {
				for id, ok := q.take(); ok; id, ok = q.take() {
					if err := errors.Join(s.RunPart(ctx, id, 1, false), s.RunPart(ctx, id, 1, false)); err != nil { // at least once
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if half := r.newest(t, amei); half.Newest.State != designer.ReplayRunning || half.Newest.Done != cases-200 || half.Newest.Result.Cases != half.Newest.Done {
			t.Fatalf("without the part of the killed one: %+v", half.Newest)
		}
		if err := s.Relay(ctx, q); err != nil || len(q.ids) != 0 {
			t.Fatalf("ordered again at once: %v %v", q.ids, err)
		}
		r.clock.Move(time.Minute)
		r.run(t, r.node())
		got := r.newest(t, amei)
		if got.Newest.State != designer.ReplayDone || got.Newest.Digest == "" || got.Newest.Finished.IsZero() || got.Newest.Done != cases || len(got.Stale) != 0 || len(got.Lacks) != 1 {
			t.Fatalf("%d nodes: %+v", nodes, got)
		}
		before, _ := r.Newest(ctx, "", "")
		whole, err := replay.Run(before, programOf(r.draft), r.Past(ctx, item, begun.Window.From, begun.Window.To, "", ""))
		if err != nil || !reflect.DeepEqual(*got.Newest.Result, whole) {
			t.Errorf("%d nodes: %v %v, in one go %v %v", nodes, got.Newest.Result.Counts, got.Newest.Result.Papers, whole.Counts, err)
		}
		if whole.Counts[replay.Asked] == 0 {
			t.Fatal("nothing to see")
		}
		if first.ID == "" {
			first = *got.Newest
		} else if first.Digest != got.Newest.Digest {
			t.Errorf("%d nodes seal it otherwise", nodes)
		}
	}
}

// The same key, and the same question while it is being answered, are one replay; a new key asks anew once it is answered.
func TestOrderedOnce(t *testing.T) {
	r := newRoom(t, 300)
	s := r.node()
	one := r.start(t, s, "the-first-key")
	if again := r.start(t, r.node(), "the-first-key"); again.ID != one.ID {
		t.Error("the same key")
	}
	if again := r.start(t, r.node(), "another-key"); again.ID != one.ID {
		t.Error("the same question while it runs")
	}
	r.run(t, s)
	if again := r.start(t, s, "the-first-key"); again.ID != one.ID || again.State != designer.ReplayDone {
		t.Error("the same key, later")
	}
	r.clock.Move(time.Second)
	if two := r.start(t, s, "another-key"); two.ID == one.ID || two.State != designer.ReplayRunning {
		t.Error("a new one")
	}
	for key, days := range map[string][2]string{"short": {"", ""}, "the-third-key": {"2026-02-01", "2026-01-31"}} {
		if _, err := s.StartReplay(ctx, amei, "d1", days[0], days[1], key); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", key, err)
		}
	}
	var acts []string
	if err := r.db.Read().NewSelect().TableExpr("audit_events").Column("act").Scan(ctx, &acts); err != nil || !slices.Equal(acts, []string{"item.replay", "item.replay"}) {
		t.Errorf("%q %v", acts, err)
	}
}

// Where cases can't be read, those are named, nothing is told as if it were whole, and it can be run again.
func TestPartThatFails(t *testing.T) {
	r := newRoom(t, cases)
	r.edit(t, reuse, "\n")
	gone := errors.New("the disk is gone")
	r.broken = func(number string) error {
		if number == "C00450" {
			return gone
		}
		return nil
	}
	s, q := r.node(), &queue{}
	r.start(t, s, "the-first-key")
	if err := s.Relay(ctx, q); err != nil {
		t.Fatal(err)
	}
	for id, ok := q.take(); ok; id, ok = q.take() {
		for attempt := 1; attempt <= 5; attempt++ {
			if err := s.RunPart(ctx, id, attempt, false); err != nil && !errors.Is(err, gone) {
				t.Fatal(err)
			}
		}
	}
	if err := s.Relay(ctx, q); err != nil {
		t.Fatal(err)
	}
	got := r.newest(t, amei)
	if n := got.Newest; n.State != designer.ReplayFailed || len(n.Failed) != 1 || n.Failed[0].Behind != "C00399" || n.Failed[0].UpTo != "C00599" || n.Failed[0].Why != designer.PartRead ||
		n.Done != cases-200 || len(n.Result.Lines) != 0 || n.Digest != "" {
		t.Errorf("%+v", n)
	}
	if len(got.Lacks) != 1 || got.Lacks[0].Code != designer.LackReplay {
		t.Errorf("half of it is enough: %+v", got.Lacks)
	}
	r.broken = nil
	r.clock.Move(time.Minute)
	r.start(t, s, "the-second-key")
	r.run(t, s)
	if got := r.newest(t, amei); got.Newest.State != designer.ReplayDone {
		t.Errorf("%+v", got.Newest)
	}
}

// A case that can't be read is named and counts as neither; the rest counts.
func TestCaseThatFails(t *testing.T) {
	r := newRoom(t, 300)
	r.cases[7].Bad = errors.New("half a line")
	s := r.node()
	r.start(t, s, "the-first-key")
	r.run(t, s)
	got := r.newest(t, amei).Newest
	if got.State != designer.ReplayDone || got.Result.Cases != 300 || got.Result.Failed != 1 || !slices.Equal(got.Result.Which, []replay.Failure{{Number: "C00007", Why: replay.FailedRead}}) {
		t.Errorf("%+v", got.Result)
	}
}

// What changes while it runs ends it: what it would say is of no use to anybody.
func TestChangedMeanwhile(t *testing.T) {
	for name, change := range map[string]func(*room){
		"draft":     func(r *room) { r.edit(t, reuse, "\n") },
		"in force":  func(r *room) { r.force = replaced(t, r.force, "effect: refuse", "effect: review") },
		"discarded": func(r *room) { r.closed = true },
		"broken":    func(r *room) { r.edit(t, "effect: refuse", "effect: whatever") },
	} {
		r := newRoom(t, 300)
		r.start(t, r.node(), "the-first-key")
		change(r)
		r.run(t, r.node())
		if got := r.newest(t, amei).Newest; got.State != designer.ReplayOutdated || got.Result != nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
