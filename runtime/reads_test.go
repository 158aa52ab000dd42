package runtime

import (
	"testing"

	"banshi/runtime/base/actor"
)

// A look is told with the role that somebody had at the office on that day, never with today's.
func TestRoleFor(t *testing.T) {
	m := Member{Account: "C1", Posts: []Appointment{
		{Post: actor.Post{Role: actor.WindowClerk, Office: "here"}, From: "2026-01-01", Until: "2026-06-30"},
		{Post: actor.Post{Role: actor.Approver, Office: "here"}, From: "2026-07-01"},
		{Post: actor.Post{Role: actor.Leader, Office: "away"}, From: "2026-01-01"},
		{Post: actor.Post{Role: actor.Supervisor}, From: "2026-01-01", Until: "2026-12-31"},
		{Post: actor.Post{Role: actor.DataOffice}, From: "2025-01-01"},
	}}
	for _, c := range []struct {
		office, day string
		want        actor.Role
	}{
		{"here", "2026-06-30", actor.WindowClerk},
		{"here", "2026-07-01", actor.Approver},
		{"away", "2026-07-01", actor.Leader},
		{"third", "2026-07-01", actor.Supervisor},
		{"third", "2027-01-01", ""}, // the data office sees no cases
		{"here", "2025-06-01", ""},
	} {
		if got := m.roleFor(c.office, c.day); got != c.want {
			t.Errorf("at %s on %s: %q, want %q", c.office, c.day, got, c.want)
		}
	}
}
