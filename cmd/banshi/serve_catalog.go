package main

import (
	"context"
	"errors"
	"os"

	"banshi/catalog"
	catalogstore "banshi/catalog/store"
	"banshi/engine/load"
	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	runtimestore "banshi/runtime/store"
)

// openCatalog imports the folder: what changed since the last start is published.
func (s *site) openCatalog(ctx context.Context) error {
	if info, err := os.Stat(s.cfg.Catalog); err != nil || !info.IsDir() {
		return s.refuse("no-catalogue", s.cfg.Catalog)
	}
	if !load.IsCatalogue(os.DirFS(s.cfg.Catalog)) {
		return s.refuse("no-definitions", s.cfg.Catalog)
	}
	c, err := catalog.New(catalog.Config{Store: catalogstore.New(s.db), Clock: s.cfg.Clock, Demand: s.demand, Answers: s.answers, Log: s.cfg.Log, Program: programID()})
	if err != nil {
		return err
	}
	s.catalog = c
	if err := s.openDrafts(); err != nil {
		return err
	}
	s.openDesigner()
	var left []string
	s.imported, left, err = c.Renew(ctx, os.DirFS(s.cfg.Catalog), catalog.Importing{By: actor.Robot("import")})
	if len(left) > 0 {
		s.cfg.Log.WarnContext(ctx, "files of the folder are left out: of a draft they were published otherwise since the folder was read last", "files", left)
	}
	if errors.Is(err, catalog.ErrFaulty) {
		return s.refuse("faulty", s.imported.Faults.Text(s.imported.Sources, s.cfg.Language), s.cfg.Catalog)
	}
	if fault.Is(err, fault.Invalid) {
		return s.refuse("unusable", s.cfg.Catalog, errors.Unwrap(err), s.cfg.Catalog)
	}
	return err
}

// demandDays is how long it counts that somebody began or submitted an item.
const demandDays = 90

// demand tells what people wanted most lately.
func (s *site) demand(ctx context.Context) (map[string]int, error) {
	return runtimestore.New(s.db).Wanted(ctx, s.cfg.Clock().AddDate(0, 0, -demandDays))
}

// answers are the frequent questions that were published, for who searches.
func (s *site) answers(ctx context.Context, language string) ([]catalog.Answer, int64, error) {
	if s.hall.FAQ == nil {
		return nil, 0, nil // the hall isn't open yet
	}
	list, stamp, err := s.hall.FAQ.Published(ctx)
	var out []catalog.Answer
	for _, f := range list {
		if qa, ok := f.In(language); ok {
			out = append(out, catalog.Answer{Item: f.Item, Ask: qa.Ask, Answer: qa.Answer})
		}
	}
	return out, stamp, err
}

// definitions is runtime.Definitions on the catalogue.
type definitions struct{ *catalog.Service }

var _ runtime.Definitions = definitions{}

func (d definitions) Current(ctx context.Context, item string) (runtime.Definition, error) {
	return definitionOf(d.Service.Current(ctx, item))
}

func (d definitions) At(ctx context.Context, item string, version int) (runtime.Definition, error) {
	return definitionOf(d.Service.At(ctx, item, version))
}

func definitionOf(d catalog.Definition, err error) (runtime.Definition, error) {
	if err != nil {
		return runtime.Definition{}, err
	}
	return runtime.Definition{Item: d.Item, Version: d.Number, Digest: d.Program(catalog.Chinese).Plan().Digest, Program: d.Program}, nil
}

// stops is runtime.Stops on the catalogue.
type stops struct{ *catalog.Service }

var _ runtime.Stops = stops{}

func (s stops) Stopped(ctx context.Context, item, language string) (*runtime.Stopped, error) {
	there, err := s.Service.Stopped(ctx, item)
	if there == nil || err != nil {
		return nil, err
	}
	return &runtime.Stopped{Notice: there.In(language), At: there.At}, nil
}

// editions is runtime.Editions on the catalogue.
type editions struct{ *catalog.Service }

var _ runtime.Editions = editions{}

func (e editions) Items(ctx context.Context, language string) ([]runtime.PublicItem, error) {
	list, err := e.Published(ctx, language)
	out := make([]runtime.PublicItem, len(list))
	for i, p := range list {
		out[i] = runtime.PublicItem{ID: p.Item, Name: p.Name, Department: p.Department, Withdrawn: p.Withdrawn, PublicVersion: publicVersion(p.Version)}
	}
	return out, err
}

