package runtime

import (
	"errors"
	"testing"

	"banshi/runtime/base/actor"
	"banshi/runtime/casework"
)

// However an order comes to a case, the step itself asks once more whether whoever takes it may.
func TestMoveAsks(t *testing.T) {
	turn := &turn{who: actor.Actor{Kind: actor.Staff, ID: "K1", Posts: actor.At(actor.SealKeeper, "here")}, c: Case{Number: "N1", Office: "here", State: actor.Submitted}}
	err := turn.move(casework.Order{Event: casework.Receive}, saying{act: actor.CaseReceive})
	var denied *actor.Denied
	if !errors.As(err, &denied) || len(turn.step.Done) > 0 {
		t.Errorf("a seal keeper receives a case: %v", err)
	}
}
