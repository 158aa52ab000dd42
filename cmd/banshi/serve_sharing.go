package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"strings"

	"banshi/catalog"
	"banshi/engine/prove"
	"banshi/engine/record"
	"banshi/engine/spec"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/file"
	sharinghttp "banshi/runtime/sharing/http"
	"banshi/runtime/sharing/push"
	sharingsql "banshi/runtime/sharing/sql"
	sharingstore "banshi/runtime/sharing/store"
	"banshi/runtime/sharing/table"
)

// lookupsAtOnce is how many may be under way at one source: who submits while there are as many is told to try again.
const lookupsAtOnce = 64

// openSharing gives every source and kind of licence its driver, as its definition says or as
// --source replaces it.
func (s *site) openSharing(ctx context.Context) error {
	registers, err := s.catalog.Registers(ctx)
	if err != nil {
		return err
	}
	unknown := map[string]bool{}
	for name := range s.cfg.Replaced {
		unknown[name] = true
	}
	var sources []sharing.Source
	var names []string
	for _, r := range registers {
		names = append(names, r.Name())
		address := r.HTTP
		for _, name := range []string{r.ID, r.Name()} {
			if other, ok := s.cfg.Replaced[name]; ok {
				address = other
				delete(unknown, name)
			}
		}
		driver, err := s.driver(r, address)
		if err != nil {
			return err
		}
		if (r.Push > 0 || r.Table) && address == "" {
			r.Fresh = 0 // what is kept here needs no copy, and a copy would be old
		}
		sources = append(sources, sharing.Source{ID: r.ID, Licence: r.Licence, Title: r.Title, Department: r.Department, Timeout: max(r.Timeout, s.cfg.Patience), Fresh: r.Fresh, Driver: driver})
	}
	for name := range unknown {
		return s.refuse("no-source", name, strings.Join(names, " "))
	}
	if err := s.openPush(ctx, registers); err != nil {
		return err
	}
	secret, err := s.secret(ctx)
	if err != nil {
		return err
	}
	if s.lookups, err = sharingstore.New(s.db, secret); err != nil {
		return err
	}
	s.sources, err = sharing.New(sharing.Config{AtOnce: lookupsAtOnce, Clock: s.cfg.Clock, Log: s.lookups, Book: sharingstore.NewOwn(s.db), Alarm: func(source string, err error) {
		s.cfg.Log.Error("a source gives records of somebody else: none of its answer was used", "source", source, "error", err)
	}}, sources)
	if err != nil {
		return err
	}
	s.closers = append(s.closers, func() error { s.sources.Close(); return nil })
	return nil
}

func (s *site) driver(r catalog.Register, address string) (sharing.Driver, error) {
	switch {
	case address != "":
		d, err := sharinghttp.New(address, s.sourceClient())
		if err != nil {
			return nil, s.refuse("bad-source", r.Name(), err)
		}
		return d, nil
	case r.Table:
		return table.New("catalogue sources/"+r.ID+".yaml", s.tableRows(r.ID)), nil
	case r.JSON != nil:
		d, err := sharinghttp.NewMapped(mappingOf(r.JSON), s.sourceClient())
		if err != nil {
			return nil, s.refuse("bad-source", r.Name(), err)
		}
		return d, nil
	case r.SQL != nil:
		return s.databaseDriver(r)
	case r.Push > 0:
		own := sharingstore.NewPushes(s.db)
		return push.NewDriver(r.Name(), own, sharingstore.NewOwn(s.db), s.cfg.Clock, r.Push), nil
	case r.File != "":
		return file.New(os.DirFS(s.cfg.Catalog), r.File), nil
	}
	return nil, s.refuse("no-driver", r.Name())
}

// tableRows gives the rows of a table that the catalogue keeps, as they are published now.
func (s *site) tableRows(id string) func(context.Context) ([]record.Row, error) {
	return func(ctx context.Context) ([]record.Row, error) {
		x, err := s.catalog.Table(ctx, id)
		if err != nil {
			return nil, err
		}
		return prove.Dated(x), nil
	}
}

// mappingOf is an interface as its definition says.
func mappingOf(c *spec.Call) sharinghttp.Mapping {
	pairs := func(list []spec.Pair) [][2]string {
		out := make([][2]string, len(list))
		for i, p := range list {
			out[i] = [2]string{p.Name.S, p.Text.S}
		}
		return out
	}
	return sharinghttp.Mapping{URL: c.URL.S, Method: c.Method.S, Query: pairs(c.Query), Headers: pairs(c.Headers), Body: c.Body.S,
		Records: c.Records.S, Cells: pairs(c.Cells)}
}

// databaseDriver asks the database that --register names. Without one, a trial reads the records of the file beside it.
func (s *site) databaseDriver(r catalog.Register) (sharing.Driver, error) {
	name := r.SQL.Database.S
	address, known := s.cfg.Databases[name]
	if !known && r.File != "" && !s.cfg.Production {
		return file.New(os.DirFS(s.cfg.Catalog), r.File), nil
	}
	if !known {
		return nil, s.refuse("no-register", r.Name(), name, name)
	}
	if s.databases[name] == nil {
		d, err := sharingsql.Open(name, address)
		if err != nil {
			return nil, s.refuse("bad-source", r.Name(), err)
		}
		s.databases[name] = d
		s.closers = append(s.closers, d.Close)
	}
	return s.databases[name].New(r.SQL.Statement.S), nil
}

// sourceClient is the driver's own, but in production it takes no answer of a stand-in.
func (s *site) sourceClient() *http.Client {
	if !s.cfg.Production {
		return nil
	}
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport:     noStandIn{&http.Transport{MaxIdleConnsPerHost: 16, MaxConnsPerHost: 32, MaxResponseHeaderBytes: 64 << 10}},
	}
}

type noStandIn struct{ next http.RoundTripper }

func (n noStandIn) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := n.next.RoundTrip(r)
	if err == nil && res.Header.Get(sharinghttp.StandInHeader) != "" {
		return nil, errors.Join(errors.New("the source is a stand-in, which production refuses"), res.Body.Close())
	}
	return res, err
}
