package runtime

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
	"banshi/runtime/identity"
)

// Attached is a file that was taken, with the draft as it is now.
type Attached struct {
	File  File
	Draft Draft
}

// target is a material of a draft that takes files, with what it takes.
type target struct {
	*opened
	material string
	rule     files.Rule
	room     files.Room
}

// target finds where a file is to go. Codes: unauthenticated, not_found, forbidden, conflict (submitted), invalid (material),
// too_large (no room).
func (d *Drafts) target(ctx context.Context, id, material, language string) (target, error) {
	o, err := d.open(ctx, id, actor.DraftEdit, language)
	if err != nil {
		return target{}, err
	}
	state, err := o.known()
	if err != nil {
		return target{}, err
	}
	m := materialOf(o.plan, material)
	if _, there := state.Materials[material]; !there || m == nil || m.Made {
		return target{}, fault.New(fault.Invalid, sayNoFileHere, fault.Field{Path: "material", Message: sayNoSuchPaper})
	}
	if o.mending.locks(materialsPrefix + material) {
		return target{}, fault.New(fault.Invalid, sayCannotChange, fault.Field{Path: "material", Message: sayNotOpened.With(m.Title)})
	}
	room, err := d.Store.Room(ctx, id)
	if err != nil {
		return target{}, fmt.Errorf("runtime: room of a draft: %w", err)
	}
	if err := room.Check(0); err != nil {
		return target{}, err
	}
	return target{o, material, ruleOf(m, room), room}, nil
}

// attach writes down that content is there for the draft.
func (d *Drafts) attach(ctx context.Context, t target, name string, stored files.Stored) (File, error) {
	f := File{Material: t.material, Name: name, At: d.Clock().UTC(), Stored: stored}
	f, err := d.Store.Attach(ctx, t.app.ID, f, d.fileEvent(t.opened, "draft.attach", f))
	if err != nil {
		return f, fmt.Errorf("runtime: attach a file: %w", err)
	}
	return f, nil
}

// checkSoon is how long whoever uploads waits for the check of what came; what takes longer goes on by itself.
const checkSoon = 3 * time.Second

// attached is the answer to a file that was taken: looked at, if that is quick.
func (d *Drafts) attached(ctx context.Context, id string, f File, language string) (Attached, error) {
	soon, cancel := context.WithTimeout(ctx, checkSoon)
	defer cancel()
	check, err := d.Files.Check(soon, f.Hash)
	if err != nil {
		d.Log.WarnContext(ctx, "a file waits for its check", "error", err)
	}
	f.Check = check
	now, err := d.Get(ctx, id, false, language)
	return Attached{File: f, Draft: now}, err
}

// checked fills in what is known of viruses in files.
func (h *hall) checked(ctx context.Context, list []File) error {
	hashes := make([]files.Hash, len(list))
	for i, f := range list {
		hashes[i] = f.Hash
	}
	known, err := h.Files.Checks(ctx, hashes)
	if err != nil {
		return fmt.Errorf("runtime: checks of files: %w", err)
	}
	for i := range list {
		list[i].Check = known[list[i].Hash]
	}
	return nil
}

// ruleOf is what a material takes: types by the words of the definition, jpg, png and pdf where it
// says nothing.
func ruleOf(m *plan.Material, room files.Room) files.Rule {
	r := files.Rule{Room: room.Bytes, MaxBytes: int64(m.MaxMB) << 20, Accept: []files.Type{}}
	types := m.Types
	if len(types) == 0 {
		types = []string{"jpg", "png", "pdf"}
	}
	for _, t := range types {
		if t == "jpeg" {
			t = "jpg"
		}
		r.Accept = append(r.Accept, files.Type(strings.ToLower(t)))
	}
	if slices.Contains(r.Accept, files.JPG) {
		r.Accept = append(r.Accept, files.HEIC) // the same picture, as phones take it
	}
	return r
}

func (h *hall) fileEvent(o *opened, act string, f File) audit.Event {
	e := h.event(o.who, act, *o.app)
	e.Detail["material"], e.Detail["file"], e.Detail["digest"], e.Detail["size"] = f.Material, f.ID, string(f.Hash), f.Size
	return e
}

// Detach takes a file off the draft. Codes: as Attach.
func (d *Drafts) Detach(ctx context.Context, id, file, language string) (Draft, error) {
	o, err := d.open(ctx, id, actor.DraftEdit, language)
	if err != nil {
		return Draft{}, err
	}
	i := slices.IndexFunc(o.app.Files, func(f File) bool { return f.ID == file })
	if i < 0 {
		return Draft{}, gone()
	}
	if o.mending.locks(materialsPrefix + o.app.Files[i].Material) {
		return Draft{}, fault.New(fault.Invalid, sayCannotChange, fault.Field{Path: "material", Message: sayNotOpened.With(titleOfMaterial(o.plan, o.app.Files[i].Material))})
	}
	if err := d.Store.Detach(ctx, id, file, d.fileEvent(o, "draft.detach", o.app.Files[i])); err != nil {
		return Draft{}, fmt.Errorf("runtime: detach a file: %w", err)
	}
	d.drop(ctx, o.app.Files[i:i+1])
	return d.Get(ctx, id, false, language)
}

// drop removes the content of files that were taken away, unless something else names it. A failure is no fault of
// the request: what is left over is removed later.
func (h *hall) drop(ctx context.Context, list []File) {
	hashes := make([]files.Hash, len(list))
	for i, f := range list {
		hashes[i] = f.Hash
	}
	if err := h.Files.Drop(context.WithoutCancel(ctx), hashes, h.Store.Named); err != nil {
		h.Log.ErrorContext(ctx, "remove the content of files", "error", err)
	}
}

// File finds a file for whoever may see the draft or the case that it belongs to; a look by staff is
// written down. owner is the draft's id or the case's number. Codes: unauthenticated, not_found,
// forbidden (staff who only oversee).
func (d *Drafts) File(ctx context.Context, owner, id string) (File, error) {
	who, ok := identity.From(ctx)
	if !ok {
		return File{}, fault.New(fault.Unauthenticated, saySignIn)
	}
	if strings.Contains(owner, "-") {
		return d.fileOfCase(ctx, who, owner, id)
	}
	a, err := d.Store.Find(ctx, owner)
	if fault.Is(err, fault.NotFound) {
		return File{}, gone()
	}
	if err != nil {
		return File{}, fmt.Errorf("runtime: draft of a file: %w", err)
	}
	if err := actor.Can(who.Actor(), actor.DraftView, draftObject(a, 0)); err != nil {
		return File{}, err
	}
	return d.Store.FileOf(ctx, owner, id)
}

// Applies tells whether who asks is no member of staff: what he may see at all, he may see before it was checked.
func (d *Drafts) Applies(ctx context.Context) bool {
	who, ok := identity.From(ctx)
	return ok && who.Account.Staff == nil
}

func (d *Drafts) fileOfCase(ctx context.Context, who identity.Current, number, id string) (File, error) {
	c, err := d.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return File{}, err
	}
	if !whole(who.Actor(), c) {
		return File{}, fault.New(fault.Forbidden, sayNoFiles)
	}
	f, err := d.Store.FileOfCase(ctx, number, id)
	if err == nil && who.Account.Staff == nil && f.Material == Enclosed {
		return File{}, gone() // what staff enclosed is staff's
	}
	if err != nil || who.Account.Staff == nil {
		return f, err
	}
	e := viewed(who, c, d.Clock())
	e.Detail["file"] = f.ID
	return f, d.Store.Viewed(ctx, e)
}
