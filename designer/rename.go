package designer

import (
	"context"
	"errors"
	"strings"

	"banshi/designer/rename"
	"banshi/engine/print"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Renamed is what giving an entry another id does to the files of a draft.
type Renamed struct {
	Version int
	Changes []rename.Change
}

// Rename works out what giving an entry of the item another id does, wherever that names it; saving it is a step of the draft. Codes:
// invalid (no id, or one that would leave faults), conflict (the item has errors), not_found.
func (s *Service) Rename(ctx context.Context, who actor.Actor, id string, at print.Path, to string) (Renamed, error) {
	d, b, err := s.find(ctx, who, id)
	if err != nil {
		return Renamed{}, err
	}
	out := Renamed{Version: d.Version}
	out.Changes, err = rename.Plan(b.Base, d.Folder, d.Item, at, strings.TrimSpace(to))
	var left *rename.Left
	switch {
	case err == nil:
		return out, nil
	case errors.Is(err, rename.ErrShape):
		return out, fault.New(fault.Invalid, sayIDShape, fault.Field{Path: "body.to", Message: sayIDShape})
	case errors.Is(err, rename.ErrSame):
		return out, fault.New(fault.Invalid, saySameID, fault.Field{Path: "body.to", Message: saySameID})
	case errors.Is(err, rename.ErrNoID):
		return out, fault.New(fault.NotFound, sayNoID)
	case errors.Is(err, rename.ErrUnsound):
		return out, fault.New(fault.Conflict, sayMendFirst)
	case errors.As(err, &left):
		say := sayIDLeft.With(left.Faults[0].Message)
		return out, fault.New(fault.Invalid, say, fault.Field{Path: "body.to", Message: say})
	}
	return out, err
}
