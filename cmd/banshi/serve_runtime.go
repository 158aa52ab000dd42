package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"path/filepath"
	"slices"

	"banshi/runtime"
	"banshi/runtime/files"
	"banshi/runtime/identity"
	runtimestore "banshi/runtime/store"
)

// openRuntime puts the hall together: definitions and offices from the catalogue, facts from the
// sources, content in a folder, the rest in the database.
func (s *site) openRuntime(ctx context.Context) error {
	bucket, err := files.OpenDir(filepath.Join(s.cfg.Data, "files"))
	if err != nil {
		return err
	}
	s.closers = append(s.closers, bucket.Close)
	s.files = files.New(bucket, files.Limits{})
	district, err := s.catalog.District(ctx)
	if err != nil {
		return err
	}
	secret, err := s.secret(ctx)
	if err != nil {
		return err
	}
	s.hall, err = runtime.New(runtime.Config{
		Definitions: definitions{s.catalog}, Offices: offices{s}, Sources: s.sources, Files: s.files, Store: runtimestore.New(s.db), Accounts: s.accounts,
		Colleagues: colleagues{s.accounts}, SearchKey: keyFor(secret, "search for cases"),
		Clock: s.cfg.Clock, Zone: district.Zone, District: district.Code, Log: s.cfg.Log,
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

// colleagues finds who serves an office among all people.
type colleagues struct{ people identity.People }

func (c colleagues) Colleagues(ctx context.Context, office string) ([]identity.Account, error) {
	all, err := c.people.People(ctx)
	return slices.DeleteFunc(all, func(a identity.Account) bool { return a.Staff == nil || !slices.Contains(a.Staff.Offices, office) }), err
}
