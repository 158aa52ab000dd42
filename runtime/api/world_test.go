package api_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/engine"
	shapes "banshi/engine/check"
	"banshi/engine/eval"
	"banshi/engine/prove"
	"banshi/engine/record"
	"banshi/engine/spec"
	"banshi/engine/value"
	"banshi/runtime"
	"banshi/runtime/api"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
	pdffile "banshi/runtime/base/pdf"
	"banshi/runtime/base/web"
	"banshi/runtime/files"
	filestore "banshi/runtime/files/store"
	"banshi/runtime/identity"
	identityapi "banshi/runtime/identity/api"
	"banshi/runtime/identity/standin"
	identitystore "banshi/runtime/identity/store"
	noticestore "banshi/runtime/notice/store"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/file"
	sharingstore "banshi/runtime/sharing/store"
	"banshi/runtime/sharing/table"
	"banshi/runtime/store"
)

const nanhai = "../../examples/nanhai"

// catalogue is compiled once for all tests: it is immutable.
var catalogue = sync.OnceValue(func() *engine.Catalogue { return engine.Open(os.DirFS(nanhai)) })

// definitions serves the example district; withdrawn items have no current version.
type definitions struct {
	mu        sync.Mutex
	withdrawn map[string]bool
	extra     *engine.Catalogue // for a test's own items
}

func (d *definitions) program(item, language string) *eval.Program {
	if p := catalogue().Program(item, language); p != nil || d.extra == nil {
		return p
	}
	return d.extra.Program(item, language)
}

func (d *definitions) Current(ctx context.Context, item string) (runtime.Definition, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.withdrawn[item] {
		return runtime.Definition{}, fault.New(fault.NotFound, fault.Say("没有这个事项", "in English"))
	}
	return d.At(ctx, item, 1)
}

func (d *definitions) At(_ context.Context, item string, version int) (runtime.Definition, error) {
	p := d.program(item, "zh-Hans")
	if p == nil || version != 1 {
		return runtime.Definition{}, fault.New(fault.NotFound, fault.Say("没有这个事项", "in English"))
	}
	return runtime.Definition{Item: item, Version: 1, Digest: p.Plan().Digest,
		Program: func(language string) *eval.Program { return d.program(item, language) }}, nil
}

// editions says that every item was published once.
type editions struct{}

func (editions) version() runtime.PublicVersion {
	return runtime.PublicVersion{Number: 1, Effective: "2026-11-01", At: time.Date(2026, 11, 1, 2, 0, 0, 0, time.UTC)}
}

func (e editions) Items(_ context.Context, language string) ([]runtime.PublicItem, error) {
	var out []runtime.PublicItem
	for _, id := range []string{"elder_allowance", "food_business_licence_new"} {
		p := catalogue().Program(id, language).Plan()
		out = append(out, runtime.PublicItem{ID: id, Name: p.Name, Department: p.Department.Title, PublicVersion: e.version()})
	}
	return out, nil
}

func (e editions) Versions(_ context.Context, item string) ([]runtime.PublicVersion, error) {
	if catalogue().Program(item, "zh-Hans") == nil {
		return nil, nil
	}
	return []runtime.PublicVersion{e.version()}, nil
}

// names are what the example district calls its offices in a language.
func names(_ context.Context, language string) map[string]string { return catalogue().Names(language) }

// offices are those of the example district, as long as the catalogue can be read.
type offices struct{ unread *bool }

var errUnread = errors.New("the catalogue can't be read")

func (offices) list(department string, fits func(regions []string) bool) []runtime.Office {
	var out []runtime.Office
	for _, o := range catalogue().Spec.Catalog.Offices {
		var regions []string
		for _, r := range o.Regions {
			regions = append(regions, r.S)
		}
		if o.Department.S == department && fits(regions) {
			out = append(out, runtime.Office{ID: o.ID.S, Title: o.Title.S, Address: o.Address.S, Hours: o.Hours.S})
		}
	}
	return out
}

