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
		t.cites(doc)
		doc.says(sayGrantedAtOnce)
		if err := t.move(casework.Order{Event: casework.InstantDecide}, saying{act: actor.CaseDecide, document: doc}); err != nil {
			return err
		}
		t.publicise(casework.Granted)
		t.count()
		doc.names(t.given())
		return t.goOn()
	})
}
