package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/notice"
)

var _ notice.Deliveries = (*Store)(nil)

type deliveryRow struct {
	bun.BaseModel `bun:"table:notice_deliveries,alias:d"`

	ID       int64 `bun:",pk,autoincrement"`
	Notice   int64
	Channel  string
	State    string
	Why      string
	Tries    int
	Provider string
	Queued   int64
	At       int64
}

// Unrelayed lists notices that are told by now, and of which it isn't settled yet where they are sent.
func (s *Store) Unrelayed(ctx context.Context, now time.Time, most int) ([]notice.Notice, error) {
	var rows []noticeRow
	err := s.db.Read().NewSelect().Model(&rows).Where("n.relayed = 0").Where("n.told <= ?", db.Micros(now)).OrderExpr("n.told, n.id").Limit(int64(most)).Scan(ctx)
	if err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list notices to be sent: %w", err)
	}
	out := make([]notice.Notice, len(rows))
	for i, r := range rows {
		if out[i], err = r.notice(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Relay settles where a notice is sent. One that is settled already stays as it is: another node was quicker.
func (s *Store) Relay(ctx context.Context, id int64, by []notice.Channel, now time.Time) error {
	return s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewUpdate().Model((*noticeRow)(nil)).Set("relayed = 1").Where("n.id = ?", id).Where("n.relayed = 0").Exec(ctx)
		if err != nil {
			return fmt.Errorf("settle where a notice is sent: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		for _, c := range by {
			row := deliveryRow{Notice: id, Channel: string(c), State: string(notice.Waiting), At: db.Micros(now)}
			if _, err := tx.NewInsert().Model(&row).Returning("NULL").Exec(ctx); err != nil {
				return fmt.Errorf("settle where a notice is sent: %w", err)
			}
		}
		return nil
	})
}

// Due lists waiting deliveries that were not ordered since a time.
func (s *Store) Due(ctx context.Context, since time.Time, most int) (ids []int64, err error) {
	err = s.db.Read().NewSelect().Model((*deliveryRow)(nil)).Column("id").Where("d.state = 'waiting'").Where("d.queued < ?", db.Micros(since)).OrderExpr("d.id").
		Limit(int64(most)).Scan(ctx, &ids)
	if err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list what waits to be sent: %w", err)
	}
	return ids, nil
}

// Ordered notes that deliveries were ordered.
func (s *Store) Ordered(ctx context.Context, ids []int64, now time.Time) error {
	if len(ids) == 0 {
		return nil
	}
	return s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewUpdate().Model((*deliveryRow)(nil)).Set("queued = ?", db.Micros(now)).Where("d.id IN (?)", bun.List(ids)).Exec(ctx); err != nil {
			return fmt.Errorf("note what was ordered: %w", err)
		}
		return nil
	})
}

// Delivery finds one with its notice; false: there is none.
func (s *Store) Delivery(ctx context.Context, id int64) (notice.Delivery, bool, error) {
	var row deliveryRow
	err := s.db.Read().NewSelect().Model(&row).Where("d.id = ?", id).Scan(ctx)
	if db.IsNone(err) {
		return notice.Delivery{}, false, nil
	}
	var of noticeRow
	if err == nil {
		err = s.db.Read().NewSelect().Model(&of).Where("n.id = ?", row.Notice).Scan(ctx)
	}
	if err != nil {
		return notice.Delivery{}, false, fmt.Errorf("find what is to be sent: %w", err)
	}
	n, err := of.notice()
	return notice.Delivery{ID: row.ID, Notice: n, Channel: notice.Channel(row.Channel), State: notice.State(row.State), Why: row.Why, Tries: row.Tries,
		Provider: row.Provider, At: db.Time(row.At)}, true, err
}

