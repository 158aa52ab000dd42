package designer

import (
	"context"
	"errors"
	"io/fs"

	"banshi/designer/follow"
	"banshi/engine/print"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Removed is what taking entries away from a draft comes to.
type Removed struct {
	follow.Removed
	Version int
	Faults  []Fault // of its breaks, with their places
}

// Remove works out what taking entries of the item away does to its rules, translations and tests; saving it is a step of the draft.
// Codes: not_found.
func (s *Service) Remove(ctx context.Context, who actor.Actor, id string, paths []print.Path) (Removed, error) {
	d, b, err := s.find(ctx, who, id)
	if err != nil {
		return Removed{}, err
	}
	out := Removed{Version: d.Version}
	out.Removed, err = follow.Remove(b.Base, d.Folder, d.Item, paths)
	if errors.Is(err, follow.ErrNoEntry) {
		return out, fault.New(fault.NotFound, sayNoPath)
	}
	if err != nil {
		return out, err
	}
	docs := map[string]*print.Document{}
	for _, f := range out.Breaks {
		at := f.Span.Start
		doc, read := docs[at.File]
		if !read {
			if data, err := fs.ReadFile(d.Folder, at.File); err == nil {
				doc, _ = print.Parse(at.File, string(data))
			}
			docs[at.File] = doc
		}
		line := Fault{Code: string(f.Code), Severity: f.Severity().String(), File: at.File, Line: at.Line, Column: at.Column, Message: f.Message}
		if doc != nil {
			line.Path = string(doc.PathAt(at.In(doc.Text())))
		}
		out.Faults = append(out.Faults, line)
	}
	return out, nil
}