func (e editions) Versions(ctx context.Context, item string) ([]runtime.PublicVersion, error) {
	list, err := e.Service.Versions(ctx, item)
	out := make([]runtime.PublicVersion, len(list))
	for i, v := range list {
		out[i] = publicVersion(v)
	}
	return out, err
}

func publicVersion(v catalog.Version) runtime.PublicVersion {
	return runtime.PublicVersion{Number: v.Number, Effective: v.Effective, At: v.At}
}

// offices is runtime.Offices on the catalogue.
type offices struct{ *site }

var _ runtime.Offices = offices{}

func (o offices) Dispatch(ctx context.Context, department, region string) (runtime.Office, bool, error) {
	office, ok, err := o.catalog.Dispatch(ctx, department, region)
	return officeOf(office), ok, err
}

func (o offices) Of(ctx context.Context, department string) ([]runtime.Office, error) {
	list, err := o.catalog.OfficesOf(ctx, department)
	out := make([]runtime.Office, len(list))
	for i, office := range list {
		out[i] = officeOf(office)
	}
	return out, err
}

func officeOf(o catalog.Office) runtime.Office {
	out := runtime.Office{ID: o.ID, Title: o.Title, Address: o.Address, Hours: o.Hours, Phones: o.Phones, Windows: o.Windows}
	if o.Open != nil {
		out.Open = &o.Open.Now
		if !o.Open.Next.IsZero() {
			out.Opens = o.Open.Next.Format("2006-01-02T15:04")
		}
	}
	return out
}

var _ runtime.Locations = offices{}

// Locations lists every office. One that serves one town alone is that town's.
func (o offices) Locations() []runtime.Location {
	list, err := o.catalog.Offices(context.Background())
	if err != nil {
		o.cfg.Log.Error("offices", "error", err)
	}
	out := make([]runtime.Location, len(list))
	for i, x := range list {
		out[i] = runtime.Location{Office: x.ID, Title: x.Title, Department: x.Department}
		if len(x.Regions) == 1 {
			out[i].Town = x.Regions[0]
		}
	}
	return out
}

// Towns lists the district's towns.
func (o offices) Towns() []runtime.Titled {
	list, err := o.catalog.Towns(context.Background())
	if err != nil {
		o.cfg.Log.Error("towns", "error", err)
	}
	out := make([]runtime.Titled, len(list))
	for i, t := range list {
		out[i] = runtime.Titled{ID: t.Code, Title: t.Title}
	}
	return out
}

// Departments lists the district's departments.
func (o offices) Departments() []runtime.Titled {
	list, err := o.catalog.Departments(context.Background())
	if err != nil {
		o.cfg.Log.Error("departments", "error", err)
	}
	out := make([]runtime.Titled, len(list))
	for i, d := range list {
		out[i] = runtime.Titled{ID: d.ID, Title: d.Title}
	}
	return out
}

var _ runtime.Halls = offices{}

// Hall is how visits to an office are booked.
func (o offices) Hall(ctx context.Context, office string) (runtime.Hall, bool, error) {
	b, ok, err := o.catalog.Booking(ctx, office)
	return runtime.Hall{Slot: b.Slot, Places: b.Places, Ahead: b.Ahead, Items: b.Items, Visits: b.Visits, Slots: b.Slots}, ok, err
}

var _ runtime.Promises = offices{}

// AnswerWithin is within how many working days an office answers questions.
func (o offices) AnswerWithin(ctx context.Context, office string) (int, error) {
	return o.catalog.AnswerWithin(ctx, office)
}

// licenceKinds are the kinds of licences of the catalogue.
type licenceKinds struct{ *catalog.Service }

func (k licenceKinds) LicenceKinds(ctx context.Context) ([]runtime.LicenceKind, error) {
	list, err := k.Registers(ctx)
	var out []runtime.LicenceKind
	for _, r := range list {
		if !r.Licence {
			continue
		}
		kind := runtime.LicenceKind{ID: r.ID, Title: r.Title, Department: r.Department, Wrong: r.Shape.Wrong}
		for _, c := range r.Cells {
			kind.Cells = append(kind.Cells, runtime.LicenceCell(c))
		}
		out = append(out, kind)
	}
	return out, err
}
