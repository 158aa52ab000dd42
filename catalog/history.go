package catalog

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Uses tells what stands on the versions of items.
type Uses interface {
	// Uses counts by the number of the version; versions on which nothing stands may be missing.
	Uses(ctx context.Context, item string) (map[int]Use, error)
}

// Use is how many applicants stand on a version.
type Use struct {
	Drafts int // begun and not handed in
	Cases  int // handed in and not decided
}

// Origin is the draft of which a version comes.
type Origin struct {
	Draft     string   // id
	Authors   []string // names, in order
	Approved  string   // name of who agreed to it
	Published string   // name of who published it
	By        string   // account of that
	Number    int      // of the version
}

// Past is a version with how it came about and what stands on it.
type Past struct {
	Version
	Origin  Origin // the zero value: it came with a folder
	InForce bool   // applications begin with it today
	Use
}

// ID is by what it is read like a draft.
func (p Past) ID() string { return VersionID(p.Item, p.Number) }

// History is all that was published of an item.
type History struct {
	Item, Title string
	Department  string // id
	Withdrawn   bool
	Versions    []Past // the newest first
	Draft       *Draft // that is open or in review
	Stop        *Stop  // that counts; nil: none
	MayStop     error  // why the asker may not stop it, or lift that; nil: may
	MayEdit     error  // why the asker may not begin a draft of it; nil: may
}

// Versions lists the versions of an item. Codes: unauthenticated, forbidden, not_found.
func (s *Drafts) Versions(ctx context.Context, who actor.Actor, item string) (History, error) {
	out := History{Item: item}
	last, withdrawn, err := s.latest(ctx, who, item)
	if err != nil {
		return History{}, err
	}
	out.Title, out.Department, out.Withdrawn = last.Title, last.Department, withdrawn
	newest, err := s.catalogue.newest(ctx)
	if err != nil {
		return History{}, err
	}
	today := newest.today(s.clock())
	list, err := s.catalogue.Versions(ctx, item)
	if err != nil {
		return History{}, err
	}
	origins, err := s.store.Origins(ctx, item)
	if err != nil {
		return History{}, fmt.Errorf("catalog: drafts of the versions of %s: %w", item, err)
	}
	uses, err := s.uses.Uses(ctx, item)
	if err != nil {
		return History{}, fmt.Errorf("catalog: what stands on the versions of %s: %w", item, err)
	}
	found := withdrawn // nothing begins with any
	for _, v := range list {
		p := Past{Version: v, Use: uses[v.Number]}
		if v.Effective <= today && !found {
			p.InForce, found = true, true
		}
		// A draft that changed nothing but tests bears the number of the version that it left as it was.
		if i := slices.IndexFunc(origins, func(o Origin) bool { return o.Number == v.Number && o.By == v.By }); i >= 0 {
			p.Origin = origins[i]
		}
		out.Versions = append(out.Versions, p)
	}
	live, err := s.store.LiveDrafts(ctx)
	if err != nil {
		return History{}, fmt.Errorf("catalog: drafts: %w", err)
	}
	if d, ok := live[item]; ok {
		out.Draft = &d
	}
	if out.Stop, err = s.catalogue.Stopped(ctx, item); err != nil {
		return History{}, err
	}
	if out.MayStop = actor.Can(who, actor.ItemStop, last.object()); out.Stop != nil {
		out.MayStop = out.Stop.mayLift(who, last)
	}
	out.MayEdit = actor.Can(who, actor.ItemEdit, last.object())
	return out, nil
}

// latest is the newest version of an item of which the asker may know how it came about, and whether the item was withdrawn.
func (s *Drafts) latest(ctx context.Context, who actor.Actor, item string) (d Draft, withdrawn bool, err error) {
	if err := mayAnywhere(who); err != nil {
		return Draft{}, false, err
	}
	heads, err := s.catalogue.store.Heads(ctx, "", item)
	if err != nil {
		return Draft{}, false, fmt.Errorf("catalog: newest version of %s: %w", item, err)
	}
	if len(heads) == 0 {
		return Draft{}, false, fault.New(fault.NotFound, sayNoDraft)
	}
	d, err = s.for_(ctx, who, actor.ItemDrafts, VersionID(item, heads[0].Number))
	return d, heads[0].Withdrawn, err
}

// VersionID names a published version among drafts: it is read as a draft in which nothing was changed.
func VersionID(item string, number int) string { return item + "@" + strconv.Itoa(number) }

// versionOf is what VersionID names.
func versionOf(id string) (item string, number int, ok bool) {
	item, text, ok := strings.Cut(id, "@")
	number, err := strconv.Atoi(text)
	return item, number, ok && err == nil && number > 0
}

// kept gives a published version as a draft that nobody can change.
func (s *Drafts) kept(ctx context.Context, item string, number int) (Draft, error) {
	def, err := s.catalogue.At(ctx, item, number)
	if fault.Is(err, fault.NotFound) {
		return Draft{}, fault.New(fault.NotFound, sayNoDraft)
	}
	if err != nil {
		return Draft{}, err
	}
	p := def.Program(Chinese).Plan()
	return Draft{ID: VersionID(item, number), Item: item, Title: p.Name, Department: p.Department.ID, Base: def.Pack, State: DraftPublished,
		At: def.At, Changed: def.At, Number: number, Effective: def.Effective}, nil
}

// Kept tells whether it is a published version that is read, and no draft.
func (d Draft) Kept() bool {
	_, _, ok := versionOf(d.ID)
	return ok
}

// again makes the first step of a draft that puts the files of an item as they were in a version. What it shares with others
// stays as it is now. Codes: not_found, conflict (it is like that now).
func (s *Drafts) again(ctx context.Context, who actor.Actor, newest *edition, number int, d *Draft) (Step, error) {
	old, err := s.kept(ctx, d.Item, number)
	if err != nil {
		return Step{}, err
	}
	was, err := s.catalogue.edition(ctx, old.Base)
	if err != nil {
		return Step{}, err
	}
	names, err := was.of(d.Item)
	if err != nil {
		return Step{}, err
	}
	now, err := newest.of(d.Item)
	if err != nil {
		return Step{}, err
	}
	names = append(names, now...)
	slices.Sort(names)
	step := Step{Seq: 1, Kind: StepBegin, File: itemFile(d.Item), Label: sayBegunAgain.With(number).In(Chinese), Author: who.ID, Name: who.Name, At: d.At}
	for _, name := range slices.Compact(names) {
		before, err := newest.read(name)
		if err != nil {
			return Step{}, err
		}
		after, err := was.read(name)
		if err != nil {
			return Step{}, err
		}
		if before == after {
			continue
		}
		patches := difference(before, after)
		_, inverse, err := apply(before, patches)
		if err != nil {
			return Step{}, err
		}
		step.Changes = append(step.Changes, Change{File: name, Patches: patches, Inverse: inverse})
		step.Files = append(step.Files, DraftFile{name, after, 1})
	}
	if len(step.Changes) == 0 {
		return Step{}, fault.New(fault.Conflict, saySameAsNow)
	}
	d.Version = 1
	return step, nil
}

// numberOf is the version that a draft of a known item shall be begun from; ok: from says one.
func numberOf(from string) (number int, ok bool, err error) {
	text, ok := strings.CutPrefix(from, "version:")
	if !ok {
		return 0, false, nil
	}
	number, err = strconv.Atoi(text)
	if err != nil || number < 1 {
		return 0, true, fault.New(fault.Invalid, sayBadItem, fault.Field{Path: "body.from", Message: sayBadFrom})
	}
	return number, true, nil
}
