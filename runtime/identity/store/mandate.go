package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

type mandateRow struct {
	bun.BaseModel `bun:"table:mandates,alias:m"`

	ID            string `bun:",pk"`
	Kind          string
	PrincipalKind string
	PrincipalNo   string
	PrincipalName string
	AgentNo       string
	AgentName     string
	Items         string
	Until         string
	Place         string
	State         string
	OfferedBy     string
	Offered       int64
	AnsweredBy    string
	Answered      int64
	Witness       string
	EndedBy       string
	Ended         int64
}

// Mandates is identity.MandateStore on a database.
type Mandates struct{ db *db.DB }

var _ identity.MandateStore = (*Mandates)(nil)

// NewMandates needs a database with the tables of Migrations.
func NewMandates(d *db.DB) *Mandates { return &Mandates{d} }

func (r mandateRow) mandate() (identity.Mandate, error) {
	m := identity.Mandate{ID: r.ID, Kind: identity.ActsAs(r.Kind), Principal: identity.Party{Kind: identity.Kind(r.PrincipalKind), No: r.PrincipalNo, Name: r.PrincipalName},
		Agent: identity.Party{Kind: identity.Person, No: r.AgentNo, Name: r.AgentName}, Until: r.Until, Place: r.Place, State: identity.MandateState(r.State),
		OfferedBy: r.OfferedBy, Offered: db.Time(r.Offered), Answered: db.Time(r.Answered), Witness: r.Witness, Ended: db.Time(r.Ended)}
	if err := json.Unmarshal([]byte(r.Items), &m.Items); err != nil {
		return m, fmt.Errorf("items of mandate %s: %w", r.ID, err)
	}
	return m, nil
}

// Offer writes a mandate, or gives the one of the same id.
func (s *Mandates) Offer(ctx context.Context, m identity.Mandate, e audit.Event) (identity.Mandate, error) {
	items, err := json.Marshal(append([]string{}, m.Items...))
	if err != nil {
		return m, fmt.Errorf("items of a mandate: %w", err)
	}
	row := mandateRow{ID: m.ID, Kind: string(m.Kind), PrincipalKind: string(m.Principal.Kind), PrincipalNo: m.Principal.No, PrincipalName: m.Principal.Name,
		AgentNo: m.Agent.No, AgentName: m.Agent.Name, Items: string(items), Until: m.Until, Place: m.Place, State: string(m.State), OfferedBy: m.OfferedBy,
		Offered: db.Micros(m.Offered)}
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var old []mandateRow
		if err := tx.NewSelect().Model(&old).Where("m.id = ?", m.ID).Scan(ctx); err != nil {
			return fmt.Errorf("find a mandate: %w", err)
		}
		if len(old) > 0 {
			row = old[0]
			return nil
		}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write a mandate: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
	if err != nil {
		return m, err
	}
	return row.mandate()
}

// Mandate finds one. Codes: not_found.
func (s *Mandates) Mandate(ctx context.Context, id string) (identity.Mandate, error) {
	var row mandateRow
	err := s.db.Read().NewSelect().Model(&row).Where("m.id = ?", id).Scan(ctx)
	if db.IsNone(err) {
		return identity.Mandate{}, fault.New(fault.NotFound, sayNoMandate)
	}
	if err != nil {
		return identity.Mandate{}, err
	}
	return row.mandate()
}

var (
	ownMandates   = db.Selecting[mandateRow]("WHERE m.agent_no = ? OR (m.principal_no = ? AND m.principal_kind = ?) ORDER BY m.offered DESC, m.id LIMIT 200")
	givenMandates = db.Selecting[mandateRow]("WHERE m.principal_no = ? AND m.principal_kind = ? ORDER BY m.offered DESC, m.id LIMIT 200")
)

// MandatesOf lists those of a number, as principal or as agent, the newest first.
func (s *Mandates) MandatesOf(ctx context.Context, kind identity.Kind, no string) ([]identity.Mandate, error) {
	if no == "" {
		return nil, nil
	}
	var rows []mandateRow
	q := givenMandates.All(&rows, no, string(kind))
	if kind == identity.Person {
		q = ownMandates.All(&rows, no, no, string(kind))
	}
	if err := s.db.Look(ctx, q); err != nil {
		return nil, fmt.Errorf("list mandates: %w", err)
	}
	out := make([]identity.Mandate, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.mandate(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Move writes an answer or an end over the state from. Codes: conflict.
func (s *Mandates) Move(ctx context.Context, m identity.Mandate, from identity.MandateState, by string, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		q := tx.NewUpdate().Model((*mandateRow)(nil)).Set("state = ?", string(m.State)).Where("id = ?", m.ID).Where("state = ?", string(from))
		if m.State == identity.Ended {
			q = q.Set("ended_by = ?", by).Set("ended = ?", db.Micros(m.Ended))
		} else {
			q = q.Set("answered_by = ?", by).Set("answered = ?", db.Micros(m.Answered)).Set("witness = ?", m.Witness)
		}
		res, err := q.Exec(ctx)
		if err != nil {
			return fmt.Errorf("move a mandate: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			if err == nil {
				err = fault.New(fault.Conflict, sayMoved)
			}
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}
