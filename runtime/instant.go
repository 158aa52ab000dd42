package runtime

import (
	"banshi/engine/eval"
	"banshi/runtime/base/actor"
	"banshi/runtime/casework"
)

// atOnce accepts and decides a case that has just been submitted, where its state says that the system may:
// everything is known, nothing was deferred or is left to be seen, no part is refused (eval decides that). What it
// grants is given at once, as far as nobody has to fill anything in.
func (t *turn) atOnce(state *eval.State) error {
	if !state.Instant {
		return nil
	}
	return t.byRobot("instant", func() error {
		t.c.Instant = true
		if err := t.accept(casework.InstantAccept, actor.CaseAccept); err != nil {
			return err
		}
		doc := t.document(DocGrant)
		doc.Body.Basis = t.bases()
		doc.Body.Says = []string{"您的申请经系统核对共享数据，符合规定的条件，当场准予。"}
		if err := t.move(casework.Order{Event: casework.InstantDecide}, saying{act: actor.CaseDecide, document: doc}); err != nil {
			return err
		}
		t.publicise(casework.Granted)
		t.count()
		doc.Body.Results = t.given()
		return t.goOn()
	})
}
