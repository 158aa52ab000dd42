package main

import (
	"context"

	"banshi/runtime"
	runtimestore "banshi/runtime/store"
)

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
	s.hall, err = runtime.New(runtime.Config{
		Definitions: definitions{s.catalog}, Offices: offices{s}, Sources: s.sources, Files: s.files, Partials: s.files, Store: runtimestore.New(s.db), Accounts: s.accounts, Locations: offices{s},
		Clock: s.cfg.Clock, Zone: district.Zone, District: district.Code, Log: s.cfg.Log, Fonts: s.fonts,
	})
	return err
}
