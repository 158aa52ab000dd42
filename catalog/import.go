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
	"banshi/engine/diag"
	"banshi/engine/spec"
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
	s.import1.Lock()
	defer s.import1.Unlock()
	data, digest, err := pack.Make(fsys)
	if err != nil {
		return Report{}, fault.Wrap(err, fault.Invalid, sayUnreadable)
	}
	e, err := s.editions.get(digest, func() (*edition, error) { return openPack(data, digest) })
	if err != nil {
		return Report{}, fault.Wrap(err, fault.Invalid, sayUnreadable)
	}
	report := Report{Pack: digest, Faults: e.Faults, Sources: e.Sources}
	if e.Stopped() {
		return report, fault.Wrap(fmt.Errorf("%w (%d)", ErrFaulty, e.Faults.Count(diag.Error)), fault.Invalid, sayFaulty)
	}
	now := s.clock().UTC()
	if how.Effective == "" {
		how.Effective = e.today(now)
	} else if _, err := time.Parse(time.DateOnly, how.Effective); err != nil {
		return report, fault.Wrap(err, fault.Invalid, sayDay)
	}
	p := Publication{Pack: digest, Bytes: data, At: now, By: how.By.ID}
	if err := s.compare(ctx, e, how.Effective, &p, &report); err != nil {
		return report, err
	}
	before, err := s.store.Imported(ctx, 0)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return report, fmt.Errorf("catalog: newest folder: %w", err)
	}
	if before == digest && len(p.Versions)+len(p.Withdrawn)+len(p.Restored) == 0 {
		return report, nil
	}
	p.Events = events(p, how.By)
	if err := s.store.Publish(ctx, p); err != nil {
		return report, fmt.Errorf("catalog: publish: %w", err)
	}
	return report, nil
}

// refusals are the items that are not sound. One whose file can't be read goes by the name of its folder.
func refusals(e *edition) map[string]bool {
	out := map[string]bool{}
	for _, item := range e.Spec.Items {
		if !e.Sound(item.ID.S) || e.digests[item.ID.S] == "" {
			out[item.ID.S] = true
		}
	}
	for _, b := range e.Spec.Broken {
		if b.Kind == "Item" {
			out[b.ID] = true
		}
	}
	return out
}

// compare finds what changed since the newest versions.
func (s *Service) compare(ctx context.Context, e *edition, effective string, p *Publication, r *Report) error {
	heads, err := s.store.Heads(ctx, "", "")
	if err != nil {
		return fmt.Errorf("catalog: published versions: %w", err)
	}
	before := map[string]Head{}
	for _, h := range heads {
		before[h.Item] = h
	}
	refused := refusals(e)
	r.Refused = slices.Sorted(maps.Keys(refused))
	for _, item := range e.Spec.Items {
		id := item.ID.S
		if refused[id] {
			continue
		}
		old, known := before[id]
		delete(before, id)
		same := known && s.same(ctx, old.Version, e, item)
		switch {
		case same && old.Withdrawn:
			p.Restored = append(p.Restored, id)
		case same:
			r.Unchanged = append(r.Unchanged, id)
		default:
			p.Versions = append(p.Versions, Version{Item: id, Number: old.Number + 1, Digest: e.digests[id],
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
func (s *Service) same(ctx context.Context, old Version, e *edition, item *spec.Item) bool {
	if old.Digest == e.digests[item.ID.S] {
		return true
	}
	was, err := s.edition(ctx, old.Pack)
	return err == nil && was.digests[item.ID.S] == e.digests[item.ID.S]
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
	for _, id := range p.Withdrawn {
		of(actWithdraw, id, nil)
	}
	for _, id := range p.Restored {
		of(actRestore, id, nil)
	}
	return out
}
