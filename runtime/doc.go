// Package runtime is the service hall: applications that are filled in, submitted and become cases.
//
// The root package holds the words and the services, one file a noun; store keeps them in a database, api speaks HTTP, and
// casework walks the states of a case. What the hall needs from elsewhere it declares here as small interfaces, each with the
// codes that it may refuse with; cmd wires them.
//
//	hall, err := runtime.New(runtime.Config{…})               // services.go; an error names what is missing
//	d, err := hall.Drafts.Begin(ctx, item, language)          // evaluated, looked up, evaluated again: evaluate.go
//	c, err := hall.Drafts.Submit(ctx, d.ID, d.Version, key, language) // number, case and trail in one transaction
//	p, err := hall.Desk.Get(ctx, c.Number, language)          // masked for who may see it only so: masking.go
//	c, err = hall.Desk.Decide(ctx, c.Number, deciding)        // a turn of the case (turn.go), stored by Store.Advance
//
// A public method of a service asks by itself whether the one who calls may (actor.Can), and is one transaction at most. Its
// errors are faults with a code, listed in its comment, or ours. The table of files, and the rules that are easy to break, are
// in README.md of this folder.
package runtime
