package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/notice"
	noticestore "banshi/runtime/notice/store"
)

type snagRow struct {
	bun.BaseModel `bun:"table:snags,alias:s"`

	ID      string `bun:",pk"`
	Account string
	Holder  string
	Name    string
	Phone   string
	Item    string
	Title   string
	Number  string
	Text    string
	Channel string
	Digest  string
	At      int64
	Due     string
	State   string
	Version int
	Office  string
	OfTitle string
}

type snagStepRow struct {
	bun.BaseModel `bun:"table:snag_steps,alias:t"`

	Snag    string `bun:",pk"`
	Seq     int    `bun:",pk"`
	Act     string
	Outcome string
	Text    string
	Office  string
	Account string
	Name    string
	Title   string
	At      int64
}

func (r snagRow) snag() runtime.Snag {
	return runtime.Snag{ID: r.ID, Account: r.Account, Holder: r.Holder, Name: r.Name, Phone: r.Phone, Item: r.Item, Title: r.Title, Case: r.Number, Text: r.Text,
		Channel: r.Channel, Digest: r.Digest, At: db.Time(r.At), Due: r.Due, State: runtime.SnagState(r.State), Version: r.Version, Office: r.Office, Of: r.OfTitle}
}

// TellSnag writes one; the same id gives the one that is there. Codes: too_large (most open ones of an account).
func (s *Store) TellSnag(ctx context.Context, x runtime.Snag, most int, e audit.Event) (runtime.Snag, error) {
	row := snagRow{ID: x.ID, Account: x.Account, Holder: x.Holder, Name: x.Name, Phone: x.Phone, Item: x.Item, Title: x.Title, Number: x.Case, Text: x.Text,
		Channel: x.Channel, Digest: x.Digest, At: db.Micros(x.At), Due: x.Due, State: string(x.State), Version: x.Version, Office: x.Office, OfTitle: x.Of}
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var before snagRow
		err := tx.NewSelect().Model(&before).Where("s.id = ?", x.ID).Scan(ctx)
		if err == nil {
			row = before
			return nil
		}
		if !db.IsNone(err) {
			return fmt.Errorf("look up what was told: %w", err)
		}
		if x.Account != "" {
			n, err := tx.NewSelect().Model((*snagRow)(nil)).Where("s.account = ?", x.Account).Where("s.state <> ?", string(runtime.SnagClosed)).Count(ctx)
			if err != nil {
				return fmt.Errorf("count what was told: %w", err)
			}
			if int(n) >= most {
				return fault.New(fault.TooLarge, sayTooManySnags.With(most))
			}
		}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write what could not be done: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
	return row.snag(), err
}

// Snag finds one with its steps. Codes: not_found.
func (s *Store) Snag(ctx context.Context, id string) (runtime.Snag, error) {
	return one(s.snags(ctx, s.db.Read().NewSelect().Where("s.id = ?", id)))
}

// SnagByDigest finds one by its code. Codes: not_found.
func (s *Store) SnagByDigest(ctx context.Context, digest string) (runtime.Snag, error) {
	return one(s.snags(ctx, s.db.Read().NewSelect().Where("s.digest = ?", digest).Where("s.digest <> ''")))
}

// SnagsOf lists those that an account told, latest first, at most 100.
func (s *Store) SnagsOf(ctx context.Context, account string) ([]runtime.Snag, error) {
	return s.snags(ctx, s.db.Read().NewSelect().Where("s.account = ?", account).OrderExpr("s.at DESC, s.id").Limit(100))
}

// SnagsFor lists those of offices (nil: all): the open ones first, by the day they are due.
func (s *Store) SnagsFor(ctx context.Context, offices []string, most int) ([]runtime.Snag, error) {
	q := s.db.Read().NewSelect()
	if offices != nil {
		q = q.Where("s.office IN (?)", bun.List(offices))
	}
	return s.snags(ctx, q.OrderExpr("CASE s.state WHEN ? THEN 0 WHEN ? THEN 1 ELSE 2 END, s.due, s.at, s.id", string(runtime.SnagOpen), string(runtime.SnagAnswered)).Limit(int64(most)))
}

func (s *Store) snags(ctx context.Context, q *bun.SelectQuery) ([]runtime.Snag, error) {
	var rows []snagRow
	if err := q.Model(&rows).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list what could not be done: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	out, ids := make([]runtime.Snag, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		out[i], ids[i] = r.snag(), r.ID
	}
	var steps []snagStepRow
	if err := s.db.Read().NewSelect().Model(&steps).Where("t.snag IN (?)", bun.List(ids)).OrderExpr("t.snag, t.seq").Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("steps about what could not be done: %w", err)
	}
	for _, x := range steps {
		at := slices.Index(ids, x.Snag)
		out[at].Steps = append(out[at].Steps, runtime.SnagStep{Act: x.Act, Outcome: x.Outcome, Text: x.Text, Office: x.Office, Account: x.Account, Name: x.Name, Title: x.Title, At: db.Time(x.At)})
	}
	return out, nil
}

// SnagStep writes a step over the version that was seen, and tells who told it where it is answered. Codes: conflict.
func (s *Store) SnagStep(ctx context.Context, x runtime.Snag, step runtime.SnagStep, e audit.Event) error {
	line := snagStepRow{Snag: x.ID, Seq: x.Version, Act: step.Act, Outcome: step.Outcome, Text: step.Text, Office: step.Office, Account: step.Account, Name: step.Name, Title: step.Title, At: db.Micros(step.At)}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		q := tx.NewUpdate().Model((*snagRow)(nil)).Set("state = ?", string(x.State)).Set("version = ?", x.Version+1).Set("office = ?", x.Office).Set("of_title = ?", x.Of).
			Where("id = ?", x.ID).Where("version = ?", x.Version)
		if err := changedOnce(q.Exec(ctx)); err != nil {
			return fmt.Errorf("go on with what could not be done: %w", err)
		}
		if _, err := tx.NewInsert().Model(&line).Exec(ctx); err != nil {
			return fmt.Errorf("write a step about what could not be done: %w", err)
		}
		if step.Act == "answer" && x.Account != "" {
			n := notice.Notice{To: notice.To{Account: x.Account}, Kind: notice.SnagAnswered, Subject: notice.Subject{Kind: notice.OfSnag, ID: x.ID}, At: step.At}
			if err := noticestore.Tell(ctx, tx, n); err != nil {
				return err
			}
		}
		return audit.Append(ctx, tx, e)
	})
}
