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

type accountRow struct {
	bun.BaseModel `bun:"table:accounts,alias:a"`

	ID         string `bun:",pk"`
	Issuer     string
	Subject    string
	DocNo      string
	Name       string
	Phone      string
	Level      int
	Method     string
	Village    string
	Staff      string
	Applicants string
	Seen       int64
}

// Accounts is identity.Known on a database.
type Accounts struct{ db *db.DB }

var _ identity.Known = (*Accounts)(nil)

// NewAccounts needs a database with the tables of Migrations.
func NewAccounts(d *db.DB) *Accounts { return &Accounts{d} }

func accountOf(c identity.Claims) (accountRow, error) {
	p := c.Person
	r := accountRow{Issuer: c.Issuer, Subject: c.Subject, DocNo: p.No, Name: p.Name, Phone: p.Phone, Level: int(p.Level), Method: p.Method, Village: p.Village}
	list, err := json.Marshal(append([]identity.Applicant{}, p.Applicants...))
	if err != nil {
		return r, fmt.Errorf("applicants of an account: %w", err)
	}
	r.Applicants = string(list)
	if p.Staff != nil {
		staff, err := json.Marshal(p.Staff)
		if err != nil {
			return r, fmt.Errorf("place of a member of staff: %w", err)
		}
		r.Staff = string(staff)
	}
	return r, nil
}

// Know writes down what the provider told of somebody, with an event where that is something new.
func (s *Accounts) Know(ctx context.Context, c identity.Claims, fresh string, e audit.Event) (string, error) {
	row, err := accountOf(c)
	if err != nil {
		return "", err
	}
	row.Seen = db.Micros(e.At)
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var old []accountRow
		if err := tx.NewSelect().Model(&old).Where("issuer = ? AND subject = ?", c.Issuer, c.Subject).Scan(ctx); err != nil {
			return fmt.Errorf("find an account: %w", err)
		}
		e.Object.ID = fresh
		if len(old) == 0 {
			row.ID = fresh
			if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
				return fmt.Errorf("write an account: %w", err)
			}
			return audit.Append(ctx, tx, e)
		}
		row.ID, e.Object.ID = old[0].ID, old[0].ID
		if _, err := tx.NewUpdate().Model(&row).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("write an account: %w", err)
		}
		if old[0].Seen = row.Seen; old[0] == row {
			return nil
		}
		return audit.Append(ctx, tx, e)
	})
	return row.ID, err
}

// Of finds the account of a subject. Codes: not_found.
func (s *Accounts) Of(ctx context.Context, issuer, subject string) (string, error) {
	row, err := s.read(ctx, bySubject, issuer, subject)
	return row.ID, err
}

// Account gives one as the provider told of it last. Codes: not_found.
func (s *Accounts) Account(ctx context.Context, id string) (identity.Account, error) {
	row, err := s.read(ctx, byID, id)
	if err != nil {
		return identity.Account{}, err
	}
	a := identity.Account{Identity: identity.Identity{ID: row.ID, No: row.DocNo, Name: row.Name, Phone: row.Phone, Level: identity.Level(row.Level),
		Method: row.Method, Village: row.Village}}
	if err := json.Unmarshal([]byte(row.Applicants), &a.Applicants); err != nil {
		return a, fmt.Errorf("applicants of account %s: %w", id, err)
	}
	if row.Staff != "" {
		a.Staff = &identity.Staff{}
		if err := json.Unmarshal([]byte(row.Staff), a.Staff); err != nil {
			return a, fmt.Errorf("place of account %s: %w", id, err)
		}
	}
	return a, nil
}

var (
	byID      = db.Selecting[accountRow]("WHERE id = ?")
	bySubject = db.Selecting[accountRow]("WHERE issuer = ? AND subject = ?")
)

func (s *Accounts) read(ctx context.Context, q *db.Select[accountRow], given ...any) (accountRow, error) {
	var row accountRow
	found := q.Into(&row, nil, given...)
	if err := s.db.Look(ctx, found); err != nil {
		return row, err
	}
	if found.Rows == 0 {
		return row, fault.New(fault.NotFound, sayNoAccount)
	}
	return row, nil
}
