// Package store keeps published definitions in the database.
package store

import (
	"context"
	"embed"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"banshi/catalog"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

//go:embed sqlite
var migrations embed.FS

// Migrations are the tables of the catalogue. They need those of audit.
func Migrations() db.Migrations { return db.Migrations{Name: "catalog", FS: migrations} }

type packRow struct {
	bun.BaseModel `bun:"table:catalog_packs,alias:p"`

	Digest string `bun:",pk"`
	Bytes  []byte
}

type shelfRow struct {
	bun.BaseModel `bun:"table:catalog_shelves,alias:s"`

	Pack    string `bun:",pk"`
	Program string
	Body    []byte
}

type importRow struct {
	bun.BaseModel `bun:"table:catalog_imports,alias:i"`

	ID   int64 `bun:",pk,autoincrement"`
	Pack string
	At   int64
	By   string
}

type itemRow struct {
	bun.BaseModel `bun:"table:catalog_items,alias:t"`

	ID        string `bun:",pk"`
	Withdrawn int64
}

type versionRow struct {
	bun.BaseModel `bun:"table:catalog_versions,alias:v"`

	Item      string `bun:",pk"`
	Number    int    `bun:",pk"`
	Digest    string
	Pack      string
	Effective string
	At        int64
	By        string
}

// Store is catalog.Store on a database.
type Store struct{ db *db.DB }

var _ catalog.Store = (*Store)(nil)

// New needs a database with the tables of Migrations.
func New(d *db.DB) *Store { return &Store{db: d} }

// Publish writes it all, with its events, or nothing. Codes: conflict.
func (s *Store) Publish(ctx context.Context, p catalog.Publication) error {
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if p.Draft != nil {
			var last importRow
			if err := tx.NewSelect().Model(&last).OrderExpr("i.id DESC").Limit(1).Scan(ctx); err != nil {
				return fmt.Errorf("look for the newest folder: %w", err)
			}
			if last.Pack != p.Draft.Over {
				return catalog.IsStale(fault.New(fault.Conflict, sayPublished))
			}
		}
		pack := packRow{Digest: p.Pack, Bytes: p.Bytes}
		if _, err := tx.NewInsert().Model(&pack).On("CONFLICT (digest) DO NOTHING").Exec(ctx); err != nil {
			return fmt.Errorf("write the folder: %w", err)
		}
		if _, err := tx.NewInsert().Model(&importRow{Pack: p.Pack, At: db.Micros(p.At), By: p.By}).Exec(ctx); err != nil {
			return fmt.Errorf("write the import: %w", err)
		}
		for _, v := range p.Versions {
			if err := publish(ctx, tx, v); err != nil {
				return err
			}
		}
		for _, id := range p.Withdrawn {
			if err := mark(ctx, tx, id, db.Micros(p.At)); err != nil {
				return err
			}
		}
		for _, id := range p.Restored {
			if err := mark(ctx, tx, id, 0); err != nil {
				return err
			}
		}
		if p.Draft != nil {
			if err := moveDraft(ctx, tx, p.Draft.Seen, p.Draft.To, p.Draft.Move); err != nil {
				return err
			}
		}
		for _, e := range p.Events {
			if err := audit.Append(ctx, tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	db.Beside[force](s.db).published()
	if db.IsDuplicate(err) {
		return fault.Wrap(err, fault.Conflict, sayPublished)
	}
	return err
}

func publish(ctx context.Context, tx bun.Tx, v catalog.Version) error {
	item := itemRow{ID: v.Item}
	if _, err := tx.NewInsert().Model(&item).On("CONFLICT (id) DO UPDATE").Set("withdrawn = 0").Exec(ctx); err != nil {
		return fmt.Errorf("write item %s: %w", v.Item, err)
	}
	row := versionRow{Item: v.Item, Number: v.Number, Digest: v.Digest, Pack: v.Pack, Effective: v.Effective, At: db.Micros(v.At), By: v.By}
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("write version %d of %s: %w", v.Number, v.Item, err)
	}
	return nil
}

func mark(ctx context.Context, tx bun.Tx, item string, withdrawn int64) error {
	_, err := tx.NewUpdate().Model((*itemRow)(nil)).Set("withdrawn = ?", withdrawn).Where("id = ?", item).Exec(ctx)
	if err != nil {
		return fmt.Errorf("mark item %s: %w", item, err)
	}
	return nil
}

// Imported is the digest of the pack imported last, or so many imports before. Codes: not_found.
func (s *Store) Imported(ctx context.Context, back int) (string, error) {
	return kept(ctx, s, func(f *force) map[int]string { return f.packs }, back, func() (string, error) { return s.imported(ctx, back) })
}

func (s *Store) imported(ctx context.Context, back int) (string, error) {
	var row importRow
	err := s.db.Read().NewSelect().Model(&row).OrderExpr("i.id DESC").Limit(1).Offset(int64(back)).Scan(ctx)
	if db.IsNone(err) {
		return "", fault.New(fault.NotFound, sayNothingImported)
	}
	return row.Pack, err
}

// Pack gives the bytes of a pack. Codes: not_found.
func (s *Store) Pack(ctx context.Context, digest string) ([]byte, error) {
	var row packRow
	err := s.db.Read().NewSelect().Model(&row).Where("p.digest = ?", digest).Scan(ctx)
	if db.IsNone(err) {
		return nil, fault.New(fault.NotFound, sayNoPack)
	}
	return row.Bytes, err
}

type folderRow struct {
	bun.BaseModel `bun:"table:catalog_folders,alias:f"`

	By   string `bun:",pk"`
	Pack string
}

// Folder is the digest of the folder that somebody imported last, as it was before it was put together with what others
// published. Codes: not_found.
func (s *Store) Folder(ctx context.Context, by string) (string, error) {
	var row folderRow
	err := s.db.Read().NewSelect().Model(&row).Where("f.by = ?", by).Scan(ctx)
	if db.IsNone(err) {
		return "", fault.New(fault.NotFound, sayNoPack)
	}
	return row.Pack, err
}

// KeepFolder notes that.
func (s *Store) KeepFolder(ctx context.Context, by, digest string, bytes []byte) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		pack := packRow{Digest: digest, Bytes: bytes}
		if _, err := tx.NewInsert().Model(&pack).On("CONFLICT (digest) DO NOTHING").Exec(ctx); err != nil {
			return err
		}
		row := folderRow{By: by, Pack: digest}
		_, err := tx.NewInsert().Model(&row).On("CONFLICT (by) DO UPDATE").Set("pack = EXCLUDED.pack").Exec(ctx)
		return err
	})
}

