// Package sharingtest is the one suite that every driver of shared data passes.
package sharingtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"banshi/runtime/sharing"
)

// World is a source as the suite wants it to be.
type World struct {
	ID    string        // person, or licences/food_permit
	Body  string        // what the source holds: JSON, or garbage
	Delay time.Duration // before it answers
	Down  bool          // it can't be reached
	Drip  bool          // it sends a byte now and then, and never comes to an end
	Deaf  bool          // it gives all that it holds, whatever key it is asked for
}

// Open makes a driver of a source that is in a world; set puts the same source, with the same driver, into another one
// of the same ID.
type Open func(t *testing.T, w World) (d sharing.Driver, set func(World))

// Kind is a kind of driver.
type Kind struct {
	Open Open
	// Seeks: the driver looks for the key itself in all that the source holds, so that a source can't be deaf to it.
	Seeks bool
}

// forEver is longer than any test waits; who does wait has patience, however busy the machine is, and soon is when
// they give up who ask what never answers.
const (
	forEver  = time.Hour
	patience = time.Minute
	soon     = 100 * time.Millisecond
)

const persons = `[
 {"id": "P001", "key": "440622198604129913", "at": "2026-11-01", "fields": {"name": "陈启航", "big": 123456789012345678, "capital": "500000.10", "alive": true, "guardians": []}},
 {"id": "P005", "key": "440622197811309904", "at": "2026-11-01", "fields": {"name": "黄㛃珊"}},
 {"id": "B1", "key": "many", "fields": {"n": 1}}, {"id": "B2", "key": "many", "fields": {"n": 2}}, {"id": "B3", "key": "many", "fields": {"n": 3}},
 {"id": "AS", "from": "2025-01-01", "to": "2025-12-31", "basis": "标准", "fields": {"amount": "80"}}]`

const permits = `[
 {"id": "F1", "holder_no": "91440605MA90A00162", "number": "JY24406", "holder": "甲", "issuer": "乙", "issued": "2021-01-01", "valid_from": "2021-01-01", "valid_to": "2026-11-23", "status": "有效", "trust": "A", "fields": {"address": "某路1号"}},
 {"id": "F2", "holder_no": "91440605MA90A00162", "number": "JY24407", "status": "注销", "fields": {}}]`

// Run runs the suite; it opens a source for each case.
func Run(t *testing.T, k Kind) {
	open := func(t *testing.T, w World) sharing.Driver {
		d, _ := k.Open(t, w)
		return d
	}
	t.Run("records", func(t *testing.T) { records(t, open) })
	t.Run("licences", func(t *testing.T) { licences(t, open) })
	t.Run("garbage", func(t *testing.T) { garbage(t, open) })
	t.Run("trouble", func(t *testing.T) { trouble(t, open) })
	t.Run("strangers", func(t *testing.T) { strangers(t, k) })
	t.Run("too large", func(t *testing.T) { tooLarge(t, open) })
	t.Run("stale", func(t *testing.T) { stale(t, k.Open) })
	t.Run("recovering", func(t *testing.T) { recovering(t, k.Open) })
	t.Run("in the hall", func(t *testing.T) { inTheHall(t, k.Open) })
	t.Run("concurrent", func(t *testing.T) { concurrent(t, open) })
	t.Run("provenance", func(t *testing.T) {
		d := open(t, World{ID: "person", Body: persons})
		if via := d.Via(); via == "" || strings.Contains(via, "440622198604129913") {
			t.Errorf("via %q: it must say where from, without the key", via)
		}
	})
}

func person(key string) sharing.Want { return sharing.Want{Source: "person", Key: key} }

func look(t *testing.T, d sharing.Driver, w sharing.Want) []sharing.Record {
	t.Helper()
	r, err := d.Lookup(context.Background(), w)
	if err != nil {
		t.Fatalf("%s: %v", w.ID(), err)
	}
	return r
}

func records(t *testing.T, open func(*testing.T, World) sharing.Driver) {
	d := open(t, World{ID: "person", Body: persons})
	t.Run("one", func(t *testing.T) {
		r := look(t, d, person("440622198604129913"))
		if len(r) != 1 || r[0].ID != "P001" || r[0].At != "2026-11-01" || r[0].Cells["number"] != nil {
			t.Fatalf("%+v", r)
		}
		f := r[0].Cells
		if f["name"] != "陈启航" || f["big"] != json.Number("123456789012345678") || f["capital"] != "500000.10" || f["alive"] != true {
			t.Errorf("a value was changed: %#v", f)
		}
		if list, ok := f["guardians"].([]any); !ok || len(list) != 0 {
			t.Errorf("an empty list came as %#v", f["guardians"])
		}
	})
	t.Run("a rare character", func(t *testing.T) {
		if r := look(t, d, person("440622197811309904")); len(r) != 1 || r[0].Cells["name"] != "黄㛃珊" {
			t.Errorf("%+v", r)
		}
	})
	t.Run("none is no error", func(t *testing.T) {
		for _, key := range []string{"440622199999999999", "", "4406221986041299", "%", "a&key=many", "../person", "某"} {
			if key == "" {
				continue
			}
			if r := look(t, d, person(key)); len(r) != 0 {
				t.Errorf("%q found %+v", key, r)
			}
		}
	})
	t.Run("many, in order", func(t *testing.T) {
		r := look(t, d, person("many"))
		if len(r) != 3 || r[0].ID != "B1" || r[1].ID != "B2" || r[2].ID != "B3" {
			t.Errorf("%+v", r)
		}
	})
	t.Run("a table without a key, dated", func(t *testing.T) {
		r := look(t, d, person(""))
		if len(r) != 1 || r[0].Cells["from"] != "2025-01-01" || r[0].Cells["to"] != "2025-12-31" || r[0].Cells["basis"] != "标准" {
			t.Errorf("%+v", r)
		}
	})
	t.Run("an empty source", func(t *testing.T) {
		if r := look(t, open(t, World{ID: "person", Body: `[]`}), person("x")); len(r) != 0 {
			t.Errorf("%+v", r)
		}
	})
}

