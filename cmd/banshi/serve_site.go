package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	_ "time/tzdata" // a bare machine has no time zones

	"banshi/catalog"
	catalogapi "banshi/catalog/api"
	"banshi/cmd/banshi/standin"
	"banshi/designer"
	designerapi "banshi/designer/api"
	"banshi/engine/value"
	"banshi/runtime"
	runtimeapi "banshi/runtime/api"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/pdf"
	"banshi/runtime/base/span"
	"banshi/runtime/base/web"
	"banshi/runtime/files"
	"banshi/runtime/identity"
	identityapi "banshi/runtime/identity/api"
	identitystandin "banshi/runtime/identity/standin"
	"banshi/runtime/notice"
	"banshi/runtime/notice/wechat"
	"banshi/runtime/sharing"
	sharingapi "banshi/runtime/sharing/api"
	"banshi/runtime/sharing/push"
	sharingsql "banshi/runtime/sharing/sql"
	sharingstore "banshi/runtime/sharing/store"
	runtimestore "banshi/runtime/store"
)

// siteConfig is what whoever starts a site decides.
type siteConfig struct {
	Catalog    string            // folder of the definitions
	Data       string            // folder for the database and files, made when missing
	Database   string            // address of a PostgreSQL; "": a file of SQLite in Data
	Storage    storage           // where files are kept, and who looks at them
	Addr       string            // host:port; port 0 takes a free one
	AnyPort    bool              // a free port where Addr is taken
	Production bool              // refuses every stand-in, and what production.go lists
	TLS        *keyPair          // nil: in the clear
	Pushers    *pushers          // departments that push with certificates; nil: they sign
	Proxies    []netip.Prefix    // who may say for whom it asks; requests in the clear come from them alone
	Metrics    string            // host:port of metrics and health; "" none
	Root       bool              // the program could do anything on this machine
	ClockKept  bool              // something keeps the clock right
	Databases  map[string]string // name of a database that sources read → its address
	URL        string            // how browsers reach it, https://host; "" as they say
	Identity   identityConfig    // of the provider of identities; without an issuer a stand-in
	Replaced   map[string]string // source or licence → address of the process that serves it instead
	External   map[string]string // origin of a department's own system → origin of the stand-in that serves it instead
	Limits     limits            // of how often and how much; the zero value has none
	Traces     string            // where spans are sent; "" nowhere
	Audit      auditKey          // by which heads of the trail are signed
	SignOn     string            // keys that are shared with departments' own systems
	CardReader string            // of each clerk's own machine, as its browser reaches it; "" none
	Outside    providers         // who sends what people are told
	Language   string            // of what is printed: zh-Hans, en
	Patience   time.Duration     // how long sources are waited for at least, whatever their definitions say; 0: as those say
	Clock      func() time.Time
	Log        *slog.Logger
}

// site is the whole, wired: one process of the service hall.
type site struct {
	cfg       siteConfig
	db        *db.DB
	catalog   *catalog.Service
	drafts    *catalog.Drafts
	designer  *designer.Service
	people    *identitystandin.Accounts // nil: a real provider
	standIn   *identitystandin.Provider
	accounts  identity.Accounts
	directory directory
	mandates  *identity.Mandates
	sessions  *identity.Sessions
	signIn    *identity.SignIn
	sources   *sharing.Service
	lookups   *sharingstore.Lookups
	push      *push.Service
	systems   runtime.Systems
	post      *notice.Post
	wechat    *wechat.Client // nil: there is no mini program
	messages  *standin.Messages

	databases    map[string]*sharingsql.Database // those that sources read, by name
	files        *files.Store
	fonts        *pdf.Fonts
	hall         runtime.Services
	mux          *http.ServeMux
	server       *http.Server
	listener     net.Listener
	moved        bool // its own address was taken
	pages        []page
	imported     catalog.Report
	pulse        pulse
	metrics      *metrics
	throttle     *throttle
	auditKey     audit.Key
	tracer       *span.Tracer
	inside       net.Listener // of metrics; nil: none
	insideServer *http.Server
	missing      atomic.Int64 // places of the audit trail

	closers []func() error // in the order of opening
	jobs    sync.WaitGroup
	replays chan struct{} // somebody ordered one
}

// openSite opens everything and listens; requests are answered once Run is called. Whatever was
// opened is closed again when something fails.
func openSite(ctx context.Context, cfg siteConfig) (s *site, err error) {
	s = &site{cfg: cfg, databases: map[string]*sharingsql.Database{}, metrics: newMetrics(), replays: make(chan struct{}, 1)}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
			s = nil
		}
	}()
	for _, open := range []func(context.Context) error{s.openSafe, s.openTraces, s.openSystems, s.openData, s.openDatabase, s.openAudit, s.openCatalog, s.listen, s.openIdentity, s.openSharing, s.openRuntime, s.openNotices, s.openLimits, s.openWeb} {
		if err := open(ctx); err != nil {
			return s, err
		}
	}
	return s, nil
}

