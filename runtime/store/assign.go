package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/notice"
	noticestore "banshi/runtime/notice/store"
)

type orderRow struct {
	bun.BaseModel `bun:"table:case_orders,alias:o"`

	Account  string `bun:",pk"`
	OrderKey string `bun:",pk"`
	Subject  string
	Result   string
	At       int64
}

// Assign tries every move of an order in one transaction; a key that was used gives what it gave. Codes: conflict.
func (s *Store) Assign(ctx context.Context, o runtime.ClaimOrder) (out []runtime.Assigned, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var before orderRow
		err := tx.NewSelect().Model(&before).Where("o.account = ?", o.Account).Where("o.order_key = ?", o.Key).Scan(ctx)
		switch {
		case err == nil && before.Subject != o.Subject:
			return fault.New(fault.Conflict, sayKeyUsed, fault.Field{Path: "key", Message: sayNewKey})
		case err == nil:
			return runtime.Decode([]byte(before.Result), &out)
		case !db.IsNone(err):
			return fmt.Errorf("look an order up: %w", err)
		}
		out = slices.Clone(o.Results)
		for i, r := range out {
			if r.Result != "" {
				continue
			}
			if out[i].Result, out[i].By, err = claim(ctx, tx, o.Moves[r.Number]); err != nil {
				return err
			}
		}
		raw, err := runtime.Encode(out)
		if err != nil {
			return err
		}
		row := orderRow{Account: o.Account, OrderKey: o.Key, Subject: o.Subject, Result: string(raw), At: db.Micros(o.At)}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write an order: %w", err)
		}
		_, err = tx.NewDelete().Model((*orderRow)(nil)).Where("at < ?", db.Micros(o.At.Add(-runtime.KeysKept))).Exec(ctx)
		return err
	})
	return out, err
}

// claim moves one case, unless somebody else has it in hand.
func claim(ctx context.Context, tx bun.Tx, m runtime.ClaimMove) (result, by string, err error) {
	q := tx.NewUpdate().Model((*caseRow)(nil)).Set("assignee = ?", m.To.Account).Set("assignee_name = ?", m.To.Name).Set("claimed = ?", claimedAt(m.To)).
		Where("c.number = ?", m.Number)
	if !m.Any {
		q = q.Where("c.assignee IN (?)", bun.List(append([]string{"", m.To.Account}, m.From...)))
	}
	res, err := q.Exec(ctx)
	if err != nil {
		return "", "", fmt.Errorf("claim a case: %w", err)
	}
	one, err := changed(res)
	if err != nil {
		return "", "", err
	}
	if !one {
		c, err := readCase(ctx, tx, m.Number)
		return runtime.AssignClaimed, c.Claim.Name, err
	}
	if err := noticestore.Tell(ctx, tx, m.Tell...); err != nil {
		return "", "", err
	}
	return runtime.AssignDone, m.To.Name, audit.Append(ctx, tx, m.Audit)
}

func claimedAt(c runtime.Claim) int64 {
	if c.Account == "" {
		return 0
	}
	return db.Micros(c.At)
}

// letGo ends the claim of a case that goes to another office.
func letGo(ctx context.Context, tx bun.Tx, number, office string) error {
	_, err := tx.NewUpdate().Model((*caseRow)(nil)).Set("assignee = ''").Set("assignee_name = ''").Set("claimed = 0").
		Where("c.number = ?", number).Where("c.office <> ?", office).Exec(ctx)
	if err != nil {
		return fmt.Errorf("let a case go: %w", err)
	}
	return nil
}

// Handover gives all open work that a member of staff has in hand to a colleague, or sets it free (to "": he or she leaves and
// nobody was named), within the caller's transaction, with an event for each case by who orders it. It says how many.
func Handover(ctx context.Context, tx bun.IDB, from string, to runtime.Claim, by actor.Actor, at time.Time) (int, error) {
	open := bun.List(runtime.OpenStates()) // who finished a case stays named on it
	var rows []caseRow
	if err := tx.NewSelect().Model(&rows).Where("c.assignee = ?", from).Where("c.state IN (?)", open).OrderExpr("c.number").Scan(ctx); err != nil {
		return 0, fmt.Errorf("what somebody has in hand: %w", err)
	}
	if from == "" || len(rows) == 0 {
		return 0, nil
	}
	to.At = at
	_, err := tx.NewUpdate().Model((*caseRow)(nil)).Set("assignee = ?", to.Account).Set("assignee_name = ?", to.Name).Set("claimed = ?", claimedAt(to)).
		Where("c.assignee = ?", from).Where("c.state IN (?)", open).Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("hand cases over: %w", err)
	}
	for _, r := range rows {
		e := audit.Event{At: at, Actor: by, Act: "case.handover", Object: audit.Object{Kind: string(actor.Case), ID: r.Number},
			Detail: map[string]any{"before": from, "to": to.Account}}
		if err := audit.Append(ctx, tx, e); err != nil {
			return 0, err
		}
		if to.Account == "" {
			continue
		}
		n := notice.Notice{To: notice.To{Account: to.Account, Holder: notice.DeskOf(r.Office)}, Kind: notice.DeskAssigned, At: at,
			Subject: notice.Subject{Kind: notice.OfCase, ID: r.Number}, Args: notice.Args{notice.Item: r.Name}}
		if err := noticestore.Tell(ctx, tx, n); err != nil {
			return 0, err
		}
	}
	return len(rows), nil
}
