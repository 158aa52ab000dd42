package catalog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"time"

	"banshi/catalog/pack"
	"banshi/engine"
	"banshi/engine/diag"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
)

// What an import writes to the audit trail besides actor.ItemPublish.
const (
	actImport   = "catalogue.import"
	actWithdraw = "item.withdraw"
	actRestore  = "item.restore"
)

// Importing says who imports, and from which day it counts.
type Importing struct {
	By        actor.Actor
	Effective string // civil day; "" today
}

// Report is what an import did.
type Report struct {
	Pack      string // digest of the folder
	Published []Version
	Unchanged []string
	Withdrawn []string // no longer in the folder
	Restored  []string // in the folder again, as they were
	Refused   []string // with errors, their own or of what they use: what was in force before stays in force
	Faults    diag.List
	Sources   *diag.Sources // to render the faults
}

// ErrFaulty is in the chain of the error for a folder in which something that all items share has an
// error: nothing of it is published. The report holds the faults.
var ErrFaulty = errors.New("the catalogue has errors in what all its items share")

// Import publishes a folder: each item that means something else than its newest version becomes a
// new one, an item that left the folder is withdrawn, one with errors, or that uses something with
// errors, stays as it was. The bytes of the whole folder are kept with what is published. The same
// folder again changes nothing.
//
// Codes: invalid (ErrFaulty; nothing that could be packed; no such day), conflict.
func (s *Service) Import(ctx context.Context, fsys fs.FS, how Importing) (Report, error) {
	return s.imports(ctx, fsys, how, nil)
}

// errStale is given for a draft when something else was published since it was put together.
var errStale = errors.New("something else was published meanwhile")

// IsStale marks an error as such.
func IsStale(cause error) error { return fmt.Errorf("%w: %w", errStale, cause) }

// imports is Import; of is the draft that a folder comes of, nil where it is no draft's.
func (s *Service) imports(ctx context.Context, fsys fs.FS, how Importing, of *DraftPublication) (Report, error) {
	s.import1.Lock()
	defer s.import1.Unlock()
	if how.Effective != "" {
		if _, err := time.Parse(time.DateOnly, how.Effective); err != nil {
			return Report{}, fault.Wrap(err, fault.Invalid, sayDay)
		}
	}
	data, digest, err := pack.Make(fsys)
	if err != nil {
		return Report{}, fault.Wrap(err, fault.Invalid, sayUnreadable)
	}
	before, err := s.store.Imported(ctx, 0)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Report{}, fmt.Errorf("catalog: newest folder: %w", err)
	}
	if of != nil && before != of.Over {
		return Report{}, IsStale(fault.New(fault.Conflict, sayOtherVersion))
	}
	if known := s.shelfOf(ctx, digest); before == digest && known.Clean {
		// This very program has checked these very bytes, and published all of them.
		return Report{Pack: digest, Unchanged: slices.Sorted(maps.Keys(known.Items))}, nil
	}
	packed, err := pack.Open(data, digest)
	if err != nil {
		return Report{}, fault.Wrap(err, fault.Invalid, sayUnreadable)
	}
	c := engine.Open(packed)
	report := Report{Pack: digest, Faults: c.Faults, Sources: c.Sources}
	if c.Stopped() {
		return report, fault.Wrap(fmt.Errorf("%w (%d)", ErrFaulty, c.Faults.Count(diag.Error)), fault.Invalid, sayFaulty)
	}
	zone, err := zoneOf(c.Spec)
	if err != nil {
		return report, fault.Wrap(err, fault.Invalid, sayUnreadable)
	}
	now := s.clock().UTC()
	today := now.In(zone).Format(time.DateOnly)
	if how.Effective == "" {
		how.Effective = today
	}
	made, err := shelve(c, today)
	if err != nil {
		return report, fmt.Errorf("catalog: %w", err)
	}
	p := Publication{Pack: digest, Bytes: data, At: now, By: how.By.ID}
	if err := s.compare(ctx, c, made, how.Effective, &p, &report); err != nil {
		return report, err
	}
	if of != nil {
		if err := s.of(ctx, of, report, &p); err != nil {
			return report, err
		}
	}
	if before != digest || len(p.Versions)+len(p.Withdrawn)+len(p.Restored) > 0 {
		p.Events = events(p, how.By)
		if err := s.store.Publish(ctx, p); err != nil {
			return report, fmt.Errorf("catalog: publish: %w", err)
		}
	}
	return report, s.keepShelf(ctx, digest, made)
}