// Shelf is what a program worked out of a pack. Codes: not_found.
func (s *Store) Shelf(ctx context.Context, pack, program string) ([]byte, error) {
	var row shelfRow
	err := s.db.Read().NewSelect().Model(&row).Where("s.pack = ? AND s.program = ?", pack, program).Scan(ctx)
	if db.IsNone(err) {
		return nil, fault.New(fault.NotFound, sayNoPack)
	}
	return row.Body, err
}

// KeepShelf keeps what a program worked out of a pack, in place of what another did.
func (s *Store) KeepShelf(ctx context.Context, pack, program string, shelf []byte) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		row := shelfRow{Pack: pack, Program: program, Body: shelf}
		_, err := tx.NewInsert().Model(&row).On("CONFLICT (pack) DO UPDATE").Set("program = EXCLUDED.program").Set("body = EXCLUDED.body").Exec(ctx)
		return err
	})
}

type missedRow struct {
	bun.BaseModel `bun:"table:catalog_missed,alias:m"`

	Words string `bun:",pk"`
	Asked int64
	Last  int64
}

// Miss counts words for which nothing was found.
func (s *Store) Miss(ctx context.Context, words string, at time.Time, most int) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		row := missedRow{Words: words, Asked: 1, Last: db.Micros(at)}
		_, err := tx.NewInsert().Model(&row).On("CONFLICT (words) DO UPDATE").Set("asked = ?TableAlias.asked + 1").Set("last = EXCLUDED.last").Exec(ctx)
		if err != nil {
			return err
		}
		n, err := tx.NewSelect().Model((*missedRow)(nil)).Count(ctx)
		if err != nil || int(n) <= most {
			return err
		}
		// Not the one just written: it has had no time to be asked again.
		var idle []string
		if err := tx.NewSelect().Model((*missedRow)(nil)).Column("words").Where("m.words <> ?", words).OrderExpr("m.asked, m.last, m.words").Limit(n-int64(most)).Scan(ctx, &idle); err != nil {
			return err
		}
		_, err = tx.NewDelete().Model((*missedRow)(nil)).Where("words IN (?)", bun.List(idle)).Exec(ctx)
		return err
	})
}

