package catalog

import (
	"context"
	"slices"
	"time"

	"banshi/engine/spec"
	"banshi/engine/value"
)

// Office is a place that does a department's work.
type Office struct {
	ID, Title, Address, Hours string
	Department                string
	Regions, Phones, Windows  []string
	Open                      *Open // nil: its hours can't be told
}

// Open tells whether an office is open now.
type Open struct {
	Now  bool
	Next time.Time // when it opens next, in the district's zone; zero: it is open, or not within two weeks
}

// Contact is the desk that answers whatever people ask.
type Contact struct {
	Title, Phone, Hours string
	Open                *Open // nil: its hours can't be told
}

// contact is the district's, in the language of the hall; nil: it names none.
func (s *Service) contact(h *hall) *Contact {
	d := h.spec.Catalog.District.Contact
	if d == nil {
		return nil
	}
	return &Contact{Title: d.Title.S, Phone: d.Phone.S, Hours: d.Hours.S,
		Open: s.openBy(h.written, h.district.Zone)(h.written.Catalog.District.Contact.Hours.S)}
}

// Names gives what names of the newest folder (offices, departments, sources, licences…) are called in a language, by their
// Chinese; none where that can't be told.
func (s *Service) Names(ctx context.Context, language string) map[string]string {
	e, err := s.newest(ctx)
	if err != nil {
		return nil
	}
	return e.Names(language)
}

// Town is a 镇街 of the district.
type Town struct {
	Code, Title string
}

// Offices lists every office, in the order of the catalogue. Codes: unavailable (nothing was
// imported yet).
func (s *Service) Offices(ctx context.Context) ([]Office, error) {
	e, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	return s.offices(e, ""), nil
}

// Towns lists the district's towns. Codes: unavailable.
func (s *Service) Towns(ctx context.Context) ([]Town, error) {
	e, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Town, len(e.Spec.Catalog.Towns))
	for i, t := range e.Spec.Catalog.Towns {
		out[i] = Town{Code: t.Code.S, Title: t.Title.S}
	}
	return out, nil
}

// Department is one whose items are in the catalogue.
type Department struct {
	ID, Title string
}

// Departments lists the district's departments, by their short names where they have one. Codes: unavailable.
func (s *Service) Departments(ctx context.Context) ([]Department, error) {
	e, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Department, len(e.Spec.Catalog.Departments))
	for i, d := range e.Spec.Catalog.Departments {
		out[i] = Department{ID: d.ID.S, Title: d.Title.S}
		if d.Short.S != "" {
			out[i].Title = d.Short.S
		}
	}
	return out, nil
}

// OfficesOf lists the offices of a department. Codes: unavailable.
func (s *Service) OfficesOf(ctx context.Context, department string) ([]Office, error) {
	e, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	return s.offices(e, department), nil
}

// Dispatch is the office of a department that handles a region: the one that names the region, else
// the one that names the place above it (a village is its town's). Without a region it is the office
// that serves the most of the district. false: nobody does. Codes: unavailable.
func (s *Service) Dispatch(ctx context.Context, department, region string) (Office, bool, error) {
	e, err := s.newest(ctx)
	if err != nil {
		return Office{}, false, err
	}
	o, ok := dispatch(s.offices(e, department), e.above(), region)
	return o, ok, nil
}

// deepest bounds the way up from a place: country, province, city, district, town, village.
const deepest = 8

func dispatch(list []Office, parent map[string]string, region string) (Office, bool) {
	if region == "" {
		best := -1
		for i, o := range list {
			if best < 0 || len(o.Regions) > len(list[best].Regions) {
				best = i
			}
		}
		if best < 0 {
			return Office{}, false
		}
		return list[best], true
	}
	for range deepest {
		if i := slices.IndexFunc(list, func(o Office) bool { return slices.Contains(o.Regions, region) }); i >= 0 {
			return list[i], true
		}
		up, ok := parent[region]
		if !ok || up == region {
			break
		}
		region = up
	}
	return Office{}, false
}

