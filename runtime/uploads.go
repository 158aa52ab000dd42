package runtime

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

// MayUpload asks whether the caller may send pieces of a file for a draft: before each of them, since much may have changed
// since the first. Codes: unauthenticated, not_found, forbidden, conflict (submitted).
func (d *Drafts) MayUpload(ctx context.Context, id string) error {
	who, err := filler(ctx)
	if err != nil {
		return err
	}
	a, err := d.Store.Find(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return gone()
	}
	if err != nil {
		return fmt.Errorf("runtime: find a draft: %w", err)
	}
	if err := actor.Can(who.Actor(), actor.DraftEdit, draftObject(a, 0)); err != nil {
		return err
	}
	if a.Case != "" {
		return closed(a.Case)
	}
	if !a.fills(who) {
		return d.fillsElse(a)
	}
	return nil
}

// Opening tells what a material of a draft takes, when a file begins to come. Codes: as MayUpload, invalid (material),
// too_large (no room).
func (d *Drafts) Opening(ctx context.Context, id, material, language string) (files.Rule, files.Room, error) {
	t, err := d.target(ctx, id, material, language)
	return t.rule, t.room, err
}

// Coming lists the files of a draft that are still coming: whoever loads the page anew and picks the same file goes on with
// it. Codes: as MayUpload.
func (d *Drafts) Coming(ctx context.Context, id string) ([]files.Partial, error) {
	if err := d.MayUpload(ctx, id); err != nil {
		return nil, err
	}
	list, err := d.Partials.Coming(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("runtime: uploads of a draft: %w", err)
	}
	return slices.DeleteFunc(list, func(p files.Partial) bool { return p.Taken != "" }), nil
}

// TakeUpload makes a file of the draft of what has come whole. Asked again, it gives the same file. Codes: unauthenticated,
// not_found (also once it has expired), forbidden, conflict (submitted, or not whole yet), invalid (material, type, name),
// too_large, full.
func (d *Drafts) TakeUpload(ctx context.Context, id, upload, language string) (Attached, error) {
	if err := d.MayUpload(ctx, id); err != nil {
		return Attached{}, err
	}
	p, err := d.Partials.Partial(ctx, id, upload)
	if err != nil {
		return Attached{}, err
	}
	if p.Taken != "" {
		f, err := d.Store.FileOf(ctx, id, p.Taken)
		if err != nil {
			return Attached{}, err
		}
		return d.attached(ctx, id, f, language)
	}
	t, err := d.target(ctx, id, p.Material, language)
	if err != nil {
		return Attached{}, err
	}
	var f File
	err = d.Partials.Take(ctx, p, t.rule, func(stored files.Stored) (string, error) {
		f, err = d.attach(ctx, t, p.Name, stored)
		return f.ID, err
	})
	if err != nil {
		return Attached{}, err
	}
	return d.attached(ctx, id, f, language)
}

// Arrange puts the files of a material into an order, and turns pictures by quarters to the right: what is named, the rest
// stays. Codes: as MayUpload, invalid (a turn that is none), conflict (other files are there).
func (d *Drafts) Arrange(ctx context.Context, id, material string, order []string, turns map[string]int, language string) (Draft, error) {
	o, err := d.open(ctx, id, actor.DraftEdit, language)
	if err != nil {
		return Draft{}, err
	}
	for file, turn := range turns {
		if !files.ValidTurn(turn) {
			return Draft{}, fault.New(fault.Invalid, sayNoTurn, fault.Field{Path: "turns." + file, Message: sayNoTurn})
		}
	}
	e := d.event(o.who, "draft.arrange", *o.app)
	e.Detail["material"], e.Detail["order"], e.Detail["turns"] = material, order, turns
	if err := d.Store.Arrange(ctx, id, material, order, turns, e); err != nil {
		return Draft{}, fmt.Errorf("runtime: arrange files: %w", err)
	}
	return d.Get(ctx, id, false, language)
}

// Bundle makes one PDF of pictures of a material, in this order, and puts it in their place. key names the act: asked again
// with it, it gives the same file. Codes: as TakeUpload.
func (d *Drafts) Bundle(ctx context.Context, id, material string, pictures []string, key, language string) (Attached, error) {
	if !idempotencyKey.MatchString(key) {
		return Attached{}, badKey()
	}
	t, err := d.target(ctx, id, material, language)
	if err != nil {
		return Attached{}, err
	}
	made := "pdf" + strings.NewReplacer("-", "", "_", "").Replace(key)
	if i := slices.IndexFunc(t.app.Files, func(f File) bool { return f.ID == made }); i >= 0 {
		return d.attached(ctx, id, t.app.Files[i], language)
	}
	if !slices.Contains(t.rule.Accept, files.PDF) {
		return Attached{}, fault.New(fault.Invalid, sayNoPDFHere)
	}
	var sheets []files.Sheet
	var gone []File
	for _, picture := range pictures {
		i := slices.IndexFunc(t.app.Files, func(f File) bool { return f.ID == picture && f.Material == material })
		if i < 0 {
			return Attached{}, fault.New(fault.NotFound, sayNotYours)
		}
		if t.app.Files[i].Check == files.Infected {
			return Attached{}, fault.New(fault.Invalid, sayInfectedPage)
		}
		gone = append(gone, t.app.Files[i])
		sheets = append(sheets, files.Sheet{Stored: t.app.Files[i].Stored, Turn: t.app.Files[i].Turn})
	}
	name := materialOf(t.plan, material).Title
	raw, err := d.Files.PDFOf(ctx, name, sheets, d.Clock())
	if err != nil {
		return Attached{}, err
	}
	for _, f := range gone {
		t.rule.Room += f.Size // they go when it comes
	}
	f := File{ID: made, Material: material, Name: name + ".pdf", At: d.Clock().UTC()}
	_, err = d.Files.Put(ctx, strings.NewReader(string(raw)), t.rule, func(stored files.Stored) error {
		f.Stored = stored
		e := d.fileEvent(t.opened, "draft.bundle", f)
		e.Detail["pictures"] = pictures
		if f, err = d.Store.Bundle(ctx, id, f, pictures, e); err != nil {
			return fmt.Errorf("runtime: put pictures into one file: %w", err)
		}
		return nil
	})
	if err != nil {
		return Attached{}, err
	}
	d.drop(ctx, gone)
	return d.attached(ctx, id, f, language)
}
