package store

import (
	"context"
	"encoding/json"
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

type ratingRow struct {
	bun.BaseModel `bun:"table:ratings,alias:r"`

	ID         string `bun:",pk"`
	Number     string
	Occasion   string
	Kind       string
	Item       string
	ItemName   string
	Department string
	Office     string
	OfficeName string
	Grade      int
	Reasons    string
	Text       string
	Channel    string
	Account    string
	Holder     string
	Graded     string
	At         int64
}

type ratingTaskRow struct {
	bun.BaseModel `bun:"table:rating_tasks,alias:t"`

	Rating  string `bun:",pk"`
	Office  string
	State   string
	Version int
	Due     string
	Excused int
	Rounds  int
}

type ratingStepRow struct {
	bun.BaseModel `bun:"table:rating_steps,alias:s"`

	Rating  string `bun:",pk"`
	Seq     int    `bun:",pk"`
	Step    string
	Outcome string
	Text    string
	Account string
	Name    string
	Title   string
	At      int64
}

func (r ratingRow) rating() (runtime.Rating, error) {
	out := runtime.Rating{ID: r.ID, Number: r.Number, Occasion: r.Occasion, Kind: runtime.OccasionKind(r.Kind), Item: r.Item, ItemName: r.ItemName, Department: r.Department,
		Office: r.Office, OfficeName: r.OfficeName, Grade: runtime.Grade(r.Grade), Text: r.Text, Channel: r.Channel, Account: r.Account, Holder: r.Holder, At: db.Time(r.At)}
	if err := json.Unmarshal([]byte(r.Reasons), &out.Reasons); err != nil {
		return out, fmt.Errorf("reasons of grade %s: %w", r.ID, err)
	}
	if err := json.Unmarshal([]byte(r.Graded), &out.Graded); err != nil {
		return out, fmt.Errorf("whose work grade %s is about: %w", r.ID, err)
	}
	return out, nil
}

func rowOfRating(r runtime.Rating) (ratingRow, error) {
	reasons, err := json.Marshal(append([]string{}, r.Reasons...))
	if err != nil {
		return ratingRow{}, err
	}
	graded, err := json.Marshal(append([]string{}, r.Graded...))
	return ratingRow{ID: r.ID, Number: r.Number, Occasion: r.Occasion, Kind: string(r.Kind), Item: r.Item, ItemName: r.ItemName, Department: r.Department,
		Office: r.Office, OfficeName: r.OfficeName, Grade: int(r.Grade), Reasons: string(reasons), Text: r.Text, Channel: r.Channel, Account: r.Account,
		Holder: r.Holder, Graded: string(graded), At: db.Micros(r.At)}, err
}

func rowOfRatingTask(r runtime.Rating) ratingTaskRow {
	row := ratingTaskRow{Rating: r.ID, Office: r.Office, State: string(r.Task.State), Version: r.Task.Version, Due: r.Task.Due, Rounds: r.Task.Rounds}
	if r.Task.Excused {
		row.Excused = 1
	}
	return row
}

// Rate writes a grade, with the task of a bad one. Codes: conflict (another stands there).
func (s *Store) Rate(ctx context.Context, r runtime.Rating, e audit.Event) (runtime.Rating, error) {
	row, err := rowOfRating(r)
	if err != nil {
		return r, err
	}
	again := false
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewInsert().Model(&row).On("CONFLICT (number, occasion) DO NOTHING").Exec(ctx)
		if err != nil {
			return fmt.Errorf("write a grade: %w", err)
		}
		one, err := changed(res)
		if err != nil {
			return err
		}
		if !one {
			var before ratingRow
			if err := tx.NewSelect().Model(&before).Where("r.number = ?", r.Number).Where("r.occasion = ?", r.Occasion).Scan(ctx); err != nil {
				return fmt.Errorf("find a grade: %w", err)
			}
			if before.Grade != row.Grade || before.Reasons != row.Reasons || before.Text != row.Text {
				return fault.New(fault.Conflict, sayRatedAlready)
			}
			again = true
			return nil
		}
		if r.Task != nil {
			task := rowOfRatingTask(r)
			if _, err := tx.NewInsert().Model(&task).Exec(ctx); err != nil {
				return fmt.Errorf("write the task of a grade: %w", err)
			}
		}
		return audit.Append(ctx, tx, e)
	})
	if err == nil && again {
		return s.Rating(ctx, r.ID)
	}
	return r, err
}