// Settle writes what became of one that waits; another is left as it is.
func (s *Store) Settle(ctx context.Context, d notice.Delivery) error {
	return s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewUpdate().Model((*deliveryRow)(nil)).Set("state = ?", string(d.State)).Set("why = ?", d.Why).Set("tries = ?", d.Tries).
			Set("provider = ?", d.Provider).Set("at = ?", db.Micros(d.At)).Where("d.id = ?", d.ID).Where("d.state = 'waiting'").Exec(ctx)
		if err != nil {
			return fmt.Errorf("write what became of a delivery: %w", err)
		}
		return nil
	})
}

// Receipt writes that what the provider took arrived, or did not; of one that nobody knows, or that has such a receipt
// already, nothing.
func (s *Store) Receipt(ctx context.Context, id int64, c notice.Channel, state notice.State, why string, at time.Time) error {
	return s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewUpdate().Model((*deliveryRow)(nil)).Set("state = ?", string(state)).Set("why = ?", why).Set("at = ?", db.Micros(at)).
			Where("d.id = ?", id).Where("d.channel = ?", string(c)).Where("d.state IN ('waiting', 'sent')").Exec(ctx)
		if err != nil {
			return fmt.Errorf("write a receipt: %w", err)
		}
		return nil
	})
}

// SentSince counts what was sent to a person by a channel since a time.
func (s *Store) SentSince(ctx context.Context, to notice.To, c notice.Channel, since time.Time) (n int, err error) {
	err = s.db.Read().NewSelect().Model((*deliveryRow)(nil)).ColumnExpr("count(*)").Join("JOIN notices AS n ON n.id = d.notice").
		Where("n.account = ? AND (n.account <> '' OR n.holder = ?)", to.Account, to.Holder).
		Where("d.channel = ?", string(c)).Where("d.state IN ('sent', 'delivered', 'failed')").Where("d.at >= ?", db.Micros(since)).Scan(ctx, &n)
	if err != nil {
		return 0, fmt.Errorf("count what was sent: %w", err)
	}
	return n, nil
}

// Count is how many deliveries stand so.
type Count struct {
	Channel, State string
	N              int
}

// Counts tells how many deliveries stand how; of those that are over, of the time since.
func (s *Store) Counts(ctx context.Context, since time.Time) ([]Count, error) {
	var out []Count
	err := s.db.Read().NewSelect().Model((*deliveryRow)(nil)).ColumnExpr("d.channel, d.state, count(*) AS n").
		Where("d.state IN ('waiting', 'dead') OR d.at >= ?", db.Micros(since)).GroupExpr("d.channel, d.state").OrderExpr("d.channel, d.state").Scan(ctx, &out)
	if err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("count deliveries: %w", err)
	}
	return out, nil
}

type choiceRow struct {
	bun.BaseModel `bun:"table:notice_choices,alias:c"`

	Account string `bun:",pk"`
	Channel string `bun:",pk"`
	Wanted  int
	Address string
	Changed int64
}

// Choices are those that somebody made; a channel of which nothing was said is missing.
func (s *Store) Choices(ctx context.Context, account string) (map[notice.Channel]notice.Choice, error) {
	var rows []choiceRow
	if err := s.db.Read().NewSelect().Model(&rows).Where("c.account = ?", account).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("read how somebody wants to be told: %w", err)
	}
	out := map[notice.Channel]notice.Choice{}
	for _, r := range rows {
		out[notice.Channel(r.Channel)] = notice.Choice{Wanted: r.Wanted == 1, Address: r.Address}
	}
	return out, nil
}

// Choose writes one.
func (s *Store) Choose(ctx context.Context, account string, c notice.Channel, choice notice.Choice, e audit.Event) error {
	row := choiceRow{Account: account, Channel: string(c), Address: choice.Address, Changed: db.Micros(e.At)}
	if choice.Wanted {
		row.Wanted = 1
	}
	return s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(&row).On("CONFLICT (account, channel) DO UPDATE").Set("wanted = EXCLUDED.wanted").Set("address = EXCLUDED.address").
			Set("changed = EXCLUDED.changed").Exec(ctx)
		if err != nil {
			return fmt.Errorf("write how somebody wants to be told: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
}
