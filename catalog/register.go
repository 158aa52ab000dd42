package catalog

import (
	"context"
	"fmt"
	"time"

	"banshi/engine/check"
	"banshi/engine/spec"
	"banshi/runtime/base/fault"
)

// Register is a source or a kind of licence, as far as looking something up in it goes.
type Register struct {
	ID         string
	Licence    bool
	Title      string
	Department string        // that keeps it; "" not said
	File       string        // of the driver: a path in the catalogue's folder; or
	HTTP       string        // an address; or
	Push       time.Duration // the longest silence of the department that pushes; or
	JSON       *spec.Call    // an interface; or
	SQL        *spec.Query   // a database; or
	Table      bool          // its own file, see Table
	Timeout    time.Duration
	Fresh      time.Duration
	Keyed      bool        // it is looked up by a key
	Shape      check.Shape // of its records
	Cells      []Cell      // that it declares
}

// Cell is a field of a register's records.
type Cell struct{ ID, Title, Type string }

// Name is the id, of a licence with licences/ in front.
func (r Register) Name() string {
	if r.Licence {
		return "licences/" + r.ID
	}
	return r.ID
}

// Registers lists every source and kind of licence of the folder imported last. One whose file has an
// error there is as it was, for those items that stayed as they were. Codes: unavailable (nothing was
// imported yet).
func (s *Service) Registers(ctx context.Context) ([]Register, error) {
	e, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	out, err := registers(e.Spec)
	if err != nil {
		return nil, err
	}
	lost := map[string]bool{}
	for _, b := range e.Spec.Broken {
		if b.Kind == "Source" || b.Kind == "Licence" {
			lost[Register{ID: b.ID, Licence: b.Kind == "Licence"}.Name()] = true
		}
	}
	if len(lost) == 0 {
		return out, nil
	}
	before, err := s.registersBefore(ctx, lost)
	return append(out, before...), err
}

// mostBack is how many imports back it is looked for what can't be read now.
const mostBack = mostEditions / 2

// registersBefore finds registers in the folders that were imported before, the latest first.
func (s *Service) registersBefore(ctx context.Context, lost map[string]bool) ([]Register, error) {
	var out []Register
	for back := 1; back <= mostBack && len(lost) > 0; back++ {
		digest, err := s.store.Imported(ctx, back)
		if fault.Is(err, fault.NotFound) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("catalog: folder imported before: %w", err)
		}
		e, err := s.edition(ctx, digest)
		if err != nil {
			return nil, err
		}
		list, err := registers(e.Spec)
		if err != nil {
			return nil, err
		}
		for _, r := range list {
			if lost[r.Name()] {
				delete(lost, r.Name())
				out = append(out, r)
			}
		}
	}
	return out, nil
}

func registers(c *spec.Catalogue) (out []Register, err error) {
	for _, x := range c.Sources {
		r := register(c, x.ID, x.Title, x.Driver, x.Key, x.Fresh, x.Fields)
		r.Keyed, r.Department, r.Table = x.Key.S != "", x.Department.S, len(x.Rows) > 0
		if r.Timeout, err = timeout(x.Timeout.S); err != nil {
			return nil, fmt.Errorf("catalog: source %s: %w", r.ID, err)
		}
		out = append(out, r)
	}
	for _, x := range c.Licences {
		r := register(c, x.ID, x.Title, x.Driver, x.Key, x.Fresh, x.Fields)
		r.Licence, r.Keyed, r.Department = true, true, x.Issuer.S
		if r.Timeout, err = timeout(x.Timeout.S); err != nil {
			return nil, fmt.Errorf("catalog: licence %s: %w", r.ID, err)
		}
		out = append(out, r)
	}
	return out, nil
}

func register(c *spec.Catalogue, id spec.Word, title spec.Text, d spec.Driver, key spec.Word, fresh spec.Span, fields []spec.Field) Register {
	cells := make([]Cell, len(fields))
	for i, f := range fields {
		cells[i] = Cell{f.ID.S, f.Title.S, f.Type.S}
	}
	return Register{Cells: cells, ID: id.S, Title: title.S, File: d.File.S, HTTP: d.HTTP.S, Push: length(d.Push), JSON: d.JSON, SQL: d.SQL,
		Fresh: length(fresh), Shape: check.ShapeOf(c, key, fields)}
}

func timeout(text string) (time.Duration, error) {
	if text == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 {
		return 0, fmt.Errorf("timeout %q: write 2s or 500ms", text)
	}
	return d, nil
}

// length is about how long a span is. How long an answer stays fresh is no matter of law: a month
// of thirty days will do.
func length(s spec.Span) time.Duration {
	const day = 24 * time.Hour
	switch s.Unit {
	case "mo":
		return time.Duration(s.N) * 30 * day
	case "y":
		return time.Duration(s.N) * 365 * day
	}
	return time.Duration(s.N) * day
}
