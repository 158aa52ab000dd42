package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"banshi/catalog"
	catalogstore "banshi/catalog/store"
	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	runtimestore "banshi/runtime/store"
)

// runStaff is `banshi staff`: the first administrator, whom nobody could appoint otherwise, and a list of who works
// here. The hall may be running meanwhile.
func runStaff(c *call, args []string) int {
	f := c.flags()
	kept := whereFlags(f)
	account := f.String("account", "", "")
	name := f.String("name", "", "")
	town := f.String("town", "", "")
	words, code, ok := c.parse(f, args)
	switch {
	case !ok:
		return code
	case len(words) != 1 || words[0] != "add-admin" && words[0] != "list":
		return c.wrong("want-staff")
	case words[0] == "add-admin" && (!accountName.MatchString(*account) || strings.TrimSpace(*name) == ""):
		return c.wrong("want-admin")
	}
	at, code, ok := kept.found(c)
	if !ok {
		return code
	}
	run := func(ctx context.Context, d directory, towns []catalog.Town) error { return c.listStaff(ctx, d) }
	if words[0] == "add-admin" {
		run = func(ctx context.Context, d directory, towns []catalog.Town) error {
			if *town != "" && !slices.ContainsFunc(towns, func(t catalog.Town) bool { return t.Code == *town }) {
				return errNoTown
			}
			return c.addAdmin(ctx, d, *account, strings.TrimSpace(*name), *town)
		}
	}
	err := withDirectory(at, run)
	var said *fault.Error
	switch {
	case errors.Is(err, errNoTown):
		return c.wrong("no-town", *town)
	case errors.As(err, &said):
		fmt.Fprintln(c.stderr, "banshi: "+said.Message.In(c.language()))
		return exitFaults
	case err != nil:
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitInternal
	}
	return exitFine
}

var (
	errNoTown   = errors.New("no such town")
	accountName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:@|-]{0,63}$`)
)

// withDirectory opens the directory of a folder that `serve` has begun.
func withDirectory(at db.Options, run func(context.Context, directory, []catalog.Town) error) (err error) {
	ctx := context.Background()
	d, err := db.Open(ctx, at)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	items, err := catalog.New(catalog.Config{Store: catalogstore.New(d), Clock: time.Now})
	if err != nil {
		return err
	}
	district, err := items.District(ctx)
	if err != nil {
		return err
	}
	towns, err := items.Towns(ctx)
	if err != nil {
		return err
	}
	return run(ctx, directory{runtimestore.New(d), time.Now, district.Zone}, towns)
}

// addAdmin takes an administrator up, of the district or of a town. Whoever is in the directory already gets the post
// besides, unless it clashes with another.
func (c *call) addAdmin(ctx context.Context, d directory, account, name, town string) error {
	by, now := actor.Robot("staff"), time.Now().UTC()
	post := actor.Post{Role: actor.DistrictAdmin}
	if town != "" {
		post = actor.Post{Role: actor.TownAdmin, Town: town}
	}
	m, err := d.store.Member(ctx, account)
	switch {
	case fault.Is(err, fault.NotFound):
		m = runtime.Member{Account: account, Joined: d.today()}
	case err != nil:
		return err
	}
	m.Name, m.Left = name, ""
	if m.Title == "" {
		m.Title = post.Role.Title().In("zh-Hans")
	}
	for _, p := range m.Posts {
		if p.Ended(d.today()) {
			continue
		}
		if p.Post == post {
			fmt.Fprintf(c.stdout, c.say("admin-already")+"\n", name, account)
			return nil
		}
		if clash, there := actor.ClashOf(p.Post, post); there {
			return fault.New(fault.Conflict, clash.Why)
		}
	}
	m.Posts = append(m.Posts, runtime.Appointment{ID: fmt.Sprintf("%s-%d", account, len(m.Posts)), Post: post, From: d.today(), By: by.ID})
	if _, _, err := d.store.Staff(ctx, runtime.Staffing{Member: m, By: by.ID, At: now, Audit: audit.Event{At: now, Actor: by, Act: string(actor.AccountManage),
		Object: audit.Object{Kind: string(actor.Account), ID: account}, Detail: map[string]any{"event": "add-admin", "role": post.Role, "town": town}}}); err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, c.say("admin-added")+"\n", name, account, post.Role.Title().In(c.language()))
	return nil
}

// listStaff prints who works here, one a line.
func (c *call) listStaff(ctx context.Context, d directory) error {
	for page := 1; ; page++ {
		list, total, err := d.store.MembersOf(ctx, runtime.MembersWanted{Page: page, Size: 200, Today: d.today()})
		if err != nil {
			return err
		}
		for _, m := range list {
			var roles []string
			for _, p := range m.Posts {
				if title := p.Role.Title().In(c.language()); p.InForce(d.today()) && !slices.Contains(roles, title) {
					roles = append(roles, title)
				}
			}
			fmt.Fprintf(c.stdout, "%s\t%s\t%s\n", m.Account, m.Name, strings.Join(roles, ", "))
		}
		if page*200 >= total {
			return nil
		}
	}
}