// parents gives the place above each place, by the code tables of the catalogue.
func parents(c *spec.Catalogue) map[string]string {
	out := map[string]string{}
	if table := c.CodeTable(spec.Regions); table != nil {
		for _, code := range table.Codes {
			if code.Parent.S != "" {
				out[code.Code.S] = code.Parent.S
			}
		}
	}
	return out
}

// offices lists those of a department, and whether they are open now; "" of all.
func (s *Service) offices(e *edition, department string) []Office {
	return slices.Clone(e.open.list(s.clock(), department, func() []Office { return s.openNow(e, department) }))
}

// openNow works it out.
func (s *Service) openNow(e *edition, department string) []Office {
	list := offices(e.Spec, department)
	open := s.openBy(e.Spec, e.zone)
	for i := range list {
		list[i].Open = open(list[i].Hours)
	}
	return list
}

// usualAnswer is the promise, in working days, of a catalogue that says none.
const usualAnswer = 5

// AnswerWithin is within how many working days an office answers questions; of "" the government-service office. Codes:
// unavailable.
func (s *Service) AnswerWithin(ctx context.Context, office string) (int, error) {
	e, err := s.newest(ctx)
	if err != nil {
		return 0, err
	}
	c := e.Spec.Catalog
	if i := slices.IndexFunc(c.Offices, func(o spec.Office) bool { return o.ID.S == office }); i >= 0 && c.Offices[i].Consultation != nil {
		return c.Offices[i].Consultation.Workdays, nil
	}
	if c.Consultation != nil {
		return c.Consultation.Workdays, nil
	}
	return usualAnswer, nil
}

// Calendar is which days are worked in the district, by the newest edition. Codes: unavailable (nothing was imported yet).
func (s *Service) Calendar(ctx context.Context) (*value.Calendar, error) {
	e, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	var years []value.Year
	for _, y := range e.Spec.Catalog.Calendar {
		year := value.Year{Year: y.Year}
		for _, list := range []struct {
			from []spec.Text
			to   *[]value.Date
		}{{y.Off, &year.Off}, {y.Work, &year.Work}} {
			for _, d := range list.from {
				if day, ok := value.ParseDate(d.S); ok { // a check of the catalogue
					*list.to = append(*list.to, day)
				}
			}
		}
		years = append(years, year)
	}
	return value.NewCalendar(years)
}

// openBy tells whether who keeps such hours is open now; nil: they can't be told.
func (s *Service) openBy(c *spec.Catalogue, zone *time.Location) func(hours string) *Open {
	now := s.clock().In(zone)
	off, work := published(c)
	return func(hours string) *Open {
		h, ok := value.ParseHours(hours)
		if !ok {
			return nil
		}
		o := openAt(h, now, off, work)
		return &o
	}
}

// published is the calendar of the catalogue: which days of the week nobody works, and which of a weekend are worked.
func published(c *spec.Catalogue) (off, work map[string]bool) {
	off, work = map[string]bool{}, map[string]bool{}
	for _, y := range c.Catalog.Calendar {
		for _, d := range y.Off {
			off[d.S] = true
		}
		for _, d := range y.Work {
			work[d.S] = true
		}
	}
	return off, work
}

// offices lists those of a department; "" of all.
func offices(c *spec.Catalogue, department string) []Office {
	var out []Office
	for _, o := range c.Catalog.Offices {
		if department != "" && o.Department.S != department {
			continue
		}
		out = append(out, Office{ID: o.ID.S, Title: o.Title.S, Address: o.Address.S, Hours: o.Hours.S, Department: o.Department.S,
			Regions: words(o.Regions), Phones: texts(o.Phones), Windows: texts(o.Windows)})
	}
	return out
}

func words(list []spec.Word) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = w.S
	}
	return out
}

func texts(list []spec.Text) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.S
	}
	return out
}
