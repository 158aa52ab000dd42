package runtime

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"banshi/engine/record"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/spreadsheet"
	"banshi/runtime/files"
	"banshi/runtime/identity"
	"banshi/runtime/sharing"
)

// ImportState is what became of a licence that was brought in from paper.
type ImportState string

// The states.
const (
	ImportWaiting   ImportState = "waiting"
	ImportConfirmed ImportState = "confirmed" // it stands among the holder's licences, at trust B
	ImportRejected  ImportState = "rejected"
)

// importTrust is how far a licence is trusted that two people have read off its paper: the register never said so itself.
const importTrust = "B"

// Imported (存量证照) is a licence that was given on paper before there was a register: one row of a list, with its scan. One
// person brings it in, another one holds it against the scan.
type Imported struct {
	ID         string
	List       string // digest of the list; the first 12 digits name it in the provenance
	Row        int    // of the list
	Licence    string // its kind
	Title      string // of the kind
	Department string // that issues such; "" the data office checks it
	Record     record.Row
	Scan       files.Stored
	ScanName   string
	By, ByName string // who brought it in
	At         time.Time
	State      ImportState
	Reason     string // of a rejection
	Judge      string // account of who checked it
	Judged     time.Time
}

// LicenceKind is a kind of licence as its definition says.
type LicenceKind struct {
	ID, Title, Department string
	Cells                 []LicenceCell
	// Wrong names the cells that it doesn't declare, and those whose value their type can't read.
	Wrong func(cells map[string]any) (undeclared, unreadable []string)
}

// LicenceCell is a field of a kind of licence.
type LicenceCell struct{ ID, Title, Type string }

// LicenceKinds knows every kind. The catalogue has them.
type LicenceKinds interface {
	LicenceKinds(ctx context.Context) ([]LicenceKind, error)
}

// ImportStore keeps what was brought in.
type ImportStore interface {
	// Bring writes one that waits; the same row of the same list is known again, whatever became of it. Codes: conflict
	// (the same licence waits, or is kept here already).
	Bring(ctx context.Context, m Imported, e audit.Event) (again bool, err error)
	// Imported finds one. Codes: not_found.
	Imported(ctx context.Context, id string) (Imported, error)
	// ImportedFor lists those of departments (nil: of all), those that wait first, and counts these.
	ImportedFor(ctx context.Context, departments []string, most int) (list []Imported, waiting int, err error)
	// Judge writes what became of one that waits; of a confirmed one own stands among the holder's licences from then on.
	// Codes: conflict (it was judged meanwhile, or something newer is known of the licence).
	Judge(ctx context.Context, m Imported, own *sharing.Own, e audit.Event) error
}

// Imports takes licences over from paper.
type Imports struct{ *hall }

// NewImports is Imports alone, for bringing licences in without a hall: of the Config it needs Files, Store, Kinds, Clock and Zone.
func NewImports(c Config) *Imports { return &Imports{&hall{Config: c}} }

func importObject(m Imported) actor.Object {
	return actor.Object{Kind: actor.Imported, ID: m.ID, Department: m.Department, Makers: []string{m.By}}
}

// Complaint is why a row was not taken, and how to mend it.
type Complaint struct {
	Row    int
	Column string // as the list calls it; "" the row as a whole
	What   fault.Text
}

// ImportReport is what became of a list.
type ImportReport struct {
	List       string
	Rows       int
	Brought    int
	Again      int // rows that were brought in before
	Complaints []Complaint
}

// maxScan is the largest scan that is taken.
const maxScan = 20 << 20

// Bring takes a list in: each row stands for itself, and what isn't right is told and left out. The list, mended, is
// brought in again as a whole. Codes: unauthenticated, forbidden, invalid (it lacks columns that every list has).
func (x *Imports) Bring(ctx context.Context, digest string, t spreadsheet.Table, scans fs.FS) (ImportReport, error) {
	who, err := worker(ctx)
	if err != nil {
		return ImportReport{}, err
	}
	a := who.Actor()
	if _, err := departmentsFor(a, actor.ImportedBring, actor.Imported); err != nil {
		return ImportReport{}, err
	}
	kinds, err := x.Kinds.LicenceKinds(ctx)
	if err != nil {
		return ImportReport{}, fmt.Errorf("runtime: kinds of licences: %w", err)
	}
	r, err := newListReader(kinds, t.Header, x.today())
	if err != nil {
		return ImportReport{}, err
	}
	out := ImportReport{List: digest[:12], Rows: len(t.Rows)}
	for _, row := range t.Rows {
		m, bad := r.read(row)
		if len(bad) == 0 && actor.Can(a, actor.ImportedBring, importObject(m)) != nil {
			bad = append(bad, Complaint{row.No, r.name(colKind), sayImportNotYours})
		}
		if len(bad) > 0 {
			out.Complaints = append(out.Complaints, bad...)
			continue
		}
		m.List, m.By, m.ByName, m.At, m.State = out.List, who.Account.ID, who.Account.Name, x.Clock().UTC(), ImportWaiting
		again, why, err := x.bring(ctx, a, m, scans)
		switch {
		case err != nil:
			return out, fmt.Errorf("runtime: bring in row %d: %w", row.No, err)
		case !why.None():
			column := r.name(colScan)
			if why == sayImportTwice {
				column = r.name(colNumber)
			}
			out.Complaints = append(out.Complaints, Complaint{row.No, column, why})
		case again:
			out.Again++
		default:
			out.Brought++
		}
	}
	return out, nil
}