// Missed lists words for which nothing was found, those asked most first.
func (s *Store) Missed(ctx context.Context, most int) ([]catalog.Missed, error) {
	var rows []missedRow
	if err := s.db.Read().NewSelect().Model(&rows).OrderExpr("m.asked DESC, m.last DESC, m.words").Limit(int64(most)).Scan(ctx); err != nil {
		return nil, err
	}
	out := make([]catalog.Missed, len(rows))
	for i, r := range rows {
		out[i] = catalog.Missed{Words: r.Words, Count: int(r.Asked), Last: db.Time(r.Last)}
	}
	return out, nil
}

// Version is one version of an item. Codes: not_found.
func (s *Store) Version(ctx context.Context, item string, number int) (catalog.Version, error) {
	return kept(ctx, s, func(f *force) map[versionKey]catalog.Version { return f.each }, versionKey{item, number},
		func() (catalog.Version, error) { return s.version(ctx, item, number) })
}

func (s *Store) version(ctx context.Context, item string, number int) (catalog.Version, error) {
	var row versionRow
	err := s.db.Read().NewSelect().Model(&row).Where("v.item = ? AND v.number = ?", item, number).Scan(ctx)
	if db.IsNone(err) {
		return catalog.Version{}, fault.New(fault.NotFound, sayNoVersion)
	}
	return row.version(), err
}

// Versions lists those of an item, the newest first.
func (s *Store) Versions(ctx context.Context, item string) ([]catalog.Version, error) {
	var rows []versionRow
	if err := s.db.Read().NewSelect().Model(&rows).Where("v.item = ?", item).OrderExpr("v.number DESC").Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("versions of %s: %w", item, err)
	}
	out := make([]catalog.Version, len(rows))
	for i, r := range rows {
		out[i] = r.version()
	}
	return out, nil
}

// Heads gives the newest version of each item (or of one item) in effect on a day; day "" is the
// newest of all.
func (s *Store) Heads(ctx context.Context, day, item string) ([]catalog.Head, error) {
	heads, err := kept(ctx, s, func(f *force) map[headKey][]catalog.Head { return f.heads }, headKey{day, item},
		func() ([]catalog.Head, error) { return s.readHeads(ctx, day, item) })
	return slices.Clone(heads), err
}

func (s *Store) readHeads(ctx context.Context, day, item string) ([]catalog.Head, error) {
	var rows []struct {
		versionRow
		Withdrawn int64
	}
	newest := s.db.Read().NewSelect().Model((*versionRow)(nil)).ModelTableExpr("catalog_versions AS w").
		ColumnExpr("MAX(w.number)").Where("w.item = v.item")
	if day != "" {
		newest.Where("w.effective <= ?", day)
	}
	q := s.db.Read().NewSelect().TableExpr("catalog_versions AS v").Join("JOIN catalog_items AS t ON t.id = v.item").
		ColumnExpr("v.*, t.withdrawn").Where("v.number = (?)", newest).OrderExpr("v.item")
	if item != "" {
		q.Where("v.item = ?", item)
	}
	if err := q.Scan(ctx, &rows); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("newest versions: %w", err)
	}
	out := make([]catalog.Head, len(rows))
	for i, r := range rows {
		out[i] = catalog.Head{Version: r.version(), Withdrawn: r.Withdrawn != 0}
	}
	return out, nil
}

func (r versionRow) version() catalog.Version {
	return catalog.Version{Item: r.Item, Number: r.Number, Digest: r.Digest, Pack: r.Pack, Effective: r.Effective, At: db.Time(r.At), By: r.By}
}
