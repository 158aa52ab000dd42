// Package designer answers what the author of a definition asks while writing it: what is wrong, what an
// applicant would see, what a rule says in words and what it comes to, how the tests come out, and what past cases
// would have been. A document goes in, an answer comes out: it keeps nothing but the replays of past cases, which
// take a while. Drafts themselves are the catalogue's.
package designer

import (
	"context"
	"io/fs"
	"time"

	"banshi/engine"
	"banshi/engine/print"
	"banshi/engine/prove"
	"banshi/engine/schema"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/kept"
	"banshi/runtime/base/pdf"
)

// Draft is a change to a catalogue as its author has it now.
type Draft struct {
	ID      string
	Item    string // id of the item that is looked at; of a file that items share: its path
	Version int
	// Shared names what the item shares with others: two drafts that have it in common are opened on one base.
	Shared string
	Folder fs.FS // the whole catalogue, with the draft's files in the place of those they replace
	// What it changes: the catalogue without it, and the files of which it has others.
	Base    string // names Before
	Before  fs.FS
	Changed []string
}

// Drafts gives drafts to those who may see them.
type Drafts interface {
	// Draft gives one. Codes: not_found, unauthenticated.
	Draft(ctx context.Context, who actor.Actor, id string) (Draft, error)
	// Version gives a published version as a draft in which nothing was changed. Codes: as Draft.
	Version(ctx context.Context, who actor.Actor, item string, number int) (Draft, error)
	// Candidate gives one as it would be published now, over what is in force. Codes: as Draft; conflict (it isn't open or in
	// review, it changes nothing, or would lose something that was published meanwhile).
	Candidate(ctx context.Context, who actor.Actor, id string) (Draft, error)
	// Ordered gives the same to a job that somebody who may see it has ordered. Codes: not_found, conflict.
	Ordered(ctx context.Context, id string) (Draft, error)
}

// mostPairs is how many replays are kept open while their parts are done.
const mostPairs = 8

// mostBases is how many states of what items share are kept open.
const mostBases = 6

// Service answers.
type Service struct {
	drafts    Drafts
	published Published
	cases     Cases
	sources   Sources
	replays   ReplayStore
	wake      func()
	lists     Lists
	clock     func() time.Time
	pairs     kept.Kept[pair] // by replay
	fonts     func() *pdf.Fonts
	answer    func(answer, language string) string
	bases     kept.Kept[*base]
	wholes    kept.Kept[*whole]
	schemas   kept.Kept[[]byte] // by kind
}

// Config is what a service needs, all but Wake.
type Config struct {
	Drafts    Drafts
	Published Published
	Cases     Cases
	Sources   Sources
	Replays   ReplayStore
	Wake      func() // tells whoever relays that something was ordered; nil: nobody
	Lists     Lists
	Clock     func() time.Time
	// Fonts gives those of what is printed; nil: this server has none. Answer says in words what the actor of a step may answer.
	Fonts  func() *pdf.Fonts
	Answer func(answer, language string) string
}

// New makes a service.
func New(c Config) *Service {
	return &Service{drafts: c.Drafts, published: c.Published, cases: c.Cases, sources: c.Sources, replays: c.Replays, wake: c.Wake, lists: c.Lists, clock: c.Clock, fonts: c.Fonts, answer: c.Answer,
		pairs: kept.Kept[pair]{Most: mostPairs}, bases: kept.Kept[*base]{Most: mostBases}, wholes: kept.Kept[*whole]{Most: mostWholes},
		schemas: kept.Kept[[]byte]{Most: len(schema.Kinds())}}
}

// base is what the items of a catalogue share, and the records of its registers that stand in files.
type base struct {
	*engine.Base
	world *prove.World
	zone  *time.Location
}

// desk is a draft, opened.
type desk struct {
	Draft
	base      *base
	catalogue *engine.Catalogue
	text      *print.Document // the item's file; nil where it can't be edited
}

// open opens a draft as it is now.
func (s *Service) open(ctx context.Context, who actor.Actor, id string) (*desk, error) {
	d, b, err := s.find(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if shares(d.Item) {
		w, err := s.whole(d.Shared, d.Folder)
		if err != nil {
			return nil, err
		}
		return &desk{Draft: d, base: b, catalogue: w.Catalogue, text: d.document()}, nil
	}
	return openDesk(d, b), nil
}

// find gives a draft with what its item shares with others; the item itself is not opened.
func (s *Service) find(ctx context.Context, who actor.Actor, id string) (Draft, *base, error) {
	d, err := s.drafts.Draft(ctx, who, id)
	if err != nil {
		return d, nil, err
	}
	b, err := s.bases.Get(d.Shared, func() (*base, error) { return openBase(d.Folder) })
	return d, b, err
}

func openDesk(d Draft, b *base) *desk {
	return &desk{Draft: d, base: b, catalogue: b.Item(d.Folder, d.Item), text: d.document()}
}

// document is the item's file; nil where it can't be edited: what is wrong with it is among the catalogue's faults.
func (d Draft) document() *print.Document {
	name := itemFile(d.Item)
	data, err := fs.ReadFile(d.Folder, name)
	if err != nil {
		return nil
	}
	doc, _ := print.Parse(name, string(data))
	return doc
}

func openBase(fsys fs.FS) (*base, error) {
	b := &base{Base: engine.OpenBase(fsys), zone: time.UTC}
	var err error
	if b.world, err = prove.ReadWorld(fsys, b.Spec); err != nil {
		return nil, err
	}
	if name := b.Spec.Catalog.TimeZone.S; name != "" {
		if b.zone, err = time.LoadLocation(name); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// prover runs the draft's tests.
func (d *desk) prover() *prove.Prover {
	return &prove.Prover{Catalogue: d.catalogue, World: d.base.world}
}
