// Package catalog is the library: everything that is configured, in versions. It imports a
// catalogue's folder, publishes what changed, and says what is in force; how an application fares is
// not its business.
//
// The bytes of a folder are the truth. Whatever is compiled from them is a cache, keyed by digest,
// and can be made again at any time.
package catalog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"banshi/engine/eval"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/kept"
)

// Chinese is the language in which definitions are written; others fall back to it.
const Chinese = "zh-Hans"

// Config is what a Service needs.
type Config struct {
	Store Store
	Clock func() time.Time
	// Demand tells how often each item was begun or handed in lately, by id; nil, or an error: the
	// order of the catalogue stands.
	Demand func(context.Context) (map[string]int, error)
	// Answers are frequent questions that were published besides those of the guides, in a language, with a number that is
	// another one once something of them changes; nil, or an error: there are none.
	Answers func(ctx context.Context, language string) ([]Answer, int64, error)
	Log     *slog.Logger // nil: nothing is logged
	// Program names the very program that runs: what another has worked out of a folder is not trusted.
	// "": nothing is, and all is worked out anew.
	Program string
	// Plans is how many items are kept ready to be evaluated; 0: mostPlans.
	Plans int
}

// Service answers from the published catalogue. Safe for concurrent use.
type Service struct {
	store  Store
	clock  func() time.Time
	demand func(context.Context) (map[string]int, error)
	log    *slog.Logger

	answers func(context.Context, string) ([]Answer, int64, error)
	asked   answerIndexes

	program  string
	editions kept.Kept[*edition]
	plans    kept.Kept[*ready]
	import1  sync.Mutex // one import at a time

	mu    sync.Mutex
	halls map[string]*hall // by language, as they were last shown
}

// New needs a store and a clock.
func New(c Config) (*Service, error) {
	if c.Store == nil || c.Clock == nil {
		return nil, errors.New("catalog: Config.Store and Config.Clock are required")
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Plans <= 0 {
		c.Plans = mostPlans
	}
	s := &Service{store: c.Store, clock: c.Clock, demand: c.Demand, answers: c.Answers, log: c.Log, program: c.Program}
	s.editions.Most, s.plans.Most = mostEditions, c.Plans
	return s, nil
}

// Definition is one version of an item, ready to be evaluated.
type Definition struct {
	Version
	// Program in a language (zh-Hans, en); Chinese where the language has none. Never nil.
	Program func(language string) *eval.Program

	ready *ready
	from  *edition
}

// Current is the version that applications begin with today. Codes: not_found (no such item, or
// withdrawn).
func (s *Service) Current(ctx context.Context, item string) (Definition, error) {
	newest, err := s.newest(ctx)
	if err != nil {
		return Definition{}, err
	}
	heads, err := s.store.Heads(ctx, newest.today(s.clock()), item)
	if err != nil {
		return Definition{}, fmt.Errorf("catalog: current version of %s: %w", item, err)
	}
	if len(heads) == 0 || heads[0].Withdrawn {
		return Definition{}, fault.New(fault.NotFound, sayNoItem)
	}
	return s.definition(ctx, heads[0].Version, newest)
}

// At is one version, withdrawn or not: drafts and cases stay with theirs. Codes: not_found.
func (s *Service) At(ctx context.Context, item string, number int) (Definition, error) {
	v, err := s.store.Version(ctx, item, number)
	if err != nil {
		return Definition{}, fmt.Errorf("catalog: version %d of %s: %w", number, item, err)
	}
	newest, err := s.newest(ctx)
	if err != nil {
		return Definition{}, err
	}
	return s.definition(ctx, v, newest)
}

// definition opens a version: from the newest folder where that means the same, which spares opening
// every older folder whose other items have changed since, else from its own.
func (s *Service) definition(ctx context.Context, v Version, newest *edition) (Definition, error) {
	e := newest
	if s.digestIn(e, v.Item) != v.Digest {
		var err error
		if e, err = s.edition(ctx, v.Pack); err != nil {
			return Definition{}, err
		}
	}
	r, err := s.item(e, v.Item)
	if err != nil {
		return Definition{}, fmt.Errorf("catalog: version %d of %s no longer compiles from its own bytes (folder %.12s): this program reads definitions differently from the one that published it: %w", v.Number, v.Item, v.Pack, err)
	}
	return Definition{Version: v, Program: r.Program, ready: r, from: e}, nil
}

// Newest is the folder imported last, and its digest. Codes: unavailable (nothing was imported yet).
func (s *Service) Newest(ctx context.Context) (digest string, folder fs.FS, err error) {
	e, err := s.newest(ctx)
	if err != nil {
		return "", nil, err
	}
	return e.id, e.files, nil
}

// newest opens the folder that was imported last: districts, offices and themes are always its.
// Codes: unavailable (nothing was imported yet).
func (s *Service) newest(ctx context.Context) (*edition, error) {
	digest, err := s.store.Imported(ctx, 0)
	if fault.Is(err, fault.NotFound) {
		return nil, fault.Wrap(err, fault.Unavailable, sayNothingImported)
	}
	if err != nil {
		return nil, fmt.Errorf("catalog: newest folder: %w", err)
	}
	return s.edition(ctx, digest)
}

func (s *Service) edition(ctx context.Context, digest string) (*edition, error) {
	e, err := s.editions.Get(digest, func() (*edition, error) {
		data, err := s.store.Pack(ctx, digest)
		if err != nil {
			return nil, err
		}
		return openPack(data, digest, s.shelfOf(ctx, digest))
	})
	if err != nil {
		return nil, fmt.Errorf("catalog: folder %.12s: %w", digest, err)
	}
	return e, nil
}

// shelfOf is what this very program worked out of a folder before; none where it did not, or can't be had.
func (s *Service) shelfOf(ctx context.Context, digest string) shelf {
	if s.program == "" {
		return shelf{}
	}
	data, err := s.store.Shelf(ctx, digest, s.program)
	if fault.Is(err, fault.NotFound) {
		return shelf{}
	}
	var out shelf
	if err == nil {
		out, err = decodeShelf(data)
	}
	if err != nil {
		s.log.WarnContext(ctx, "what was worked out of a folder can't be read, and is worked out anew", "folder", digest, "error", err)
		return shelf{}
	}
	return out
}