func licences(t *testing.T, open func(*testing.T, World) sharing.Driver) {
	d := open(t, World{ID: "licences/food_permit", Body: permits})
	permit := func(key string) sharing.Want { return sharing.Want{Licence: "food_permit", Key: key} }
	r := look(t, d, permit("91440605MA90A00162"))
	if len(r) != 2 {
		t.Fatalf("by the holder's number: %+v", r)
	}
	want := map[string]any{"number": "JY24406", "holder": "甲", "holder_no": "91440605MA90A00162", "issuer": "乙", "issued": "2021-01-01",
		"valid_from": "2021-01-01", "valid_to": "2026-11-23", "status": "有效", "trust": "A", "address": "某路1号"}
	if !maps.Equal(r[0].Cells, want) {
		t.Errorf("%+v", r[0])
	}
	if r := look(t, d, permit("JY24407")); len(r) != 1 || r[0].ID != "F2" {
		t.Errorf("by its own number: %+v", r)
	}
	if r := look(t, d, permit("")); len(r) != 0 {
		t.Errorf("without a key nobody's licence is found: %+v", r)
	}
}

func garbage(t *testing.T, open func(*testing.T, World) sharing.Driver) {
	for name, body := range map[string]string{
		"nothing":           ``,
		"not JSON":          `<html>维护中</html>`,
		"cut off":           persons[:120],
		"an object":         `{"id": "P001"}`,
		"null":              `null`,
		"numbers":           `[1, 2]`,
		"no id":             `[{"key": "k", "fields": {}}]`,
		"no fields":         `[{"id": "1", "key": "k"}]`,
		"fields no object":  `[{"id": "1", "key": "k", "fields": "x"}]`,
		"a date that isn't": `[{"id": "1", "key": "k", "at": "2026-02-30", "fields": {}}]`,
		"two documents":     `[{"id": "1", "key": "k", "fields": {}}] []`,
	} {
		t.Run(name, func(t *testing.T) {
			r, err := open(t, World{ID: "person", Body: body}).Lookup(context.Background(), person("k"))
			if !errors.Is(err, sharing.ErrGarbage) || r != nil {
				t.Errorf("%+v, %v", r, err)
			}
		})
	}
	t.Run("a licence without a number", func(t *testing.T) {
		d := open(t, World{ID: "licences/food_permit", Body: `[{"id": "1", "holder_no": "k", "status": "有效", "fields": {}}]`})
		if _, err := d.Lookup(context.Background(), sharing.Want{Licence: "food_permit", Key: "k"}); !errors.Is(err, sharing.ErrGarbage) {
			t.Errorf("%v", err)
		}
	})
}

func trouble(t *testing.T, open func(*testing.T, World) sharing.Driver) {
	t.Run("down", func(t *testing.T) {
		_, err := open(t, World{ID: "person", Down: true}).Lookup(context.Background(), person("440622198604129913"))
		if !errors.Is(err, sharing.ErrUnreachable) {
			t.Fatalf("%v", err)
		}
		if strings.Contains(err.Error(), "440622198604129913") {
			t.Errorf("the error holds the key: %v", err)
		}
	})
	t.Run("slow", func(t *testing.T) { outOfTime(t, open(t, World{ID: "person", Body: persons, Delay: forEver})) })
	t.Run("a slow drip", func(t *testing.T) { outOfTime(t, open(t, World{ID: "person", Body: persons, Drip: true})) })
	t.Run("given up", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := open(t, World{ID: "person", Body: persons}).Lookup(ctx, person("many")); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
}

// outOfTime: whatever the source does, the driver comes back when its time is over.
func outOfTime(t *testing.T, d sharing.Driver) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), soon)
	defer cancel()
	back := make(chan error, 1)
	go func() { _, err := d.Lookup(ctx, person("440622198604129913")); back <- err }()
	select {
	case err := <-back:
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
	case <-time.After(patience):
		t.Error("the driver did not come back when its time was over")
	}
}

func concurrent(t *testing.T, open func(*testing.T, World) sharing.Driver) {
	var body strings.Builder
	const people = 40
	for i := range people {
		fmt.Fprintf(&body, `,{"id": "P%d", "key": "k%d", "fields": {"n": "%d"}}`, i, i, i)
	}
	d := open(t, World{ID: "person", Body: "[" + body.String()[1:] + "]", Delay: time.Millisecond})
	var wg sync.WaitGroup
	for i := range people {
		for range 3 {
			wg.Go(func() {
				r, err := d.Lookup(context.Background(), person(fmt.Sprint("k", i)))
				if err != nil || len(r) != 1 || r[0].Cells["n"] != fmt.Sprint(i) {
					t.Errorf("k%d: %+v %v", i, r, err)
				}
			})
		}
	}
	wg.Wait()
}
