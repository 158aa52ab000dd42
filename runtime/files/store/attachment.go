// Package store keeps which draft holds which file, within the draft's quota.
package store

import (
	"context"
	"crypto/rand"
	"embed"
	"fmt"
	"maps"
	"slices"
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
	At    time.Time
	Turn  int // to the right, in degrees
	Place int // among the files of the draft
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
	Place int
	Turn  int
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
	if a.ID == "" {
		a.ID = rand.Text()
	}
	a.Name = files.CleanName(a.Name, a.Type)
	if err := tx.NewSelect().Model((*row)(nil)).ColumnExpr("COALESCE(MAX(f.place), 0) + 1").Where("f.draft = ?", a.Draft).Scan(ctx, &a.Place); err != nil {
		return Attachment{}, fmt.Errorf("files: attach: %w", err)
	}
	r := row{ID: a.ID, Draft: a.Draft, Slot: a.Slot, Name: a.Name, Hash: string(a.Hash), Size: a.Size, Type: string(a.Type), At: db.Micros(a.At),
		Place: a.Place, Turn: a.Turn}
	if _, err := tx.NewInsert().Model(&r).Exec(ctx); err != nil {
		return Attachment{}, fmt.Errorf("files: attach: %w", err)
	}
	return a, wait(ctx, tx, a.Hash)
}

// Arrange puts the files of a slot into an order and turns them, inside the caller's transaction; turns names those that
// change. Codes: not_found (a file that is not there), conflict (the order does not name each once).
func Arrange(ctx context.Context, tx bun.Tx, draft, slot string, order []string, turns map[string]int) error {
	var rows []row
	if err := tx.NewSelect().Model(&rows).Where("f.draft = ? AND f.slot = ?", draft, slot).OrderExpr("f.place, f.at, f.id").Scan(ctx); err != nil && !db.IsNone(err) {
		return fmt.Errorf("files: arrange: %w", err)
	}
	places := make([]int, len(rows))
	held := map[string]row{}
	for i, r := range rows {
		places[i], held[r.ID] = r.Place, r
	}
	if len(order) > 0 && len(order) != len(rows) {
		return fault.New(fault.Conflict, sayOtherFiles)
	}
	set := func(id, column string, value int) error {
		if _, ok := held[id]; !ok {
			return fault.New(fault.NotFound, sayNoFile)
		}
		_, err := tx.NewUpdate().Model((*row)(nil)).Set("? = ?", bun.Ident(column), value).Where("f.draft = ? AND f.id = ?", draft, id).Exec(ctx)
		return err
	}
	slices.Sort(places)
	seen := map[string]bool{}
	for i, id := range order {
		if seen[id] {
			return fault.New(fault.Conflict, sayOtherFiles)
		}
		seen[id] = true
		if err := set(id, "place", max(places[i], i+1)); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(turns)) {
		if err := set(id, "turn", turns[id]); err != nil {
			return err
		}
	}
	return nil
}

// Of lists the files of a draft in their order: as they came, unless somebody has arranged them.
func Of(ctx context.Context, q bun.IDB, draft string) ([]Attachment, error) {
	var rows []row
	if err := q.NewSelect().Model(&rows).Where("f.draft = ?", draft).OrderExpr("f.place, f.at, f.id").Scan(ctx); err != nil && !db.IsNone(err) {
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

var attachedTo = db.Selecting[row]("WHERE f.draft = ? ORDER BY f.place, f.at, f.id")

// Held is what a draft holds, read together with more.
type Held struct{ rows []row }

// Of is the query, after which List gives what came.
func (h *Held) Of(draft string) *db.Call { return attachedTo.All(&h.rows, draft) }

// List is what came, in the order of the pages.
func (h *Held) List() []Attachment {
	out := make([]Attachment, len(h.rows))
	for i, r := range h.rows {
		out[i] = r.attachment()
	}
	return out
}

var detachAll = db.Prepared("DELETE FROM draft_files WHERE draft = ?")

// DetachAll takes every file out of a draft, together with what else is written. The content stays.
func DetachAll(draft string) *db.Call { return detachAll.With(draft) }

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
	return Attachment{ID: r.ID, Draft: r.Draft, Slot: r.Slot, Name: r.Name, At: db.Time(r.At), Place: r.Place, Turn: r.Turn,
		Stored: files.Stored{Hash: files.Hash(r.Hash), Size: r.Size, Type: files.Type(r.Type)}}
}
