package designer

import (
	"slices"

	"banshi/engine/schema"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Schema is the JSON Schema of a kind of definition file, for the property panel and the editor.
// Codes: not_found, unauthenticated, forbidden.
func (s *Service) Schema(who actor.Actor, kind string) ([]byte, error) {
	if who.Kind == actor.Nobody {
		return nil, actor.Can(who, actor.ItemDrafts, actor.Object{Kind: actor.Item})
	}
	if who.Kind != actor.Staff {
		return nil, fault.New(fault.Forbidden, sayStaff)
	}
	if !slices.Contains(schema.Kinds(), kind) {
		return nil, fault.New(fault.NotFound, sayNoKind)
	}
	return s.schemas.Get(kind, func() ([]byte, error) { return schema.JSON(kind) })
}