// of lets a draft go along with what is published of it, unless that breaks anything.
func (s *Service) of(ctx context.Context, of *DraftPublication, r Report, p *Publication) error {
	newest, err := s.edition(ctx, of.Over)
	if err != nil {
		return err
	}
	for _, id := range r.Refused {
		if _, sound := newest.shelf.Items[id]; sound || id == of.To.Item {
			list := HindrancesOf(r.Faults)
			return &Hindered{list, fault.New(fault.Invalid, sayHindered.With(len(list)))}
		}
	}
	heads, err := s.store.Heads(ctx, "", of.To.Item)
	if err != nil {
		return fmt.Errorf("catalog: versions of %s: %w", of.To.Item, err)
	}
	for _, h := range heads {
		of.To.Number = h.Number // where it means the same, only its tests or comments are others
	}
	for _, v := range p.Versions {
		if v.Item == of.To.Item {
			of.To.Number, of.To.Effective = v.Number, v.Effective
		}
	}
	p.Draft = of
	return nil
}

// keepShelf keeps what was worked out beside the bytes that it was worked out of, and opens the folder by it.
func (s *Service) keepShelf(ctx context.Context, digest string, made shelf) error {
	// The bytes that are kept may be packed otherwise, by an older program.
	data, err := s.store.Pack(ctx, digest)
	if err != nil {
		return fmt.Errorf("catalog: read the folder back: %w", err)
	}
	made.Sum = sumOf(data)
	if s.program != "" {
		body, err := made.encode()
		if err == nil {
			err = s.store.KeepShelf(ctx, digest, s.program, body)
		}
		if err != nil {
			return fmt.Errorf("catalog: keep what was worked out: %w", err)
		}
	}
	e, err := openPack(data, digest, made)
	if err != nil {
		return fmt.Errorf("catalog: open the folder again: %w", err)
	}
	s.editions.Set(digest, e)
	return nil
}

// refusals are the items that are not sound. One whose file can't be read goes by the name of its folder.
func refusals(c *engine.Catalogue) map[string]bool {
	out := map[string]bool{}
	for _, item := range c.Spec.Items {
		if !c.Sound(item.ID.S) {
			out[item.ID.S] = true
		}
	}
	for _, b := range c.Spec.Broken {
		if b.Kind == "Item" {
			out[b.ID] = true
		}
	}
	return out
}

// compare finds what changed since the newest versions.
func (s *Service) compare(ctx context.Context, c *engine.Catalogue, made shelf, effective string, p *Publication, r *Report) error {
	heads, err := s.store.Heads(ctx, "", "")
	if err != nil {
		return fmt.Errorf("catalog: published versions: %w", err)
	}
	before := map[string]Head{}
	for _, h := range heads {
		before[h.Item] = h
	}
	refused := refusals(c)
	r.Refused = slices.Sorted(maps.Keys(refused))
	for _, item := range c.Spec.Items {
		id := item.ID.S
		digest := made.Items[id].Digest
		if refused[id] {
			continue
		}
		old, known := before[id]
		delete(before, id)
		same := known && s.same(ctx, old.Version, digest)
		switch {
		case same && old.Withdrawn:
			p.Restored = append(p.Restored, id)
		case same:
			r.Unchanged = append(r.Unchanged, id)
		default:
			p.Versions = append(p.Versions, Version{Item: id, Number: old.Number + 1, Digest: digest,
				Pack: p.Pack, Effective: max(effective, old.Effective), At: p.At, By: p.By})
		}
	}
	for id, old := range before {
		if !old.Withdrawn && !refused[id] {
			p.Withdrawn = append(p.Withdrawn, id)
		}
	}
	slices.Sort(p.Withdrawn)
	r.Published, r.Withdrawn, r.Restored = p.Versions, p.Withdrawn, p.Restored
	return nil
}

// same tells whether an item still means what was published. A digest that differs may be our own
// doing: a newer program compiles the old bytes differently, too. Then both are compared as this
// program compiles them, so that an upgrade publishes nothing by itself.
func (s *Service) same(ctx context.Context, old Version, digest string) bool {
	if old.Digest == digest {
		return true
	}
	was, err := s.edition(ctx, old.Pack)
	return err == nil && s.digestIn(was, old.Item) == digest
}

func events(p Publication, by actor.Actor) []audit.Event {
	short := p.Pack[:16]
	out := []audit.Event{{At: p.At, Actor: by, Act: actImport, Object: audit.Object{Kind: "catalogue", ID: short},
		Detail: map[string]any{"published": len(p.Versions), "withdrawn": len(p.Withdrawn), "restored": len(p.Restored)}}}
	of := func(act, item string, detail map[string]any) {
		out = append(out, audit.Event{At: p.At, Actor: by, Act: act, Object: audit.Object{Kind: string(actor.Item), ID: item}, Detail: detail})
	}
	for _, v := range p.Versions {
		of(string(actor.ItemPublish), v.Item, map[string]any{"version": v.Number, "digest": v.Digest[:16], "folder": short, "effective": v.Effective})
	}
	if p.Draft != nil {
		of(actDraftPublish, p.Draft.To.Item, map[string]any{"draft": p.Draft.To.ID, "version": p.Draft.Move.Version, "folder": short})
	}
	for _, id := range p.Withdrawn {
		of(actWithdraw, id, nil)
	}
	for _, id := range p.Restored {
		of(actRestore, id, nil)
	}
	return out
}
