package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/db"
	"banshi/runtime/notice"
)

type documentRow struct {
	bun.BaseModel `bun:"table:case_documents,alias:d"`

	Number string `bun:",pk"`
	Seq    int    `bun:",pk"`
	Kind   string
	Title  string
	DocNo  string
	At     int64
	Body   string
}

type workRow struct {
	bun.BaseModel `bun:"table:case_work,alias:w"`

	Number  string `bun:",pk"`
	Seq     int    `bun:",pk"`
	Step    string
	Answer  string
	Note    string
	Answers string
	State   string
	ByKind  string
	Account string
	Name    string
	Title   string
	At      int64
}

type issuedRow struct {
	bun.BaseModel `bun:"table:case_results,alias:i"`

	Number   string `bun:",pk"`
	Seq      int    `bun:",pk"`
	Kind     string
	Of       string `bun:"of_kind"`
	Title    string
	RowID    string
	Office   string
	LookKey  string
	KeyIs    string
	ResultNo string
	Holder   string
	Day      string
	ValidTo  string
	Cells    string
	At       int64
}

type amendmentRow struct {
	bun.BaseModel `bun:"table:case_amendments,alias:m"`

	Number   string `bun:",pk"`
	Seq      int    `bun:",pk"`
	Path     string
	Title    string
	Before   string `bun:"was"`
	After    string `bun:"becomes"`
	Reason   string
	Account  string
	Name     string
	At       int64
	Answer   string
	Answered int64
}

// nextSeq is the next number of a row of a case.
func nextSeq(ctx context.Context, tx bun.Tx, table, number string) (int, error) {
	var last int
	err := tx.NewSelect().TableExpr("?", bun.Ident(table)).ColumnExpr("coalesce(max(seq), 0)").Where("number = ?", number).Scan(ctx, &last)
	if err != nil {
		return 0, fmt.Errorf("next row of %s: %w", table, err)
	}
	return last + 1, nil
}

// issueNumber gives the next number of a kind of an office and year, without gaps: the row is written in the same
// transaction.
func issueNumber(ctx context.Context, tx bun.Tx, kind, office, year string) (int64, error) {
	var last int64
	err := tx.NewRaw(`INSERT INTO issue_numbers (kind, office, issue_year, last) VALUES (?, ?, ?, 1)
		ON CONFLICT (kind, office, issue_year) DO UPDATE SET last = issue_numbers.last + 1 RETURNING last`, kind, office, year).Scan(ctx, &last)
	if err != nil {
		return 0, fmt.Errorf("number of a %s: %w", kind, err)
	}
	return last, nil
}

func (s *Store) writeDocument(ctx context.Context, tx bun.Tx, c runtime.Case, d runtime.Document) (seq int, number string, err error) {
	if seq, err = nextSeq(ctx, tx, "case_documents", c.Number); err != nil {
		return 0, "", err
	}
	d.Body.Case = c.Number
	year := d.Body.Day[:min(4, len(d.Body.Day))]
	n, err := issueNumber(ctx, tx, "document/"+string(d.Kind), c.Office, year)
	if err != nil {
		return 0, "", err
	}
	body, err := runtime.Encode(d.Body)
	if err != nil {
		return 0, "", err
	}
	row := documentRow{Number: c.Number, Seq: seq, Kind: string(d.Kind), Title: d.Title, DocNo: runtime.DocumentNumber(c, d, year, n),
		At: db.Micros(d.At), Body: string(body)}
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return 0, "", fmt.Errorf("write a document: %w", err)
	}
	return seq, row.DocNo, nil
}

func writeWork(ctx context.Context, tx bun.Tx, number string, w runtime.Work) error {
	seq, err := nextSeq(ctx, tx, "case_work", number)
	if err != nil {
		return err
	}
	if w.Answers == nil {
		w.Answers = map[string]any{}
	}
	answers, err := runtime.Encode(w.Answers)
	if err != nil {
		return err
	}
	row := workRow{Number: number, Seq: seq, Step: w.Step, Answer: w.Answer, Note: w.Note, Answers: string(answers), State: string(w.State),
		ByKind: string(w.By), Account: w.Account, Name: w.Name, Title: w.Title, At: db.Micros(w.At)}
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("write the work of a step: %w", err)
	}
	return nil
}

