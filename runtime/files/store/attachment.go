// Package store keeps which draft holds which file, within the draft's quota.
package store

import (
	"context"
	"crypto/rand"
	"embed"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

//go:embed sqlite
var migrations embed.FS

// Migrations are the tables of files.
func Migrations() db.Migrations { return db.Migrations{Name: "files", FS: migrations} }

// Attachment is a file of a draft.
type Attachment struct {
	ID    string
	Draft string
	Slot  string // material or field it was uploaded for
	Name  string
	files.Stored
	At time.Time
}

type row struct {
	bun.BaseModel `bun:"table:draft_files,alias:f"`

	ID    string `bun:",pk"`
	Draft string
	Slot  string
	Name  string
	Hash  string
	Size  int64
	Type  string
	At    int64
}

// Room is what the draft may still take: ask before the bytes come, to refuse early.
func Room(ctx context.Context, q bun.IDB, draft string, quota files.Quota) (files.Room, error) {
	var used struct {
		Files int
		Bytes int64
	}
	err := q.NewSelect().Model((*row)(nil)).ColumnExpr("COUNT(*) AS files").ColumnExpr("COALESCE(SUM(f.size), 0) AS bytes").
		Where("f.draft = ?", draft).Scan(ctx, &used)
	if err != nil {
		return files.Room{}, fmt.Errorf("files: what the draft holds: %w", err)
	}
	whole := quota.Whole()
	return files.Room{Files: whole.Files - used.Files, Bytes: whole.Bytes - used.Bytes}, nil
}

// Attach puts stored content into a draft, inside the caller's transaction, where the
// quota is asked again: two uploads at once may each have fitted alone. The caller
// writes the audit event. The same content in the same slot stays one file.
// Codes: too_large.
func Attach(ctx context.Context, tx bun.Tx, a Attachment, quota files.Quota) (Attachment, error) {
	var same row
	err := tx.NewSelect().Model(&same).Where("f.draft = ? AND f.slot = ? AND f.hash = ?", a.Draft, a.Slot, string(a.Hash)).Limit(1).Scan(ctx)
	if err == nil {
		return same.attachment(), nil
	}
	if !db.IsNone(err) {
		return Attachment{}, fmt.Errorf("files: attach: %w", err)
	}
	room, err := Room(ctx, tx, a.Draft, quota)
	if err != nil {
		return Attachment{}, err
	}
	if err := room.Check(a.Size); err != nil {
		return Attachment{}, err
	}
	a.ID, a.Name = rand.Text(), files.CleanName(a.Name, a.Type)
	r := row{ID: a.ID, Draft: a.Draft, Slot: a.Slot, Name: a.Name, Hash: string(a.Hash), Size: a.Size, Type: string(a.Type), At: db.Micros(a.At)}
	if _, err := tx.NewInsert().Model(&r).Exec(ctx); err != nil {
		return Attachment{}, fmt.Errorf("files: attach: %w", err)
	}
	return a, nil
}

// Of lists the files of a draft, oldest first.
func Of(ctx context.Context, q bun.IDB, draft string) ([]Attachment, error) {
	var rows []row
	if err := q.NewSelect().Model(&rows).Where("f.draft = ?", draft).OrderExpr("f.at, f.id").Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("files: of a draft: %w", err)
	}
	out := make([]Attachment, len(rows))
	for i, r := range rows {
		out[i] = r.attachment()
	}
	return out, nil
}

// Hashes lists the content that drafts hold, each once, sorted.
func Hashes(ctx context.Context, q bun.IDB) ([]files.Hash, error) {
	var out []files.Hash
	if err := q.NewSelect().Model((*row)(nil)).ColumnExpr("DISTINCT f.hash").OrderExpr("f.hash").Scan(ctx, &out); err != nil {
		return nil, fmt.Errorf("files: what drafts hold: %w", err)
	}
	return out, nil
}

// Get gives one file of a draft. A file is never found by its own id alone: whoever
// asks must have been allowed the draft. Codes: not_found.
func Get(ctx context.Context, q bun.IDB, draft, id string) (Attachment, error) {
	var r row
	err := q.NewSelect().Model(&r).Where("f.draft = ? AND f.id = ?", draft, id).Scan(ctx)
	if db.IsNone(err) {
		return Attachment{}, fault.New(fault.NotFound, sayNoFile)
	}
	if err != nil {
		return Attachment{}, fmt.Errorf("files: get: %w", err)
	}
	return r.attachment(), nil
}

// Detach takes a file out of a draft. The content stays: another draft may hold it.
// Codes: not_found.
func Detach(ctx context.Context, tx bun.Tx, draft, id string) error {
	res, err := tx.NewDelete().Model((*row)(nil)).Where("draft = ? AND id = ?", draft, id).Exec(ctx)
	if err != nil {
		return fmt.Errorf("files: detach: %w", err)
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		return fault.New(fault.NotFound, sayNoFile)
	}
	return err
}

// Named marks in keep which of the contents some draft holds.
func Named(ctx context.Context, q bun.IDB, list []files.Hash, keep map[files.Hash]bool) error {
	var held []string
	err := q.NewSelect().Model((*row)(nil)).Distinct().Column("hash").Where("f.hash IN (?)", bun.List(list)).Scan(ctx, &held)
	if err != nil && !db.IsNone(err) {
		return fmt.Errorf("files: what drafts hold: %w", err)
	}
	for _, h := range held {
		keep[files.Hash(h)] = true
	}
	return nil
}

func (r row) attachment() Attachment {
	return Attachment{ID: r.ID, Draft: r.Draft, Slot: r.Slot, Name: r.Name, At: db.Time(r.At),
		Stored: files.Stored{Hash: files.Hash(r.Hash), Size: r.Size, Type: files.Type(r.Type)}}
}
