package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
)

// Views lists the looks of staff at cases before an id (0: the latest), latest first.
func (s *Store) Views(ctx context.Context, numbers []string, before int64, most int) ([]runtime.View, error) {
	list, err := audit.ReadOf(ctx, s.db.Read(), actor.Staff, string(actor.CaseView), string(actor.Case), numbers, before, most)
	if err != nil {
		return nil, fmt.Errorf("looks at cases: %w", err)
	}
	out := make([]runtime.View, len(list))
	for i, v := range list {
		out[i] = runtime.View{ID: v.ID, At: v.At, Account: v.Actor, Number: v.Object}
		if err := json.Unmarshal([]byte(v.Raw), &out[i].Detail); err != nil {
			return nil, fmt.Errorf("detail of an event: %w", err)
		}
	}
	return out, nil
}

// Drafted tells of drafts whose they are; those that are gone are left out.
func (s *Store) Drafted(ctx context.Context, ids []string) (map[string]runtime.Drafted, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []applicationRow
	if err := s.db.Read().NewSelect().Model(&rows).Column("id", "owner", "holder", "case_number").Where("a.id IN (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("whose drafts are: %w", err)
	}
	out := make(map[string]runtime.Drafted, len(rows))
	for _, r := range rows {
		out[r.ID] = runtime.Drafted{Case: r.CaseNumber, Owner: r.Owner, Holder: r.Holder}
	}
	return out, nil
}

// DraftsOf lists the drafts by which a case was handed in.
func (s *Store) DraftsOf(ctx context.Context, number string) ([]string, error) {
	var out []string
	if err := s.db.Read().NewSelect().Model((*submissionRow)(nil)).Column("draft").Where("s.number = ?", number).Scan(ctx, &out); err != nil {
		return nil, fmt.Errorf("drafts of a case: %w", err)
	}
	return out, nil
}