func (s *Store) writeIssued(ctx context.Context, tx bun.Tx, c runtime.Case, r runtime.Issued) error {
	seq, err := nextSeq(ctx, tx, "case_results", c.Number)
	if err != nil {
		return err
	}
	r.Seq = seq
	if r.Number == "" {
		year := r.Day[:min(4, len(r.Day))]
		n, err := issueNumber(ctx, tx, r.Kind+"/"+r.Of, c.Office, year)
		if err != nil {
			return err
		}
		r.Number = runtime.ResultNumber(c, r, year, n)
	}
	cells, err := runtime.Encode(r.Cells)
	if err != nil {
		return err
	}
	row := issuedRow{Number: c.Number, Seq: seq, Kind: r.Kind, Of: r.Of, Title: r.Title, RowID: r.Row, Office: r.Office, LookKey: r.Key, KeyIs: r.KeyIs,
		ResultNo: r.Number, Holder: r.Holder, Day: r.Day, ValidTo: r.ValidTo, Cells: string(cells), At: db.Micros(r.At)}
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("write a result: %w", err)
	}
	if err := gave(ctx, tx, c.Number, r); err != nil {
		return err
	}
	if s.issued == nil {
		return nil
	}
	if err := s.issued(ctx, tx, c.Number, r); err != nil {
		return fmt.Errorf("write a result where others read it: %w", err)
	}
	return nil
}

func writeAmendment(ctx context.Context, tx bun.Tx, number string, a runtime.Amendment) error {
	before, err1 := json.Marshal(a.Before)
	after, err2 := json.Marshal(a.After)
	if err := errors.Join(err1, err2); err != nil {
		return fmt.Errorf("write an amendment: %w", err)
	}
	row := amendmentRow{Number: number, Seq: a.Seq, Path: a.Path, Title: a.Title, Before: string(before), After: string(after), Reason: a.Reason,
		Account: a.By, Name: a.Name, At: db.Micros(a.At), Answer: a.Answer}
	if a.Seq > 0 {
		row.Answered = db.Micros(a.Answered)
		_, err := tx.NewUpdate().Model(&row).Column("answer", "answered").WherePK().Exec(ctx)
		if err != nil {
			return fmt.Errorf("answer an amendment: %w", err)
		}
		return nil
	}
	seq, err := nextSeq(ctx, tx, "case_amendments", number)
	if err != nil {
		return err
	}
	row.Seq = seq
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("write an amendment: %w", err)
	}
	return nil
}

// Record reads what was written in the course of a case.
func (s *Store) Record(ctx context.Context, number string) (runtime.Record, error) {
	var out runtime.Record
	var docs []documentRow
	var work []workRow
	var results []issuedRow
	var amends []amendmentRow
	err := s.db.AtOnce(ctx, func(ctx context.Context, q bun.IDB) error {
		of := func(model any, alias string) error {
			return q.NewSelect().Model(model).Where(alias+".number = ?", number).OrderExpr(alias + ".seq").Scan(ctx)
		}
		return errors.Join(of(&docs, "d"), of(&work, "w"), of(&results, "i"), of(&amends, "m"))
	})
	if err != nil {
		return out, fmt.Errorf("read the record of a case: %w", err)
	}
	for _, r := range docs {
		d := runtime.Document{Seq: r.Seq, Kind: runtime.Kind(r.Kind), Title: r.Title, Number: r.DocNo, At: db.Time(r.At)}
		if err := runtime.Decode([]byte(r.Body), &d.Body); err != nil {
			return out, fmt.Errorf("document %d of case %s: %w", r.Seq, number, err)
		}
		out.Documents = append(out.Documents, d)
	}
	for _, r := range work {
		w := runtime.Work{Seq: r.Seq, Step: r.Step, Answer: r.Answer, Note: r.Note, State: json.RawMessage(r.State), By: actor.Kind(r.ByKind),
			Account: r.Account, Name: r.Name, Title: r.Title, At: db.Time(r.At)}
		if err := runtime.Decode([]byte(r.Answers), &w.Answers); err != nil {
			return out, fmt.Errorf("work %d of case %s: %w", r.Seq, number, err)
		}
		out.Work = append(out.Work, w)
	}
	for _, r := range results {
		i := runtime.Issued{Seq: r.Seq, Kind: r.Kind, Of: r.Of, Title: r.Title, Row: r.RowID, Office: r.Office, Key: r.LookKey, KeyIs: r.KeyIs,
			Number: r.ResultNo, Holder: r.Holder, Day: r.Day, ValidTo: r.ValidTo, At: db.Time(r.At)}
		if err := runtime.Decode([]byte(r.Cells), &i.Cells); err != nil {
			return out, fmt.Errorf("result %d of case %s: %w", r.Seq, number, err)
		}
		out.Issued = append(out.Issued, i)
	}
	for _, r := range amends {
		a := runtime.Amendment{Seq: r.Seq, Path: r.Path, Title: r.Title, Reason: r.Reason, By: r.Account, Name: r.Name, At: db.Time(r.At), Answer: r.Answer}
		if r.Answered > 0 {
			a.Answered = db.Time(r.Answered)
		}
		if err := errors.Join(runtime.Decode([]byte(r.Before), &a.Before), runtime.Decode([]byte(r.After), &a.After)); err != nil {
			return out, fmt.Errorf("amendment %d of case %s: %w", r.Seq, number, err)
		}
		out.Amendments = append(out.Amendments, a)
	}
	return out, nil
}