// openWeb registers what is served: first the API, then the pages around it.
func (s *site) openWeb(ctx context.Context) error {
	w, err := web.New(web.Config{
		Title: "办事", Version: "1", Log: s.cfg.Log, Clock: s.cfg.Clock, Seen: s.metrics.request,
		Encode: func(b []byte, v any) ([]byte, error) { return value.Encode(b, v, false) },
		Names:  s.catalog.Names,
		Trace:  s.tracer, Admit: s.throttle.admit, Allow: s.throttle.allow,
		Session: identityapi.Middleware(s.sessions, s.secure()), Token: identityapi.Token,
		Posted: s.posted(), Reached: s.reached(),
		BodyLimit: map[string]int64{runtimeapi.EnclosurePath: runtimeapi.MaxEnclosureBody, runtimeapi.UploadPath: runtimeapi.MaxUpload, sharingapi.PushPath: push.MaxBody, designerapi.ListsPath: designerapi.MaxList},
	})
	if err != nil {
		return err
	}
	s.mux = w.Mux
	w.Mux.HandleFunc("GET /healthz", s.health)
	w.Mux.HandleFunc("GET /livez", live)
	identityapi.Register(w.API, w.Mux, identityapi.Config{Sessions: s.sessions, People: s.listed(), Label: identitystandin.Label, Secure: s.secure(),
		Entrance: s.entrance(), Mandates: s.mandates, Log: func(_ context.Context, err error) { s.cfg.Log.Warn("sign-in", "error", err) }})
	if s.standIn != nil {
		w.Mux.Handle("GET "+identitystandin.Path, s.standIn.Handler())
		w.Mux.Handle("POST "+identitystandin.Path, s.standIn.Handler())
	}
	if s.cfg.Outside.SMS == "" || s.cfg.Outside.WeChat == "" {
		w.Mux.Handle("GET "+standin.MessagesPath, s.messages)
	}
	catalogapi.Register(w.API, s.catalog, asking)
	catalogapi.RegisterDrafts(w.API, s.drafts, asking)
	designerapi.Register(w.API, s.designer, asking)
	sharingapi.RegisterPush(w.API, s.push)
	tus, err := files.NewTus(s.files)
	if err != nil {
		return err
	}
	runtimeapi.Register(w.API, runtimeapi.Services{Services: s.hall, Files: s.files, Uploads: tus, Site: s.outside(), Receipts: s.receipts})
	if err := s.servePages(ctx, w.Mux); err != nil {
		return err
	}
	s.server = web.Listener("", s.around(w.Handler()))
	s.server.ErrorLog = slog.NewLogLogger(s.cfg.Log.Handler(), slog.LevelWarn)
	return s.listenMetrics(ctx)
}

// asking is who asks; nobody where nobody is signed in.
func asking(ctx context.Context) actor.Actor {
	if who, ok := identity.From(ctx); ok {
		return who.Actor()
	}
	return actor.Actor{}
}

// secure: browsers come by TLS, so cookies never go without it.
func (s *site) secure() bool {
	return s.cfg.Production || s.cfg.TLS != nil || strings.HasPrefix(s.cfg.URL, "https://")
}

// Run answers requests until ctx ends, then lets those under way finish.
func (s *site) Run(ctx context.Context) error {
	ongoing, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.startJobs(ongoing)
	s.startQueue(ongoing)
	// The last events are sealed after the last request.
	defer s.jobs.Wait()
	defer stop()
	failed := make(chan error, 2)
	go func() { failed <- s.server.Serve(s.listener) }()
	if s.inside != nil {
		go func() { failed <- s.insideServer.Serve(s.inside) }()
		defer func() { _ = s.insideServer.Close() }()
	}
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
		s.sequencer().Run(ctx, sealEvery, func(err error) { s.cfg.Log.Error("seal the audit trail", "error", err) })
	})
	s.every(ctx, time.Hour, "tell the head of the audit trail", func() error { return s.tellHead(ctx) })
	s.every(ctx, 10*time.Minute, "count the audit trail", func() error { return s.countTrail(ctx) })
	s.every(ctx, 30*time.Second, "verify what was typed while a register was silent", func() error {
		_, err := s.hall.Verify.Run(ctx)
		return err
	})
	s.every(ctx, 10*time.Minute, "sweep sessions", func() error {
		_, err := s.sessions.Sweep(ctx)
		return err
	})
	s.every(ctx, 10*time.Minute, "sweep sign-ins", func() error {
		_, err := s.signIn.Sweep(ctx)
		return err
	})
	s.every(ctx, 30*time.Second, "look for viruses in what waits", func() error {
		_, err := s.files.CheckDue(ctx)
		return err
	})
	s.every(ctx, time.Hour, "sweep broken uploads", func() error {
		_, err := s.files.Sweep(ctx, s.cfg.Clock().Add(-24*time.Hour))
		return err
	})
	s.every(ctx, 10*time.Minute, "cases whose day is over", func() error {
		_, err := s.hall.Desk.Late(ctx)
		return err
	})
	s.every(ctx, time.Hour, "remind of last days that are near", func() error {
		_, err := s.hall.Notices.Remind(ctx)
		return err
	})
	s.every(ctx, 10*time.Minute, "tell staff of days that are near or over", func() error {
		_, err := s.hall.Notices.RemindDesks(ctx)
		return err
	})
	s.every(ctx, 6*time.Hour, "remind of licences that expire", func() error {
		_, err := s.hall.Licences.Remind(ctx)
		return err
	})
	s.every(ctx, time.Hour, "count the months that are over", func() error {
		_, err := s.hall.Public.CloseMonths(ctx)
		return err
	})
	s.every(ctx, time.Hour, "forget what is public no more", func() error {
		_, err := s.hall.Public.Forget(ctx)
		return err
	})
	s.every(ctx, 10*time.Minute, "forget who has not asked for long", func() error { return s.sweepLimits(ctx) })
	s.every(ctx, time.Hour, "remove content that nothing names", func() error {
		_, err := s.files.Prune(ctx, s.cfg.Clock().Add(-time.Hour), runtimestore.New(s.db).Named)
		return err
	})
}

// every does a job at once, and again and again until ctx ends. A failure is logged; the next round tries again.
func (s *site) every(ctx context.Context, interval time.Duration, name string, job func() error) {
	s.jobs.Go(func() {
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			err := job()
			if err != nil && ctx.Err() == nil {
				s.cfg.Log.Error(name, "error", err)
			}
			s.metrics.job(name, err, s.cfg.Clock())
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
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
