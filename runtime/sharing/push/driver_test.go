package push_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/push"
	"banshi/runtime/sharing/sharingtest"
	"banshi/runtime/sharing/store"
	"banshi/runtime/sharing/wire"
)

// kept is what departments have pushed, in a database that does what the world says.
type kept struct {
	*store.Pushes
	own *store.Own
	t   *testing.T
	db  *db.DB

	mu  sync.Mutex
	now sharingtest.World
}

func (k *kept) world() sharingtest.World {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.now
}

func (k *kept) Feed(ctx context.Context, source string) (push.Feed, error) {
	w := k.world()
	if w.Drip {
		w.Delay = time.Minute
	}
	select {
	case <-time.After(w.Delay):
		return k.Pushes.Feed(ctx, source)
	case <-ctx.Done():
		return push.Feed{}, ctx.Err()
	}
}

// Held gives, where the database is deaf, all that it has.
func (k *kept) Held(ctx context.Context, wants []sharing.Want) (map[sharing.Want]sharing.Holding, error) {
	w := k.world()
	if !w.Deaf {
		return k.own.Held(ctx, wants)
	}
	rows, err := wire.Decode(strings.NewReader(w.Body), strings.HasPrefix(w.ID, "licences/"))
	var h sharing.Holding
	for _, r := range rows {
		h.List = append(h.List, sharing.Own{Source: w.ID, Row: r})
	}
	return map[sharing.Want]sharing.Holding{wants[0]: h}, err
}

func (k *kept) Stamps(ctx context.Context, wants []sharing.Want) (map[sharing.Want]int64, error) {
	return k.own.Stamps(ctx, wants)
}

// set pushes all that the world holds. While it is down, nobody has pushed anything.
func (k *kept) set(w sharingtest.World) {
	k.t.Helper()
	k.mu.Lock()
	defer k.mu.Unlock()
	k.now = w
	ctx := context.Background()
	if err := k.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for _, table := range []string{"own_records", "push_feeds"} {
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		k.t.Fatal(err)
	}
	if w.Down {
		return
	}
	rows, err := wire.Decode(strings.NewReader(w.Body), strings.HasPrefix(w.ID, "licences/"))
	damaged := err != nil
	var list []sharing.Own
	if damaged { // what was written once can be damaged later
		rows = nil
		o := sharing.Own{Source: w.ID, Seq: 1, Origin: market, At: dbtest.NewClock().Now()}
		o.Row.ID, o.Row.Key, o.Row.Number, o.Row.HolderNo, o.Row.Status = "1", "k", "1", "k", sharing.Live
		if !o.Licence() {
			o.Row.Number, o.Row.HolderNo, o.Row.Status = "", "", ""
		}
		list = append(list, o)
	}
	for _, r := range rows {
		list = append(list, sharing.Own{Source: w.ID, Row: r, Seq: 1, Origin: market, At: dbtest.NewClock().Now()})
	}
	if err := k.Seed(ctx, w.ID, list, dbtest.NewClock().Now(), audit.Event{At: dbtest.NewClock().Now(), Act: "records.seed", Object: audit.Object{Kind: "records", ID: w.ID}}); err != nil {
		k.t.Fatal(err)
	}
	if damaged {
		if err := k.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			_, err := tx.ExecContext(ctx, "UPDATE own_records SET body = ?", w.Body)
			return err
		}); err != nil {
			k.t.Fatal(err)
		}
	}
}

var market = sharing.Origin{Kind: sharing.Pushed, By: "market"}

func TestSuite(t *testing.T) {
	clock := dbtest.NewClock()
	d := dbtest.Open(t, clock, audit.Migrations(), store.Migrations())
	sharingtest.Run(t, sharingtest.Kind{Open: func(t *testing.T, w sharingtest.World) (sharing.Driver, func(sharingtest.World)) {
		k := &kept{Pushes: store.NewPushes(d), own: store.NewOwn(d), t: t, db: d}
		k.set(w)
		return push.NewDriver(w.ID, k, k, clock.Now, time.Hour), k.set
	}})
}