func (f offices) Dispatch(_ context.Context, department, region string) (runtime.Office, bool, error) {
	if *f.unread {
		return runtime.Office{}, false, errUnread
	}
	l := f.list(department, func(regions []string) bool {
		for _, r := range regions {
			if r == region {
				return true
			}
		}
		return false
	})
	if len(l) == 0 {
		return runtime.Office{}, false, nil
	}
	return l[0], true, nil
}

func (f offices) Of(_ context.Context, department string) ([]runtime.Office, error) {
	if *f.unread {
		return nil, errUnread
	}
	return f.list(department, func([]string) bool { return true }), nil
}

// AnswerWithin is what the example promises.
func (offices) AnswerWithin(_ context.Context, office string) (int, error) {
	for _, o := range catalogue().Spec.Catalog.Offices {
		if o.ID.S == office && o.Consultation != nil {
			return o.Consultation.Workdays, nil
		}
	}
	return catalogue().Spec.Catalog.Consultation.Workdays, nil
}

// Hall has the slots of the office's hours on every day but Sundays.
func (offices) Hall(_ context.Context, office string) (runtime.Hall, bool, error) {
	for _, o := range catalogue().Spec.Catalog.Offices {
		hours, ok := value.ParseHours(o.Hours.S)
		if b := o.Booking; b != nil && ok && o.ID.S == office {
			return runtime.Hall{Slot: b.Slot, Places: b.Places, Ahead: b.Ahead, Visits: []string{"apply", "originals", "collect"}, Slots: func(day time.Time) []int {
				var out []int
				for _, r := range hours.On(int(day.Weekday())) {
					for at := r[0]; at+b.Slot <= r[1]; at += b.Slot {
						out = append(out, at)
					}
				}
				return out
			}}, true, nil
		}
	}
	return runtime.Hall{}, false, nil
}

func (offices) Locations() []runtime.Location {
	var out []runtime.Location
	for _, o := range catalogue().Spec.Catalog.Offices {
		l := runtime.Location{Office: o.ID.S, Title: o.Title.S, Department: o.Department.S}
		if len(o.Regions) == 1 {
			l.Town = o.Regions[0].S
		}
		out = append(out, l)
	}
	return out
}

func (offices) Towns() []runtime.Titled {
	var out []runtime.Titled
	for _, t := range catalogue().Spec.Catalog.Towns {
		out = append(out, runtime.Titled{ID: t.Code.S, Title: t.Title.S})
	}
	return out
}

func (offices) Departments() []runtime.Titled {
	var out []runtime.Titled
	for _, d := range catalogue().Spec.Catalog.Departments {
		out = append(out, runtime.Titled{ID: d.ID.S, Title: d.Short.S})
	}
	return out
}

// register is a source that can be stopped, be slow, or say something else.
type register struct {
	sharing.Driver
	mu     sync.Mutex
	down   bool
	slow   chan struct{} // it answers once this is closed; nil: at once
	change func([]sharing.Record) []sharing.Record
	asked  []string
}

