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
	var role, mine, state bool
	for _, row := range table {
		if row.Act != act || !row.Who.is(a) {
			continue
		}
		role = true
		if !row.Whose.holds(a, o) {
			continue
		}
		mine = true
		if len(row.States) > 0 && !slices.Contains(row.States, o.State) {
			continue
		}
		state = true
		break
	}
	switch {
	case state:
		return levelOf(a, act, o)
	case a.Kind == Nobody:
		return deny(act, "not signed in", fault.Unauthenticated, saySignIn)
	case mine:
		return deny(act, fmt.Sprintf("not in state %q", o.State), fault.Conflict, sayWrongState)
	case role && overlooks(a, o):
		return deny(act, "examined by the same person", fault.Forbidden, sayFourEyes)
	case role || !related(a, o):
		return deny(act, "somebody else's", fault.NotFound, sayNotYours)
	}
	return deny(act, "no such right", fault.Forbidden, sayNoRight)
}

func deny(act Act, reason string, code fault.Code, message fault.Text) error {
	return &Denied{Act: act, Reason: reason, Fault: fault.New(code, message)}
}

// levelOf asks for a surer identity where the item does. Somebody who only
// looks or gives up what is already there needs no more than to own it.
func levelOf(a Actor, act Act, o Object) error {
	asks := act == DraftBegin || act == DraftView || act == DraftEdit || act == DraftSubmit || act == DraftSign || act == DraftTake || act == CaseCorrect || act == MandateGive || act == MandateAnswer
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

func (w Who) is(a Actor) bool {
	switch {
	case w.Kind == anybody.Kind:
		return true
	case w.Kind != a.Kind || a.ID == "":
		return false
	case w.Kind == Staff:
		return a.Has(w.Role)
	}
	return true
}

func (w Whose) holds(a Actor, o Object) bool {
	switch w {
	case Any:
		return true
	case Own:
		return owns(a, o)
	case Named:
		return o.Signer != "" && o.Signer == a.ID
	case Office:
		return serves(a, o)
	case Others:
		// A definition has no office: only the second pair of eyes counts there.
		return (o.Kind == Item || serves(a, o)) && !slices.Contains(o.Makers, a.ID)
	}
	return false
}

// owns: one made it, or may oneself speak for the one in whose name it was made. An agent
// sees what he or she made for a principal, not whatever else the principal has.
func owns(a Actor, o Object) bool {
	if a.Kind != Person {
		return false
	}
	return (o.Owner != "" && o.Owner == a.ID) || (a.Self && o.Holder != "" && o.Holder == a.For)
}

func serves(a Actor, o Object) bool { return o.Office != "" && slices.Contains(a.Offices, o.Office) }

func related(a Actor, o Object) bool {
	switch a.Kind {
	case Person:
		return owns(a, o) || o.Kind == Item || o.Kind == Trail || o.Kind == Account
	case Staff:
		return serves(a, o) || o.Kind != Case && o.Kind != Draft
	}
	return true
}

func overlooks(a Actor, o Object) bool {
	return slices.Contains(o.Makers, a.ID) && (o.Kind == Item || serves(a, o))
}
