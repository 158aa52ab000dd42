package runtime

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
)

// Mark is what a member of staff wrote on a paper of a case: a place on a picture, or the whole paper.
type Mark struct {
	ID       string
	Number   string
	Round    int
	Material string // path
	File     string // id; "" the paper has none
	Box      Box
	Text     string
	Offered  bool // it is to stand in the correction notice
	Account  string
	Name     string
	At       time.Time
}

// Box is a place on a picture in ten-thousandths of it, from the left and from above; none: the whole.
type Box struct{ X, Y, Width, Height int }

const (
	whole10k  = 10_000
	maxMark   = 300
	mostMarks = 200 // on one case
)

func (b Box) inside() bool {
	if b == (Box{}) {
		return true
	}
	return b.X >= 0 && b.Y >= 0 && b.Width > 0 && b.Height > 0 && b.X+b.Width <= whole10k && b.Y+b.Height <= whole10k
}

// Marks lists those of a case, of all its rounds, the oldest first; who only oversees sees none, since they may
// quote anything. Codes: unauthenticated, not_found.
func (d *Desk) Marks(ctx context.Context, number string) ([]Mark, error) {
	_, ok, err := d.handled(ctx, number)
	if err != nil || !ok {
		return nil, err
	}
	list, err := d.Store.Marks(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("runtime: marks: %w", err)
	}
	return list, nil
}

// AddMark writes one on what was handed in last. Codes: unauthenticated, not_found, forbidden, conflict (the state),
// invalid, too_large.
func (d *Desk) AddMark(ctx context.Context, number string, m Mark, key string) (Mark, error) {
	who, err := worker(ctx)
	if err != nil {
		return m, err
	}
	m.Text = strings.TrimSpace(m.Text)
	if err := checkMark(m, key); err != nil {
		return m, err
	}
	c, err := d.find(ctx, who, number, actor.CaseMark)
	if err != nil {
		return m, err
	}
	if m.File != "" {
		f, err := d.Store.FileOfCase(ctx, number, m.File)
		if fault.Is(err, fault.NotFound) || err == nil && f.Material != m.Material {
			return m, fault.New(fault.Invalid, sayBadMark, fault.Field{Path: "file", Message: sayNoSuchPaper})
		}
		if err != nil {
			return m, fmt.Errorf("runtime: file of a mark: %w", err)
		}
	}
	id := idUnder("mark", who.Account.ID, key, number, m.Material, m.File, fmt.Sprint(m.Box, m.Offered), m.Text)
	m.ID, m.Number, m.Round, m.Account, m.Name, m.At = id, number, c.Round, who.Account.ID, who.Account.Name, d.Clock().UTC()
	e := audit.Event{At: m.At, Actor: who.Actor(), Act: string(actor.CaseMark), Object: audit.Object{Kind: string(actor.Case), ID: number},
		Detail: map[string]any{"mark": m.ID, "material": m.Material, "offered": m.Offered, "length": utf8.RuneCountInString(m.Text)}}
	if m, err = d.Store.AddMark(ctx, m, mostMarks, e); err != nil {
		return m, fmt.Errorf("runtime: write a mark: %w", err)
	}
	return m, nil
}

func checkMark(m Mark, key string) error {
	var bad []fault.Field
	say := textWithin(m.Text, maxMark, sayMarkText)
	if !say.None() {
		bad = append(bad, fault.Field{Path: "text", Message: say})
	}
	if m.Material == "" || len(m.Material) > 200 {
		bad = append(bad, fault.Field{Path: "material", Message: sayNoSuchPaper})
	}
	if !m.Box.inside() || m.File == "" && m.Box != (Box{}) {
		bad = append(bad, fault.Field{Path: "box", Message: sayMarkPlace})
	}
	if len(bad) > 0 {
		return fault.New(fault.Invalid, sayBadMark, bad...)
	}
	if !idempotencyKey.MatchString(key) {
		return badKey()
	}
	return nil
}

// RemoveMark takes one of one's own away. Codes: unauthenticated, not_found, forbidden, conflict (the state).
func (d *Desk) RemoveMark(ctx context.Context, number, id string) error {
	who, err := worker(ctx)
	if err != nil {
		return err
	}
	if _, err := d.find(ctx, who, number, actor.CaseMark); err != nil {
		return err
	}
	e := audit.Event{At: d.Clock().UTC(), Actor: who.Actor(), Act: string(actor.CaseMark), Object: audit.Object{Kind: string(actor.Case), ID: number},
		Detail: map[string]any{"mark": id, "removed": true}}
	if err := d.Store.RemoveMark(ctx, number, id, who.Account.ID, e); err != nil {
		return fmt.Errorf("runtime: remove a mark: %w", err)
	}
	return nil
}
