package api

import (
	"testing"

	"banshi/runtime/base/actor"
)

// Whatever staff may do has a name on the page of roles.
func TestEveryActOfStaffHasATitle(t *testing.T) {
	for _, kind := range []actor.ObjectKind{actor.Item, actor.Case, actor.Trail, actor.Account} {
		for _, act := range actor.ActsOf(kind) {
			if _, ok := actTitles[act]; !ok {
				t.Errorf("%s has no title in actTitles", act)
			}
		}
	}
}
