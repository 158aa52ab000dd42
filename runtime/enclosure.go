package runtime

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

// Enclosure is a file that staff put to a case (附卷): a picture of a visit, a letter, a sheet that was signed on paper. It
// is staff's own: the applicant neither sees nor opens it. It is never taken away again.
type Enclosure struct {
	File
	Purpose string // one of Enclosing
	Note    string
	Account string
	Name    string // of who put it there
	Title   string
	Sheet   string // of the scan of a signed sheet: the digest of what was agreed to; "" it is none
	Round   int    // and the submission that it belongs to
}

// Enclosing is for what staff enclose a file.
var Enclosing = []string{"visit", "letter", OfSheet, "signed", "other"}

// Enclosed is the material under which enclosures stand among the files of a case: no material of a definition is called so.
const Enclosed = "#enclosed"

const (
	// MaxEnclosure is how large one may be, in bytes.
	MaxEnclosure   = 20 << 20
	mostEnclosures = 100 // in one case
	maxEnclosing   = 300 // characters of a note
)

// Encloser keeps enclosures.
type Encloser interface {
	// Enclosures lists those of a case, the oldest first.
	Enclosures(ctx context.Context, number string) ([]Enclosure, error)
	// Enclose writes one; the same id gives the one that is there. Codes: too_large (most in one case).
	Enclose(ctx context.Context, number string, x Enclosure, most int, e audit.Event) (Enclosure, error)
}

// Enclosures lists those of a case; who only oversees is given none. Codes: unauthenticated, not_found.
func (d *Desk) Enclosures(ctx context.Context, number string) ([]Enclosure, error) {
	_, ok, err := d.handled(ctx, number)
	if err != nil || !ok {
		return nil, err
	}
	list, err := d.Store.Enclosures(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("runtime: enclosures: %w", err)
	}
	held := make([]File, len(list))
	for i := range list {
		held[i] = list[i].File
	}
	if err := d.checked(ctx, held); err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Check = held[i].Check
	}
	return list, nil
}

// Enclose puts a file to a case; the same key puts it there once. Codes: unauthenticated, not_found, forbidden, conflict
// (the state; the sheet is of other answers), invalid, too_large, full.
func (d *Desk) Enclose(ctx context.Context, number string, x Enclosure, key string, body io.Reader) (Enclosure, error) {
	who, err := worker(ctx)
	if err != nil {
		return x, err
	}
	c, err := d.find(ctx, who, number, actor.CaseEnclose)
	if err != nil {
		return x, err
	}
	x.Note, x.File.Name = strings.TrimSpace(x.Note), strings.TrimSpace(x.File.Name)
	if err := x.check(key); err != nil {
		return x, err
	}
	if x.Purpose == OfSheet {
		if err := d.tie(ctx, c, &x); err != nil {
			return x, err
		}
	} else {
		x.Sheet = ""
	}
	now := d.Clock().UTC()
	x.Material, x.At = Enclosed, now
	x.Account, x.Name = who.Account.ID, who.Account.Name
	x.Title, _ = titleFor(who, actor.CaseEnclose, caseObject(c))
	rule := files.Rule{Accept: []files.Type{files.PDF, files.JPG, files.PNG, files.HEIC}, MaxBytes: MaxEnclosure, Room: MaxEnclosure}
	_, err = d.Files.Put(ctx, body, rule, func(stored files.Stored) error {
		x.Stored, x.ID = stored, strings.ToUpper(idUnder("enclosure", who.Account.ID, key, number, x.Purpose, x.Note, x.Sheet, string(stored.Hash)))
		e := audit.Event{At: now, Actor: who.Actor(), Act: string(actor.CaseEnclose), Object: audit.Object{Kind: string(actor.Case), ID: number},
			Detail: map[string]any{"file": x.ID, "purpose": x.Purpose, "digest": string(stored.Hash), "size": stored.Size}}
		if x.Sheet != "" {
			e.Detail["sheet"], e.Detail["round"] = x.Sheet, x.Round
		}
		x, err = d.Store.Enclose(ctx, number, x, mostEnclosures, e)
		return err
	})
	if err != nil {
		return x, fmt.Errorf("runtime: enclose a file: %w", err)
	}
	soon, cancel := context.WithTimeout(ctx, checkSoon)
	defer cancel()
	if x.Check, err = d.Files.Check(soon, x.Hash); err != nil {
		d.Log.WarnContext(ctx, "a file waits for its check", "error", err)
	}
	return x, nil
}

func (x Enclosure) check(key string) error {
	var bad []fault.Field
	if !slices.Contains(Enclosing, x.Purpose) {
		bad = append(bad, fault.Field{Path: "purpose", Message: sayWhatFor})
	}
	if say := textWithin(x.Note, maxEnclosing, fault.Text{}); !say.None() {
		bad = append(bad, fault.Field{Path: "note", Message: say})
	}
	if n := utf8.RuneCountInString(x.File.Name); n == 0 || n > 200 || !textFault(x.File.Name).None() {
		bad = append(bad, fault.Field{Path: "name", Message: sayFileName})
	}
	if len(bad) > 0 {
		return fault.New(fault.Invalid, sayBadEnclosure, bad...)
	}
	if !idempotencyKey.MatchString(key) {
		return badKey()
	}
	return nil
}
