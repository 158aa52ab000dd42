package sharingtest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"banshi/runtime/sharing"
)

const who = "440622198604129913"

// strangers: a source that mixes people up is not believed about any, and nobody ever sees somebody else's row.
func strangers(t *testing.T, k Kind) {
	only := `[{"id": "P005", "key": "440622197811309904", "fields": {"name": "黄㛃珊"}}]`
	permit := `[{"id": "F9", "holder_no": "91440605MA90A00999", "number": "JY24499", "status": "有效", "fields": {}}]`
	for name, c := range map[string]struct {
		world World
		want  sharing.Want
		seen  int // by a driver that seeks
	}{
		"among one's own":       {World{ID: "person", Body: persons}, person(who), 1},
		"in the place of one's": {World{ID: "person", Body: only}, person(who), 0},
		"a licence":             {World{ID: "licences/food_permit", Body: permit}, sharing.Want{Licence: "food_permit", Key: "91440605MA90A00162"}, 0},
		"people in place of a table that is one for all": {World{ID: "person", Body: only}, person(""), 0},
	} {
		t.Run(name, func(t *testing.T) {
			c.world.Deaf = true
			d, _ := k.Open(t, c.world)
			r, err := d.Lookup(context.Background(), c.want)
			if k.Seeks {
				if err != nil || len(r) != c.seen {
					t.Errorf("%+v, %v", r, err)
				}
				return
			}
			if !errors.Is(err, sharing.ErrStranger) || r != nil {
				t.Errorf("%+v, %v", r, err)
			}
			if err != nil && (strings.Contains(err.Error(), who) || strings.Contains(err.Error(), "197811309904")) {
				t.Errorf("the error holds a number: %v", err)
			}
		})
	}
}

// tooLarge: more than a form can be asked about, or than we want to hold, is no answer; a part of it would be a wrong one.
func tooLarge(t *testing.T, open func(*testing.T, World) sharing.Driver) {
	var many strings.Builder
	for i := range 1001 {
		fmt.Fprintf(&many, `,{"id": "M%d", "key": "k", "fields": {}}`, i)
	}
	for name, body := range map[string]string{
		"records": "[" + many.String()[1:] + "]",
		"a value": `[{"id": "1", "key": "k", "fields": {"x": "` + strings.Repeat("长", 2<<20) + `"}}]`,
	} {
		t.Run(name, func(t *testing.T) {
			r, err := open(t, World{ID: "person", Body: body}).Lookup(context.Background(), person("k"))
			if !errors.Is(err, sharing.ErrGarbage) || r != nil {
				t.Errorf("%d records, %v", len(r), err)
			}
		})
	}
}

// stale: a driver keeps nothing back from before, and says as of which day a record holds.
func stale(t *testing.T, open Open) {
	body := func(day, name string) string {
		return fmt.Sprintf(`[{"id": "1", "key": "k", "at": %q, "fields": {"name": %q}}]`, day, name)
	}
	d, set := open(t, World{ID: "person", Body: body("2020-01-01", "旧")})
	for i, c := range [][2]string{{"2020-01-01", "旧"}, {"2026-11-01", "新"}, {"2019-01-01", "更早的"}} {
		if i > 0 {
			set(World{ID: "person", Body: body(c[0], c[1])})
		}
		if r := look(t, d, person("k")); len(r) != 1 || r[0].At != c[0] || r[0].Cells["name"] != c[1] {
			t.Errorf("%d: %+v", i, r)
		}
	}
	set(World{ID: "person", Body: `[]`})
	if r := look(t, d, person("k")); len(r) != 0 {
		t.Errorf("it is gone over there: %+v", r)
	}
}

// recovering: trouble leaves nothing behind.
func recovering(t *testing.T, open Open) {
	good := World{ID: "person", Body: persons}
	d, set := open(t, World{ID: "person", Down: true})
	for name, bad := range map[string]struct {
		world World
		err   error
	}{
		"down":    {World{ID: "person", Down: true}, sharing.ErrUnreachable},
		"garbage": {World{ID: "person", Body: `<html>维护中</html>`}, sharing.ErrGarbage},
		"slow":    {World{ID: "person", Body: persons, Delay: forEver}, context.DeadlineExceeded},
		"drip":    {World{ID: "person", Body: persons, Drip: true}, context.DeadlineExceeded},
	} {
		set(bad.world)
		key := who
		if name == "garbage" {
			key = "k"
		}
		wait := patience
		if errors.Is(bad.err, context.DeadlineExceeded) {
			wait = soon
		}
		ctx, cancel := context.WithTimeout(context.Background(), wait)
		_, err := d.Lookup(ctx, person(key))
		cancel()
		if !errors.Is(err, bad.err) {
			t.Errorf("%s: %v", name, err)
		}
		set(good)
		if r := look(t, d, person(who)); len(r) != 1 || r[0].ID != "P001" {
			t.Errorf("after %s: %+v", name, r)
		}
	}
}

