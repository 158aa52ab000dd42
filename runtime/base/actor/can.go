package actor

import (
	"fmt"
	"slices"

	"banshi/runtime/base/fault"
)

// Denied is why not. Its Fault says it to the person; Reason is for the log and the audit trail.
type Denied struct {
	Act    Act
	Reason string
	Fault  *fault.Error
}

func (d *Denied) Error() string { return fmt.Sprintf("%s refused: %s", d.Act, d.Reason) }

// Unwrap lets errors.As find the fault, so that HTTP answers with its code.
func (d *Denied) Unwrap() error { return d.Fault }

// Can reports whether a may do act to o: nil, or a *Denied with the reason.
//
// Codes: unauthenticated (sign in first), not_found (somebody else's: its
// existence is no business of the asker), forbidden (yours to see, not to do;
// or a higher level of identity is needed), conflict (not in this state).
func Can(a Actor, act Act, o Object) error {
	s := standing(a, act, o)
	switch {
	case s.may:
		return levelOf(a, act, o)
	case a.Kind == Nobody:
		return deny(act, "not signed in", fault.Unauthenticated, saySignIn)
	case s.mine:
		return deny(act, fmt.Sprintf("not in state %q", o.State), fault.Conflict, sayWrongState)
	case s.role && o.Kind == Imported && overlooks(a, o):
		return deny(act, "brought in by the same person", fault.Forbidden, sayTwoPeople)
	case s.role && o.Kind == FAQ && overlooks(a, o):
		return deny(act, "proposed by the same person", fault.Forbidden, sayProposed)
	case s.role && o.Kind == Item && overlooks(a, o):
		return deny(act, "written by the same person", fault.Forbidden, sayWrote)
	case s.role && overlooks(a, o):
		return deny(act, "examined by the same person", fault.Forbidden, sayFourEyes)
	case s.role && o.Kind == Account && o.Owner == a.ID && a.ID != "":
		return deny(act, "one's own appointment", fault.Forbidden, sayOneself)
	case s.role || !related(a, o):
		return deny(act, "somebody else's", fault.NotFound, sayNotYours)
	}
	return deny(act, "no such right", fault.Forbidden, noRight(act))
}

// InPlaceOf tells in whose place a does act to o: the post of a colleague on leave by which alone a may;
// false where a may in his or her own right, or not at all.
func InPlaceOf(a Actor, act Act, o Object) (Post, bool) {
	s := standing(a, act, o)
	return s.post, s.may && s.post.For != ""
}

// stand is how far somebody gets through the table: to a row of his or hers, to one that holds for the
// object, to one that holds in its state; and by which post.
type stand struct {
	role, mine, may bool
	post            Post
}

func standing(a Actor, act Act, o Object) (out stand) {
	for _, row := range table {
		if row.Act != act {
			continue
		}
		for _, p := range row.Who.by(a) {
			out.role = true
			if !row.Whose.holds(a, p, o) {
				continue
			}
			out.mine = true
			if len(row.States) > 0 && !slices.Contains(row.States, o.State) {
				continue
			}
			if !out.may || out.post.For != "" && p.For == "" { // one's own post comes first
				out.may, out.post = true, p
			}
		}
	}
	return out
}

func deny(act Act, reason string, code fault.Code, message fault.Text) error {
	return &Denied{Act: act, Reason: reason, Fault: fault.New(code, message)}
}

// levelOf asks for a surer identity where the item does. Somebody who only
// looks or gives up what is already there needs no more than to own it.
func levelOf(a Actor, act Act, o Object) error {
	asks := act == ItemSignOn || act == DraftBegin || act == DraftView || act == DraftEdit || act == DraftSubmit || act == DraftSign || act == DraftTake || act == CaseCorrect || act == LicenceView || act == MandateGive || act == MandateAnswer
	if asks && a.Kind == Person && a.Level < o.Level {
		f := fault.New(fault.Forbidden, sayLevel.With(level(o.Level)))
		f.Level = o.Level
		return &Denied{Act: act, Reason: fmt.Sprintf("identity level %d, needs %d", a.Level, o.Level), Fault: f}
	}
	return nil
}

// level is a level of identity in words.
func level(n int) fault.Text {
	names := []string{"零", "一", "二", "三", "四", "五"}
	digit := fmt.Sprint(n)
	if n < 0 || n >= len(names) {
		return fault.Say(digit, digit)
	}
	return fault.Say(names[n], digit)
}

// by lists the posts by which a is what the row says; for others than staff one without content.
func (w Who) by(a Actor) []Post {
	switch {
	case w.Kind == anybody.Kind:
		return []Post{{}}
	case w.Kind != a.Kind || a.ID == "":
		return nil
	case w.Kind != Staff:
		return []Post{{}}
	}
	var out []Post
	for _, p := range a.Posts {
		if w.Role == "" || p.Role == w.Role {
			out = append(out, p)
		}
	}
	return out
}

func (w Whose) holds(a Actor, p Post, o Object) bool {
	switch w {
	case Any:
		return true
	case Own:
		return owns(a, o)
	case Oneself:
		return o.Owner != "" && o.Owner == a.ID
	case Named:
		return o.Signer != "" && o.Signer == a.ID
	case Office:
		return serves(p, o)
	case Others:
		// A definition has no office: only the second pair of eyes counts there.
		return (o.Kind == Item || serves(p, o)) && !made(a, p, o)
	case Second:
		return keeps(p, o) && !made(a, p, o)
	case Department:
		return o.Department != "" && p.Department == o.Department
	case Town:
		return o.Town != "" && p.Town == o.Town && o.Owner != a.ID
	case Apart:
		return o.Owner != a.ID
	}
	return false
}

// owns: one made it and may still act in that name, or may oneself speak for the one in whose name it was
// made. An agent sees what he or she made for a principal, not whatever else the principal has, and
// nothing of it once the right to act has ended.
func owns(a Actor, o Object) bool {
	if a.Kind != Person {
		return false
	}
	made := o.Owner != "" && o.Owner == a.ID && (o.Holder == "" || o.Holder == a.For || slices.Contains(a.Names, o.Holder))
	return made || o.Holder != "" && o.Holder == a.Binds()
}

func serves(p Post, o Object) bool { return o.Office != "" && p.Office == o.Office }

// keeps: the post is of the department, or of the office that keeps the like of all departments.
func keeps(p Post, o Object) bool {
	return p.Role == DataOffice || p.Role == ServiceOffice || o.Department != "" && p.Department == o.Department
}

// made: a examined it, or the colleague did in whose place a acts.
func made(a Actor, p Post, o Object) bool {
	return slices.Contains(o.Makers, a.ID) || p.For != "" && slices.Contains(o.Makers, p.For)
}

func related(a Actor, o Object) bool {
	switch a.Kind {
	case Person:
		return owns(a, o) || o.Kind == Item || o.Kind == Trail || o.Kind == Account
	case Staff:
		switch o.Kind {
		case Case:
			return standing(a, CaseView, o).may
		case Draft:
			return o.Owner == "" && o.Office == "" // none that exists
		}
	}
	return true
}

func overlooks(a Actor, o Object) bool {
	return slices.ContainsFunc(a.Posts, func(p Post) bool {
		return made(a, p, o) && (o.Kind == Item || (o.Kind == Imported || o.Kind == FAQ) && keeps(p, o) || serves(p, o))
	})
}
