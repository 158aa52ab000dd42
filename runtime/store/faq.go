package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

type faqRow struct {
	bun.BaseModel `bun:"table:faqs,alias:f"`

	ID            string `bun:",pk"`
	Consultation  string
	Number        string
	Item          string
	Title         string
	Department    string
	Office        string
	Ask           string
	Answer        string
	AskEnglish    string
	AnswerEnglish string
	State         string
	Version       int
	Account       string
	Name          string
	At            int64
	Reviewer      string
	ReviewerName  string
	Reviewed      int64
	Note          string
}

func (r faqRow) faq() runtime.FAQ {
	f := runtime.FAQ{ID: r.ID, Consultation: r.Consultation, Number: r.Number, Item: r.Item, Title: r.Title, Department: r.Department, Office: r.Office,
		Chinese: runtime.QA{Ask: r.Ask, Answer: r.Answer}, English: runtime.QA{Ask: r.AskEnglish, Answer: r.AnswerEnglish}, State: runtime.FAQState(r.State), Version: r.Version,
		Account: r.Account, Name: r.Name, At: db.Time(r.At), Reviewer: r.Reviewer, ReviewerName: r.ReviewerName, Note: r.Note}
	if r.Reviewed != 0 {
		f.Reviewed = db.Time(r.Reviewed)
	}
	return f
}

// ProposeFAQ writes one; the same id gives the one that is there. Codes: conflict (its question is proposed or published already).
func (s *Store) ProposeFAQ(ctx context.Context, f runtime.FAQ, e audit.Event) (runtime.FAQ, error) {
	var row faqRow
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		row = faqRow{}
		err := tx.NewSelect().Model(&row).Where("f.id = ?", f.ID).Scan(ctx)
		if err == nil {
			return nil
		}
		if !db.IsNone(err) {
			return fmt.Errorf("look a frequent question up: %w", err)
		}
		n, err := tx.NewSelect().Model((*faqRow)(nil)).Where("f.consultation = ?", f.Consultation).
			Where("f.state IN (?)", bun.List([]string{string(runtime.FAQProposed), string(runtime.FAQPublished)})).Count(ctx)
		if err != nil {
			return fmt.Errorf("look for an earlier proposal: %w", err)
		}
		if n > 0 {
			return fault.New(fault.Conflict, sayProposedAlready)
		}
		row = faqRow{ID: f.ID, Consultation: f.Consultation, Number: f.Number, Item: f.Item, Title: f.Title, Department: f.Department, Office: f.Office,
			Ask: f.Chinese.Ask, Answer: f.Chinese.Answer, AskEnglish: f.English.Ask, AnswerEnglish: f.English.Answer, State: string(f.State), Version: f.Version,
			Account: f.Account, Name: f.Name, At: db.Micros(f.At)}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write a frequent question: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
	return row.faq(), err
}

// FAQ finds one. Codes: not_found.
func (s *Store) FAQ(ctx context.Context, id string) (runtime.FAQ, error) {
	return one(faqs(ctx, s.db.Read().NewSelect().Where("f.id = ?", id)))
}

// FAQStates tells what became of what was proposed of questions: the latest of each.
func (s *Store) FAQStates(ctx context.Context, consultations []string) (map[string]runtime.FAQState, error) {
	out := map[string]runtime.FAQState{}
	if len(consultations) == 0 {
		return out, nil
	}
	list, err := faqs(ctx, s.db.Read().NewSelect().Where("f.consultation IN (?)", bun.List(consultations)).OrderExpr("f.at, f.id"))
	for _, f := range list {
		out[f.Consultation] = f.State
	}
	return out, err
}

// FAQsFor lists those of offices or departments (both nil: all): what is proposed first, then the latest.
func (s *Store) FAQsFor(ctx context.Context, offices, departments []string, most int) ([]runtime.FAQ, error) {
	q := s.db.Read().NewSelect()
	if offices != nil || departments != nil {
		q = q.Where("f.office IN (?) OR f.department IN (?)", bun.List(offices), bun.List(departments))
	}
	return faqs(ctx, q.OrderExpr("CASE f.state WHEN ? THEN 0 WHEN ? THEN 1 ELSE 2 END, f.at DESC, f.id", string(runtime.FAQProposed), string(runtime.FAQPublished)).Limit(int64(most)))
}

// PublishedFAQs lists what is published, the oldest first.
func (s *Store) PublishedFAQs(ctx context.Context) ([]runtime.FAQ, error) {
	return faqs(ctx, s.db.Read().NewSelect().Where("f.state = ?", string(runtime.FAQPublished)).OrderExpr("f.reviewed, f.id"))
}

func faqs(ctx context.Context, q *bun.SelectQuery) ([]runtime.FAQ, error) {
	var rows []faqRow
	if err := q.Model(&rows).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list frequent questions: %w", err)
	}
	out := make([]runtime.FAQ, len(rows))
	for i, r := range rows {
		out[i] = r.faq()
	}
	return out, nil
}

// FAQStamp is another number after every change: versions only rise.
func (s *Store) FAQStamp(ctx context.Context) (int64, error) {
	var sum int64
	if err := s.db.Read().NewSelect().Model((*faqRow)(nil)).ColumnExpr("CAST(COALESCE(SUM(f.version), 0) AS INTEGER)").Scan(ctx, &sum); err != nil {
		return 0, fmt.Errorf("stamp of frequent questions: %w", err)
	}
	return sum, nil
}

// ReviewFAQ writes a new state over the version that was seen. Codes: conflict.
func (s *Store) ReviewFAQ(ctx context.Context, f runtime.FAQ, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		q := tx.NewUpdate().Model((*faqRow)(nil)).Set("state = ?", string(f.State)).Set("version = ?", f.Version+1).Set("note = ?", f.Note).Set("reviewer = ?", f.Reviewer).
			Set("reviewer_name = ?", f.ReviewerName).Set("reviewed = ?", db.Micros(f.Reviewed)).Where("id = ?", f.ID).Where("version = ?", f.Version)
		if err := changedOnce(q.Exec(ctx)); err != nil {
			return fmt.Errorf("review a frequent question: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
}
