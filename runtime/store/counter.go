package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
)

type codeRow struct {
	bun.BaseModel `bun:"table:counter_codes,alias:k"`

	Draft   string `bun:",pk"`
	Kind    string `bun:",pk"`
	Digest  string
	Shown   string // '' always
	Expires int64
}

type missRow struct {
	bun.BaseModel `bun:"table:counter_misses,alias:m"`

	Account string `bun:",pk"`
	At      int64  `bun:",pk"`
}

// AtCounter lists the open drafts of an office's counter, the newest first.
func (s *Store) AtCounter(ctx context.Context, office string) ([]runtime.Application, error) {
	var rows []applicationRow
	err := s.db.Read().NewSelect().Model(&rows).ExcludeColumn("facts").Where("a.office = ?", office).Where("a.case_number = ''").
		OrderExpr("a.saved DESC, a.id").Limit(200).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list drafts at a counter: %w", err)
	}
	out := make([]runtime.Application, len(rows))
	for i, r := range rows {
		if out[i], err = r.application(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Note writes what is no answer over the version of a draft. Codes: conflict.
func (s *Store) Note(ctx context.Context, a runtime.Application, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := note(ctx, tx, a); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

func note(ctx context.Context, tx bun.Tx, a runtime.Application) error {
	row, err := rowOf(a)
	if err != nil {
		return err
	}
	was := row.Version
	row.Version++
	res, err := tx.NewUpdate().Model(&row).Column("owner", "office", "user_acts_as", "channel", "version", "saved", "content").
		Where("a.id = ?", a.ID).Where("a.version = ?", was).Where("a.case_number = ''").Exec(ctx)
	if err != nil {
		return fmt.Errorf("note in a draft: %w", err)
	}
	if one, err := changed(res); err != nil || !one {
		return orConflict(err)
	}
	return nil
}

// PutCode writes a code in the place of the draft's earlier one of its kind.
func (s *Store) PutCode(ctx context.Context, c runtime.Code, e audit.Event) error {
	row := codeRow{Draft: c.Draft, Kind: string(c.Kind), Digest: c.Digest, Expires: db.Micros(c.Until)}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(&row).On("CONFLICT (draft, kind) DO UPDATE").
			Set("digest = EXCLUDED.digest").Set("expires = EXCLUDED.expires").Exec(ctx)
		if err != nil {
			return fmt.Errorf("write a code: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
}

// CodeOf finds a code that still holds. Codes: not_found.
func (s *Store) CodeOf(ctx context.Context, kind runtime.CodeKind, digest string, now time.Time) (runtime.Code, error) {
	var row codeRow
	err := s.db.Read().NewSelect().Model(&row).Where("k.kind = ?", string(kind)).Where("k.digest = ?", digest).
		Where("k.expires > ?", db.Micros(now)).Scan(ctx)
	if db.IsNone(err) {
		return runtime.Code{}, none()
	}
	if err != nil {
		return runtime.Code{}, fmt.Errorf("find a code: %w", err)
	}
	return runtime.Code{Draft: row.Draft, Kind: kind, Digest: row.Digest, Until: db.Time(row.Expires)}, nil
}

// UseCode takes a code away and writes the draft. Codes: conflict.
func (s *Store) UseCode(ctx context.Context, c runtime.Code, a runtime.Application, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewDelete().Model((*codeRow)(nil)).Where("draft = ?", c.Draft).Where("kind = ?", string(c.Kind)).Where("digest = ?", c.Digest).Exec(ctx)
		if err != nil {
			return fmt.Errorf("use a code: %w", err)
		}
		if one, err := changed(res); err != nil || !one {
			return orConflict(err)
		}
		if err := note(ctx, tx, a); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// uncode forgets the codes of a draft that is no more.
func uncode(ctx context.Context, tx bun.Tx, draft string) error {
	if _, err := tx.NewDelete().Model((*codeRow)(nil)).Where("draft = ?", draft).Exec(ctx); err != nil {
		return fmt.Errorf("forget the codes of a draft: %w", err)
	}
	return nil
}

// Missed counts the misses of an account since a time; with add there is one more, and older ones go.
func (s *Store) Missed(ctx context.Context, account string, since, now time.Time, add bool, e audit.Event) (n int, err error) {
	count := func(q bun.IDB) (int, error) {
		n, err := q.NewSelect().Model((*missRow)(nil)).Where("m.account = ?", account).Where("m.at > ?", db.Micros(since)).Count(ctx)
		if err != nil {
			return 0, fmt.Errorf("count misses: %w", err)
		}
		return int(n), nil
	}
	if !add {
		return count(s.db.Read())
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewDelete().Model((*missRow)(nil)).Where("account = ?", account).Where("at <= ?", db.Micros(since)).Exec(ctx); err != nil {
			return fmt.Errorf("forget misses: %w", err)
		}
		row := missRow{Account: account, At: db.Micros(now)}
		if _, err := tx.NewInsert().Model(&row).On("CONFLICT (account, at) DO NOTHING").Exec(ctx); err != nil {
			return fmt.Errorf("write a miss: %w", err)
		}
		if n, err = count(tx); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
	return n, err
}
