package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/catalog"
	"banshi/runtime/base/db"
)

// Origins gives the drafts of an item that were published, the first first.
func (s *Store) Origins(ctx context.Context, item string) (out []catalog.Origin, err error) {
	err = s.db.AtOnce(ctx, func(ctx context.Context, q bun.IDB) error {
		out = nil
		var rows []draftRow
		if err := q.NewSelect().Model(&rows).Where("d.item = ? AND d.state = ?", item, string(catalog.DraftPublished)).OrderExpr("d.changed, d.id").Scan(ctx); err != nil && !db.IsNone(err) {
			return fmt.Errorf("published drafts of %s: %w", item, err)
		}
		for _, r := range rows {
			o := catalog.Origin{Draft: r.ID, Approved: r.ApprovedName, Number: r.Number}
			if err := q.NewSelect().Model((*stepRow)(nil)).Distinct().Column("name").Where("s.draft = ?", r.ID).OrderExpr("name").Scan(ctx, &o.Authors); err != nil && !db.IsNone(err) {
				return fmt.Errorf("authors of a draft: %w", err)
			}
			var m moveRow
			if err := q.NewSelect().Model(&m).Where("m.draft = ? AND m.act = ?", r.ID, string(catalog.MovePublish)).Scan(ctx); err != nil && !db.IsNone(err) {
				return fmt.Errorf("who published a draft: %w", err)
			}
			o.By, o.Published = m.Author, m.Name
			out = append(out, o)
		}
		return nil
	})
	return out, err
}
