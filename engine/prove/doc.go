// Package prove holds definitions to what their authors expect of them: it runs the tests that stand
// beside each item, measures which rules they tried both ways, derives the applicants at the edges of
// the rules, and changes rules to see whether a test notices. It plays the runtime: evaluate, look up
// what the state wants in the catalogue's shared data, and evaluate again.
//
// It stands above the stages of the engine and may call them all. What it reads of shared data, it
// reads through an fs.FS, once; everything after that is pure.
package prove
