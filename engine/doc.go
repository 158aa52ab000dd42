// Package engine turns the definition of a service item (事项) into decisions, and says why.
//
// It is a library: pure, without database, HTTP, clock or goroutines. The world enters as files (when
// a catalogue is opened) and as facts (when an application is evaluated).
//
//	c := engine.Open(os.DirFS("examples/nanhai"))   // load → compile → check, all faults at once
//	if !c.Sound("elder_allowance") {                // the item or a part of it has an error
//		return c.Faults
//	}
//	prog := c.Program("elder_allowance", "zh-Hans") // immutable, safe for concurrent use; nil: no such item
//	s, err := prog.Open(input)                      // evaluate an application
//	state := s.State()                              // what every channel, clerk and rule sees
//	state.Decided(), state.Passes()                 // whether its verdict counts yet, and is in favour
//
// The module is called banshi and stands in no proxy. Another module imports it from a copy beside it:
//
//	require banshi v0.0.0
//	replace banshi => ../banshi
//
// A catalogue that was found sound before need not be opened as a whole: OpenLibrary reads what its items
// share, Library.Item one item when it is wanted.
//
// # How a definition travels
//
//	item.yaml ──load.Catalog──▶ spec + positions ──compile.Item──▶ plan ──check.Item──▶ diagnostics
//	plan ──eval.Bind──▶ program ──Open(input)──▶ session ──State──▶ state ──view.Of──▶ a channel
//
// Each arrow hands over one plain value, and no arrow returns. Stages do not import each other: this
// package and prove alone know the order.
//
// Package load reads YAML strictly. It keeps the source text of every scalar and lets the declared
// type decide, so that codes, dates and `no` are never what YAML would make of them. Every word keeps
// its place (spec.Pos), and every fault says what, where and how to mend it (package diag).
//
// Package print is the way back: it edits the text of a definition by patches, so that an edit changes the lines
// that it means and nothing else (print.Document, print.Command), and holds what the new text says against the command.
// It knows YAML and no key of the language but the ids of entries; whoever edits checks the new text like any other.
// Package mend knows which faults can be mended without thought, and how. Package differ tells the differences of two definitions by what they say, in the words of the language.
//
// Package compile puts fragments and the mode's preset steps in their place, has package rule judge
// every rule against the names and types of the item, and works out the order of evaluation from what
// reads what: nobody orders anything by hand. The result, package plan, is pure data. Its JSON goes to
// every client, and its digest names a published version.
//
// Package check looks at a plan beside the words that it was made from, for what no rule by itself has
// wrong. An error stops the items that it concerns and no others: those that use what it stands in
// (Catalogue.Sound), or, in what all share, every one (Catalogue.Stopped).
//
// Package rule is the only one that knows CEL. cel-go parses, type-checks and so judges; a rule that
// passes is exported as a tree (package expr). Evaluation is our own walk over that tree, in Go
// (expr.Program.Eval) and in TypeScript (frontend/core), because two things can't be had from
// cel-go's runtime: three values with the names of what is missing, where empty and unknown combine
// the same way in every function; and the same result, to the byte, in a client that may not use
// eval. cel-go's runtime is the oracle of the tests wherever everything is known.
//
// Package rows is how a rule looks to those who edit it: its text, with the place of every part, as conditions
// and operands that a form can show. What is done to rows (rows.Add, Move, Negate …) is done to the text by
// patches, and renaming (rows.Node.Rename) rewrites the words that mean the name and no others. It reads text
// alone, and has a twin in frontend/core/rows. tell.Teller.Clauses says which words of a sentence say which row.
//
// # Three values
//
// A value is known, empty (there is nothing, and that is known) or unknown (an answer could still
// change it; it carries the names of what would). `&&`, `||`, all and exists let a decisive value
// win, else unknown wins over empty; everything else is empty as soon as a part is empty, else
// unknown as soon as a part is. See expr.Program.Eval. An effect is never decided by an unknown, and
// an unknown never passes: State.Verdict alone is the gravest effect so far, advice while rules are
// undecided or the application is a draft. Ask State.Passes.
//
// # Evaluation
//
// eval.Bind gives every name a slot. A session evaluates nodes (facts, sections, fields, then checks,
// rules, materials, which nothing else may read) in the plan's order, and keeps for every slot who
// reads it: after one answer only what hangs on it is evaluated again (Session.Answer, Session.Update).
// Facts are asked for by source and key, and a key may be an answer: the state names what it wanted
// and did not have (State.Wants), the caller fetches it, hands it in (Session.Found), and looks again.
//
// # Somebody else's record
//
// A fact about a third person is looked up on the server and judged there. The applicant gets what the
// rules made of it, and what a fill brings over once that person or the law has consented: never the
// record, its number, its days, or how many there are (view.Of, eval.Session.Withhold); asking why says
// that it was looked at and not what it says (tell.Teller.Hide). What would write such a record where
// the applicant reads it (a text, a bound, who signs, rows to be ticked) is no definition: E316. That a
// condition holds or not is told; which rows of the form it picks is, too. Staff reads in the state which
// record was found.
//
// # What anybody may read
//
// Of a decision nothing is public that its definition does not name (Handling.Publicity), and nothing that would tell who
// or where a person is: package check refuses it (E340, E341), package publicity masks what is left, and Session.Publicise,
// which alone makes a value public, hides whatever still holds a number, a telephone or a name of the application.
//
// # What nobody knows
//
// A submission passes only on what is known. Wherever a fact does not answer and the outcome may hang on
// it (a need of a blank field, a bound, whether a check or step applies, an option that may come to be on
// offer, what waived a paper, limit, fee, office, instant), the verdict is at least review, and State.Review
// names the fact; nothing is blocked by it. Blank questions are no such reason: the applicant's block by
// themselves, the clerk's are his. What the applicant can settle, a signature or a pick among records, is
// waited for: it frees from no paper.
//
// A rule for the identity level that comes to nothing asks for the highest level that it can give; in a
// draft the lowest is enough while only questions decide, or they could never be answered. A section and a
// signature may ask for more than the item (identity; E342 where they don't): State.Sections and Materials
// give their levels, a draft is held to that of the item, and who hands it in to the highest of the item, the
// sections shown and the signatures that are his or hers. Of a dated
// source only records of today exist, with many as without; one whose bound can't be read does not hold.
// A dated source may keep its rows itself (rows, E343): each holds until the next of its key begins.
// A value beyond its bounds blocks where the applicant can change it, be it typed or filled in; of a locked
// or computed one a person decides. A locked fill of [] leaves a needed question open. The system alone
// (instant) refuses nothing, no part either. Only working days beyond the published calendar are estimated.
//
// # Where do I add a new …?
//
//	field type      engine/field/<type>.go and a row in registry.go, which lists the rest; its twins
//	                frontend/core/field/types.ts and frontend/fields/<type>/: after
//	                `go test ./engine/view/gen -update` a missing one is a compile error
//	rule function   a row in engine/expr/functions.go, which lists the rest; its twin in
//	                frontend/core/expr/functions.ts: tests of the table name what is missing
//	mask            a row in engine/publicity and a word in engine/load/grammar/words.go, which a test holds equal
//	mode            engine/mode/<mode>.go and a line in All
//	check           one method in engine/check, its words in faults.go, its code with an example in
//	                engine/diag, of an error in codes_check.go, of a warning in codes_warn.go: tests run the
//	                example, and want a near miss of it in which nothing is found
//	key             a field with a yaml tag in engine/spec; load, schema and the editors follow it
//
// # Doubts
//
// The logic check (package check) tries combinations of choices and treats every other comparison as
// free, so it misses contradictions between numbers and dates. The cost of a rule is counted in steps
// of our walker by declared sizes, not measured. A table's readers look again whenever the table was
// evaluated, even if its cells are the same: comparing them would cost as much.
package engine
