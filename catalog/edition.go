package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"banshi/catalog/pack"
	"banshi/engine"
	"banshi/engine/plan"
	"banshi/engine/spec"
)

// mostEditions is how many folders are kept open: old ones are wanted by old drafts only.
const mostEditions = 12

// mostPlans is how many items are kept ready to be evaluated. One takes half a megabyte, and some
// ten milliseconds to be made again.
const mostPlans = 120

// edition is a whole folder, opened: what the bytes of a pack mean. Of its items it knows what the
// shelf tells; one is read and compiled when it is wanted.
type edition struct {
	*engine.Library
	id    string // digest of the pack
	files fs.FS  // as they were written
	shelf shelf
	zone  *time.Location
	open  officesNow

	// Worked out once, when they are first wanted: nobody changes them.
	above    func() map[string]string  // the place above each place
	bookings func() map[string]Booking // by office, of those that take them
}

// openPack opens the bytes of a pack. Where their shelf is known, the bytes were read through and
// compared when it was made: then their sum is enough.
func openPack(data []byte, digest string, known shelf) (*edition, error) {
	open := pack.Open
	if known.Items != nil {
		if sumOf(data) != known.Sum {
			return nil, fmt.Errorf("%w: digest %.12s", pack.ErrDamaged, digest)
		}
		open = func(data []byte, _ string) (fs.FS, error) { return pack.Unread(data) }
	}
	fsys, err := open(data, digest)
	if err != nil {
		return nil, err
	}
	lib, err := engine.OpenLibrary(fsys)
	if err != nil {
		return nil, err
	}
	zone, err := zoneOf(lib.Spec)
	if err != nil {
		return nil, err
	}
	return &edition{Library: lib, id: digest, files: fsys, shelf: known, zone: zone,
		above:    sync.OnceValue(func() map[string]string { return parents(lib.Spec) }),
		bookings: sync.OnceValue(func() map[string]Booking { return bookings(lib.Spec) })}, nil
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func zoneOf(c *spec.Catalogue) (*time.Location, error) {
	name := c.Catalog.TimeZone.S
	if name == "" {
		return time.UTC, nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("catalog.yaml: time_zone %q: %w", name, err)
	}
	return zone, nil
}

// today is the civil day in the catalogue's own zone.
func (e *edition) today(now time.Time) string { return now.In(e.zone).Format(time.DateOnly) }

// ready is one item of a folder, ready to be evaluated.
type ready struct {
	*engine.Opened
	digest string
}

// item gives an item of a folder, from what is kept or made now. Of two folders in which it means the
// same, what was made for one serves the other.
func (s *Service) item(e *edition, id string) (*ready, error) {
	key := e.id + "/" + id
	known, ok := e.shelf.Items[id]
	if ok {
		key = known.Digest
	}
	return s.plans.Get(key, func() (*ready, error) {
		o, err := e.Item(id)
		if err != nil {
			return nil, err
		}
		if ok {
			return &ready{Opened: o, digest: known.Digest}, nil
		}
		digest, err := digestOf(o.Spec, o, o.Translations())
		if err != nil {
			return nil, err
		}
		return &ready{Opened: o, digest: digest}, nil
	})
}

// digestIn names what an item means in a folder; "" where it isn't there or doesn't compile.
func (s *Service) digestIn(e *edition, id string) string {
	if r, ok := e.shelf.Items[id]; ok || e.shelf.Items != nil {
		return r.Digest
	}
	r, err := s.item(e, id)
	if err != nil {
		return ""
	}
	return r.digest
}

// digestOf names all that one can notice of an item: its plan, in every language, and the themes under which it stands.
func digestOf(item *spec.Item, p programs, translations []*spec.Translations) (string, error) {
	noticed := struct {
		Plans        map[string]*plan.Plan // by language
		Person       []string
		Organisation []string
	}{map[string]*plan.Plan{Chinese: p.Program(Chinese).Plan()}, words(item.Themes.Person), words(item.Themes.Organisation)}
	for _, t := range translations {
		if t.Item == item.ID.S {
			noticed.Plans[t.Language] = p.Program(t.Language).Plan()
		}
	}
	sum := sha256.New()
	if err := json.NewEncoder(sum).Encode(noticed); err != nil { // keys of maps come sorted
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