func (r *register) Lookup(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
	r.mu.Lock()
	down, slow, change := r.down, r.slow, r.change
	r.asked = append(r.asked, w.Key)
	r.mu.Unlock()
	if slow != nil {
		select {
		case <-slow:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if down {
		return nil, sharing.ErrUnreachable
	}
	if slices.Contains(neighbours, w.Key) {
		w.Key = elderNo // they differ by their numbers alone
	}
	list, err := r.Driver.Lookup(ctx, w)
	if change != nil && err == nil {
		list = change(list)
	}
	return list, err
}

func (r *register) set(f func(*register)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f(r)
}

// world is a whole hall on a real database.
type world struct {
	t        *testing.T
	h        http.Handler
	clock    *dbtest.Clock
	db       *db.DB
	defs     *definitions
	unread   bool // the catalogue of offices
	stops    *stopList
	sources  map[string]*register
	sessions *identity.Sessions
	accounts *accounts
	mandates *identity.Mandates
	uploads  string // folder of the content of files
	content  *files.Store
	source   *sharing.Service
	asked    runtime.Sources // the same, as the hall asks it
	lookups  *sharingstore.Lookups
	site     *web.Server
	hall     runtime.Services
	systems  runtime.Systems
}

// accounts can take away the proof of a right to act, and lower a level.
type accounts struct {
	identity.Accounts
	mu       sync.Mutex
	unproven map[string]bool
	levels   map[string]identity.Level
	more     map[string][]identity.Applicant // in whose name somebody may act besides
	staff    []identity.Account              // besides those of the stand-in
	others   []identity.Account              // who apply, besides those of the stand-in
}

// Colleagues lists who serves an office, who came last first.
func (a *accounts) Colleagues(ctx context.Context, office string) ([]identity.Account, error) {
	list, err := a.Accounts.(identity.People).People(ctx)
	a.mu.Lock()
	defer a.mu.Unlock()
	list = slices.Concat(a.staff, list)
	return slices.DeleteFunc(list, func(x identity.Account) bool {
		return x.Staff == nil || !slices.Contains((identity.Current{Account: x}).Actor().Offices(), office)
	}), err
}

// Having lists who has one of some roles.
func (a *accounts) Having(ctx context.Context, roles ...actor.Role) ([]identity.Account, error) {
	list, err := a.Accounts.(identity.People).People(ctx)
	a.mu.Lock()
	defer a.mu.Unlock()
	list = append(list, a.staff...)
	return slices.DeleteFunc(list, func(x identity.Account) bool {
		who := identity.Current{Account: x}.Actor()
		return !slices.ContainsFunc(roles, who.Has)
	}), err
}

func (a *accounts) Account(ctx context.Context, id string) (identity.Account, error) {
	out, err := a.Accounts.Account(ctx, id)
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, x := range slices.Concat(a.staff, a.others) {
		if x.ID == id {
			out, err = x, nil
		}
	}
	if more := a.more[id]; more != nil {
		out.Applicants = append(append([]identity.Applicant(nil), out.Applicants...), more...)
	}
	if level, ok := a.levels[id]; ok {
		out.Level = level
	}
	if a.unproven[id] {
		out.Applicants = append([]identity.Applicant(nil), out.Applicants...)
		for i := range out.Applicants {
			out.Applicants[i].Proven = false
		}
	}
	return out, err
}

func newWorld(t *testing.T) *world { return newWorldWith(t, nil) }

// newWorldWith is a world whose hall asks its registers through somebody else.
func newWorldWith(t *testing.T, through func(runtime.Sources) runtime.Sources) *world {
	t.Helper()
	if f := catalogue().Faults; f.HasErrors() {
		t.Fatalf("the example district has faults:\n%s", f.Text(catalogue().Sources, "zh-Hans"))
	}
	w := &world{t: t, clock: dbtest.NewClock(), systems: systems(), stops: new(stopList), defs: &definitions{withdrawn: map[string]bool{}}, sources: map[string]*register{}}
	w.db = dbtest.Open(t, w.clock, audit.Migrations(), identitystore.Migrations(), sharingstore.Migrations(), filestore.Migrations(), noticestore.Migrations(), store.Migrations())
	dir := os.DirFS(nanhai)
	w.openIdentity(dir)
	w.source = w.openSources(dir)
	w.uploads = t.TempDir()
	w.asked = w.source
	if through != nil {
		w.asked = through(w.source)
	}
	w.serve()
	return w
}

// restarted is another process on the same data.
func (w *world) restarted() *world {
	again := *w
	again.serve()
	return &again
}

// serve puts the hall together and registers its routes.
func (w *world) serve() {
	t := w.t
	bucket, err := files.OpenDir(w.uploads)
	check(t, err)
	t.Cleanup(func() { check(t, bucket.Close()) })
	w.content = files.New(bucket, files.Limits{Converter: files.Converter()})
	zone := time.FixedZone("CST", 8*3600)
	places := offices{&w.unread}
	services, err := runtime.New(runtime.Config{Definitions: w.defs, Offices: places, Names: names, Sources: w.asked, Lookups: w.lookups, Files: w.content, Partials: w.content, Store: store.New(w.db).Giving(store.Shared(sharingstore.NewOwn(w.db))), Told: noticestore.New(w.db), Types: licenceKinds{}, Held: held{sharingstore.NewOwn(w.db)}, Outside: w.outside(), Accounts: w.acting(), Locations: places, Halls: places, Promises: places, Editions: editions{}, Stops: w.stops, Systems: w.systems, Kinds: kinds{},
		ReaderAt: "http://127.0.0.1:18889/api", Colleagues: w.accounts, SearchKey: bytes.Repeat([]byte("s"), 32),
		Clock: w.clock.Now, Zone: zone, District: "440605", DraftWait: patience, SubmitWait: patience, Fonts: fonts()})
	check(t, err)
	s, err := web.New(web.Config{Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Clock: w.clock.Now, Names: names,
		Session: identityapi.Middleware(w.sessions, false), Token: identityapi.Token, BodyLimit: map[string]int64{api.UploadPath: api.MaxUpload, api.EnclosurePath: api.MaxEnclosureBody}})
	check(t, err)
	tus, err := files.NewTus(w.content)
	check(t, err)
	api.Register(s.API, api.Services{Services: services, Files: w.content, Uploads: tus, Site: "https://hall.example"})
	identityapi.Register(s.API, s.Mux, identityapi.Config{Sessions: w.sessions, Mandates: w.mandates})
	w.site, w.h, w.hall = s, s.Handler(), services
}

// fonts are opened once; nil where Debian's are not installed.
var fonts = sync.OnceValue(func() *pdffile.Fonts {
	f, _ := pdffile.OpenFonts(pdffile.Places())
	return f
})

// photo is a picture of a size.
func photo(width, height int) []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))) // into memory
	return b.Bytes()
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// acting are the accounts with those in whose name an authorisation lets them act.
func (w *world) acting() identity.Accounts {
	return identity.Acting{Accounts: w.accounts, Mandates: w.mandates}
}