// Late lists cases in some states whose day is over, the longest over first.
func (s *Store) Late(ctx context.Context, states []actor.State, day string) ([]string, error) {
	names := make([]string, len(states))
	for i, st := range states {
		names[i] = string(st)
	}
	var out []string
	err := s.db.Read().NewSelect().Model((*caseRow)(nil)).Column("number").Where("c.act_by <> ''").Where("c.act_by < ?", day).
		Where("c.state IN (?)", bun.List(names)).OrderExpr("c.act_by, c.number").Limit(mostLate).Scan(ctx, &out)
	if err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list cases whose day is over: %w", err)
	}
	return out, nil
}

// Pressing lists cases that wait for their office and whose day is tomorrow, today or over, and of which nobody was told so, by
// number, after one.
func (s *Store) Pressing(ctx context.Context, today, tomorrow, after string) ([]runtime.Case, error) {
	// The name under which the case was told of, as Notices.RemindDesks gives it.
	told := "'desk/' || CASE WHEN " + dueDay + " < ? THEN '" + string(notice.DeskOverdue) + "' ELSE '" + string(notice.DeskDueSoon) + "' END || '/' || c.number || '/' || " + dueDay
	var rows []caseRow
	err := s.db.Read().NewSelect().Model(&rows).Where(stands+" = 0").Where(dueDay+" <= ?", tomorrow).Where("c.number > ?", after).
		Where("NOT EXISTS (SELECT 1 FROM notices AS n WHERE n.once = "+told+")", today).OrderExpr("c.number").Limit(mostLate).Scan(ctx)
	if err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list cases whose day is near: %w", err)
	}
	return caseWords(rows)
}

// DueFor lists the cases in one of some states whose ActBy lies between two days, both included, and of which nobody was
// reminded yet.
func (s *Store) DueFor(ctx context.Context, states []actor.State, from, to string) ([]runtime.Case, error) {
	names := make([]string, len(states))
	for i, st := range states {
		names[i] = string(st)
	}
	var rows []caseRow
	err := s.db.Read().NewSelect().Model(&rows).Where("c.act_by >= ?", from).Where("c.act_by <= ?", to).Where("c.state IN (?)", bun.List(names)).
		Where("NOT EXISTS (SELECT 1 FROM notices AS n WHERE n.once = ? || c.number || ? || c.act_by)", "case/", "/deadline/").
		OrderExpr("c.act_by, c.number").Limit(mostLate).Scan(ctx)
	if err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list cases whose day is near: %w", err)
	}
	return caseWords(rows)
}

func caseWords(rows []caseRow) (out []runtime.Case, err error) {
	out = make([]runtime.Case, len(rows))
	for i, r := range rows {
		if out[i], err = r.caseWord(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// mostLate is how many late cases are dealt with at once.
const mostLate = 500
