package main

import (
	"context"
	"fmt"
	"time"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/identity"
	runtimestore "banshi/runtime/store"
)

// directory is identity.Directory on the database: what an account is trusted with today, in the district's time.
type directory struct {
	store *runtimestore.Store
	clock func() time.Time
	zone  *time.Location
}

var _ identity.Directory = directory{}

// Staff reads it anew each time, so that whoever leaves has left at once, on every node.
func (d directory) Staff(ctx context.Context, account string) (*identity.Staff, error) {
	return d.store.StaffOn(ctx, account, d.today())
}

func (d directory) today() string { return d.clock().In(d.zone).Format(time.DateOnly) }

// openDirectory opens the directory of staff. Where nobody works yet it begins with the stand-in's people; later it goes
// its own way, and whoever left there stays away.
func (s *site) openDirectory(ctx context.Context, standins []identity.Account) error {
	any, err := s.directory.store.AnyStaff(ctx)
	if err != nil || any {
		return err
	}
	places := map[string]string{}
	for _, l := range (offices{s}).Locations() {
		places[l.Office] = l.Town
	}
	list := make([]runtime.Staffing, len(standins))
	for i, a := range standins {
		list[i] = joining(s.directory, a, places)
	}
	_, _, err = s.directory.store.Staff(ctx, list...)
	return err
}

// joining takes a stand-in up as a member of staff with all of its posts, open from today.
func joining(d directory, a identity.Account, towns map[string]string) runtime.Staffing {
	by := actor.Robot("stand-in")
	m := runtime.Member{Account: a.ID, Name: a.Name, Title: a.Staff.Title, Joined: d.today()}
	for i, p := range a.Staff.Posts {
		m.Posts = append(m.Posts, runtime.Appointment{ID: fmt.Sprintf("%s-%d", a.ID, i), Post: p, From: d.today(), By: by.ID})
		switch town := towns[p.Office]; {
		case i == 0:
			m.Town = town
		case m.Town != town:
			m.Town = ""
		}
	}
	return runtime.Staffing{Member: m, By: by.ID, At: d.clock().UTC(), Audit: audit.Event{At: d.clock().UTC(), Actor: by, Act: string(actor.AccountManage),
		Object: audit.Object{Kind: string(actor.Account), ID: a.ID}, Detail: map[string]any{"event": "join", "posts": len(m.Posts)}}}
}
