package api

import (
	"testing"

	"banshi/runtime/base/actor"
)

// Whatever staff may do has a name on the page of roles.
func TestEveryActOfStaffHasATitle(t *testing.T) {
	for _, kind := range actor.Kinds() {
		if kind.Title().In("zh-Hans") == string(kind) {
			t.Errorf("%s has no title in kindTitles", kind)
		}
		for _, act := range actor.ActsOf(kind) {
			if _, ok := actTitles[act]; !ok {
				t.Errorf("%s has no title in actTitles", act)
			}
		}
	}
	for _, row := range actor.Table() {
		if row.Who.Role != "" && wheres[row.Whose] == "" {
			t.Errorf("the page of roles has no word for where %s holds", row.Act)
		}
	}
}
