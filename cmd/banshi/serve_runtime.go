package main

import (
	"context"
	"path/filepath"

	"banshi/runtime"
	"banshi/runtime/files"
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
	s.hall, err = runtime.New(runtime.Config{
		Definitions: definitions{s.catalog}, Offices: offices{s}, Sources: s.sources, Files: s.files, Partials: s.files, Store: runtimestore.New(s.db), Accounts: s.accounts, Locations: offices{s},
		Clock: s.cfg.Clock, Zone: district.Zone, District: district.Code, Log: s.cfg.Log,
	})
	return err
}