// RatingsOf lists the grades of a case with their tasks.
func (s *Store) RatingsOf(ctx context.Context, number string) ([]runtime.Rating, error) {
	return s.ratings(ctx, s.db.Read().NewSelect().Where("r.number = ?", number).OrderExpr("r.at, r.id"))
}

// Rating finds one with its task. Codes: not_found.
func (s *Store) Rating(ctx context.Context, id string) (runtime.Rating, error) {
	return one(s.ratings(ctx, s.db.Read().NewSelect().Where("r.id = ?", id)))
}

// BadRatings lists those with a task, of offices (nil: all): the open ones first, by the day they are due.
func (s *Store) BadRatings(ctx context.Context, offices []string, most int) ([]runtime.Rating, error) {
	q := s.db.Read().NewSelect().Join("JOIN rating_tasks AS t ON t.rating = r.id")
	if offices != nil {
		q = q.Where("r.office IN (?)", bun.List(offices))
	}
	return s.ratings(ctx, q.OrderExpr("CASE WHEN t.state = ? THEN 1 ELSE 0 END, t.due, r.at DESC, r.id", string(runtime.RatingClosed)).Limit(int64(most)))
}

func (s *Store) ratings(ctx context.Context, q *bun.SelectQuery) ([]runtime.Rating, error) {
	var rows []ratingRow
	if err := q.Model(&rows).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list grades: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	out := make([]runtime.Rating, len(rows))
	ids := make([]string, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.rating(); err != nil {
			return nil, err
		}
		ids[i] = r.ID
	}
	var tasks []ratingTaskRow
	if err := s.db.Read().NewSelect().Model(&tasks).Where("t.rating IN (?)", bun.List(ids)).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("tasks of grades: %w", err)
	}
	var steps []ratingStepRow
	if err := s.db.Read().NewSelect().Model(&steps).Where("s.rating IN (?)", bun.List(ids)).OrderExpr("s.rating, s.seq").Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("steps about grades: %w", err)
	}
	for _, t := range tasks {
		at := slices.Index(ids, t.Rating)
		out[at].Task = &runtime.RatingTask{State: runtime.RatingState(t.State), Version: t.Version, Due: t.Due, Excused: t.Excused != 0, Rounds: t.Rounds}
	}
	for _, x := range steps {
		t := out[slices.Index(ids, x.Rating)].Task
		t.Steps = append(t.Steps, runtime.RatingStep{State: runtime.RatingState(x.Step), Outcome: x.Outcome, Text: x.Text, Account: x.Account, Name: x.Name, Title: x.Title, At: db.Time(x.At)})
	}
	return out, nil
}

// RatingStep writes a step over the version of the task that was seen, and tells who gave the grade. Codes: conflict.
func (s *Store) RatingStep(ctx context.Context, r runtime.Rating, step runtime.RatingStep, tell bool, e audit.Event) error {
	row := rowOfRatingTask(r)
	row.Version++
	line := ratingStepRow{Rating: r.ID, Seq: r.Task.Version, Step: string(step.State), Outcome: step.Outcome, Text: step.Text, Account: step.Account, Name: step.Name, Title: step.Title, At: db.Micros(step.At)}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		q := tx.NewUpdate().Model(&row).Column("state", "version", "due", "excused", "rounds").Where("t.rating = ?", r.ID).Where("t.version = ?", r.Task.Version)
		if err := changedOnce(q.Exec(ctx)); err != nil {
			return fmt.Errorf("go on with a grade: %w", err)
		}
		if _, err := tx.NewInsert().Model(&line).Exec(ctx); err != nil {
			return fmt.Errorf("write a step about a grade: %w", err)
		}
		if tell {
			to := notice.To{Account: r.Account, Holder: r.Holder}
			n := notice.Notice{To: to, Kind: notice.RatingAnswered, Subject: notice.Subject{Kind: notice.OfCase, ID: r.Number}, Args: notice.Args{notice.Item: r.ItemName}, At: step.At}
			if err := noticestore.Tell(ctx, tx, n); err != nil {
				return err
			}
		}
		return audit.Append(ctx, tx, e)
	})
}
