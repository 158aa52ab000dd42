package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"slices"
	"time"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
	"banshi/runtime/identity"
	noticestore "banshi/runtime/notice/store"
	sharingstore "banshi/runtime/sharing/store"
	runtimestore "banshi/runtime/store"
)

// sharedGrace is how long content stays that nothing names yet, where several nodes share the files.
const sharedGrace = time.Hour

// limits of files: nodes that share a database share the folder of files.
func (s *site) limits() files.Limits {
	if !s.db.Shared() {
		return files.Limits{}
	}
	return files.Limits{Grace: sharedGrace, Clock: s.cfg.Clock}
}

// openRuntime puts the hall together: definitions and offices from the catalogue, facts from the
// sources, content in a folder, the rest in the database.
func (s *site) openRuntime(ctx context.Context) error {
	if err := s.openFiles(ctx); err != nil {
		return err
	}
	district, err := s.catalog.District(ctx)
	if err != nil {
		return err
	}
	store := runtimestore.New(s.db).Giving(runtimestore.Shared(sharingstore.NewOwn(s.db)))
	secret, err := s.secret(ctx)
	if err != nil {
		return err
	}
	s.nameSystems(keyFor(secret, "names of people to departments' own systems"))
	s.hall, err = runtime.New(runtime.Config{
		Definitions: definitions{s.catalog}, Offices: offices{s}, Names: s.catalog.Names, Sources: s.sources, Lookups: s.lookups, Files: s.files, Partials: s.files,
		Systems: s.systems, Workdays: s.catalog, Kinds: licenceKinds{s.catalog},
		Store: store, Told: noticestore.New(s.db), Types: licenceTypes{s.catalog}, Held: heldLicences{sharingstore.NewOwn(s.db)}, Outside: runtime.Outside{Channels: s.outsideInUse(), OpenID: s.openID}, Accounts: s.accounts, Tiers: s.catalog, Locations: offices{s}, Halls: offices{s}, Promises: offices{s}, Editions: editions{s.catalog}, Stops: stops{s.catalog}, Cards: s.cards(), ReaderAt: s.cfg.CardReader,
		Colleagues: colleagues{store, s.accounts, func() string { return s.cfg.Clock().In(district.Zone).Format(time.DateOnly) }}, SearchKey: keyFor(secret, "search for cases"),
		Clock: s.cfg.Clock, Zone: district.Zone, District: district.Code, Log: s.cfg.Log, Fonts: s.fonts, DraftWait: s.cfg.Patience, SubmitWait: s.cfg.Patience,
	})
	if err != nil {
		return err
	}
	n, err := s.hall.Desk.IndexCases(ctx)
	if n > 0 {
		s.cfg.Log.Info("cases of before are found by their numbers now", "cases", n)
	}
	return err
}

// keyFor derives the secret of one use from that of the folder, so that no two uses share one.
func keyFor(secret []byte, use string) []byte {
	m := hmac.New(sha256.New, secret)
	m.Write([]byte(use))
	return m.Sum(nil)
}

// colleagues are those who serve an office today, as the directory has them.
type colleagues struct {
	store    *runtimestore.Store
	accounts identity.Accounts
	today    func() string
}

// mostColleagues is how many of an office are offered to hand a case to.
const mostColleagues = 200

func (c colleagues) Colleagues(ctx context.Context, office string) ([]identity.Account, error) {
	list, _, err := c.store.MembersOf(ctx, runtime.MembersWanted{Office: office, Today: c.today(), Page: 1, Size: mostColleagues})
	if err != nil {
		return nil, err
	}
	var out []identity.Account
	for _, m := range list {
		a, err := c.accounts.Account(ctx, m.Account)
		if fault.Is(err, fault.NotFound) {
			continue // in the directory, and unknown to whoever proves who people are
		}
		if err != nil {
			return nil, err
		}
		if slices.Contains((identity.Current{Account: a}).Actor().Offices(), office) { // on leave one has none
			out = append(out, a)
		}
	}
	return out, nil
}

// Having asks for each role: who is on leave is named in the directory, and the deputy stands there in his or her place.
func (c colleagues) Having(ctx context.Context, roles ...actor.Role) ([]identity.Account, error) {
	var out []identity.Account
	for _, r := range roles {
		list, _, err := c.store.MembersOf(ctx, runtime.MembersWanted{Role: r, Today: c.today(), Page: 1, Size: mostColleagues})
		if err != nil {
			return nil, err
		}
		for _, m := range list {
			id := m.Account
			if l, away := m.Away(c.today()); away {
				id = l.Deputy
			}
			if id == "" || slices.ContainsFunc(out, func(a identity.Account) bool { return a.ID == id }) {
				continue
			}
			a, err := c.accounts.Account(ctx, id)
			switch {
			case fault.Is(err, fault.NotFound):
			case err != nil:
				return nil, err
			default:
				out = append(out, a)
			}
		}
	}
	return out, nil
}
