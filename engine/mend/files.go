package mend

import (
	"cmp"
	"slices"

	"banshi/engine/diag"
	"banshi/engine/print"
)

// Done is a fault that was mended.
type Done struct {
	Fault diag.Diagnostic
	Label string
}

// File mends all that can be mended in a file: its text after that, and what was done, in the order of the file.
func File(doc *print.Document, faults diag.List) (*print.Document, []Done) {
	var done []Done
	// From the end, so that what stands before keeps its place.
	list := slices.Clone(faults)
	slices.SortStableFunc(list, func(a, b diag.Diagnostic) int {
		return cmp.Or(b.Span.Start.Line-a.Span.Start.Line, b.Span.Start.Column-a.Span.Start.Column)
	})
	for _, d := range list {
		f, ok := Of(doc, d)
		if !ok {
			continue
		}
		next, _, err := doc.Apply(f.Command)
		if err != nil {
			continue
		}
		doc, done = next, append(done, Done{d, f.Label})
	}
	slices.Reverse(done)
	return doc, done
}
