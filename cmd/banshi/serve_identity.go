package main

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"banshi/runtime/identity"
	"banshi/runtime/identity/standin"
	identitystore "banshi/runtime/identity/store"
)

// accountsFile lists the citizens of the stand-in, in the catalogue's folder.
const accountsFile = "shared-data/accounts.json"

// openIdentity takes the stand-in for the provider of identities: there is no other yet.
func (s *site) openIdentity(ctx context.Context) error {
	desks, err := s.desks(ctx)
	if err != nil {
		return err
	}
	departments, err := s.catalog.Departments(ctx)
	if err != nil {
		return err
	}
	var ids []string
	for _, d := range departments {
		ids = append(ids, d.ID)
	}
	staff := standin.Staff(desks, ids...)
	cfg := standin.Config{Production: s.cfg.Production, Path: accountsFile, Staff: staff}
	folder := os.DirFS(s.cfg.Catalog)
	if _, err := fs.Stat(folder, accountsFile); err == nil {
		cfg.FS = folder
	}
	accounts, err := standin.Open(cfg)
	if errors.Is(err, standin.ErrProduction) {
		return s.refuse("production")
	}
	if err != nil {
		return s.refuse("accounts", err)
	}
	if err := s.openDirectory(ctx, staff); err != nil {
		return err
	}
	s.accounts = identity.Employed{Accounts: accounts, Listed: accounts, Directory: s.directory}
	s.sessions = identity.NewSessions(s.accounts, identitystore.New(s.db), s.cfg.Clock)
	return nil
}

// people is the list to choose from.
func (s *site) people() identity.People { return s.accounts }

// desks are the windows where staff sit: one for each town, with the offices that serve it alone, and
// one for the offices of the whole district.
func (s *site) desks(ctx context.Context) ([]standin.Desk, error) {
	district, err := s.catalog.District(ctx)
	if err != nil {
		return nil, err
	}
	towns, err := s.catalog.Towns(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.catalog.Offices(ctx)
	if err != nil {
		return nil, err
	}
	at := map[string][]string{}
	for _, o := range list {
		where := district.Code
		if len(o.Regions) == 1 {
			where = o.Regions[0]
		}
		at[where] = append(at[where], o.ID)
	}
	var out []standin.Desk
	for _, t := range towns {
		if len(at[t.Code]) > 0 {
			out = append(out, standin.Desk{Town: t.Code, Title: t.Title, Offices: at[t.Code]})
		}
	}
	if len(at[district.Code]) > 0 {
		out = append(out, standin.Desk{Town: district.Code, Title: district.Title, Offices: at[district.Code]})
	}
	return out, nil
}