func (w *world) openIdentity(dir fs.FS) {
	var desks []standin.Desk
	for _, town := range catalogue().Spec.Catalog.Towns {
		d := standin.Desk{Town: town.Code.S, Title: town.Title.S}
		for _, o := range catalogue().Spec.Catalog.Offices {
			for _, r := range o.Regions {
				if r.S == town.Code.S {
					d.Offices = append(d.Offices, o.ID.S)
				}
			}
		}
		desks = append(desks, d)
	}
	list, err := standin.Open(standin.Config{FS: dir, Path: "shared-data/accounts.json", Staff: standin.Staff(desks)})
	check(w.t, err)
	w.accounts = &accounts{Accounts: list, unproven: map[string]bool{}, levels: map[string]identity.Level{}}
	w.mandates = identity.NewMandates(identitystore.NewMandates(w.db), w.clock.Now, time.FixedZone("CST", 8*3600))
	w.sessions = identity.NewSessions(w.acting(), identitystore.New(w.db), w.clock.Now)
}

// openSources puts every register of the district behind a switch. Its answers are kept for as long as the
// district says; a test that changes a register lets them grow stale, see world.later.
func (w *world) openSources(dir fs.FS) *sharing.Service {
	var list []sharing.Source
	add := func(id, title, department string, fresh spec.Span, licence bool, driver sharing.Driver) {
		r := &register{Driver: driver}
		w.sources[id] = r
		list = append(list, sharing.Source{ID: id, Licence: licence, Title: title, Department: department, Timeout: patience, Fresh: w.days(fresh), Driver: r})
	}
	for _, s := range catalogue().Spec.Sources {
		driver := sharing.Driver(file.New(dir, s.Driver.File.S))
		if len(s.Rows) > 0 {
			driver = table.New("catalogue "+s.ID.S, func(context.Context) ([]record.Row, error) { return prove.Dated(s), nil })
		}
		add(s.ID.S, s.Title.S, s.Department.S, s.Fresh, false, driver)
	}
	for _, l := range catalogue().Spec.Licences {
		add(l.ID.S, l.Title.S, l.Issuer.S, l.Fresh, true, file.New(dir, l.Driver.File.S))
	}
	log, err := sharingstore.New(w.db, bytes.Repeat([]byte("k"), 32))
	check(w.t, err)
	w.lookups = log
	s, err := sharing.New(sharing.Config{Clock: w.clock.Now, Log: log, Book: sharingstore.NewOwn(w.db), Failures: 1000, AtOnce: 200}, list)
	check(w.t, err)
	w.t.Cleanup(s.Close)
	return s
}

