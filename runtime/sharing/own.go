package sharing

import (
	"context"
	"fmt"
	"strings"
	"time"

	"banshi/engine/record"
)

// Own is a record that is kept here: issued by a case of ours, pushed by a department, or taken over from paper.
// It stands beside whatever the source's driver says, see overlay.
type Own struct {
	Source string     // as Want.ID says it: person, or licences/food_permit
	Row    record.Row // of a licence, an empty ID is its number. At is the day as of which it holds
	// Seq puts what one feed says of one record in order: less or as much as was said before is older, and ignored.
	// 0: the next, for whoever writes in the order in which things happen.
	Seq    int64
	Origin Origin
	At     time.Time // when it came
	// Gone: the record is struck from a register (注销). A licence is never gone: it has the status 注销.
	Gone bool
}

// Origin is who said so: the feed of a record.
type Origin struct {
	Kind string // one of the constants below
	By   string // number of the case, name of the key, or of the list
}

// The kinds of origin.
const (
	Issued   = "issued"   // by a case of ours
	Pushed   = "pushed"   // by the department that keeps the register
	Imported = "imported" // from paper, by two people
	Snapshot = "snapshot" // the file beside a definition, of a stand-in
)

// String is the provenance: for whoever must prove it.
func (o Origin) String() string {
	switch o.Kind {
	case Issued:
		return "issued here, case " + o.By
	case Pushed:
		return "pushed by " + o.By
	case Imported:
		return "taken over from paper, list " + o.By
	}
	return o.Kind + " " + o.By
}

// Outcome is what became of an Own.
type Outcome string

// The outcomes. Older: something newer is known of the record; nothing was changed.
const (
	Accepted Outcome = "accepted"
	Older    Outcome = "older"
)

// Live is the status of a licence that counts (有效).
const Live = "有效"

// revoked is the status of a licence that was given back or struck (注销).
const revoked = "注销"

// Revoke is the record struck off: of a licence its status says so, a register's is gone.
func (o Own) Revoke() Own {
	if o.Licence() {
		o.Row.Status = revoked
		return o
	}
	o.Gone = true
	return o
}

// Licence tells whether it is one, and no record of a register.
func (o Own) Licence() bool { return strings.HasPrefix(o.Source, "licences/") }

// Check completes an Own, or says what it lacks.
func (o *Own) Check() error {
	if o.Licence() && o.Row.ID == "" {
		o.Row.ID = o.Row.Number
	}
	if o.Licence() && o.Row.At == "" {
		o.Row.At = o.Row.Issued
	}
	if o.Row.Fields == nil {
		o.Row.Fields = map[string]any{}
	}
	switch {
	case o.Source == "" || o.Source == "licences/":
		return fmt.Errorf("sharing: a record needs the source that it belongs to")
	case o.Row.ID == "":
		return fmt.Errorf("sharing: a record of %s needs an id", o.Source)
	case o.Licence() && (o.Row.Number == "" || o.Row.HolderNo == "" || o.Row.Status == ""):
		return fmt.Errorf("sharing: a licence of %s needs number, holder_no and status", o.Source)
	case o.Origin.Kind == "" || o.Origin.By == "":
		return fmt.Errorf("sharing: a record of %s needs an origin: who says so", o.Source)
	case o.At.IsZero():
		return fmt.Errorf("sharing: a record of %s needs the time at which it came", o.Source)
	case o.Seq < 0:
		return fmt.Errorf("sharing: a record of %s: %d is no place in an order", o.Source, o.Seq)
	}
	return nil
}

// Holding is what is kept here of one want.
type Holding struct {
	// Stamp changes with every change of what is kept under the key, on any node; 0: nothing ever was.
	Stamp int64
	List  []Own
}

// Book reads what is kept here. store.Own is one.
type Book interface {
	// Held gives what is kept of the wants. What was committed before the call is in it, whatever node wrote it.
	Held(ctx context.Context, wants []Want) (map[Want]Holding, error)
	// Stamps gives Holding.Stamp alone.
	Stamps(ctx context.Context, wants []Want) (map[Want]int64, error)
}

// overlay lays what is kept here over the answer of the driver.
//
// The same record (of a licence: the same number) counts once: that of the later day; of the same day, or where
// one of them doesn't say, ours, unless the other says that the licence doesn't hold any more: no doubt ever makes a
// licence better. All others stand side by side. While the driver doesn't answer, ours are given out, and the
// answer says that it is Incomplete: what it shows is true, what it doesn't show may be there all the same.
func overlay(a Answer, h Holding, licence bool) Answer {
	a.Stamp = h.Stamp
	if len(h.List) == 0 {
		return a
	}
	if len(h.List) > MaxRecords { // a part of them would be taken for all
		a.Status, a.Records, a.Why = Down, nil, "garbage"
		return a
	}
	ours := make(map[string]Own, len(h.List))
	for _, o := range h.List {
		ours[name(o.Row.ID, o.Row.Number, licence)] = o
	}
	whole := a.Status == Records
	var out []Record
	if whole {
		for _, r := range a.Records {
			number, _ := r.Cells["number"].(string)
			o, both := ours[name(r.ID, number, licence)]
			if both && o.prevails(r, licence) {
				continue
			}
			if both {
				delete(ours, name(o.Row.ID, o.Row.Number, licence))
			}
			out = append(out, r)
		}
	}
	via := map[string]bool{}
	for _, o := range h.List { // in the order of the book
		if _, counts := ours[name(o.Row.ID, o.Row.Number, licence)]; !counts || o.Gone {
			continue
		}
		out = append(out, Record{ID: o.Row.ID, At: o.Row.At, Cells: o.Row.Cells(licence)})
		if said := o.Origin.String(); !via[said] && len(via) < mostVia {
			via[said] = true
			a.Via += "; " + said
		}
	}
	if !whole && len(out) == 0 {
		return a
	}
	a.Status, a.Records, a.Incomplete = Records, out, !whole
	return a
}

// mostVia bounds how many origins the provenance of one answer names.
const mostVia = 5

func name(id, number string, licence bool) string {
	if licence {
		return number
	}
	return id
}

// prevails tells whether ours counts in the place of the driver's record.
func (o Own) prevails(r Record, licence bool) bool {
	if o.Row.At != "" && r.At != "" && o.Row.At != r.At {
		return o.Row.At > r.At // civil days sort as text
	}
	if status, _ := r.Cells["status"].(string); licence && status != Live {
		return o.Row.Status != Live
	}
	return true
}