// bring stores a row with its scan; why says what is wrong with either.
func (x *Imports) bring(ctx context.Context, a actor.Actor, m Imported, scans fs.FS) (again bool, why fault.Text, err error) {
	put := func() error {
		f, err := scans.Open(m.ScanName)
		if err != nil {
			return err
		}
		defer f.Close()
		m.Scan, err = x.Files.Put(ctx, f, files.Rule{MaxBytes: maxScan, Room: maxScan}, func(got files.Stored) error {
			m.Scan = got
			if m.ID, err = m.digest(); err != nil {
				return err
			}
			again, err = x.Store.Bring(ctx, m, audit.Event{At: m.At, Actor: a, Act: string(actor.ImportedBring),
				Object: audit.Object{Kind: string(actor.Imported), ID: m.ID}, Detail: map[string]any{"list": m.List, "row": m.Row, "licence": m.Licence}})
			return err
		})
		return err
	}
	err = put()
	var told *fault.Error
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrInvalid):
		return false, sayImportNoScan, nil
	case fault.Is(err, fault.Conflict):
		return false, sayImportTwice, nil
	case (fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge)) && errors.As(err, &told):
		return false, sayImportScan.With(told.Message), nil
	case err != nil:
		return false, fault.Text{}, err
	}
	// Another process may have tidied the folder just before the row was there: its name keeps the content from now on.
	if known, err := x.kept(ctx, m.Scan.Hash); err != nil || known {
		return again, fault.Text{}, err
	}
	return again, fault.Text{}, put()
}

// kept tells whether a scan's content is there.
func (x *Imports) kept(ctx context.Context, h files.Hash) (bool, error) {
	if x.Contents == nil {
		return true, nil
	}
	r, _, err := x.Contents.Open(ctx, h)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, r.Close()
}

// digest names a row by all that it says, and its scan.
func (m Imported) digest() (string, error) {
	raw, err := json.Marshal([]any{m.Licence, m.Record, m.Scan.Hash})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:13]), nil
}

// mostImported is how many are listed at once: who has judged some gets the next.
const mostImported = 500

// ImportTasks is what waits for whom who keeps licences, and what he or she may judge.
type ImportTasks struct {
	List    []Imported
	Waiting int
}

// Tasks lists what was brought in, those that wait first. That he or she looks is written down before anything is given out.
func (x *Imports) Tasks(ctx context.Context) (ImportTasks, error) {
	who, err := worker(ctx)
	if err != nil {
		return ImportTasks{}, err
	}
	a := who.Actor()
	departments, err := departmentsFor(a, actor.ImportedView, actor.Imported)
	if err != nil {
		return ImportTasks{}, err
	}
	out := ImportTasks{}
	if out.List, out.Waiting, err = x.Store.ImportedFor(ctx, departments, mostImported); err != nil {
		return ImportTasks{}, fmt.Errorf("runtime: list what was brought in: %w", err)
	}
	return out, x.look(ctx, a, actor.Object{Kind: actor.Imported}, map[string]any{"listed": len(out.List)})
}

func (x *Imports) look(ctx context.Context, a actor.Actor, o actor.Object, detail map[string]any) error {
	if err := x.Store.Viewed(ctx, audit.Event{At: x.Clock().UTC(), Actor: a, Act: string(actor.ImportedView), Object: audit.Object{Kind: string(o.Kind), ID: o.ID}, Detail: detail}); err != nil {
		return fmt.Errorf("runtime: write down a look at what was brought in: %w", err)
	}
	return nil
}

// Open gives one with all its values. Codes: unauthenticated, forbidden, not_found.
func (x *Imports) Open(ctx context.Context, id string) (Imported, LicenceKind, error) {
	who, m, err := x.find(ctx, id, actor.ImportedView)
	if err != nil {
		return Imported{}, LicenceKind{}, err
	}
	kind, err := x.kind(ctx, m.Licence)
	if err != nil {
		return Imported{}, LicenceKind{}, err
	}
	if _, err := x.Files.Check(ctx, m.Scan.Hash); err != nil { // nobody has looked for viruses yet; the next time, then
		x.Log.Warn("a scan could not be looked at for viruses", "imported", id, "error", err)
	}
	return m, kind, x.look(ctx, who, importObject(m), nil)
}

