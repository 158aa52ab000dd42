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

type consultationRow struct {
	bun.BaseModel `bun:"table:consultations,alias:c"`

	ID         string `bun:",pk"`
	Number     string
	Account    string
	Holder     string
	Name       string
	Item       string
	Title      string
	CaseNumber string
	Text       string
	Language   string
	Channel    string
	At         int64
	Due        string
	State      string
	Version    int
	Office     string
	OfTitle    string
	Helped     string
}

type consultationStepRow struct {
	bun.BaseModel `bun:"table:consultation_steps,alias:t"`

	Consultation string `bun:",pk"`
	Seq          int    `bun:",pk"`
	Act          string
	Text         string
	Office       string
	Account      string
	Name         string
	Title        string
	At           int64
}

func (r consultationRow) consultation() runtime.Consultation {
	return runtime.Consultation{ID: r.ID, Number: r.Number, Account: r.Account, Holder: r.Holder, Name: r.Name, Item: r.Item, Title: r.Title, Case: r.CaseNumber,
		Text: r.Text, Language: r.Language, Channel: r.Channel, At: db.Time(r.At), Due: r.Due, State: runtime.ConsultationState(r.State), Version: r.Version,
		Office: r.Office, Of: r.OfTitle, Helped: runtime.Helped(r.Helped)}
}

// Ask writes a question and gives it its number; the same id gives the one that is there. Codes: too_large (most open ones
// of an account).
func (s *Store) Ask(ctx context.Context, c runtime.Consultation, most int, e audit.Event) (runtime.Consultation, error) {
	var row consultationRow
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		row = consultationRow{}
		err := tx.NewSelect().Model(&row).Where("c.id = ?", c.ID).Scan(ctx)
		if err == nil {
			return nil
		}
		if !db.IsNone(err) {
			return fmt.Errorf("look a question up: %w", err)
		}
		n, err := tx.NewSelect().Model((*consultationRow)(nil)).Where("c.account = ?", c.Account).Where("c.state = ?", string(runtime.ConsultationOpen)).Count(ctx)
		if err != nil {
			return fmt.Errorf("count questions: %w", err)
		}
		if int(n) >= most {
			return fault.New(fault.TooLarge, sayTooManyConsultations.With(most))
		}
		year := c.At.Format("2006")
		last, err := issueNumber(ctx, tx, "consultation", "", year)
		if err != nil {
			return err
		}
		row = consultationRow{ID: c.ID, Number: fmt.Sprintf("ZX%s-%05d", year, last), Account: c.Account, Holder: c.Holder, Name: c.Name, Item: c.Item, Title: c.Title,
			CaseNumber: c.Case, Text: c.Text, Language: c.Language, Channel: c.Channel, At: db.Micros(c.At), Due: c.Due, State: string(c.State), Version: c.Version,
			Office: c.Office, OfTitle: c.Of, Helped: string(c.Helped)}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write a question: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
	return row.consultation(), err
}

// Consultation finds one with its steps. Codes: not_found.
func (s *Store) Consultation(ctx context.Context, id string) (runtime.Consultation, error) {
	return one(s.consultations(ctx, s.db.Read().NewSelect().Where("c.id = ?", id)))
}

// ConsultationsOf lists those that an account asked, latest first, at most 100.
func (s *Store) ConsultationsOf(ctx context.Context, account string) ([]runtime.Consultation, error) {
	return s.consultations(ctx, s.db.Read().NewSelect().Where("c.account = ?", account).OrderExpr("c.at DESC, c.id").Limit(100))
}

// ConsultationsFor lists those of offices (nil: all): the open ones first, by the day they are due, then the latest.
func (s *Store) ConsultationsFor(ctx context.Context, offices []string, most int) ([]runtime.Consultation, error) {
	q := s.db.Read().NewSelect()
	if offices != nil {
		q = q.Where("c.office IN (?)", bun.List(offices))
	}
	open := string(runtime.ConsultationOpen)
	return s.consultations(ctx, q.OrderExpr("CASE c.state WHEN ? THEN 0 ELSE 1 END, CASE c.state WHEN ? THEN c.due ELSE '' END, CASE c.state WHEN ? THEN c.at ELSE -c.at END, c.id", open, open, open).Limit(int64(most)))
}

func (s *Store) consultations(ctx context.Context, q *bun.SelectQuery) ([]runtime.Consultation, error) {
	var rows []consultationRow
	if err := q.Model(&rows).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list questions: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	out, ids := make([]runtime.Consultation, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		out[i], ids[i] = r.consultation(), r.ID
	}
	var steps []consultationStepRow
	if err := s.db.Read().NewSelect().Model(&steps).Where("t.consultation IN (?)", bun.List(ids)).OrderExpr("t.consultation, t.seq").Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("steps of questions: %w", err)
	}
	for _, x := range steps {
		at := slices.Index(ids, x.Consultation)
		out[at].Steps = append(out[at].Steps, runtime.ConsultationStep{Act: runtime.ConsultationAct(x.Act), Text: x.Text, Office: x.Office, Account: x.Account,
			Name: x.Name, Title: x.Title, At: db.Time(x.At)})
	}
	return out, nil
}

// ConsultationStep writes a step over the version that was seen, and tells of it. Codes: conflict.
func (s *Store) ConsultationStep(ctx context.Context, c runtime.Consultation, step runtime.ConsultationStep, tell []notice.Notice, e audit.Event) error {
	line := consultationStepRow{Consultation: c.ID, Seq: c.Version, Act: string(step.Act), Text: step.Text, Office: step.Office, Account: step.Account, Name: step.Name,
		Title: step.Title, At: db.Micros(step.At)}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		q := tx.NewUpdate().Model((*consultationRow)(nil)).Set("state = ?", string(c.State)).Set("version = ?", c.Version+1).Set("due = ?", c.Due).
			Set("office = ?", c.Office).Set("of_title = ?", c.Of).Set("helped = ?", string(c.Helped)).Where("id = ?", c.ID).Where("version = ?", c.Version)
		if err := changedOnce(q.Exec(ctx)); err != nil {
			return fmt.Errorf("go on with a question: %w", err)
		}
		if _, err := tx.NewInsert().Model(&line).Exec(ctx); err != nil {
			return fmt.Errorf("write a step about a question: %w", err)
		}
		if err := noticestore.Tell(ctx, tx, tell...); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// ConsultationHelped writes what the asker says of the answer. Codes: conflict (it is open again).
func (s *Store) ConsultationHelped(ctx context.Context, c runtime.Consultation, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		q := tx.NewUpdate().Model((*consultationRow)(nil)).Set("helped = ?", string(c.Helped)).Where("id = ?", c.ID).Where("version = ?", c.Version)
		if err := changedOnce(q.Exec(ctx)); err != nil {
			return fmt.Errorf("judge an answer: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
}
