package runtime

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// MaxFile is the greatest file where a material says nothing: 10 MiB.
const MaxFile = 10 << 20

// maxFiles is how many files one draft may have.
const maxFiles = 100

// kinds of files by the word of the definition; what the content shows counts, not the name.
var kinds = map[string][]string{
	"jpg": {"image/jpeg"}, "jpeg": {"image/jpeg"}, "png": {"image/png"}, "pdf": {"application/pdf"},
	"webp": {"image/webp"}, "gif": {"image/gif"}, "zip": {"application/zip"},
	// Office documents and OFD are zip archives from the outside.
	"docx": {"application/zip"}, "xlsx": {"application/zip"}, "ofd": {"application/zip"},
}

// usual are the types where a material says nothing.
var usual = []string{"jpg", "png", "pdf"}

// Attached is a file that was taken, with the draft as it is now.
type Attached struct {
	File  File
	Draft Draft
}

// Attach takes a file for a material of the draft. Its content is stored once, whoever sends it again.
// Codes: unauthenticated, not_found, forbidden, conflict (submitted), invalid (material, type, name),
// too_large.
func (d *Drafts) Attach(ctx context.Context, id, material, name string, content io.Reader, language string) (Attached, error) {
	o, err := d.open(ctx, id, actor.DraftEdit, language)
	if err != nil {
		return Attached{}, err
	}
	m := materialOf(o.plan, material)
	if m == nil || m.Made {
		return Attached{}, fault.New(fault.Invalid, "这里不收文件", fault.Field{Path: "material", Message: "没有这份材料，或者不用上传"})
	}
	if len(o.app.Files) >= maxFiles {
		return Attached{}, fault.New(fault.TooLarge, fmt.Sprintf("一份申请最多%d个文件", maxFiles))
	}
	name, err = fileName(name)
	if err != nil {
		return Attached{}, err
	}
	kind, content, err := sniff(content, m)
	if err != nil {
		return Attached{}, err
	}
	digest, size, err := d.Files.Put(ctx, content, limitOf(m))
	if fault.Is(err, fault.TooLarge) {
		return Attached{}, fault.New(fault.TooLarge, fmt.Sprintf("“%s”的文件最大%d MB", m.Title, limitOf(m)>>20))
	}
	if err != nil {
		return Attached{}, fmt.Errorf("runtime: keep a file: %w", err)
	}
	f := File{ID: strings.ToLower(rand.Text()), Material: material, Name: name, Type: kind, Size: size, Digest: digest, At: d.Clock().UTC()}
	if err := d.Store.Attach(ctx, id, f, d.fileEvent(o, "draft.attach", f)); err != nil {
		return Attached{}, fmt.Errorf("runtime: attach a file: %w", err)
	}
	now, err := d.Get(ctx, id, false, language)
	return Attached{File: f, Draft: now}, err
}

func (h *hall) fileEvent(o *opened, act string, f File) audit.Event {
	e := h.event(o.who, act, *o.app)
	e.Detail["material"], e.Detail["file"], e.Detail["digest"], e.Detail["size"] = f.Material, f.ID, f.Digest, f.Size
	return e
}

func limitOf(m *plan.Material) int64 {
	if m.MaxMB > 0 {
		return int64(m.MaxMB) << 20
	}
	return MaxFile
}

// sniff finds the type from the content and refuses what the material does not take.
func sniff(r io.Reader, m *plan.Material) (string, io.Reader, error) {
	head := make([]byte, 512)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", nil, fmt.Errorf("runtime: read a file: %w", err)
	}
	if n == 0 {
		return "", nil, fault.New(fault.Invalid, "文件是空的，请重新选择", fault.Field{Path: "file", Message: "文件是空的"})
	}
	kind, _, _ := strings.Cut(http.DetectContentType(head[:n]), ";")
	types := m.Types
	if len(types) == 0 {
		types = usual
	}
	for _, t := range types {
		if slices.Contains(kinds[strings.ToLower(t)], kind) {
			return kind, io.MultiReader(bytes.NewReader(head[:n]), r), nil
		}
	}
	list := strings.Join(types, "、")
	return "", nil, fault.New(fault.Invalid, "文件的格式不对", fault.Field{Path: "file", Message: fmt.Sprintf("“%s”只收 %s", m.Title, list)})
}

// fileName keeps the last part of a name, for showing.
func fileName(name string) (string, error) {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.TrimSpace(name)
	if name == "" || !utf8.ValidString(name) || utf8.RuneCountInString(name) > 200 || strings.ContainsFunc(name, unicode.IsControl) {
		return "", fault.New(fault.Invalid, "文件名不能用", fault.Field{Path: "file", Message: "文件名应为1到200个字，不含控制字符"})
	}
	return name, nil
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
	if err := d.Store.Detach(ctx, id, file, d.fileEvent(o, "draft.detach", o.app.Files[i])); err != nil {
		return Draft{}, fmt.Errorf("runtime: detach a file: %w", err)
	}
	return d.Get(ctx, id, false, language)
}

// Content gives a file to whoever may see the draft or the case that it belongs to; a look by staff is
// written down. The caller closes it. Codes: unauthenticated, not_found.
func (d *Drafts) Content(ctx context.Context, id string) (File, io.ReadCloser, error) {
	who, ok := identity.From(ctx)
	if !ok {
		return File{}, nil, fault.New(fault.Unauthenticated, "请先登录")
	}
	f, err := d.mayRead(ctx, who, id)
	if err != nil {
		return File{}, nil, err
	}
	r, err := d.Files.Open(ctx, f.Digest)
	if err != nil {
		return File{}, nil, fmt.Errorf("runtime: content of a file: %w", err)
	}
	return f, r, nil
}

func (d *Drafts) mayRead(ctx context.Context, who identity.Current, id string) (File, error) {
	f, draft, number, err := d.Store.File(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return f, gone()
	}
	if err != nil {
		return f, fmt.Errorf("runtime: find a file: %w", err)
	}
	if number == "" {
		a, err := d.Store.Find(ctx, draft)
		if err != nil {
			return f, fmt.Errorf("runtime: draft of a file: %w", err)
		}
		return f, actor.Can(who.Actor(), actor.DraftView, draftObject(a, 0))
	}
	c, err := d.Store.Case(ctx, number)
	if err != nil {
		return f, fmt.Errorf("runtime: case of a file: %w", err)
	}
	if err := actor.Can(who.Actor(), actor.CaseView, caseObject(c)); err != nil {
		return f, err
	}
	if who.Account.Staff == nil {
		return f, nil
	}
	if !handles(who.Actor(), c) {
		return f, fault.New(fault.Forbidden, "您可以查看办件，不能打开申请人的文件")
	}
	e := viewed(who, c, d.Clock())
	e.Detail["file"] = f.ID
	return f, d.Store.Viewed(ctx, e)
}