// inTheHall is the driver behind its breaker, as the hall asks it.
func inTheHall(t *testing.T, open Open) {
	const rest = time.Minute
	good := World{ID: "person", Body: persons}
	d, set := open(t, World{ID: "person", Body: persons, Delay: forEver})
	counted := &counting{Driver: d}
	counted.wait.Store(int64(soon))
	var ahead atomic.Int64 // of the breaker's clock
	s, err := sharing.New(sharing.Config{Clock: func() time.Time { return time.Unix(1_800_000_000, ahead.Load()) }, Log: anyLog{}, Failures: 2, Rest: rest},
		[]sharing.Source{{ID: "person", Title: "人口库", Timeout: patience, Fresh: time.Hour, Driver: counted}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	fetch := func(key string) sharing.Answer {
		t.Helper()
		ctx, cancel := context.WithTimeout(context.Background(), 2*patience)
		defer cancel()
		w := person(key)
		a := s.Fetch(ctx, sharing.Request{Purpose: sharing.Purpose{Actor: "P001", Why: "fill"}, Wants: []sharing.Want{w}})[w]
		if ctx.Err() != nil {
			t.Error("somebody was held up")
		}
		if a.From != "人口库" || a.Via == "" || a.At.IsZero() {
			t.Errorf("an answer says where it comes from and when it was asked: %+v", a)
		}
		return a
	}
	for i := range 2 {
		if a := fetch(fmt.Sprint("slow", i)); a.Status != sharing.Down || a.Why != "timeout" || a.Records != nil {
			t.Errorf("out of time: %+v", a)
		}
	}
	asked := counted.n.Load()
	if a := fetch("open"); a.Status != sharing.Down || a.Why != "open" || counted.n.Load() != asked {
		t.Errorf("the breaker: %+v, asked %d times more", a, counted.n.Load()-asked)
	}
	set(good)
	counted.wait.Store(int64(patience))
	if a := fetch(who); a.Why != "open" {
		t.Errorf("it rests, whatever has become of it: %+v", a)
	}
	ahead.Store(int64(rest))
	if a := fetch(who); a.Status != sharing.Records || len(a.Records) != 1 || a.Records[0].ID != "P001" {
		t.Fatalf("it is back: %+v", a)
	}
	if a := fetch("nobody"); a.Status != sharing.Records || len(a.Records) != 0 {
		t.Errorf("that there is none is an answer: %+v", a)
	}
	if a := fetch("many"); a.Status != sharing.Records || len(a.Records) != 3 {
		t.Errorf("several: %+v", a)
	}
	// What was fresh a moment ago serves, until somebody asks anew.
	set(World{ID: "person", Body: `[]`})
	if a := fetch(who); len(a.Records) != 1 {
		t.Errorf("%+v", a)
	}
	w := person(who)
	if a := s.Fetch(context.Background(), sharing.Request{Purpose: sharing.Purpose{Actor: "P001", Why: "submit"}, Wants: []sharing.Want{w}, Anew: true})[w]; a.Status != sharing.Records || len(a.Records) != 0 {
		t.Errorf("asked anew, %+v", a)
	}
}

// counting counts how often the source was asked, and for how long an answer is waited for.
type counting struct {
	sharing.Driver
	n    atomic.Int64
	wait atomic.Int64 // a time.Duration
}

func (c *counting) Lookup(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
	c.n.Add(1)
	ctx, cancel := context.WithTimeout(ctx, time.Duration(c.wait.Load()))
	defer cancel()
	return c.Driver.Lookup(ctx, w)
}

// anyLog is a log that nobody reads.
type anyLog struct{}

func (anyLog) Lookups(context.Context, []sharing.Lookup) error       { return nil }
func (anyLog) Typed(context.Context, string, time.Time) (int, error) { return 0, nil }
