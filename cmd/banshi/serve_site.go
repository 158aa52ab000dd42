package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"time"
	_ "time/tzdata" // a bare machine has no time zones

	"banshi/catalog"
	catalogapi "banshi/catalog/api"
	catalogstore "banshi/catalog/store"
	"banshi/runtime"
	runtimeapi "banshi/runtime/api"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/web"
	"banshi/runtime/files"
	filesstore "banshi/runtime/files/store"
	"banshi/runtime/identity"
	identityapi "banshi/runtime/identity/api"
	identitystandin "banshi/runtime/identity/standin"
	identitystore "banshi/runtime/identity/store"
	"banshi/runtime/sharing"
	sharingstore "banshi/runtime/sharing/store"
	runtimestore "banshi/runtime/store"
)

// siteConfig is what whoever starts a site decides.
type siteConfig struct {
	Catalog    string            // folder of the definitions
	Data       string            // folder for the database and files, made when missing
	Addr       string            // host:port; port 0 takes a free one
	Production bool              // refuses every stand-in
	Replaced   map[string]string // source or licence → address of the process that serves it instead
	Language   string            // of what is printed: zh-Hans, en
	Clock      func() time.Time
	Log        *slog.Logger
}

// site is the whole, wired: one process of the service hall.
type site struct {
	cfg      siteConfig
	db       *db.DB
	catalog  *catalog.Service
	accounts *identitystandin.Accounts
	sessions *identity.Sessions
	sources  *sharing.Service
	files    *files.Store
	hall     runtime.Services
	server   *http.Server
	listener net.Listener
	moved    bool // its own address was taken
	pages    []page
	imported catalog.Report

	closers []func() error // in the order of opening
	jobs    sync.WaitGroup
}

// openSite opens everything and listens; requests are answered once Run is called. Whatever was
// opened is closed again when something fails.
func openSite(ctx context.Context, cfg siteConfig) (s *site, err error) {
	s = &site{cfg: cfg}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
			s = nil
		}
	}()
	for _, open := range []func(context.Context) error{s.openDatabase, s.openCatalog, s.openIdentity, s.openSharing, s.openRuntime, s.openWeb, s.listen} {
		if err := open(ctx); err != nil {
			return s, err
		}
	}
	return s, nil
}

// openDatabase opens it and brings its tables up to date. A set stands behind those that it refers to.
func (s *site) openDatabase(ctx context.Context) error {
	d, err := db.Open(ctx, db.Options{Path: filepath.Join(s.cfg.Data, "banshi.db"), Clock: s.cfg.Clock})
	if err != nil {
		return s.refuse("no-data", s.cfg.Data, cause(s.cfg.Language, err))
	}
	s.db = d
	s.closers = append(s.closers, d.Close)
	return d.Migrate(ctx, audit.Migrations(), catalogstore.Migrations(), identitystore.Migrations(), sharingstore.Migrations(),
		filesstore.Migrations(), runtimestore.Migrations())
}

// openWeb registers what is served: first the API, then the pages around it.
func (s *site) openWeb(ctx context.Context) error {
	w, err := web.New(web.Config{
		Title: "办事", Version: "1", Log: s.cfg.Log, Clock: s.cfg.Clock,
		Session: identityapi.Middleware(s.sessions, s.cfg.Production), Token: identityapi.Token,
		BodyLimit: map[string]int64{runtimeapi.UploadPath: runtimeapi.MaxUpload},
	})
	if err != nil {
		return err
	}
	w.Mux.HandleFunc("GET /healthz", s.health)
	identityapi.Register(w.API, identityapi.Config{Sessions: s.sessions, People: s.people(), Label: identitystandin.Label, Secure: s.cfg.Production})
	catalogapi.Register(w.API, s.catalog)
	runtimeapi.Register(w.API, runtimeapi.Services{Services: s.hall, Files: s.files})
	if err := s.servePages(ctx, w.Mux); err != nil {
		return err
	}
	s.server = web.Listener("", w.Handler())
	return nil
}

// health says that the database answers.
func (s *site) health(w http.ResponseWriter, r *http.Request) {
	if _, err := s.catalog.District(r.Context()); err != nil {
		web.WriteProblem(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "ok\n")
}

// Run answers requests until ctx ends, then lets those under way finish.
func (s *site) Run(ctx context.Context) error {
	jobs, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.startJobs(jobs)
	// The last events are sealed after the last request.
	defer s.jobs.Wait()
	defer stop()
	failed := make(chan error, 1)
	go func() { failed <- s.server.Serve(s.listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := s.server.Shutdown(wait); err != nil {
		return errors.Join(fmt.Errorf("serve: requests were cut off: %w", err), s.server.Close())
	}
	return nil
}

// startJobs begins what goes on beside requests.
func (s *site) startJobs(ctx context.Context) {
	s.jobs.Go(func() {
		audit.NewSequencer(s.db, 0).Run(ctx, time.Second, func(err error) { s.cfg.Log.Error("seal the audit trail", "error", err) })
	})
	s.every(ctx, 10*time.Minute, "sweep sessions", func() error {
		_, err := s.sessions.Sweep(ctx)
		return err
	})
	s.every(ctx, time.Hour, "sweep broken uploads", func() error {
		_, err := s.files.Sweep(ctx, s.cfg.Clock().Add(-24*time.Hour))
		return err
	})
}

// every does a job again and again until ctx ends. A failure is logged; the next round tries again.
func (s *site) every(ctx context.Context, interval time.Duration, name string, job func() error) {
	s.jobs.Go(func() {
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				if err := job(); err != nil && ctx.Err() == nil {
					s.cfg.Log.Error(name, "error", err)
				}
			}
		}
	})
}

// Close gives everything back, in the opposite order of opening. Run must have returned.
func (s *site) Close() error {
	var faults []error
	for i := len(s.closers) - 1; i >= 0; i-- {
		faults = append(faults, s.closers[i]())
	}
	s.closers = nil
	return errors.Join(faults...)
}
