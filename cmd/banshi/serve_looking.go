package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"banshi/catalog"
	"banshi/designer"
	"banshi/designer/replay"
	designerstore "banshi/designer/store"
	"banshi/engine/compile"
	"banshi/engine/eval"
	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/over"
	"banshi/runtime/base/pdf"
	"banshi/runtime/casework"
	"banshi/runtime/sharing"
	runtimestore "banshi/runtime/store"
)

// openDesigner opens what answers authors.
func (s *site) openDesigner() {
	s.designer = designer.New(designer.Config{Drafts: drafted{s}, Published: inForce{s.catalog, s.records()}, Cases: past{runtimestore.New(s.db)},
		Sources: askedLive{s}, Replays: designerstore.New(s.db), Wake: s.wakeReplays, Lists: listed{s.drafts}, Clock: s.cfg.Clock, Fonts: func() *pdf.Fonts { return s.fonts }, Answer: casework.AnswerTitle})
}

// drafted is designer.Drafts.
type drafted struct{ site *site }

var _ designer.Drafts = drafted{}

func (d drafted) Draft(ctx context.Context, who actor.Actor, id string) (designer.Draft, error) {
	got, err := d.site.drafts.Draft(ctx, who, id)
	if err != nil {
		return designer.Draft{}, err
	}
	texts, err := d.site.drafts.Texts(ctx, got)
	if err != nil {
		return designer.Draft{}, err
	}
	before, err := d.site.drafts.Before(ctx, got)
	if err != nil {
		return designer.Draft{}, err
	}
	return designer.Draft{ID: got.ID, Item: got.Item, Version: got.Version, Shared: sharedBy(got, texts), Folder: withRecords{over.Files(before, texts), d.site.records()},
		Base: got.Base, Before: withRecords{before, d.site.records()}, Changed: slices.Sorted(maps.Keys(texts))}, nil
}

func (d drafted) Version(ctx context.Context, who actor.Actor, item string, number int) (designer.Draft, error) {
	return d.Draft(ctx, who, catalog.VersionID(item, number))
}

func (d drafted) Candidate(ctx context.Context, who actor.Actor, id string) (designer.Draft, error) {
	got, c, err := d.site.drafts.Candidate(ctx, who, id)
	return d.candidate(got, c), err
}

func (d drafted) Ordered(ctx context.Context, id string) (designer.Draft, error) {
	got, c, err := d.site.drafts.Ordered(ctx, id)
	return d.candidate(got, c), err
}

// candidate is a draft over what is in force.
func (d drafted) candidate(got catalog.Draft, c catalog.Candidate) designer.Draft {
	got.Base = c.Pack
	return designer.Draft{ID: got.ID, Item: got.Item, Version: got.Version, Shared: sharedBy(got, c.Files), Folder: withRecords{c.FS, d.site.records()}}
}

// sharedBy names what a draft's item shares with others: the pack, and what the draft changes outside of the item's own folder.
func sharedBy(d catalog.Draft, texts map[string]string) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if !strings.HasPrefix(name, "items/"+d.Item+"/") {
			fmt.Fprintf(sum, "%d %s %d %s", len(name), name, len(texts[name]), texts[name])
		}
	}
	return d.Base + " " + hex.EncodeToString(sum.Sum(nil))
}

// inForce is designer.Published.
type inForce struct {
	catalog *catalog.Service
	records fs.FS
}

var _ designer.Published = inForce{}

func (f inForce) Items(ctx context.Context) ([]string, error) {
	list, err := f.catalog.Entries(ctx, compile.Chinese)
	var out []string
	for _, e := range list {
		out = append(out, e.ID)
	}
	return out, err
}

func (f inForce) Newest(ctx context.Context, item, language string) (*eval.Program, error) {
	d, err := f.catalog.Current(ctx, item)
	if err != nil {
		return nil, err
	}
	return d.Program(language), nil
}

func (f inForce) Folder(ctx context.Context) (string, fs.FS, error) {
	digest, folder, err := f.catalog.Newest(ctx)
	return digest, withRecords{folder, f.records}, err
}

func (f inForce) Program(ctx context.Context, item string, version int) (*eval.Program, error) {
	d, err := f.catalog.At(ctx, item, version)
	if err != nil {
		return nil, err
	}
	return d.Program(compile.Chinese), nil
}

// past is designer.Cases.
type past struct{ store runtime.PastStore }

var _ designer.Cases = past{}

func (p past) Past(ctx context.Context, item string, from, to time.Time, behind, upTo string) iter.Seq2[replay.Case, error] {
	return func(yield func(replay.Case, error) bool) {
		for c, err := range runtime.Pasts(ctx, p.store, runtime.PastOf{Item: item, From: from.Format(time.DateOnly), To: to.Format(time.DateOnly), Behind: behind, UpTo: upTo}) {
			if !yield(pastCase(c), err) {
				return
			}
		}
	}
}

func (p past) Numbers(ctx context.Context, item string, from, to time.Time, most int) ([]string, error) {
	return p.store.PastNumbers(ctx, runtime.PastOf{Item: item, From: from.Format(time.DateOnly), To: to.Format(time.DateOnly)}, most)
}

func (p past) Case(ctx context.Context, item, number string) (replay.Case, error) {
	c, err := p.store.PastOne(ctx, item, number)
	if err != nil {
		return replay.Case{}, err
	}
	return pastCase(c), nil
}

// pastCase is an application as a replay takes it; one that can't be read says why.
func pastCase(c runtime.Past) replay.Case {
	out := replay.Case{Number: c.Number, Day: c.Day, Version: c.Version}
	out.Input, out.Bad = c.Applied()
	return out
}

// askedLive is designer.Sources.
type askedLive struct{ site *site }

var _ designer.Sources = askedLive{}

// probeTime is how long somebody who tries a source waits, whatever the source's own time-out is.
const probeTime = 15 * time.Second

func (a askedLive) Ask(ctx context.Context, who actor.Actor, file, key string) designer.Asking {
	id := strings.TrimSuffix(file, ".yaml")
	want := sharing.Want{Source: strings.TrimPrefix(id, "sources/"), Key: key}
	if licence, ok := strings.CutPrefix(id, "licences/"); ok {
		want = sharing.Want{Licence: licence, Key: key}
	}
	ctx, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	got := a.site.sources.Fetch(ctx, sharing.Request{Anew: true, Wants: []sharing.Want{want}, Typed: map[sharing.Want]bool{want: true},
		Purpose: sharing.Purpose{Actor: who.ID, Why: "probe"}})[want]
	out := designer.Asking{Status: string(got.Status), Why: got.Why, Via: got.Via}
	for _, r := range got.Records {
		out.Records = append(out.Records, r.Cells)
	}
	return out
}
