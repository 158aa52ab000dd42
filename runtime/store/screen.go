package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

type screenRow struct {
	bun.BaseModel `bun:"table:screens,alias:x"`

	ID       string `bun:",pk"`
	Office   string
	Place    string
	Account  string
	Digest   string
	Paired   int64
	Expires  int64
	Seen     int64
	Turn     int
	Draft    string
	Number   string // of the case that is graded there
	Version  int
	Shown    string
	Clerk    string
	Language string
	Large    int // 0 or 1
	Until    int64
}

func (r screenRow) screen() runtime.Screen {
	s := runtime.Screen{ID: r.ID, Office: r.Office, Place: r.Place, By: r.Account, Until: db.Time(r.Expires), Turn: r.Turn}
	if r.Paired != 0 {
		s.Paired = db.Time(r.Paired)
	}
	if r.Seen != 0 {
		s.Seen = db.Time(r.Seen)
	}
	if r.Draft != "" || r.Number != "" {
		s.Show = &runtime.Showing{Draft: r.Draft, Number: r.Number, Version: r.Version, Digest: r.Shown, By: r.Clerk, Language: r.Language, Large: r.Large == 1, Until: db.Time(r.Until)}
	}
	return s
}

// AddScreen writes one that waits for its code, and forgets those whose code is over. Codes: too_large.
func (s *Store) AddScreen(ctx context.Context, x runtime.Screen, code string, most int, e audit.Event) error {
	row := screenRow{ID: x.ID, Office: x.Office, Place: x.Place, Account: x.By, Digest: code, Expires: db.Micros(x.Until)}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewDelete().Model((*screenRow)(nil)).Where("paired = 0").Where("expires <= ?", db.Micros(e.At)).Exec(ctx); err != nil {
			return fmt.Errorf("forget screens that nobody paired: %w", err)
		}
		n, err := tx.NewSelect().Model((*screenRow)(nil)).Where("x.office = ?", x.Office).Count(ctx)
		if err != nil {
			return fmt.Errorf("count screens: %w", err)
		}
		if int(n) >= most {
			return fault.New(fault.TooLarge, sayTooManyScreens.With(most))
		}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write a screen: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
}

// Screens lists those of offices, nil of all, by office and place.
func (s *Store) Screens(ctx context.Context, offices []string) ([]runtime.Screen, error) {
	var rows []screenRow
	q := s.db.Read().NewSelect().Model(&rows).OrderExpr("x.office, x.place, x.id")
	if offices != nil {
		q = q.Where("x.office IN (?)", bun.List(offices))
	}
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("list screens: %w", err)
	}
	out := make([]runtime.Screen, len(rows))
	for i, r := range rows {
		out[i] = r.screen()
	}
	return out, nil
}

// FindScreen gives one by its id. Codes: not_found.
func (s *Store) FindScreen(ctx context.Context, id string) (runtime.Screen, error) {
	return s.screen(ctx, "x.id = ?", id)
}

// ScreenOf gives the one with a digest. Codes: not_found.
func (s *Store) ScreenOf(ctx context.Context, digest string) (runtime.Screen, error) {
	return s.screen(ctx, "x.digest = ?", digest)
}

func (s *Store) screen(ctx context.Context, where string, arg any) (runtime.Screen, error) {
	var row screenRow
	err := s.db.Read().NewSelect().Model(&row).Where(where, arg).Scan(ctx)
	if db.IsNone(err) {
		return runtime.Screen{}, none()
	}
	if err != nil {
		return runtime.Screen{}, fmt.Errorf("find a screen: %w", err)
	}
	return row.screen(), nil
}

// JoinScreen pairs the one with a code, whose token it has from now on. Codes: not_found.
func (s *Store) JoinScreen(ctx context.Context, code, token string, at time.Time, e audit.Event) error {
	return s.onScreen(ctx, e, func(tx bun.Tx) *bun.UpdateQuery {
		return tx.NewUpdate().Model((*screenRow)(nil)).Set("digest = ?", token).Set("paired = ?", db.Micros(at)).Where("digest = ?", code).Where("paired = 0")
	})
}

// ShowOn puts something there, nil nothing; the turn rises. Codes: not_found.
func (s *Store) ShowOn(ctx context.Context, id string, show *runtime.Showing, e audit.Event) error {
	return s.onScreen(ctx, e, func(tx bun.Tx) *bun.UpdateQuery { return shown(tx, show).Where("id = ?", id) })
}

// shown is the change of what a screen shows; of which screen the caller says.
func shown(tx bun.Tx, show *runtime.Showing) *bun.UpdateQuery {
	x := runtime.Showing{}
	until, large := int64(0), 0
	if show != nil {
		x, until = *show, db.Micros(show.Until)
	}
	if x.Large {
		large = 1
	}
	return tx.NewUpdate().Model((*screenRow)(nil)).Set("turn = turn + 1").Set("draft = ?", x.Draft).Set("number = ?", x.Number).Set("version = ?", x.Version).Set("shown = ?", x.Digest).
		Set("clerk = ?", x.By).Set("language = ?", x.Language).Set("large = ?", large).Set("until = ?", until)
}

func (s *Store) onScreen(ctx context.Context, e audit.Event, change func(tx bun.Tx) *bun.UpdateQuery) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := change(tx).Exec(ctx)
		if err != nil {
			return fmt.Errorf("change a screen: %w", err)
		}
		if one, err := changed(res); err != nil || !one {
			return orNotThere(err)
		}
		return audit.Append(ctx, tx, e)
	})
}

// DropScreen forgets one. Codes: not_found.
func (s *Store) DropScreen(ctx context.Context, id string, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewDelete().Model((*screenRow)(nil)).Where("id = ?", id).Exec(ctx)
		if err != nil {
			return fmt.Errorf("forget a screen: %w", err)
		}
		if one, err := changed(res); err != nil || !one {
			return orNotThere(err)
		}
		return audit.Append(ctx, tx, e)
	})
}

// orNotThere says that nothing was there to be changed, where err says nothing.
func orNotThere(err error) error {
	if err != nil {
		return err
	}
	return none()
}

// ShownOut takes away what is shown, if it is still that of the turn. Codes: conflict.
func (s *Store) ShownOut(ctx context.Context, id string, turn int, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := takeAway(ctx, tx, id, turn); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

func takeAway(ctx context.Context, tx bun.Tx, id string, turn int) error {
	res, err := shown(tx, nil).Where("id = ?", id).Where("turn = ?", turn).Exec(ctx)
	if err != nil {
		return fmt.Errorf("take away what a screen shows: %w", err)
	}
	if one, err := changed(res); err != nil || !one {
		return orConflict(err)
	}
	return nil
}

// Answered writes the draft and takes away what is shown, if it is still that of the turn. Codes: conflict.
func (s *Store) Answered(ctx context.Context, id string, turn int, a runtime.Application, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := takeAway(ctx, tx, id, turn); err != nil {
			return err
		}
		if err := note(ctx, tx, a); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// ScreenSeen notes that it asked.
func (s *Store) ScreenSeen(ctx context.Context, id string, at time.Time) error {
	return s.db.InTxRows(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewUpdate().Model((*screenRow)(nil)).Set("seen = ?", db.Micros(at)).Where("id = ?", id).Exec(ctx)
		return err
	})
}
