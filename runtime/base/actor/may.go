package actor

import (
	"slices"
	"strings"

	"banshi/runtime/base/fault"
)

// ofRole: the row is about one role. What everybody who has a post may do is in no list of roles.
func (w Who) ofRole() bool { return w.Kind == Staff && w.Role != "" }

// Kinds lists the kinds of object to which some role of staff may do something, in the order of the table.
func Kinds() []ObjectKind {
	var out []ObjectKind
	for _, row := range table {
		kind, _, _ := strings.Cut(string(row.Act), ".")
		if row.Who.ofRole() && !slices.Contains(out, ObjectKind(kind)) {
			out = append(out, ObjectKind(kind))
		}
	}
	return out
}

// ActsOf lists the acts that some role of staff may do to a kind of object, in the order of the table.
func ActsOf(kind ObjectKind) []Act {
	var out []Act
	for _, row := range table {
		if row.Who.ofRole() && strings.HasPrefix(string(row.Act), string(kind)+".") && !slices.Contains(out, row.Act) {
			out = append(out, row.Act)
		}
	}
	return out
}

// WhoMay lists the roles that may do act to something in that state ("" in whatever state), in the order
// of the table.
func WhoMay(act Act, in State) []Role {
	var out []Role
	for _, row := range table {
		fits := in == "" || len(row.States) == 0 || slices.Contains(row.States, in)
		if row.Act == act && row.Who.ofRole() && fits && !slices.Contains(out, row.Who.Role) {
			out = append(out, row.Who.Role)
		}
	}
	return out
}

// When lists the states in which some role of staff may do act; none: in any.
func When(act Act) []State {
	var out []State
	for _, row := range table {
		if row.Act != act || !row.Who.ofRole() {
			continue
		}
		for _, s := range row.States {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// noRight names who may.
func noRight(act Act) fault.Text {
	roles := WhoMay(act, "")
	if len(roles) == 0 {
		return sayNoRight
	}
	names := make([]fault.Text, len(roles))
	for i, r := range roles {
		names[i] = r.Title()
	}
	return sayOthersDo.With(fault.Joined(names, sayAnd))
}