// MayJudge says why the caller may not judge one; nil: he or she may.
func (x *Imports) MayJudge(ctx context.Context, m Imported) error {
	who, _ := identity.From(ctx)
	return actor.Can(who.Actor(), actor.ImportedJudge, importObject(m))
}

func (x *Imports) find(ctx context.Context, id string, act actor.Act) (actor.Actor, Imported, error) {
	who, err := worker(ctx)
	if err != nil {
		return actor.Actor{}, Imported{}, err
	}
	a := who.Actor()
	m, err := x.Store.Imported(ctx, id)
	if fault.Is(err, fault.NotFound) { // whoever has nothing to do with them is told so, and no more
		if denied := actor.Can(a, act, actor.Object{Kind: actor.Imported}); fault.Is(denied, fault.Forbidden) {
			return a, m, denied
		}
	}
	if err != nil {
		return a, m, lost(err, "find what was brought in")
	}
	return a, m, actor.Can(a, act, importObject(m))
}

func (x *Imports) kind(ctx context.Context, id string) (LicenceKind, error) {
	kinds, err := x.Kinds.LicenceKinds(ctx)
	if err != nil {
		return LicenceKind{}, fmt.Errorf("runtime: kinds of licences: %w", err)
	}
	for _, k := range kinds {
		if k.ID == id {
			return k, nil
		}
	}
	return LicenceKind{ID: id, Title: id}, nil // it is defined no more; what was read off the paper is there all the same
}

// Judgement is what the second person says.
type Judgement struct {
	Confirm bool
	Reason  string // of a rejection
}

// Judge holds a row against its scan, by another person than who brought it in: confirmed, it stands among the holder's
// licences in the next evaluation. The same word twice is one. Codes: unauthenticated, forbidden, not_found, invalid,
// conflict (judged meanwhile; known to the register already; the scan was not looked at for viruses), unavailable (the
// register doesn't answer, so that nobody knows whether it has the licence).
func (x *Imports) Judge(ctx context.Context, id string, j Judgement) (Imported, error) {
	a, m, err := x.find(ctx, id, actor.ImportedJudge)
	if err != nil {
		return Imported{}, err
	}
	j.Reason = strings.TrimSpace(j.Reason)
	missing := sayImportReason
	if j.Confirm {
		missing = fault.Text{}
	}
	if say := textWithin(j.Reason, maxReason, missing); !say.None() {
		return Imported{}, fault.New(fault.Invalid, sayBadJudgement, fault.Field{Path: "reason", Message: say})
	}
	state := ImportRejected
	if j.Confirm {
		state, j.Reason = ImportConfirmed, ""
	}
	if m.State == state && m.Judge == a.ID && m.Reason == j.Reason {
		return m, nil
	}
	var own *sharing.Own
	if j.Confirm {
		if own, err = x.mayStand(ctx, a, m); err != nil {
			return Imported{}, err
		}
	}
	m.State, m.Reason, m.Judge, m.Judged = state, j.Reason, a.ID, x.Clock().UTC()
	e := audit.Event{At: m.Judged, Actor: a, Act: string(actor.ImportedJudge), Object: audit.Object{Kind: string(actor.Imported), ID: m.ID},
		Detail: map[string]any{"state": string(state), "licence": m.Licence, "list": m.List}}
	if err := x.Store.Judge(ctx, m, own, e); err != nil {
		return Imported{}, fmt.Errorf("runtime: judge what was brought in: %w", err)
	}
	return m, nil
}

// mayStand is the record of a licence that is confirmed: the register doesn't have it itself, and its scan can be opened.
func (x *Imports) mayStand(ctx context.Context, a actor.Actor, m Imported) (*sharing.Own, error) {
	checks, err := x.Files.Checks(ctx, []files.Hash{m.Scan.Hash})
	if err != nil {
		return nil, fmt.Errorf("runtime: what is known of a scan: %w", err)
	}
	if c := checks[m.Scan.Hash]; c != files.Clean && c != files.Unchecked {
		return nil, fault.New(fault.Conflict, sayImportUnchecked)
	}
	w := sharing.Want{Licence: m.Licence, Key: m.Record.Number}
	wait, cancel := context.WithTimeout(ctx, x.SubmitWait)
	defer cancel()
	answer := x.Sources.Fetch(wait, sharing.Request{Anew: true, Wants: []sharing.Want{w}, Purpose: sharing.Purpose{Actor: a.ID, Draft: m.ID, Why: "import"}})[w]
	if answer.Status != sharing.Records || answer.Incomplete && len(answer.Records) == 0 {
		return nil, fault.New(fault.Unavailable, sayImportSilent)
	}
	for _, r := range answer.Records {
		if r.Cells["number"] == m.Record.Number {
			return nil, fault.New(fault.Conflict, sayImportKnown)
		}
	}
	row := m.Record
	row.Trust = importTrust
	return &sharing.Own{Source: w.ID(), Row: row, Origin: sharing.Origin{Kind: sharing.Imported, By: m.List}, At: x.Clock().UTC()}, nil
}
