package main

import (
	"context"
	"path/filepath"
	"time"

	"banshi/runtime"
	"banshi/runtime/files"
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
	bucket, err := files.OpenDir(filepath.Join(s.cfg.Data, "files"))
	if err != nil {
		return err
	}
	s.closers = append(s.closers, bucket.Close)
	s.files = files.New(bucket, s.limits())
	district, err := s.catalog.District(ctx)
	if err != nil {
		return err
	}
	given := runtimestore.Shared(sharingstore.NewOwn(s.db))
	s.hall, err = runtime.New(runtime.Config{
		Definitions: definitions{s.catalog}, Offices: offices{s}, Sources: s.sources, Files: s.files, Partials: s.files,
		Systems: s.systems,
		Store:   runtimestore.New(s.db).Giving(given), Accounts: s.accounts, Locations: offices{s},
		Clock: s.cfg.Clock, Zone: district.Zone, District: district.Code, Log: s.cfg.Log,
	})
	return err
}