// kinds are those of the example district.
type kinds struct{}

func (kinds) LicenceKinds(context.Context) (out []runtime.LicenceKind, err error) {
	for _, l := range catalogue().Spec.Licences {
		k := runtime.LicenceKind{ID: l.ID.S, Title: l.Title.S, Department: l.Issuer.S, Wrong: shapes.ShapeOf(catalogue().Spec, l.Key, l.Fields).Wrong}
		for _, f := range l.Fields {
			k.Cells = append(k.Cells, runtime.LicenceCell{ID: f.ID.S, Title: f.Title.S, Type: f.Type.S})
		}
		out = append(out, k)
	}
	return out, nil
}

// neighbours are numbers of more elders of 桂城, whom the registers know as they know P004: who has one application open can't
// hand in another.
var neighbours = []string{"440605194402200019", "440605194402200035", "440605194402200051", "440605194402200078", "440605194402200094", "440605194402200115", "440605194402200131", "440605194402200158", "440605194402200174"}

// elder is one of them.
func (w *world) elder(i int) *browser {
	w.t.Helper()
	account, err := w.accounts.Accounts.Account(context.Background(), "P004")
	check(w.t, err)
	account.ID, account.No = fmt.Sprintf("E%03d", i), neighbours[i]
	account.Applicants = slices.Clone(account.Applicants)
	for j := range account.Applicants {
		account.Applicants[j].No = account.No // himself: he acts for nobody else
	}
	w.accounts.mu.Lock()
	w.accounts.others = append(w.accounts.others, account)
	w.accounts.mu.Unlock()
	return w.as(account.ID, "", "web")
}

// later lets every answer of a register grow stale, and signs somebody in again.
func (w *world) later(account string) *browser {
	w.t.Helper()
	longest := time.Duration(0)
	for _, s := range catalogue().Spec.Sources {
		longest = max(longest, w.days(s.Fresh))
	}
	for _, l := range catalogue().Spec.Licences {
		longest = max(longest, w.days(l.Fresh))
	}
	w.clock.Move(longest + time.Minute)
	return w.as(account, "", "web")
}

// days is a span of the catalogue that is written in days.
func (w *world) days(s spec.Span) time.Duration {
	if s.N != 0 && s.Unit != "d" {
		w.t.Fatalf("fresh: %d%s: the tests know days alone", s.N, s.Unit)
	}
	return time.Duration(s.N) * 24 * time.Hour
}

var pdf = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")

// events counts the trail's events of an act on an object ("" any).
func (w *world) events(act, object string) int {
	q := w.db.Read().NewSelect().TableExpr("audit_events").Where("act = ?", act)
	if object != "" {
		q = q.Where("object_id = ?", object)
	}
	n, err := q.Count(context.Background())
	check(w.t, err)
	return int(n)
}

// rows counts the rows of a table.
func (w *world) rows(table string) int {
	n, err := w.db.Read().NewSelect().TableExpr(table).Count(context.Background())
	check(w.t, err)
	return int(n)
}

func (w *world) exec(query string, args ...any) {
	w.t.Helper()
	check(w.t, w.db.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw(query, args...).Exec(ctx)
		return err
	}))
}

// values joins what a query finds.
func (w *world) values(query string, args ...any) string {
	w.t.Helper()
	var out []string
	check(w.t, w.db.Read().NewRaw(query, args...).Scan(context.Background(), &out))
	return strings.Join(out, ",")
}

func (w *world) value(query string, args ...any) string {
	w.t.Helper()
	var out string
	check(w.t, w.db.Read().NewRaw(query, args...).Scan(context.Background(), &out))
	return out
}

// try is exec that may fail.
func (w *world) try(query string) error {
	return w.db.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw(query).Exec(ctx)
		return err
	})
}

// patience is how long the tests wait for registers that answer: long enough for a busy machine under
// the race detector. Those that do not answer are switched down, not slow.
const patience = time.Minute
