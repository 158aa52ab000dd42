package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/notice"
	noticestore "banshi/runtime/notice/store"
)

type signingRow struct {
	bun.BaseModel `bun:"table:signings,alias:g"`

	Draft    string `bun:",pk"`
	Material string `bun:",pk"`
	Token    string
	Until    string
	Answer   string
	At       int64
}

func (r signingRow) signing() runtime.Signing {
	return runtime.Signing{Draft: r.Draft, Material: r.Material, Until: r.Until, Answer: runtime.Reply(r.Answer), At: db.Time(r.At)}
}

// Invite writes what is asked, in the place of what was asked for the same paper.
func (s *Store) Invite(ctx context.Context, g runtime.Signing, token string, tell []notice.Notice, e audit.Event) error {
	row := signingRow{Draft: g.Draft, Material: g.Material, Token: token, Until: g.Until, Answer: string(g.Answer), At: db.Micros(g.At)}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(&row).On("CONFLICT (draft, material) DO UPDATE").
			Set("token = EXCLUDED.token").Set("until = EXCLUDED.until").Set("answer = EXCLUDED.answer").Set("at = EXCLUDED.at").Exec(ctx)
		if err != nil {
			return fmt.Errorf("write what is to be signed: %w", err)
		}
		if err := noticestore.Tell(ctx, tx, tell...); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// Invited finds what a token asks for. Codes: not_found.
func (s *Store) Invited(ctx context.Context, token string) (runtime.Signing, error) {
	var row signingRow
	err := s.db.Read().NewSelect().Model(&row).Where("g.token = ?", token).Scan(ctx)
	if db.IsNone(err) {
		return runtime.Signing{}, none()
	}
	if err != nil {
		return runtime.Signing{}, fmt.Errorf("read what is to be signed: %w", err)
	}
	return row.signing(), nil
}

// Answer writes the answer, and the draft with it over its version, which rises. Codes: conflict (another version,
// submitted, or asked anew).
func (s *Store) Answer(ctx context.Context, a runtime.Application, g runtime.Signing, tell notice.Notice, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewUpdate().Model((*signingRow)(nil)).Set("answer = ?", string(g.Answer)).Set("at = ?", db.Micros(g.At)).
			Where("g.draft = ?", g.Draft).Where("g.material = ?", g.Material).Where("g.until = ?", g.Until).Exec(ctx)
		if err != nil {
			return fmt.Errorf("write an answer: %w", err)
		}
		if one, err := changed(res); err != nil || !one {
			return orConflict(err)
		}
		if err := save(ctx, tx, a, true); err != nil {
			return err
		}
		if err := noticestore.Tell(ctx, tx, tell); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// unask takes back what was asked of others for a draft that is none any more.
func unask(ctx context.Context, tx bun.Tx, draft string) error {
	if _, err := tx.NewDelete().Model((*signingRow)(nil)).Where("draft = ?", draft).Exec(ctx); err != nil {
		return fmt.Errorf("take back what is to be signed: %w", err)
	}
	return nil
}
